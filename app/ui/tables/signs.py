"""Signs drawn by hand, so that a state is told by shape as well as by colour and no font can lack it."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.services.boards import CURRENT, DONE, LATE, MISSING, UNUSED, WAITING
from app.ui import theme

State = str

LABELS: dict[State, str] = {
    DONE: "完成",
    CURRENT: "进行",
    LATE: "超期",
    MISSING: "缺",
    WAITING: "未到",
    UNUSED: "不适用",
}
INK: dict[State, str] = {
    DONE: "success",
    CURRENT: "info",
    LATE: "danger",
    MISSING: "warning",
    WAITING: "text_faint",
    UNUSED: "line_strong",
}
GROUND: dict[State, str] = {
    DONE: "success_soft",
    CURRENT: "info_soft",
    LATE: "danger_soft",
    MISSING: "warning_soft",
}


def ground(state: State) -> QColor | None:
    """Return the colour behind a state, or None where the table's own shows."""
    return theme.color(GROUND[state]) if state in GROUND else None


def paint(painter: QPainter, rect: QRect, state: State) -> None:
    """Draw the sign of `state` in the middle of `rect`."""
    draw = _DRAW.get(state)
    if draw is None:
        return
    size = min(float(theme.px(14)), rect.width() * 0.5, rect.height() * 0.6)
    box = QRectF(0, 0, size, size)
    box.moveCenter(QRectF(rect).center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.color(INK[state]), max(1.6, size / 7))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    draw(painter, box)
    painter.restore()


def _done(painter: QPainter, box: QRectF) -> None:
    painter.drawPolyline(
        QPolygonF(
            [
                QPointF(box.left() + box.width() * 0.08, box.top() + box.height() * 0.55),
                QPointF(box.left() + box.width() * 0.38, box.top() + box.height() * 0.85),
                QPointF(box.left() + box.width() * 0.92, box.top() + box.height() * 0.18),
            ]
        )
    )


def _current(painter: QPainter, box: QRectF) -> None:
    painter.setBrush(painter.pen().color())
    left, top, side = box.left() + box.width() * 0.2, box.top() + box.height() * 0.1, box.height() * 0.8
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(left, top),
                QPointF(left + side * 0.8, top + side / 2),
                QPointF(left, top + side),
            ]
        )
    )


def _late(painter: QPainter, box: QRectF) -> None:
    middle = box.center().x()
    painter.drawLine(QPointF(middle, box.top()), QPointF(middle, box.top() + box.height() * 0.62))
    painter.drawPoint(QPointF(middle, box.bottom()))


def _missing(painter: QPainter, box: QRectF) -> None:
    pen = painter.pen()
    pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.drawEllipse(box.adjusted(1, 1, -1, -1))


def _unused(painter: QPainter, box: QRectF) -> None:
    middle = box.center().y()
    painter.drawLine(
        QPointF(box.left() + box.width() * 0.2, middle), QPointF(box.right() - box.width() * 0.2, middle)
    )


def up(painter: QPainter, box: QRectF) -> None:
    """Draw an arrow up."""
    _arrow(painter, box, -1)


def down(painter: QPainter, box: QRectF) -> None:
    """Draw an arrow down."""
    _arrow(painter, box, 1)


def _arrow(painter: QPainter, box: QRectF, way: int) -> None:
    x, y = box.center().x(), box.center().y()
    half, wing = box.height() * 0.45, box.width() * 0.3
    tip = QPointF(x, y + half * way)
    painter.drawLine(QPointF(x, y - half * way), tip)
    painter.drawLine(tip, QPointF(x - wing, tip.y() - wing * way))
    painter.drawLine(tip, QPointF(x + wing, tip.y() - wing * way))


_DRAW: dict[State, Callable[[QPainter, QRectF], None]] = {
    DONE: _done,
    CURRENT: _current,
    LATE: _late,
    MISSING: _missing,
    UNUSED: _unused,
}
