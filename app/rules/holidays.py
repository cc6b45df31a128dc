"""Days of a year as the notices of the State Council write them: 2月5日至11日、10月1日至7日."""

import re
from collections.abc import Iterable
from datetime import date

from app.rules.calendar import ONE_DAY

_BETWEEN = re.compile(r"[、，,；;\s]+")
_DAY = r"(?:(\d{1,2})月)?(\d{1,2})日?"
_SPAN = re.compile(
    rf"(?:\d{{4}}年)?{_DAY}(?:[(（][^)）]*[)）])?(?:(?:至|到|[-—–－~～])+{_DAY}(?:[(（][^)）]*[)）])?)?"
)


def read_days(text: str, year: int) -> frozenset[date]:
    """Return the days a text names; a month is understood from the day before where it is not repeated.

    Raises ValueError with the part that names no days of the year.
    """
    found: set[date] = set()
    month = ""
    for part in filter(None, _BETWEEN.split(text)):
        match = _SPAN.fullmatch(part)
        month = (match[1] or month) if match else ""
        if match is None or not month:
            raise ValueError(part)
        last_month = match[3] or month
        try:
            first = date(year, int(month), int(match[2]))
            last = date(year, int(last_month), int(match[4])) if match[4] else first
        except ValueError as error:
            raise ValueError(part) from error
        if last < first:
            raise ValueError(part)
        found |= {first + ONE_DAY * number for number in range((last - first).days + 1)}
        month = last_month
    return frozenset(found)


def days_words(days: Iterable[date]) -> str:
    """Return days as `read_days` reads them, runs put together."""
    runs: list[tuple[date, date]] = []
    for day in sorted(days):
        if runs and runs[-1][1] + ONE_DAY == day:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return "、".join(_run(first, last) for first, last in runs)


def _run(first: date, last: date) -> str:
    begin = f"{first.month}月{first.day}日"
    if first == last:
        return begin
    return f"{begin}至{last.day}日" if first.month == last.month else f"{begin}至{last.month}月{last.day}日"
