"""Search boxes: the one over a list, and the global one with its list of hits."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.models.store import Store
from app.ui import icons, theme


class SearchBox(QLineEdit):
    """A line with a magnifying glass; `searched` comes a moment after the last key."""

    searched = Signal(str)

    def __init__(self, hint: str, parent: QWidget | None = None, *, delay_ms: int = 0) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setToolTip(hint)
        self.addAction(QAction(icons.icon("search"), "", self), QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self, singleShot=True, interval=delay_ms)
        self._timer.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self.textChanged.connect(self._on_typed)

    def _on_typed(self) -> None:
        # The cross for clearing takes long to make: not before there is something to clear.
        self.setClearButtonEnabled(True)
        self._timer.start()


class GlobalSearch(SearchBox):
    """Finds people and organizations anywhere; arrows choose, Enter opens."""

    picked = Signal(str, str)

    def __init__(self, reader: Store) -> None:
        super().__init__("搜索姓名、拼音首字母、身份证号、电话、党组织（Ctrl+K）")
        self._reader = reader
        self.setMinimumWidth(theme.px(260))
        self.setMaximumWidth(theme.px(460))
        self._hits: QListWidget | None = None
        self.searched.connect(self._search)

    @property
    def hits(self) -> QListWidget:
        """The list of what was found."""
        return self._list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrows, Enter and Escape work the list of hits."""
        hits = self._hits
        if hits is None or not hits.isVisible():
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            hits.setCurrentRow(max(0, min(hits.count() - 1, hits.currentRow() + step)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(hits.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            hits.hide()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide the hits when the place of work is elsewhere."""
        if event.type() == QEvent.Type.FocusOut and self._hits is not None:
            QTimer.singleShot(150, self._hits, self._hits.hide)
        return super().eventFilter(watched, event)

    def _search(self, text: str) -> None:
        hits = self._list()
        hits.clear()
        if not text:
            hits.hide()
            return
        from app.services.search import search

        for hit in search(self._reader, text, limit=50):
            item = QListWidgetItem(
                icons.icon(_ICONS.get(hit.table, "list")), f"{hit.label}　{hit.detail}", hits
            )
            item.setData(Qt.ItemDataRole.UserRole, (hit.table, hit.id))
        if not hits.count():
            nothing = QListWidgetItem("没有找到。可以只输入一部分，例如姓名的拼音首字母。", hits)
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
        self._place(hits)

    def _list(self) -> QListWidget:
        if self._hits is None:
            self._hits = QListWidget(self.window())
            self._hits.setObjectName("hits")
            self._hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._hits.itemClicked.connect(self._pick)
            self.installEventFilter(self)
        return self._hits

    def _place(self, hits: QListWidget) -> None:
        below = self.mapTo(self.window(), QPoint(0, self.height() + 4))
        rows = min(hits.count(), 10)
        hits.setGeometry(
            below.x(), below.y(), max(self.width(), theme.px(520)), rows * (hits.sizeHintForRow(0) + 1) + 6
        )
        hits.setCurrentRow(0)
        hits.show()
        hits.raise_()

    def _pick(self, item: QListWidgetItem | None) -> None:
        target = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if target is not None:
            self._list().hide()
            self.clear()
            self.picked.emit(*target)


_ICONS = {"person": "people", "organization": "branch", "village": "village", "village_group": "village"}
