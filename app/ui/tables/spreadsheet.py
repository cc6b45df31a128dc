"""A table worked like a spreadsheet: typing edits, Enter and Tab move, blocks are copied, pasted, filled and emptied."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.tables.cursor import put_cursor
from app.ui.tables.frozen import FrozenTable

Index = QModelIndex | QPersistentModelIndex
Hint = QAbstractItemDelegate.EndEditHint
STEPS = {Hint.EditNextItem: 1, Hint.EditPreviousItem: -1}
EMPTYING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SpreadsheetDelegate(QStyledItemDelegate):
    """Ends an edit as a spreadsheet does: Enter, and the arrows up and down in a line, take what is typed at once and go on.

    Belongs to a view. Qt's own delegate takes it some time after Enter: what is typed fast would still go into the old
    cell.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the keys of a cell being typed into."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        down, view = _down(event), self.parent()
        ends = down and (event.key() in ENTER or isinstance(watched, QLineEdit))
        if not ends or not isinstance(watched, QWidget) or not isinstance(view, QAbstractItemView):
            return super().eventFilter(watched, event)
        self.commitData.emit(watched)
        self.closeEditor.emit(watched, Hint.NoHint)
        here = view.currentIndex()
        following = here.siblingAtRow(here.row() + down)
        if following.isValid():
            put_cursor(view, following)
        return True


class ChoiceDelegate(SpreadsheetDelegate):
    """Edits a cell by choosing one of the words that are on offer when the list is opened."""

    def __init__(self, choices: Callable[[], Iterable[str]], view: QAbstractItemView) -> None:
        super().__init__(view)
        self._choices = choices

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        """Return the list; what is chosen from it is taken at once."""
        made = QComboBox(parent)
        made.addItems(list(self._choices()))
        made.activated.connect(lambda _row: self.commitData.emit(made))
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put the list on what the cell says."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data() or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write what was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(model.index(index.row(), index.column()), editor.currentText())


class SpreadsheetTable(FrozenTable):
    """Tells what the keys ask for; whoever listens does it.

    `pasted` gives the text of the clipboard, `filled` True for filling to the right and False for filling down.
    Nothing of this happens before `set_typing(True)`, but `closed_typed` tells that somebody tried; copying always works.
    """

    pasted = Signal(str)
    filled = Signal(bool)
    emptied = Signal()
    undo_wanted = Signal()
    closed_typed = Signal()
    takes_typing = False

    def __init__(self, frozen: int, parent: QWidget | None = None) -> None:
        super().__init__(frozen, parent)
        self.setSelectionMode(self.SelectionMode.ContiguousSelection)
        self.set_typing(False)

    def set_typing(self, on: bool) -> None:
        """Let the keys change cells, or only move between them."""
        self.takes_typing = on
        triggers = self.EditTrigger
        typed = triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        self.setEditTriggers(typed if on else triggers.NoEditTriggers)
        self.setTabKeyNavigation(on)

    @property
    def chosen(self) -> tuple[int, int, int, int]:
        """Top, left, bottom and right of the chosen cells; all -1 when there is none."""
        indexes = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        rows, columns = [index.row() for index in indexes], [index.column() for index in indexes]
        return min(rows), min(columns), max(rows), max(columns)

    def copy(self) -> None:
        """Put the chosen cells on the clipboard as text with tabs, numbers as they would be typed."""
        top, left, bottom, right = self.chosen
        columns = [n for n in range(left, right + 1) if not self.isColumnHidden(n)]
        lines = (
            "\t".join(str(self.model().index(row, n).data(Qt.ItemDataRole.EditRole) or "") for n in columns)
            for row in range(top, bottom + 1)
        )
        if top >= 0:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def step(self, down: int, right: int) -> None:
        """Go to the next cell that is seen; stay at the edge."""
        index = self._beside(down, right)
        if index.isValid():
            put_cursor(self, index)

    def extend(self, down: int, right: int) -> None:
        """Choose one row or column more, or less, beginning at the cell the choice began with."""
        at, index = self.currentIndex(), self._beside(down, right)
        if not index.isValid():
            return
        top, left, bottom, last = self.chosen
        first = index.sibling(top + bottom - at.row(), left + last - at.column())
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        corners = sorted((first.row(), index.row())), sorted((first.column(), index.column()))
        area = QItemSelection(
            index.sibling(corners[0][0], corners[1][0]), index.sibling(corners[0][1], corners[1][1])
        )
        self.selectionModel().select(area, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Z for the cells while they can be typed into."""
        if (
            self.takes_typing
            and event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key asks for; other keys move or begin an edit."""
        editing = self.state() == self.State.EditingState
        act = None if editing else self._act(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            event.accept()
            act()

    def closeEditor(self, editor: QWidget, hint: Hint) -> None:
        """Go sideways after Tab, without beginning another edit."""
        super().closeEditor(editor, Hint.NoHint)
        if hint in STEPS:
            self.step(0, STEPS[hint])

    def _act(self, event: QKeyEvent) -> Callable[[], object] | None:
        keys, key = QKeySequence.StandardKey, event.key()
        if event.matches(keys.Copy):
            return self.copy
        if key in ARROWS and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return partial(self.extend, *ARROWS[Qt.Key(key)])
        if not self.takes_typing:
            return self.closed_typed.emit if event.text().isdigit() or event.matches(keys.Paste) else None
        if event.matches(keys.Paste):
            return lambda: self.pasted.emit(QGuiApplication.clipboard().text())
        if event.matches(keys.Undo):
            return self.undo_wanted.emit
        if key in EMPTYING:
            return self.emptied.emit
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and key in (Qt.Key.Key_D, Qt.Key.Key_R):
            return lambda: self.filled.emit(key == Qt.Key.Key_R)
        return self._move(event)

    def _beside(self, down: int, right: int) -> QModelIndex:
        index, model = self.currentIndex(), self.model()
        row, column = index.row() + down, index.column() + right
        while right and 0 <= column < model.columnCount() and self.isColumnHidden(column):
            column += right
        return model.index(row, column) if row >= 0 and column >= 0 else QModelIndex()

    def _move(self, event: QKeyEvent) -> Callable[[], object] | None:
        if event.key() in ENTER:
            return partial(self.step, _down(event), 0)
        if event.key() == Qt.Key.Key_Tab:
            return lambda: self.step(0, 1)
        if event.key() == Qt.Key.Key_Backtab:
            return lambda: self.step(0, -1)
        return None


def _down(event: QKeyEvent) -> int:
    """Return how many rows a key goes down: Enter one, with Shift one up, the arrows theirs, other keys none."""
    if event.key() in ENTER:
        return -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
    return ARROWS[Qt.Key(event.key())][0] if event.key() in ARROWS else 0
