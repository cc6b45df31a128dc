"""分类定级 as the window shows it: the year's round branch by branch, moves between two years, pairs."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.models import queries_ratings
from app.models.store import Store
from app.rules.ratings import (
    Scheme,
    ShareHint,
    change,
    distribution,
    final_grade,
    hints_by_field,
)
from app.rules.vocabulary import OrganizationKind
from app.services.ratings.schemes import scheme_of

HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One branch in the year's round. Grades are codes or ""; `last` is last year's grade.

    `field` is the code of its 领域; kind, score and satisfaction (%) are text as shown, days ISO text, lists joined
    by ；. The fields stand in the order of the rows of the ledger, those put into words at the end.
    """

    organization_id: str
    organization: str
    village: str
    members: int
    rating_id: str = ""
    last: str = ""
    self_grade: str = ""
    mass_grade: str = ""
    member_grade: str = ""
    township_grade: str = ""
    county_grade: str = ""
    note: str = ""
    field: str = ""
    self_on: str = ""
    mass_on: str = ""
    member_on: str = ""
    mass_votes: str = ""
    vetoes: str = ""
    dimension_scores: str = ""
    handed_in_on: str = ""
    township_on: str = ""
    county_on: str = ""
    goal: str = ""
    reason: str = ""
    kind: str = ""
    score: str = ""
    satisfaction: str = ""

    @property
    def final(self) -> str:
        """The grade that holds, or "" while open."""
        return final_grade(self.township_grade, self.county_grade) or ""


@dataclass(frozen=True, slots=True)
class Round:
    """The round of a year under the scheme it is held under; locked once it has been filed."""

    year: int
    scheme: Scheme
    rows: tuple[RatingRow, ...]
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair of 结对共建."""

    id: str
    organization: str
    partner: str
    from_on: str
    to_on: str
    content: str
    result: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many branches of a round hold each grade of the scheme, and how many rose and fell against last year."""

    counts: dict[str, int]
    rose: int
    fell: int

    @property
    def graded(self) -> int:
        """The number of branches with a grade of the scheme."""
        return sum(self.counts.values())


def rating_round(store: Store, year: int) -> Round:
    """Return the round of a year: every branch, graded or not."""
    kinds = OrganizationKind.labels()
    rows = tuple(_row(stored, kinds) for stored in queries_ratings.round_rows(store, year))
    return Round(year, scheme_of(store, year), rows, bool(queries_ratings.locked_on(store, year)))


def pairs(store: Store, year: int) -> list[Pair]:
    """Return the pairs of a year."""
    return [Pair(**row) for row in queries_ratings.pairs(store, year)]


def grade_counts(rows: list[RatingRow], scheme: Scheme) -> dict[str, int]:
    """Return how many of these branches hold each grade; those not graded yet are left out."""
    return distribution([row.final for row in rows], scheme)


def tally(rows: Iterable[RatingRow], scheme: Scheme) -> Tally:
    """Count the grades of a round and who rose or fell; each pair of grades is compared once, however many hold it."""
    paired = Counter((row.last, row.final) for row in rows)
    counts = dict.fromkeys(scheme.grades, 0)
    rose = fell = 0
    for (last, now), number in paired.items():
        if now in counts:
            counts[now] += number
        step = change(last, now, scheme) or 0
        rose += number * (step > 0)
        fell += number * (step < 0)
    return Tally(counts, rose, fell)


def grade_change(row: RatingRow, scheme: Scheme) -> int | None:
    """Return how many grades a branch rose (positive) or fell; None unless graded in both years."""
    return change(row.last, row.final, scheme)


def hints(rows: Iterable[RatingRow], scheme: Scheme) -> list[tuple[str, ShareHint]]:
    """Return the grades whose share lies outside the scheme's hints, each with the 领域 the hint is for ("" for all)."""
    grades: dict[str, list[str | None]] = {}
    for row in rows:
        grades.setdefault(row.field, []).append(row.final)
    return hints_by_field(grades, scheme)


def _row(stored: tuple[Any, ...], kinds: Mapping[str, str]) -> RatingRow:
    kind, score, satisfaction, *rest = stored
    shown = (*rest, kinds[kind], _number(score), _number(satisfaction))
    return RatingRow(*shown)


def _number(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{hundredths / HUNDREDTHS:g}"
