"""分类定级: the grade that counts, how many of each, and how branches moved between two years."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.rules import codes
from app.rules.shares import percent, share
from app.rules.vocabulary import Grade

BONUS = "加分"
"""How the points beyond the dimensions are called among the scores of a branch."""

Shares = Mapping[str, tuple[float | None, float | None]]
"""Grade → (not below, not above) in percent: hints only."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One heading of the score sheet with the most it can give, in hundredths of a point."""

    name: str
    points: int


@dataclass(frozen=True, slots=True)
class FieldSheet:
    """What branches of one 领域 have of their own; what is empty (None for numbers) is as in the scheme."""

    branch_field: str
    dimensions: tuple[Dimension, ...] = ()
    vetoes: tuple[str, ...] = ()
    shares: Shares = field(default_factory=dict)
    cutoffs: Mapping[str, int] = field(default_factory=dict)
    mass_weight: int | None = None
    bonus: int | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether the 领域 has nothing of its own."""
        return self == FieldSheet(self.branch_field)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A dated way of rating: `grades` from the best down; `shares` grade → (min %, max %) as hints only.

    `labels` name grades whose code is not their name; `cutoffs` grade → least score, hundredths of a point;
    `mass_weight` is the percentage the mass evaluation has in the score, `bonus` the most that may be added.
    `status`: starter (the program's neutral one), example (published, to copy from), own (the township's).
    """

    code: str
    name: str
    source: str
    valid_from: date
    grades: tuple[str, ...]
    shares: Shares
    labels: Mapping[str, str] = field(default_factory=dict)
    cutoffs: Mapping[str, int] = field(default_factory=dict)
    dimensions: tuple[Dimension, ...] = ()
    sheets: tuple[FieldSheet, ...] = ()
    vetoes: tuple[str, ...] = ()
    mass_weight: int = 0
    bonus: int = 0
    status: str = "starter"
    note: str = ""

    def label_of(self, grade: str | None) -> str:
        """Return the name of a grade as this scheme writes it; nothing gives empty text."""
        return self.labels.get(grade, Grade.label_of(grade)) if grade else ""

    def sheet_for(self, branch_field: str | None) -> "Scheme":
        """Return the scheme as it holds for branches of a 领域; a narrower one takes from the wider what it does not say."""
        held = {one.branch_field: one for one in self.sheets}
        found = self
        for name in reversed(codes.with_wider("field", branch_field)):
            if name in held:
                found = _with_own(found, held[name])
        return found


def _with_own(scheme: Scheme, own: FieldSheet) -> Scheme:
    return replace(
        scheme,
        dimensions=own.dimensions or scheme.dimensions,
        vetoes=own.vetoes or scheme.vetoes,
        shares=own.shares or scheme.shares,
        cutoffs=own.cutoffs or scheme.cutoffs,
        mass_weight=scheme.mass_weight if own.mass_weight is None else own.mass_weight,
        bonus=scheme.bonus if own.bonus is None else own.bonus,
    )


@dataclass(frozen=True, slots=True)
class ShareHint:
    """A grade whose share of the branches graded lies outside the hint of the scheme, in percent."""

    grade: str
    number: int
    graded: int
    minimum: float | None
    maximum: float | None

    @property
    def percent(self) -> float:
        """The exact share, as the hint measures it."""
        return 100 * self.number / self.graded

    @property
    def shown(self) -> str:
        """The share as it stands everywhere: 33.3%."""
        return percent(share(self.number, self.graded))


def final_grade(township: str | None, county: str | None) -> str | None:
    """Return the grade that counts: the county's where it has spoken, else the township's; None while open."""
    return county or township or None


def distribution(grades: Iterable[str | None], scheme: Scheme) -> dict[str, int]:
    """Count the branches of each grade of the scheme; branches not yet graded are left out."""
    counted = dict.fromkeys(scheme.grades, 0)
    for grade in grades:
        if grade in counted:
            counted[grade] += 1
    return counted


@dataclass(frozen=True, slots=True)
class Matrix:
    """Organizations by the grade of one year (rows) and of a later one (columns); "" stands for no grade.

    Every organization is in exactly one cell, so the rows' sums are the counts of the one year, the columns' those of
    the other, and both add up to all.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], tuple[str, ...]]

    def number(self, row: str, column: str) -> int:
        """Return how many organizations are in a cell."""
        return len(self.cells[row, column])

    def row_total(self, row: str) -> int:
        """Return how many organizations had a grade in the earlier year."""
        return sum(self.number(row, column) for column in self.columns)

    def column_total(self, column: str) -> int:
        """Return how many organizations have a grade in the later year."""
        return sum(self.number(row, column) for row in self.rows)

    @property
    def total(self) -> int:
        """Number of organizations."""
        return sum(len(found) for found in self.cells.values())


def matrix(
    before: Mapping[str, str], now: Mapping[str, str], old: Sequence[str], new: Sequence[str]
) -> Matrix:
    """Set two years side by side; grades neither scheme knows get a row or column of their own."""
    branches = list(dict.fromkeys([*before, *now]))
    rows = _axis(old, before.values())
    columns = _axis(new, now.values())
    cells: dict[tuple[str, str], list[str]] = {(a, b): [] for a in rows for b in columns}
    for branch in branches:
        cells[before.get(branch, ""), now.get(branch, "")].append(branch)
    return Matrix(rows, columns, {key: tuple(found) for key, found in cells.items()})


def _axis(grades: Sequence[str], found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*grades, *sorted(set(found) - {""}), ""]))


def change(before: str | None, now: str | None, scheme: Scheme) -> int | None:
    """Return how many grades a branch rose (positive) or fell (negative); None unless graded in both years."""
    if before not in scheme.grades or now not in scheme.grades:
        return None
    return scheme.grades.index(before) - scheme.grades.index(now)


def work_after(grade: str | None, scheme: Scheme) -> str:
    """Return what a branch works at by its grade (定类): 巩固 the best, 整改 the lowest, 提升 those between."""
    if grade not in scheme.grades:
        return ""
    return {0: "巩固", len(scheme.grades) - 1: "整改"}.get(scheme.grades.index(grade), "提升")


def repeatedly_lowest(grades: Mapping[int, str | None], scheme_of: Callable[[int], Scheme], year: int) -> int:
    """Return how many years running, up to `year`, a branch had the lowest grade, each year by its own scheme."""
    years = 0
    while grades.get(year - years) == scheme_of(year - years).grades[-1]:
        years += 1
    return years


def share_hints(counted: Mapping[str, int], scheme: Scheme, shares: Shares | None = None) -> list[ShareHint]:
    """List the grades whose share lies outside the hints of the scheme, or of one 领域 of it."""
    total = sum(counted.values())
    hints: list[ShareHint] = []
    if not total:
        return hints
    for grade, (low, high) in (scheme.shares if shares is None else shares).items():
        hint = ShareHint(grade, counted.get(grade, 0), total, low, high)
        if (low is not None and hint.percent < low) or (high is not None and hint.percent > high):
            hints.append(hint)
    return hints


def hints_by_field(grades: Mapping[str, Sequence[str | None]], scheme: Scheme) -> list[tuple[str, ShareHint]]:
    """List the hints not kept, each with its 领域: those with hints of their own (narrower ones without are counted
    among them), and "" for all others together.

    `grades` are the final grades of the branches by 领域.
    """
    own = {sheet.branch_field for sheet in scheme.sheets if sheet.shares}
    groups: dict[str, list[str | None]] = {"": [], **{name: [] for name in sorted(own)}}
    for name, given in grades.items():
        groups[next((one for one in codes.with_wider("field", name) if one in own), "")].extend(given)
    return [
        (name, hint)
        for name, given in groups.items()
        for hint in share_hints(distribution(given, scheme), scheme, scheme.sheet_for(name).shares)
    ]


def scheme_for(schemes: Sequence[Scheme], year: int) -> Scheme:
    """Return the scheme in force at the end of a year; before the first one, the first."""
    in_force = [scheme for scheme in schemes if scheme.valid_from <= date(year, 12, 31)]
    return max(in_force or schemes[:1], key=lambda scheme: scheme.valid_from)


def grade_of_score(score: int | None, scheme: Scheme) -> str | None:
    """Return the grade a score (hundredths) stands for; None without a score or without cut-offs."""
    if score is None or not scheme.cutoffs:
        return None
    for grade in scheme.grades[:-1]:
        if grade in scheme.cutoffs and score >= scheme.cutoffs[grade]:
            return grade
    return scheme.grades[-1]


def total_score(
    scores: Mapping[str, int], scheme: Scheme, *, mass: int | None = None, bonus: int = 0
) -> int | None:
    """Return the score in hundredths from the dimensions' scores, the mass evaluation and the bonus.

    `mass` is a satisfaction in hundredths of a percent, 98.5 % giving 98.5 points. None without any score.
    """
    if not scores:
        return None
    base = sum(scores.values())
    if scheme.mass_weight and mass is not None:
        base = (2 * (base * (100 - scheme.mass_weight) + mass * scheme.mass_weight) + 100) // 200
    return base + min(bonus, scheme.bonus)
