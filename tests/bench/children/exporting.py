"""Export of the roster as a workbook: the product's, or xlsxwriter with constant memory and the same cells."""

import sys
import time
from pathlib import Path

from tests.bench import people
from tests.bench.harness import peak_mib, tell
from tests.bench.sizes import SIZES


def product(folder: Path, out: Path) -> None:
    """Write the list out of the ledger."""
    from app.services.exports import export
    from app.services.ledgers import open_ledger

    store = open_ledger(folder).connect()
    begun = time.perf_counter()
    count = export(store, "members", out, full_ids=True, reason="基准", actor="基准")
    tell(seconds=time.perf_counter() - begun, mib=peak_mib(), rows=count)


def floor(size: str, out: Path) -> None:
    """Write rows made on the way."""
    import xlsxwriter

    begun = time.perf_counter()
    book = xlsxwriter.Workbook(str(out), {"constant_memory": True})
    sheet = book.add_worksheet()
    count = 0
    for count, row in enumerate(people.sheet_rows(SIZES[size]), start=1):
        for column, value in enumerate(row[:24]):
            sheet.write(count, column, value)
    book.close()
    tell(seconds=time.perf_counter() - begun, mib=peak_mib(), rows=count)


if sys.argv[1] == "product":
    product(Path(sys.argv[2]), Path(sys.argv[3]))
else:
    floor(sys.argv[2], Path(sys.argv[3]))
