"""A person in a form: found by a few characters among however many, the first hits offered while typing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from app.models.store import Store
from app.services import search
from app.services.search import Hit

HINT = "输入姓名、拼音首字母、身份证号或电话查找"
ID = Qt.ItemDataRole.UserRole


class PersonField(QLineEdit):
    """Speaks the id of the person chosen; words that mean nobody come back as typed, for the checks to refuse."""

    chosen = Signal(str)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.setPlaceholderText(HINT)
        self._store = store
        self._id = ""
        self.hits = QStandardItemModel(self)
        offered = QCompleter(self.hits, self)
        offered.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        offered.activated.connect(self._take)
        self.setCompleter(offered)
        self.textEdited.connect(self._on_typed)

    def text_value(self) -> str:
        """Return the id chosen, or of the only person with the name typed, else what is typed."""
        typed = self.text().strip()
        if self._id or not typed:
            return self._id
        named = [hit.id for hit in search.people(self._store, typed) if hit.label == typed]
        return named[0] if len(named) == 1 else typed

    def put(self, text: str) -> None:
        """Show the person with an id."""
        self._choose(search.person_hit(self._store, text))

    def look(self) -> None:
        """Offer whom the typed characters can mean."""
        self.hits.clear()
        for hit in search.people(self._store, self.text()):
            item = QStandardItem(f"{hit.label}　{hit.detail}")
            item.setData(hit, ID)
            self.hits.appendRow(item)
        if self.hits.rowCount() and self.hasFocus():
            self.completer().complete()

    def _take(self, shown: str) -> None:
        self._choose(next((item.data(ID) for item in self.hits.findItems(shown)), None))

    def _on_typed(self) -> None:
        self._id = ""
        self.look()

    def _choose(self, hit: Hit | None) -> None:
        self._id = hit.id if hit is not None else ""
        words = f"{hit.label}　{hit.detail}" if hit is not None else ""
        self.setText(words)
        self.setCursorPosition(0)
        if self._id:
            self.chosen.emit(self._id)
