"""The grid of one year's grades: a branch a row, last year beside this year, filled in by keyboard."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.rules.ratings import Scheme, change
from app.services.rounds import RatingRow
from app.ui import theme
from app.ui.tables import signs
from app.ui.tables.columns import CENTER, LEFT, RIGHT
from app.ui.tables.cursor import put_cursor
from app.ui.tables.frozen import FrozenTable

Index = QModelIndex | QPersistentModelIndex
PLAIN = QModelIndex()

UP, DOWN, SAME = "升", "降", "平"
MOVE_TONE = {UP: "success", DOWN: "danger", SAME: "text_faint"}


COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("organization", "党支部", 178),
    ("village", "村", 76),
    ("last", "上年等次", 70),
    ("self_grade", "自评", 70),
    ("mass_grade", "群众评议", 78),
    ("township_grade", "乡镇评定", 78),
    ("county_grade", "县级审定", 78),
    ("move", "升降", 54),
    ("score", "得分", 58),
    ("satisfaction", "满意率", 62),
    ("kind", "类别", 84),
    ("members", "党员数", 62),
    ("note", "备注", 180),
)
FIELDS = [c[0] for c in COLUMNS]
GRADES = {"self_grade", "mass_grade", "township_grade", "county_grade"}
EDITABLE = GRADES | {"score", "satisfaction", "note"}
CENTRED = GRADES | {"last", "move"}


class RatingModel(QAbstractTableModel):
    """The round as a table. A change shows at once and is announced by `edited(organization_id, field, value)`."""

    edited = Signal(str, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: list[RatingRow] = []
        self.last_year = ""
        self._scheme: Scheme | None = None
        self.is_locked = False

    def show_rows(self, rows: list[RatingRow], year: int, scheme: Scheme, *, is_locked: bool = False) -> None:
        """Show these rows of the round of `year`, held under `scheme`; the same branches keep their place.

        In a locked round nothing can be edited.
        """
        self._scheme = scheme
        self.is_locked = is_locked
        same = self.last_year == str(year - 1) and _ids(rows) == _ids(self.shown)
        if same and rows:
            self.shown = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self.shown = rows
        self.last_year = str(year - 1)
        self.endResetModel()

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades of the scheme, from the best down."""
        return self._scheme.grades if self._scheme else ()

    def rowCount(self, parent: Index = PLAIN) -> int:
        """Number of branches shown."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = PLAIN) -> int:
        """Number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = 0) -> Any:
        """Shown words, the code for the editor, alignment and colours."""
        if not index.isValid():
            return None
        field = FIELDS[index.column()]
        row = self.shown[index.row()]
        value = self._move(row) if field == "move" else getattr(row, field)
        if role == 0:
            return self.label_of(value) if field in GRADES or field == "last" else value
        if role == Qt.ItemDataRole.EditRole:
            return value
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(field)
        if role == Qt.ItemDataRole.ToolTipRole and field in {"organization", "note"}:
            return value
        return self._colour(field, value, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take an edit: show it at once and announce it."""
        field = FIELDS[index.column()]
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not self.can_edit(field):
            return False
        row, text = self.shown[index.row()], str(value or "").strip()
        if getattr(row, field) == text:
            return False
        changed: dict[str, Any] = {field: text}
        self.shown[index.row()] = replace(row, **changed)
        self._tell(index.row())
        self.edited.emit(row.organization_id, field, text)
        return True

    def can_edit(self, field: str) -> bool:
        """Tell whether a column can be typed into."""
        return field in EDITABLE and not self.is_locked

    def label_of(self, grade: str) -> str:
        """Return what the scheme calls a grade."""
        return self._scheme.label_of(grade) if self._scheme else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Grades, score and note can be edited."""
        base = super().flags(index)
        editable = index.isValid() and self.can_edit(FIELDS[index.column()])
        return base | Qt.ItemFlag.ItemIsEditable if editable else base

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Headings; last year's column names its year."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(FIELDS[section])
        if role:
            return None
        if FIELDS[section] == "last" and self.last_year:
            return f"{self.last_year}年"
        return COLUMNS[section][1]

    def _colour(self, field: str, value: str, role: int) -> Any:
        if role not in (Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.BackgroundRole):
            return None
        ink = role == Qt.ItemDataRole.ForegroundRole
        if (field in GRADES or field == "last") and value in self.grades:
            tone = grade_tone(self.grades, value)
            return theme.color(tone if ink else f"{tone}_soft")
        return theme.color(MOVE_TONE[value]) if ink and field == "move" and value in MOVE_TONE else None

    def _move(self, row: RatingRow) -> str:
        step = change(row.last, row.final, self._scheme) if self._scheme else None
        return "" if step is None else UP if step > 0 else DOWN if step < 0 else SAME

    def _tell(self, number: int) -> None:
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(COLUMNS) - 1))


class GradeDelegate(QStyledItemDelegate):
    """Edits a grade with a drop-down that is open at once; paints 升降 as an arrow and its word."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A drop-down for grades, the plain editor elsewhere."""
        if FIELDS[index.column()] not in GRADES:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.addItem("（未评）", "")
        model = index.model()
        if isinstance(model, RatingModel):
            for code in model.grades:
                box.addItem(model.label_of(code), code)
        box.activated.connect(lambda: self._finish(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Choose the present grade and open the list; what is being typed stays when the round is read again."""
        if isinstance(editor, QLineEdit) and editor.isModified():
            return
        if not isinstance(editor, QComboBox):
            super().setEditorData(editor, index)
            return
        editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the chosen code back."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData(), Qt.ItemDataRole.EditRole)
        else:
            super().setModelData(editor, model, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the arrow of 升降 before its word."""
        super().paint(painter, option, index)
        word = index.data()
        if FIELDS[index.column()] != "move" or word not in (UP, DOWN):
            return
        rect = option.rect  # type: ignore[attr-defined]  # the stubs lack the option's fields
        box = QRectF(0, 0, 11, 11)
        box.moveCenter(QRectF(rect).center())
        box.translate(-14, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color(MOVE_TONE[word]), 1.8))
        (signs.up if word == UP else signs.down)(painter, box)
        painter.restore()

    def _finish(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


class RatingTable(FrozenTable):
    """The grid's view: digits set a grade, Enter goes down.

    `pasted` gives the lines of a block from a workbook; `filled(rows, field, value)` a value for many chosen cells;
    `locked_typed` tells of keys that would change a locked round.
    """

    pasted = Signal(list)
    filled = Signal(list, str, str)
    locked_typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(1, parent)
        self.setAccessibleName("分类定级表")
        self.setAlternatingRowColors(True)
        self.set_delegates(GradeDelegate(self), GradeDelegate(self))
        self.set_row_height(theme.px(30))
        self.setEditTriggers(
            self.EditTrigger.DoubleClicked | self.EditTrigger.EditKeyPressed | self.EditTrigger.AnyKeyPressed
        )

    def show_model(self, model: RatingModel) -> None:
        """Attach the model with the usual widths."""
        self.setModel(model)
        self.set_widths({i: theme.px(c[2]) for i, c in enumerate(COLUMNS)})
        self.horizontalHeader().setStretchLastSection(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 is the best grade, 2 the next …; 0 and Delete empty, Enter goes one row down."""
        index = self.currentIndex()
        if not index.isValid() or self.state() == self.State.EditingState:
            super().keyPressEvent(event)
            return
        if self._is_locked and (event.matches(QKeySequence.StandardKey.Paste) or _would_edit(event)):
            self.locked_typed.emit()
            return
        field = FIELDS[index.column()]
        code = self._grade_key(event)
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QGuiApplication.clipboard().text().rstrip("\n")
            self.pasted.emit([line.rstrip("\r").split("\t") for line in text.split("\n")])
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif code is not None and field in GRADES:
            self._set(index, field, code)
        elif event.key() == Qt.Key.Key_Delete and field in EDITABLE:
            self._set(index, field, "", moves_on=False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._down(index)
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go down after Enter in a cell; its text has been taken by then."""
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._down(self.currentIndex())

    @property
    def _is_locked(self) -> bool:
        model = self.model()
        return isinstance(model, RatingModel) and model.is_locked

    @property
    def chosen_rows(self) -> list[int]:
        """The rows with a chosen cell, from top to bottom."""
        return sorted({index.row() for index in self.selectionModel().selectedIndexes()})

    def _set(self, index: QModelIndex, field: str, value: str, *, moves_on: bool = True) -> None:
        """Set one cell and go on to the next row, or all chosen cells of the column at once."""
        rows = self.chosen_rows
        if len(rows) > 1:
            model = self.model()
            if isinstance(model, RatingModel) and model.can_edit(field):
                self.filled.emit(rows, field, value)
            return
        self.model().setData(index, value)
        if moves_on:
            self._down(index)

    def _copy(self) -> None:
        """Put the chosen cells on the clipboard as text with tabs, as spreadsheets take it."""
        lines: dict[int, dict[int, str]] = {}
        for index in self.selectionModel().selectedIndexes():
            lines.setdefault(index.row(), {})[index.column()] = str(index.data() or "")
        QGuiApplication.clipboard().setText(
            "\n".join("\t".join(cells[n] for n in sorted(cells)) for _, cells in sorted(lines.items()))
        )

    def _grade_key(self, event: QKeyEvent) -> str | None:
        model, text = self.model(), event.text()
        if not isinstance(model, RatingModel) or not text.isascii() or not text.isdigit():
            return None
        number = int(text)
        return ["", *model.grades][number] if number <= len(model.grades) else None

    def _down(self, index: QModelIndex) -> None:
        if index.row() + 1 < self.model().rowCount():
            put_cursor(self, index.sibling(index.row() + 1, index.column()))


def _would_edit(event: QKeyEvent) -> bool:
    """Tell whether a key types something, empties a cell or begins an edit."""
    return event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_F2) or (
        event.text().isprintable() and bool(event.text())
    )


def grade_tone(grades: tuple[str, ...], grade: str) -> str:
    """Return the colour role of a grade: the best green, the lowest red, those between blue."""
    return "success" if grade == grades[0] else "danger" if grade == grades[-1] else "info"


def _ids(rows: list[RatingRow]) -> list[str]:
    return [row.organization_id for row in rows]


def _alignment(field: str) -> int:
    if field in CENTRED:
        return CENTER
    return RIGHT if field in {"members", "score", "satisfaction"} else LEFT
