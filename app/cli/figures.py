"""stats, trace, check."""

from argparse import Namespace, _SubParsersAction
from dataclasses import asdict
from typing import Any

from app.cli.parsing import Parser
from app.cli.session import DONE, WITH_FINDINGS, Outcome, Session


def add(commands: "_SubParsersAction[Parser]", common: Parser) -> None:
    """Add the commands of this module."""
    stats = commands.add_parser("stats", parents=[common], help="全部关键数字")
    stats.add_argument("--year", type=int, help="年度（不写则为今年）")
    stats.set_defaults(run=_stats)
    trace = commands.add_parser("trace", parents=[common], help="反查：一个数字背后的记录")
    trace.add_argument("key", metavar="KEY", help="stats 里的数字，如 ratings.2023.lagging")
    trace.add_argument("--year", type=int, help="年度（不写则为今年）")
    trace.set_defaults(run=_trace)
    check = commands.add_parser("check", parents=[common], help="体检：找出矛盾和缺漏")
    check.set_defaults(run=_check)


def year_of(session: Session, arguments: Namespace) -> int:
    """Return the year asked for, or the year of the day everything is judged by."""
    return int(arguments.year or session.as_of.year)


def _stats(session: Session, arguments: Namespace) -> Outcome:
    from app.services.figures import stats

    found = stats(session.store, year=year_of(session, arguments), as_of=session.as_of)
    return Outcome(found, _flat(found))


def _flat(value: Any, key: str = "") -> list[str]:
    if isinstance(value, dict):
        return [
            line for name, inner in value.items() for line in _flat(inner, f"{key}.{name}" if key else name)
        ]
    shown = "、".join(map(str, value)) if isinstance(value, list) else value
    return [f"{key}: {shown}"]


def _trace(session: Session, arguments: Namespace) -> Outcome:
    from app.services.figures import trace

    found = trace(session.store, arguments.key, year=year_of(session, arguments), as_of=session.as_of)
    lines = [f"{found.title}：{found.total}{found.unit}", "\t".join(found.columns)]
    lines += ["\t".join("" if value is None else str(value) for value in row.values) for row in found.rows]
    return Outcome(asdict(found), lines)


def _check(session: Session, arguments: Namespace) -> Outcome:
    from app.rules.vocabulary import Level
    from app.services.checks import check

    found = check(session.store, as_of=session.as_of)
    lines = [f"[{Level.label_of(f.level)}] {f.record_label}：{f.message}" for f in found]
    lines.append(f"共 {len(found)} 条。" if found else "没有发现问题。")
    return Outcome({"findings": [asdict(f) for f in found]}, lines, WITH_FINDINGS if found else DONE)
