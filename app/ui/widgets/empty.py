"""What a place shows while it has nothing to show: an icon, a sentence, and what to do next."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui import icons, theme
from app.ui.widgets.labels import label

ICON_SIZE = 52


class EmptyState(QWidget):
    """An icon over a sentence, a hint and at most one action."""

    def __init__(
        self,
        icon: str,
        title: str,
        hint: str = "",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setSpacing(theme.space("s"))
        box.addStretch(1)
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, "line_strong", theme.px(ICON_SIZE), self.devicePixelRatioF()))
        self.title = label(title, "heading", wrap=True)
        self.hint = label(hint, "soft", wrap=True)
        for part in (picture, self.title, self.hint):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(part)
        self.hint.setVisible(bool(hint))
        self.button = QPushButton(action)
        self.button.setProperty("role", "primary")
        if on_action is not None:
            self.button.clicked.connect(lambda: on_action())
        box.addSpacing(theme.space("s"))
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button.setVisible(bool(action))
        box.addStretch(2)

    def show_words(self, title: str, hint: str = "") -> None:
        """Say something else."""
        self.title.setText(title)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
