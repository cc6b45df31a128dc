"""The imports made so far, newest first, each to be taken back."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import history
from app.services.history import HistoryItem, UndoResult
from app.ui import dialogs, theme
from app.ui.session import Session
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.undoing import ask_back
from app.ui.widgets.buttons import button
from app.ui.widgets.cards import Card

HEADINGS = (Heading("时间", 150), Heading("经办人", 110), Heading("状态", 80), Heading("内容"))
HEIGHT, LOW_HEIGHT = 150, 80
SHOWN = 20
LOOKED_AT = 400


class PastImports(QWidget):
    """A card with the last imports; hidden by its page while there are none."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.card = Card("最近的导入")
        self.undo = button("撤销这次导入", self._undo, icon="undo")
        self.undo.setEnabled(False)
        self.card.header.row.addWidget(self.undo)
        self.table = PlainTable(HEADINGS, "最近的导入", sortable=False)
        self.table.line_picked.connect(lambda item: self.undo.setEnabled(not item.undone))
        self.card.body.addWidget(self.table)
        box.addWidget(self.card)
        self.has_any = False

    def give_room(self, *, is_low: bool) -> None:
        """Show a few imports, in a low window hardly more than the last."""
        self.table.setFixedHeight(theme.px(LOW_HEIGHT if is_low else HEIGHT))

    def refresh(self) -> None:
        """Read them."""
        found = [
            item for item in history.history(self._session.reader, limit=LOOKED_AT) if item.kind == "import"
        ]
        self.has_any = bool(found)
        self.undo.setEnabled(False)
        self.table.show_lines([_line(item) for item in found[:SHOWN]])

    def _undo(self) -> None:
        item: HistoryItem | None = self.table.current
        if item is not None:
            ask_back(self, self._session, item, self._say_undone)

    def _say_undone(self, result: UndoResult) -> None:
        kept = f"\n保留 {len(result.kept)} 处后来改过的内容。" if result.kept else ""
        dialogs.say(self, "已撤销", f"{result.sentence}。{kept}", tone="success")


def _line(item: HistoryItem) -> Line:
    at = item.at.replace("T", " ")[:16]
    return Line(
        (at, item.actor, "已撤销" if item.undone else "", item.sentence),
        item,
        "text_faint" if item.undone else "",
    )
