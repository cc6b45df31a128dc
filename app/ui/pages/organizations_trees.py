"""The two trees of 党组织: what their columns show, and how a search narrows them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.services.lists import GroupRow, OrganizationNode, VillageRow
from app.ui.tables.columns import Column
from app.ui.tables.tree import TreeModel, TreeView

TERM_TONES = {"overdue": "danger", "due": "warning", "three_months": "warning", "six_months": "warning"}
TERM_WORDS = {
    "overdue": "已届满",
    "due": "即将届满",
    "three_months": "三个月内届满",
    "six_months": "半年内届满",
}
ICONS = {"committee": "emblem", "general_branch": "organizations"}


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


def place_nodes(villages: Sequence[VillageRow], groups: Sequence[GroupRow]) -> list[PlaceNode]:
    """Return the villages, each followed by its groups."""
    inside: dict[str, list[PlaceNode]] = {}
    for group in groups:
        reserve = int(group.is_blank and group.reserve > 0)
        inside.setdefault(group.village_id, []).append(
            PlaceNode(group.id, group.village_id, group.name, 0, group.members, int(group.is_blank), reserve)
        )
    nodes: list[PlaceNode] = []
    for one in villages:
        blank, reserve = one.blank_groups, one.blank_with_reserve
        nodes.append(PlaceNode(one.id, "", one.name, one.groups, one.members, blank, reserve))
        nodes += inside.get(one.id, [])
    return nodes


def organization_tree_view() -> TreeView:
    """Return the tree of organizations with members, secretary and the end of the term."""
    columns = (
        Column("党组织", lambda node: node.name, width=260),
        Column("党支部", lambda node: str(node.branches or ""), "right", 70),
        Column("党员", lambda node: f"{node.all_members:,}", "right", 76),
        Column("预备", lambda node: str(node.all_probationary or ""), "right", 60),
        Column("书记", lambda node: node.secretary, width=88),
        Column("任期届满", _term, width=192, tone=lambda node: TERM_TONES.get(node.term_level, "")),
    )
    view = TreeView(TreeModel(columns, lambda node: ICONS.get(node.kind, "branch")))
    view.setAccessibleName("党组织")
    return view


def place_tree_view() -> TreeView:
    """Return the tree of villages and groups, groups without a member marked."""
    columns = (
        Column("村、村民小组", lambda node: node.name, width=240),
        Column("小组", lambda node: str(node.groups or ""), "right", 70),
        Column("党员", lambda node: f"{node.members:,}", "right", 76),
        Column("空白村小组", _blank, "left", 120, tone=lambda node: "danger" if node.blank else ""),
        Column("储备", _reserve, "left", 110, tone=lambda node: "success" if node.reserve else "danger"),
    )
    view = TreeView(TreeModel(columns, lambda node: "people" if node.parent_id else "village"))
    view.setAccessibleName("村和村民小组")
    return view


def within(nodes: Sequence[Any], text: str, matches: Callable[[Any, str], bool]) -> list[Any]:
    """Return the nodes that match `text`, with everything above them, in the order given."""
    if not text:
        return list(nodes)
    by_id = {node.id: node for node in nodes}
    kept: set[str] = set()
    for node in nodes:
        if matches(node, text):
            above: Any = node
            while above is not None and above.id not in kept:
                kept.add(above.id)
                above = by_id.get(above.parent_id)
    return [node for node in nodes if node.id in kept]


def named(node: Any, text: str) -> bool:
    """Tell whether a node has `text` in its name, or an organization in its secretary's."""
    return text in node.name or (isinstance(node, OrganizationNode) and text in node.secretary)


def _term(node: OrganizationNode) -> str:
    words = TERM_WORDS.get(node.term_level, "")
    return f"{node.term_end}　{words}" if words else node.term_end


def _blank(node: PlaceNode) -> str:
    if not node.blank:
        return ""
    return "空白村小组" if node.parent_id else f"{node.blank} 个"


def _reserve(node: PlaceNode) -> str:
    if not node.blank:
        return ""
    if not node.parent_id:
        return f"{node.reserve} 个有储备"
    return "有储备" if node.reserve else "没有储备"
