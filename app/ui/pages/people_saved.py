"""常用条件 over the roster: choose one, keep the present one, rename and remove them."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.models.store import Store
from app.services.lists.saved import (
    SavedFilter,
    remove_filter,
    rename_filter,
    save_filter,
    saved_filters,
)
from app.ui import dialogs, theme
from app.ui.session import Session
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState

Asked = Mapping[str, str]
NAME_IT = "现在的查找条件和分组起个名称保存，以后一选就到。\n名称："


def fill_saved_menu(
    menu: QMenu, session: Session, asked: Callable[[], Asked], ask: Callable[[Asked], object]
) -> None:
    """Offer the saved filters, and what can be done with them."""
    menu.clear()
    found = saved_filters(session.reader)
    for saved in found:
        menu.addAction(saved.name).triggered.connect(partial(_ask, ask, saved))
    if found:
        menu.addSeparator()
    present = asked()
    keep = menu.addAction("保存现在的条件…")
    keep.setEnabled(bool(present))
    keep.triggered.connect(lambda: keep_filter(session, present))
    manage = menu.addAction("改名或移除…")
    manage.setEnabled(bool(found))
    manage.triggered.connect(lambda: SavedDialog(session, ask).open())


def keep_filter(session: Session, asked: Asked) -> None:
    """Ask for a name and keep what is asked for under it."""
    name = dialogs.ask_text(session.window, "保存条件", NAME_IT)
    if name:
        actor = session.actor
        session.run(
            lambda store, _progress: save_filter(store, name, asked, actor=actor),
            done=lambda _nothing: None,
            title="正在保存",
        )


class SavedDialog(QDialog):
    """The saved filters, to use, rename or remove."""

    def __init__(
        self, session: Session, ask: Callable[[Asked], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent or session.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("常用条件")
        self._session, self._ask = session, ask
        box = QVBoxLayout(self)
        edge = theme.space("l")
        box.setContentsMargins(edge, edge, edge, edge)
        box.setSpacing(theme.space("m"))
        self.table = PlainTable((Heading("名称", 320),), "常用条件", sortable=False)
        self.table.line_opened.connect(self._use)
        box.addWidget(self.table, 1)
        self.empty = EmptyState("filter", "没有保存过的条件")
        box.addWidget(self.empty, 1)
        row = QHBoxLayout()
        self.acts = [
            button("改名…", self._rename, icon="edit", keys="F2"),
            button("移除", self._remove, icon="delete", keys="Del"),
        ]
        for made in self.acts:
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(button("关闭", self.reject))
        box.addLayout(row)
        self.resize(theme.px(440), theme.px(360))
        session.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Read the saved filters."""
        found = saved_filters(self._session.reader)
        self.table.show_lines([Line((saved.name,), saved) for saved in found])
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        for made in self.acts:
            made.setEnabled(bool(found))
        if found:
            self.table.choose_row(0)

    def _use(self, saved: SavedFilter) -> None:
        self.accept()
        self._ask(saved.asked)

    def _rename(self) -> None:
        saved: SavedFilter = self.table.current
        name = dialogs.ask_text(self, "改名", "新的名称：", saved.name)
        if name:
            actor = self._session.actor
            self._do(lambda store: rename_filter(store, saved, name, actor=actor))

    def _remove(self) -> None:
        saved: SavedFilter = self.table.current
        if dialogs.ask(self, "移除", f"要移除常用条件“{saved.name}”吗？党员记录不受影响。", yes="移除"):
            actor = self._session.actor
            self._do(lambda store: remove_filter(store, saved, actor=actor))

    def _do(self, work: Callable[[Store], None]) -> None:
        self._session.run(lambda store, _progress: work(store), done=lambda _nothing: None, title="正在保存")

    def _on_changed(self, tables: frozenset[str]) -> None:
        if "setting" in tables and self.isVisible():
            self.refresh()


def _ask(ask: Callable[[Asked], object], saved: SavedFilter) -> None:
    ask(saved.asked)
