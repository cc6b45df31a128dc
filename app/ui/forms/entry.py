"""A small dialog of a few entries that belong to no single record: dates of a round, an acceptance, a bulk entry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError, BadInput
from app.models.store import Store
from app.rules.calendar import Day
from app.rules.dates import parse_date
from app.rules.problems import FieldProblem
from app.ui import failures, theme
from app.ui.forms.checks import ChecksField
from app.ui.forms.enter import EnterMovesOn
from app.ui.forms.fields import ChoiceField, DateField, Field, NoteField, TextField
from app.ui.forms.leaving import AsksBeforeLeaving
from app.ui.session import Session
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label
from app.ui.widgets.messages import MessageBar
from app.ui.widgets.scroll import scroll_area

SHORT, LONG = 64, 300


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing asked for; kinds: text, date, note, long, choice, checks (several of `choices`, joined with ；)."""

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""


class EntryDialog(AsksBeforeLeaving):
    """Asks for the entries and hands them to `save` in the lane; stays open, saying why, until they are taken."""

    def __init__(
        self,
        session: Session,
        title: str,
        entries: Sequence[Entry],
        save: Callable[[Store, dict[str, str]], Any],
        *,
        note: str = "",
        yes: str = "保存",
        done: Callable[[Any], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent or session.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._session, self._save, self._done, self._title = session, save, done, title
        self.fields: dict[str, Field] = {}
        box = QVBoxLayout(self)
        edge = theme.space("l")
        box.setContentsMargins(edge, edge, edge, edge)
        box.setSpacing(theme.space("s"))
        self.message = MessageBar()
        box.addWidget(self.message)
        area, inner = scroll_area()
        if note:
            inner.addWidget(label(note, "soft", wrap=True))
        for entry in entries:
            self._add(entry, inner)
        inner.addStretch(1)
        box.addWidget(area, 1)
        box.addLayout(self._foot(yes))
        EnterMovesOn(self, [cast(QWidget, field) for field in self.fields.values()], self.save_button)
        cast(QWidget, next(iter(self.fields.values()))).setFocus()
        wanted, screen = area.widget().sizeHint(), self.screen().availableSize()
        self.resize(
            min(theme.px(520), screen.width() - 80),
            min(wanted.height() + theme.px(120), screen.height() - 80),
        )
        self._plain_height = self.height()
        self.remember()

    def typed(self) -> object:
        """Return what is typed, to be compared."""
        return self.values()

    def values(self) -> dict[str, str]:
        """Return what is typed or chosen, by name."""
        return {name: field.text_value() for name, field in self.fields.items()}

    def save(self) -> None:
        """Hand over what is typed; the dialog closes when it has been taken."""
        values, save = self.values(), self._save
        self.message.hide()
        self._saved_by_button = self.save_button.hasFocus()
        self.set_saving(True)
        self._session.run(
            lambda store, _progress: save(store, values),
            done=self._on_saved,
            failed=self._on_failed,
            title=self._title,
        )

    def _foot(self, yes: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("取消", self.reject))
        self.save_button = button(yes, self.save, role="primary", keys="Ctrl+S")
        self.save_button.setDefault(True)
        row.addWidget(self.save_button)
        return row

    def _add(self, entry: Entry, box: QVBoxLayout) -> None:
        widget = _widget(entry)
        widget.setAccessibleName(entry.label)
        heading = label(entry.label, "label")
        heading.setBuddy(widget)
        box.addWidget(heading)
        box.addWidget(widget)
        self.fields[entry.name] = cast(Field, widget)
        if entry.value:
            self.fields[entry.name].put(entry.value)

    def _on_saved(self, result: Any) -> None:
        self.accept()
        if self._done is not None:
            self._done(result)

    def _make_room(self) -> None:
        """Be higher by the message, so that it takes no room from the entries, as far as the screen reaches."""
        wanted = self._plain_height + self.message.sizeHint().height() + theme.space("s")
        most = self.screen().availableSize().height() - 80
        self.resize(self.width(), max(self.height(), min(wanted, most)))

    def _on_failed(self, error: BaseException) -> None:
        self.set_saving(False)
        if self._saved_by_button:
            self.save_button.setFocus()
        if isinstance(error, AppError):
            self.message.show_message(str(error), "danger")
            self._make_room()
        else:
            failures.report(self, error)


def day_typed(text: str, what: str) -> date:
    """Return a whole day as people write it. Raises BadInput naming `what`."""
    found = parse_date(text)
    if isinstance(found, FieldProblem):
        raise BadInput(f"{what}：{found.what}" if text else f"请填写{what}。", found.do)
    day = Day.parse(found.iso)
    if not day.is_exact:
        raise BadInput(f"{what}要写到日。", "如 2023-07-01。")
    return day.first


def hundredths_typed(text: str, what: str) -> int | None:
    """Return a number with at most two decimals in hundredths, None for nothing. Raises BadInput naming `what`."""
    plain = text.strip().rstrip("%分")
    if not plain:
        return None
    try:
        value = Decimal(plain) * 100
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value != value.to_integral_value() or value < 0:
        raise BadInput(f"{what}“{text}”不对。", "请填数字，最多两位小数。")
    return int(value)


def _widget(entry: Entry) -> QWidget:
    if entry.kind == "date":
        return DateField()
    if entry.kind in ("note", "long"):
        return NoteField(LONG if entry.kind == "long" else SHORT)
    if entry.kind == "choice":
        return ChoiceField(list(entry.choices), required=True)
    if entry.kind == "checks":
        return ChecksField(entry.choices)
    return TextField(entry.hint)
