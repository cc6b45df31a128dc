"""The light delegate: paints a cell's text itself, shortened where it does not fit, whole in the tooltip."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from app.ui import theme
from app.ui.tables.columns import SIDES
from app.ui.tables.rows import TableModel

Index = QModelIndex | QPersistentModelIndex
EDGE = 8


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of a TableModel."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = theme.color("text")
        self._chosen = theme.color("accent_soft")
        self._stripe = theme.color("sunken")
        self._heading = theme.color("neutral_soft")
        self._line = theme.color("line")
        self._focus = theme.color("accent")
        self._tones: dict[str, QColor] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, text and the focus frame of one cell."""
        model = index.model()
        if not isinstance(model, TableModel):
            super().paint(painter, option, index)
            return
        row, number = index.row(), index.column()
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave the option's fields out
        state = option.state  # type: ignore[attr-defined]  # as above
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._chosen)
        elif model.is_heading(row):
            painter.fillRect(rect, self._heading)
        elif row & 1:
            painter.fillRect(rect, self._stripe)
        text = model.cell_text(row, number)
        if text:
            tone = model.cell_tone(row, number)
            painter.setPen(self._tone(tone) if tone else self._text)
            room = rect.adjusted(EDGE, 0, -EDGE, 0)
            metrics: QFontMetrics = option.fontMetrics  # type: ignore[attr-defined]  # as above
            if metrics.horizontalAdvance(text) > room.width():
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, SIDES[model.columns[number].side], text)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._focus)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room a cell's text wants."""
        metrics: QFontMetrics = option.fontMetrics  # type: ignore[attr-defined]  # as above
        text = index.data() or ""
        return QSize(metrics.horizontalAdvance(str(text)) + 2 * EDGE + 2, metrics.height() + 2 * EDGE)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Show the whole text where it was shortened."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return False
        text = str(index.data() or "")
        wanted = view.fontMetrics().horizontalAdvance(text) + 2 * EDGE
        if text and ("\n" in text or wanted > view.visualRect(index).width()):
            QToolTip.showText(event.globalPos(), text, view)
        else:
            QToolTip.hideText()
        return True

    def _tone(self, role: str) -> QColor:
        if role not in self._tones:
            self._tones[role] = theme.color(role)
        return self._tones[role]
