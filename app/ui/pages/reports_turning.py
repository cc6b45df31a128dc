"""The bar under a paper: turning pages and zoom."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QToolButton, QWidget

from app.ui import icons
from app.ui.pages.reports_paper import PAGE, WIDTH, PaperView
from app.ui.widgets.labels import label

ZOOMS: tuple[tuple[str, float | str], ...] = (
    ("适合宽度", WIDTH),
    ("整页", PAGE),
    ("75%", 0.75),
    ("100%", 1.0),
    ("125%", 1.25),
    ("150%", 1.5),
    ("200%", 2.0),
)


class PaperBar(QWidget):
    """Follows and steers one PaperView."""

    def __init__(self, paper: PaperView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = paper
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        self.back = self._turn_button("left", "上一页", -1)
        row.addWidget(self.back)
        row.addWidget(label("第", "soft"))
        self.page = QSpinBox()
        self.page.setAccessibleName("页码")
        self.page.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page.valueChanged.connect(lambda number: paper.go(number - 1))
        row.addWidget(self.page)
        self.count = label("页", "soft")
        row.addWidget(self.count)
        self.forth = self._turn_button("right", "下一页", 1)
        row.addWidget(self.forth)
        row.addSpacing(16)
        self.zoom = QComboBox()
        self.zoom.setAccessibleName("显示比例")
        for words, value in ZOOMS:
            self.zoom.addItem(words, value)
        self.zoom.activated.connect(lambda _index: paper.set_zoom(self.zoom.currentData()))
        row.addWidget(self.zoom)
        row.addStretch(1)
        paper.moved.connect(self._on_moved)
        self.set_count(0)

    def set_count(self, pages: int) -> None:
        """Show how many pages there are."""
        self.setVisible(pages > 0)
        self.count.setText(f"页，共 {pages} 页")
        self.page.setRange(1, max(1, pages))
        self._on_moved(0)

    def _turn_button(self, name: str, words: str, by: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(name))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(lambda: self._paper.go(self._paper.page + by))
        return button

    def _on_moved(self, page: int) -> None:
        self.page.blockSignals(True)
        self.page.setValue(page + 1)
        self.page.blockSignals(False)
        self.back.setEnabled(page > 0)
        self.forth.setEnabled(page + 1 < self.page.maximum())
