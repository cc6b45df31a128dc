"""The bad rows of an import as a workbook: headings as they were, each bad cell marked, a column that says why."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from app.excel.files import replaced
from app.excel.readings import CellValue, ErrorCell, RawRow, Reading
from app.excel.sheets import column_letter
from app.excel.writer import CellKind, Looks, plain_text, set_up_page, sheet_name, workbook, write_cell

MESSAGE_HEADING = "问题说明"
MESSAGE_WIDTH = 50
COLUMN_WIDTH = 14
WIDE_FIELDS = {"id_number": 21, "organization": 24, "name": 12}
SOURCE_ROWS = 1


class CellProblem(Protocol):
    """A problem of one row; `column` is the letters of the bad cell, empty when the whole row is meant."""

    @property
    def row(self) -> int:
        """The row in the sheet, from 1."""
        ...

    @property
    def column(self) -> str:
        """The letters of the column, or empty text."""
        ...

    @property
    def message(self) -> str:
        """What is wrong and what to do."""
        ...


def write_problems(path: Path, parts: Sequence[tuple[Reading, Sequence[CellProblem]]]) -> int:
    """Write the rows of `parts` that have problems, and return how many; corrected, the file can be imported.

    Raises:
        BadInput: the place cannot be written to.
        StorageError: the disk refuses.
    """
    count = 0
    taken: set[str] = set()
    with replaced(Path(path)) as draft, workbook(draft) as book:
        looks = Looks(book)
        for reading, problems in parts:
            if problems:
                count += _ProblemSheet(book, looks, reading, _free_name(reading.sheet, taken)).write(problems)
        if not taken:
            book.add_worksheet("没有问题")
    return count


def _free_name(name: str, taken: set[str]) -> str:
    base = sheet_name(name)
    free, number = base, 2
    while free.casefold() in taken:
        free = f"{base[:27]}({number})"
        number += 1
    taken.add(free.casefold())
    return free


class _ProblemSheet:
    """One sheet of the problem workbook: source line, the head as it was, the bad rows, what is wrong."""

    def __init__(self, book: Any, looks: Looks, reading: Reading, name: str) -> None:
        self._sheet = book.add_worksheet(name)
        self._looks = looks
        self._reading = reading
        width = max((len(row) for _, row in reading.head), default=0)
        self._width = max([width, *(column.index for column in reading.columns)])
        self._row = 0

    def write(self, problems: Sequence[CellProblem]) -> int:
        """Write the rows that `problems` speak of, and return how many they are."""
        by_row: dict[int, list[CellProblem]] = defaultdict(list)
        for problem in problems:
            if problem.row:
                by_row[problem.row].append(problem)
        self._write_head()
        filled = {row.number: row.cells for row in self._reading.rows if row.number in by_row}
        raw = self._reading.rows.raw(by_row)
        for number in sorted(by_row):
            cells = list(raw.get(number, ()))
            cells += [None] * (self._width - len(cells))
            for column in self._reading.columns:
                if cells[column.index - 1] is None:
                    cells[column.index - 1] = filled.get(number, {}).get(column.key)
            self._write_row(cells, by_row[number])
        set_up_page(self._sheet, landscape=True)
        return len(by_row)

    def _write_head(self) -> None:
        """Write where the rows come from, then title and headings; merged headings are merged again."""
        self._sheet.write_string(
            0, 0, f"来源：{self._reading.file} {self._reading.sheet}", self._looks.of("note")
        )
        first = self._reading.heading_rows[0]
        places = {}
        for offset, (number, row) in enumerate(self._reading.head, SOURCE_ROWS):
            places[number] = offset
            style = "heading" if number >= first else "note"
            for index, value in enumerate(row):
                if value is not None:
                    write_cell(self._sheet, offset, index, _plain(value), self._looks.of(style))
        for merge in self._reading.head_merges:
            top, bottom = places.get(merge[0]), places.get(merge[2])
            if top is None or bottom is None or merge[0] < first:
                continue
            value = self._reading.head[top - SOURCE_ROWS][1][merge[1] - 1]
            self._sheet.merge_range(
                top, merge[1] - 1, bottom, merge[3] - 1, _plain(value), self._looks.of("heading")
            )
        last = len(self._reading.head) + SOURCE_ROWS - 1
        self._sheet.write_string(last, self._width, MESSAGE_HEADING, self._looks.of("heading"))
        self._set_widths()
        self._sheet.freeze_panes(last + 1, 0)
        self._row = last + 1

    def _set_widths(self) -> None:
        self._sheet.set_column(0, self._width, COLUMN_WIDTH)
        for column in self._reading.columns:
            self._sheet.set_column(
                column.index - 1, column.index - 1, WIDE_FIELDS.get(column.key.field, COLUMN_WIDTH)
            )
        self._sheet.set_column(self._width, self._width, MESSAGE_WIDTH)

    def _write_row(self, cells: RawRow, problems: Sequence[CellProblem]) -> None:
        messages: dict[str, list[str]] = defaultdict(list)
        for problem in problems:
            messages[problem.column].append(problem.message)
        for index, value in enumerate(cells):
            wrong = messages.get(column_letter(index + 1))
            kind = _kind(value)
            write_cell(
                self._sheet,
                self._row,
                index,
                _plain(value),
                self._looks.of(f"wrong {kind}" if wrong else kind),
            )
            if wrong:
                self._sheet.write_comment(self._row, index, plain_text("\n".join(wrong)), {"x_scale": 2})
        said = "；".join(dict.fromkeys(problem.message.rstrip("。") for problem in problems))
        self._sheet.write_string(self._row, self._width, plain_text(said), self._looks.of("message"))
        self._row += 1


def _kind(value: CellValue) -> CellKind:
    if isinstance(value, date):
        return "date"
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else "text"


def _plain(value: CellValue) -> Any:
    return value.text if isinstance(value, ErrorCell) else value
