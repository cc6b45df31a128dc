"""due, timetable."""

from argparse import ArgumentTypeError, Namespace, _SubParsersAction
from dataclasses import asdict
from datetime import date

from app.cli.parsing import Parser
from app.cli.session import Outcome, Session


def add(commands: "_SubParsersAction[Parser]", common: Parser) -> None:
    """Add the commands of this module."""
    due = commands.add_parser("due", parents=[common], help="待办：到期和逾期的事")
    due.add_argument("--days", type=_days, default=30, help="看多少天之内（默认 30）")
    due.set_defaults(run=_due)


def _days(text: str) -> int:
    if not text.isdecimal() or int(text) > 3660:
        raise ArgumentTypeError(f"“{text}”不是 0 到 3660 之间的天数")
    return int(text)


def _due(session: Session, arguments: Namespace) -> Outcome:
    from app.services.dues import due

    found = due(session.store, as_of=session.as_of, days=arguments.days)
    lines = [f"{_when(item.on, session.as_of)}  {item.label}：{item.sentence}" for item in found]
    return Outcome({"due": [asdict(item) for item in found]}, lines or ["没有到期的事。"])


def _when(on: date | str | None, as_of: date) -> str:
    if on is None:
        return "　　　　　"
    day = on if isinstance(on, date) else date.fromisoformat(str(on))
    late = (as_of - day).days
    return f"{day.isoformat()}（逾期 {late} 天）" if late > 0 else day.isoformat()
