"""Two parts side by side where there is room, over each other where there is not."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from app.ui import theme


class TurningSplitter(QSplitter):
    """Turns upright when it is narrower than `least` pixels at 100 %."""

    def __init__(self, least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self.setChildrenCollapsible(False)
        self.setSizePolicy(self.sizePolicy().Policy.Ignored, self.sizePolicy().verticalPolicy())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the new width asks for it, once this layout is done."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(self._least)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if wanted != self.orientation():
            QTimer.singleShot(0, self, lambda: self.setOrientation(wanted))
