"""Calendar months, dates a paper gives only in part, and working days.

Months and years are calendar ones, clamped to the month's end: one month from 31 January is the last day of
February. 满一年 is reached on the day of the same number a year later — from 2023-03-01 on 2024-03-01 — or, where
that day does not exist, on the last day of its month — from 2024-02-29 on 2025-02-28 (民法典第二百零二条: 没有对应日的,
月末日为期间的最后一日). So 满十八周岁 is the birthday itself, clamped the same way.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

MONTHS_A_YEAR = 12
SATURDAY = 5
ONE_DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """Return the same day `months` calendar months later (or earlier), clamped to the month's end."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    number = day.day
    if number > 28:
        number = min(number, monthrange(year, month + 1)[1])
    return date(year, month + 1, number)


def add_years(day: date, years: int) -> date:
    """Return the anniversary `years` later: 2024-02-29 and one year give 2025-02-28."""
    return add_months(day, 12 * years)


def latest_start(end: date, months: int) -> date:
    """Return the latest day from which `months` months have passed by `end` (inverse of add_months)."""
    start = add_months(end, -months)
    while add_months(start + ONE_DAY, months) <= end:
        start += ONE_DAY
    return start


def earliest_start(end: date, months: int) -> date:
    """Return the earliest day whose term of `months` months still reaches `end`."""
    start = add_months(end, -months)
    while add_months(start, months) < end:
        start += ONE_DAY
    while add_months(start - ONE_DAY, months) >= end:
        start -= ONE_DAY
    return start


class Day(NamedTuple):
    """A date as a paper gives it: the first and the last day it can mean; equal when the paper is exact."""

    first: date
    last: date

    @classmethod
    def of(cls, day: date) -> "Day":
        """Return the exact day."""
        return cls(day, day)

    @classmethod
    @lru_cache(maxsize=65_536)
    def parse(cls, text: str) -> "Day":
        """Read stored text: 2023-07-01, 2023-07 or 2023. Raises ValueError for anything else."""
        parts = [int(part) for part in text.split("-")]
        if len(parts) == 3:
            return cls.of(date(*parts))
        if len(parts) == 2:
            year, month = parts
            return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        (year,) = parts
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def is_exact(self) -> bool:
        """Tell whether the paper gives the very day."""
        return self.first == self.last

    def months_later(self, months: int) -> "Day":
        """Return the range moved by calendar months."""
        return Day(add_months(self.first, months), add_months(self.last, months))

    def chinese(self) -> str:
        """Return the date in words of the papers, only as exact as it is: 2023年7月1日, 2023年7月, 2023年."""
        if self.is_exact:
            return chinese(self.first)
        if self.first.month == self.last.month and self.first.year == self.last.year:
            return f"{self.first.year}年{self.first.month}月"
        return f"{self.first.year}年"


def chinese(day: date) -> str:
    """Return 2023年7月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True)
class WorkYear:
    """One year's notice of the State Council: days off, and weekend days worked in exchange."""

    off: frozenset[date]
    work: frozenset[date]
    source: str = ""


class WorkSpan(NamedTuple):
    """A number of working days; provisional (暂定) when a year without a table was needed."""

    days: int
    provisional: bool


class WorkDate(NamedTuple):
    """A date found by counting working days; provisional (暂定) when a year without a table was needed."""

    on: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working days: Monday to Friday, but for the days off and the exchanged weekends of each known year."""

    years: Mapping[int, WorkYear] = field(default_factory=dict)

    def knows(self, year: int) -> bool:
        """Tell whether the year's table is there; without it every answer is provisional."""
        return year in self.years

    def is_working(self, day: date) -> bool:
        """Tell whether the day is worked; a year without a table has plain weekends only."""
        table = self.years.get(day.year)
        if table is None:
            return day.weekday() < SATURDAY
        if day in table.work:
            return True
        return day.weekday() < SATURDAY and day not in table.off

    def count(self, first: date, last: date) -> WorkSpan:
        """Count the working days from `first` to `last`, both included."""
        total = (last - first).days + 1
        days = (first + timedelta(days=number) for number in range(total))
        known = all(self.knows(year) for year in range(first.year, last.year + 1))
        return WorkSpan(sum(map(self.is_working, days)), not known)

    def end_of(self, first: date, days: int) -> WorkDate:
        """Return the earliest last day of a notice that starts on `first` and has `days` working days."""
        return self._walk(first, days, ONE_DAY)

    def start_of(self, last: date, days: int) -> WorkDate:
        """Return the latest first day of a notice that ends on `last` and has `days` working days."""
        return self._walk(last, days, -ONE_DAY)

    def _walk(self, day: date, days: int, step: timedelta) -> WorkDate:
        known = True
        while True:
            known = known and self.knows(day.year)
            days -= self.is_working(day)
            if days <= 0:
                return WorkDate(day, not known)
            day += step
