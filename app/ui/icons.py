"""The program's own line icons, coloured by role and sharp at every scale."""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.paths import resources
from app.ui import theme

INK = b"#000000"
"""The colour the icon files are drawn in; replaced by the colour of the role."""
PLAIN = "text_soft"
"""The role of an icon whose colour tells nothing: chosen items show it in the accent."""


@cache
def icon(name: str, role: str = PLAIN) -> QIcon:
    """Return the icon `name` of resources/icons in the colour of `role`."""
    return QIcon(_Engine(name, role))


def pixmap(name: str, role: str, size: int, scale: float) -> QPixmap:
    """Return the icon as a picture of `size` logical pixels on a screen of device pixel ratio `scale`."""
    made = QPixmap(QSize(round(size * scale), round(size * scale)))
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        _renderer(name, role).render(painter, QRectF(made.rect()))
    made.setDevicePixelRatio(scale)
    return made


@cache
def _renderer(name: str, role: str) -> QSvgRenderer:
    drawing = (resources() / "icons" / f"{name}.svg").read_bytes()
    return QSvgRenderer(QByteArray(drawing.replace(INK, theme.color(role).name().encode())))


class _Engine(QIconEngine):
    """Draws an icon file at whatever size and sharpness is asked for."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon; disabled ones pale, plain ones in the accent where chosen: a colour that tells something stays."""
        pale = "surface" if self._role == "on_accent" else "line_strong"
        chosen = "accent" if self._role == PLAIN else self._role
        role = {QIcon.Mode.Disabled: pale, QIcon.Mode.Selected: chosen}.get(mode, self._role)
        _renderer(self._name, role).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon as a picture of `size` device pixels."""
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        with QPainter(made) as painter:
            self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        return made

    def clone(self) -> QIconEngine:
        """Return another engine for the same icon."""
        return _Engine(self._name, self._role)
