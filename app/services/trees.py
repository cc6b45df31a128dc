"""The tree of organizations, and the villages with their groups, as the window shows them."""

from collections.abc import Mapping
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

    `term_level` is "", six_months, three_months, due or overdue; `branches` counts the 党支部 under it.
    """

    id: str
    parent_id: str
    name: str
    kind: str
    secretary: str
    members: int
    all_members: int
    all_probationary: int
    all_on_the_way: int
    branches: int
    term_end: str
    term_level: str


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """A village, or one of its groups when `parent_id` is set; `blank` counts groups without a member."""

    id: str
    parent_id: str
    name: str
    groups: int
    members: int
    blank: int
    reserve: int

    @property
    def table(self) -> str:
        """The table the record lies in."""
        return "village_group" if self.parent_id else "village"


def organization_tree(store: Store, *, as_of: date) -> list[OrganizationNode]:
    """Return the living organizations, each followed by those under it."""
    rows = {row["id"]: row for row in queries_tree.organizations(store)}
    places = tree.nest({one: row["parent_id"] for one, row in rows.items()})
    own: dict[str, Mapping[str, int]] = {
        "members": {one: row["full"] + row["probationary"] for one, row in rows.items()},
        "probationary": {one: row["probationary"] for one, row in rows.items()},
        "on_the_way": {one: row["on_the_way"] for one, row in rows.items()},
        "branches": {one: int(OrganizationKind(row["kind"]).is_branch) for one, row in rows.items()},
    }
    sums = {name: tree.carried_up(places, counted) for name, counted in own.items()}
    rules = term_rules()
    nodes = []
    for place in places:
        row = rows[place.id]
        end, level = _term(row, as_of, rules)
        nodes.append(
            OrganizationNode(
                row["id"], row["parent_id"] or "", row["name"], row["kind"], row["secretary"],
                own["members"][row["id"]], sums["members"][row["id"]], sums["probationary"][row["id"]],
                sums["on_the_way"][row["id"]], sums["branches"][row["id"]] - own["branches"][row["id"]], end, level,
            )
        )  # fmt: skip
    return nodes


def place_tree(store: Store) -> list[PlaceNode]:
    """Return the living villages, each followed by its groups, in the order of papers."""
    members: dict[str, int] = {}
    for group_id, _ in queries_quality.group_members(store):
        members[group_id] = members.get(group_id, 0) + 1
    groups: dict[str, list[PlaceNode]] = {}
    for row in queries_quality.groups(store):
        groups.setdefault(row["village_id"], []).append(_group(row, members.get(row["id"], 0)))
    nodes: list[PlaceNode] = []
    for row in queries_tree.villages(store):
        inside = groups.get(row["id"], [])
        blank, reserve = sum(one.blank for one in inside), sum(one.reserve for one in inside)
        nodes.append(PlaceNode(row["id"], "", row["name"], len(inside), row["members"], blank, reserve))
        nodes += inside
    return nodes


def _group(row: Row, members: int) -> PlaceNode:
    blank = members == 0 and row["states_member"] != 1
    reserve = int(blank and row["reserve"] > 0)
    return PlaceNode(row["id"], row["village_id"], row["name"], 0, members, int(blank), reserve)


def _term(row: Row, as_of: date, rules: terms.TermRules) -> tuple[str, str]:
    rural = terms.is_rural(row["field"], has_village=row["village_id"] is not None)
    years = terms.term_years(row["kind"], rural=rural, rules=rules)
    end = terms.expiry(row["elected_on"], row["term_ends_on"], years)
    return ("", "") if end is None else (end.last.isoformat(), terms.reminder(end, as_of, rules) or "")
