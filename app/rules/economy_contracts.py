"""合同: days money is due by contract, what is in arrears, when a contract ends."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.rules.calendar import Day

_DAY = re.compile(r"(\d{1,2})\s*(?:月|[-/.])\s*(?:(\d{1,2})\s*(?:日|号)?|底|末)")
_MONTH = re.compile(r"(\d{1,2})\s*月")
YEAR_END = ((12, 31),)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a contract says: first and last day (ISO, possibly cut short), rent a year in 分, days of a year it is due."""

    from_on: str | None
    to_on: str | None
    yearly_fen: int | None
    due_dates: str | None
    ended_on: str | None = None


def due_days(text: str | None) -> tuple[tuple[int, int], ...]:
    """Return the (month, day) named in words like “每年6月30日、12月底前”; the year's end when none is named."""
    found = [(int(m), int(d) if d else 0) for m, d in _DAY.findall(text or "")]
    if not found:
        found = [(int(month), 0) for month in _MONTH.findall(text or "")]
    days = {(month, day) for month, day in found if 1 <= month <= 12 and day <= 31}
    return tuple(sorted(days)) or YEAR_END


def dues_of_year(terms: Terms, year: int) -> list[tuple[date, int]]:
    """Return (day, 分) of what a contract brings in a year; the parts of a year add up to its rent."""
    if not terms.yearly_fen:
        return []
    days = [_day(year, month, day) for month, day in due_days(terms.due_dates)]
    whole, left = divmod(terms.yearly_fen, len(days))
    parts = [(day, whole + (number < left)) for number, day in enumerate(days)]
    first = Day.parse(terms.from_on).first if terms.from_on else date.min
    last = end_of(terms)
    return [(day, fen) for day, fen in parts if first <= day and (last is None or day <= last)]


def end_of(terms: Terms) -> date | None:
    """Return the last day of a contract: the day it was ended early, else as agreed; None when nothing says."""
    ends = [Day.parse(text).last for text in (terms.to_on, terms.ended_on) if text]
    return min(ends, default=None)


def arrears(terms: Terms, received: Sequence[tuple[int, int]], paid_fen: int | None, on: date) -> int | None:
    """Return what is due by a day and has not come, 分; None when nothing is known of payments.

    `received` are (year, 分) of income entered under the contract, `paid_fen` what the contract's own line states as
    received since its beginning. Where neither speaks of a year before, that year is taken as settled.
    """
    if not terms.yearly_fen or (paid_fen is None and not received):
        return None
    begun = Day.parse(terms.from_on).first.year if terms.from_on else on.year
    first = begun if paid_fen is not None else min(year for year, _ in received)
    due = sum(fen for year in range(first, on.year + 1) for day, fen in dues_of_year(terms, year) if day < on)
    entered = sum(fen for year, fen in received if first <= year <= on.year)
    return max(0, due - max(entered, paid_fen or 0))


def next_due(terms: Terms, on: date) -> tuple[date, int] | None:
    """Return the next day money is due, from a day on, and how much; None when nothing more is."""
    coming = [one for year in (on.year, on.year + 1) for one in dues_of_year(terms, year) if one[0] >= on]
    return min(coming, default=None)


def expires_within(terms: Terms, on: date, days: int) -> date | None:
    """Return the last day of a contract that ends, not ended early, within so many days from a day on."""
    last = end_of(terms)
    if last is None or terms.ended_on:
        return None
    return last if on <= last <= on + timedelta(days=days) else None


def _day(year: int, month: int, day: int) -> date:
    last = monthrange(year, month)[1]
    return date(year, month, min(day, last) if day else last)
