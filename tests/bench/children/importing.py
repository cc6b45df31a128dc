"""Import of a roster workbook: the product's, or the floor (read with openpyxl, write with executemany)."""

import sys
import time
from datetime import date
from pathlib import Path

from tests.bench.harness import peak_mib, tell


def product(workbook: Path, folder: Path) -> None:
    """Preview and apply, with history, search and sums."""
    from app.services.imports import apply, preview
    from app.services.ledgers import open_ledger

    ledger = open_ledger(folder)
    store = ledger.connect()
    begun = time.perf_counter()
    plan = preview(store, [workbook], as_of=date(2025, 12, 31))
    previewed = time.perf_counter() - begun
    held = peak_mib()
    done = apply(store, plan, actor="基准", skip_bad=True)
    tell(
        seconds=time.perf_counter() - begun,
        preview=previewed,
        preview_mib=held,
        mib=peak_mib(),
        rows=done.new,
        bad=plan.bad,
    )


def floor(workbook: Path, folder: Path) -> None:
    """Read every cell and write the rows into one encrypted table."""
    from app.models.connection import connect

    connection = connect(folder / "floor.db", b"\0" * 32)
    begun = time.perf_counter()
    import openpyxl  # loaded within the time, as the product loads it

    sheet = openpyxl.load_workbook(workbook, read_only=True).active
    rows = sheet.iter_rows(min_row=3, values_only=True)
    columns = [f"c{number}" for number in range(25)]
    connection.execute(f"CREATE TABLE roster ({', '.join(columns)})")
    connection.execute("BEGIN")
    connection.executemany(f"INSERT INTO roster VALUES ({', '.join('?' * 25)})", rows)
    connection.execute("COMMIT")
    seconds = time.perf_counter() - begun
    count = connection.execute("SELECT count(*) FROM roster").fetchone()[0]
    connection.close()
    tell(seconds=seconds, mib=peak_mib(), rows=count)


{"product": product, "floor": floor}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
