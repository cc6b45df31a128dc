"""The table every page uses: whole rows chosen, Enter opens, Ctrl+C copies as text, headings sort."""

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ui import theme
from app.ui.tables.cursor import put_cursor
from app.ui.tables.delegate import CellDelegate
from app.ui.tables.rows import Index, TableModel

ROW_HEIGHT = 32


class TableView(QTableView):
    """Shows a TableModel. `opened` gives the row on Enter or double click, `picked` the row the cursor is in."""

    opened = Signal(int)
    picked = Signal(int)

    def __init__(
        self, model: TableModel | None = None, parent: QWidget | None = None, *, sortable: bool = True
    ) -> None:
        super().__init__(parent)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(theme.px(40))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(sortable)
        self.add_action("复制", QKeySequence.StandardKey.Copy, self.copy_selection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.doubleClicked.connect(lambda index: self.open_row(index.row()))
        if model is not None:
            self.show_model(model)

    def show_model(self, model: TableModel) -> None:
        """Show a model with its columns' widths."""
        self.setModel(model)
        # The headings show no selection; over the table's own, Qt would look through every row for each of them.
        header = self.horizontalHeader()
        header.setSelectionModel(QItemSelectionModel(model, header))
        self.apply_widths()
        model.modelReset.connect(self.clearSelection)

    def add_action(self, words: str, keys: QKeySequence.StandardKey, act: Callable[[], object]) -> None:
        """Offer something in the menu of the right button and by keys, while the cursor is in the table."""
        action = QAction(words, self)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked=False: act())
        self.addAction(action)

    def apply_widths(self) -> None:
        """Give the columns the widths they ask for."""
        model = self.model()
        if isinstance(model, TableModel):
            for number, column in enumerate(model.columns):
                self.setColumnWidth(number, theme.px(column.width))

    @property
    def row(self) -> int:
        """The row the cursor is in, -1 for none."""
        return self.currentIndex().row()

    def chosen_rows(self) -> list[int]:
        """Return the chosen rows from top to bottom."""
        chosen = self.selectionModel()
        ranges = chosen.selection().toList() if chosen is not None else []
        return sorted({row for part in ranges for row in range(part.top(), part.bottom() + 1)})

    def open_row(self, row: int) -> None:
        """Ask for what lies behind a row."""
        self.opened.emit(row)

    def choose_row(self, row: int) -> None:
        """Put the cursor into a row and bring it into view."""
        index = self.model().index(row, 0)
        put_cursor(self, index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def copy_selection(self) -> None:
        """Put the chosen rows on the clipboard as text with tabs, as spreadsheets take it."""
        model = self.model()
        shown = [n for n in range(model.columnCount()) if not self.isColumnHidden(n)]
        lines = [
            "\t".join(str(model.index(row, n).data() or "") for n in shown) for row in self.chosen_rows()
        ]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row the cursor has come to."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.picked.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.open_row(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return a modest size: layouts stretch tables."""
        return QSize(theme.px(360), theme.px(160))
