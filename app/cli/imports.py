"""import, template."""

from argparse import Namespace, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.parsing import REFUSED, Parser
from app.cli.session import DONE, WITH_FINDINGS, Outcome, Session
from app.errors import BadInput
from app.rules.vocabulary import Level, SheetKind

if TYPE_CHECKING:
    from app.services.imports import ImportPlan

KINDS = [kind.value for kind in SheetKind]
READABLE = (".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods", ".csv", ".tsv", ".txt")


def add(commands: "_SubParsersAction[Parser]", common: Parser) -> None:
    """Add the commands of this module."""
    take = commands.add_parser("import", parents=[common], help="导入工作簿")
    take.add_argument("files", nargs="+", metavar="FILE", help="工作簿，或放着工作簿的文件夹")
    take.add_argument("--kind", choices=KINDS, help="指明表的种类（不写则自动认）")
    take.add_argument("--dry-run", action="store_true", help="只看会怎样，不写入")
    take.add_argument("--skip-bad", action="store_true", help="有问题的行不导入，其余照导")
    take.add_argument("--problems", metavar="OUT.xlsx", help="把有问题的行写成工作簿，改好后可再导入")
    take.set_defaults(run=_import)
    template = commands.add_parser("template", parents=[common], help="写出一个空白模板")
    template.add_argument("kind", choices=KINDS, metavar="KIND", help="、".join(KINDS))
    template.add_argument("out", metavar="OUT.xlsx")
    template.set_defaults(run=_template)


def _import(session: Session, arguments: Namespace) -> Outcome:
    from app.services import imports

    files = _files(arguments.files)
    plan = imports.preview(
        session.store, files, kind=arguments.kind, as_of=session.as_of, progress=session.progress
    )
    data, lines = imports.plan_json(plan), _lines(plan)
    if not any(sheet.kind for sheet in plan.sheets):
        reasons = "；".join(f"{sheet.file}：{sheet.reason}" for sheet in plan.sheets)
        raise BadInput(f"没有认出可以导入的表。{reasons}", "请核对文件，或用 --kind 指明表的种类。")
    if arguments.problems and plan.bad:
        imports.problems_workbook(plan, Path(arguments.problems))
        data["problems_workbook"] = arguments.problems
        lines.append(f"有问题的行已写到：{arguments.problems}")
    code = WITH_FINDINGS if plan.problems else DONE
    if arguments.dry_run:
        return Outcome({**data, "applied": False}, [*lines, "只是预览，没有写入。"], code)
    return _apply(session, arguments, plan, Outcome(data, lines, code))


def _apply(session: Session, arguments: Namespace, plan: "ImportPlan", seen: Outcome) -> Outcome:
    from app.services import imports
    from app.services.backups import make_backup, needs_backup

    if plan.bad and not arguments.skip_bad:
        for line in seen.lines:
            session.progress.step(0, 0, line)
    elif needs_backup(session.ledger):
        make_backup(session.ledger)
    try:
        result = imports.apply(
            session.store, plan, actor=session.actor, skip_bad=arguments.skip_bad, progress=session.progress
        )
    except BadInput as error:
        session.progress.step(0, 0, str(error))
        return Outcome({**seen.data, "applied": False, "error": error.what, "do": error.do}, code=REFUSED)
    data = {**seen.data, "applied": True, "operation": result.operation, "sentence": result.sentence}
    return Outcome(data, [*seen.lines, result.sentence], seen.code)


def _lines(plan: "ImportPlan") -> list[str]:
    lines = []
    for sheet in plan.sheets:
        if sheet.kind is None:
            lines.append(f"《{sheet.file}》{sheet.sheet}：未导入，{sheet.reason}")
            continue
        counts = f"新增 {sheet.new}，修改 {sheet.changed}，相同 {sheet.same}，有问题 {sheet.bad}"
        lines.append(f"《{sheet.file}》{sheet.sheet}：{sheet.kind_label}，{counts}")
        lines += [
            f"　第{c.row}行 {c.record_label}的{c.field_label}：{c.old} → {c.new}" for c in sheet.changes
        ]
    lines += [f"{Level.label_of(p.level)}：{p.place}“{p.value}”：{p.message}" for p in plan.problems]
    return lines


def _files(names: list[str]) -> list[Path]:
    found: list[Path] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            inside = sorted(
                p for p in path.iterdir() if p.suffix.lower() in READABLE and not p.name.startswith("~$")
            )
            if not inside:
                raise BadInput(f"文件夹“{path}”里没有工作簿。", "请换一个文件夹，或直接指明文件。")
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise BadInput(f"没有这个文件：{path}。", "请核对文件名。")
    return found


def _template(session: Session, arguments: Namespace) -> Outcome:
    from app.excel.template import write_template

    write_template(arguments.kind, Path(arguments.out))
    return Outcome({"file": arguments.out}, [f"已写出模板：{arguments.out}"])
