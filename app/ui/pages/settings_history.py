"""What was done, by whom and when; any operation can be taken back."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.store import Store
from app.progress import Progress
from app.services import history
from app.services.history import HistoryItem, UndoResult
from app.ui import dialogs, theme
from app.ui.session import Session
from app.ui.tables.plain import Heading, Line, PlainTable
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
KEPT_SHOWN = 8
SETUP = "setup"


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
        self.undo = button("撤销这一步", self._undo, icon="undo")
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
        self.undo.setEnabled(not item.undone and item.kind != SETUP)

    def _undo(self) -> None:
        item: HistoryItem | None = self.table.current
        if item is None or not dialogs.ask(
            self, "撤销", f"要撤销“{item.sentence}”吗？\n撤销也是一步操作，以后还能再撤回来。", yes="撤销"
        ):
            return
        operation, actor = item.id, self._session.actor

        def task(store: Store, _progress: Progress) -> UndoResult:
            return history.undo(store, operation=operation, actor=actor)

        self._session.run(task, done=self._on_undone, title="正在撤销")

    def _on_undone(self, result: UndoResult) -> None:
        if result.kept:
            kept = "\n".join(result.kept[:KEPT_SHOWN])
            dialogs.say(self, "已撤销", f"{result.sentence}\n以下内容后来又改过，保留不动：\n{kept}")


def _line(item: HistoryItem) -> Line:
    state = "已撤销" if item.undone else ""
    cells = (item.at.replace("T", " ")[:16], item.actor, item.sentence, f"{item.changes} 处", state)
    return Line(cells, item, "text_faint" if item.undone else "")
