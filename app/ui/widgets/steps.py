"""A strip of named steps: done, now, and still to come."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.ui import icons, theme
from app.ui.widgets.labels import label


class StepStrip(QWidget):
    """Shows where in a short way the user stands."""

    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("s"))
        self.labels: list[QLabel] = []
        for number, step in enumerate(steps, start=1):
            if number > 1:
                arrow = QLabel()
                arrow.setPixmap(icons.pixmap("right", "text_faint", theme.px(16), self.devicePixelRatioF()))
                row.addWidget(arrow)
            shown = label(f"{number}　{step}")
            shown.setObjectName("step")
            self.labels.append(shown)
            row.addWidget(shown)
        row.addStretch(1)
        self.show_step(0)

    def show_step(self, now: int) -> None:
        """Mark the step with index `now` as the one under way; a number past the end marks all as done."""
        for number, shown in enumerate(self.labels):
            state = "done" if number < now else "now" if number == now else "later"
            shown.setProperty("state", state)
            theme.repolish(shown)
