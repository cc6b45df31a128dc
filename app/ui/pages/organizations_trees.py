"""The two trees of 党组织: what their columns show, and how a search narrows them."""

from collections.abc import Sequence
from typing import Any

from app.services.places import OVERDUE, SOON, OrganizationNode, PlaceNode
from app.ui.tables.columns import Column
from app.ui.tables.tree import TreeModel, TreeView

TERM_TONES = {OVERDUE: "danger", SOON: "warning"}
ICONS = {"committee": "emblem", "general_branch": "organizations"}


def organization_tree() -> TreeView:
    """Return the tree of organizations with members, secretary and the end of the term."""
    columns = (
        Column("党组织", lambda node: node.name, width=260),
        Column("党支部", _branches, "right", 66),
        Column("党员", lambda node: f"{node.below:,}", "right", 72),
        Column("预备", lambda node: str(node.probationary or ""), "right", 56),
        Column("书记", lambda node: node.secretary, width=86),
        Column("任期届满", _term, width=150, tone=lambda node: TERM_TONES.get(node.term_state, "")),
    )
    view = TreeView(TreeModel(columns, lambda node: ICONS.get(node.kind, "branch")))
    view.setAccessibleName("党组织")
    return view


def place_tree() -> TreeView:
    """Return the tree of villages and groups, groups without a member marked."""
    columns = (
        Column("村、村民小组", lambda node: node.name, width=240),
        Column("小组", lambda node: str(node.groups or ""), "right", 66),
        Column("党员", lambda node: f"{node.members:,}", "right", 72),
        Column("空白村小组", _blank, "left", 130, tone=lambda node: "danger" if node.blank else ""),
        Column("储备", _reserve, "left", 110, tone=lambda node: "success" if node.reserve else "danger"),
    )
    view = TreeView(TreeModel(columns, lambda node: "village" if node.parent_id is None else "people"))
    view.setAccessibleName("村和村民小组")
    return view


def within(nodes: Sequence[Any], text: str) -> list[Any]:
    """Return the nodes whose name has `text`, with everything above them, in the order given."""
    if not text:
        return list(nodes)
    by_id = {node.id: node for node in nodes}
    kept: set[str] = set()
    for node in nodes:
        if text in node.name:
            above: Any = node
            while above is not None and above.id not in kept:
                kept.add(above.id)
                above = by_id.get(above.parent_id)
    return [node for node in nodes if node.id in kept]


def _branches(node: OrganizationNode) -> str:
    return str(node.branches) if node.kind in ICONS else ""


def _term(node: OrganizationNode) -> str:
    if not node.term_ends_on:
        return ""
    note = {OVERDUE: "　已届满", SOON: "　将届满"}.get(node.term_state, "")
    return node.term_ends_on + note


def _blank(node: PlaceNode) -> str:
    if not node.blank:
        return ""
    return f"{node.blank} 个" if node.parent_id is None else "空白村小组"


def _reserve(node: PlaceNode) -> str:
    if not node.blank:
        return ""
    if node.parent_id is None:
        return f"{node.reserve} 个有储备"
    return "有储备" if node.reserve else "没有储备"
