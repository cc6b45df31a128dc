"""Whom the roster shows: a filter in plain values, turned into a condition and an order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.models import queries_roster
from app.models.populations import PARTY_AGE_START
from app.models.queries_roster import ON_ROLL, Selection
from app.models.queries_search import LAST, NAMED, NUMBERED
from app.models.store import Store
from app.rules import members
from app.rules.calendar import add_years
from app.rules.typed import INITIALS, NUMBER, meaning
from app.rules.vocabulary import PersonStatus

MEMBERS = (PersonStatus.FULL.value, PersonStatus.PROBATIONARY.value)
Part = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class RosterFilter:
    """Who is shown; what is left at its default does not narrow.

    `organization_id` takes everyone under it too. Ages are full years on the day of the view. `ended`: those who
    left instead of those on the roll. `text` is what the search field takes: part of
    the name or of its initials, front or tail of the ID number or phone.
    """

    statuses: tuple[str, ...] = MEMBERS
    text: str = ""
    organization_id: str = ""
    village_id: str = ""
    village_group_id: str = ""
    sex: int | None = None
    minority: bool | None = None
    educations: tuple[str, ...] = ()
    is_migrant: bool | None = None
    is_hardship: bool | None = None
    is_lost: bool | None = None
    age_from: int | None = None
    age_to: int | None = None
    joined_from: str = ""
    joined_to: str = ""
    fifty_years_in: int | None = None
    without_id: bool = False
    ended: bool = False


def selection(
    store: Store,
    filters: RosterFilter,
    as_of: date,
    *,
    order: str = "",
    descending: bool = False,
    group: str = "",
) -> Selection:
    """Return the condition, order and grouping of a filter. Raises KeyError for an order that is none."""
    parts: list[Part] = [
        ("p._del = 0 AND p.ended_on IS NOT NULL" if filters.ended else ON_ROLL, ()),
        *_places(store, filters),
        *_facts(filters),
        *_days(filters, as_of),
        *_text(filters.text),
    ]
    if filters.statuses:
        parts.append((f"p.status IN ({_marks(filters.statuses)})", filters.statuses))
    condition = " AND ".join(part for part, _ in parts)
    values = tuple(value for _, given in parts for value in given)
    parts_of_order = queries_roster.ORDERS[order] if order else queries_roster.NO_ORDER
    return Selection(condition, values, parts_of_order, descending, group)


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


def _places(store: Store, filters: RosterFilter) -> list[Part]:
    parts: list[Part] = []
    if filters.organization_id:
        under = queries_roster.below(store, filters.organization_id)
        parts.append((f"p.organization_id IN ({_marks(under)})", tuple(under)))
    if filters.village_id:
        parts.append(("coalesce(p.village_id, o.village_id) = ?", (filters.village_id,)))
    if filters.village_group_id:
        parts.append(("p.village_group_id = ?", (filters.village_group_id,)))
    return parts


def _facts(filters: RosterFilter) -> list[Part]:
    parts: list[Part] = []
    if filters.sex is not None:
        parts.append(("p.sex = ?", (filters.sex,)))
    if filters.minority is not None:
        other = "coalesce(p.ethnicity, '01') BETWEEN '02' AND '56'"
        parts.append((other if filters.minority else f"NOT ({other})", ()))
    if filters.educations:
        parts.append((f"p.education IN ({_marks(filters.educations)})", filters.educations))
    for name in ("is_migrant", "is_hardship", "is_lost"):
        wanted = getattr(filters, name)
        if wanted is not None:
            parts.append((f"p.{name} = ?", (int(wanted),)))
    if filters.without_id:
        parts.append(("p.id_number IS NULL", ()))
    return parts


def _days(filters: RosterFilter, as_of: date) -> list[Part]:
    parts: list[Part] = []
    if filters.age_from is not None:
        parts.append(("p.birth_on <= ?", (add_years(as_of, -filters.age_from).isoformat(),)))
    if filters.age_to is not None:
        parts.append(("p.birth_on > ?", (add_years(as_of, -filters.age_to - 1).isoformat(),)))
    if filters.joined_from:
        parts.append(("p.joined_on >= ?", (filters.joined_from,)))
    if filters.joined_to:
        parts.append(("p.joined_on <= ?", (f"{filters.joined_to}~",)))
    if filters.fifty_years_in is not None:
        latest = members.latest_start_for_medal(filters.fifty_years_in).isoformat()
        parts.append((f"p.status = 'full' AND {PARTY_AGE_START} <= ?", (latest,)))
    return parts


def _text(text: str) -> list[Part]:
    kind, typed = meaning(text)
    if not typed:
        return []
    if kind == NUMBER:
        starts = (typed, f"f{typed}", f"r{typed[::-1]}")
        return [(NUMBERED, tuple(bound for start in starts for bound in (start, f"{start}{LAST}")))]
    column = "{initials name}" if kind == INITIALS else "name"
    return [(NAMED, (f'{column} : "{" ".join(typed)}"',))]
