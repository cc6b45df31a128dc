"""党组织 as the window shows it: the tree with counts and terms, villages with their groups, one record's facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.errors import NotFound
from app.models.editing import options
from app.models.store import Row, Store
from app.rules import codes, terms, tree
from app.rules.quality.organizations import OrganizationFacts, term_end
from app.rules.reference import column_label, labelled_columns
from app.rules.reference_terms import term_rules
from app.rules.vocabulary import Grade, OrganizationKind
from app.services import quality
from app.services.figures import trace
from app.services.showing import shown

OVERDUE, SOON = "overdue", "soon"


@dataclass(frozen=True, slots=True)
class OrganizationNode:
    """An organization in the tree. `below` counts its members and those of everything under it."""

    id: str
    name: str
    kind: str
    parent_id: str | None
    own: int
    below: int
    probationary: int
    branches: int
    secretary: str
    elected_on: str
    term_ends_on: str
    term_state: str

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return OrganizationKind.label_of(self.kind)


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """A village, or a village group when it has a `parent_id`; blank: no member lives in the group."""

    id: str
    name: str
    parent_id: str | None
    groups: int
    members: int
    blank: int
    reserve: int


@dataclass(frozen=True, slots=True)
class Facts:
    """One record's facts in words: its name, its kind, (label, value) pairs, and what else hangs on it."""

    id: str
    title: str
    kind: str
    pairs: tuple[tuple[str, str], ...]
    posts: tuple[tuple[str, str, str], ...] = ()
    grades: tuple[tuple[int, str], ...] = ()


def organization_nodes(store: Store, *, as_of: date) -> list[OrganizationNode]:
    """Return the living organizations, each followed by those under it."""
    found = {one.id: one for one in quality.organizations(store)}
    places = tree.nest({one.id: one.parent_id for one in found.values()})
    members = tree.carried_up(places, {one.id: one.members for one in found.values()})
    branches = tree.carried_up(places, {one.id: int(_is_branch(one)) for one in found.values()})
    probationary = tree.carried_up(places, {one.id: one.probationary for one in found.values()})
    rules = term_rules()
    nodes = []
    for place in places:
        one = found[place.id]
        end = term_end(one, rules)
        state = "" if end is None else _term_state(terms.reminder(end, as_of, rules))
        nodes.append(
            OrganizationNode(
                one.id, one.name, one.kind, place.above[0] if place.above else None, one.members, members[one.id],
                probationary[one.id], branches[one.id], one.secretary or "", one.elected_on or "",
                "" if end is None else end.last.isoformat(), state,
            )
        )  # fmt: skip
    return nodes


def village_nodes(store: Store, *, year: int, as_of: date) -> list[PlaceNode]:
    """Return the villages, each followed by its groups."""
    blank = _traced(store, "blank_groups", year, as_of)
    reserve = _traced(store, "blank_groups_with_reserve", year, as_of)
    under: dict[str, list[PlaceNode]] = {}
    ids = {name: village_id for village_id, name in options(store, "village")}
    for one in quality.groups(store):
        node = PlaceNode(
            one.id,
            one.name,
            ids.get(one.village),
            0,
            len(one.members),
            int(one.id in blank),
            int(one.id in reserve),
        )
        under.setdefault(one.village, []).append(node)
    nodes: list[PlaceNode] = []
    for name, village_id in ids.items():
        groups = under.get(name, [])
        nodes.append(
            PlaceNode(
                village_id, name, None, len(groups), sum(g.members for g in groups),
                sum(g.blank for g in groups), sum(g.reserve for g in groups),
            )
        )  # fmt: skip
        nodes += groups
    return nodes


def organization_facts(store: Store, organization_id: str) -> Facts:
    """Return what is known of one organization."""
    row = _row(store, "organization", organization_id)
    posts = tuple(
        _post(store, post) for post in store.find("post", organization_id=organization_id, to_on=None)
    )
    grades = sorted(
        ((rating["year"], rating["county_grade"] or rating["township_grade"])
         for rating in store.find("rating", organization_id=organization_id)),
        reverse=True,
    )  # fmt: skip
    return Facts(
        organization_id,
        row["name"],
        OrganizationKind.label_of(row["kind"]),
        _pairs(store, "organization", row, {"name", "kind", "sort"}),
        posts,
        tuple((year, Grade.label_of(grade)) for year, grade in grades),
    )


def place_facts(store: Store, table: str, record_id: str) -> Facts:
    """Return what is known of one village or village group."""
    row = _row(store, table, record_id)
    kind = "村" if table == "village" else "村民小组"
    return Facts(record_id, row["name"], kind, _pairs(store, table, row, {"name", "sort"}))


def _row(store: Store, table: str, record_id: str) -> Row:
    row = store.get(table, record_id)
    if row is None:
        raise NotFound("这条记录已经不在了。", "请刷新页面后再试。")
    return row


def _pairs(
    store: Store, table: str, row: Mapping[str, object], without: set[str]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (column_label(table, column), shown(store, table, column, row[column]))
        for column in labelled_columns(table)
        if column in row and column not in without and row[column] is not None
    )


def _post(store: Store, post: Row) -> tuple[str, str, str]:
    person = store.get("person", post["person_id"])
    return codes.label("duty", post["duty"]), person["name"] if person else "", post["person_id"]


def _traced(store: Store, key: str, year: int, as_of: date) -> set[str]:
    return {row.id for row in trace(store, key, year=year, as_of=as_of).rows}


def _term_state(reminder: str | None) -> str:
    return OVERDUE if reminder == terms.OVERDUE else SOON if reminder else ""


def _is_branch(one: OrganizationFacts) -> bool:
    return OrganizationKind(one.kind).is_branch
