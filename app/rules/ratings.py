"""分类定级: the grade that counts, how many of each, and how branches moved between two years."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Scheme:
    """A dated way of rating: `grades` from the best down; `shares` grade → (min %, max %) as hints only."""

    code: str
    name: str
    source: str
    valid_from: date
    grades: tuple[str, ...]
    shares: Mapping[str, tuple[float | None, float | None]]


@dataclass(frozen=True, slots=True)
class ShareHint:
    """A share of one grade outside the hint of the scheme, in percent."""

    grade: str
    percent: float
    minimum: float | None
    maximum: float | None


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


def moves(
    before: Mapping[str, str], now: Mapping[str, str], scheme: Scheme
) -> dict[tuple[str, str], list[str]]:
    """Return (grade before, grade now) → the organizations graded in both years, every pair of grades present."""
    matrix: dict[tuple[str, str], list[str]] = {(a, b): [] for a in scheme.grades for b in scheme.grades}
    for organization, grade in now.items():
        pair = (before.get(organization, ""), grade)
        if pair in matrix:
            matrix[pair].append(organization)
    return matrix


def change(before: str | None, now: str | None, scheme: Scheme) -> int | None:
    """Return how many grades a branch rose (positive) or fell (negative); None unless graded in both years."""
    if before not in scheme.grades or now not in scheme.grades:
        return None
    return scheme.grades.index(before) - scheme.grades.index(now)


def repeatedly_lowest(grades: Mapping[int, str | None], scheme: Scheme, year: int) -> int:
    """Return how many years running, up to `year`, a branch had the lowest grade of the scheme."""
    years = 0
    while grades.get(year - years) == scheme.grades[-1]:
        years += 1
    return years


def share_hints(counted: Mapping[str, int], scheme: Scheme) -> list[ShareHint]:
    """List the grades whose share lies outside the hints of the scheme."""
    total = sum(counted.values())
    hints = []
    for grade, (low, high) in scheme.shares.items():
        percent = 100 * counted.get(grade, 0) / total if total else 0.0
        if total and ((low is not None and percent < low) or (high is not None and percent > high)):
            hints.append(ShareHint(grade, percent, low, high))
    return hints


def scheme_for(schemes: Sequence[Scheme], year: int) -> Scheme:
    """Return the scheme in force at the end of a year; before the first one, the first."""
    in_force = [scheme for scheme in schemes if scheme.valid_from <= date(year, 12, 31)]
    return max(in_force or schemes[:1], key=lambda scheme: scheme.valid_from)
