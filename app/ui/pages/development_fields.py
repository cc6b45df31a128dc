"""The widgets of a step's own form: those of every form, and the list of those left out of 应到."""

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.models.store import Store
from app.rules.development.checks.ballots import LEFT_OUT_REASONS
from app.rules.reference_forms import FieldSpec
from app.rules.reference_steps import StepField
from app.ui import icons, theme
from app.ui.forms.fields import Field, make_field
from app.ui.widgets.buttons import button

KINDS = {"organization": "ref", "decimal": "text", "people": "text", "texts": "text", "booklet": "text"}
WIDE = {"note", "left_out"}
NOTE_HEIGHT = 52


def step_widget(spec: StepField, store: Store) -> QWidget:
    """Return the widget of a field; read it with `typed` and fill it with `put`."""
    if spec.kind == "left_out":
        return LeftOutEditor()
    kind = KINDS.get(spec.kind, spec.kind)
    table = "organization" if spec.kind == "organization" else ""
    plain = FieldSpec(spec.name, spec.label, kind, spec.required, dict(spec.choices or {}), table)
    made = make_field(plain, store)
    if isinstance(made, QPlainTextEdit):
        # The style sheet's least height wins over the widget's own where room is short.
        made.setStyleSheet(f"min-height: {theme.px(NOTE_HEIGHT)}px;")
    hint = spec.hint or ("姓名之间用顿号隔开" if spec.kind == "people" else "")
    if hint:
        made.setToolTip(hint)
        if isinstance(made, QLineEdit) and not made.placeholderText():
            made.setPlaceholderText(hint)
    return made


def typed(widget: QWidget) -> Any:
    """Return what is typed: text, or the list of those left out."""
    return widget.entries() if isinstance(widget, LeftOutEditor) else cast(Field, widget).text_value()


def put(widget: QWidget, spec: StepField, value: Any) -> None:
    """Show a stored or suggested value."""
    if isinstance(widget, LeftOutEditor):
        widget.show_entries(value if isinstance(value, list) else [])
        return
    if isinstance(value, list):
        value = "、".join(str(one["name"] if isinstance(one, dict) else one) for one in value)
    text = {True: "1", False: "0"}[value] if isinstance(value, bool) else str(value or "")
    if spec.kind == "flag":
        text = {"是": "1", "否": "0"}.get(text, text)
    cast(Field, widget).put(text)


def on_change(widget: QWidget, told: Callable[[], object]) -> None:
    """Call `told` whenever what is typed changes."""
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        widget.textChanged.connect(lambda *_text: told())
    elif isinstance(widget, QComboBox):
        widget.currentTextChanged.connect(lambda _text: told())


def let_enter_be(dialog: QDialog) -> None:
    """Let Enter in a field press no button: these dialogs are filled in step by step."""
    for part in dialog.findChildren(QPushButton):
        part.setAutoDefault(False)


class LeftOutEditor(QWidget):
    """One line a member left out of 应到: name, reason, and whether both consents are there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[QWidget, QLineEdit, QComboBox, QCheckBox, QCheckBox]] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.space("xs"))
        self._box.addWidget(
            button("增加一名", self.add, icon="add", role="link"), 0, Qt.AlignmentFlag.AlignLeft
        )

    def add(self, entry: dict[str, Any] | None = None) -> None:
        """Add a line."""
        held = entry or {}
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        name = QLineEdit(str(held.get("name", "")))
        name.setPlaceholderText("姓名")
        name.setFixedWidth(theme.px(110))
        reason = QComboBox()
        for code, words in LEFT_OUT_REASONS.items():
            reason.addItem(words, code)
        reason.setCurrentIndex(max(0, reason.findData(held.get("reason"))))
        reason.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        above, meeting = QCheckBox("上级同意"), QCheckBox("大会通过")
        above.setChecked(bool(held.get("agreed_above")))
        meeting.setChecked(bool(held.get("passed_by_meeting")))
        remove = QToolButton()
        remove.setIcon(icons.icon("close"))
        remove.setToolTip("去掉这一名")
        remove.clicked.connect(lambda: self._remove(line))
        row.addWidget(name)
        row.addWidget(reason, 1)
        for part in (above, meeting, remove):
            row.addWidget(part)
        self._lines.append((line, name, reason, above, meeting))
        self._box.insertWidget(len(self._lines) - 1, line)

    def entries(self) -> list[dict[str, Any]]:
        """Return the lines that have a name."""
        return [
            {
                "name": name.text().strip(),
                "reason": reason.currentData(),
                "agreed_above": above.isChecked(),
                "passed_by_meeting": meeting.isChecked(),
            }
            for _, name, reason, above, meeting in self._lines
            if name.text().strip()
        ]

    def show_entries(self, entries: list[dict[str, Any]]) -> None:
        """Show these members."""
        for line, *_ in list(self._lines):
            self._remove(line)
        for entry in entries:
            self.add(entry)

    def _remove(self, line: QWidget) -> None:
        self._lines = [one for one in self._lines if one[0] is not line]
        line.deleteLater()
