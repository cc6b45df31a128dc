"""The bulk step: after a meeting or a reply, one step of many people at once, with what the rules say of each."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.models.store import Store
from app.progress import Progress
from app.rules.reference_steps import StepField
from app.services import boards
from app.services.boards import BoardRow, StepHead
from app.services.development.bulk import BulkRefused, BulkRow, bulk_step, preview_bulk
from app.services.development.entries import step_form
from app.services.development.forms import VOTED, suggestions, voter_names
from app.ui import failures, theme
from app.ui.forms.enter import let_enter_be
from app.ui.forms.entry import day_typed
from app.ui.forms.leaving import AsksBeforeLeaving
from app.ui.latest import Latest
from app.ui.pages.development_bulk_table import FITS, NOT_LOOKED, SAID, BulkTable
from app.ui.pages.development_fields import (
    hint_of,
    offer_people,
    on_change,
    put,
    step_widget,
    typed,
)
from app.ui.pages.development_votes import DUE, LEFT_OUT, ROLL, Ballot, is_asked
from app.ui.session import Session
from app.ui.widgets.buttons import button, say_on
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import clear
from app.ui.widgets.messages import MessageBar
from app.ui.widgets.scroll import scroll_area

SETTLE_MS = 350
NAMED = 3
DAY, NOTICE = "happened_on", "08a"
OPEN_STATES = frozenset({boards.CURRENT, boards.LATE, boards.MISSING, boards.WAITING})
TURN_STATES = frozenset({boards.CURRENT, boards.LATE})


class BulkDialog(AsksBeforeLeaving):
    """Chooses people and a step, and writes it for all of them in one operation; `done` gets its sentence."""

    def __init__(
        self,
        session: Session,
        people: Sequence[BoardRow],
        *,
        done: Callable[[str], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent or session.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("批量登记一个步骤")
        self._session, self._people, self._done = session, list(people), done
        self.steps: tuple[StepHead, ...] = boards.board_steps(session.as_of)
        self.fields: dict[str, QWidget] = {}
        self._holders: dict[str, QWidget] = {}
        self._ballot: Ballot | None = None
        self._is_mixed = False
        self._latest = Latest(session, self)
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self.look)
        self._build()
        let_enter_be(self)
        self._show_step()

    @property
    def code(self) -> str:
        """The step chosen."""
        return str(self.step.currentData())

    def typed(self) -> object:
        """Return what is typed, to be compared."""
        return self._shared(), self.table.own_values(), self.table.reasons()

    def save(self) -> None:
        """Write the step for all who are ticked; the dialog closes when it is stored for everyone."""
        cases, code, shared = self.table.ticked(), self.code, self._shared()
        own, reasons = self.table.own_values(), self.table.reasons()
        as_of, actor = self._session.as_of, self._session.actor
        self.set_saving(True)

        def task(store: Store, _progress: Progress) -> str:
            return bulk_step(
                store, cases, code, shared, own, override_reasons=reasons, as_of=as_of, actor=actor
            )

        self._session.run(task, done=self._on_saved, failed=self._on_failed, title="正在批量登记")

    def look(self) -> None:
        """Find out of everyone ticked what the rules think of the step as it is filled in; shown when it is known."""
        if self._session.closed:
            return
        cases = self.table.ticked()
        self._suggest(cases)
        self._show_counted(cases)
        code, shared, own = self.code, self._shared(), self.table.own_values()
        reasons, as_of = self.table.reasons(), self._session.as_of
        if self._lacking() or not cases:
            self._latest.drop()
            self._show_said(())
            return
        self._latest.ask(
            lambda store: preview_bulk(
                store, cases, code, shared, own, override_reasons=reasons, as_of=as_of
            ),
            self._show_said,
            lambda error: self.message.show_message(str(error), "warning"),
            title="核对能否登记",
        )

    def _show_counted(self, cases: Sequence[str]) -> None:
        say_on(self.save_button, f"登记 {len(cases)} 人" if cases else "登记")
        self.save_button.setEnabled(bool(cases))
        lacking = "、".join(self._lacking())
        words = f"已选 {len(cases)} 人" if cases else "勾选姓名前的方框选人"
        self.counted.setText(f"{words}；左边还要填：{lacking}" if cases and lacking else words)

    def _show_said(self, rows: Sequence[BulkRow]) -> None:
        self.table.show_said({row.case_id: row for row in rows})
        self._show_detail()
        refused = sum(bool(row.refusal) for row in rows)
        if refused:
            self.counted.setText(f"已选 {len(rows)} 人，{refused} 人还不能登记")

    def _lacking(self) -> list[str]:
        """Return what everybody shares and must be filled in before anything can be said."""
        own = {name for values in self.table.own_values().values() for name in values}
        return [
            spec.label
            for spec in step_form(self.code).fields
            if spec.required and spec.name not in own and not typed(self.fields[spec.name])
        ][:NAMED]

    def _build(self) -> None:
        box = QVBoxLayout(self)
        edge = theme.space("l")
        box.setContentsMargins(edge, edge, edge, edge)
        box.setSpacing(theme.space("s"))
        self.message = MessageBar()
        box.addLayout(self._head())
        box.addWidget(self.message)
        area, self._form = scroll_area()
        area.setMinimumWidth(theme.px(290))
        self.table = BulkTable()
        self.table.itemChanged.connect(lambda _item: self._timer.start())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(area)
        split.addWidget(self.table)
        split.setStretchFactor(1, 1)
        split.setSizes([theme.px(300), theme.px(860)])
        box.addWidget(split, 1)
        self.detail = label("", wrap=True)
        box.addWidget(self.detail)
        self.table.currentCellChanged.connect(lambda *_cells: self._show_detail())
        box.addLayout(self._foot())
        screen = self.screen().availableSize()
        self.resize(
            min(theme.px(1240), max(screen.width() - 60, 700)),
            min(theme.px(660), max(screen.height() - 60, 500)),
        )

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.step = QComboBox()
        self.step.setAccessibleName("步骤")
        self.step.setMaxVisibleItems(16)
        for one in self.steps:
            self.step.addItem(f"{one.code.lstrip('0')} {one.name}", one.code)
        turns = {
            one.code: sum(_state(row, at) in TURN_STATES for row in self._people)
            for at, one in enumerate(self.steps)
        }
        most = max(turns, key=lambda code: turns[code])
        self.step.setCurrentIndex(self.step.findData(most))
        self.step.currentIndexChanged.connect(lambda _index: self._show_step())
        self.only_turn = QCheckBox("只列轮到这一步的人")
        self.only_turn.setChecked(True)
        self.only_turn.toggled.connect(lambda _on: self._show_step())
        for part in (label("步骤", "label"), self.step, self.only_turn):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(button("全选", lambda: self.table.tick(True)))
        row.addWidget(button("全不选", lambda: self.table.tick(False)))
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.counted = label("勾选姓名前的方框选人", "soft")
        row.addWidget(self.counted)
        row.addStretch(1)
        row.addWidget(button("取消", self.reject))
        self.save_button = button("登记", self.save, role="primary", tip="Ctrl+S")
        self.save_button.setShortcut("Ctrl+S")
        row.addWidget(self.save_button)
        return row

    def _show_step(self) -> None:
        specs = step_form(self.code).fields
        at = next(n for n, one in enumerate(self.steps) if one.code == self.code)
        wanted = TURN_STATES if self.only_turn.isChecked() else OPEN_STATES
        people = [row for row in self._people if _state(row, at) in wanted]
        clear(self._form)
        self.fields, self._holders = {}, {}
        self._vote_words = label("", "soft", wrap=True)
        for spec in specs:
            if not spec.each:
                self._add(spec)
        own = tuple(spec for spec in specs if spec.each)
        if own:
            self._form.addWidget(
                label("以下各项，大家相同的填在这里，各人不同的填在右边表里。", "soft", wrap=True)
            )
        for spec in own:
            self._add(spec)
        self._form.addStretch(1)
        self._ballot = Ballot(self.fields, self._vote_words) if DUE in self.fields else None
        self._follow()
        for widget in self.fields.values():
            on_change(widget, self._follow)
        self.table.show_people(people, own)
        self.message.hide()
        if not people:
            self.message.show_message(
                "所列的人里没有轮到这一步的。去掉“只列轮到这一步的人”可以看到其他人。", "info"
            )
        self.look()
        self.remember()

    def _add(self, spec: StepField) -> None:
        if spec.name == ROLL:
            self._form.addWidget(self._vote_words)
        widget = step_widget(spec, self._session.reader, narrow=True)
        widget.setAccessibleName(spec.label)
        heading = label(f"{spec.label} *" if spec.required else spec.label, "label")
        heading.setBuddy(widget)
        cell = QVBoxLayout()
        cell.setSpacing(3)
        hint = hint_of(spec)
        for part in (heading, widget, *([label(hint, "faint", wrap=True)] if hint else [])):
            cell.addWidget(part)
        holder = QWidget()
        holder.setLayout(cell)
        cell.setContentsMargins(0, 0, 0, 0)
        self._form.addWidget(holder)
        self._holders[spec.name] = holder
        on_change(widget, self._timer.start)
        self.fields[spec.name] = widget

    def _suggest(self, cases: list[str]) -> None:
        """Offer what is the same for all of one branch on a day: the roll, the end of 公示."""
        branches = {row.organization_id for row in self.table.people if row.case_id in cases}
        was_mixed, self._is_mixed = self._is_mixed, self.code in VOTED and len(branches) > 1
        if self._is_mixed:
            self.message.show_message(
                f"所选的人属于{len(branches)}个党支部。各支部开各自的党员大会，请一个支部登记一次。",
                "warning",
            )
        elif was_mixed:
            self.message.hide()
        if len(branches) != 1:
            return
        try:
            day = day_typed(typed(self.fields[DAY]), DAY)
            offered = suggestions(self._session.reader, cases[0], self.code, on=day)
        except AppError:
            return
        for spec in step_form(self.code).fields:
            is_shared = self.code == NOTICE or spec.name == ROLL
            if not is_shared or spec.name not in offered or typed(self.fields[spec.name]):
                continue
            put(self.fields[spec.name], spec, offered[spec.name])
        if LEFT_OUT in self.fields:
            offer_people(self.fields[LEFT_OUT], voter_names(self._session.reader, cases[0], on=day))

    def _follow(self) -> None:
        for spec in step_form(self.code).fields:
            if not spec.when:
                self._holders[spec.name].setVisible(is_asked(spec, self.fields))
        if self._ballot is not None:
            self._ballot.follow()

    def _show_detail(self) -> None:
        """Say in full what the narrow column may cut off: of the person under the cursor, else of the first who cannot."""
        rows = [self.table.currentRow()] if self.table.currentRow() >= 0 else range(self.table.rowCount())
        said = ((row, self.table.at(row, SAID).text()) for row in rows)
        first = next(((row, words) for row, words in said if words not in (NOT_LOOKED, FITS)), None)
        self.detail.setText(f"{self.table.people[first[0]].name}　{first[1]}" if first else "")

    def _shared(self) -> dict[str, Any]:
        return {name: typed(widget) for name, widget in self.fields.items()}

    def _on_saved(self, sentence: str) -> None:
        self.accept()
        if self._done is not None:
            self._done(sentence)

    def _on_failed(self, error: BaseException) -> None:
        self.set_saving(False)
        if isinstance(error, BulkRefused):
            said = {row.case_id: row for row in error.rows}
            self.look()
            self.message.show_message(str(error), "danger")
            for row, person in enumerate(self.table.people):
                if person.case_id in said:
                    self.table.setCurrentCell(row, SAID)
                    break
        elif isinstance(error, AppError):
            self.message.show_message(str(error), "danger")
        else:
            failures.report(self, error)


def _state(row: BoardRow, at: int) -> str:
    return row.cells[at].state
