"""Villages down, months across: the year's income as a spreadsheet with live totals."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.reports.amounts import wan
from app.rules.money import yuan
from app.services.incomes import IncomeRow
from app.ui import theme
from app.ui.tables.columns import LEFT, RIGHT
from app.ui.tables.frozen import FrozenTable

Index = QModelIndex | QPersistentModelIndex
PLAIN = QModelIndex()

VILLAGE, TOTAL, TARGET, PROGRESS, FIRST_MONTH = range(5)
UNDATED = FIRST_MONTH + 12
COLUMNS = UNDATED + 1
HEADINGS = ("村", "合计", "目标", "进度", *(f"{m}月" for m in range(1, 13)), "未分月")


class IncomeModel(QAbstractTableModel):
    """The year's grid; the last row is the sum of the villages shown. `passed` is the share of the year gone by."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: list[IncomeRow] = []
        self.passed = 0.0
        self.in_wan = False

    def show_rows(self, rows: list[IncomeRow], passed: float) -> None:
        """Show these villages."""
        self.beginResetModel()
        self.shown = [*rows, total_of(rows)] if rows else []
        self.passed = passed
        self.endResetModel()

    def month_of(self, column: int) -> int | None:
        """Return the month a column stands for, 0 for the column without a month, None for any other."""
        if column < FIRST_MONTH:
            return None
        return 0 if column == UNDATED else column - FIRST_MONTH + 1

    def set_unit(self, in_wan: bool) -> None:
        """Show amounts in 万元 or in 元."""
        self.beginResetModel()
        self.in_wan = in_wan
        self.endResetModel()

    def is_total(self, row: int) -> bool:
        """Tell whether `row` is the sum of the others."""
        return row == len(self.shown) - 1

    def rowCount(self, parent: Index = PLAIN) -> int:
        """Villages and the row of totals."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = PLAIN) -> int:
        """Village, twelve months, undated, total, target, progress."""
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = 0) -> Any:
        """Amounts as text; unbooked money in red and said in the tooltip."""
        if not index.isValid():
            return None
        row, column = self.shown[index.row()], index.column()
        if role == 0:
            return self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if column == VILLAGE else RIGHT
        if role == Qt.ItemDataRole.FontRole and (self.is_total(index.row()) or column == TOTAL):
            font = QFont()
            font.setBold(True)
            return font
        slot = column - FIRST_MONTH
        if slot >= 0 and row.unbooked[slot]:
            if role == Qt.ItemDataRole.ForegroundRole:
                return theme.color("danger")
            if role == Qt.ItemDataRole.ToolTipRole:
                return f"其中 {row.unbooked[slot]} 笔未入账"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Names of columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if section in (VILLAGE, PROGRESS) else RIGHT
        return None if role else HEADINGS[section]

    @property
    def unit(self) -> str:
        """The unit amounts are shown in."""
        return "万元" if self.in_wan else "元"

    def _text(self, row: IncomeRow, column: int) -> str:
        if column == VILLAGE:
            return row.village
        if column == TOTAL:
            return money(row.total_fen, self.in_wan)
        if column == TARGET:
            return "" if row.target_fen is None else money(row.target_fen, self.in_wan)
        if column == PROGRESS:
            return "" if row.share is None else f"{row.share * 100:.1f}%"
        slot = column - FIRST_MONTH
        mark = "*" if row.unbooked[slot] else ""
        return mark + money(row.months[slot], self.in_wan) if row.entries[slot] else ""


class IncomeDelegate(QStyledItemDelegate):
    """Paints progress as a bar with a mark where the year stands."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        model = index.model()
        if index.column() != PROGRESS or not isinstance(model, IncomeModel):
            super().paint(painter, option, index)
            return
        share = model.shown[index.row()].share
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs lack the option's fields
        if share is not None:
            ink = option.palette.color(QPalette.ColorRole.Text)  # type: ignore[attr-defined]  # as above
            paint_progress(painter, rect, share, model.passed, ink)


def paint_progress(painter: QPainter, rect: QRect, share: float, passed: float, ink: QColor) -> None:
    """Draw `share` as a bar, `passed` as a line across it, and the percentage beside it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    words = theme.px(58)
    track = QRectF(rect.left() + 6, rect.center().y() - 4, rect.width() - words - 10, 8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("pressed"))
    painter.drawRoundedRect(track, 4, 4)
    done = QRectF(track)
    done.setWidth(track.width() * max(0.0, min(share, 1.0)))
    painter.setBrush(theme.color("success" if share >= 1 else "info" if share >= passed else "warning"))
    painter.drawRoundedRect(done, 4, 4)
    painter.setPen(QPen(theme.color("text_soft"), 1.5))
    mark = track.left() + track.width() * max(0.0, min(passed, 1.0))
    painter.drawLine(int(mark), int(track.top()) - 3, int(mark), int(track.bottom()) + 3)
    painter.setPen(ink)
    right = QRect(rect.right() - words, rect.top(), words - 6, rect.height())
    flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    painter.drawText(right, flags, f"{share * 100:.1f}%")
    painter.restore()


class IncomeTable(FrozenTable):
    """The grid's view, moved through by arrow keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(1, parent)
        self.setAccessibleName("村集体经济收入表")
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.set_delegates(IncomeDelegate(self), IncomeDelegate(self))
        self.set_row_height(theme.px(30))

    def show_model(self, model: IncomeModel) -> None:
        """Attach the model with the usual widths."""
        self.setModel(model)
        widths = {VILLAGE: 96, TOTAL: 104, TARGET: 96, PROGRESS: 150}
        widths |= dict.fromkeys(range(FIRST_MONTH, COLUMNS), 98)
        self.set_widths({column: theme.px(width) for column, width in widths.items()})
        model.modelReset.connect(self._hide_unused)

    def _hide_unused(self) -> None:
        model = self.model()
        undated = isinstance(model, IncomeModel) and any(row.entries[-1] for row in model.shown)
        self.setColumnHidden(UNDATED, not undated)


def total_of(rows: list[IncomeRow]) -> IncomeRow:
    """Return the sum of all villages as a row; its target only when every village has one."""
    targets = [row.target_fen for row in rows]
    whole = None if any(t is None for t in targets) else sum(t or 0 for t in targets)
    return IncomeRow(
        "",
        "合计",
        tuple(map(sum, zip(*(r.months for r in rows), strict=True))),
        tuple(map(sum, zip(*(r.entries for r in rows), strict=True))),
        tuple(map(sum, zip(*(r.unbooked for r in rows), strict=True))),
        whole,
    )


def money(fen: int, in_wan: bool) -> str:
    """Return an amount as shown: 元 to the fen, or 万元 to two places."""
    return wan(fen) if in_wan else yuan(fen)
