"""收入与时间: what has come by a day, where the year may end (预测), changes against last year and the period before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.rules.economy import IncomeGroup, year_share

MONTHS = 12
BY_PATTERN, BY_PACE = "按上年各月分布", "按当前进度"


@dataclass(frozen=True, slots=True)
class Forecast:
    """预测: income of the whole year in 分 and what it was reckoned from; never a figure of the ledger."""

    fen: int
    basis: str


@dataclass(frozen=True, slots=True)
class Change:
    """Income of a period beside that of another: `share` of growth, None when there was nothing before."""

    now_fen: int
    before_fen: int

    @property
    def share(self) -> float | None:
        """Growth against the other period."""
        return (self.now_fen - self.before_fen) / self.before_fen if self.before_fen > 0 else None

    def jumps(self, percent: int, least_fen: int) -> bool:
        """Tell whether the change asks for an explanation: at least `least_fen` and more than `percent` of before."""
        moved = abs(self.now_fen - self.before_fen)
        if moved < least_fen or self.now_fen == self.before_fen:
            return False
        return (
            moved * 100 > percent * self.before_fen
            if self.before_fen > 0
            else self.before_fen < 0 or self.now_fen > 0
        )


def months_passed(on: date, year: int) -> int:
    """Return the last month of `year` that has begun on a day: 0 before the year, 12 after it."""
    return 0 if on.year < year else MONTHS if on.year > year else on.month


def is_over(on: date, year: int) -> bool:
    """Tell whether the year's last day has come."""
    return year_share(on, year) == 1


def come_by(groups: Iterable[IncomeGroup], on: date, year: int) -> list[IncomeGroup]:
    """Keep what has come by a day: months begun; money without a month only once the year is over."""
    last, over = months_passed(on, year), is_over(on, year)
    return [group for group in groups if (over if group.month is None else group.month <= last)]


def forecast(actual: int, passed: Fraction, before_by_now: int, before_whole: int) -> Forecast | None:
    """Return where the year may end: from last year's pattern where it tells, else from the pace; None at its start.

    Last year's pattern tells when by the same day at least half as much had come as time alone would say: a village
    that lived on one late receipt says nothing about this year.
    """
    if passed <= 0:
        return None
    if passed >= 1:
        return Forecast(actual, BY_PACE)
    if before_by_now > 0 and before_whole * passed / 2 <= before_by_now <= before_whole:
        return Forecast(_round(Fraction(actual * before_whole, before_by_now)), BY_PATTERN)
    return Forecast(_round(actual / passed), BY_PACE)


def quarter_sums(months: Sequence[int]) -> tuple[int, int, int, int]:
    """Return the sums of the four quarters of twelve months."""
    first, second, third, fourth = (sum(months[at : at + 3]) for at in (0, 3, 6, 9))
    return first, second, third, fourth


def _round(exact: Fraction) -> int:
    return int(exact + Fraction(1, 2)) if exact >= 0 else -int(-exact + Fraction(1, 2))
