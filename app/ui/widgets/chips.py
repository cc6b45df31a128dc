"""A row of small switches of which exactly one is on: quick filters with their counts."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from app.ui.widgets.flow import FlowLayout


class Chips(QWidget):
    """Each chip has a code and a title; `chosen` tells the code of the one switched on."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self)
        self._group = QButtonGroup(self)
        self._titles = dict(choices)
        self.buttons: dict[str, QPushButton] = {}
        for code, title in choices:
            chip = QPushButton(title)
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _checked=False, code=code: self.chosen.emit(code))
            self._group.addButton(chip)
            self.buttons[code] = chip
            row.addWidget(chip)
        self.buttons[choices[0][0]].setChecked(True)

    @property
    def value(self) -> str:
        """The code of the chip switched on."""
        return next(code for code, chip in self.buttons.items() if chip.isChecked())

    def choose(self, code: str) -> None:
        """Switch a chip on."""
        self.buttons[code].setChecked(True)
        self.chosen.emit(code)

    def show_counts(self, counts: dict[str, int], *, only_some: bool = False) -> None:
        """Show how many there are behind each chip; with `only_some` a chip with none is left out unless switched on."""
        for number, (code, chip) in enumerate(self.buttons.items()):
            count = counts.get(code, 0)
            chip.setText(f"{self._titles[code]} {count}")
            chip.setVisible(not only_some or not number or bool(count) or chip.isChecked())
