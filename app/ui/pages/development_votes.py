"""The ballot in the form of a 党员大会: who is left out of 应到, 应到 that follows from it, what the numbers mean so far."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.rules.development.checks.ballots import LEFT_OUT_REASONS
from app.rules.reference_steps import StepField
from app.services.development.voting import NUMBERS, ballot_words
from app.ui import icons, theme
from app.ui.forms.fields import Field
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label
from app.ui.widgets.scroll import scroll_area

ROLL, DUE, LEFT_OUT, EXCUSED = "votes.roll", "votes.due", "votes.left_out", "excused."
LEAVE_OUT_RULE = (
    "有下列情形之一的党员，经上级党组织同意、并经党员大会通过，可以不计入应到会人数。"
    "每名一行，选明属于哪一种，两道手续办了的打勾。"
)


class LeftOutEditor(QWidget):
    """One line a member left out of 应到: name, reason, and whether both consents are there."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[LeftOutLine] = []
        self._names: list[str] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.space("xs"))
        self.more = button("增加一名", self.add, icon="add", role="link")
        self._box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def add(self, entry: Mapping[str, Any] | None = None) -> None:
        """Add a line; one added by hand takes the cursor."""
        line = LeftOutLine(entry or {}, self._names)
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._remove(line))
        self.lines.append(line)
        self._box.insertWidget(len(self.lines) - 1, line)
        if entry is None:
            line.name.setFocus()

    def entries(self) -> list[dict[str, Any]]:
        """Return the lines that have a name."""
        return [line.entry() for line in self.lines if line.name.text().strip()]

    def show_entries(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Show these members."""
        for line in list(self.lines):
            self._remove(line)
        for entry in entries:
            self.add(entry)

    def offer(self, names: Sequence[str]) -> None:
        """Offer the members on the roll while a name is typed."""
        self._names = list(names)
        for line in self.lines:
            line.offer(self._names)

    def _remove(self, line: "LeftOutLine") -> None:
        self.lines.remove(line)
        line.deleteLater()
        self.changed.emit()


class LeftOutLine(QWidget):
    """One member left out."""

    changed = Signal()
    removed = Signal()

    def __init__(self, held: Mapping[str, Any], names: Sequence[str]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.name = QLineEdit(str(held.get("name", "")))
        self.name.setPlaceholderText("姓名")
        self.name.setAccessibleName("不计入应到会人数的党员姓名")
        self.name.setFixedWidth(theme.px(110))
        self.offer(names)
        self.reason = QComboBox()
        self.reason.setAccessibleName("不计入的理由")
        for code, words in LEFT_OUT_REASONS.items():
            self.reason.addItem(words, code)
            self.reason.setItemData(self.reason.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        self.reason.setCurrentIndex(max(0, self.reason.findData(held.get("reason"))))
        self.reason.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.above, self.meeting = QCheckBox("上级同意"), QCheckBox("大会通过")
        self.above.setChecked(bool(held.get("agreed_above")))
        self.meeting.setChecked(bool(held.get("passed_by_meeting")))
        remove = QToolButton()
        remove.setIcon(icons.icon("close"))
        remove.setToolTip("去掉这一名")
        remove.clicked.connect(self.removed)
        row.addWidget(self.name)
        row.addWidget(self.reason, 1)
        for part in (self.above, self.meeting, remove):
            row.addWidget(part)
        self.name.textChanged.connect(self.changed)
        self.reason.currentIndexChanged.connect(self._on_reason)
        self.above.toggled.connect(self.changed)
        self.meeting.toggled.connect(self.changed)
        self._on_reason()

    def entry(self) -> dict[str, Any]:
        """Return what the line says."""
        return {
            "name": self.name.text().strip(),
            "reason": self.reason.currentData(),
            "agreed_above": self.above.isChecked(),
            "passed_by_meeting": self.meeting.isChecked(),
        }

    def offer(self, names: Sequence[str]) -> None:
        """Offer names while one is typed."""
        completer = QCompleter(list(names), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.name.setCompleter(completer)

    def _on_reason(self) -> None:
        self.reason.setToolTip(self.reason.currentText())
        self.changed.emit()


class LeftOutButton(QWidget):
    """The same list where there is no room for it: a button that says how many, and opens it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[dict[str, Any]] = []
        self._names: list[str] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space("xs"))
        self.open_button = button("", self.ask, icon="people")
        self.named = label("", "faint", wrap=True)
        box.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.named)
        self.show_entries([])

    def entries(self) -> list[dict[str, Any]]:
        """Return the members left out."""
        return self._entries

    def show_entries(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Show these members."""
        self._entries = [dict(one) for one in entries]
        number = len(self._entries)
        self.open_button.setText(f"{number} 名，点开查看…" if number else "没有，点开填写…")
        self.named.setText("、".join(str(one["name"]) for one in self._entries))
        self.named.setVisible(bool(number))
        self.changed.emit()

    def offer(self, names: Sequence[str]) -> None:
        """Offer the members on the roll while a name is typed."""
        self._names = list(names)

    def ask(self) -> "LeftOutDialog":
        """Open the list."""
        dialog = LeftOutDialog(self._entries, self._names, self)
        dialog.accepted.connect(lambda: self.show_entries(dialog.editor.entries()))
        dialog.open()
        return dialog


class LeftOutDialog(QDialog):
    """Who is left out of 应到 of one meeting."""

    def __init__(
        self, entries: Sequence[Mapping[str, Any]], names: Sequence[str], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("不计入应到会人数的党员")
        box = QVBoxLayout(self)
        edge = theme.space("l")
        box.setContentsMargins(edge, edge, edge, edge)
        box.addWidget(label(LEAVE_OUT_RULE, "soft", wrap=True))
        area, inside = scroll_area()
        self.editor = LeftOutEditor()
        self.editor.offer(names)
        self.editor.show_entries(entries)
        inside.addWidget(self.editor)
        inside.addStretch(1)
        box.addWidget(area, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("取消", self.reject))
        row.addWidget(button("确定", self.accept, role="primary"))
        box.addLayout(row)
        if not entries:
            self.editor.add()
        screen = self.screen().availableSize()
        self.resize(min(theme.px(860), screen.width() - 80), min(theme.px(420), screen.height() - 80))


class Ballot:
    """Keeps 应到 at the roll less those left out until it is typed otherwise, and says what the numbers mean so far."""

    def __init__(self, fields: Mapping[str, QWidget], note: QLabel) -> None:
        self._fields, self._note = fields, note
        self._seen = self._counted()

    def follow(self) -> None:
        """Bring 应到 and the words up to what is typed."""
        seen, now = self._seen, self._counted()
        if now != seen and self._text(DUE) in ("", _due(*seen)):
            cast(Field, self._fields[DUE]).put(_due(*now))
        self._seen = now
        words, is_good = ballot_words({name: self._text(f"votes.{name}") for name in NUMBERS})
        self._note.setText(words)
        self._note.setProperty("role", "soft" if is_good else "error")
        theme.repolish(self._note)

    def _counted(self) -> tuple[str, int]:
        return self._text(ROLL), len(left_out(self._fields[LEFT_OUT]))

    def _text(self, name: str) -> str:
        found = self._fields.get(name)
        return cast(Field, found).text_value() if found is not None else ""


def is_asked(spec: StepField, fields: Mapping[str, QWidget]) -> bool:
    """Tell whether a field belongs to what is filled in: to the result chosen, or to members left out at all."""
    if spec.name.startswith(EXCUSED):
        return bool(left_out(fields[LEFT_OUT]))
    return not spec.when or cast(Field, fields["result"]).text_value() == spec.when


def left_out(widget: QWidget) -> list[dict[str, Any]]:
    """Return those left out."""
    return cast(LeftOutEditor | LeftOutButton, widget).entries()


def when_left_out_changes(widget: QWidget, told: Callable[[], object]) -> None:
    """Call `told` whenever somebody else is left out."""
    cast(LeftOutEditor | LeftOutButton, widget).changed.connect(lambda: told())


def _due(roll: str, left: int) -> str:
    return str(max(int(roll) - left, 0)) if roll.isdecimal() else ""
