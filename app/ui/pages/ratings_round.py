"""The round of a year: the grid filled in by keyboard, filters over it, what the ledgers propose beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.models.store import Store
from app.rules.ratings import Scheme
from app.services import rounds
from app.services.ratings.rounds import RoundState, state_of
from app.services.rounds import RatingRow, Round, rating_round
from app.ui import icons, theme
from app.ui.other_years import OtherYears
from app.ui.pages import ratings_dialogs as ask
from app.ui.pages.ratings_entering import RoundEditor, how
from app.ui.pages.ratings_proposal import ProposalPanel
from app.ui.pages.ratings_saving import RoundSaver
from app.ui.pages.ratings_stages import StageStrip
from app.ui.pane import Pane
from app.ui.session import Session
from app.ui.tables.cursor import put_cursor
from app.ui.tables.rating_grid import FIELDS, RatingModel, kind_of
from app.ui.tables.rating_table import RatingTable
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.filters import FilterBar
from app.ui.widgets.labels import label
from app.ui.widgets.messages import MessageBar

OPEN, MISSING, HANDED = "open", "missing", "handed"
NARROW = 900
FEW, MANY = ("village", "grade"), ("village", "kind", "grade", "move", "handed")
MOVES = (("1", "上升"), ("-1", "下降"), ("0", "持平"))
HANDING = ((MISSING, "未上报自评"), (HANDED, "已上报自评"))


class RoundPane(Pane):
    """Shows and edits one round; `counted(round)` after every change with all rows as they stand.

    `import_wanted` while there is no 党支部.
    """

    words = "年度定级"
    import_wanted = Signal()
    counted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._round: Round | None = None
        self.state: RoundState
        self._is_narrow = self._is_low = False
        # Branch, row and column of the cursor when it was last anywhere.
        self._place = "", 0, FIELDS.index("self_grade")
        self.saver = RoundSaver(session, self)
        self.saver.undone.connect(self._put_back)
        self.elsewhere = OtherYears(session)
        self.body.addWidget(self.elsewhere)
        self.body.addWidget(self._make_filters())
        self.stages = StageStrip()
        self.stages.missing_wanted.connect(self._list_missing)
        self.stages.dates_wanted.connect(self._edit_dates)
        self.stages.bulk_wanted.connect(self._fill_many)
        self.body.addWidget(self.stages)
        self.message = MessageBar()
        session.taken_back.connect(self.message.forget_success)
        self.body.addWidget(self.message)
        self.parts = QWidget()
        row = QHBoxLayout(self.parts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("m"))
        row.addLayout(self._make_grid(), 1)
        row.addWidget(self._make_panel())
        self.body.addWidget(self.parts, 1)
        self.empty = EmptyState(
            "ratings", "还没有党支部", "可以导入党组织情况表和分类定级汇总表，也可以在“党组织”里逐个新增。",
            "去导入", self.import_wanted.emit,
        )  # fmt: skip
        self.empty.hide()
        self.body.addWidget(self.empty, 1)
        self._lead_back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the panel makes room for the grid; the rarer filters and the panel can be asked for."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme.px(NARROW)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.panel_button.setChecked(not is_narrow)
            self.filters.show_only(FEW if is_narrow else MANY)

    def fold(self, is_low: bool) -> None:
        """Where it is low the stages make room for the grid and can be asked for; the keys are told by its tooltip."""
        if is_low != self._is_low:
            self._is_low = is_low
            self.stages_button.setChecked(not is_low)
            self.stages_button.setVisible(is_low)
            self.hint.setVisible(not is_low)
            self._show_hint()

    def refresh(self) -> None:
        """Read the round of the year looked at, and how far it is."""
        year = self.session.year

        def question(store: Store) -> tuple[Round, RoundState]:
            held = rating_round(store, year)
            return held, state_of(store, held)

        self.elsewhere.look(["ratings"])
        self.read(question, lambda found: self.show_round(*found))

    def _make_filters(self) -> FilterBar:
        self.filters = FilterBar("按党支部名称查找")
        self.filters.search.setToolTip("按党支部名称查找（Ctrl+F）；回车回到表格，Esc 列出全部")
        self.filters.add("village", "村", [])
        self.filters.add("kind", "类别", [])
        self.filters.add("grade", "等次", [])
        self.filters.add("move", "升降", MOVES)
        self.filters.add("handed", "上报", HANDING)
        self.filters.changed.connect(self._show_rows)
        self.panel_button = QPushButton(icons.icon("info"), "参考等次")
        self.panel_button.setCheckable(True)
        self.panel_button.setChecked(True)
        self.panel_button.setToolTip("显示或收起参考等次和理由（F4）")
        self.panel_button.setShortcut("F4")
        self.panel_button.toggled.connect(lambda on: self.panel.setVisible(on))
        self.filters.row.addWidget(self.panel_button)
        self.stages_button = QPushButton(icons.icon("list"), "评定进度")
        self.stages_button.setCheckable(True)
        self.stages_button.setChecked(True)
        self.stages_button.setToolTip("显示或收起各阶段进度、会议和公示、批量填写")
        self.stages_button.toggled.connect(
            lambda on: self.stages.setVisible(on and self.parts.isVisibleTo(self))
        )
        self.stages_button.hide()
        self.filters.row.addWidget(self.stages_button)
        return self.filters

    def _lead_back(self) -> None:
        """From searching and choosing Enter leads back to the grid, Esc too, and lists all branches again."""
        for part in (self.filters.search, *self.filters.findChildren(QComboBox)):
            for keys in ("Return", "Enter", "Esc"):
                shortcut = QShortcut(QKeySequence(keys), part, context=Qt.ShortcutContext.WidgetShortcut)
                if keys == "Esc":
                    shortcut.activated.connect(self.filters.clear)
                shortcut.activated.connect(self.table.setFocus)

    def _make_grid(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(theme.space("xs"))
        self.model = RatingModel(self)
        self.model.edited.connect(self._on_edited)
        self.table = RatingTable()
        self.table.show_model(self.model)
        self.editor = RoundEditor(self.session, self.table, self.saver, self.message, self)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_proposal())
        self.table.selectionModel().currentColumnChanged.connect(lambda _now, _before: self._show_hint())
        box.addWidget(self.table, 1)
        self.hint = label(" ", "faint", wrap=True)  # its line is kept free until the round is read
        box.addWidget(self.hint)
        return box

    def _make_panel(self) -> ProposalPanel:
        self.panel = ProposalPanel(self.session)
        self.panel.branch_wanted.connect(self.branch_wanted)
        self.panel.entered.connect(lambda: self.table.step(1, 0))
        self.panel.told.connect(self.editor.refuse)
        self.editor.offer("分项打分…", self.panel.enter_points, "F7")
        self.editor.offer("群众测评…", self.panel.enter_votes, "F8")
        self.editor.offer("一票否决…", self.panel.enter_vetoes, "F9")
        self.editor.offer("全部内容…", self.panel.open_form)
        self.editor.offer("支部档案", self.panel.want_branch, "Ctrl+Return")
        return self.panel

    def show_round(self, held: Round, state: RoundState) -> None:
        """Show a round as it is stored, with what has been typed but not yet saved."""
        self.state = state
        self.stages.show_state(state)
        before = self._round
        if before is not None and (before.year, before.is_locked) != (held.year, held.is_locked):
            self.message.hide()
        self._round = replace(held, rows=tuple(self.saver.with_pending(held.year, row) for row in held.rows))
        self.filters.set_choices("village", "村", _distinct(row.village for row in held.rows))
        named = [(grade, held.scheme.label_of(grade)) for grade in held.scheme.grades]
        self.filters.set_choices("grade", "等次", [*named, (OPEN, "未评定")])
        self.filters.set_choices("kind", "类别", _distinct(kind_of(row) for row in held.rows))
        for part in (self.filters, self.parts):
            part.setVisible(bool(held.rows))
        self.stages.setVisible(bool(held.rows) and self.stages_button.isChecked())
        self.empty.setVisible(not held.rows)
        self._show_rows()
        self._show_hint()
        self.counted.emit(self._round)
        self.panel.show_round(self._round)
        self._show_proposal()

    def bring(self, record_id: str) -> None:
        """Bring a branch into view."""
        self.filters.clear()
        for number, row in enumerate(self.model.shown):
            if row.organization_id == record_id:
                put_cursor(self.table, self.model.index(number, 0))

    def _show_rows(self) -> None:
        held = self._round
        if held is None:
            return
        now = self.table.currentIndex()
        if now.isValid():
            self._place = self.model.shown[now.row()].organization_id, now.row(), now.column()
        asked = self.filters.asked
        shown = [one for one in held.rows if _fits(one, held.scheme, asked)] if asked else list(held.rows)
        self.model.show_rows(shown, held.year, held.scheme, is_locked=held.is_locked)
        if shown and not self.table.currentIndex().isValid():
            branch, row, column = self._place
            found = (n for n, one in enumerate(shown) if one.organization_id == branch)
            put_cursor(self.table, self.model.index(next(found, min(row, len(shown) - 1)), column))
        self._show_proposal()

    def _show_hint(self) -> None:
        held = self._round
        if held is not None:
            keys = how(self.table.field, held.scheme, is_locked=held.is_locked)
            self.hint.setText(keys)
            self.table.setToolTip(keys if self._is_low else "")

    def _show_proposal(self) -> None:
        row = max(self.table.currentIndex().row(), 0)
        self.panel.show_branch(self.model.shown[row] if row < len(self.model.shown) else None)

    def _list_missing(self) -> None:
        """List who has not handed in, or all again where they are listed already."""
        listed = self.filters.value("handed") == MISSING
        self.filters.choose("handed", "" if listed else MISSING)

    def _edit_dates(self) -> None:
        if self._round is not None:
            ask.edit_round(self.session, self.state, self)

    def _fill_many(self) -> None:
        held = self._round
        if held is not None:
            chosen = self.table.chosen_rows
            rows = [self.model.shown[n] for n in chosen] if len(chosen) > 1 else self.model.shown
            ask.fill_many(self.session, held.year, held.scheme, rows, self, self.editor.tell)

    def _on_edited(self, organization_id: str, field: str, value: str) -> None:
        held = self._round
        if held is None:
            return
        typed: dict[str, Any] = {field: value}
        rows = (replace(r, **typed) if r.organization_id == organization_id else r for r in held.rows)
        self._round = replace(held, rows=tuple(rows))
        self.elsewhere.hide()
        self.editor.forget()
        self.saver.save_cell(held.year, organization_id, field, value)
        self.counted.emit(self._round)

    def _put_back(self, organization_id: str, field: str, said: str) -> None:
        self.refresh()
        self.editor.put_back(organization_id, field, said)


def _fits(row: RatingRow, scheme: Scheme, asked: Mapping[str, str]) -> bool:
    step = rounds.grade_change(row, scheme)
    has = {
        "village": row.village,
        "kind": kind_of(row),
        "grade": row.final or OPEN,
        "move": "" if step is None else str((step > 0) - (step < 0)),
        "handed": HANDED if row.self_grade or row.handed_in_on else MISSING,
    }
    named = asked.get("text", "") in row.organization
    return named and all(has.get(name, value) == value for name, value in asked.items())


def _distinct(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in dict.fromkeys(names) if name]
