"""One widget per kind of field, all speaking text: what is typed goes to the checks as it is."""

import datetime
from typing import Protocol

from PySide6.QtCore import QDate, QPoint, QStringListModel, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QCompleter,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
    QWidgetAction,
)

from app.models.store import Store
from app.rules.reference_forms import FormField
from app.services import editing
from app.ui import icons, theme
from app.ui.forms.person_field import PersonField

HINTS = {
    "date": "如 2023-07-01、2023-07",
    "money": "元，如 12800.50",
    "id_number": "18 位公民身份号码",
    "phone": "手机或座机",
    "year": "如 2023",
    "score": "如 92.5",
    "number": "整数",
}
DATE_TIP = "只知道年月就填 2023-07。写成 2023.7.1、2023年7月1日、20230701 也认得。"
FLAGS = (("", ""), ("1", "是"), ("0", "否"))
LONG_LIST = 12


class Field(Protocol):
    """What the form dialog needs of a field's widget."""

    def text_value(self) -> str:
        """Return what is typed or chosen, as text."""

    def put(self, text: str) -> None:
        """Show a value."""


class TextField(QLineEdit):
    """A line of text."""

    def __init__(self, hint: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(hint)

    def text_value(self) -> str:
        """Return what is typed."""
        return self.text().strip()

    def put(self, text: str) -> None:
        """Show a value, from its beginning."""
        self.setText(text)
        self.setCursorPosition(0)


class DateField(TextField):
    """A date to type any way people write it, or to pick from a calendar."""

    def __init__(self) -> None:
        super().__init__(HINTS["date"])
        self.setToolTip(DATE_TIP)
        pick = QAction(icons.icon("calendar"), "从日历中选", self)
        pick.triggered.connect(self._pick)
        self.addAction(pick, QLineEdit.ActionPosition.TrailingPosition)

    def _pick(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        typed = QDate.fromString(self.text().strip(), Qt.DateFormat.ISODate)
        if typed.isValid():
            calendar.setSelectedDate(typed)
        shown = QWidgetAction(menu)
        shown.setDefaultWidget(calendar)
        menu.addAction(shown)
        for chosen in (calendar.clicked, calendar.activated):
            chosen.connect(lambda day: self.put(_iso(day)))
            chosen.connect(menu.close)
        QTimer.singleShot(0, calendar, calendar.setFocus)
        menu.exec(self.mapToGlobal(QPoint(0, self.height() + 2)))


class NoteField(QPlainTextEdit):
    """A few lines of text, `height` pixels at 100 % high; Tab goes on to the next field."""

    def __init__(self, height: int = 64) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setStyleSheet(
            f"QPlainTextEdit {{ min-height: {theme.px(height)}px; max-height: {theme.px(height)}px; }}"
        )

    def text_value(self) -> str:
        """Return what is typed."""
        return self.toPlainText().strip()

    def put(self, text: str) -> None:
        """Show a value."""
        self.setPlainText(text)


class ChoiceField(QComboBox):
    """A choice from a list; a long list can be searched by typing a part of a name."""

    def __init__(self, options: list[tuple[str, str]], *, required: bool) -> None:
        super().__init__()
        self.setMaxVisibleItems(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        if not any(value == "" for value, _ in options):
            self.addItem("（请选择）" if required else "", "")
        for value, shown in options:
            self.addItem(shown, value)
        if len(options) > LONG_LIST:
            self._make_searchable([shown for _, shown in options])

    def text_value(self) -> str:
        """Return the value chosen; words that are on no list come back as typed, for the checks to refuse."""
        if self.isEditable():
            typed = self.currentText().strip()
            place = self.findText(typed)
            return str(self.itemData(place)) if place >= 0 else typed
        return str(self.currentData() or "")

    def put(self, text: str) -> None:
        """Choose a value."""
        place = self.findData(text)
        if place < 0 and text:
            self.addItem(text, text)
            place = self.count() - 1
        self.setCurrentIndex(max(0, place))
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def _make_searchable(self, shown: list[str]) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = QLineEdit()
        line.setPlaceholderText("输入一部分名称即可查找")
        self.setLineEdit(line)
        completer = QCompleter(QStringListModel(shown, self), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)


def make_field(spec: FormField, store: Store) -> QWidget:
    """Return the widget of a field; it is a Field."""
    if spec.kind == "flag":
        return ChoiceField(list(FLAGS), required=False)
    if spec.kind == "ref" and spec.table == "person":
        return PersonField(store)
    if spec.kind in ("choice", "ref"):
        return ChoiceField(editing.options(store, spec), required=spec.required)
    if spec.kind == "date":
        return DateField()
    if spec.kind == "note":
        return NoteField()
    return TextField(HINTS.get(spec.kind, ""))


def _iso(day: QDate) -> str:
    return datetime.date(day.year(), day.month(), day.day()).isoformat()
