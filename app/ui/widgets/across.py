"""Parts side by side in as many columns as there is room for."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui import theme


class Across(QWidget):
    """Lays its parts in the first of `counts` columns that each get `least` pixels at 100 %, else in the last.

    `least` has to be more than a part needs, or the parts could never be laid anew.
    """

    def __init__(
        self, parts: Sequence[QWidget], counts: Sequence[int], least: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._parts, self._counts, self._least = tuple(parts), tuple(counts), least
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.space("s"))
        self._across = 0
        self._arrange(self._counts[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts anew where the room asks for it."""
        super().resizeEvent(event)
        fits = (count for count in self._counts if self.width() >= count * theme.px(self._least))
        self._arrange(next(fits, self._counts[-1]))

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for place, part in enumerate(self._parts):
            self._grid.addWidget(part, place // across, place % across)
        for column in range(len(self._parts)):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
