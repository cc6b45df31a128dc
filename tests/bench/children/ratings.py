"""The page of 分类定级 in a window: first picture, tabs, frames, jumps, a key pressed until it shows and is kept."""

import random
import statistics
import sys
import time
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services.ledgers import open_ledger
from app.ui import theme
from app.ui.pages.ratings import RatingsPage
from app.ui.session import Session
from app.ui.tables.cursor import put_cursor
from app.ui.tables.rating_grid import FIELDS
from tests.bench.children.window import moved, ms, opened, waited
from tests.bench.harness import percentile, tell

FRAMES, JUMPS, STEP, OPENED, KEYS = 60, 20, 90, 4, 20


def turned(page: RatingsPage, session: Session) -> float:
    """Turn to one tab after the other; return the longest the window was held until a tab stood filled."""
    held = 0.0
    for pane in (*page.panes[1:], page.round):
        begun = time.perf_counter()
        page.tabs.setCurrentWidget(pane)
        QApplication.processEvents()
        held = max(held, ms(begun), waited(session))
    return held


def typed(page: RatingsPage, session: Session) -> tuple[list[float], list[float]]:
    """Press a grade for one branch after the other; return how long until totals show and until all is kept."""
    table, shown, kept = page.round.table, [], []
    put_cursor(table, page.round.model.index(0, FIELDS.index("township_grade")))
    waited(session)
    for number in range(KEYS):
        begun = time.perf_counter()
        QTest.keyClick(table, Qt.Key(Qt.Key.Key_1 + number % 2))
        QApplication.processEvents()
        shown.append(ms(begun))
        waited(session)
        kept.append(ms(begun))
    return shown, kept


def main() -> None:
    """Measure over a ledger that may be written to, and print."""
    application = QApplication(sys.argv[:1])
    theme.apply(application)
    session = Session(open_ledger(Path(sys.argv[1])), as_of=date(2025, 12, 31))
    seen = []
    for number in range(OPENED):
        page, *taken = opened(RatingsPage, session)
        if number:
            seen.append(taken)
        if number < OPENED - 1:
            page.hide()  # hidden pages read nothing anew
            page.deleteLater()
    first, held, filled = (statistics.median(values) for values in zip(*seen, strict=True))
    tabs = turned(page, session)
    top = page.round.table.verticalScrollBar().maximum()
    places = random.Random(1)
    jumped = moved(page.round.table, [places.randint(0, top) for _ in range(JUMPS)])
    scrolled = moved(page.round.table, [STEP * number % (top + 1) for number in range(FRAMES)])
    shown, kept = typed(page, session)
    tell(
        first=first, held=held, filled=filled, tabs=tabs, frame_p95=percentile(scrolled, 0.95), jump=statistics.median(jumped),
        key_p95=percentile(shown, 0.95), kept=statistics.median(kept),
    )  # fmt: skip


main()
