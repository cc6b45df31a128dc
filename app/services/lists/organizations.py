"""The tree of organizations, the villages and their groups, as the window shows them."""

from dataclasses import dataclass
from datetime import date

from app.models import queries_quality, queries_tree
from app.models.store import Row, Store
from app.rules import terms, tree
from app.rules.reference_terms import term_rules
from app.rules.vocabulary import OrganizationKind


@dataclass(frozen=True, slots=True)
class OrganizationNode:
    """An organization in the order of the tree. Counts `all_…` take in everything under it.

    `term_level` is "", six_months, three_months, due or overdue; `grade` the code of its newest grade.
    """

    id: str
    name: str
    kind: str
    kind_label: str
    parent_id: str
    depth: int
    village: str
    village_id: str
    secretary: str
    phone: str
    full: int
    probationary: int
    on_the_way: int
    all_full: int
    all_probationary: int
    all_on_the_way: int
    branches: int
    term_end: str
    term_level: str
    grade: str

    @property
    def members(self) -> int:
        """Number of 党员 on its own roll."""
        return self.full + self.probationary

    @property
    def all_members(self) -> int:
        """Number of 党员 here and under it."""
        return self.all_full + self.all_probationary


@dataclass(frozen=True, slots=True)
class VillageRow:
    """A village with what it has."""

    id: str
    name: str
    branches: int
    members: int
    groups: int
    blank_groups: int
    blank_with_reserve: int
    note: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A village group: as stated (有, 无 or nothing), members on the roster, people on the way."""

    id: str
    village_id: str
    village: str
    name: str
    stated: str
    members: int
    reserve: int
    households: int | None
    note: str

    @property
    def is_blank(self) -> bool:
        """Tell whether nobody is on the roster and none is stated (党员空白村小组)."""
        return self.members == 0 and self.stated != "有"


def organization_tree(store: Store, *, year: int, as_of: date) -> tuple[OrganizationNode, ...]:
    """Return the living organizations, each followed by those under it; grades are the newest up to `year`."""
    rows = {row["id"]: row for row in queries_tree.organizations(store, year)}
    places = tree.nest({one: row["parent_id"] for one, row in rows.items()})
    sums = {
        name: tree.carried_up(places, {one: row[name] for one, row in rows.items()})
        for name in ("full", "probationary", "on_the_way")
    }
    own = {one: int(OrganizationKind(row["kind"]).is_branch) for one, row in rows.items()}
    branches = tree.carried_up(places, own)
    return tuple(
        _node(
            rows[place.id],
            place,
            {name: found[place.id] for name, found in sums.items()},
            branches[place.id] - own[place.id],
            as_of,
        )
        for place in places
    )


def organization_outline(store: Store) -> tuple[tuple[str, str, int], ...]:
    """Return (id, name, depth) of the living organizations in the order of the tree, without any counting."""
    rows = queries_tree.names(store)
    named = {one: name for one, name, _ in rows}
    places = tree.nest({one: parent for one, _, parent in rows})
    return tuple((place.id, named[place.id], place.depth) for place in places)


def village_rows(store: Store) -> tuple[VillageRow, ...]:
    """Return the living villages, in the order of papers."""
    groups: dict[str, list[GroupRow]] = {}
    for group in group_rows(store):
        groups.setdefault(group.village_id, []).append(group)
    return tuple(_village(row, groups.get(row["id"], [])) for row in queries_tree.villages(store))


def group_rows(store: Store, *, village_id: str = "") -> tuple[GroupRow, ...]:
    """Return the living village groups, of one village or of all."""
    members = queries_tree.group_members(store)
    return tuple(
        GroupRow(
            row["id"],
            row["village_id"],
            row["village"],
            row["name"],
            {1: "有", 0: "无"}.get(row["states_member"], ""),
            members.get(row["id"], 0),
            row["reserve"],
            row["households"],
            row["note"] or "",
        )
        for row in queries_quality.groups(store)
        if village_id in ("", row["village_id"])
    )


def _village(row: Row, groups: list[GroupRow]) -> VillageRow:
    blank = [group for group in groups if group.is_blank]
    with_reserve = sum(group.reserve > 0 for group in blank)
    return VillageRow(
        row["id"],
        row["name"],
        row["branches"],
        row["members"],
        len(groups),
        len(blank),
        with_reserve,
        row["note"],
    )


def _node(row: Row, place: tree.Place, sums: dict[str, int], branches: int, as_of: date) -> OrganizationNode:
    rules = term_rules()
    rural = terms.is_rural(row["field"], has_village=row["village_id"] is not None)
    years = terms.term_years(row["kind"], rural=rural, rules=rules)
    end = terms.expiry(row["elected_on"], row["term_ends_on"], years)
    return OrganizationNode(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        kind_label=OrganizationKind.label_of(row["kind"]),
        parent_id=place.above[0] if place.above else "",
        depth=place.depth,
        village=row["village"],
        village_id=row["village_id"] or "",
        secretary=row["secretary"],
        phone=row["phone"],
        full=row["full"],
        probationary=row["probationary"],
        on_the_way=row["on_the_way"],
        all_full=sums["full"],
        all_probationary=sums["probationary"],
        all_on_the_way=sums["on_the_way"],
        branches=branches,
        term_end=end.last.isoformat() if end else "",
        term_level=(terms.reminder(end, as_of, rules) or "") if end else "",
        grade=row["grade"] or "",
    )
