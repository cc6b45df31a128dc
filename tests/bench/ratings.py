"""分类定级: the round, its totals, the matrix of moves and the 汇总表 of all branches; its page in a window."""

import statistics
from collections import Counter
from datetime import date
from typing import Any

from app.services.ledgers import open_ledger
from tests.bench import data
from tests.bench.harness import Settings, child, in_turn, seconds
from tests.bench.papers import drawn
from tests.bench.sizes import SIZES

YEAR = 2025
AS_OF = date(2025, 12, 31)
MS = 1000
LIMITED = ("totals and shares", "matrix of moves")
PAPER = "rating-summary"


def ratings(settings: Settings, size: str) -> None:
    """P5 for grades, beside their plain statement; P8 for the 汇总表; P3 and P10 for the grid in the window."""
    folder = data.ratings_folder(settings.folder, SIZES[size])
    with open_ledger(folder) as ledger:
        store = ledger.connect(readonly=True)
        medians = in_turn(settings.rounds, {name: _timed(work) for name, work in _jobs(store).items()})
        raw = MS * medians.pop("statement")
        for name, taken in medians.items():
            limit = 65 if name in LIMITED else None
            most = 10.0 if name in LIMITED and size == "city" else None
            settings.put(
                "P5", f"grades: {name}", size, "ms", MS * taken, raw, "statement", most=most, limit=limit
            )
        _paper(store, settings, size)
        store.close()
    _page(settings, size, str(data.scratch_copy(folder, settings.folder)))


def _page(settings: Settings, size: str, folder: str) -> None:
    rounds = [child(settings, "ratings", folder) for _ in range(max(1, settings.rounds // 2))]
    found = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
    job = "grades: first picture"
    before = settings.township(job) if size == "city" else None
    settings.put("P3", job, size, "ms", found["first"], before, "township", most=1.2)
    settings.put("P3", "grades: window held while they are read", size, "ms", found["held"], limit=50)
    settings.put("P3", "grades: window held while a tab is read", size, "ms", found["tabs"], limit=50)
    settings.put("P3", "grades: all figures of the page", size, "ms", found["filled"])
    settings.put("P3", "grades: scroll frame, p95", size, "ms", found["frame_p95"], limit=16)
    settings.put("P3", "grades: jump anywhere", size, "ms", found["jump"], limit=16)
    settings.put("P10", "grades: key to totals and shares, p95", size, "ms", found["key_p95"], limit=16)
    settings.put("P10", "grades: key to kept in the ledger", size, "ms", found["kept"], limit=50)


def _jobs(store: Any) -> dict[str, Any]:
    from app.services import rounds
    from app.services.ratings.rounds import round_state
    from app.services.ratings.years import Years

    held = rounds.rating_round(store, YEAR)
    rows = list(held.rows)

    def totals() -> None:
        rounds.tally(rows, held.scheme)
        rounds.hints(rows, held.scheme)

    return {
        "round of a year": lambda: rounds.rating_round(store, YEAR),
        "how far the round is": lambda: round_state(store, YEAR),
        "totals and shares": totals,
        "matrix of moves": lambda: Years(store, (YEAR - 1, YEAR)).matrix(YEAR),
        "grades of all years": lambda: Years(store),
        "statement": lambda: _statement(store),
    }


def _statement(store: Any) -> object:
    """Count moves between two years by the database alone, branches named."""
    return Counter(
        (last, now)
        for _, _, last, now in store.tuples(
            "SELECT o.id, o.name, b.township_grade, a.township_grade FROM rating AS a "
            "JOIN rating AS b ON b.organization_id = a.organization_id AND b.year = a.year - 1 "
            "JOIN organization AS o ON o.id = a.organization_id WHERE a.year = ? AND a._del = 0 AND b._del = 0",
            [YEAR],
        )
    )


def _paper(store: Any, settings: Settings, size: str) -> None:
    from app.reports.tables import render
    from app.services.reporting import make_report
    from app.services.reporting.catalogue import Chosen
    from app.services.reporting.ratings import table_paper

    made = table_paper(store, PAPER, Chosen(), year=YEAR, as_of=AS_OF)
    rows = [row for table in made for row in table.rows]
    out = settings.folder / f"{PAPER}.pdf"
    render(made)
    medians = in_turn(
        settings.rounds_for(size),
        {
            "product": _timed(lambda: render(made)),
            "whole": _timed(lambda: make_report(store, PAPER, year=YEAR, as_of=AS_OF, out=out)),
            "floor": _timed(lambda: drawn(rows)),
        },
    )
    job, floor = f"汇总表 PDF, {len(rows):,} rows", medians["floor"]
    settings.put("P8", job, size, "s", medians["product"], floor, "drawString", most=1.5)
    settings.put("P8", "汇总表 PDF, ledger read too", size, "s", medians["whole"], floor, "drawString")


def _timed(work: Any) -> Any:
    return lambda: seconds(work)
