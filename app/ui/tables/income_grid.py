"""Villages down, months across: the year's income as a spreadsheet with live totals."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from app.reports.amounts import wan
from app.rules.money import FEN_PER_WAN, FEN_PER_YUAN, parse_amount, yuan
from app.services.incomes import IncomeRow
from app.ui import theme
from app.ui.tables.columns import LEFT, RIGHT
from app.ui.tables.spreadsheet import SpreadsheetDelegate, SpreadsheetTable

Index = QModelIndex | QPersistentModelIndex
PLAIN = QModelIndex()

VILLAGE, TOTAL, TARGET, PROGRESS, FIRST_MONTH = range(5)
UNDATED = FIRST_MONTH + 12
COLUMNS = UNDATED + 1
AROUND = 24
HEADINGS = ("村", "合计", "目标", "进度", *(f"{m}月" for m in range(1, 13)), "未分月")


class IncomeModel(QAbstractTableModel):
    """The year's grid; the last row is the sum of the villages shown. `passed` is the share of the year gone by.

    While it is open, months can be typed into: what is typed shows at once, with its sums, and is announced by
    `edited(village_id, month, text)`. Cells that were refused are marked with why.
    """

    edited = Signal(str, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: list[IncomeRow] = []
        self.passed = 0.0
        self.in_wan = False
        self.is_open = False
        self._refused: dict[tuple[int, int], str] = {}

    def show_rows(self, rows: list[IncomeRow], passed: float, *, is_open: bool = False) -> None:
        """Show these villages; the same villages keep cursor and editor. Open rows can be typed into."""
        shown = [*rows, total_of(rows)] if rows else []
        self.passed = passed
        if rows and is_open == self.is_open and _ids(shown) == _ids(self.shown):
            self.shown = shown
            self._tell_all()
            return
        self.beginResetModel()
        self.shown, self.is_open, self._refused = shown, is_open, {}
        self.endResetModel()

    def refuse(self, cells: Mapping[tuple[int, int], str]) -> None:
        """Mark these cells (row, column), each with what is wrong; none clears the marks."""
        self._refused = dict(cells)
        if self.shown:
            self._tell_all()

    @property
    def factor(self) -> int:
        """分 per unit shown and typed."""
        return FEN_PER_WAN if self.in_wan else FEN_PER_YUAN

    def can_edit(self, row: int, column: int) -> bool:
        """Tell whether a cell can be typed into."""
        return self.is_open and column >= FIRST_MONTH and 0 <= row < len(self.shown) - 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Months of villages can be edited while the grid is open."""
        base = super().flags(index)
        editable = index.isValid() and self.can_edit(index.row(), index.column())
        return base | Qt.ItemFlag.ItemIsEditable if editable else base

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed: show it with its sums at once where it is an amount, and announce it."""
        row, column = index.row(), index.column()
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not self.can_edit(row, column):
            return False
        text = str(value or "").strip()
        if text == self._typed(self.shown[row], column):
            return False
        self._show_typed(row, column - FIRST_MONTH, text)
        month = self.month_of(column)
        self.edited.emit(self.shown[row].village_id, month or 0, text)
        return True

    def month_of(self, column: int) -> int | None:
        """Return the month a column stands for, 0 for the column without a month, None for any other."""
        if column < FIRST_MONTH:
            return None
        return 0 if column == UNDATED else column - FIRST_MONTH + 1

    def column_of(self, month: int) -> int:
        """Return the column of a month, 0 being the column without a month."""
        return UNDATED if month == 0 else FIRST_MONTH + month - 1

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
        """Amounts as text, plain while edited; unbooked money in red; both that and a refusal said in the tooltip."""
        if not index.isValid():
            return None
        row, column = self.shown[index.row()], index.column()
        if role == 0:
            return self._text(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return self._typed(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if column == VILLAGE else RIGHT
        if role == Qt.ItemDataRole.FontRole and (self.is_total(index.row()) or column == TOTAL):
            font = QFont()
            font.setBold(True)
            return font
        refused = self._refused.get((index.row(), column))
        if refused and role == Qt.ItemDataRole.BackgroundRole:
            return theme.color("warning_soft")
        if refused and role == Qt.ItemDataRole.ToolTipRole:
            return refused
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

    def _tell_all(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.shown) - 1, COLUMNS - 1))

    def _show_typed(self, row: int, slot: int, text: str) -> None:
        fen = parse_amount(text, self.factor) if text else 0
        if not isinstance(fen, int) or fen < 0:
            return
        before = self.shown[row]
        months, entries = list(before.months), list(before.entries)
        months[slot], entries[slot] = fen, int(fen > 0)
        rows = self.shown[:-1]
        rows[row] = replace(before, months=tuple(months), entries=tuple(entries))
        self.shown = [*rows, total_of(rows)]
        self._tell_all()

    def _typed(self, row: IncomeRow, column: int) -> str:
        """Return a cell as it would be typed: without marks and separators."""
        if column in (VILLAGE, PROGRESS):
            return self._text(row, column)
        if column == TARGET:
            return "" if row.target_fen is None else _plain(row.target_fen, self.factor)
        if column == TOTAL:
            return _plain(row.total_fen, self.factor)
        slot = column - FIRST_MONTH
        return _plain(row.months[slot], self.factor) if row.months[slot] else ""

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
        if self.is_open and not row.months[slot]:
            return ""
        mark = "*" if row.unbooked[slot] else ""
        return mark + money(row.months[slot], self.in_wan) if row.entries[slot] else ""


class IncomeDelegate(SpreadsheetDelegate):
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


class IncomeTable(SpreadsheetTable):
    """The grid's view: a spreadsheet while the model is open, moved through by arrow keys while it is not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(1, parent)
        self.setAccessibleName("村集体经济收入表")
        self.set_delegates(IncomeDelegate(self), IncomeDelegate(self))
        self.set_row_height(theme.px(30))

    def show_model(self, model: IncomeModel) -> None:
        """Attach the model with the usual widths."""
        self.setModel(model)
        widths = {VILLAGE: 96, TOTAL: 104, TARGET: 96, PROGRESS: 150}
        widths |= dict.fromkeys(range(FIRST_MONTH, COLUMNS), 98)
        self.set_widths({column: theme.px(width) for column, width in widths.items()})
        model.modelReset.connect(self._fit)
        model.dataChanged.connect(self._fit)

    def _fit(self) -> None:
        """Hide the columns that say nothing; give those of money room for their sum."""
        model = self.model()
        if not isinstance(model, IncomeModel):
            return
        self.setColumnHidden(UNDATED, not model.is_open and not any(row.entries[-1] for row in model.shown))
        for column in (TARGET, PROGRESS):
            self.setColumnHidden(column, model.is_open)
        if model.is_open != self.takes_typing:
            self.set_typing(model.is_open)
        if model.shown:
            self._widen(model)

    def _widen(self, model: IncomeModel) -> None:
        font = self.font()
        font.setBold(True)
        metrics, last = QFontMetrics(font), model.rowCount() - 1
        for column in (TOTAL, TARGET, *range(FIRST_MONTH, COLUMNS)):
            needed = metrics.horizontalAdvance(str(model.index(last, column).data() or "")) + theme.px(AROUND)
            if needed > self.columnWidth(column):
                self.set_widths({column: needed})


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


def _plain(fen: int, factor: int) -> str:
    return f"{Decimal(fen) / factor:f}"


def _ids(rows: list[IncomeRow]) -> list[str]:
    return [row.village_id for row in rows]
