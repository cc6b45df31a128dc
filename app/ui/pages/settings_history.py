"""What was done, by whom and when; any operation can be taken back."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services import history
from app.services.history import HistoryItem
from app.ui import theme
from app.ui.session import Session
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.undoing import ask_back
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label
from app.ui.widgets.search import SearchBox

HEADINGS = (
    Heading("时间", 150),
    Heading("使用人", 110),
    Heading("做了什么", 500),
    Heading("改动", 70, right=True),
    Heading("状态"),
)
SHOWN = 1000
SETUP = "setup"
TAKE_BACK = "{}这一步"


class HistoryPane(QWidget):
    """The newest operations with a search and undo."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._items: list[HistoryItem] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        self.search = SearchBox("按内容或使用人查找")
        self.search.setMinimumWidth(theme.px(240))
        self.search.searched.connect(lambda _text: self._show())
        row.addWidget(self.search)
        self.count = label("", "soft")
        row.addWidget(self.count)
        row.addStretch(1)
        self.undo = button(TAKE_BACK.format("撤销"), self._undo, icon="undo")
        row.addWidget(self.undo)
        box.addLayout(row)
        self.table = PlainTable(HEADINGS, "操作历史", sortable=False)
        self.table.line_picked.connect(self._on_picked)
        box.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Read the history."""
        self._items = history.history(self._session.reader, limit=SHOWN)
        self._show()

    def _show(self) -> None:
        text = self.search.text().strip()
        shown = [item for item in self._items if text in item.sentence or text in item.actor]
        self.table.show_lines([_line(item) for item in shown])
        self.count.setText(f"{len(shown)} 条" if len(self._items) < SHOWN else f"最近 {len(shown)} 条")
        self.undo.setEnabled(False)

    def _on_picked(self, item: HistoryItem) -> None:
        wanted = self._to_take_back(item)
        self.undo.setText(TAKE_BACK.format(wanted.verb if wanted else "撤销"))
        self.undo.setEnabled(wanted is not None)

    def _to_take_back(self, item: HistoryItem) -> HistoryItem | None:
        """Return the operation the button takes back: for one that is undone, the undo that stands."""
        if item.undone:
            return next((one for one in self._items if one.undoes == item.id and not one.undone), None)
        return None if item.kind == SETUP else item

    def _undo(self) -> None:
        item: HistoryItem | None = self.table.current
        wanted = None if item is None else self._to_take_back(item)
        if wanted is not None:
            ask_back(self, self._session, wanted)


def _line(item: HistoryItem) -> Line:
    state = f"已{item.verb}" if item.undone else ""
    cells = (item.at.replace("T", " ")[:16], item.actor, item.sentence, f"{item.changes} 处", state)
    return Line(cells, item, "text_faint" if item.undone else "")
