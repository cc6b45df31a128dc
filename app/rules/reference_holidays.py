"""Read the table of days off and exchanged weekends under resources/reference/holidays/."""

import tomllib
from datetime import date, timedelta
from functools import cache

from app.paths import resources
from app.rules.calendar import WorkCalendar, WorkYear


def _days(entry: str) -> list[date]:
    first, _, last = entry.partition("..")
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]


def parse_holidays(text: str) -> dict[int, WorkYear]:
    """Read one table; keys are years, `off` and `work` are days or first..last. Raises ValueError if malformed."""
    years: dict[int, WorkYear] = {}
    for year, table in tomllib.loads(text).items():
        off = frozenset(day for entry in table.get("off", []) for day in _days(entry))
        work = frozenset(day for entry in table.get("work", []) for day in _days(entry))
        if off & work:
            raise ValueError(f"{year}: a day is both off and worked")
        years[int(year)] = WorkYear(off, work, table.get("source", ""))
    return years


@cache
def work_calendar() -> WorkCalendar:
    """Return the shipped tables."""
    years: dict[int, WorkYear] = {}
    for file in sorted((resources() / "reference" / "holidays").glob("*.toml")):
        years |= parse_holidays(file.read_text(encoding="utf-8"))
    return WorkCalendar(years)
