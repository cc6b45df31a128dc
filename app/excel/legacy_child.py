"""The child process that opens .xls, .et, .ods and .xlsb: alone, with limited memory.

Prints one JSON document a line: `{"sheet": …}`, then its rows as lists, at last `{"end": true}`.
Whatever a broken file does to the reader ends here and not in the program.
"""

import json
import sys
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from app.excel.biff import error_cells, refusal

MEMORY = 2 << 30


def limit_memory() -> None:
    """Let no broken file take more than `MEMORY` bytes; Windows has no such limit and relies on the clock."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def emit(document: object) -> None:
    """Print one line of the answer."""
    sys.stdout.write(json.dumps(document, ensure_ascii=True, separators=(",", ":")) + "\n")


def plain(value: Any) -> Any:
    """Return a cell as JSON can say it; dates and times are wrapped in an object with one key."""
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"days": value.total_seconds() / 86_400}
    return None if value == "" else value


def tell(path: str, most_cells: int) -> None:
    """Print every worksheet of `path`."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    data = Path(path).read_bytes()
    is_package = data.startswith(b"PK")
    if why := "" if is_package else refusal(data):
        emit({"error": why})
        return
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    errors = {} if is_package else error_cells(data)
    left = most_cells
    for meta in book.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        merged = sheet.merged_cell_ranges
        hidden = meta.visible != SheetVisibleEnum.Visible
        emit({"sheet": meta.name, "hidden": hidden, "merged": merged, "errors": errors.get(meta.name, [])})
        margin = [None] * (sheet.start[1] if sheet.start else 0)
        for row in sheet.iter_rows():
            left -= len(row)
            if left < 0:
                emit({"error": "large"})
                return
            emit(margin + [plain(value) for value in row])
    emit({"end": True})


def main(arguments: Sequence[str]) -> int:
    """Read the file named first, up to as many cells as named second; a failure is one line that names its kind."""
    limit_memory()
    try:
        tell(arguments[0], int(arguments[1]))
    except BaseException as error:
        kind = "password" if type(error).__name__ == "PasswordError" else "damaged"
        emit({"error": kind, "detail": f"{type(error).__name__}: {error}"[:300]})
        return 1
    return 0
