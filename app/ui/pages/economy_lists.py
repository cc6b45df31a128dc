"""Villages beside their targets: ranking with who is behind, and what income is made of."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.reports.amounts import wan_short
from app.rules.money import yuan
from app.services.incomes import IncomeGrid, IncomeRow
from app.ui import theme
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.cards import Card

RANKING = (
    Heading("名次", 56, right=True),
    Heading("村", 120),
    Heading("收入（元）", 130, right=True),
    Heading("目标（万元）", 110, right=True),
    Heading("完成目标", 90, right=True),
    Heading("情况"),
)
PERCENT = 100


class RankingPane(QWidget):
    """All villages from the highest income down; those behind time in red; categories beside them."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.space("s"), 0, 0)
        row.setSpacing(theme.space("m"))
        self.table = PlainTable(RANKING, "村集体经济收入排名")
        self.table.line_opened.connect(self.opened)
        row.addWidget(self.table, 1)
        side = QVBoxLayout()
        self.card = Card("收入构成")
        self.card.setMinimumWidth(theme.px(280))
        self.categories = PlainTable(
            (Heading("类别", 130), Heading("金额（元）", 120, right=True)), "收入构成"
        )
        self.card.body.addWidget(self.categories, 1)
        side.addWidget(self.card, 1)
        row.addLayout(side)

    def show_grid(self, grid: IncomeGrid) -> None:
        """Show the ranking of a year's grid."""
        self.table.show_lines([_ranked(place, row, grid.passed) for place, row in grid.ranked])
        self.categories.show_lines([Line((name, yuan(fen))) for name, fen in grid.categories])


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
