"""集体经济: villages by months, the ledger behind every cell, ranking, the half-year check, charts, holdings."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTabWidget, QWidget

from app.reports.amounts import wan
from app.rules.vocabulary import Caliber
from app.services.economy.overview import YearOverview, year_overview
from app.services.incomes import IncomeGrid
from app.ui import failures, theme
from app.ui.forms.dialog import FormDialog
from app.ui.other_years import OtherYears
from app.ui.page import Page, split_record
from app.ui.pages.economy_charts import ChartsPane
from app.ui.pages.economy_grid import GridPane
from app.ui.pages.economy_halfyear import HalfYearPane
from app.ui.pages.economy_holdings import HoldingsPane
from app.ui.pages.economy_lines import LinesDialog
from app.ui.pages.economy_lists import RankingPane
from app.ui.pages.economy_platform import PlatformDialog
from app.ui.pages.economy_village import VillageDialog
from app.ui.tables.income_grid import FIRST_MONTH, TARGET, TOTAL, UNDATED
from app.ui.trace import open_trace
from app.ui.widgets.buttons import button
from app.ui.widgets.cards import FigureTile

TILES = (
    ("economy.total_yuan", "收入合计", "万元"),
    ("economy.average_yuan", "村均收入", "万元"),
    ("economy.reaching_target", "完成目标的村", "个"),
    ("behind", "落后于时间进度的村", "个"),
    ("economy.unbooked_entries", "未入账", "笔"),
)
OF_CALIBER = {("economy.total_yuan", "operating"): "economy.operating_yuan"}
PERCENT = 100
LOW = 520
NAMED = 3
HOLDINGS = {"project": "project", "contract": "contract", "asset": "asset", "cost_entry": "cost"}


class EconomyPage(Page):
    """Tiles on top; grid with ledger, ranking and half-year check as tabs."""

    name = "economy"
    title = "集体经济"
    icon = "economy"
    listens = frozenset({"income_entry", "target", "village", "caliber", "explanation", "setting", *HOLDINGS})

    def build(self) -> None:
        """Make tiles and tabs."""
        self._caliber = self._heading = ""
        self._wanted = ""
        self._loading = self._again = False
        self.grid = IncomeGrid(self.session.year, Caliber.TOTAL.value, (), (), 0.0)
        self._build_actions()
        self.tiles = {key: FigureTile(key, title, unit) for key, title, unit in TILES}
        for tile in self.tiles.values():
            tile.clicked.connect(self._on_tile)
        self._tile_bar = _beside(self.tiles.values())
        self.body.addWidget(self._tile_bar)
        self.elsewhere = OtherYears(self.session)
        self.body.addWidget(self.elsewhere)
        self.tabs = QTabWidget()
        self.pane = GridPane(self.session)
        self.pane.import_wanted.connect(lambda: self.go_to.emit("exchange", ""))
        self.pane.target_wanted.connect(self._set_target)
        self.pane.village_opened.connect(self.open_village)
        self.table, self.model, self.ledger = self.pane.table, self.pane.model, self.pane.ledger
        self.tabs.addTab(self.pane, "收入表")
        self.ranking = RankingPane()
        self.ranking.opened.connect(self._show_village)
        self.tabs.addTab(self.ranking, "排名与进度")
        self.half = HalfYearPane(self.session)
        self.half.opened.connect(self._show_village)
        self.tabs.addTab(self.half, "半年核查")
        self.charts = ChartsPane(self.session)
        self.charts.clicked.connect(lambda chart: self.go_to.emit("reports", f"chart:{chart}"))
        self.holdings = HoldingsPane(self.session)
        self.tabs.addTab(self.holdings, "支出和项目")
        self.tabs.addTab(self.charts, "图表")
        choices = self._build_choices()
        self.tabs.setCornerWidget(choices)
        self.tabs.tabBar().setMinimumHeight(choices.sizeHint().height())
        self.body.addWidget(self.tabs, 1)

    def refresh(self) -> None:
        """Read the year under the caliber chosen, in the lane; once more when something has changed meanwhile."""
        if self._loading:
            self._again = True
            return
        self._loading = True
        self.elsewhere.look(["economy"])
        year, as_of = self.session.year, self.session.as_of
        caliber, category = self._caliber, self.pane.category
        self.session.run(
            lambda store, _progress: year_overview(
                store, year=year, as_of=as_of, caliber=caliber, category=category
            ),
            done=self._on_read,
            failed=self._on_failed,
            title="正在汇总收入",
            quiet=True,
        )

    def show_record(self, record: str) -> None:
        """Show the cell of an entry or a target, a village's row, or a project, contract or asset in its list."""
        self._wanted = record
        if not self._loading:
            self._go_to_wanted()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is low the tiles make room for the grid; the sum goes into the heading."""
        super().resizeEvent(event)
        if self.built:
            self._make_room()

    def _make_room(self) -> None:
        is_low = self.height() < theme.px(LOW)
        self._tile_bar.setVisible(not is_low)
        words = [self._heading, f"合计 {wan(self.grid.total_fen)}万元" if is_low else ""]
        self.header_note.setText("　".join(word for word in words if word))

    def _on_read(self, found: YearOverview) -> None:
        self._loading = False
        if self._again:
            self._again = False
            self.refresh()
            return
        self._show(found)
        self._go_to_wanted()

    def _on_failed(self, error: BaseException) -> None:
        self._loading = False
        failures.report(self, error)

    def _show(self, found: YearOverview) -> None:
        self.grid, item = found.grid, found.caliber
        passed = f"时间已过 {found.grid.passed * PERCENT:.0f}%"
        self._heading = f"{found.year}年　口径：{item.draft.name}　{passed}"
        self._make_room()
        self._offer_calibers(found)
        self._offer_categories(found)
        self.pane.category = found.category
        self.pane.show_grid(found.grid, found.shown, less_costs=bool(item.draft.costs))
        self.ranking.show_year(found)
        self.half.show_check(found.check)
        self._show_tiles(found.grid)
        self.charts.redraw(item.code)
        self.holdings.show_lists(found)

    def _go_to_wanted(self) -> None:
        """Bring the record asked for into view, once."""
        table, record_id = split_record(self._wanted)
        row = self.session.reader.get(table, record_id) if self._wanted else None
        self._wanted = ""
        if row is None:
            return
        if table in HOLDINGS:
            self.tabs.setCurrentWidget(self.holdings)
            self.holdings.choose(HOLDINGS[table], record_id)
            return
        village = row["id"] if table == "village" else row["village_id"]
        received = str(row.get("received_on") or "")
        month = int(received[5:7]) if len(received) >= len("2023-01") else 0
        slot = UNDATED if month == 0 else FIRST_MONTH + month - 1
        column = {"income_entry": slot, "target": TARGET}.get(table, TOTAL)
        self._show_village(village, column)
        self.ledger.table.choose(lambda key: key == record_id)

    def open_village(self, village_id: str) -> None:
        """Open a village's own page; without a village, that of the first."""
        chosen = village_id or next((row.village_id for row in self.grid.rows), "")
        if chosen:
            VillageDialog(self.session, chosen, self.grid.caliber, self).open()

    def _build_actions(self) -> None:
        row = self.add_header()
        row.addWidget(button("村情况", lambda: self.open_village(self.pane.here()[0]), icon="village"))
        row.addWidget(button("三资对照", lambda: PlatformDialog(self.session, self).open(), icon="exchange"))
        row.addWidget(button("分档和口径", lambda: LinesDialog(self.session, self).open(), icon="settings"))
        row.addWidget(button("设目标", self._set_target, icon="edit"))
        row.addWidget(
            button("打印台账", lambda: self.go_to.emit("reports", "report:income-ledger"), icon="print")
        )
        row.addWidget(button("登记收入", lambda: self.pane.add(), icon="add", role="primary"))

    def _offer_calibers(self, found: YearOverview) -> None:
        """Offer the calibers in force in the year, each with its formula as explanation."""
        self.caliber.clear()
        for place, item in enumerate(found.calibers):
            self.caliber.addItem(f"口径：{item.draft.name}", item.code)
            self.caliber.setItemData(place, item.formula, Qt.ItemDataRole.ToolTipRole)
        self.caliber.setCurrentIndex(self.caliber.findData(found.caliber.code))
        self.caliber.setToolTip(f"按哪个口径计算收入。现在：{found.caliber.formula}")

    def _build_choices(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 1, 0, 3)
        self.category = QComboBox()
        self.category.setAccessibleName("收入类别")
        self.category.setToolTip("选一类收入后，可以在表中直接填写和粘贴")
        self.category.activated.connect(self._on_category)
        row.addWidget(self.category)
        self.caliber = QComboBox()
        self.caliber.setAccessibleName("口径")
        self.caliber.activated.connect(self._on_caliber)
        row.addWidget(self.caliber)
        self.unit = QComboBox()
        self.unit.setAccessibleName("金额单位")
        self.unit.addItems(["单位：元", "单位：万元"])
        self.unit.activated.connect(lambda index: self.pane.set_unit(index == 1))
        row.addWidget(self.unit)
        for box in (self.category, self.caliber, self.unit):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return made

    def _show_village(self, village_id: str, column: int = TOTAL) -> None:
        self.tabs.setCurrentIndex(0)
        self.pane.choose(village_id, column)

    def _show_tiles(self, grid: IncomeGrid) -> None:
        number = len(grid.rows)
        total, reached = (
            grid.total_fen,
            sum(r.target_fen is not None and r.total_fen >= r.target_fen for r in grid.rows),
        )
        late = [row.village for row in grid.rows if row.behind]
        targets = sum(row.target_fen is not None for row in grid.rows)
        self.tiles["economy.total_yuan"].show_value(wan(total), f"{number} 个村")
        for key in ("economy.total_yuan", "economy.average_yuan", "economy.unbooked_entries"):
            traced = grid.caliber == Caliber.TOTAL or (key, grid.caliber) in OF_CALIBER
            self.tiles[key].key = key if traced else ""
        self.tiles["economy.average_yuan"].show_value(wan(total // number) if number else "—", " ")
        self.tiles["economy.reaching_target"].show_value(str(reached), f"有目标的村 {targets} 个")
        self.tiles["behind"].show_value(
            str(len(late)), "、".join(late[:NAMED]) + ("等" if len(late) > NAMED else "")
        )
        self.tiles["economy.unbooked_entries"].show_value(str(grid.unbooked), "收入明细中标红")

    def _on_tile(self, key: str) -> None:
        if key == "behind":
            self.tabs.setCurrentWidget(self.ranking)
        else:
            open_trace(self, OF_CALIBER.get((key, self.grid.caliber), key))

    def _offer_categories(self, found: YearOverview) -> None:
        """Offer to type into each category the year's accounting rule has."""
        self.category.clear()
        self.category.addItem("查看：各类收入", "")
        for code, name in found.categories.items():
            self.category.addItem(f"填写：{name}", code)
        self.category.setCurrentIndex(self.category.findData(found.category))

    def _on_category(self, _index: int) -> None:
        self.pane.category = self.category.currentData()
        self.tabs.setCurrentIndex(0)
        self.refresh()
        self.table.setFocus()

    def _on_caliber(self, _index: int) -> None:
        self._caliber = self.caliber.currentData()
        self.refresh()

    def _set_target(self) -> None:
        village, _ = self.pane.here()
        row = next((r for r in self.grid.rows if r.village_id == village), None)
        if row is not None and row.target_id:
            FormDialog(self.session, "target", record_id=row.target_id, parent=self).open()
            return
        values = {"village_id": village, "year": str(self.session.year), "caliber": self.grid.caliber}
        FormDialog(self.session, "target", values=values, parent=self).open()


def _beside(tiles: Iterable[FigureTile]) -> QWidget:
    """Return the tiles in one row."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.space("s"))
    for tile in tiles:
        row.addWidget(tile)
    return made
