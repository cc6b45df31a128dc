"""发展党员: the board of people × steps, the person chosen beside it, forms for cases and steps."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QMenu,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import NotFound
from app.models.store import Store
from app.progress import Progress
from app.rules.vocabulary import PersonStatus
from app.services import boards
from app.services.boards import Board
from app.ui import icons, theme
from app.ui.page import Page, split_record
from app.ui.pages.development_bulk import BulkDialog
from app.ui.pages.development_case import CaseDialog
from app.ui.pages.development_forms import CaseForms
from app.ui.pages.development_papers import PapersDialog
from app.ui.pages.development_person import PersonPanel
from app.ui.pages.development_quota import BookletsPane, QuotaPane
from app.ui.pages.development_reserve import IdlePane, LoadsPane
from app.ui.pages.development_tiles import LATE, SOON, SOON_WORDS, Legend, StageTiles, is_soon
from app.ui.pages.development_timetable import TimetableDialog
from app.ui.pane import Pane
from app.ui.tables.board import LEAD, BoardModel, BoardTable
from app.ui.tables.cursor import put_cursor
from app.ui.trace import open_trace
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.filters import FilterBar

CLOSED = "closed"
LOW = 560
NOTHING = ("还没有发展党员案卷", "导入发展党员台账，或新增一份案卷，从登记入党申请开始。")
DUES = ((LATE, "已超期"), (SOON, SOON_WORDS))


class DevelopmentPage(Page):
    """Tiles, filters, board and person."""

    name = "development"
    title = "发展党员"
    icon = "development"
    listens = frozenset(
        {
            "development_case",
            "step_record",
            "case_person",
            "document",
            "person",
            "organization",
            "case_move",
            "quota",
            "volunteer_book",
            "village_group",
            "setting",
        }
    )

    def build(self) -> None:
        """Make tiles, filters, board and panel."""
        self._board: Board | None = None
        self._case = ""
        row = self.add_header()
        row.addWidget(
            button("批量登记", self.enter_bulk, icon="tick", tip="一次会议、一个批复，给多人登记同一步")
        )
        row.addWidget(
            button("时间表", self.plan, icon="calendar", tip="定下一个日期，推算其他各步的合法日期")
        )
        row.addWidget(button("待办清单", lambda: self.go_to.emit("reports", "report:due"), icon="print"))
        row.addWidget(self._build_add())
        self.tabs = QTabWidget()
        self.tabs.addTab(self._build_board(), "进度")
        self.contacts = LoadsPane(self.session)
        self.contacts.case_wanted.connect(lambda case_id: CaseDialog(self.session, case_id, self).open())
        self.idle = IdlePane(self.session)
        self.idle.group_wanted.connect(lambda group: self.open_record("village_group", group))
        self.quota, self.booklets = QuotaPane(self.session), BookletsPane(self.session)
        self.panes: tuple[Pane, ...] = (self.quota, self.booklets, self.idle, self.contacts)
        for pane in self.panes:
            self.tabs.addTab(pane, pane.words)
            pane.branch_wanted.connect(lambda branch: self.open_record("organization", branch))
        self.tabs.currentChanged.connect(lambda _tab: self._enter_tab())
        self.body.addWidget(self.tabs, 1)
        self.first_part = self.table

    def _build_board(self) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, theme.space("s"), 0, 0)
        box.setSpacing(theme.space("s"))
        self.head = StageTiles()
        self.head.wanted.connect(self._on_tile)
        box.addWidget(self.head)
        self._build_filters(box)
        self.table = BoardTable()
        self.model = BoardModel(boards.board_steps(self.session.as_of), self)
        self.table.show_model(self.model)
        self.table.selectionModel().currentChanged.connect(self._on_cell)
        self.table.activated.connect(self._on_activated)
        self.panel = PersonPanel()
        self.panel.hide()
        self._wire_panel()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.table)
        self.split.addWidget(self.panel)
        self.split.setStretchFactor(0, 1)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes([900, theme.px(330)])
        box.addWidget(self.split, 1)
        self.legend = Legend()
        box.addWidget(self.legend)
        self.empty = EmptyState("development", *NOTHING, "去导入", lambda: self.go_to.emit("exchange", ""))
        box.addWidget(self.empty, 1)
        self.empty.hide()
        return made

    def _build_filters(self, box: QVBoxLayout) -> None:
        self.filters = FilterBar("按姓名查找")
        self.filters.add("branch", "党支部", [])
        self.filters.add("stage", "阶段", [(s, PersonStatus.label_of(s)) for s in boards.STAGES])
        self.filters.add("due", "期限", DUES)
        closed = self.filters.add("closed", "案卷", [(CLOSED, "已结束的案卷")], "在办案卷")
        self.filters.changed.connect(self._show_rows)
        closed.currentIndexChanged.connect(lambda _index: self.refresh())
        box.addWidget(self.filters)

    def refresh(self) -> None:
        """Read the board as of the day worked on: in the lane, because every case is judged for it."""
        as_of, closed = self.session.as_of, self.filters.value("closed") == CLOSED

        def task(store: Store, _progress: Progress) -> Board:
            board = boards.case_board(store, as_of=as_of, closed=closed)
            if not closed:
                return board
            still_open = {row["id"] for row in store.find("development_case", closed_on=None)}
            over = tuple(row for row in board.rows if row.case_id not in still_open)
            return replace(board, rows=over)

        for pane in self.panes:
            pane.stale = True
        self._enter_tab()
        self.session.run(task, done=self._show_board, title="读取发展党员进度", quiet=True)

    def show_record(self, record: str) -> None:
        """Show the case a record belongs to."""
        table, record_id = split_record(record)
        if table == "quota":
            self.tabs.setCurrentWidget(self.quota)
            return
        case_id = record_id
        if table != "development_case":
            row = self.session.reader.get(table, record_id)
            case_id = str(row.get("case_id", "")) if row else ""
        self.tabs.setCurrentIndex(0)
        self.filters.clear()
        self._show_case(case_id)
        self._find_row(case_id)

    def _enter_tab(self) -> None:
        pane = self.tabs.currentWidget()
        if isinstance(pane, Pane):
            pane.enter()

    def enter_bulk(self) -> None:
        """Enter one step of several of the people listed."""
        BulkDialog(self.session, self.model.shown, parent=self).open()

    def plan(self, case_id: str = "") -> None:
        """Reckon timetables for the people listed, one of them chosen beforehand."""
        TimetableDialog(self.session, self.model.shown, chosen=(case_id,), parent=self).open()

    def _show_board(self, board: Board) -> None:
        self._board = board
        rows = list(board.rows)
        full = sum(row.stage == PersonStatus.FULL for row in rows)
        closed = self.filters.value("closed") == CLOSED
        kind = "已结束案卷" if closed else "在办案卷"
        note = f"截至 {self.session.as_of.isoformat()}　{kind} {len(rows) - (0 if closed else full)} 份"
        self.header_note.setText(f"{note}，已转正待归档 {full} 份" if full and not closed else note)
        branches = dict.fromkeys((row.organization_id, row.organization) for row in rows)
        self.filters.set_choices("branch", "党支部", [pair for pair in branches if pair[0]])
        self.split.setVisible(bool(rows))
        self.filters.setVisible(bool(rows) or closed)
        self.empty.setVisible(not rows)
        self.empty.button.setVisible(not closed)
        if closed:
            self.empty.show_words("没有已结束的案卷", "终止、转出或者归档的案卷会列在这里。")
        else:
            self.empty.show_words(*NOTHING)
        if not closed:
            self.head.show_rows(rows)
        self._show_rows()
        self._make_room()
        if self._case:
            self._show_case(self._case)
            self._find_row(self._case)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is low, make room for the board."""
        super().resizeEvent(event)
        if self.built:
            self._make_room()

    def _make_room(self) -> None:
        """Leave tiles, legend and the names of steps out where there would be no room for people."""
        is_low = self.height() < theme.px(LOW)
        self.head.setVisible(not is_low)
        self.legend.setVisible(not is_low and self.split.isVisibleTo(self))
        self.table.show_names(not is_low)

    def _find_row(self, case_id: str) -> None:
        place = self.model.row_of(case_id)
        if place >= 0 and self.table.currentIndex().row() != place:
            put_cursor(self.table, self.model.index(place, 0))

    def _build_add(self) -> QPushButton:
        self.forms = CaseForms(self.session, self, self._show_case)
        made = QPushButton(icons.icon("person_add", "on_accent"), "新增案卷")
        made.setProperty("role", "primary")
        menu = QMenu(made)
        menu.addAction("登记入党申请（新的申请人）…", partial(self.forms.register, known=False))
        menu.addAction("登记入党申请（台账里已有的人）…", partial(self.forms.register, known=True))
        menu.addAction("补建案卷（已经在培养的人）…", self.forms.add_case)
        made.setMenu(menu)
        return made

    def _wire_panel(self) -> None:
        self.panel.closed.connect(self._close_panel)
        self.panel.step_wanted.connect(lambda code: self.forms.add_step(self._case, code))
        self.panel.correct_wanted.connect(self.forms.correct_step)
        self.panel.person_wanted.connect(lambda person: self.open_record("person", person))
        self.panel.case_wanted.connect(self.forms.correct_case)
        self.panel.file_wanted.connect(lambda case_id: CaseDialog(self.session, case_id, self).open())
        self.panel.timetable_wanted.connect(self.plan)
        self.panel.papers_wanted.connect(
            lambda case_id: PapersDialog(self.session, case_id, parent=self).open()
        )

    def _show_rows(self) -> None:
        if self._board is None:
            return
        text, due = self.filters.text, self.filters.value("due")
        branch, stage = self.filters.value("branch"), self.filters.value("stage")
        self.model.show_rows(
            [
                row
                for row in self._board.rows
                if text in row.name
                and branch in ("", row.organization_id)
                and stage in ("", row.stage)
                and (due != LATE or row.late_days > 0)
                and (due != SOON or is_soon(row))
            ]
        )

    def _on_tile(self, key: str) -> None:
        if key in (LATE, SOON):
            self.filters.choose("due", key)
        else:
            open_trace(self, key)

    def _on_cell(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and now.row() < len(self.model.shown):
            row = self.model.shown[now.row()]
            self._show_case(row.case_id)
            if now.column() < LEAD:
                self.table.bring_into_view(now.row())

    def _on_activated(self, index: QModelIndex) -> None:
        """Enter or double click on a step: record it where it comes next, else correct the last record of it."""
        if index.column() < LEAD:
            return
        code = self.model.steps[index.column() - LEAD].code
        page = boards.case_page(
            self.session.reader, self.model.shown[index.row()].case_id, as_of=self.session.as_of
        )
        held = [entry for entry in page.entries if entry.code == code]
        if not held or any(step.step == code for step in page.next):
            self.forms.add_step(page.case_id, code)
        else:
            self.forms.correct_step(held[-1].id, held[-1].name)

    def _show_case(self, case_id: str) -> None:
        try:
            page = boards.case_page(self.session.reader, case_id, as_of=self.session.as_of)
        except NotFound:
            self._close_panel()
            return
        self._case = case_id
        self.panel.show_page(page)
        self.panel.show()
        self.split.refresh()

    def _close_panel(self) -> None:
        self._case = ""
        self.panel.hide()
