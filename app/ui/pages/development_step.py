"""The form of one step of 发展党员: its own fields, what the rules say while it is filled in, a reason where one is due."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.models.store import Store
from app.progress import Progress
from app.rules.dates import parse_date
from app.rules.problems import FieldProblem
from app.rules.reference_steps import StepField
from app.services.development.entries import step_form
from app.services.development.forms import extended_until, suggestions, voter_names
from app.services.development.steps import (
    StepRefused,
    StepResult,
    load_step,
    preview_step,
    record_step,
    remove_step,
)
from app.services.editing import FieldError, FieldErrors
from app.ui import dialogs, failures, theme
from app.ui.forms.cells import FieldCell
from app.ui.forms.enter import EnterMovesOn
from app.ui.forms.fields import Field
from app.ui.forms.leaving import AsksBeforeLeaving
from app.ui.pages.development_fields import (
    PEOPLE,
    WIDE,
    hint_of,
    offer_people,
    on_change,
    put,
    step_widget,
    typed,
)
from app.ui.pages.development_person import source_words
from app.ui.pages.development_votes import DUE, ROLL, Ballot, is_asked
from app.ui.session import Session
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label
from app.ui.widgets.messages import MessageBar

SETTLE_MS = 350
SHOWN = 4
DAY, UNTIL, RESULT, MONTHS = "happened_on", "until_on", "result", "months"


class StepDialog(AsksBeforeLeaving):
    """Enters a step of a case, or corrects the record `record_id`; `done` is called once it is stored.

    `about` says below the title whose step it is and when it may be taken.
    """

    def __init__(
        self,
        session: Session,
        case_id: str,
        step: str,
        *,
        title: str,
        about: str = "",
        record_id: str | None = None,
        done: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent or session.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._session, self._case, self._step, self._done = session, case_id, step, done
        self._record = record_id
        self._seq: int | None = None
        self._until = ""
        self._offered_for: date | None = None
        self.fields: dict[str, QWidget] = {}
        self.cells: dict[str, FieldCell] = {}
        self.counted = label("", "soft", wrap=True)
        self.specs: tuple[StepField, ...] = step_form(step).fields
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self.look)
        self._build(about)
        if record_id is not None:
            self._load(record_id)
        self._ballot = Ballot(self.fields, self.counted) if DUE in self.fields else None
        self._follow()
        self._offer_people(session.as_of)
        self._before = self._values()
        for widget in self.fields.values():
            on_change(widget, self._timer.start)
            on_change(widget, self._follow)
        EnterMovesOn(self, list(self.fields.values()), self.save_button)
        self.fields[DAY].setFocus()
        self.remember()

    def typed(self) -> object:
        """Return what is typed, to be compared."""
        return self._values(), self.reason.toPlainText()

    def _load(self, record_id: str) -> None:
        _, self._seq, values = load_step(self._session.reader, record_id)
        for spec in self.specs:
            put(self.fields[spec.name], spec, values.get(spec.name))
        if (day := self._day()) is not None:
            self._extend(day)

    def save(self) -> None:
        """Check and save; the dialog closes when the step is stored."""
        case_id, step, seq, values = self._case, self._step, self._seq, self._changed()
        as_of, actor, reason = self._session.as_of, self._session.actor, self.reason.toPlainText().strip()
        self._show_errors([])
        self.set_saving(True)

        def task(store: Store, _progress: Progress) -> StepResult:
            return record_step(
                store, case_id, step, values, seq=seq, override_reason=reason, as_of=as_of, actor=actor
            )

        self._session.run(task, done=lambda _result: self._close(), failed=self._on_failed, title="正在保存")

    def remove(self) -> None:
        """Take a step entered in error off the case, once that has been confirmed."""
        question = "这一步和登记过的内容从案卷里去掉。去掉错了，可以用“撤销”找回来。"
        if self._record is None or not dialogs.ask(self, "移除这一步", question, yes="移除", tone="warning"):
            return
        record, as_of, actor = self._record, self._session.as_of, self._session.actor
        self.set_saving(True)

        def task(store: Store, _progress: Progress) -> None:
            remove_step(store, record, as_of=as_of, actor=actor)

        self._session.run(task, done=lambda _none: self._close(), failed=self._on_failed, title="正在移除")

    def _build(self, about: str) -> None:
        box = QVBoxLayout(self)
        edge = theme.space("l")
        box.setContentsMargins(edge, edge, edge, edge)
        box.setSpacing(theme.space("s"))
        if about:
            box.addWidget(label(about, "soft", wrap=True))
        self.message = MessageBar()
        box.addWidget(self.message)
        inside = QWidget()
        inside.setObjectName("scrolled")
        inside.setLayout(self._grid())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        box.addWidget(area, 1)
        self.why = label("理由（确有依据的，写明后可以登记，理由随案卷保存）", "label", wrap=True)
        self.reason = QPlainTextEdit()
        self.reason.setFixedHeight(theme.px(56))
        self.reason.setTabChangesFocus(True)
        self.reason.setAccessibleName("理由")
        for part in (self.why, self.reason):
            part.hide()
            box.addWidget(part)
        box.addLayout(self._foot())
        screen = self.screen().availableSize()
        wanted = inside.sizeHint()
        self.resize(
            max(theme.px(620), min(wanted.width() + 3 * edge, screen.width() - 80)),
            min(wanted.height() + theme.px(190), screen.height() - 80),
        )

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label("带 * 的必须填写", "faint"))
        if self._record is not None:
            row.addWidget(button("移除这一步…", self.remove, icon="delete", role="link"))
        row.addStretch(1)
        row.addWidget(button("取消", self.reject))
        self.save_button = button("保存", self.save, role="primary", tip="Ctrl+S")
        self.save_button.setShortcut("Ctrl+S")
        row.addWidget(self.save_button)
        return row

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("xl"))
        grid.setVerticalSpacing(theme.space("s"))
        place = 0
        for spec in self.specs:
            wide = spec.kind in WIDE
            place += place % 2 if wide else 0
            if spec.name == ROLL:
                place += place % 2
                grid.addWidget(self.counted, place // 2, 0, 1, 2)
                place += 2
            grid.addWidget(self._cell(spec), place // 2, place % 2, 1, 2 if wide else 1)
            place += 2 if wide else 1
        for side in range(2):
            grid.setColumnStretch(side, 1)
            grid.setColumnMinimumWidth(side, theme.px(270))
        grid.setRowStretch(place // 2 + 1, 1)
        return grid

    def _cell(self, spec: StepField) -> QWidget:
        widget = step_widget(spec, self._session.reader)
        cell = FieldCell(spec.label, widget, required=spec.required, hint=hint_of(spec))
        self.fields[spec.name], self.cells[spec.name] = widget, cell
        return cell

    def _follow(self) -> None:
        """Show what belongs to what is filled in, and bring 应到 and the words about the ballot up to what is typed."""
        for spec in self.specs:
            self.cells[spec.name].setVisible(is_asked(spec, self.fields))
        if self._ballot is not None:
            self._ballot.follow()

    def _values(self) -> dict[str, Any]:
        return {
            spec.name: typed(self.fields[spec.name]) if is_asked(spec, self.fields) else ""
            for spec in self.specs
        }

    def _changed(self) -> dict[str, Any]:
        values = self._values()
        if self._seq is None:
            return values
        return {name: value for name, value in values.items() if value != self._before[name]}

    def look(self) -> None:
        """Offer what follows from the day, and say what the rules think of the step as it is filled in."""
        if self._session.closed:
            return
        self._suggest()
        try:
            found = preview_step(
                self._session.reader,
                self._case,
                self._step,
                self._changed(),
                seq=self._seq,
                as_of=self._session.as_of,
            )
        except AppError:
            return
        if not found:
            self.message.hide()
            return
        words = "\n".join(f"{one.level.label}：{one.message}（{source_words(one)}）" for one in found[:SHOWN])
        self.message.show_message(words, "warning")

    def _day(self) -> date | None:
        """Return the day of the step where it is typed to the day."""
        day = parse_date(str(typed(self.fields[DAY])))
        if day is None or isinstance(day, FieldProblem) or len(day.iso) < len("2023-07-01"):
            return None
        return day.first

    def _suggest(self) -> None:
        day, reader = self._day(), self._session.reader
        if day is None:
            return
        try:
            self._offer_people(day)
            offered = {} if self._record else suggestions(reader, self._case, self._step, on=day)
        except AppError:
            return
        for spec in self.specs:
            if spec.name in offered and is_asked(spec, self.fields) and not typed(self.fields[spec.name]):
                put(self.fields[spec.name], spec, offered[spec.name])
        self._extend(day)

    def _offer_people(self, day: date) -> None:
        """Offer the members the branch has on a day wherever people are named."""
        if day == self._offered_for:
            return
        self._offered_for = day
        named = [self.fields[spec.name] for spec in self.specs if spec.kind in PEOPLE]
        names = voter_names(self._session.reader, self._case, on=day) if named else []
        for widget in named:
            offer_people(widget, names)

    def _extend(self, day: date) -> None:
        """Let the end of an extended 预备期 follow its months until another end is typed."""
        months = typed(self.fields[MONTHS]) if MONTHS in self.fields else ""
        if not months.isdecimal():
            return
        was, self._until = (
            self._until,
            extended_until(self._session.reader, self._case, int(months), on=day),
        )
        if typed(self.fields[UNTIL]) == was:
            cast(Field, self.fields[UNTIL]).put(self._until)

    def _show_errors(self, errors: list[FieldError]) -> None:
        for name, cell in self.cells.items():
            cell.show_errors([error.message for error in errors if error.field == name])
        elsewhere = [error.message for error in errors if error.field not in self.cells]
        if elsewhere:
            self.message.show_message("\n".join(elsewhere), "danger")
        first = next((error.field for error in errors if error.field in self.fields), None)
        if first is not None:
            self.fields[first].setFocus()

    def _close(self) -> None:
        self.accept()
        if self._done is not None:
            self._done()

    def _on_failed(self, error: BaseException) -> None:
        self.set_saving(False)
        if isinstance(error, FieldErrors):
            self._show_errors(error.errors)
        elif isinstance(error, StepRefused):
            self.message.show_message(str(error), "danger")
            for part in (self.why, self.reason):
                part.setVisible(error.may_override)
            self.reason.setFocus()
        elif isinstance(error, AppError):
            dialogs.show_error(self, error)
        else:
            failures.report(self, error)
