"""Draw a matplotlib Figure on a page: paths stay vectors, text stays text in the paper's own fonts."""

from typing import Any

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from app.reports.pen import Pen

ROLE = "hei"


class PageRenderer(RendererBase):
    """The part of matplotlib's drawing interface that charts use, on a pen."""

    def __init__(self, pen: Pen, x: float, y: float, width: float, height: float) -> None:
        super().__init__()
        self.pen = pen
        self.canvas = pen.canvas
        self.size = (width, height)
        self.canvas.saveState()
        self.canvas.translate(x, y)

    def draw_path(self, gc: GraphicsContextBase, path: Path, transform: Any, rgbFace: Any = None) -> None:
        """Draw and fill a path."""
        canvas, alpha = self.canvas, gc.get_alpha() or 1.0
        canvas.saveState()
        self._clip(gc)
        self._stroke_style(gc, alpha)
        if rgbFace is not None:
            canvas.setFillColorRGB(*rgbFace[:3])
            canvas.setFillAlpha(rgbFace[3] if len(rgbFace) > 3 else alpha)
        shape = canvas.beginPath()
        last = (0.0, 0.0)
        segments: Any = path.iter_segments(transform, simplify=False, curves=True)
        for points, code in segments:
            last = _segment(shape, points, code, last)
        stroked = 1 if gc.get_linewidth() > 0 else 0
        canvas.drawPath(shape, stroke=stroked, fill=0 if rgbFace is None else 1)
        canvas.restoreState()

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Write a text, turned by `angle` degrees."""
        self.canvas.saveState()
        self.canvas.translate(x, y)
        self.canvas.rotate(angle)
        colour = gc.get_rgb()
        self.pen.text(0, 0, s, ROLE, prop.get_size_in_points(), colour=(colour[0], colour[1], colour[2]))
        self.canvas.restoreState()
        self.pen.forget_colour()

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        """Return the size of a text in points, measured in the paper's font."""
        size = prop.get_size_in_points()
        return self.pen.measure(s, ROLE, size), size * 0.95, size * 0.18

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Return the size of the drawing in points."""
        return self.size

    def points_to_pixels(self, points: Any) -> Any:
        """Return the points: a point is the unit of the page."""
        return points

    def flipy(self) -> bool:
        """Say that y grows upwards."""
        return False

    def finish(self) -> None:
        """Give the page back as it was."""
        self.canvas.restoreState()
        self.pen.forget_colour()

    def _clip(self, gc: GraphicsContextBase) -> None:
        box = gc.get_clip_rectangle()
        if isinstance(box, Bbox):
            shape = self.canvas.beginPath()
            shape.rect(box.x0, box.y0, box.width, box.height)
            self.canvas.clipPath(shape, stroke=0, fill=0)

    def _stroke_style(self, gc: GraphicsContextBase, alpha: float) -> None:
        canvas = self.canvas
        red, green, blue = gc.get_rgb()[:3]
        canvas.setStrokeColorRGB(red, green, blue)
        canvas.setStrokeAlpha(alpha)
        canvas.setLineWidth(gc.get_linewidth())
        canvas.setLineCap({"butt": 0, "round": 1, "projecting": 2}[str(gc.get_capstyle())])
        dashes: Any = gc.get_dashes()
        if dashes[1] is not None:
            canvas.setDash(list(dashes[1]), dashes[0])


def _segment(shape: Any, points: Any, code: Any, last: tuple[float, float]) -> tuple[float, float]:
    if code == Path.MOVETO:
        shape.moveTo(*points)
    elif code == Path.LINETO:
        shape.lineTo(*points)
    elif code == Path.CURVE3:
        (x0, y0), (x1, y1, x2, y2) = last, points
        inner = ((x0 + 2 * x1) / 3, (y0 + 2 * y1) / 3, (x2 + 2 * x1) / 3, (y2 + 2 * y1) / 3)
        shape.curveTo(*inner, x2, y2)
    elif code == Path.CURVE4:
        shape.curveTo(*points)
    elif code == Path.CLOSEPOLY:
        shape.close()
        return last
    return float(points[-2]), float(points[-1])


def draw(figure: Figure, pen: Pen, x: float, y: float) -> None:
    """Draw the figure with its lower left corner at (x, y); its inches are inches of the page."""
    figure.set_dpi(72)
    width, height = figure.get_size_inches() * 72
    renderer = PageRenderer(pen, x, y, width, height)
    figure.draw(renderer)
    renderer.finish()
