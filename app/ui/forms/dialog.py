"""The dialog that adds or corrects one record, made from the form's declaration; errors stand beside their field."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import AppError
from app.models.store import Store
from app.progress import Progress
from app.rules.reference_forms import FormField
from app.services import editing
from app.ui import dialogs, failures, theme
from app.ui.forms.cells import FieldCell
from app.ui.forms.enter import EnterMovesOn
from app.ui.forms.fields import Field, make_field
from app.ui.forms.leaving import AsksBeforeLeaving
from app.ui.session import Session
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label
from app.ui.widgets.messages import MessageBar

MANY_FIELDS = 7


class FormDialog(AsksBeforeLeaving):
    """Saves through the lane; stays open, with the errors shown, until the record can be taken.

    `values` are filled in beforehand; fields in `hidden` are saved with those values but not shown; `fields`
    narrows the form to some of its fields; `widgets` (they are Fields) take the place of the usual ones. Of a record
    that is written together with others, `specs` are all the fields asked for and `write` does the writing.
    Shown with `open()`; `done` gets the record's id when it is stored.
    """

    def __init__(
        self,
        session: Session,
        kind: str,
        *,
        record_id: str | None = None,
        values: dict[str, str] | None = None,
        hidden: Collection[str] = (),
        fields: Collection[str] | None = None,
        widgets: Mapping[str, QWidget] | None = None,
        specs: Sequence[FormField] | None = None,
        write: Callable[[Store, dict[str, str]], str] | None = None,
        title: str = "",
        done: Callable[[str], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent or session.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._kind, self._record_id, self._done = session, kind, record_id, done
        self._hidden = {name: (values or {}).get(name, "") for name in hidden}
        self._write = write
        self.specs = [
            spec
            for spec in specs or editing.fields(kind)
            if spec.name not in self._hidden and (fields is None or spec.name in fields)
        ]
        self._widgets = widgets or {}
        self.fields: dict[str, Field] = {}
        self.cells: dict[str, FieldCell] = {}
        self._before = editing.load(session.reader, kind, record_id) if record_id else {}
        self.setWindowTitle(title or f"{'修改' if record_id else '新增'}{editing.title(kind)}")
        self._build()
        self._fill({**self._before, **(values or {})})
        first = next(iter(self.fields.values()))
        empty = (field for field in self.fields.values() if not field.text_value())
        cast(QWidget, first if record_id else next(empty, first)).setFocus()
        self.remember()

    def typed(self) -> object:
        """Return what is typed, to be compared."""
        return self.values()

    def values(self) -> dict[str, str]:
        """Return what is typed, for a correction only the fields that differ from what was stored."""
        typed = {name: field.text_value() for name, field in self.fields.items()}
        if self._record_id:
            return {name: text for name, text in typed.items() if text != self._before.get(name, "")}
        return {**self._hidden, **typed}

    def save(self) -> None:
        """Check and save; the dialog closes when the record is stored."""
        values = self.values()
        if self._record_id and not values:
            self.accept()
            return
        kind, record_id, actor, write = self._kind, self._record_id, self._session.actor, self._write
        self._show_errors([])
        self.set_saving(True)

        def task(store: Store, _progress: Progress) -> str:
            if write is not None:
                return write(store, values)
            return editing.save(store, kind, values, record_id=record_id, actor=actor)

        self._session.run(task, done=self._on_saved, failed=self._on_failed, title="正在保存")

    def _build(self) -> None:
        box = QVBoxLayout(self)
        edge = theme.space("l")
        box.setContentsMargins(edge, edge, edge, edge)
        box.setSpacing(theme.space("m"))
        self.message = MessageBar()
        box.addWidget(self.message)
        scrolled = QWidget()
        scrolled.setObjectName("scrolled")
        scrolled.setLayout(self._grid())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(scrolled)
        box.addWidget(area, 1)
        row = QHBoxLayout()
        row.addWidget(label("带 * 的必须填写", "faint"))
        row.addStretch(1)
        row.addWidget(button("取消", self.reject))
        self.save_button = button("保存", self.save, role="primary", keys="Ctrl+S")
        self.save_button.setDefault(True)
        row.addWidget(self.save_button)
        box.addLayout(row)
        EnterMovesOn(self, [cast(QWidget, field) for field in self.fields.values()], self.save_button)
        wanted = scrolled.sizeHint()
        screen = self.screen().availableSize()
        self.resize(
            max(theme.px(520), min(wanted.width() + 3 * edge, screen.width() - 80)),
            min(wanted.height() + theme.px(150), screen.height() - 80),
        )

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("xl"))
        grid.setVerticalSpacing(theme.space("s"))
        sides = 2 if len(self.specs) > MANY_FIELDS else 1
        place = 0
        for spec in self.specs:
            wide = sides == 2 and spec.kind == "note"
            if wide and place % 2:
                place += 1
            cell = self._cell(spec)
            grid.addWidget(cell, place // sides, place % sides, 1, 2 if wide else 1)
            place += 2 if wide else 1
        for side in range(sides):
            grid.setColumnStretch(side, 1)
            grid.setColumnMinimumWidth(side, theme.px(270))
        grid.setRowStretch(place // sides + 1, 1)
        return grid

    def _cell(self, spec: FormField) -> QWidget:
        widget = self._widgets.get(spec.name) or make_field(spec, self._session.reader)
        cell = FieldCell(spec.label, widget, required=spec.required)
        self.fields[spec.name], self.cells[spec.name] = cast(Field, widget), cell
        return cell

    def _fill(self, values: dict[str, str]) -> None:
        for name, field in self.fields.items():
            if values.get(name):
                field.put(values[name])

    def _show_errors(self, errors: list[editing.FieldError]) -> None:
        self.message.hide()
        for name, cell in self.cells.items():
            cell.show_errors([error.message for error in errors if error.field == name])
        elsewhere = [error.message for error in errors if error.field not in self.cells]
        if elsewhere:
            self.message.show_message("\n".join(elsewhere), "danger")
        first = next((error.field for error in errors if error.field in self.fields), None)
        if first is not None:
            cast(QWidget, self.fields[first]).setFocus()

    def _on_saved(self, record_id: str) -> None:
        self.accept()
        if self._done is not None:
            self._done(record_id)

    def _on_failed(self, error: BaseException) -> None:
        self.set_saving(False)
        if isinstance(error, editing.FieldErrors):
            self._show_errors(error.errors)
        elif isinstance(error, AppError):
            dialogs.show_error(self, error)
        else:
            failures.report(self, error)
