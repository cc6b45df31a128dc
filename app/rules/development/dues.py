"""待办: the terms that run out within some days or have run out, and the waits that are over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.rules.calendar import WorkCalendar, chinese
from app.rules.development.constraints import Constraint
from app.rules.development.facts import Case
from app.rules.development.findings import WEIGHT
from app.rules.development.planning import Bound, Progress, progress
from app.rules.development.rulebook import Rulebook
from app.rules.vocabulary import Level

LIMIT, READY = "limit", "ready"
FROM_BOOKS = frozenset({"18", "19", "20"})


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something that falls due. kind: `limit` a term that runs out on `on`, `ready` a wait that is over on `on`.

    late: the term ran out before today. level: a hint; once late the rule's, at most a warning.
    """

    code: str
    step: str
    step_name: str
    on: date
    late: bool
    kind: str
    level: Level
    sentence: str
    article: str
    source: str
    rule_set: str


def due_items(case: Case, today: date, days: int, book: Rulebook, calendar: WorkCalendar) -> list[DueItem]:
    """Return what falls due within `days` from `today` or is late, earliest first."""
    return dues_of(progress(case, today, book, calendar), days)


def dues_of(state: Progress, days: int) -> list[DueItem]:
    """Return the same for a case whose progress is known already."""
    horizon = state.view.today + timedelta(days=days)
    found = [_item(state, step, bound, kind) for step, bound, kind in _bounds(state) if bound.on <= horizon]
    found += _notice(state, horizon)
    return sorted(found, key=lambda item: (item.on, item.step, item.code))


def _bounds(state: Progress) -> Iterator[tuple[str, Bound, str]]:
    for step in state.waiting_steps():
        for bound in state.bounds(step):
            if not bound.rule.due or (step in FROM_BOOKS and _is_of_old_books(state, step, bound)):
                continue
            if bound.is_max or bound.rule.code == "D10":
                yield step, bound, LIMIT
            else:
                yield step, bound, READY


def _is_of_old_books(state: Progress, step: str, bound: Bound) -> bool:
    """Tell whether older books have no place for a step, or its term began under rules that did not know it."""
    case, start = state.view.case, state.start_of(bound.start)
    before = start is not None and state.view.book.at(start.first).find(bound.rule.code) is None
    return case.imported and (step not in case.book or before)


def _item(state: Progress, step: str, bound: Bound, kind: str) -> DueItem:
    late = kind == LIMIT and bound.on < state.view.today
    return _due(state, step, bound.rule, bound.on, kind, late=late)


def _due(state: Progress, step: str, rule: Constraint, on: date, kind: str, *, late: bool) -> DueItem:
    return DueItem(
        code=rule.code,
        step=step,
        step_name=state.name(step),
        on=on,
        late=late,
        kind=kind,
        level=max(rule.level, Level.WARNING, key=WEIGHT.__getitem__) if late else Level.HINT,
        sentence=f"{rule.due}：{_when(on, state.view.today, kind)}。",
        article=rule.article,
        source=rule.source,
        rule_set=state.rule_set.code,
    )


def _when(on: date, today: date, kind: str) -> str:
    days = (on - today).days
    if kind == READY:
        return f"{chinese(on)}起" if days > 0 else f"{chinese(on)}已到"
    if days < 0:
        return f"{chinese(on)}到期，已超过{-days}天"
    return f"{chinese(on)}到期，今天是最后一天" if days == 0 else f"{chinese(on)}到期，还有{days}天"


def _notice(state: Progress, horizon: date) -> list[DueItem]:
    """A 公示 that is hanging: the day it ends."""
    rule = state.rule_set.find("D04")
    if rule is None or state.view.case.ended_on:
        return []
    hanging = [
        step for step in state.view.records("08a") if step.until and step.until.last >= state.view.today
    ]
    term = Constraint("08a", "08a", 0, True, rule.code, rule.level, rule.article, rule.source, rule.due)
    ends = [step.until.last for step in hanging if step.until]
    return [_due(state, "08a", term, end, READY, late=False) for end in ends if end <= horizon]
