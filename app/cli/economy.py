"""platform."""

from argparse import Namespace, _SubParsersAction
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.figures import year_of
from app.cli.parsing import Parser
from app.cli.session import DONE, WITH_FINDINGS, Outcome, Session
from app.rules.money import FEN_PER_YUAN, yuan

if TYPE_CHECKING:
    from app.services.economy.platforms import Comparison, Difference


def add(commands: "_SubParsersAction[Parser]", common: Parser) -> None:
    """Add the commands of this module."""
    platform = commands.add_parser("platform", parents=[common], help="三资平台")
    verbs = platform.add_subparsers(title="动作", metavar="动作", required=True, parser_class=Parser)
    compare = verbs.add_parser("compare", parents=[common], help="三资平台导出的收入表与台账对照")
    compare.add_argument("files", nargs="+", metavar="FILE", help="从三资平台导出的工作簿")
    compare.add_argument("--year", type=int, help="年度（不写则为今年）")
    compare.add_argument("--out", metavar="OUT.xlsx", help="把不同之处写成工作簿")
    compare.add_argument(
        "--dry-run", action="store_true", help="只对照，不记下平台的数（记下后体检会一直核对）"
    )
    compare.set_defaults(run=_compare)


def _compare(session: Session, arguments: Namespace) -> Outcome:
    from app.services.economy.platforms import compare_platform, differences_workbook
    from app.services.economy.platformsums import keep_totals

    files = [Path(name) for name in arguments.files]
    found = compare_platform(session.store, files, year_of(session, arguments), progress=session.progress)
    data, lines = _data(found), _lines(found)
    if not arguments.dry_run:
        keep_totals(session.store, found.totals, on=session.as_of, actor=session.actor)
    if arguments.out:
        differences_workbook(found, Path(arguments.out))
        data["file"] = arguments.out
        lines.append(f"已写出：{arguments.out}")
    clean = not (found.differences or found.unknown or found.problems)
    return Outcome({**data, "kept": not arguments.dry_run}, lines, DONE if clean else WITH_FINDINGS)


def _data(found: "Comparison") -> dict[str, object]:
    return {
        "year": found.year,
        "same": found.same,
        "platform_yuan": found.platform_fen / FEN_PER_YUAN,
        "ledger_yuan": found.ledger_fen / FEN_PER_YUAN,
        "differences": [{**asdict(one), "more_fen": one.more_fen, "remark": one.remark} for one in found.differences],
        "unknown": list(found.unknown),
        "absent": list(found.absent),
        "problems": list(found.problems),
    }  # fmt: skip


def _lines(found: "Comparison") -> list[str]:
    sums = f"三资平台{yuan(found.platform_fen)}元，台账{yuan(found.ledger_fen)}元"
    return [
        f"{found.year}年{sums}；相同{found.same}项，不同{len(found.differences)}项。",
        *(_line(one) for one in found.differences),
        *(f"认不出的村：{name}" for name in found.unknown),
        *(f"台账有收入、平台的表中没有：{name}" for name in found.absent),
        *found.problems,
    ]


def _line(one: "Difference") -> str:
    sums = f"平台{yuan(one.platform_fen)}元，台账{yuan(one.ledger_fen)}元，相差{yuan(one.more_fen)}元"
    remark = f"（{one.remark}）" if one.remark else ""
    return f"{one.village}{one.period or '全年'}{one.category}：{sums}{remark}"
