"""init, demo."""

from argparse import Namespace, _SubParsersAction
from pathlib import Path

from app.cli.parsing import Parser
from app.cli.session import Outcome, Session
from app.services.townships import LEVELS


def add(commands: "_SubParsersAction[Parser]", common: Parser) -> None:
    """Add the commands of this module."""
    init = commands.add_parser("init", parents=[common], help="新建一个空台账")
    init.add_argument("--name", required=True, help="乡镇（街道）名称")
    init.add_argument("--county", default="", help="县（市、区）名称")
    init.add_argument("--level", choices=sorted(LEVELS), default="township", help="级别")
    init.set_defaults(run=_init)
    demo = commands.add_parser("demo", parents=[common], help="生成一个虚构的示例乡镇")
    demo.add_argument("--out", metavar="DIR", help="同时在这个文件夹里给出报告、图表和工作簿")
    demo.set_defaults(run=_demo)


def _init(session: Session, arguments: Namespace) -> Outcome:
    from app.services.ledgers import create

    made = create(
        session.folder,
        name=arguments.name,
        county=arguments.county,
        level=arguments.level,
        password=session.password,
    )
    session.hold(made.ledger)
    return Outcome(
        {
            "folder": str(session.folder),
            "name": arguments.name,
            "county": arguments.county,
            "level": arguments.level,
            "recovery_code": made.recovery_code,
        },
        [
            f"已在“{session.folder}”新建台账：{arguments.county}{arguments.name}",
            f"恢复码（请打印保存，忘记口令或更换账户时用它打开台账）：{made.recovery_code}",
        ],
    )


def _demo(session: Session, arguments: Namespace) -> Outcome:
    from app.services.demo import make_demo, write_samples

    out = Path(arguments.out) if arguments.out else None
    folder = session.folder if arguments.data or out is None else out / "台账"
    ledger = make_demo(folder, as_of=session.as_of, progress=session.progress)
    session.hold(ledger)
    written = write_samples(session.store, out, as_of=session.as_of, progress=session.progress) if out else []
    lines = [f"示例乡镇已建在：{folder}（人员、数字均为虚构）", *(f"已写出：{path}" for path in written)]
    return Outcome({"folder": str(folder), "files": [str(path) for path in written]}, lines)
