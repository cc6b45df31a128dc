"""report, export."""

from argparse import Namespace, _SubParsersAction
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.figures import year_of
from app.cli.parsing import Parser, day_of
from app.cli.session import DONE, WITH_FINDINGS, Outcome, Session
from app.errors import BadInput
from app.rules.vocabulary import SheetKind

if TYPE_CHECKING:
    from app.services.reporting import Chosen


def add(commands: "_SubParsersAction[Parser]", common: Parser) -> None:
    """Add the commands of this module."""
    report = commands.add_parser("report", parents=[common], help="报表")
    verbs = report.add_subparsers(title="动作", metavar="动作", required=True, parser_class=Parser)
    verbs.add_parser("list", parents=[common], help="有哪些报表").set_defaults(run=_list)
    make = verbs.add_parser("make", parents=[common], help="生成一份报表")
    make.add_argument("id", metavar="ID")
    make.add_argument("--year", type=int, help="年度（不写则为今年）")
    make.add_argument("--half", type=int, choices=(1, 2), help="半年")
    make.add_argument("--out", required=True, metavar="F.pdf", help="写到哪里：.pdf、.docx 或 .xlsx")
    make.add_argument(
        "--person",
        action="append",
        default=[],
        metavar="NAME",
        help="发展党员的报表：写哪一个人（姓名），可以写多次",
    )
    make.add_argument("--case", action="append", default=[], metavar="ID", help="哪一份案卷，可以写多次")
    make.add_argument("--kind", default="", metavar="KIND", help="公示、批复、登记表的种类，汇总表的类别")
    make.add_argument("--from", dest="from_on", type=day_of, metavar="DATE", help="公示从哪一天起")
    make.add_argument("--to", dest="to_on", type=day_of, metavar="DATE", help="公示到哪一天止")
    make.add_argument("--village", metavar="NAME", help="村集体经济的报表：哪一个村（不写则全部）")
    make.add_argument(
        "--organization",
        metavar="NAME",
        help="分类定级、整顿、工作提醒和待办清单：哪一个党组织（不写则全部）",
    )
    make.add_argument("--unit", choices=("yuan", "wan"), default="", help="金额单位：元或万元")
    make.add_argument("--caliber", default="", metavar="CODE", help="收入口径，如 total、operating、net")
    make.set_defaults(run=_make)
    export = commands.add_parser("export", parents=[common], help="导出名单")
    export.add_argument("kind", choices=[k.value for k in SheetKind], metavar="KIND")
    export.add_argument("out", metavar="OUT.xlsx")
    export.add_argument("--full-ids", action="store_true", help="不遮身份证号和电话，须写明理由")
    export.add_argument("--reason", metavar="TEXT", help="导出完整号码的理由，记入历史")
    export.set_defaults(run=_export)


def _list(session: Session, arguments: Namespace) -> Outcome:
    from app.services.reporting import reports

    found = reports()
    return Outcome({"reports": [asdict(r) for r in found]}, [f"{r.id}\t{r.title}" for r in found])


def _make(session: Session, arguments: Namespace) -> Outcome:
    from app.services.reporting import PersonNeeded, make_report

    try:
        made = make_report(
            session.store,
            arguments.id,
            year=year_of(session, arguments),
            half=arguments.half,
            as_of=session.as_of,
            out=Path(arguments.out),
            chosen=_chosen(session, arguments),
        )
    except PersonNeeded as error:
        raise BadInput(error.what, "请加 --person 姓名，或者 --case 案卷编号。") from error
    lines = [f"已写出：{made.path}"]
    lines += [f"未写入：{reason}" for reason in made.refused]
    if made.missing_glyphs:
        lines.append(f"本机字体缺字：{made.missing_glyphs}")
    return Outcome(asdict(made), lines, WITH_FINDINGS if made.refused or made.missing_glyphs else DONE)


def _chosen(session: Session, arguments: Namespace) -> "Chosen":
    from app.services.economy.villages import village_named
    from app.services.reporting import Chosen
    from app.services.reporting.development import person_cases
    from app.services.reporting.ratings import organization_named

    named = [case for person in arguments.person for case in person_cases(session.store, person)]
    cases = (*arguments.case, *named)
    village = village_named(session.store, arguments.village) if arguments.village else ""
    branch = organization_named(session.store, arguments.organization) if arguments.organization else ""
    return Chosen(
        cases, arguments.kind, arguments.from_on, arguments.to_on,
        organization_id=branch, village_id=village, unit=arguments.unit, caliber=arguments.caliber,
    )  # fmt: skip


def _export(session: Session, arguments: Namespace) -> Outcome:
    from app.services.exports import export

    if arguments.full_ids and not (arguments.reason or "").strip():
        raise BadInput("导出完整号码要写明理由。", "请加 --reason，例如 --reason 报送县委组织部。")
    made = export(
        session.store,
        arguments.kind,
        Path(arguments.out),
        full_ids=arguments.full_ids,
        reason=arguments.reason or "",
        actor=session.actor,
    )
    return Outcome({"file": arguments.out, "rows": made}, [f"已导出 {made} 行：{arguments.out}"])
