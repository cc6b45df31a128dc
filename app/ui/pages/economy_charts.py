"""The year's income as pictures: against target, by category and month, against time, five years, tiers."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.session import Session
from app.ui.widgets.charts import ChartView
from app.ui.widgets.scroll import scroll_area

CHARTS = (
    ("income-target", "各村集体经济收入与目标"),
    ("income-progress", "村集体经济收入进度"),
    ("income-months", "各月村集体经济收入"),
    ("income-category", "村集体经济收入构成"),
    ("income-years", "近五年村集体经济收入"),
    ("income-tiers", "村集体经济收入分档"),
)
WIDE, HEIGHT = 820, 250


class ChartsPane(QWidget):
    """Six charts, two side by side where there is room; `clicked` gives the id of one."""

    clicked = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, theme.space("s"), 0, 0)
        area, box = scroll_area()
        outer.addWidget(area)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.space("m"))
        box.addLayout(self._grid)
        box.addStretch(1)
        self.charts = [ChartView(session, chart, title) for chart, title in CHARTS]
        for chart in self.charts:
            chart.setMinimumHeight(theme.px(HEIGHT))
            chart.clicked.connect(self.clicked)
        self._across = 0
        self._arrange(2)

    def redraw(self, caliber: str) -> None:
        """Draw anew under a caliber because the figures may have changed."""
        for chart in self.charts:
            chart.caliber = caliber
            chart.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the charts under each other where the window is narrow."""
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= theme.px(WIDE) else 1)

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for place, chart in enumerate(self.charts):
            self._grid.addWidget(chart, place // across, place % across)
