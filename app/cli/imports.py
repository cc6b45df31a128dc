"""import, template."""

from argparse import Namespace, _SubParsersAction
from pathlib import Path

from app.cli.parsing import Parser
from app.cli.session import DONE, WITH_FINDINGS, Outcome, Session
from app.errors import BadInput
from app.rules.vocabulary import SheetKind

KINDS = [kind.value for kind in SheetKind]
READABLE = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv")


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
    from app.services.backups import make_backup, needs_backup

    files = _files(arguments.files)
    plan = imports.preview(
        session.store, files, kind=arguments.kind, as_of=session.as_of, progress=session.progress
    )
    data = imports.plan_json(plan)
    if arguments.problems and data["problems"]:
        imports.problems_workbook(plan, Path(arguments.problems))
        data["problems_workbook"] = arguments.problems
    lines = imports.plan_lines(plan)
    code = WITH_FINDINGS if data["problems"] else DONE
    if arguments.dry_run:
        return Outcome({**data, "applied": False}, [*lines, "只是预览，没有写入。"], code)
    if needs_backup(session.ledger):
        make_backup(session.ledger)
    result = imports.apply(
        session.store, plan, actor=session.actor, skip_bad=arguments.skip_bad, progress=session.progress
    )
    return Outcome({**data, "applied": True, "operation": result.operation}, [*lines, result.sentence], code)


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
            raise BadInput(f"没有这个文件：{path}", "请核对文件名。")
    return found


def _template(session: Session, arguments: Namespace) -> Outcome:
    from app.excel.template import write_template

    write_template(arguments.kind, Path(arguments.out))
    return Outcome({"file": arguments.out}, [f"已写出模板：{arguments.out}"])
