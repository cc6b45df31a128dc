"""Labels by role, as the style sheet knows them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a plain-text label; roles: title, heading, soft, faint, figure, unit, label, error, code."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


class ShortenedLabel(QLabel):
    """One line that may be given less room than its text wants; it is then shortened, and whole in the tooltip.

    `tip` is what the tooltip says while the text is whole.
    """

    tip = ""

    def minimumSizeHint(self) -> QSize:
        """Take next to no room where there is none."""
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Want the room of the whole text."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as there is room for."""
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else self.tip)
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(self.rect(), int(self.alignment()), shown)


def rule() -> QFrame:
    """Return a thin horizontal line."""
    made = QFrame()
    made.setObjectName("rule")
    return made
