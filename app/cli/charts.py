"""chart."""

from argparse import Namespace, _SubParsersAction
from dataclasses import asdict
from pathlib import Path

from app.cli.figures import year_of
from app.cli.parsing import Parser
from app.cli.session import Outcome, Session


def add(commands: "_SubParsersAction[Parser]", common: Parser) -> None:
    """Add the commands of this module."""
    chart = commands.add_parser("chart", parents=[common], help="图表")
    verbs = chart.add_subparsers(title="动作", metavar="动作", required=True, parser_class=Parser)
    verbs.add_parser("list", parents=[common], help="有哪些图表").set_defaults(run=_list)
    make = verbs.add_parser("make", parents=[common], help="画一张图")
    make.add_argument("id", metavar="ID")
    make.add_argument("--year", type=int, help="年度（不写则为今年）")
    make.add_argument("--caliber", default="", metavar="CODE", help="收入口径，如 total、operating、net")
    make.add_argument("--before", type=int, metavar="YEAR", help="等次变化与哪一年比（不写则为上一年）")
    make.add_argument("--out", required=True, metavar="F.png", help="写到哪里：.png、.svg 或 .pdf")
    make.set_defaults(run=_make)


def _list(session: Session, arguments: Namespace) -> Outcome:
    from app.services.reporting import charts

    found = charts()
    return Outcome({"charts": [asdict(c) for c in found]}, [f"{c.id}\t{c.title}" for c in found])


def _make(session: Session, arguments: Namespace) -> Outcome:
    from app.services.reporting import make_chart

    path = make_chart(
        session.store,
        arguments.id,
        year=year_of(session, arguments),
        as_of=session.as_of,
        caliber=arguments.caliber,
        before=arguments.before,
        out=Path(arguments.out),
    )
    return Outcome({"file": str(path)}, [f"已画出：{path}"])
