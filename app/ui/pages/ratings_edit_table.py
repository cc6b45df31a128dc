"""A small table to type into, a line a row: lines are added, moved and taken out by keyboard or buttons."""

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.tables.spreadsheet import SpreadsheetDelegate
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label


class EditTable(QWidget):
    """`headings` as (words, width), the first `wordy` columns words and the others numbers.

    `total` is (column, what it should come to): its numbers are summed under the table. A line may carry a key that
    stays with it however it is moved or written over.
    """

    def __init__(
        self,
        headings: Sequence[tuple[str, int]],
        name: str,
        *,
        total: tuple[int, float] | None = None,
        wordy: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._total, self._wordy = total, wordy
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.space("xs"), 0, 0)
        box.setSpacing(theme.space("xs"))
        self.table = self._make_table(headings, name)
        box.addWidget(self.table, 1)
        box.addLayout(self._make_foot())

    def lines(self) -> list[list[str]]:
        """Return what is typed, a cell still being typed into included, lines with nothing in them left out."""
        return [line for _, line in self.keyed_lines()]

    def keyed_lines(self) -> list[tuple[str, list[str]]]:
        """Return the lines with the keys they were put with, "" for lines added since."""
        if self.table.state() == QTableWidget.State.EditingState:
            self.table.setFocus()
        found = [(self._key(row), self._line(row)) for row in range(self.table.rowCount())]
        return [(key, line) for key, line in found if any(line)]

    def put(self, lines: Sequence[Sequence[str]], keys: Sequence[str] = ()) -> None:
        """Show these lines."""
        self.table.setRowCount(0)
        for line, key in zip_longest(lines, keys, fillvalue=""):
            self._insert(self.table.rowCount(), line, key)
        self._sum()

    def add_line(self) -> None:
        """Add an empty line under the cursor and begin typing."""
        row = self.table.currentRow() + 1 or self.table.rowCount()
        self._insert(row, [""] * self.table.columnCount(), "")
        self.table.setCurrentCell(row, 0)
        self.table.setFocus()
        self.table.edit(self.table.currentIndex())

    def remove_line(self) -> None:
        """Take the line under the cursor out."""
        self.table.removeRow(self.table.currentRow())
        self._sum()

    def _make_table(self, headings: Sequence[tuple[str, int]], name: str) -> QTableWidget:
        table = QTableWidget(0, len(headings))
        table.setAccessibleName(name)
        table.setItemDelegate(SpreadsheetDelegate(table))
        table.setHorizontalHeaderLabels([words for words, _ in headings])
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(theme.px(30))
        table.setTabKeyNavigation(False)
        triggers = QTableWidget.EditTrigger
        table.setEditTriggers(
            triggers.DoubleClicked
            | triggers.SelectedClicked
            | triggers.EditKeyPressed
            | triggers.AnyKeyPressed
        )
        table.setMinimumHeight(theme.px(84))
        for column, (_, width) in enumerate(headings):
            table.setColumnWidth(column, theme.px(width))
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.cellChanged.connect(lambda _row, _column: self._sum())
        return table

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.space("xs"))
        for words, icon, act in (
            ("添加", "add", self.add_line),
            ("删去", "delete", self.remove_line),
            ("上移", "up", lambda: self._move(-1)),
            ("下移", "down", lambda: self._move(1)),
        ):
            row.addWidget(button(words, act, icon=icon))
        row.addStretch(1)
        self.sum = label("", "soft")
        row.addWidget(self.sum)
        return row

    def _move(self, way: int) -> None:
        row = self.table.currentRow()
        to = row + way
        if row >= 0 and 0 <= to < self.table.rowCount():
            line, key, column = self._line(row), self._key(row), self.table.currentColumn()
            self.table.removeRow(row)
            self._insert(to, line, key)
            self.table.setCurrentCell(to, column)

    def _line(self, row: int) -> list[str]:
        items = (self.table.item(row, column) for column in range(self.table.columnCount()))
        return ["" if item is None else item.text().strip() for item in items]

    def _key(self, row: int) -> str:
        first = self.table.item(row, 0)
        return str(first.data(Qt.ItemDataRole.UserRole) or "") if first is not None else ""

    def _insert(self, row: int, line: Sequence[str], key: str) -> None:
        self.table.insertRow(row)
        for column, text in enumerate(line):
            item = QTableWidgetItem(text)
            if column >= self._wordy:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if column == 0:
                item.setData(Qt.ItemDataRole.UserRole, key)
            self.table.setItem(row, column, item)

    def _sum(self) -> None:
        if self._total is None:
            return
        column, wanted = self._total
        numbers = [self._line(row)[column] for row in range(self.table.rowCount())]
        whole = round(sum(float(text) for text in numbers if text.replace(".", "", 1).isdigit()), 2)
        left = f"，还差 {wanted - whole:g} 分" if whole < wanted else f"，多出 {whole - wanted:g} 分"
        differs = bool(numbers) and whole != wanted
        self.sum.setText(f"合计 {whole:g} 分{left if differs else ''}")
        self.sum.setProperty("role", "error" if differs else "soft")
        theme.repolish(self.sum)
