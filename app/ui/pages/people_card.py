"""The card of a person: facts, posts and development, and what was changed when by whom."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from app.services import changes, facts
from app.ui import theme
from app.ui.forms.dialog import FormDialog
from app.ui.session import Session
from app.ui.tables.columns import Column
from app.ui.tables.rows import RowsModel
from app.ui.tables.view import TableView
from app.ui.widgets.badge import Badge
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.facts import FactGrid
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import clear
from app.ui.widgets.scroll import scroll_area

SHOWS = frozenset({"person", "post", "development_case", "step_record"})
MARK_TONES = {"流动党员": "info", "生活困难党员": "warning", "失联党员": "danger", "已不在册": "neutral"}


class PersonCard(QDialog):
    """Follows the person while it is open; `record_asked` wants another page."""

    record_asked = Signal(str, str)

    def __init__(self, session: Session, person_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._person_id = session, person_id
        box = QVBoxLayout(self)
        edge = theme.space("l")
        box.setContentsMargins(edge, edge, edge, edge)
        box.setSpacing(theme.space("m"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("s"))
        self.name = label("", "title")
        head.addWidget(self.name)
        self._badges = QHBoxLayout()
        self._badges.setSpacing(theme.space("s"))
        head.addLayout(self._badges)
        head.addStretch(1)
        box.addLayout(head)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        box.addWidget(self.tabs, 1)
        self.facts = FactGrid(sides=2)
        self._links = QVBoxLayout()
        self.changes = RowsModel(_change_columns())
        self._add_tabs()
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.accept))
        self.edit_button = button("修改…", self._edit, icon="edit", role="primary")
        self.edit_button.setDefault(True)
        foot.addWidget(self.edit_button)
        box.addLayout(foot)
        self.resize(theme.px(760), theme.px(520))
        session.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Read the person and show it."""
        reader = self._session.reader
        found = facts.person_facts(reader, self._person_id, as_of=self._session.as_of)
        self.setWindowTitle(found.title)
        self.name.setText(found.title)
        clear(self._badges)
        for words, tone in (
            (found.kind, "info"),
            *((mark, MARK_TONES.get(mark, "neutral")) for mark in found.marks),
        ):
            self._badges.addWidget(Badge(words, tone))
        self.facts.show_pairs(found.pairs)
        self._show_links()
        self.changes.set_rows(list(reversed(changes.record_history(reader, self._person_id))))

    def _add_tabs(self) -> None:
        area, box = scroll_area()
        box.setContentsMargins(4, theme.space("m"), 4, 4)
        box.addWidget(self.facts)
        box.addStretch(1)
        self.tabs.addTab(area, "基本情况")
        area, box = scroll_area()
        box.setContentsMargins(4, theme.space("m"), 4, 4)
        box.addLayout(self._links)
        box.addStretch(1)
        self.tabs.addTab(area, "职务和发展经过")
        table = TableView(self.changes, sortable=False)
        table.setAccessibleName("变更历史")
        self.tabs.addTab(table, "变更历史")

    def _show_links(self) -> None:
        clear(self._links)
        self.links: list[QPushButton] = []
        reader = self._session.reader
        posts = facts.posts_of_person(reader, self._person_id)
        cases = facts.cases_of_person(reader, self._person_id)
        for held in posts:
            words = "　".join(part for part in (held.duty, held.name, held.time) if part)
            self.links.append(
                button(words, partial(self._go, held.table, held.id), icon="branch", role="link")
            )
        for case in cases:
            words = f"发展党员案卷：{case.stage}，{case.state}，已登记 {case.steps} 个步骤"
            go = partial(self._go, "development_case", case.id)
            self.links.append(button(words, go, icon="development", role="link"))
        for link in self.links:
            self._links.addWidget(link)
        if not self.links:
            self._links.addWidget(EmptyState("people", "没有登记职务，也没有发展党员案卷"))

    def _go(self, table: str, record_id: str) -> None:
        self.accept()
        self.record_asked.emit(table, record_id)

    def _edit(self) -> None:
        FormDialog(self._session, "person", record_id=self._person_id, parent=self).open()

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & SHOWS and self.isVisible():
            self.refresh()


def _change_columns() -> tuple[Column, ...]:
    return (
        Column("时间", lambda one: one.at[:16].replace("T", " "), width=136),
        Column("谁", lambda one: one.actor, width=96),
        Column("内容", _words, width=300),
        Column("操作", lambda one: one.sentence, width=180),
    )


def _words(one: changes.FieldChange) -> str:
    return f"{one.field}：{one.old} → {one.new}" if one.field else one.new
