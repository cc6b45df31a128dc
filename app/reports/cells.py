"""Make a cell's text fit: smaller first, then over several lines."""

from collections.abc import Callable
from dataclasses import dataclass

from app.reports.linebreak import balance

STEP = 0.5


@dataclass(frozen=True, slots=True)
class Fitted:
    """The lines of a cell and the size they are drawn in."""

    size: float
    lines: tuple[str, ...]


def fit(text: str, measure: Callable[[str], float], width: float, size: float, smallest: float) -> Fitted:
    """Return the largest size in which the text fits the width, else the smallest size in several lines.

    `measure` gives a text's width in ems; `width` is in points; line feeds in the text stay.
    """
    parts = text.split("\n")
    ems = max(measure(part) for part in parts)
    if ems * size <= width:
        return Fitted(size, tuple(parts))
    smaller = int(width / ems / STEP) * STEP
    if smaller >= smallest:
        return Fitted(smaller, tuple(parts))
    lines = balance(text, lambda piece: measure(piece) * smallest, width)
    return Fitted(smallest, tuple(lines))
