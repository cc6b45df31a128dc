"""What each chart is drawn from. Money in 分; days are `date`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.reports.facts import VillageIncome


@dataclass(frozen=True, slots=True)
class GradeYears:
    """Grades of one or more years, oldest first: year → (label, number of branches) in the scheme's order."""

    area: str
    years: tuple[tuple[int, tuple[tuple[str, int], ...]], ...]


@dataclass(frozen=True, slots=True)
class GradeMoves:
    """How branches moved between two years' grades: (from label, to label) → number of branches.

    `labels_from` are the earlier year's grades where it had a scale of its own: nobody rises or falls then.
    """

    area: str
    year_from: int
    year_to: int
    labels: tuple[str, ...]
    flows: Mapping[tuple[str, str], int]
    labels_from: tuple[str, ...] = ()

    def labels_of(self, side: int) -> tuple[str, ...]:
        """Return the grades of the earlier year (0) or the later one (1), the best first."""
        return self.labels_from or self.labels if side == 0 else self.labels


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many people stand at each stage on a day: (stage, number), first stage first."""

    area: str
    as_of: date
    stages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """People per month of a year: (what, twelve numbers)."""

    area: str
    year: int
    series: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Members:
    """Members on a day: age bands (label, men, women) and education (label, number)."""

    area: str
    as_of: date
    ages: tuple[tuple[str, int, int], ...]
    education: tuple[tuple[str, int], ...]

    @property
    def women(self) -> int:
        """Number of women."""
        return sum(band[2] for band in self.ages)

    @property
    def total(self) -> int:
        """Number of members."""
        return sum(band[1] + band[2] for band in self.ages)


@dataclass(frozen=True, slots=True)
class Incomes:
    """Villages' income of a year under a caliber (口径), with targets where there are any."""

    area: str
    year: int
    caliber: str
    villages: tuple[VillageIncome, ...]


@dataclass(frozen=True, slots=True)
class IncomeCategories:
    """Income of a year under a caliber by category: (category, 分)."""

    area: str
    year: int
    caliber: str
    categories: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class IncomeMonths:
    """Income of the twelve months of a year under a caliber in 分, last year's beside it when known."""

    area: str
    year: int
    caliber: str
    months: tuple[int, ...]
    last_year: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class IncomeYears:
    """Income of several years under a caliber, oldest first: (year, sum of all villages, mean of a village), 分."""

    area: str
    caliber: str
    years: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class IncomeTiers:
    """How many villages stand in each band of a year's income: (name, number), the lowest first."""

    area: str
    year: int
    caliber: str
    tiers: tuple[tuple[str, int], ...]
    amounts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class IncomeProgress:
    """Progress of villages, under a caliber, towards the year's target beside the share of the year that is over."""

    area: str
    year: int
    caliber: str
    as_of: date
    time_share: float
    villages: tuple[VillageIncome, ...]
