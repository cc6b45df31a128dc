"""A record's facts as label and value side by side."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui import theme
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import clear


class FactGrid(QWidget):
    """Label and value pairs in one or two columns; the values can be selected and copied."""

    def __init__(self, sides: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sides = sides
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space("m"))
        self._grid.setVerticalSpacing(theme.space("s") - 2)
        for side in range(sides):
            self._grid.setColumnMinimumWidth(2 * side, theme.px(84))
            self._grid.setColumnStretch(2 * side + 1, 1)

    def show_pairs(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Show other pairs."""
        clear(self._grid)
        for place, (name, value) in enumerate(pairs):
            row, side = divmod(place, self._sides)
            name_label, value_label = label(name, "label"), label(value, wrap=True)
            value_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(name_label, row, 2 * side, top)
            self._grid.addWidget(value_label, row, 2 * side + 1, top)
