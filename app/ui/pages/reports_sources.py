"""反查 from a report: each of its sentences with the figures in it, each figure leading to its records."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.reports.facts import Sentence
from app.ui import icons, theme
from app.ui.trace import figure_text
from app.ui.widgets.labels import label

KEY = Qt.ItemDataRole.UserRole


class SourcesPanel(QFrame):
    """A tree of sentences and figures; `wanted(key)` when a figure is activated."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setMinimumWidth(theme.px(260))
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("s"), theme.space("s"))
        box.addWidget(label("数字从哪里来", "heading"))
        box.addWidget(label("点一个数字，看它由哪些记录组成。", "soft", wrap=True))
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName("报告里的数字")
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.itemClicked.connect(self._on_item)
        self.tree.itemActivated.connect(self._on_item)
        box.addWidget(self.tree, 1)

    def show_sentences(self, sentences: Sequence[Sentence], figures: Mapping[str, str]) -> None:
        """Show the sentences whose figures can be looked behind; `figures` is key → the figure in words."""
        self.tree.clear()
        for sentence in sentences:
            keys = [key for key in dict.fromkeys(sentence.keys) if key in figures]
            if not keys:
                continue
            head = QTreeWidgetItem(self.tree, [sentence.text])
            head.setToolTip(0, sentence.text)
            for key in keys:
                child = QTreeWidgetItem(head, [figures[key]])
                child.setIcon(0, icons.icon("trace", "info"))
                child.setForeground(0, theme.color("info"))
                child.setData(0, KEY, key)
        self.tree.expandAll()

    @property
    def has_any(self) -> bool:
        """Tell whether there is a sentence to look behind."""
        return self.tree.topLevelItemCount() > 0

    def _on_item(self, item: QTreeWidgetItem, _column: int) -> None:
        key = item.data(0, KEY)
        if key:
            self.wanted.emit(key)


def figure_words(titles: Mapping[str, tuple[str, str]], counted: Mapping[str, Any]) -> dict[str, str]:
    """Return key → title, value and unit, for instance 党支部　53 个; `counted` are the key figures, nested."""
    found = {}
    for key, (title, unit) in titles.items():
        value: Any = counted
        for name in key.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        shown = "" if value is None or isinstance(value, list) else f"　{figure_text(value)} {unit}"
        found[key] = f"{title}{shown}"
    return found
