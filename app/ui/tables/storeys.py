"""A heading of two storeys: groups above, columns below, as clerks know it from their workbooks."""

from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from app.ui import theme


class Group(NamedTuple):
    """A group of neighbouring columns, `first` to `last` inclusive."""

    label: str
    first: int
    last: int


class StoreyHeader(QHeaderView):
    """Paints group labels over runs of columns; a column outside every group takes both storeys."""

    def __init__(self, lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._groups: tuple[Group, ...] = ()
        self._lines = lines
        font = self.font()
        font.setPixelSize(theme.px(12))
        self.setFont(font)
        self.setStyleSheet(f"QHeaderView {{ font-size: {theme.px(12)}px; }}")
        self.setMinimumSectionSize(theme.px(24))
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def attach(self) -> None:
        """Repaint group labels when the table is scrolled sideways (call once the header is in its table)."""
        table = self.parent()
        if isinstance(table, QWidget):
            bar = getattr(table, "horizontalScrollBar", None)
            if bar is not None:
                bar().valueChanged.connect(self.viewport().update)

    def set_groups(self, groups: tuple[Group, ...]) -> None:
        """Show these groups."""
        self._groups = groups
        self.updateGeometry()
        self.viewport().update()

    def set_lines(self, lines: int) -> None:
        """Leave room for as many lines of column headings."""
        self._lines = lines
        self.updateGeometry()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Room for the group line and for `lines` lines of column headings."""
        line = self.fontMetrics().lineSpacing()
        upper = self._upper() if self._groups else 0
        return QSize(super().sizeHint().width(), upper + line * self._lines + 10)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Paint one column heading and its part of the group label."""
        group = next((g for g in self._groups if g.first <= logical <= g.last), None)
        upper = self._upper() if group else 0
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, theme.color("sunken"))
        lower = rect.adjusted(0, upper, 0, 0)
        model = self.model()
        text = str(model.headerData(logical, Qt.Orientation.Horizontal) or "") if model else ""
        painter.setPen(theme.color("text_soft"))
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWrapAnywhere)
        painter.setFont(self.font())
        painter.drawText(lower.adjusted(2, 2, -2, -2), flags, text)
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(lower.topRight(), lower.bottomRight())
        if group:
            self._paint_group(painter, rect, group, upper)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, group: Group, upper: int) -> None:
        left = self.sectionViewportPosition(group.first)
        right = self.sectionViewportPosition(group.last) + self.sectionSize(group.last)
        whole = QRect(left, rect.top(), right - left, upper)
        seen = whole.intersected(QRect(0, rect.top(), self.viewport().width(), upper))
        painter.setPen(theme.color("text"))
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        text = painter.fontMetrics().elidedText(group.label, Qt.TextElideMode.ElideRight, seen.width() - 4)
        painter.drawText(seen, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.setPen(theme.color("line"))
        painter.drawLine(whole.bottomLeft(), whole.bottomRight())
        painter.drawLine(whole.topRight(), whole.bottomRight())

    def _upper(self) -> int:
        return self.fontMetrics().lineSpacing() + 8
