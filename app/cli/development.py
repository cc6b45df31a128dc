"""due, timetable."""

from argparse import ArgumentTypeError, Namespace, _SubParsersAction
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.parsing import Parser, day_of
from app.cli.session import DONE, WITH_FINDINGS, Outcome, Session
from app.errors import BadInput

if TYPE_CHECKING:
    from app.rules.development.timetable import Limit, Timetable
    from app.services.development.timetables import CommonWindow

MEETING = "15"


def add(commands: "_SubParsersAction[Parser]", common: Parser) -> None:
    """Add the commands of this module."""
    due = commands.add_parser("due", parents=[common], help="待办：到期和逾期的事")
    due.add_argument("--days", type=_days, default=30, help="看多少天之内（默认 30）")
    due.set_defaults(run=_due)
    table = commands.add_parser(
        "timetable", parents=[common], help="时间表：定下一个日期，其余各步骤最早最晚在哪一天"
    )
    table.add_argument("--meeting", type=day_of, metavar="DATE", help="支部党员大会（第15步）的日期")
    table.add_argument(
        "--step",
        action="append",
        default=[],
        type=_fixed,
        metavar="CODE=DATE",
        help="定下别的步骤，可以写多次",
    )
    table.add_argument(
        "--case", action="append", default=[], metavar="ID", help="按这份案卷已办的步骤推算，可以写多次"
    )
    table.add_argument("--person", action="append", default=[], metavar="NAME", help="同上，写姓名")
    table.add_argument("--out", metavar="F.pdf", help="写成计划表：.pdf、.docx 或 .xlsx")
    table.set_defaults(run=_timetable)


def _fixed(text: str) -> tuple[str, date]:
    step, _, on = text.partition("=")
    if not on:
        raise ArgumentTypeError(f"“{text}”应当写成 步骤=日期，例如 13=2026-11-20 或 公示=2026-11-20")
    return _step_code(step.strip()), day_of(on.strip())


def _step_code(step: str) -> str:
    """Return the code of a step given by its number, with or without the zero before it, or by its name."""
    from app.rules.reference_development import development_rules

    kinds = development_rules().steps
    named = [code for code, kind in kinds.items() if step in {kind.name, *kind.names.values()}]
    return named[0] if named else next((code for code in kinds if code.lstrip("0") == step), step)


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


def _timetable(session: Session, arguments: Namespace) -> Outcome:
    from app.services.development import timetables

    fixed = dict(arguments.step)
    if arguments.meeting:
        fixed[MEETING] = arguments.meeting
    cases = _cases(session, arguments)
    if not fixed and not cases:
        raise BadInput("还没有定下任何日期。", "请用 --meeting 写支部党员大会的日期，或用 --case 指明案卷。")
    if not cases:
        made = [("", "", timetables.general_timetable(session.store_if_any, fixed, as_of=session.as_of))]
        common: tuple[CommonWindow, ...] = ()
    else:
        people, common = timetables.batch_timetable(session.store, cases, fixed, as_of=session.as_of)
        made = [(one.case_id, one.name, one.table) for one in people]
    if arguments.out:
        from app.services.reporting.plans import write_plan

        write_plan(
            session.store,
            [(name, table) for _, name, table in made],
            Path(arguments.out),
            as_of=session.as_of,
        )
    return _told(made, common, arguments.out)


def _cases(session: Session, arguments: Namespace) -> list[str]:
    if not arguments.person:
        return list(arguments.case)
    from app.services.reporting.development import person_cases

    return [
        *arguments.case,
        *(case for name in arguments.person for case in person_cases(session.store, name)),
    ]


def _told(
    made: "Sequence[tuple[str, str, Timetable]]", common: "Sequence[CommonWindow]", out: str | None
) -> Outcome:
    lines: list[str] = []
    for _, name, table in made:
        lines += [name] if name else []
        lines += [f"冲突：{conflict}" for conflict in table.conflicts]
        lines += [
            f"{window.step}\t{window.name}\t{_day(window.earliest)} 至 {_day(window.latest)}\t计划 {window.planned or ''}"
            for window in table.windows
        ]
    clashes = [one.conflict for one in common if one.conflict]
    lines += [f"冲突：{clash}" for clash in clashes]
    lines += [f"已写出：{out}"] if out else []
    data: dict[str, Any] = {
        "timetables": [{"case": case, "name": name, **_table(table)} for case, name, table in made],
        "common": [asdict(one) for one in common],
    }
    found = clashes or any(table.conflicts for _, _, table in made)
    return Outcome(data, lines, WITH_FINDINGS if found else DONE)


def _table(table: "Timetable") -> dict[str, Any]:
    return {
        "rule_set": table.rule_set,
        "conflicts": list(table.conflicts),
        "windows": [
            {
                "step": one.step,
                "name": one.name,
                "who": one.who,
                "fixed": one.fixed,
                "earliest": _side(one.earliest),
                "latest": _side(one.latest),
                "planned": one.planned,
                "until": one.until,
                "papers": list(one.papers),
                "provisional": one.provisional,
            }
            for one in table.windows
        ],
    }


def _side(limit: "Limit | None") -> dict[str, Any] | None:
    if limit is None:
        return None
    rule = limit.rule
    return {
        "on": limit.on,
        "why": limit.why,
        "code": rule.code if rule else "",
        "article": rule.article if rule else "",
        "level": limit.level,
    }


def _day(limit: "Limit | None") -> str:
    return limit.on.isoformat() if limit else "不限"
