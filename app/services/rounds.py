"""分类定级 as the window shows it: the year's round branch by branch, moves between two years, pairs."""

from dataclasses import dataclass, fields

from app.models import queries_ratings
from app.models.store import Row, Store
from app.rules.ratings import (
    Scheme,
    ShareHint,
    change,
    distribution,
    final_grade,
    moves,
    scheme_for,
    share_hints,
)
from app.rules.reference_ratings import schemes
from app.rules.vocabulary import OrganizationKind
from app.services import editing

HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One branch in the year's round. Grades are codes or ""; `score` is text as shown; `last` is last year's grade."""

    organization_id: str
    organization: str
    kind: str
    village: str
    members: int
    rating_id: str = ""
    last: str = ""
    self_grade: str = ""
    mass_grade: str = ""
    township_grade: str = ""
    county_grade: str = ""
    score: str = ""
    note: str = ""

    @property
    def final(self) -> str:
        """The grade that holds, or "" while open."""
        return final_grade(self.township_grade, self.county_grade) or ""


@dataclass(frozen=True, slots=True)
class Round:
    """The round of a year under the scheme in force."""

    year: int
    scheme: Scheme
    rows: tuple[RatingRow, ...]


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


def rating_round(store: Store, year: int) -> Round:
    """Return the round of a year: every branch, graded or not."""
    rows = tuple(_row(row) for row in queries_ratings.round_rows(store, year))
    return Round(year, scheme_for(schemes(), year), rows)


def pairs(store: Store, year: int) -> list[Pair]:
    """Return the pairs of a year."""
    return [Pair(**row) for row in queries_ratings.pairs(store, year)]


def grade_counts(rows: list[RatingRow], scheme: Scheme) -> dict[str, int]:
    """Return how many of these branches hold each grade; those not graded yet are left out."""
    return distribution([row.final for row in rows], scheme)


def grade_moves(rows: list[RatingRow], scheme: Scheme) -> dict[tuple[str, str], list[str]]:
    """Return (last year's grade, this year's) → organization ids."""
    before = {row.organization_id: row.last for row in rows}
    return moves(before, {row.organization_id: row.final for row in rows}, scheme)


def grade_change(row: RatingRow, scheme: Scheme) -> int | None:
    """Return how many grades a branch rose (positive) or fell; None unless graded in both years."""
    return change(row.last, row.final, scheme)


def hints(counts: dict[str, int], scheme: Scheme) -> list[ShareHint]:
    """Return the grades whose share lies outside the scheme's hints."""
    return share_hints(counts, scheme)


def _row(row: Row) -> RatingRow:
    score = row["score"]
    shown = {
        **row,
        "kind": OrganizationKind.label_of(row["kind"]),
        "rating_id": row["rating_id"] or "",
        "score": "" if score is None else f"{score / HUNDREDTHS:g}",
    }
    return RatingRow(**{one.name: shown[one.name] for one in fields(RatingRow)})


def set_rating(store: Store, *, organization_id: str, year: int, values: dict[str, str], actor: str) -> str:
    """Enter fields of a branch's rating of a year, adding the record when there is none; return its id.

    Raises FieldErrors naming what cannot be taken.
    """
    found = store.find("rating", organization_id=organization_id, year=year)
    if found:
        return editing.save(store, "rating", values, record_id=found[0]["id"], actor=actor)
    key = {"organization_id": organization_id, "year": str(year)}
    return editing.save(store, "rating", {**key, **values}, actor=actor)
