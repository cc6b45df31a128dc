"""The view of the round's grid: a spreadsheet in which a key is a grade."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QLineEdit,
    QMenu,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui import theme
from app.ui.tables import signs
from app.ui.tables.cursor import put_cursor
from app.ui.tables.rating_grid import (
    COLUMNS,
    DOWN,
    EDITABLE,
    FIELDS,
    GRADES,
    MOVE_TONE,
    UP,
    RatingModel,
)
from app.ui.tables.spreadsheet import EMPTYING, SpreadsheetDelegate, SpreadsheetTable

Index = QModelIndex | QPersistentModelIndex
OPEN_COLUMNS = [number for number, field in enumerate(FIELDS) if field in EDITABLE]
NOBODY = "没有符合条件的党支部。清除条件后列出全部。"
TURNING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
"""Keys that with Ctrl go to another tab of the page."""


class RatingDelegate(SpreadsheetDelegate):
    """Paints 升降 as an arrow and its word, and a frame round the cell the cursor is in."""

    def __init__(self, table: "RatingTable") -> None:
        super().__init__(table)
        self._table = table

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with what the cell holds; what is being typed stays when the round is read again."""
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the arrow of 升降 before its word; frame the cell of the cursor."""
        super().paint(painter, option, index)
        has_cursor, word = index == self._table.currentIndex(), index.data()
        moved = FIELDS[index.column()] == "move" and word in (UP, DOWN)
        if not (has_cursor or moved):
            return
        rect = QRectF(option.rect)  # type: ignore[attr-defined]  # the stubs lack the option's fields
        painter.save()
        if moved:
            box = QRectF(0, 0, 11, 11)
            box.moveCenter(rect.center())
            box.translate(-14, 0)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color(MOVE_TONE[word]), 1.8))
            (signs.up if word == UP else signs.down)(painter, box)
        if has_cursor:
            tone = "accent" if self._table.hasFocus() else "line_strong"
            painter.setPen(QPen(theme.color(tone), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()


class RatingTable(SpreadsheetTable):
    """Digits and first letters set a grade and go down; F2 offers the grades; Tab goes to the next cell to fill in.

    `chosen_graded(code)` sets a grade for all chosen cells; `told(sentence)` says why a key does nothing here.
    """

    chosen_graded = Signal(str)
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(1, parent)
        self.setAccessibleName("分类定级表")
        self.setAlternatingRowColors(True)
        self.set_delegates(RatingDelegate(self), RatingDelegate(self))
        self.set_row_height(theme.px(30))
        self.set_typing(True)
        self.setEditTriggers(self.EditTrigger.EditKeyPressed | self.EditTrigger.AnyKeyPressed)
        self.doubleClicked.connect(self._open)
        self.left.doubleClicked.connect(self._open)

    def show_model(self, model: RatingModel) -> None:
        """Attach the model with the usual widths."""
        self.setModel(model)
        self.set_widths({i: theme.px(c[2]) for i, c in enumerate(COLUMNS)})
        self.horizontalHeader().setStretchLastSection(True)

    @property
    def chosen_rows(self) -> list[int]:
        """The rows with a chosen cell, from top to bottom."""
        return sorted({index.row() for index in self.selectionModel().selectedIndexes()})

    @property
    def field(self) -> str:
        """The field of the cell the cursor is in, "" when it is nowhere."""
        index = self.currentIndex()
        return FIELDS[index.column()] if index.isValid() else ""

    def step(self, down: int, right: int) -> None:
        """Go up or down one row, or sideways to the next cell that can be filled in, from row to row."""
        if not right:
            super().step(down, 0)
            return
        here = self.currentIndex()
        place = (
            bisect_right(OPEN_COLUMNS, here.column())
            if right > 0
            else bisect_left(OPEN_COLUMNS, here.column()) - 1
        )
        row, number = divmod(here.row() * len(OPEN_COLUMNS) + place, len(OPEN_COLUMNS))
        index = self.model().index(row, OPEN_COLUMNS[number])
        if index.isValid():
            put_cursor(self, index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cursor in view where a message takes room from the table."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so where no branch is left of a round that has been read."""
        super().paintEvent(event)
        if self._model.grades and not self._model.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(theme.color("text_faint"))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, NOBODY)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take a grade written through an input method; nothing is shown of it before."""
        if self.field not in GRADES:
            super().inputMethodEvent(event)
            return
        event.accept()
        if event.commitString().strip():
            self._grade(event.commitString().strip())

    def _act(self, event: QKeyEvent) -> Callable[[], object] | None:
        typed, field = _typed(event), self.field
        if event.key() == Qt.Key.Key_Escape:
            return self._leave
        if event.key() in TURNING and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return event.ignore
        if self._model.is_locked and (typed or _would_change(event)):
            return self.closed_typed.emit
        opens = _opens(event) or (field in GRADES and event.key() == Qt.Key.Key_Space)
        if opens or (typed and field not in EDITABLE):
            return partial(self._open, self.currentIndex())
        if typed and field in GRADES:
            return partial(self._grade, typed)
        return super()._act(event)

    @property
    def _model(self) -> RatingModel:
        model = self.model()
        assert isinstance(model, RatingModel)
        return model

    def _leave(self) -> None:
        """Go on to what comes after the table, where Tab would only go on to the next cell."""
        self.setTabKeyNavigation(False)
        self.focusNextChild()
        self.setTabKeyNavigation(True)

    def _open(self, index: QModelIndex) -> None:
        """Offer the grades, begin to edit a line, or say that the column is not filled in."""
        if not index.isValid():
            return
        field = FIELDS[index.column()]
        if self._model.is_locked:
            self.closed_typed.emit()
        elif field in GRADES:
            self._offer(index)
        elif field in EDITABLE:
            self.edit(index)
        else:
            heading = self._model.headerData(index.column(), Qt.Orientation.Horizontal)
            self.told.emit(f"“{heading}”这一列不能填写，请移到等次、得分、满意率、测评票数或备注的格子里。")

    def _grade(self, typed: str) -> None:
        """Set the grade that was typed; offer the grades where it may be more than one."""
        if typed == "0":
            self._set("")
            return
        meant = self._model.meant(typed)
        if len(meant) == 1:
            self._set(meant[0])
        elif meant:
            self._offer(self.currentIndex(), meant[0])
        else:
            named = "、".join(f"{n} {self._model.label_of(g)}" for n, g in enumerate(self._model.grades, 1))
            self.told.emit(f"“{typed}”不是本年度方案的等次。请按 {named}，或按它的第一个字、拼音首字母。")

    def _offer(self, index: QModelIndex, grade: str = "") -> None:
        """Show the grades as a list under the cell, the present one, or `grade`, under the cursor."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        present = grade or self._model.grade_at(index)
        for number, code in enumerate((*self._model.grades, "")):
            key = number + 1 if code else 0
            action = menu.addAction(f"&{key}　{self._model.label_of(code) or '未评'}")
            action.setData(code)
            if code == present:
                menu.setActiveAction(action)
        menu.triggered.connect(lambda action: self._set(action.data()))
        below = self.visualRect(index).bottomLeft() + QPoint(0, 1)
        menu.popup(self.viewport().mapToGlobal(below))

    def _set(self, code: str) -> None:
        """Set one cell and go on to the next row, or all chosen cells at once."""
        if len(self.selectionModel().selectedIndexes()) > 1:
            self.chosen_graded.emit(code)
            return
        self.model().setData(self.currentIndex(), code)
        self.step(1, 0)


def _typed(event: QKeyEvent) -> str:
    """Return what a key types, "" for a key that types nothing."""
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    text = event.text().strip()
    return text if text.isprintable() and not held else ""


def _opens(event: QKeyEvent) -> bool:
    """Tell whether a key opens the cell: F2, or Alt and the arrow down as for any list."""
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return event.key() == Qt.Key.Key_F2 or (alt and event.key() == Qt.Key.Key_Down)


def _would_change(event: QKeyEvent) -> bool:
    """Tell whether a key pastes, fills, empties a cell or begins an edit."""
    held = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return (
        event.matches(QKeySequence.StandardKey.Paste)
        or event.key() in (*EMPTYING, Qt.Key.Key_F2)
        or (held and event.key() in (Qt.Key.Key_D, Qt.Key.Key_R))
    )
