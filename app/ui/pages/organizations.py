"""党组织: the tree with counts and terms, villages and their groups, and one record's facts beside them."""

from typing import Any

from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.rules.vocabulary import OrganizationKind
from app.services import facts
from app.services.lists import OrganizationNode, group_rows, organization_tree, village_rows
from app.ui import icons, theme
from app.ui.forms.dialog import FormDialog
from app.ui.page import Page, split_record
from app.ui.pages.organizations_facts import FactsPanel
from app.ui.pages.organizations_trees import (
    PlaceNode,
    named,
    organization_tree_view,
    place_nodes,
    place_tree_view,
    within,
)
from app.ui.widgets.buttons import give_keys
from app.ui.widgets.chips import Chips
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.filters import FilterBar
from app.ui.widgets.split import TurningSplitter

LEAST_WIDTH = 1000
SIDES = (("organization", "党组织"), ("village", "村和村民小组"))
FORMS = {"organization": "organization", "village": "village", "village_group": "group"}
ADD = (
    ("organization", "branch", "新增党组织…"),
    ("village", "village", "新增村…"),
    ("group", "village", "新增村民小组…"),
)


class OrganizationsPage(Page):
    """Two trees, one shown at a time, and the facts of the record the cursor is on."""

    name = "organizations"
    title = "党组织"
    icon = "organizations"
    listens = frozenset(
        {"organization", "village", "village_group", "person", "post", "rating", "development_case"}
    )

    def build(self) -> None:
        """Make the trees, the filter and the panel."""
        header = self.add_header()
        add = QPushButton(icons.icon("add", "on_accent"), "新增")
        add.setProperty("role", "primary")
        add.setMenu(self._add_menu(add))
        give_keys(add, "Ctrl+N")
        header.addWidget(add)
        self.filters = FilterBar("按名称查找", delay_ms=120)
        self.chips = Chips(SIDES)
        self.chips.chosen.connect(self._show_side)
        self.filters.row.insertWidget(0, self.chips)
        self.filters.changed.connect(self._filter)
        self.body.addWidget(self.filters)
        self.trees = {"organization": organization_tree_view(), "village": place_tree_view()}
        self.stack = QStackedWidget()
        for tree in self.trees.values():
            tree.picked.connect(self._show_facts)
            tree.opened.connect(lambda _record: self._edit())
            self.stack.addWidget(tree)
        self.empty = EmptyState(
            "organizations", "还没有党组织", "可以导入现有的党组织表，也可以逐个新增。",
            "去导入", lambda: self.go_to.emit("exchange", ""),
        )  # fmt: skip
        self.stack.addWidget(self.empty)
        self.panel = FactsPanel()
        self.panel.edit_asked.connect(self._edit)
        self.panel.people_asked.connect(lambda record: self.go_to.emit("people", record))
        self.panel.record_asked.connect(self.open_record)
        split = TurningSplitter(LEAST_WIDTH)
        for part in (self._framed(self.stack), self.panel):
            split.addWidget(part)
        split.setStretchFactor(0, 1)
        split.setSizes([theme.px(800), theme.px(360)])
        self.body.addWidget(split, 1)
        self._chosen: tuple[str, str] = ("", "")
        self._nodes: dict[str, list[Any]] = {"organization": [], "village": []}

    def refresh(self) -> None:
        """Read both trees and show the record chosen before."""
        session = self.session
        self._nodes["organization"] = list(
            organization_tree(session.reader, year=session.year, as_of=session.as_of)
        )
        self._nodes["village"] = list(place_nodes(village_rows(session.reader), group_rows(session.reader)))
        kept = self._chosen
        self._filter()
        organizations, villages = self._nodes["organization"], self._nodes["village"]
        branches = sum(OrganizationKind(node.kind).is_branch for node in organizations)
        groups = sum(1 for node in villages if node.parent_id)
        note = f"党支部 {branches} 个　村 {len(villages) - groups} 个　村民小组 {groups} 个"
        self.header_note.setText(note if organizations or villages else "")
        first = ("organization", organizations[0].id) if organizations else ("", "")
        table, record_id = kept if kept[1] else first
        if record_id:
            self.trees[self._side_of(table)].choose(record_id)

    def show_record(self, record: str) -> None:
        """Choose an organization, a village or a group in its tree."""
        table, record_id = split_record(record)
        side = self._side_of(table)
        self.filters.clear()
        self.chips.choose(side)
        self._filter()
        self.trees[side].choose(record_id)
        self.trees[side].setFocus()

    def _framed(self, content: QWidget) -> QWidget:
        frame = QWidget()
        box = QVBoxLayout(frame)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(content)
        frame.setMinimumWidth(theme.px(420))
        return frame

    def _add_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        for kind, icon, words in ADD:
            action = menu.addAction(icons.icon(icon), words)
            action.triggered.connect(lambda _checked=False, kind=kind: self.add(kind))
        return menu

    def _show_side(self, side: str) -> None:
        shown = self.trees[side] if self._nodes[side] else self.empty
        self.stack.setCurrentWidget(shown)
        self.first_part = self.empty.button if shown is self.empty else shown

    def _filter(self) -> None:
        for side, tree in self.trees.items():
            tree.records.set_records(within(self._nodes[side], self.filters.text, named))
            if self.filters.text:
                tree.expandAll()
        self._show_side(self.chips.value)
        self.panel.setVisible(any(self._nodes.values()))
        if not self._nodes[self.chips.value]:
            self.panel.show_nothing()

    def _show_facts(self, node: OrganizationNode | PlaceNode) -> None:
        reader = self.session.reader
        if isinstance(node, PlaceNode):
            self._chosen = (node.table, node.id)
            self.panel.show_place(node, facts.place_facts(reader, node.table, node.id))
            return
        self._chosen = ("organization", node.id)
        posts = facts.posts_of_organization(reader, node.id)
        grades = facts.grades_of_organization(reader, node.id)
        self.panel.show_organization(node, facts.organization_facts(reader, node.id), posts, grades)

    def _edit(self) -> None:
        table, record_id = self._chosen
        if record_id:
            FormDialog(self.session, FORMS[table], record_id=record_id).open()

    def add(self, kind: str) -> None:
        """Open the form of a new organization, village or group, under the record chosen."""
        table, record_id = self._chosen
        values = {}
        if kind == "organization" and table == "organization":
            values = {"parent_id": record_id, "kind": "branch"}
        elif kind == "group" and table == "village":
            values = {"village_id": record_id}
        made = {"group": "village_group"}.get(kind, kind)
        FormDialog(
            self.session, kind, values=values, done=lambda new: self.show_record(f"{made}:{new}")
        ).open()

    def _side_of(self, table: str) -> str:
        return "organization" if table == "organization" else "village"
