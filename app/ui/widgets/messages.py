"""A strip over a page's content that says something and may offer one action."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from app.ui import icons, theme
from app.ui.widgets.labels import label


class MessageBar(QFrame):
    """Hidden until it has something to say; tones: info, success, warning, danger. `put_away` by its cross."""

    put_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        row = QHBoxLayout(self)
        row.setContentsMargins(
            theme.space("m"), theme.space("xs") + 2, theme.space("s"), theme.space("xs") + 2
        )
        row.setSpacing(theme.space("s"))
        self._icon = QLabel()
        self.text = label("", wrap=True)
        self.action = QPushButton()
        self.action.setProperty("role", "link")
        self._on_action: Callable[[], object] | None = None
        self.action.clicked.connect(self._act)
        close = QToolButton()
        close.setIcon(icons.icon("close"))
        close.setIconSize(QSize(16, 16))
        close.setToolTip("收起")
        close.clicked.connect(self.hide)
        close.clicked.connect(self.put_away)
        row.addWidget(self._icon)
        row.addWidget(self.text, 1)
        row.addWidget(self.action)
        row.addWidget(close)
        self.hide()

    def show_message(
        self, text: str, tone: str = "info", action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """Say something, with at most one action."""
        self.setProperty("tone", tone)
        theme.repolish(self)
        self._icon.setPixmap(icons.pixmap(tone, tone, theme.px(20), self.devicePixelRatioF()))
        self.text.setText(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self._on_action = on_action
        self.show()

    def forget_success(self) -> None:
        """Take back that something was done, once it has been undone."""
        if self.property("tone") == "success":
            self.hide()

    def _act(self) -> None:
        if self._on_action is not None:
            self._on_action()
