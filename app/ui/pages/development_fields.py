"""The widgets of a step's own form: made by the kind of the field, read and filled as text."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from app.models.store import Store
from app.rules.reference_forms import FormField
from app.rules.reference_steps import StepField
from app.ui.forms.fields import Field, make_field
from app.ui.pages.development_votes import LeftOutButton, LeftOutEditor, when_left_out_changes

PEOPLE = frozenset({"people", "left_out"})
KINDS = {"organization": "ref", "decimal": "text", "people": "text", "texts": "text", "booklet": "text"}
WIDE = {"note", "left_out"}


def step_widget(spec: StepField, store: Store, *, narrow: bool = False) -> QWidget:
    """Return the widget of a field, for a `narrow` place if asked; read it with `typed` and fill it with `put`."""
    if spec.kind == "left_out":
        return LeftOutButton() if narrow else LeftOutEditor()
    kind = KINDS.get(spec.kind, spec.kind)
    table = "organization" if spec.kind == "organization" else ""
    plain = FormField(spec.name, spec.label, kind, spec.required, dict(spec.choices or {}), table)
    made = make_field(plain, store)
    made.setToolTip(hint_of(spec))
    return made


def hint_of(spec: StepField) -> str:
    """Return what helps to fill in a field, "" for nothing."""
    between = "姓名之间用顿号隔开" if spec.kind == "people" else ""
    return "；".join(part for part in (spec.hint, between) if part)


def typed(widget: QWidget) -> Any:
    """Return what is typed: text, or the list of those left out."""
    if isinstance(widget, LeftOutEditor | LeftOutButton):
        return widget.entries()
    return cast(Field, widget).text_value()


def put(widget: QWidget, spec: StepField, value: Any) -> None:
    """Show a stored or suggested value."""
    if isinstance(widget, LeftOutEditor | LeftOutButton):
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
    else:
        when_left_out_changes(widget, told)


class NamesCompleter(QCompleter):
    """Completes the last of several names with 、 between them."""

    def __init__(self, names: Sequence[str], line: QLineEdit) -> None:
        super().__init__(list(names), line)
        self._line = line
        self.setFilterMode(Qt.MatchFlag.MatchContains)

    def splitPath(self, path: str) -> list[str]:
        """Look for the last name only."""
        return [path.rpartition("、")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Put the name chosen behind those before it."""
        before, between, _ = self._line.text().rpartition("、")
        return f"{before}{between}{index.data()}"


def offer_people(widget: QWidget, names: Sequence[str]) -> None:
    """Offer members of the branch while names are typed."""
    if isinstance(widget, LeftOutEditor | LeftOutButton):
        widget.offer(names)
    elif isinstance(widget, QLineEdit):
        widget.setCompleter(NamesCompleter(names, widget))
