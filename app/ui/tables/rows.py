"""Table models: the base every table of the window shares, and the one over a list of records."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.ui.tables.columns import SIDES, Column

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class TableModel(QAbstractTableModel):
    """Columns are declared; subclasses say how many records there are and hand them out by row."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = tuple(columns)

    def record(self, row: int) -> Any:
        """Return the record shown in a row."""
        raise NotImplementedError

    def cell_text(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        record = self.record(row)
        return "" if record is None else self.columns[column].text(record)

    def cell_tone(self, row: int, column: int) -> str:
        """Return the colour role of a cell's text, empty for the usual one."""
        tone = self.columns[column].tone
        record = self.record(row) if tone is not None else None
        return tone(record) if tone is not None and record is not None else ""

    def is_heading(self, row: int) -> bool:
        """Tell whether a row is a heading over the rows below it."""
        return False

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = 0) -> Any:
        """Return the text of a cell; the delegate asks for everything else itself."""
        if role:
            return None
        return self.cell_text(index.row(), index.column()) if index.isValid() else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return heading, side and explanation of a column, and row numbers."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if not role else None
        if not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if not role:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return SIDES[column.side]
        return column.tip or None if role == Qt.ItemDataRole.ToolTipRole else None


class RowsModel(TableModel):
    """A model over a list of records held in memory; sorts by the columns' own keys."""

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[Any] = (), parent: QObject | None = None
    ) -> None:
        super().__init__(columns, parent)
        self._rows: list[Any] = list(rows)
        self._order: tuple[int, bool] | None = None

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other records, in the order chosen before."""
        self.beginResetModel()
        self._rows = list(rows)
        self._arrange()
        self.endResetModel()

    @property
    def rows(self) -> Sequence[Any]:
        """The records as shown."""
        return self._rows

    def record(self, row: int) -> Any:
        """Return the record shown in a row."""
        return self._rows[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of records."""
        return 0 if parent.isValid() else len(self._rows)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equal ones keep their order."""
        if not 0 <= column < len(self.columns):
            return
        self.beginResetModel()
        self._order = (column, order == Qt.SortOrder.DescendingOrder)
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        if self._order is None:
            return
        column = self.columns[self._order[0]]
        self._rows.sort(key=column.order or column.text, reverse=self._order[1])
