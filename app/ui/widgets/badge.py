"""A small rounded word with a tone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui import theme


class Badge(QLabel):
    """Tones: neutral, danger, warning, success, info."""

    def __init__(self, text: str = "", tone: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName("badge")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_word(self, text: str, tone: str) -> None:
        """Show another word in another tone."""
        self.setText(text)
        self.setProperty("tone", tone)
        theme.repolish(self)
