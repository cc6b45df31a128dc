"""A chart as a picture: drawn in the lane after the first paint at the screen's own sharpness, never by the window."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QWidget

from app.errors import AppError
from app.log import write_bug_report
from app.models.store import Store
from app.progress import Progress
from app.ui import dialogs, theme
from app.ui.session import Session

SETTLE_MS = 180
FORMATS = "图片 (*.png);;矢量图 (*.svg);;PDF 文件 (*.pdf)"
DOTS_PER_INCH = 76
LEAST_INCHES = 4.8


class ChartView(QFrame):
    """Shows a chart of services/reporting by its id; a click or Enter is told by `clicked`, the menu saves it.

    A chart of income counts by `caliber` (a code; all income unless one is set); moves between grades are drawn from
    the year `before` (the one before the year looked at unless one is set).
    """

    clicked = Signal(str)
    caliber = ""
    before: int | None = None

    def __init__(self, session: Session, chart_id: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chart")
        self.setMinimumSize(theme.px(220), theme.px(180))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(title)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        save = QAction("图表另存为…", self)
        save.triggered.connect(self.save)
        self.addAction(save)
        self._session = session
        self.chart_id = chart_id
        self.title = title
        self._picture: QPixmap | None = None
        self._note = "正在画图……"
        self._asked: tuple[Any, ...] = ()
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self._ask)

    @property
    def picture_shown(self) -> bool:
        """Tell whether a picture is there."""
        return self._picture is not None

    def redraw(self) -> None:
        """Draw anew because the figures may have changed."""
        self._asked = ()
        self._timer.start()

    def save(self) -> None:
        """Ask where to save the chart as PNG, SVG or PDF, and save it."""
        path = dialogs.save_file(self.window(), "图表另存为", f"{self.title}.png", FORMATS)
        if path is None:
            return
        chart_id, year, as_of = self.chart_id, self._session.year, self._session.as_of
        caliber, before = self.caliber, self.before

        def task(store: Store, _progress: Progress) -> Path:
            from app.services.reporting import make_chart

            make_chart(store, chart_id, year=year, as_of=as_of, caliber=caliber, before=before, out=path)
            return path

        self._session.run(task, done=self._say_saved, title="正在保存图表")

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(theme.px(360), theme.px(230))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the picture, or a word while there is none."""
        super().paintEvent(event)
        with QPainter(self) as painter:
            if self._picture is None:
                painter.setPen(theme.color("text_faint"))
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._note)
                return
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            room = self.contentsRect().adjusted(6, 6, -6, -6)
            size = self._picture.deviceIndependentSize().toSize()
            shown = QRect(QPoint(0, 0), size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio))
            shown.moveCenter(room.center())
            painter.drawPixmap(shown, self._picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew once the size has settled."""
        super().resizeEvent(event)
        self._timer.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take a click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self.chart_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and the space bar as a click."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit(self.chart_id)
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        session, scale = self._session, self.devicePixelRatioF()
        room = self.contentsRect().adjusted(6, 6, -6, -6).size()
        asked = (session.year, room.width(), room.height(), scale, self.caliber, self.before)
        if asked == self._asked or not self.isVisible():
            return
        self._asked = asked
        chart_id, year, as_of = self.chart_id, session.year, session.as_of
        caliber, before = self.caliber, self.before
        dots = min(theme.px(DOTS_PER_INCH), room.width() / LEAST_INCHES)

        def task(store: Store, _progress: Progress) -> QImage:
            from app.reports.charts import make
            from app.services.reporting.drawing import chart_values

            values = chart_values(store, chart_id, year=year, as_of=as_of, caliber=caliber, before=before)
            return picture(make(chart_id, values, room.width() / dots, room.height() / dots), dots * scale)

        session.run(
            task,
            done=lambda image: self._show(asked, image),
            failed=lambda error: self._fail(asked, error),
            title=self.title,
            quiet=True,
        )

    def _show(self, asked: tuple[Any, ...], image: QImage) -> None:
        if asked == self._asked:
            self._picture = QPixmap.fromImage(image)
            self._picture.setDevicePixelRatio(asked[3])
            self.update()

    def _fail(self, asked: tuple[Any, ...], error: BaseException) -> None:
        if asked != self._asked:
            return
        self._picture = None
        self._note = error.what if isinstance(error, AppError) else "图表没有画出来"
        if not isinstance(error, AppError):
            write_bug_report(error)
        self.update()

    def _say_saved(self, path: Path) -> None:
        dialogs.say(self.window(), "已保存", f"图表已保存为：\n{path}", tone="success")


def picture(figure: Any, dots_per_inch: float) -> QImage:
    """Draw a matplotlib Figure at the sharpness of the screen."""
    from matplotlib.backends import backend_agg

    from app.reports.charts import style

    figure.set_dpi(dots_per_inch)
    canvas: Any = backend_agg.FigureCanvasAgg(figure)
    with style.drawing():
        canvas.draw()
    width, height = canvas.get_width_height(physical=True)
    return QImage(canvas.buffer_rgba(), width, height, QImage.Format.Format_RGBA8888).copy()
