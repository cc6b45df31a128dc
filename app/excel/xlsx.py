"""Reading of .xlsx by openpyxl, streamed; whatever it stumbles over becomes one sentence."""

import posixpath
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import AppError
from app.excel.gate import damaged
from app.excel.lean import load_openpyxl
from app.excel.packages import SheetLook, look_through
from app.excel.readings import ErrorCell, RawRow
from app.excel.sheets import RawSheet, without_empty
from app.progress import SILENT, Progress

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

NO_RESULT = ErrorCell("公式没有结果")
BATCH = 200


def xlsx_sheets(path: Path, progress: Progress = SILENT) -> list[RawSheet]:
    """Return the worksheets of an .xlsx after a look through the whole package.

    Raises:
        BadInput: the file is hostile, too large or broken; one sentence.
    """
    looks = look_through(path, progress)
    with _opened(path) as book:
        sheets = [_sheet(path, sheet, looks) for sheet in book.worksheets]
    if not sheets:
        raise damaged(path, "no worksheet")
    return sheets


@contextmanager
def _opened(path: Path) -> Iterator["Workbook"]:
    """Yield the workbook, whatever its file is called; every failure of the reader is the one sentence."""
    load_openpyxl()
    from openpyxl import load_workbook

    try:
        with path.open("rb") as file:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            try:
                yield book
            finally:
                book.close()
    except AppError:
        raise
    except Exception as error:
        raise damaged(path, repr(error)) from error


def _sheet(path: Path, sheet: Any, looks: dict[str, SheetLook]) -> RawSheet:
    part = posixpath.normpath(str(sheet._worksheet_path)).lstrip("/")
    look = looks.get(part, SheetLook())
    name = str(sheet.title)
    return RawSheet(
        name,
        lambda: _rows(path, name, look),
        tuple(look.merges),
        hidden=sheet.sheet_state != "visible",
        size=look.cells,
        hidden_rows=look.hidden_rows,
    )


def _rows(path: Path, name: str, look: SheetLook) -> Iterator[tuple[int, RawRow]]:
    with _opened(path) as book:
        sheet: Any = book[name]
        sheet.reset_dimensions()
        rows = without_empty(chain.from_iterable(_batches(sheet.iter_rows(values_only=True))))
        yield from _with_unsolved(rows, look) if look.unsolved else rows


def _batches(rows: Iterator[RawRow]) -> Iterator[list[RawRow]]:
    """Draw rows in batches, so that what openpyxl warns about is silenced without a cost for each row."""
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            batch = [row for _, row in zip(range(BATCH), rows, strict=False)]
        if not batch:
            return
        yield batch


def _with_unsolved(rows: Iterator[tuple[int, RawRow]], look: SheetLook) -> Iterator[tuple[int, RawRow]]:
    by_row: dict[int, list[int]] = {}
    for row, column in look.unsolved:
        by_row.setdefault(row, []).append(column)
    for number, values in rows:
        columns = by_row.get(number)
        if columns:
            cells = list(values) + [None] * (max(columns) - len(values))
            for column in columns:
                cells[column - 1] = NO_RESULT if cells[column - 1] is None else cells[column - 1]
            values = cells
        yield number, values
