"""换届: how long a term runs, when it ends, how near its end is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.rules import codes
from app.rules.calendar import MONTHS_A_YEAR, Day, add_months

OVERDUE = "overdue"
RURAL_FIELDS = frozenset({"village", "community"})


@dataclass(frozen=True, slots=True)
class TermRule:
    """Years of a term for some kinds of organization; `rural` keeps it to villages and communities."""

    kinds: frozenset[str]
    years: int
    rural: bool


@dataclass(frozen=True, slots=True)
class TermRules:
    """The lengths of terms, the reminders (level, months before the end) nearest first, and where they stand."""

    terms: tuple[TermRule, ...]
    reminders: tuple[tuple[str, int], ...]
    late_limit_months: int
    source: str
    article: str


def is_rural(field: str | None, *, has_village: bool) -> bool:
    """Tell whether an organization belongs to a village or a community."""
    return any(one in RURAL_FIELDS for one in codes.with_wider("field", field)) if field else has_village


def term_years(kind: str, *, rural: bool, rules: TermRules) -> int | None:
    """Return the length of a term; None for kinds without one (党小组, 临时党支部)."""
    found: Sequence[TermRule] = [
        rule for rule in rules.terms if kind in rule.kinds and (rural or not rule.rural)
    ]
    return found[0].years if found else None


def expiry(elected_on: str | None, term_ends_on: str | None, years: int | None) -> Day | None:
    """Return the end of the term: as the papers state it, else election plus term; None when neither is known."""
    if term_ends_on:
        return Day.parse(term_ends_on)
    if elected_on and years:
        return Day.parse(elected_on).months_later(years * MONTHS_A_YEAR)
    return None


def reminder(end: Day, on: date, rules: TermRules) -> str | None:
    """Return the level of reminder on a day: overdue, or the nearest one that has begun; None when far away."""
    if on > end.last:
        return OVERDUE
    for level, months in rules.reminders:
        if on >= add_months(end.last, -months):
            return level
    return None


def is_too_late(end: Day, on: date, rules: TermRules) -> bool:
    """Tell whether the end lies further back than an approved delay may reach (generally one year)."""
    return on > add_months(end.last, rules.late_limit_months)
