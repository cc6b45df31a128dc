"""The roster page and the global search in a window: first picture, frames, jumps, sorting, keys."""

import random
import statistics
import sys
import time
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from app.services.ledgers import open_ledger
from app.ui import theme
from app.ui.pages.people import PeoplePage
from app.ui.session import Session
from app.ui.widgets.search import GlobalSearch
from tests.bench.children.window import ms, opened
from tests.bench.harness import percentile, tell

FRAMES, JUMPS, STEP = 80, 30, 3
ROUNDS = 5
TYPED = (
    "李", "李志", "李志国", "z", "lz", "lzg", "1", "15", "154", "5326", "19650101", "0712", "党支部", "山前",
)  # fmt: skip


def frames(page: PeoplePage, start: int) -> list[float]:
    """Scroll on by three rows at a time."""
    bar, taken = page.table.verticalScrollBar(), []
    for number in range(FRAMES):
        begun = time.perf_counter()
        bar.setValue(start + STEP * number)
        page.table.viewport().repaint()
        taken.append(ms(begun))
    return taken


def gone(page: PeoplePage) -> None:
    """Take a page away with its timers, which would work while the next one is measured."""
    page.close()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def jump(page: PeoplePage, target: int) -> float:
    """Go to a row."""
    begun = time.perf_counter()
    page.table.verticalScrollBar().setValue(target)
    page.table.viewport().repaint()
    return ms(begun)


def jumps(page: PeoplePage) -> list[float]:
    """Go anywhere."""
    places, last = random.Random(1), page.table.verticalScrollBar().maximum()
    return [jump(page, places.randint(0, last)) for _ in range(JUMPS)]


def ends(page: PeoplePage) -> list[float]:
    """Go to the end, no rows held yet."""
    taken = []
    for _ in range(ROUNDS):
        page.model.reload()
        page.model.prepare()
        taken.append(jump(page, page.table.verticalScrollBar().maximum()))
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


def keys(session: Session) -> dict[str, list[float]]:
    """Type into the global search again and again: key to painted list, by what is typed."""
    box = GlobalSearch(session.reader)
    taken: dict[str, list[float]] = {text: [] for text in TYPED}
    holder = PeoplePage(session)
    holder.resize(900, 600)
    box.setParent(holder)
    holder.show()
    for text in TYPED * ROUNDS:
        begun = time.perf_counter()
        box.setText(text)
        while box._timer.isActive():
            QApplication.processEvents()
        QApplication.processEvents()
        taken[text].append(ms(begun))
        box._list().hide()
    return taken


def main() -> None:
    """Measure and print."""
    application = QApplication(sys.argv[:1])
    theme.apply(application)
    ledger = open_ledger(Path(sys.argv[1]))
    warm = Session(ledger, as_of=date(2025, 12, 31))
    firsts = []
    for number in range(ROUNDS + 1):
        page, taken, *_ = opened(PeoplePage, warm)
        if number:
            firsts.append(taken)
        if number < ROUNDS:
            gone(page)
    page.model.prepare()
    jumped = jumps(page)
    scrolled = frames(page, page.table.verticalScrollBar().maximum() // 2)
    typed = keys(warm)
    tell(
        first=statistics.median(firsts),
        frame=statistics.median(scrolled),
        frame_p95=percentile(scrolled, 0.95),
        end=statistics.median(ends(page)),
        jump=statistics.median(jumped),
        sort_name=statistics.median(sort(page, "name") for _ in range(5)),
        sort_organization=statistics.median(sort(page, "organization") for _ in range(3)),
        sort_phone=statistics.median(sort(page, "phone") for _ in range(3)),
        key=max(statistics.median(taken) for taken in typed.values()),
        key_cold=max(taken[0] for taken in typed.values()),
    )


main()
