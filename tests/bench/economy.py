"""Village economy: the year's grid, totals under three calibers, the half-year check, and its page in a window.

Every village has five years of forty receipts, whatever else the office has.
"""

import statistics
from datetime import date
from typing import Any

from app.services.ledgers import open_ledger
from tests.bench import data
from tests.bench.harness import Settings, child, in_turn, seconds
from tests.bench.sizes import SIZES

AS_OF = date(2025, 12, 31)
CALIBERS = ("total", "operating", "net")
MS = 1000


def economy(settings: Settings, size: str) -> None:
    """P5 for village income, beside its receipts added up one by one; P3 for the grid in the window."""
    folder = data.economy_folder(settings.folder, SIZES[size])
    with open_ledger(folder) as ledger:
        store = ledger.connect(readonly=True)
        medians = in_turn(settings.rounds, {name: _timed(work) for name, work in _jobs(store).items()})
        store.close()
    raw = MS * medians.pop("receipts")
    for name, taken in medians.items():
        limit = 65 if name in ("totals under three calibers", "grid of a year") else None
        most = 1.0 if size == "city" else None
        settings.put(
            "P5", f"income: {name}", size, "ms", MS * taken, raw, "receipts added up", most=most, limit=limit
        )
    _page(settings, size, str(folder))


def _page(settings: Settings, size: str, folder: str) -> None:
    rounds = [child(settings, "economy", folder) for _ in range(max(1, settings.rounds // 2))]
    found = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
    job = "income grid: first picture"
    before = settings.township(job) if size == "city" else None
    settings.put("P3", job, size, "ms", found["first"], before, "township", most=1.2)
    # Seven villages need no scrolling: there is nothing to hold a jump of the city against.
    settings.put("P3", "income grid: jump anywhere", size, "ms", found["jump"], limit=16)
    settings.put("P3", "income grid: scroll frame, p95", size, "ms", found["frame_p95"], limit=16)
    settings.put("P3", "income grid: window held while it is read", size, "ms", found["held"], limit=50)
    settings.put("P3", "income grid: all figures of the page", size, "ms", found["filled"])


def _timed(work: Any) -> Any:
    return lambda: seconds(work)


def _jobs(store: Any) -> dict[str, Any]:
    from app.services import incomes
    from app.services.economy.halfyear import income_check
    from app.services.figures.view import EconomyYear

    def totals() -> None:
        year = EconomyYear(store, 2025)
        for caliber in CALIBERS:
            year.amounts(caliber)

    return {
        "grid of a year": lambda: incomes.income_grid(store, year=2025, as_of=AS_OF),
        "totals under three calibers": totals,
        "half-year check": lambda: income_check(store, year=2025, caliber="total"),
        "receipts": lambda: _added_up(store),
    }


def _added_up(store: Any) -> object:
    """Add up every receipt by village, year, month and category, as a program without sums kept would."""
    sums: dict[tuple[str, str, str], int] = {}
    rows = store.tuples(
        "SELECT village_id, received_on, category, amount_fen FROM income_entry WHERE _del = 0"
    )
    for village, received, category, fen in rows:
        key = village, received[:7], category
        sums[key] = sums.get(key, 0) + fen
    return sums
