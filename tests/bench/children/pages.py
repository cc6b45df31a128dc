"""The roster page and the global search in a window: first picture, frames, jumps, sorting, keys."""

import random
import statistics
import sys
import time
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.services.ledgers import open_ledger
from app.ui import theme
from app.ui.pages.people import PeoplePage
from app.ui.session import Session
from app.ui.widgets.search import GlobalSearch
from tests.bench.harness import percentile, tell

FRAMES, JUMPS, STEP = 80, 30, 3


def ms(begun: float) -> float:
    """Return the milliseconds since a moment."""
    return 1000 * (time.perf_counter() - begun)


def first_paint(session: Session) -> tuple[PeoplePage, float]:
    """Build, fill and paint the page."""
    begun = time.perf_counter()
    page = PeoplePage(session)
    page.resize(1180, 720)
    page.enter()
    page.show()
    QApplication.processEvents()
    page.repaint()
    taken = ms(begun)
    while session.open_jobs:
        QApplication.processEvents()
    return page, taken


def frames(page: PeoplePage, start: int) -> list[float]:
    """Scroll on by three rows at a time."""
    bar, taken = page.table.verticalScrollBar(), []
    for number in range(FRAMES):
        begun = time.perf_counter()
        bar.setValue(start + STEP * number)
        page.table.viewport().repaint()
        taken.append(ms(begun))
    return taken


def jumps(page: PeoplePage) -> list[float]:
    """Go anywhere, the end first."""
    bar, taken = page.table.verticalScrollBar(), []
    places = random.Random(1)
    for number in range(JUMPS):
        target = bar.maximum() if number == 0 else places.randint(0, bar.maximum())
        begun = time.perf_counter()
        bar.setValue(target)
        page.table.viewport().repaint()
        taken.append(ms(begun))
    return taken


def sort(page: PeoplePage, code: str) -> float:
    """Put the roster in the order of a column."""
    column = page.model.codes.index(code)
    begun = time.perf_counter()
    page.model.sort(column, Qt.SortOrder.DescendingOrder)
    page.table.viewport().repaint()
    taken = ms(begun)
    page.model.sort(column, Qt.SortOrder.AscendingOrder)
    return taken


def keys(session: Session) -> list[float]:
    """Type into the global search: key to painted list."""
    box, taken = GlobalSearch(session.reader), []
    holder = PeoplePage(session)
    holder.resize(900, 600)
    box.setParent(holder)
    holder.show()
    for text in (
        "李",
        "李志",
        "李志国",
        "z",
        "lz",
        "lzg",
        "1",
        "15",
        "154",
        "5326",
        "19650101",
        "0712",
        "党支部",
        "山前",
    ):
        begun = time.perf_counter()
        box.setText(text)
        while box._timer.isActive():
            QApplication.processEvents()
        QApplication.processEvents()
        taken.append(ms(begun))
        box._list().hide()
    return taken


def main() -> None:
    """Measure and print."""
    application = QApplication(sys.argv[:1])
    theme.apply(application)
    ledger = open_ledger(Path(sys.argv[1]))
    warm = Session(ledger, as_of=date(2025, 12, 31))
    firsts = []
    for number in range(6):
        page, taken = first_paint(warm)
        if number:
            firsts.append(taken)
        if number < 5:
            page.deleteLater()
    page.model.prepare()
    jumped = jumps(page)
    scrolled = frames(page, page.table.verticalScrollBar().maximum() // 2)
    typed = keys(warm)
    tell(
        first=statistics.median(firsts),
        frame=statistics.median(scrolled),
        frame_p95=percentile(scrolled, 0.95),
        end=jumped[0],
        jump=statistics.median(jumped),
        sort_name=statistics.median(sort(page, "name") for _ in range(5)),
        sort_organization=statistics.median(sort(page, "organization") for _ in range(3)),
        sort_phone=statistics.median(sort(page, "phone") for _ in range(3)),
        key=statistics.median(typed),
        key_worst=max(typed),
    )


main()
