"""Ink on pages: text in the fonts of a role, lines, boxes. Points, origin at the lower left.

Every distinct string is encoded once for a document, which is what makes long tables quick.
"""

import io
from collections.abc import Iterable
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from app.reports.fonts import FontSet, default

BLACK = (0.0, 0.0, 0.0)
GREY = (0.42, 0.40, 0.38)
MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
_BOLD = 0.028


class Pen:
    """Draws one document; the same calls give the same bytes."""

    def __init__(self, size: tuple[float, float] = A4, *, title: str, fonts: FontSet | None = None) -> None:
        self.fonts = fonts or default()
        self.width, self.height = size
        self.pages = 1
        self._file = io.BytesIO()
        # reportlab would otherwise name Helvetica, which is not embedded, on every page
        first: Any = self.fonts.face("song").font.fontName
        self.canvas = Canvas(self._file, size, invariant=True, pageCompression=1, initialFontName=first)
        self.canvas.setTitle(title)
        self.canvas.setAuthor("党建台账")
        self.canvas.setCreator("党建台账")
        self.canvas.setProducer("党建台账")
        self._raw: Any = self.canvas
        self._codes: dict[tuple[str, str], tuple[float, list[tuple[str, str, bool]]]] = {}
        self._colour = BLACK

    def measure(self, text: str, role: str, size: float, track: float = 0.0) -> float:
        """Return the width of a text in points; `track` is added after every character."""
        return self._code(role, text)[0] * size + track * len(text)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        role: str,
        size: float,
        *,
        track: float = 0.0,
        colour: tuple[float, float, float] = BLACK,
    ) -> None:
        """Write a text with its baseline starting at (x, y)."""
        _, pieces = self._code(role, text)
        if not pieces:
            return
        self._ink(colour)
        shown = " ".join(f"{name} {size:.4g} Tf ({code}) Tj" for name, code, _ in pieces)
        body = f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {shown} ET"
        bold = pieces[0][2]
        if track or bold:
            heavy = f"2 Tr {size * _BOLD:.3f} w " if bold else ""
            body = f"q {track:.4f} Tc {heavy}{body} Q"
        self._raw._code.append(body)

    def right(self, x: float, y: float, text: str, role: str, size: float, **more: Any) -> None:
        """Write a text that ends at x."""
        self.text(x - self.measure(text, role, size), y, text, role, size, **more)

    def centre(self, x: float, y: float, text: str, role: str, size: float, **more: Any) -> None:
        """Write a text with its middle at x."""
        self.text(x - self.measure(text, role, size) / 2, y, text, role, size, **more)

    def lines(self, segments: Iterable[tuple[float, float, float, float]], width: float = 0.5) -> None:
        """Draw straight lines (x1, y1, x2, y2), black, all of one width."""
        drawn = " ".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in segments)
        if drawn:
            self._raw._code.append(f"q 0 0 0 RG {width:.2f} w {drawn} S Q")

    def fill(
        self, x: float, y: float, width: float, height: float, colour: tuple[float, float, float]
    ) -> None:
        """Fill a rectangle whose lower left corner is (x, y)."""
        red, green, blue = colour
        area = f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f"
        self._raw._code.append(f"q {red:.3f} {green:.3f} {blue:.3f} rg {area} Q")

    def page(self) -> None:
        """Finish the page and begin the next."""
        self.canvas.showPage()
        self.pages += 1
        self._colour = BLACK

    def save(self) -> bytes:
        """Finish the document and return it."""
        self.canvas.save()
        return self._file.getvalue()

    def forget_colour(self) -> None:
        """Take nothing for granted about the fill colour: somebody else drew on the canvas."""
        self._colour = (-1.0, -1.0, -1.0)

    def _ink(self, colour: tuple[float, float, float]) -> None:
        if colour != self._colour:
            self._colour = colour
            self._raw._code.append("{:.3f} {:.3f} {:.3f} rg".format(*colour))

    def _code(self, role: str, text: str) -> tuple[float, list[tuple[str, str, bool]]]:
        known = self._codes.get((role, text))
        if known is None:
            known = self._codes[role, text] = self._encode(role, text)
        return known

    def _encode(self, role: str, text: str) -> tuple[float, list[tuple[str, str, bool]]]:
        document, escape = self._raw._doc, self._raw._escape
        width, pieces = 0.0, []
        bold = self.fonts.face(role).bold
        for face, piece in self.fonts.runs(role, text):
            widths, default_width = face.widths, face.default_width
            width += sum(widths.get(ord(char), default_width) for char in piece)
            for subset, code in face.font.splitString(piece, document):
                name = face.font.getSubsetInternalName(subset, document)
                pieces.append((name, escape(code), bold))
        return width / 1000, pieces
