"""The pages of a PDF as pictures, drawn one by one when they come into view."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.ui import theme

POINTS_PER_INCH = 72
SCREEN_DPI = 96
GAP = 14
WIDTH, PAGE = "width", "page"


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """Return width and height in points of every page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return [document.get_page_size(number) for number in range(len(document))]
    finally:
        document.close()


def draw_page(path: Path, number: int, pixels: int) -> QImage:
    """Return page `number` (from 0) as a picture `pixels` wide."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        width, _ = document.get_page_size(number)
        bitmap = document[number].render(scale=pixels / width, rev_byteorder=True)
        image = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, _format(bitmap.n_channels)
        )
        return image.copy()
    finally:
        document.close()


def _format(channels: int) -> QImage.Format:
    return {
        1: QImage.Format.Format_Grayscale8,
        3: QImage.Format.Format_RGB888,
        4: QImage.Format.Format_RGBX8888,
    }[channels]


class PaperView(QAbstractScrollArea):
    """Scrolls through pages. `wanted(number, pixels)` asks for a picture; the owner answers with `put`."""

    wanted = Signal(int, int)
    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("报表预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sizes: Sequence[tuple[float, float]] = ()
        self._pictures: dict[int, QPixmap] = {}
        self._asked: tuple[int, int] | None = None
        self._places: list[QRect] = []
        self._zoom: float | str = WIDTH
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def show_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Begin a new document with pages of these sizes in points."""
        self._sizes = sizes
        self._forget()
        self.verticalScrollBar().setValue(0)
        self._arrange()

    def set_zoom(self, zoom: float | str) -> None:
        """Show at a factor of real size, or fit the `WIDTH` or the whole `PAGE`."""
        here = self.page
        self._zoom = zoom
        self._forget()
        self._arrange()
        self.go(here)

    def put(self, number: int, image: QImage) -> None:
        """Show the picture of a page that was asked for; one not asked for, or for an earlier size, is dropped."""
        if self._asked is None or number != self._asked[0] or abs(image.width() - self._asked[1]) > 1:
            return
        self._asked = None
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._pictures[number] = picture
        self.viewport().update()
        self._ask()

    @property
    def page(self) -> int:
        """The page (from 0) in the middle of the view."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        return max((i for i, r in enumerate(self._places) if r.top() <= middle), default=0)

    def go(self, number: int) -> None:
        """Scroll to the top of a page (from 0)."""
        if 0 <= number < len(self._places):
            self.verticalScrollBar().setValue(self._places[number].top() - GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages anew."""
        here = self.page
        if isinstance(self._zoom, str):
            self._forget()
        self._arrange()
        if here:
            self.go(here)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pages in view; a page not drawn yet is blank paper."""
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillRect(self.viewport().rect(), theme.color("pressed"))
            for number in self._seen():
                rect = self._places[number].translated(self._offset())
                painter.fillRect(rect.translated(2, 3), theme.color("line_strong"))
                painter.fillRect(rect, theme.color("surface"))
                if number in self._pictures:
                    painter.drawPixmap(rect, self._pictures[number])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn pages; Home and End go to the ends."""
        turn = {Qt.Key.Key_PageDown: self.page + 1, Qt.Key.Key_PageUp: self.page - 1, Qt.Key.Key_Home: 0}
        turn[Qt.Key.Key_End] = len(self._places) - 1
        if event.key() in turn:
            self.go(turn[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _forget(self) -> None:
        self._pictures.clear()
        self._asked = None

    def _scale(self, size: tuple[float, float]) -> float:
        real = SCREEN_DPI / POINTS_PER_INCH
        if not isinstance(self._zoom, str):
            return self._zoom * real
        width = (self.viewport().width() - 2 * GAP) / size[0]
        return width if self._zoom == WIDTH else min(width, (self.viewport().height() - 2 * GAP) / size[1])

    def _arrange(self) -> None:
        self._places, top, widest = [], GAP, 0
        for size in self._sizes:
            scale = max(self._scale(size), 0.05)
            place = QSize(round(size[0] * scale), round(size[1] * scale))
            widest = max(widest, place.width())
            self._places.append(QRect(QPoint(0, top), place))
            top += place.height() + GAP
        room = self.viewport().size()
        for place_rect in self._places:
            place_rect.moveLeft(max(GAP, (max(room.width(), widest) - place_rect.width()) // 2))
        for bar, whole, seen in (
            (self.verticalScrollBar(), top, room.height()),
            (self.horizontalScrollBar(), widest + 2 * GAP, room.width()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(40)
        self._on_scrolled()

    def _offset(self) -> QPoint:
        return QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _seen(self) -> list[int]:
        window = self.viewport().rect()
        offset = self._offset()
        return [i for i, r in enumerate(self._places) if r.translated(offset).intersects(window)]

    def _on_scrolled(self) -> None:
        self.viewport().update()
        self.moved.emit(self.page)
        self._ask()

    def _ask(self) -> None:
        missing = [number for number in self._seen() if number not in self._pictures]
        if missing and self._asked is None:
            pixels = round(self._places[missing[0]].width() * self.devicePixelRatioF())
            self._asked = (missing[0], pixels)
            self.wanted.emit(missing[0], pixels)
