"""A row of filters over a list: a search box and drop-down choices, with one way to clear them all."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QToolButton, QWidget

from app.ui import icons, theme
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.search import SearchBox

SEARCH_WIDTH, CHOICE_WIDTH = 184, 200
Choice = tuple[str, str]
"""What a filter asks for and the word shown for it."""


class FilterBar(QWidget):
    """Emits `changed` whenever what is asked for is another; `row` takes further widgets at the end."""

    changed = Signal()

    def __init__(self, hint: str = "", parent: QWidget | None = None, *, delay_ms: int = 0) -> None:
        super().__init__(parent)
        self.row = FlowLayout(self)
        self.search = SearchBox(hint, delay_ms=delay_ms)
        self.search.setFixedWidth(theme.px(SEARCH_WIDTH))
        self.search.searched.connect(lambda _text: self.changed.emit())
        self.row.addWidget(self.search)
        self.search.setVisible(bool(hint))
        self._combos: dict[str, QComboBox] = {}
        self._everything: dict[str, str] = {}
        self._narrowing: set[str] = set()
        self.clear_button = QToolButton()
        self.clear_button.setIcon(icons.icon("close"))
        self.clear_button.setToolTip("清除条件")
        self.clear_button.setAccessibleName("清除条件")
        self.clear_button.clicked.connect(self.clear)
        self.clear_button.hide()
        self.row.addWidget(self.clear_button)
        self.changed.connect(self._show_clear)

    @property
    def text(self) -> str:
        """The words searched for."""
        return self.search.text().strip()

    @property
    def narrows(self) -> bool:
        """Tell whether anything less than everything is asked for."""
        return bool(self.text) or any(self.value(name) for name in self._narrowing)

    @property
    def asked(self) -> dict[str, str]:
        """What is asked for by name, the words searched for as `text`; what asks for nothing is left out."""
        values = {"text": self.text, **{name: self.value(name) for name in self._combos}}
        return {name: value for name, value in values.items() if value}

    def ask(self, asked: Mapping[str, str]) -> None:
        """Ask for exactly this, as `asked` gave it; a choice that is no longer offered asks for nothing."""
        self.blockSignals(True)
        self.search.setText(asked.get("text", ""))
        for name in self._combos:
            self.choose(name, asked.get(name, ""))
        self.blockSignals(False)
        self.changed.emit()

    def add(
        self, name: str, title: str, choices: Sequence[Choice], everything: str = "", *, narrows: bool = True
    ) -> QComboBox:
        """Add a drop-down; its first entry, `everything` or “title：全部”, asks for nothing.

        One that does not narrow asks for an arrangement, and stays when the conditions are cleared.
        """
        combo = QComboBox()
        combo.setAccessibleName(title)
        combo.setToolTip(title)
        combo.setMaxVisibleItems(16)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.setMinimumWidth(theme.px(104))
        combo.setMaximumWidth(theme.px(CHOICE_WIDTH))
        self._combos[name] = combo
        self._everything[name] = everything
        if narrows:
            self._narrowing.add(name)
        self.set_choices(name, title, choices)
        combo.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.row.insertWidget(self.row.indexOf(self.clear_button), combo)
        return combo

    def set_choices(self, name: str, title: str, choices: Sequence[Choice]) -> None:
        """Offer other choices, keeping what is chosen where it is still offered."""
        combo = self._combos[name]
        kept = combo.currentData()
        combo.blockSignals(True)
        combo.clear()
        combo.addItem(self._everything[name] or f"{title}：全部", "")
        for value, shown in choices:
            combo.addItem(shown, value)
        combo.setCurrentIndex(max(0, combo.findData(kept)))
        combo.blockSignals(False)

    def show_only(self, names: Sequence[str]) -> None:
        """Show these drop-downs where there is no room for all; the others keep asking for what is chosen."""
        for name, combo in self._combos.items():
            combo.setVisible(name in names)

    def value(self, name: str) -> str:
        """Return what a drop-down asks for, empty for everything."""
        return str(self._combos[name].currentData() or "")

    def choose(self, name: str, value: str) -> None:
        """Set a drop-down."""
        self._combos[name].setCurrentIndex(max(0, self._combos[name].findData(value)))

    def clear(self) -> None:
        """Ask for everything again."""
        self.search.clear()
        for name in self._narrowing:
            self._combos[name].setCurrentIndex(0)

    def _show_clear(self) -> None:
        self.clear_button.setVisible(self.narrows)
