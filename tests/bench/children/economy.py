"""The page of village economy in a window: first picture, how long reading holds the window, frames, jumps."""

import random
import statistics
import sys
import time
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.services.ledgers import open_ledger
from app.ui import theme
from app.ui.pages.economy import EconomyPage
from app.ui.session import Session
from tests.bench.harness import percentile, tell

FRAMES, JUMPS, STEP, OPENED = 60, 20, 3, 4


def ms(begun: float) -> float:
    """Return the milliseconds since a moment."""
    return 1000 * (time.perf_counter() - begun)


def opened(session: Session) -> tuple[EconomyPage, float, float, float]:
    """Show the page; return it with first picture, longest hold of the window, and when all figures stood."""
    begun = time.perf_counter()
    page = EconomyPage(session)
    page.resize(1180, 720)
    page.enter()
    page.show()
    QApplication.processEvents()
    page.repaint()
    first, held = ms(begun), 0.0
    while session.open_jobs:
        turn = time.perf_counter()
        QApplication.processEvents()
        held = max(held, ms(turn))
    return page, first, held, ms(begun)


def moved(page: EconomyPage, places: list[int]) -> list[float]:
    """Go to these places of the grid one after the other."""
    bar, taken = page.table.verticalScrollBar(), []
    for place in places:
        begun = time.perf_counter()
        bar.setValue(place)
        page.table.viewport().repaint()
        taken.append(ms(begun))
    return taken


def main() -> None:
    """Measure and print."""
    application = QApplication(sys.argv[:1])
    theme.apply(application)
    session = Session(open_ledger(Path(sys.argv[1])), as_of=date(2025, 12, 31))
    seen = []
    for number in range(OPENED):
        page, *taken = opened(session)
        if number:
            seen.append(taken)
        if number < OPENED - 1:
            page.deleteLater()
    first, held, filled = (statistics.median(values) for values in zip(*seen, strict=True))
    top = page.table.verticalScrollBar().maximum()
    places = random.Random(1)
    jumped = moved(page, [places.randint(0, top) for _ in range(JUMPS)])
    scrolled = moved(page, [STEP * number % (top + 1) for number in range(FRAMES)])
    tell(
        first=first, held=held, filled=filled, frame=statistics.median(scrolled),
        frame_p95=percentile(scrolled, 0.95), jump=statistics.median(jumped),
    )  # fmt: skip


main()
