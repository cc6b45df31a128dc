"""What the measurements of pages have in common: a page opened, the lane waited for, a table scrolled."""

import time
from typing import TypeVar

from PySide6.QtWidgets import QAbstractItemView, QApplication

from app.ui.page import Page
from app.ui.session import Session

P = TypeVar("P", bound=Page)


def ms(begun: float) -> float:
    """Return the milliseconds since a moment."""
    return 1000 * (time.perf_counter() - begun)


def waited(session: Session) -> float:
    """Wait until the lane has nothing left to do; return the longest the window was held meanwhile."""
    held = 0.0
    while session.open_jobs:
        turn = time.perf_counter()
        QApplication.processEvents()
        held = max(held, ms(turn))
    return held


def opened(kind: type[P], session: Session) -> tuple[P, float, float, float]:
    """Show a page; return it with first picture, longest hold of the window, and when all figures stood."""
    begun = time.perf_counter()
    page = kind(session)
    page.resize(1180, 720)
    page.enter()
    page.show()
    QApplication.processEvents()
    page.repaint()
    first = ms(begun)
    held = waited(session)
    return page, first, held, ms(begun)


def moved(table: QAbstractItemView, places: list[int]) -> list[float]:
    """Go to these places of a table one after the other; return how long each took."""
    bar, taken = table.verticalScrollBar(), []
    for place in places:
        begun = time.perf_counter()
        bar.setValue(place)
        table.viewport().repaint()
        taken.append(ms(begun))
    return taken
