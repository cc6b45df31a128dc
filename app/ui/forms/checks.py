"""A field in which any number of a list can be ticked; a long list can be searched by a part of a name."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from app.rules.ratings_notes import join_items, split_items
from app.ui import theme
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label
from app.ui.widgets.search import SearchBox

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROLES = Qt.ItemDataRole
MOST_SHOWN, SEARCHED_FROM, ROW_HEIGHT = 7, 20, 30


class ChecksModel(QAbstractListModel):
    """Choices as (value, words), those with the words looked for shown; what is ticked stays ticked while not shown."""

    def __init__(self, choices: Iterable[tuple[str, str]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices = list(choices)
        self._shown = self._choices
        self._ticked: set[str] = set()

    @property
    def ticked(self) -> list[str]:
        """The values ticked, in the order they are offered."""
        return [value for value, _ in self._choices if value in self._ticked]

    def put(self, values: Sequence[str]) -> None:
        """Tick these alone; what is not on the list is added to it."""
        self.beginResetModel()
        offered = {value for value, _ in self._choices}
        self._choices += [(value, value) for value in values if value not in offered]
        self._ticked = set(values)
        self.endResetModel()

    def look_for(self, text: str) -> None:
        """Show the choices with this in their words."""
        self.beginResetModel()
        self._shown = [one for one in self._choices if text in one[1]] if text else self._choices
        self.endResetModel()

    def tick_shown(self) -> None:
        """Tick all that are shown; where all of them are already, none of them."""
        shown = {value for value, _ in self._shown}
        self._ticked = self._ticked - shown if shown <= self._ticked else self._ticked | shown
        self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1), [ROLES.CheckStateRole])

    def rowCount(self, parent: Index = ROOT) -> int:
        """Number of choices shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = 0) -> Any:
        """Words, the same as tooltip, whether ticked, and the height of a row."""
        if not index.isValid():
            return None
        value, words = self._shown[index.row()]
        if role == ROLES.CheckStateRole:
            return Qt.CheckState.Checked if value in self._ticked else Qt.CheckState.Unchecked
        if role == ROLES.SizeHintRole:
            return QSize(0, theme.px(ROW_HEIGHT))
        return words if role in (ROLES.DisplayRole, ROLES.ToolTipRole) else None

    def setData(self, index: Index, value: Any, role: int = ROLES.EditRole) -> bool:
        """Tick or no longer tick a choice."""
        if role != ROLES.CheckStateRole:
            return False
        name, _ = self._shown[index.row()]
        is_on = Qt.CheckState(value) == Qt.CheckState.Checked
        self._ticked = self._ticked | {name} if is_on else self._ticked - {name}
        cell = self.index(index.row())
        self.dataChanged.emit(cell, cell, [role])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every choice can be ticked."""
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else base


class ChecksField(QWidget):
    """Ticked with the space bar or the mouse."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.model = ChecksModel(choices, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setLayoutMode(
            QListView.LayoutMode.Batched
        )  # all of thousands at once would hold the window
        self.list.setTabKeyNavigation(False)
        self.list.setFixedHeight(theme.px(ROW_HEIGHT) * min(max(len(choices), 2), MOST_SHOWN) + 8)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space("xs"))
        if len(choices) >= SEARCHED_FROM:
            box.addLayout(self._make_search())
        box.addWidget(self.list)
        self.setFocusProxy(self.list)

    def text_value(self) -> str:
        """Return what is ticked, joined with ；."""
        return join_items(self.model.ticked)

    def put(self, text: str) -> None:
        """Tick these; what is not on the list is added to it."""
        self.model.put(split_items(text))

    def _make_search(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.search = SearchBox("输入一部分名称即可查找")
        self.search.searched.connect(self.model.look_for)
        for keys in ("Return", "Enter", "Down"):
            shortcut = QShortcut(QKeySequence(keys), self.search, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.list.setFocus)
        self._number = label("", "soft")
        for told in (self.model.dataChanged, self.model.modelReset):
            told.connect(self._count)
        self._count()
        row.addWidget(self.search, 1)
        row.addWidget(self._number)
        row.addWidget(button("全选或全不选", self.model.tick_shown))
        return row

    def _count(self) -> None:
        self._number.setText(f"已选 {len(self.model.ticked)} 个")
