"""A tree of records with columns: the model and the view every tree of the window uses."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from app.ui import icons, theme
from app.ui.tables.columns import SIDES, Column
from app.ui.tables.cursor import put_cursor
from app.ui.tables.rows import ROOT, Index

DISPLAY = Qt.ItemDataRole.DisplayRole
SIDE = Qt.ItemDataRole.TextAlignmentRole
INK = Qt.ItemDataRole.ForegroundRole
PICTURE = Qt.ItemDataRole.DecorationRole
TIP = Qt.ItemDataRole.ToolTipRole


class TreeModel(QAbstractItemModel):
    """Records with `id` and `parent_id`, parents before children; a record whose parent is not shown is a root."""

    def __init__(
        self,
        columns: Sequence[Column],
        icon: Callable[[Any], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._icon = icon
        self._records: list[Any] = []
        self._parents: list[int] = []
        self._children: dict[int, list[int]] = {-1: []}
        self._rows: list[int] = []

    def set_records(self, records: Sequence[Any]) -> None:
        """Show other records."""
        self.beginResetModel()
        self._records = list(records)
        places = {record.id: place for place, record in enumerate(self._records)}
        self._parents = [places.get(record.parent_id, -1) for record in self._records]
        self._children = {-1: []}
        self._rows = []
        for place, parent in enumerate(self._parents):
            siblings = self._children.setdefault(parent, [])
            self._rows.append(len(siblings))
            siblings.append(place)
        self.endResetModel()

    def record(self, index: Index) -> Any:
        """Return the record at an index."""
        return self._records[index.internalId()]

    def index_of(self, record_id: str) -> QModelIndex:
        """Return where a record is shown, an invalid index when it is not."""
        for place, record in enumerate(self._records):
            if record.id == record_id:
                return self.createIndex(self._rows[place], 0, place)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        """Return the index of a child."""
        children = self._children.get(self._place(parent), [])
        if 0 <= row < len(children) and 0 <= column < len(self.columns) and parent.column() <= 0:
            return self.createIndex(row, column, children[row])
        return QModelIndex()

    def parent(self, index: Index = ROOT) -> Any:
        """Return the index of the record above."""
        above = self._parents[index.internalId()] if index.isValid() else -1
        return QModelIndex() if above < 0 else self.createIndex(self._rows[above], 0, above)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of children."""
        return 0 if parent.column() > 0 else len(self._children.get(self._place(parent), []))

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the number of columns."""
        return len(self.columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return text, side, colour and picture of a cell."""
        if not index.isValid() or role not in (DISPLAY, SIDE, INK, PICTURE, TIP):
            return None
        column = self.columns[index.column()]
        if role == SIDE:
            return SIDES[column.side]
        record = self._records[index.internalId()]
        if role in (DISPLAY, TIP):
            return column.text(record)
        if role == INK:
            tone = column.tone(record) if column.tone is not None else ""
            return theme.color(tone) if tone else None
        shown = role == PICTURE and self._icon is not None and index.column() == 0
        return icons.icon(self._icon(record)) if shown and self._icon is not None else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """Return heading and side of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        return column.title if role == DISPLAY else SIDES[column.side] if role == SIDE else None

    def _place(self, index: Index) -> int:
        return int(index.internalId()) if index.isValid() else -1


class TreeView(QTreeView):
    """Shows a TreeModel; `picked` gives the record the cursor is in, `opened` the one asked for."""

    picked = Signal(object)
    opened = Signal(object)

    def __init__(self, model: TreeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.records = model
        self.setModel(model)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setExpandsOnDoubleClick(False)
        self.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.setIndentation(theme.px(20))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        for number, column in enumerate(model.columns):
            header.resizeSection(number, theme.px(column.width))
        self.doubleClicked.connect(lambda index: self.opened.emit(model.record(index)))
        model.modelReset.connect(lambda: self.expandToDepth(0))

    def choose(self, record_id: str) -> bool:
        """Put the cursor on a record and bring it into view; False when it is not shown."""
        index = self.records.index_of(record_id)
        if index.isValid():
            put_cursor(self, index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        return index.isValid()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which record the cursor has come to."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.picked.emit(self.records.record(current))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the first column what the others leave, but never less than it needs."""
        super().resizeEvent(event)
        header = self.header()
        others = sum(header.sectionSize(number) for number in range(1, header.count()))
        least = theme.px(self.records.columns[0].width)
        header.resizeSection(0, max(least, self.viewport().width() - others))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the record on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.records.record(self.currentIndex()))
        else:
            super().keyPressEvent(event)
