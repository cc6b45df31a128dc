"""A table whose first columns stay in view while the others scroll under them."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ui import theme

Index = QModelIndex | QPersistentModelIndex


class FrozenTable(QTableView):
    """A QTableView with a second view laid over its first `frozen` columns; both share model and selection."""

    def __init__(self, frozen: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frozen = frozen
        self._left = QTableView(self)
        self._left.setObjectName("frozenColumns")
        for view in (self, self._left):
            _plain(view)
        self._left.setStyleSheet(
            f"QTableView#frozenColumns {{ border: 0; border-radius: 0; border-right: 1px solid {theme.color('line_strong').name()}; }}"
        )
        self._left.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._left.setFocusProxy(self)
        self._left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._left.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._left.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(self._left.verticalScrollBar().setValue)
        # It learns how far it can be scrolled after this view: told before, it stopped short.
        self._left.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._follow_rows())
        self._follow_header()

    @property
    def left(self) -> QTableView:
        """The view laid over the frozen columns."""
        return self._left

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show `model` in both views."""
        super().setModel(model)
        self._left.setModel(model)
        self._left.setSelectionModel(self.selectionModel())
        if model is not None:
            model.modelReset.connect(self._hide_rest)
        self._hide_rest()

    def set_headers(self, main: QHeaderView, left: QHeaderView) -> None:
        """Put the same kind of heading over both views."""
        self.setHorizontalHeader(main)
        self._left.setHorizontalHeader(left)
        self._left.raise_()
        self._follow_header()
        self._hide_rest()

    def set_delegates(self, main: QAbstractItemDelegate, left: QAbstractItemDelegate) -> None:
        """Paint and edit each view with a delegate of its own: an editor belongs to one view only."""
        self.setItemDelegate(main)
        self._left.setItemDelegate(left)

    def set_row_height(self, height: int) -> None:
        """Give every row `height` pixels."""
        for view in (self, self._left):
            view.verticalHeader().setDefaultSectionSize(height)

    def set_widths(self, widths: dict[int, int]) -> None:
        """Give columns their widths in pixels."""
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the overlay over its columns."""
        super().resizeEvent(event)
        self._place()

    def updateGeometries(self) -> None:
        """Keep the overlay over its columns when a heading changes its height."""
        super().updateGeometries()
        self._place()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Scroll so that `index` is seen and does not lie under the frozen columns."""
        if index.column() < self.frozen:
            self._scroll_row(index, hint)
            return
        super().scrollTo(index, hint)
        hidden = self._frozen_width() - self.visualRect(index).left()
        if hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def _scroll_row(self, index: Index, hint: QAbstractItemView.ScrollHint) -> None:
        bar = self.horizontalScrollBar()
        keep = bar.value()
        super().scrollTo(index, hint)
        bar.setValue(keep)

    def _follow_rows(self) -> None:
        self._left.verticalScrollBar().setValue(self.verticalScrollBar().value())

    def _follow_header(self) -> None:
        self.horizontalHeader().sectionResized.connect(self._on_section_resized)

    def _on_section_resized(self, column: int, _old: int, new: int) -> None:
        if column < self.frozen:
            self._left.setColumnWidth(column, new)
            self._place()

    def _hide_rest(self) -> None:
        model = self.model()
        for column in range(0 if model is None else model.columnCount()):
            self._left.setColumnHidden(column, column >= self.frozen)
            if column < self.frozen:
                self._left.setColumnWidth(column, self.columnWidth(column))
        self._place()

    def _frozen_width(self) -> int:
        return sum(self.columnWidth(c) for c in range(self.frozen) if not self.isColumnHidden(c))

    def _place(self) -> None:
        if not hasattr(self, "_left"):
            return
        header = self.horizontalHeader().height()
        if self._left.horizontalHeader().height() != header:
            self._left.horizontalHeader().setFixedHeight(header)
        frame = self.frameWidth()
        wanted = QRect(
            frame + self.verticalHeader().width(),
            frame,
            self._frozen_width() + 1,
            self.viewport().height() + header,
        )
        if self._left.geometry() != wanted:
            self._left.setGeometry(wanted)


def _plain(view: QTableView) -> None:
    view.verticalHeader().hide()
    view.setWordWrap(False)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTabKeyNavigation(False)
    view.setShowGrid(True)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
