"""The page of village economy in a window: first picture, how long reading holds the window, frames, jumps."""

import random
import statistics
import sys
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.services.ledgers import open_ledger
from app.ui import theme
from app.ui.pages.economy import EconomyPage
from app.ui.session import Session
from tests.bench.children.window import moved, opened
from tests.bench.harness import percentile, tell

FRAMES, JUMPS, STEP, OPENED = 60, 20, 3, 4


def main() -> None:
    """Measure and print."""
    application = QApplication(sys.argv[:1])
    theme.apply(application)
    session = Session(open_ledger(Path(sys.argv[1])), as_of=date(2025, 12, 31))
    seen = []
    for number in range(OPENED):
        page, *taken = opened(EconomyPage, session)
        if number:
            seen.append(taken)
        if number < OPENED - 1:
            page.deleteLater()
    first, held, filled = (statistics.median(values) for values in zip(*seen, strict=True))
    top = page.table.verticalScrollBar().maximum()
    places = random.Random(1)
    jumped = moved(page.table, [places.randint(0, top) for _ in range(JUMPS)])
    scrolled = moved(page.table, [STEP * number % (top + 1) for number in range(FRAMES)])
    tell(
        first=first, held=held, filled=filled, frame=statistics.median(scrolled),
        frame_p95=percentile(scrolled, 0.95), jump=statistics.median(jumped),
    )  # fmt: skip


main()
