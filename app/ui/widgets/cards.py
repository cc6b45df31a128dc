"""White cards, and the tile that shows one figure and leads to what is behind it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.labels import label


class SectionHeader(QWidget):
    """A heading with a soft note beside it and room for actions on the right (`row`)."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(theme.space("s"))
        self.title = label(title, "heading")
        self.note = label(note, "soft")
        self.row.addWidget(self.title)
        self.row.addWidget(self.note)
        self.row.addStretch(1)

    def show_note(self, note: str) -> None:
        """Show another note."""
        self.note.setText(note)


class Card(QFrame):
    """A white surface with an optional heading; what belongs on it goes into `body`."""

    def __init__(self, title: str = "", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        edge = theme.space("l")
        self.body.setContentsMargins(edge, edge - 4, edge, edge - 4)
        self.body.setSpacing(theme.space("s"))
        self.header = SectionHeader(title, note)
        self.body.addWidget(self.header)
        self.header.setVisible(bool(title))


class FigureTile(QFrame):
    """One figure with its unit and last year's value; a click or Enter asks for the records behind it."""

    clicked = Signal(str)

    def __init__(self, key: str, title: str, unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tile")
        self.key = key
        self._name = title
        self.setProperty("clickable", "true" if key else "false")
        if key:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip("看这个数字由哪些记录组成")
        box = QVBoxLayout(self)
        edge = theme.space("m")
        box.setContentsMargins(edge, edge - 2, edge, edge - 2)
        box.setSpacing(2)
        self.title = label(title, "soft")
        self.value = label("—", "figure")
        self.unit = label(unit, "unit")
        self.last = label("", "faint")
        figures = QHBoxLayout()
        figures.setSpacing(theme.space("xs"))
        figures.addWidget(self.value, 0, Qt.AlignmentFlag.AlignBottom)
        figures.addWidget(self.unit, 0, Qt.AlignmentFlag.AlignBottom)
        figures.addStretch(1)
        box.addWidget(self.title)
        box.addLayout(figures)
        box.addWidget(self.last)

    def show_value(self, value: str, last: str = "") -> None:
        """Show the figure, and a sentence about last year's under it."""
        self.value.setText(value)
        self.last.setText(last or " ")
        self.setAccessibleName(f"{self._name} {value}{self.unit.text()} {last}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take a click."""
        if (
            self.key
            and event.button() == Qt.MouseButton.LeftButton
            and self.rect().contains(event.position().toPoint())
        ):
            self.clicked.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and the space bar as a click."""
        if self.key and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit(self.key)
        else:
            super().keyPressEvent(event)
