"""Villages beside their targets: ranking with who is behind, lines reached, tiers, what income is made of."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.reports.amounts import wan, wan_short
from app.rules.money import yuan
from app.services.economy.overview import YearOverview
from app.services.incomes import IncomeRow
from app.ui import theme
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.cards import Card
from app.ui.widgets.labels import label
from app.ui.widgets.scroll import scroll_area

RANKING = (
    Heading("名次", 56, right=True),
    Heading("村", 120),
    Heading("收入（元）", 130, right=True),
    Heading("目标（万元）", 110, right=True),
    Heading("完成目标", 90, right=True),
    Heading("情况"),
)
REACHED = (Heading("收入", 120), Heading("村数", 60, right=True), Heading("占比", 70, right=True))
TIERS = (Heading("分档", 130), Heading("村数", 50, right=True), Heading("占比", 70, right=True))
CATEGORIES = (Heading("类别", 120), Heading("金额（元）", 120, right=True))
PERCENT = 100
NAMED = 12


class RankingPane(QWidget):
    """All villages from the highest income down, those behind time in red; beside them lines reached, tiers, categories."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.space("s"), 0, 0)
        row.setSpacing(theme.space("m"))
        self.table = PlainTable(RANKING, "村集体经济收入排名")
        self.table.line_opened.connect(self.opened)
        row.addWidget(self.table, 1)
        area, box = scroll_area()
        area.setMinimumWidth(theme.px(300))
        area.setMaximumWidth(theme.px(340))
        self.reached = self._add_table(box, "达标情况", REACHED)
        self.tiers = self._add_table(box, "分档", TIERS)
        self.low = label("", "soft", wrap=True)
        low = Card("空壳村和薄弱村")
        low.body.addWidget(self.low)
        box.addWidget(low)
        self.categories = self._add_table(box, "收入构成", CATEGORIES)
        box.addStretch(1)
        row.addWidget(area)

    def show_year(self, found: YearOverview) -> None:
        """Show where villages stand in a year."""
        grid, places = found.grid, found.standings
        self.table.show_lines([_ranked(place, row, grid.passed) for place, row in grid.ranked])
        _fill(self.categories, [(name, yuan(fen)) for name, fen in grid.categories])
        _fill(
            self.reached,
            [
                (f"{wan_short(one.line_fen)}万元以上", f"{one.villages}", f"{one.share * PERCENT:.1f}%")
                for one in places.reached
            ],
        )
        number = len(places.rows) or 1
        _fill(
            self.tiers,
            [(name, f"{count}", f"{count / number * PERCENT:.1f}%") for name, count in places.tiers],
        )
        self.low.setText(
            f"村均收入 {wan(places.mean_fen)} 万元。\n"
            f"空壳村（{wan_short(places.shell_fen)}万元以下）{_named(places.shell)}\n"
            f"薄弱村（{wan_short(places.weak_fen)}万元以下）{_named(places.weak)}"
        )

    def _add_table(self, box: QVBoxLayout, title: str, headings: tuple[Heading, ...]) -> PlainTable:
        card, table = Card(title), PlainTable(headings, title)
        card.body.addWidget(table)
        box.addWidget(card)
        return table


def _fill(table: PlainTable, rows: list[tuple[str, ...]]) -> None:
    """Show rows in a table just high enough for them."""
    table.show_lines([Line(cells) for cells in rows])
    height = table.horizontalHeader().sizeHint().height() + theme.px(32) * max(1, len(rows)) + 6
    table.setFixedHeight(height)


def _named(villages: tuple[str, ...]) -> str:
    if not villages:
        return "没有。"
    shown = "、".join(villages[:NAMED]) + ("等" if len(villages) > NAMED else "")
    return f"{len(villages)} 个：{shown}。"


def _ranked(place: int, row: IncomeRow, passed: float) -> Line:
    if row.target_fen is None:
        words, tone = "没有设目标", "text_soft"
    elif row.total_fen >= row.target_fen:
        words, tone = "已完成目标", ""
    elif row.behind:
        words, tone = f"落后于时间进度（{passed * PERCENT:.0f}%）", "danger"
    else:
        words, tone = "按进度推进", ""
    cells = (str(place), row.village, yuan(row.total_fen), _target(row.target_fen), _share(row.share), words)
    return Line(
        cells,
        row.village_id,
        tone,
        (place, row.village, row.total_fen, row.target_fen or 0, row.share or 0, words),
    )


def _target(fen: int | None) -> str:
    return "" if fen is None else wan_short(fen)


def _share(share: float | None) -> str:
    return "" if share is None else f"{share * PERCENT:.1f}%"
