"""结对共建, many to many and also with partners that are no branch, and 联系点 of leaders with their visits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.errors import BadInput
from app.models import queries_ratings as rounds
from app.models import queries_ratings_ties as queries
from app.models.store import Row, Store
from app.rules.ratings import final_grade


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair of a year. `partner_id` is "" for a partner that is no branch; grades are last year's final ones."""

    id: str
    organization_id: str
    organization: str
    partner_id: str
    partner: str
    leader: str
    from_on: str
    to_on: str
    content: str
    result: str
    note: str
    activities: int
    last_on: str
    grade: str = ""
    partner_grade: str = ""


@dataclass(frozen=True, slots=True)
class PairCounts:
    """Counts for the report: pairs, branches that lead them, branches and other units they are paired with, activities."""

    pairs: int
    leading: int
    branches: int
    others: int
    activities: int


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of a pair."""

    id: str
    held_on: str
    content: str
    result: str


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """A leader's branch; `visits` and `solved` count those of the year, `last_on` is the latest of them."""

    id: str
    organization_id: str
    organization: str
    village: str
    leader: str
    duty: str
    from_on: str
    to_on: str
    note: str
    visits: int
    solved: int
    last_on: str


@dataclass(frozen=True, slots=True)
class ContactCounts:
    """Counts for the report: contact points, leaders, visits, questions solved, points without a visit."""

    points: int
    leaders: int
    visits: int
    solved: int
    unvisited: int


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of a leader."""

    id: str
    visited_on: str
    content: str
    solved: str


def pairs(store: Store, year: int, organization_id: str = "") -> list[Pair]:
    """Return the pairs of a year, or those of one organization, with the grades of the year.

    Where the year is still open, with those of the year before.
    """
    grades = _grades(store, year)
    return [
        Pair(
            **{name: value for name, value in row.items() if name != "year"},
            grade=grades.get(row["organization_id"], ""),
            partner_grade=grades.get(row["partner_id"], ""),
        )
        for row in queries.pairs(store, year, organization_id)
    ]


def pair_counts(found: Sequence[Pair]) -> PairCounts:
    """Count the pairs of a year."""
    return PairCounts(
        len(found),
        len({one.organization_id for one in found}),
        len({one.partner_id for one in found if one.partner_id}),
        len({one.partner for one in found if not one.partner_id}),
        sum(one.activities for one in found),
    )


def add_pairs(
    store: Store,
    year: int,
    organization_ids: Sequence[str],
    partner_ids: Sequence[str],
    values: Mapping[str, str] | None = None,
    *,
    actor: str,
) -> int:
    """Pair every one of the branches with every one of the partners in one operation; return how many are new.

    `values` are stored columns (content, leader, from_on, to_on). A pair registered already, either way round, stays
    as it is. Raises BadInput when nothing is chosen or a branch would be paired with itself.
    """
    wanted = [(a, b) for a in dict.fromkeys(organization_ids) for b in dict.fromkeys(partner_ids)]
    if not wanted:
        raise BadInput("还没有选择结对双方。", "请在两边各选至少一个党支部。")
    if any(a == b for a, b in wanted):
        raise BadInput("结对双方不能是同一个党支部。", "请从一边去掉它。")
    known = {sides(row) for row in store.find("pairing", year=year)}
    new: list[Row] = []
    for a, b in wanted:
        if frozenset({a, b}) not in known:
            known.add(frozenset({a, b}))
            new.append({"year": year, "organization_id": a, "partner_id": b, **(values or {})})
    if new:
        with store.operation("pairing.add", f"登记{year}年结对共建{len(new)}对", actor):
            store.insert("pairing", new)
    return len(new)


def copy_pairs(store: Store, year: int, *, actor: str) -> int:
    """Take over last year's pairs that have not ended into a year; return how many."""
    before = [row for row in store.find("pairing", year=year - 1) if not row["to_on"]]
    known = {sides(row) for row in store.find("pairing", year=year)}
    kept = ("organization_id", "partner_id", "partner_name", "leader", "from_on", "content")
    new = [{"year": year, **{name: row[name] for name in kept}} for row in before if sides(row) not in known]
    if new:
        with store.operation("pairing.add", f"{year}年延续上年结对共建{len(new)}对", actor):
            store.insert("pairing", new)
    return len(new)


def activities(store: Store, pairing_id: str) -> list[Activity]:
    """Return the activities of a pair, by day."""
    return [Activity(**row) for row in queries.activities(store, pairing_id)]


def contact_points(store: Store, year: int, organization_id: str = "") -> list[ContactPoint]:
    """Return the contact points that held in a year, by leader, or those of one organization."""
    return [ContactPoint(**row) for row in queries.contact_points(store, year, organization_id)]


def contact_counts(found: Sequence[ContactPoint]) -> ContactCounts:
    """Count the contact points of a year."""
    return ContactCounts(
        len(found),
        len({one.leader for one in found}),
        sum(one.visits for one in found),
        sum(one.solved for one in found),
        sum(not one.visits for one in found),
    )


def visits(store: Store, contact_point_id: str) -> list[Visit]:
    """Return the visits of a contact point, by day."""
    return [Visit(**row) for row in queries.visits(store, contact_point_id)]


def sides(row: Row) -> frozenset[str | None]:
    """Return the two sides of a pair, the same whichever way round it is registered."""
    return frozenset({row["organization_id"], row.get("partner_id") or row.get("partner_name")})


def _grades(store: Store, year: int) -> dict[str, str]:
    found: dict[str, str] = {}
    for branch, _, township, county in rounds.grades(store, (year - 1, year)):
        grade = final_grade(township, county)
        if grade:
            found[branch] = grade
    return found
