"""Across years: the matrix of moves, who rose and fell, each branch's track, twice lagging, distribution."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.models import queries_ratings as queries
from app.models.store import Store
from app.rules.ratings import Matrix, Scheme, change, final_grade, matrix, repeatedly_lowest
from app.rules.ratings_notes import split_items
from app.services.ratings.entering import GRADES
from app.services.ratings.plain import texts_of
from app.services.ratings.schemes import schemes_by_year

BY_VILLAGE, BY_FIELD, BY_KIND = "village", "field", "kind"
TWICE = 2


@dataclass(frozen=True, slots=True)
class BranchInfo:
    """A branch as lists name it; `field` and `kind` are codes."""

    id: str
    name: str
    village: str
    field: str
    kind: str


@dataclass(frozen=True, slots=True)
class Move:
    """A branch whose grade changed between two years; `steps` up is positive."""

    branch: BranchInfo
    before: str
    now: str
    steps: int


@dataclass(frozen=True, slots=True)
class LowestAgain:
    """A branch with the lowest grade `years` years running."""

    branch: BranchInfo
    years: int


@dataclass(frozen=True, slots=True)
class YearOfBranch:
    """One year on a branch's track; figures in hundredths or None; `steps` against the year before or None."""

    year: int
    scheme: Scheme
    rating_id: str
    self_grade: str
    mass_grade: str
    member_grade: str
    township_grade: str
    county_grade: str
    grade: str
    steps: int | None
    score: int | None
    satisfaction: int | None
    vetoes: tuple[str, ...]
    goal: str
    reason: str
    note: str


class Years:
    """The grades of all years, or of those asked for: every view across years comes from here.

    The ledger is read once and not again, so that this may be handed to another thread. `grades` is year → organization
    id → final grade, in the order of papers.
    """

    def __init__(self, store: Store, only: Collection[int] | None = None) -> None:
        self._scheme_in = schemes_by_year(store)
        self.branches: dict[str, BranchInfo] = {
            row[0]: BranchInfo(*row) for row in queries.organizations(store)
        }
        found: dict[int, dict[str, str]] = {}
        for branch, year, township, county in queries.grades(store, only):
            grade = final_grade(township, county)
            if grade and branch in self.branches:
                found.setdefault(year, {})[branch] = grade
        self.grades: dict[int, dict[str, str]] = {
            year: {branch: held[branch] for branch in self.branches if branch in held}
            for year, held in found.items()
        }

    @property
    def years(self) -> list[int]:
        """The years with grades, the oldest first."""
        return sorted(self.grades)

    def scheme(self, year: int) -> Scheme:
        """Return the scheme of a year."""
        return self._scheme_in(year)

    def grades_in(self, year: int) -> Mapping[str, str]:
        """Return organization id → final grade of a year."""
        return self.grades.get(year, {})

    def matrix(self, year: int, before: int | None = None) -> Matrix:
        """Return the moves from one year (the one before unless told) to `year`, everyone in exactly one cell."""
        earlier = year - 1 if before is None else before
        return matrix(
            self.grades_in(earlier),
            self.grades_in(year),
            self.scheme(earlier).grades,
            self.scheme(year).grades,
        )

    def moves(self, year: int, before: int | None = None) -> list[Move]:
        """Return everyone whose grade changed, the greatest rise first; grades of another scheme do not compare."""
        earlier = year - 1 if before is None else before
        before_grades, scheme = self.grades_in(earlier), self.scheme(year)
        found = []
        for branch, now in self.grades_in(year).items():
            was = before_grades.get(branch, "")
            steps = change(was, now, scheme)
            if steps:
                found.append(Move(self.branches[branch], was, now, steps))
        return sorted(found, key=lambda move: -move.steps)

    def rises(self, year: int) -> list[Move]:
        """Return who rose against the year before."""
        return [move for move in self.moves(year) if move.steps > 0]

    def falls(self, year: int) -> list[Move]:
        """Return who fell against the year before, the deepest fall first."""
        return [move for move in self.moves(year) if move.steps < 0][::-1]

    def lowest_again(self, year: int) -> list[LowestAgain]:
        """Return the branches with the lowest grade at least twice running, the longest first."""
        scheme = self.scheme(year)
        found = []
        for branch, grade in self.grades_in(year).items():
            if grade != scheme.grades[-1]:
                continue
            years = repeatedly_lowest(dict(self.track(branch)), self.scheme, year)
            if years >= TWICE:
                found.append(LowestAgain(self.branches[branch], years))
        return sorted(found, key=lambda one: -one.years)

    def distribution(self, year: int, by: str) -> dict[str, dict[str, int]]:
        """Return group → grade → number of a year; `by` is village, field or kind, "" the group of those without."""
        counted: Counter[tuple[str, str]] = Counter()
        groups: dict[str, None] = {}
        for branch, grade in self.grades_in(year).items():
            group = str(getattr(self.branches[branch], by))
            groups[group] = None
            counted[group, grade] += 1
        known = self.scheme(year).grades
        return {group: {grade: counted[group, grade] for grade in known} for group in groups}

    def track(self, branch: str) -> list[tuple[int, str]]:
        """Return (year, final grade) of one branch over all years with grades, "" where it has none."""
        return [(year, self.grades[year].get(branch, "")) for year in self.years]


def branch_years(store: Store, organization_id: str) -> list[YearOfBranch]:
    """Return everything known of one branch's ratings, the newest year first."""
    rows, scheme_in = queries.grades_of(store, organization_id), schemes_by_year(store)
    finals = {row["year"]: final_grade(row["township_grade"], row["county_grade"]) for row in rows}
    found = []
    for row in rows:
        year = row["year"]
        grades = texts_of(row, GRADES)
        found.append(
            YearOfBranch(
                year=year,
                scheme=scheme_in(year),
                rating_id=row["id"],
                **grades,
                grade=finals[year] or "",
                steps=change(finals.get(year - 1), finals[year], scheme_in(year)),
                score=row["score"],
                satisfaction=row["satisfaction"],
                vetoes=split_items(row["vetoes"]),
                **texts_of(row, ("goal", "reason", "note")),
            )
        )
    return found
