"""Villages beside their targets: ranking with who is behind, and the half-year check."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.reports.amounts import wan_short
from app.rules.money import yuan
from app.services.incomes import HalfYearRow, IncomeGrid, IncomeRow
from app.ui import theme
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.cards import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import label

RANKING = (
    Heading("名次", 56, right=True),
    Heading("村", 120),
    Heading("收入（元）", 130, right=True),
    Heading("目标（万元）", 110, right=True),
    Heading("完成目标", 90, right=True),
    Heading("情况"),
)
HALF = (
    Heading("村", 120),
    Heading("上半年收入（元）", 150, right=True),
    Heading("全年目标（万元）", 130, right=True),
    Heading("完成目标", 90, right=True),
    Heading("核查结果"),
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


class HalfYearPane(QWidget):
    """进度过半、收入未过半: every village at the end of June."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.space("s"), 0, 0)
        self.summary = label("", "heading", wrap=True)
        box.addWidget(self.summary)
        self.table = PlainTable(HALF, "半年核查")
        self.table.line_opened.connect(self.opened)
        box.addWidget(self.table, 1)
        self.empty = EmptyState(
            "village", "本年度还没有设收入目标", "在“数据交换”导入目标表，或用“设目标”登记。"
        )
        box.addWidget(self.empty, 1)

    def show_rows(self, year: int, rows: list[HalfYearRow]) -> None:
        """Show the check of a year."""
        measured = [row for row in rows if row.target_fen]
        behind = [row.village for row in measured if row.behind]
        if behind:
            words = f"{year}年进度过半、收入未过半的村 {len(behind)} 个：{'、'.join(behind)}。"
        else:
            words = f"{year}年上半年 {len(measured)} 个村收入都已过半。"
        self.summary.setText(words)
        self.table.show_lines([_checked(row) for row in rows])
        for part in (self.summary, self.table):
            part.setVisible(bool(measured))
        self.empty.setVisible(not measured)


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


def _checked(row: HalfYearRow) -> Line:
    share = row.actual_fen / row.target_fen if row.target_fen else None
    words = "没有设目标" if share is None else "收入未过半，需及时调度" if row.behind else "收入已过半"
    tone = "text_soft" if share is None else "danger" if row.behind else ""
    cells = (row.village, yuan(row.actual_fen), _target(row.target_fen), _share(share), words)
    return Line(
        cells, row.village_id, tone, (row.village, row.actual_fen, row.target_fen or 0, share or 0, words)
    )


def _target(fen: int | None) -> str:
    return "" if fen is None else wan_short(fen)


def _share(share: float | None) -> str:
    return "" if share is None else f"{share * PERCENT:.1f}%"
