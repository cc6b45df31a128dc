"""The income grid with its live totals and the ledger behind every cell."""

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.services import incomes
from app.services.economy.entries import LedgerEntry, ledger, reverse_entry
from app.services.incomes import IncomeGrid
from app.ui import dialogs, theme
from app.ui.forms.dialog import FormDialog
from app.ui.pages.economy_editor import GridEditor
from app.ui.pages.economy_ledger import LedgerPanel
from app.ui.pages.economy_words import category_sums, chosen_sum
from app.ui.session import Session
from app.ui.tables.cursor import put_cursor
from app.ui.tables.income_grid import FIRST_MONTH, TARGET, TOTAL, VILLAGE, IncomeModel, IncomeTable
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import label
from app.ui.widgets.messages import MessageBar

HINT = "直接输入金额，回车到下一行，Tab 到下一月，Delete 清空；可粘贴从 WPS、Excel 复制的一块（Ctrl+V），Ctrl+D 向下填充，Ctrl+Z 撤销。"
CLOSED = "这里是各类收入的合计，不能直接填写。请先在右上角的“查看”里选一类收入，再输入或粘贴。"


class GridPane(QWidget):
    """Shows a year; with `category` set its cells are typed into. `target_wanted` and `village_opened` by the keys.

    `import_wanted` while there is no village.
    """

    import_wanted = Signal()
    target_wanted = Signal()
    village_opened = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.category = ""
        self.less_costs = False
        self.grid: IncomeGrid | None = None
        self._shown: IncomeGrid | None = None
        self._asked = ""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.space("s"), 0, 0)
        box.setSpacing(theme.space("xs"))
        self.message = MessageBar()
        session.taken_back.connect(self.message.forget_success)
        box.addWidget(self.message)
        self.hint = label(HINT, "soft", wrap=True)
        box.addWidget(self.hint)
        self._build_table()
        box.addWidget(self.split, 1)
        self.empty = EmptyState(
            "village", "还没有村", "导入村民小组情况表或收入台账后，这里按村按月列出收入。",
            "去导入", self.import_wanted.emit,
        )  # fmt: skip
        box.addWidget(self.empty, 1)
        self.split.hide()
        self.hint.hide()
        self.empty.hide()
        self.editor = GridEditor(session, self.table, self.model, self.message, self)
        self.editor.refused.connect(self.show_again)

    def show_grid(self, grid: IncomeGrid, shown: IncomeGrid, *, less_costs: bool) -> None:
        """Show a year: `shown` under a caliber or of the category chosen; the cursor stays where it is."""
        self.grid, self._shown, self.less_costs = grid, shown, less_costs
        self.editor.category = self.category
        row, column = self.table.currentIndex().row(), self.table.currentIndex().column()
        self.show_again()
        self.split.setVisible(bool(grid.rows))
        self.empty.setVisible(not grid.rows)
        self.hint.setVisible(bool(self.category and grid.rows))
        if not self.table.currentIndex().isValid():
            first = FIRST_MONTH if self.category else TOTAL
            column = first if row < 0 or self.table.isColumnHidden(column) else column
            put_cursor(self.table, self.model.index(max(row, 0), column))
        self.show_ledger()
        self._show_sums()

    def show_again(self) -> None:
        """Show what the ledger held when it was read last."""
        if self._shown is not None:
            self.model.show_rows(list(self._shown.rows), self._shown.passed, is_open=bool(self.category))

    def set_unit(self, in_wan: bool) -> None:
        """Show amounts in 万元 or 元."""
        index = self.table.currentIndex()
        row, column = index.row(), index.column()
        self.model.set_unit(in_wan)
        put_cursor(self.table, self.model.index(row, column))
        self._show_sums()

    def show_ledger(self) -> None:
        """Show the entries behind the cell the cursor is in."""
        index = self.table.currentIndex()
        if self.grid is None or not index.isValid() or index.row() >= len(self.model.shown):
            self.ledger.show_entries("收入明细", [])
            return
        village, month = self.here()
        place = "全部村" if self.model.is_total(index.row()) else self.model.shown[index.row()].village
        when = "全年" if month is None else f"{month}月" if month else "未分月"
        what = f"　{incomes.category_label(self.category)}" if self.category else ""
        heading = f"{place}　{self._session.year}年{when}{what}"
        read = partial(
            ledger, year=self._session.year, village_id=village, month=month, category=self.category or None,
            caliber="" if self.category else self.grid.caliber,
        )  # fmt: skip
        note = "；这个口径还要减去支出，支出不在此列" if self.less_costs and not self.category else ""
        self._asked = heading
        if village:
            self.ledger.show_entries(heading, read(self._session.reader), note)
            return
        # All villages may have many thousand entries: they are read away from the window.
        self._session.run(
            lambda store, _progress: read(store),
            done=lambda entries: self._show_read(heading, entries, note),
            title="正在读取收入明细",
            quiet=True,
        )

    def _show_read(self, heading: str, entries: list[LedgerEntry], note: str) -> None:
        if heading == self._asked:
            self.ledger.show_entries(heading, entries, note)

    def choose(self, village_id: str, column: int = TOTAL) -> None:
        """Put the cursor into a village's row."""
        for number, row in enumerate(self.model.shown):
            if row.village_id == village_id:
                put_cursor(self.table, self.model.index(number, column))
                self.table.setFocus()

    def here(self) -> tuple[str, int | None]:
        """Return village and month of the cell the cursor is in."""
        index = self.table.currentIndex()
        if not index.isValid() or index.row() >= len(self.model.shown):
            return "", None
        return self.model.shown[index.row()].village_id, self.model.month_of(index.column())

    def add(self) -> None:
        """Ask for a new entry of the cell the cursor is in."""
        village, month = self.here()
        on = f"{self._session.year}-{month:02d}" if month else ""
        values = {"village_id": village, "received_on": on, "category": self.category}
        FormDialog(self._session, "income", values=values, parent=self).open()

    def correct(self, record_id: str) -> None:
        """Ask for the form of an entry."""
        FormDialog(self._session, "income", record_id=record_id, parent=self).open()

    def reverse(self, record_id: str) -> None:
        """Ask why, and take an entry back by a counter-entry."""
        asked = "这一笔会由一笔金额相反的收入抵掉，两笔都留在台账里。请写明原因："
        reason = dialogs.ask_text(self.window(), "冲销", asked)
        if reason is None:
            return
        actor = self._session.actor
        self._session.run(
            lambda store, _progress: reverse_entry(store, record_id, reason, actor=actor),
            done=lambda _id: self.message.show_message("已冲销。", "success", "撤销", self.editor.undo),
            title="正在冲销",
        )

    def open_cell(self, index: QModelIndex) -> None:
        """Open what a cell stands for: a village, a target, its entries."""
        if self.model.is_total(index.row()):
            self.ledger.table.setFocus()
        elif index.column() == VILLAGE:
            self.village_opened.emit(self.model.shown[index.row()].village_id)
        elif self.model.is_open:
            return
        elif index.column() == TARGET:
            self.target_wanted.emit()
        elif self.ledger.table.model().rowCount() == 0 and index.column() >= FIRST_MONTH:
            self.add()
        else:
            self.ledger.table.setFocus()

    def _build_table(self) -> None:
        self.model = IncomeModel(self)
        self.table = IncomeTable()
        self.table.show_model(self.model)
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self.show_ledger())
        self.table.selectionModel().selectionChanged.connect(lambda _now, _before: self._show_sums())
        self.table.activated.connect(self.open_cell)
        self.table.closed_typed.connect(lambda: self.message.show_message(CLOSED, "warning"))
        self.table.left.activated.connect(self.open_cell)
        self.ledger = LedgerPanel()
        self.ledger.add_wanted.connect(self.add)
        self.ledger.correct_wanted.connect(self.correct)
        self.ledger.reverse_wanted.connect(self.reverse)
        upper = QWidget()
        box = QVBoxLayout(upper)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space("xs"))
        box.addWidget(self.table, 1)
        self.sums = label("", "soft", wrap=True)
        box.addWidget(self.sums)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.addWidget(upper)
        self.split.addWidget(self.ledger)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([theme.px(360), theme.px(120)])
        self.split.setChildrenCollapsible(False)

    def _show_sums(self) -> None:
        if self.grid is not None and self.model.shown:
            words = chosen_sum(self.model, self.table.chosen)
            self.sums.setText(words or category_sums(self.model, self.grid.categories))
