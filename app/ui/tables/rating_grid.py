"""The grid of one year's grades: a branch a row, last year beside this year, filled in by keyboard."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.rules import codes
from app.rules.pinyin import initials
from app.rules.ratings import Scheme, change
from app.services.rounds import RatingRow
from app.ui import theme
from app.ui.tables.columns import CENTER, LEFT, RIGHT

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
    ("mass_votes", "测评票数", 150),
    ("member_grade", "党员评议", 78),
    ("kind", "类别", 84),
    ("members", "党员数", 62),
    ("note", "备注", 180),
)
FIELDS = [c[0] for c in COLUMNS]
MOVE = FIELDS.index("move")
GRADES = {"self_grade", "mass_grade", "member_grade", "township_grade", "county_grade"}
EDITABLE = GRADES | {"score", "satisfaction", "mass_votes", "note"}
CENTRED = GRADES | {"last", "move"}
TOLD_WHOLE = {"organization", "mass_votes", "note"}

ROLES = Qt.ItemDataRole
ANSWERED = frozenset(
    (
        0,
        ROLES.EditRole,
        ROLES.TextAlignmentRole,
        ROLES.ToolTipRole,
        ROLES.ForegroundRole,
        ROLES.BackgroundRole,
    )
)
"""What is asked of a cell and answered; the rest is asked as often for every cell painted."""

Cell = tuple[str, str]
"""Organization id and field."""


class RatingModel(QAbstractTableModel):
    """The round as a table. A change shows at once and is announced by `edited(organization_id, field, value)`."""

    edited = Signal(str, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: list[RatingRow] = []
        self.last_year = ""
        self._scheme: Scheme | None = None
        self.refused: dict[Cell, str] = {}
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
        self.refused = {}
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
        """Shown words, the same to be copied and edited, alignment and colours."""
        if role not in ANSWERED or not index.isValid():
            return None
        field = FIELDS[index.column()]
        row = self.shown[index.row()]
        if role in (0, Qt.ItemDataRole.EditRole):
            return self._text(row, field)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(field)
        said = self.refused.get((row.organization_id, field), "") if self.refused else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return said or (self._text(row, field) if field in TOLD_WHOLE else None)
        if said and role == Qt.ItemDataRole.BackgroundRole:
            return theme.color("warning_soft")
        return self._colour(row, field, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take an edit: show it at once and announce it."""
        field = FIELDS[index.column()]
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not self.can_edit(field):
            return False
        row, text = self.shown[index.row()], str(value or "").strip()
        if getattr(row, field) == text:
            return False
        self.refused.pop((row.organization_id, field), None)
        changed: dict[str, Any] = {field: text}
        self.shown[index.row()] = replace(row, **changed)
        self._tell(index.row(), index.column())
        self.edited.emit(row.organization_id, field, text)
        return True

    def refuse(self, cells: dict[Cell, str]) -> None:
        """Mark the cells that could not be taken, each with the sentence why, until something else is typed into them.

        {} takes all marks off.
        """
        if cells or self.refused:
            self.refused = cells
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.shown) - 1, len(COLUMNS) - 1))

    def meant(self, typed: str) -> list[str]:
        """Return the grades a key may stand for: their number from the best down, or how word or pinyin begin."""
        if typed.isdecimal():
            return list(self.grades[int(typed) - 1 : int(typed)]) if int(typed) else []
        words = {grade: self.label_of(grade) for grade in self.grades}
        exact = [grade for grade, word in words.items() if word == typed]
        return exact or [
            grade
            for grade, word in words.items()
            if word.startswith(typed) or initials(word).startswith(typed.lower())
        ]

    def grade_at(self, index: Index) -> str:
        """Return the code of the grade in a cell, "" while there is none."""
        return str(getattr(self.shown[index.row()], FIELDS[index.column()]))

    def can_edit(self, field: str) -> bool:
        """Tell whether a column can be typed into."""
        return field in EDITABLE and not self.is_locked

    def label_of(self, grade: str) -> str:
        """Return what the scheme calls a grade."""
        return self._scheme.label_of(grade) if self._scheme else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Grades, score, satisfaction, votes and note can be edited."""
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

    def _text(self, row: RatingRow, field: str) -> Any:
        if field == "move":
            return self._move(row)
        if field == "kind":
            return kind_of(row)
        value = getattr(row, field)
        return self.label_of(value) if field in GRADES or field == "last" else value

    def _colour(self, row: RatingRow, field: str, role: int) -> Any:
        ink = role == Qt.ItemDataRole.ForegroundRole
        value = self._move(row) if field == "move" else getattr(row, field)
        if (field in GRADES or field == "last") and value in self.grades:
            tone = grade_tone(self.grades, value)
            return theme.color(tone if ink else f"{tone}_soft")
        return theme.color(MOVE_TONE[value]) if ink and field == "move" and value in MOVE_TONE else None

    def _move(self, row: RatingRow) -> str:
        step = change(row.last, row.final, self._scheme) if self._scheme else None
        return "" if step is None else UP if step > 0 else DOWN if step < 0 else SAME

    def _tell(self, row: int, changed: int) -> None:
        """Tell that a cell has changed, and 升降 with it: told of several at once, a view paints all it shows."""
        for column in (changed, MOVE):
            cell = self.index(row, column)
            self.dataChanged.emit(cell, cell)


def grade_tone(grades: tuple[str, ...], grade: str) -> str:
    """Return the colour role of a grade: the best green, the lowest red, those between blue."""
    return "success" if grade == grades[0] else "danger" if grade == grades[-1] else "info"


def kind_of(row: RatingRow) -> str:
    """Return what kind of branch it is: its 领域, or where that is not known its kind of organization."""
    return codes.label("field", row.field) or row.kind


def _ids(rows: list[RatingRow]) -> list[str]:
    return [row.organization_id for row in rows]


def _alignment(field: str) -> int:
    if field in CENTRED:
        return CENTER
    return RIGHT if field in {"members", "score", "satisfaction"} else LEFT
