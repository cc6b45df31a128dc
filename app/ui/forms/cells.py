"""A field of a form in its cell: the heading above it, what helps and what is wrong with it below."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.labels import label


class FieldCell(QWidget):
    """Holds `widget` under `heading`, with a star when it is `required`; `hint` stands inside a field of several lines."""

    def __init__(self, heading: str, widget: QWidget, *, required: bool = False, hint: str = "") -> None:
        super().__init__()
        self._widget = widget
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        above = label(f"{heading} *" if required else heading, "label")
        above.setBuddy(widget)
        widget.setAccessibleName(heading)
        self.wrong = label("", "error", wrap=True)
        self.wrong.hide()
        for part in (above, widget, self.wrong):
            box.addWidget(part)
        if isinstance(widget, QPlainTextEdit):
            widget.setPlaceholderText(hint)
        elif hint:
            box.addWidget(label(hint, "faint", wrap=True))
        box.addStretch(1)

    def show_errors(self, messages: Sequence[str]) -> None:
        """Say what is wrong with the field, and mark it; without a message it is as it should be."""
        self.wrong.setText("\n".join(messages))
        self.wrong.setVisible(bool(messages))
        self._widget.setProperty("wrong", "true" if messages else "false")
        theme.repolish(self._widget)
