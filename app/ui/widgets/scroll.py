"""A place that scrolls when its content is taller than the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.ui import theme


def scroll_area() -> tuple[QScrollArea, QVBoxLayout]:
    """Return a scroll area without a frame and the layout its content goes into."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content = QWidget()
    content.setObjectName("scrolled")
    box = QVBoxLayout(content)
    box.setContentsMargins(0, 0, 4, 0)
    box.setSpacing(theme.space("m"))
    area.setWidget(content)
    return area, box


def scrolling(part: QWidget) -> QScrollArea:
    """Return a place that a part fills, and scrolls in where the place is lower than the part can be."""
    area, box = scroll_area()
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(part)
    return area
