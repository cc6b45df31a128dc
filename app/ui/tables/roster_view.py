"""The roster's table: a heading goes across the whole row, and folds its group with Enter, ← and →."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from app.ui.tables.roster import RosterModel
from app.ui.tables.view import TableView


class RosterTable(TableView):
    """Shows a RosterModel; `opened` only ever gives the row of a person."""

    def __init__(self, roster: RosterModel, parent: QWidget | None = None) -> None:
        super().__init__(roster, parent)
        self.roster = roster
        roster.modelReset.connect(self._span_headings)
        self.clicked.connect(lambda index: self._on_click(index.row()))

    def fold(self, row: int) -> None:
        """Close or open the group of a row and leave the cursor on its heading."""
        self.choose_row(self.roster.fold(row))

    def open_row(self, row: int) -> None:
        """Ask for a person, or fold the group whose heading it is."""
        if self.roster.is_heading(row):
            self.fold(row)
        else:
            super().open_row(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close a group with ←, also from within it; open it with →."""
        row = self.row
        if row < 0 or not self.roster.arrangement.headings or event.modifiers():
            super().keyPressEvent(event)
            return
        closed = self.roster.arrangement.at(row)[0] in self.roster.arrangement.closed
        if (event.key() == Qt.Key.Key_Left and not closed) or (event.key() == Qt.Key.Key_Right and closed):
            self.fold(row)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take two quick clicks on a heading as two clicks."""
        if self.roster.is_heading(self.rowAt(event.position().toPoint().y())):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def _on_click(self, row: int) -> None:
        if self.roster.is_heading(row) and self.chosen_rows() == [row]:
            self.fold(row)

    def _span_headings(self) -> None:
        self.clearSpans()
        across = self.roster.columnCount()
        for row in self.roster.arrangement.headings:
            self.setSpan(row, 0, 1, across)
