"""时间表: one fixed date → the legal window of every other step, for nobody in particular, one person or a batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.models.store import Store
from app.rules.calendar import chinese
from app.rules.development.facts import Person
from app.rules.development.timetable import NOTICE_END, Limit, Timetable, Window, timetable
from app.rules.development.view import REFUSING, CaseView
from app.rules.reference_development import development_rules
from app.rules.reference_holidays import work_calendar
from app.services.cases import HeldCase
from app.services.development.ownrules import calendar, rulebook
from app.services.development.reading import held_case

MEETING = "15"


@dataclass(frozen=True, slots=True)
class PersonTimetable:
    """One person's timetable around what is done already and the dates asked for."""

    case_id: str
    name: str
    table: Timetable


@dataclass(frozen=True, slots=True)
class CommonWindow:
    """A step several people still have to take: the days that are legal for all of them, None for no limit.

    conflict: the sentence naming the two people no day suits together, "" when some does.
    """

    step: str
    name: str
    earliest: date | None
    latest: date | None
    conflict: str = ""


def general_timetable(store: Store | None, fixed: Mapping[str, date], *, as_of: date) -> Timetable:
    """Return the windows around fixed dates (step code → date) for a case begun from nothing.

    store: the ledger whose own rules and days off hold; None for the shipped ones.

    Raises BadInput for a step that does not exist.
    """
    book = rulebook(store) if store else development_rules()
    working_days = calendar(store) if store else work_calendar()
    return timetable(fixed, Person(), as_of, book, working_days)


def case_timetable(store: Store, case_id: str, fixed: Mapping[str, date], *, as_of: date) -> PersonTimetable:
    """Return the windows of what a person still has to do, around what is done and the dates asked for."""
    held = held_case(store, case_id)
    done = {node: day for node, day in _done(held, as_of).items() if node.removesuffix(".end") not in fixed}
    table = timetable({**done, **fixed}, held.case.person, as_of, held.book, held.calendar, pending=True)
    return PersonTimetable(case_id, held.row["name"], table)


def _done(held: HeldCase, as_of: date) -> dict[str, date]:
    """Return the exact days of the steps that are done and not refused."""
    view = CaseView(held.case, as_of, held.book)
    found: dict[str, date] = {}
    for code, step in view.firsts.items():
        if step.on is None or not step.on.is_exact or step.result in REFUSING:
            continue
        found[code] = step.on.first
        if code == "08a" and step.until is not None and step.until.is_exact:
            found[NOTICE_END] = step.until.first
    return found


def batch_timetable(
    store: Store, case_ids: Sequence[str], fixed: Mapping[str, date], *, as_of: date
) -> tuple[tuple[PersonTimetable, ...], tuple[CommonWindow, ...]]:
    """Return each person's timetable and, for the steps nobody has taken, the days legal for all of them together."""
    tables = tuple(case_timetable(store, case_id, fixed, as_of=as_of) for case_id in dict.fromkeys(case_ids))
    return tables, tuple(_common(tables))


def _common(tables: Sequence[PersonTimetable]) -> list[CommonWindow]:
    by_step: dict[str, list[tuple[PersonTimetable, Window]]] = {}
    for one in tables:
        for window in one.table.windows:
            by_step.setdefault(window.step, []).append((one, window))
    open_to_all = [
        pairs
        for pairs in by_step.values()
        if len(pairs) == len(tables) and not any(w.fixed for _, w in pairs)
    ]
    return [_meet(pairs) for pairs in open_to_all]


def _meet(pairs: Sequence[tuple[PersonTimetable, Window]]) -> CommonWindow:
    lows = [(window.earliest, one.name) for one, window in pairs if window.earliest]
    highs = [(window.latest, one.name) for one, window in pairs if window.latest]
    low = max(lows, key=lambda pair: pair[0].on, default=None)
    high = min(highs, key=lambda pair: pair[0].on, default=None)
    window = pairs[0][1]
    return CommonWindow(
        window.step,
        window.name,
        low[0].on if low else None,
        high[0].on if high else None,
        _clash(window.name, low, high),
    )


def _clash(step: str, low: tuple[Limit, str] | None, high: tuple[Limit, str] | None) -> str:
    if low is None or high is None or low[0].on <= high[0].on:
        return ""
    return (
        f"“{step}”没有同时适合所有人的日子：{low[1]}最早{chinese(low[0].on)}，{high[1]}最晚{chinese(high[0].on)}，"
        "请分开办理。"
    )
