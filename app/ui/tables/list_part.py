"""A list with its heading, its actions and what it says while it is empty: the piece the tabs are made of."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import label


class ListPart(QWidget):
    """`opened` and `picked` give the key of a line; actions stand on the right over the list."""

    opened = Signal(object)
    picked = Signal(object)

    def __init__(
        self,
        headings: Sequence[Heading],
        name: str,
        empty: tuple[str, str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.box = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space("s"))
        self.row = QHBoxLayout()
        self.row.setSpacing(theme.space("s"))
        self.heading = label(name, "heading")
        self.note = label("", "soft", wrap=True)
        self.row.addWidget(self.heading)
        self.row.addWidget(self.note, 1)
        box.addLayout(self.row)
        self.table = PlainTable(headings, name)
        self.table.setMinimumHeight(theme.px(96))
        self.table.line_opened.connect(self.opened)
        self.table.line_picked.connect(self.picked)
        box.addWidget(self.table, 1)
        self.empty = EmptyState(*empty)
        self.empty.hide()  # nobody knows yet
        box.addWidget(self.empty, 1)
        self._needing_line: list[QPushButton] = []

    def add_action(
        self, text: str, on_click: Callable[[], object], *, icon: str = "", needs_line: bool = False
    ) -> QPushButton:
        """Put an action over the list; one that `needs_line` is dead while the list is empty."""
        made = button(text, on_click, icon=icon)
        self.row.addWidget(made)
        if needs_line:
            self._needing_line.append(made)
        return made

    def show_lines(self, lines: Sequence[Line], note: str = "") -> None:
        """Show these lines; the cursor stays on the line it was on, else goes to the first."""
        before = self.table.current
        self.table.show_lines(lines)
        self.note.setText(note)
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        for made in self._needing_line:
            made.setEnabled(bool(lines))
        if lines:
            at = next((n for n, line in enumerate(self.table.plain.rows) if line.key == before), 0)
            self.table.choose_row(at)

    @property
    def current(self) -> str:
        """The key of the line the cursor is in, "" for none."""
        return str(self.table.current or "")

    @property
    def chosen(self) -> list[str]:
        """The keys of the chosen lines."""
        return [str(self.table.plain.record(row).key) for row in self.table.chosen_rows()]
