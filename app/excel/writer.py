"""Writing of clean tables: real dates, text that stays text, ready to print on A4."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal

from app.excel.files import replaced
from app.progress import SILENT, Progress

CellKind = Literal["text", "number", "date", "money", "wan", "percent"]

SMALL_TABLE = 5_000
LONGEST_CELL = 32_767
LONGEST_NAME = 31
PORTRAIT_WIDTH = 92.0
FORMATS: dict[str, str] = {
    "text": "@",
    "number": "General",
    "date": "yyyy-mm-dd",
    "money": "#,##0.00",
    "wan": "#,##0.00",
    "percent": "0.0%",
}
EXCEL_ORIGIN = date(1899, 12, 30)
FIRST_EXCEL_DAY = date(1900, 3, 1)
FONT = "宋体"
HEADING_COLOUR = "#F2E6E6"
REQUIRED_COLOUR = "#E6B8B7"
WRONG_COLOUR = "#FFC7CE"
WRONG_TEXT = "#9C0006"
LINE_COLOUR = "#A0A0A0"
ALIGNMENTS = {"number": "right", "money": "right", "wan": "right", "percent": "right", "date": "center"}
MARGIN = 0.5
TITLE_HEIGHT, TITLE_CHAR = 30, 3.6
STEP = 500
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNFIT_FOR_SHEET = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column to write: heading, width in characters, and what its cells are; money and wan are given in fen."""

    heading: str
    width: float = 12.0
    kind: CellKind = "text"
    required: bool = False


def write_table(
    path: Path,
    title: str,
    columns: Sequence[TableColumn],
    rows: Iterable[Sequence[object]],
    *,
    notes: Sequence[str] = (),
    sheet: str = "",
    progress: Progress = SILENT,
) -> int:
    """Write one table as .xlsx and return the number of rows.

    Cells of a date column may be dates or ISO text; text like 2023-07 stays text. Cells of a money column
    are whole fen and are shown in yuan.

    Raises:
        BadInput: the place cannot be written to.
        StorageError: the disk refuses.
        Cancelled: the user stopped it; nothing is left behind.
    """
    return write_tables(path, [Table(title, tuple(columns), rows, tuple(notes), sheet)], progress=progress)


def write_tables(path: Path, tables: Sequence["Table"], *, progress: Progress = SILENT) -> int:
    """Write several tables as one .xlsx, each on a sheet of its own; return the number of rows of all.

    Raises like `write_table`.
    """
    names = _different([sheet_name(table.sheet or table.title) for table in tables])
    layouts = [
        Layout(table.title, tuple(table.columns), tuple(table.notes), name, table.under, table.internal)
        for table, name in zip(tables, names, strict=True)
    ]
    with replaced(path) as draft:
        return _write(
            draft, [(layout, table.rows) for layout, table in zip(layouts, tables, strict=True)], progress
        )


@dataclass(frozen=True, slots=True)
class Table:
    """A table to write: title, columns, rows as `write_table` takes them, notes below, the name of its sheet.

    `under` is a line under the title, for instance who reports, as of when, in which unit; every page of an `internal`
    one says that it is.
    """

    title: str
    columns: Sequence[TableColumn]
    rows: Iterable[Sequence[object]]
    notes: Sequence[str] = ()
    sheet: str = ""
    under: str = ""
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands around the rows: title and the line under it, headings, notes below, and the name of the sheet."""

    title: str
    columns: tuple[TableColumn, ...]
    notes: tuple[str, ...]
    sheet: str
    under: str = ""
    internal: bool = False

    @property
    def head_rows(self) -> int:
        """Number of rows above the first row of the table."""
        return 3 if self.under else 2

    @property
    def width(self) -> float:
        """Width of the table in characters."""
        return sum(column.width for column in self.columns)

    @property
    def landscape(self) -> bool:
        """Tell whether the table is too wide for upright paper."""
        return self.width > PORTRAIT_WIDTH

    @property
    def title_lines(self) -> int:
        """Number of lines the title takes over the table."""
        return max(1, math.ceil(len(self.title) * TITLE_CHAR / self.width))


def sheet_name(text: str) -> str:
    """Return `text` as Excel allows it for a sheet."""
    return _cut(_UNFIT_FOR_SHEET.sub(" ", plain_text(text)).strip("' "), LONGEST_NAME).strip("' ") or "表"


def _cut(text: str, room: int) -> str:
    """Return the beginning of a text that takes this much room in a workbook, where rare characters count twice."""
    return text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore")


def plain_text(text: str) -> str:
    """Return `text` without what a workbook cannot hold."""
    if len(text) > LONGEST_CELL or _UNWRITABLE.search(text):
        return _UNWRITABLE.sub("", text)[:LONGEST_CELL]
    return text


def cell_value(kind: CellKind, value: object) -> str | int | float | bool | date | None:
    """Return a value as the cell of a column of this kind holds it."""
    if value is None or value == "":
        return None
    if kind == "text":
        return str(value)
    if kind == "date":
        day = _day(value)
        return day if day else str(value)
    if kind == "money" and isinstance(value, int):
        return value / 100
    if kind == "wan" and isinstance(value, int):
        return value / 1_000_000
    if kind in ("number", "money", "wan", "percent") and isinstance(value, int | float):
        return value
    return str(value)


def _day(value: object) -> date | None:
    if isinstance(value, str) and len(value) == len("2023-07-01"):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, datetime):
        value = value.date()
    return value if isinstance(value, date) and value >= FIRST_EXCEL_DAY else None


def _write(
    draft: Path, tables: Sequence[tuple[Layout, Iterable[Sequence[object]]]], progress: Progress
) -> int:
    streams = [iter(rows) for _, rows in tables]
    firsts = [list(islice(stream, SMALL_TABLE)) for stream in streams]
    with workbook(draft, small=sum(map(len, firsts)) < SMALL_TABLE) as book:
        looks = Looks(book)
        return sum(
            _write_sheet(book, looks, layout, chain(first, stream), progress)
            for (layout, _), first, stream in zip(tables, firsts, streams, strict=True)
        )


def _write_sheet(
    book: Any, looks: "Looks", layout: Layout, rows: Iterable[Sequence[object]], progress: Progress
) -> int:
    count = 0
    sheet = book.add_worksheet(layout.sheet)
    head(sheet, layout, looks)
    columns = [(index, column.kind, looks.of(column.kind)) for index, column in enumerate(layout.columns)]
    above = layout.head_rows - 1
    for count, row in enumerate(rows, 1):
        for (index, kind, form), value in zip(columns, row, strict=True):
            write_cell(sheet, count + above, index, cell_value(kind, value), form)
        if count % STEP == 0:
            progress.step(count, 0, "正在写表格")
    for offset, note in enumerate(layout.notes, count + above + 1):
        sheet.write_string(offset, 0, plain_text(note), looks.of("note"))
    return count


def _different(names: Sequence[str]) -> list[str]:
    """Number the sheets whose names are the same to a workbook, which does not tell capitals apart."""
    taken: dict[str, int] = {}
    found = []
    for name in names:
        taken[name.lower()] = taken.get(name.lower(), 0) + 1
        again = taken[name.lower()]
        found.append(name if again == 1 else f"{_cut(name, LONGEST_NAME - 5)}（{again}）")
    return found


@contextmanager
def workbook(draft: Path, *, small: bool = True) -> Iterator[Any]:
    """Yield a workbook that is saved as `draft` at the end; small ones never touch another file.

    Raises:
        OSError: the disk refuses.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    memory = "in_memory" if small else "constant_memory"
    book = Workbook(str(draft), {memory: True, "strings_to_formulas": False, "strings_to_urls": False})
    try:
        yield book
    finally:
        try:
            book.close()
        except FileCreateError as error:
            raise OSError(str(error)) from error


class Looks:
    """The cell formats of one workbook: the same lines, font and colours in every workbook of the program."""

    def __init__(self, book: Any) -> None:
        font = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
        line = {**font, "border": 1, "border_color": LINE_COLOUR}
        heading = {**line, "bold": True, "align": "center", "text_wrap": True, "num_format": "@"}
        self._forms = {
            "title": book.add_format(
                {**font, "font_size": 16, "bold": True, "align": "center", "text_wrap": True}
            ),
            "heading": book.add_format({**heading, "bg_color": HEADING_COLOUR}),
            "required": book.add_format({**heading, "bg_color": REQUIRED_COLOUR}),
            "note": book.add_format({**font, "align": "left"}),
            "wrapped": book.add_format({**font, "align": "left", "text_wrap": True}),
            "message": book.add_format({**line, "text_wrap": True, "font_color": WRONG_TEXT}),
        }
        for kind, form in FORMATS.items():
            plain = {
                **line,
                "num_format": form,
                "align": ALIGNMENTS.get(kind, "left"),
                "text_wrap": kind == "text",
            }
            self._forms[kind] = book.add_format(plain)
            self._forms[f"wrong {kind}"] = book.add_format({**plain, "bg_color": WRONG_COLOUR})

    def of(self, style: str) -> Any:
        """Return the format of a style: title, heading, required, note, a kind of cell, `wrong` and a kind."""
        return self._forms[style]


def head(sheet: Any, layout: Layout, looks: Looks) -> None:
    """Set up an A4 page as wide as the table, and write title, the line under it and headings in its first rows."""
    for index, column in enumerate(layout.columns):
        sheet.set_column(index, index, column.width)
    low = layout.head_rows - 1
    sheet.freeze_panes(low + 1, 0)
    sheet.repeat_rows(0, low)
    set_up_page(sheet, landscape=layout.landscape, internal=layout.internal)
    sheet.set_row(0, TITLE_HEIGHT * layout.title_lines)
    if len(layout.columns) > 1:
        sheet.merge_range(0, 0, 0, len(layout.columns) - 1, "", looks.of("title"))
    sheet.write_string(0, 0, plain_text(layout.title), looks.of("title"))
    if layout.under:
        sheet.write_string(1, 0, plain_text(layout.under), looks.of("note"))
    for index, column in enumerate(layout.columns):
        sheet.write_string(low, index, column.heading, looks.of("required" if column.required else "heading"))


def set_up_page(sheet: Any, *, landscape: bool, internal: bool = False) -> None:
    """Make `sheet` print on A4, as wide as the paper, with page numbers, and marked when it is internal."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(MARGIN, MARGIN, MARGIN, MARGIN + 0.2)
    sheet.set_footer(f"{'&L内部资料　注意保存' if internal else ''}&C第 &P 页，共 &N 页")


def write_cell(sheet: Any, row: int, column: int, value: object, form: Any) -> None:
    """Write one value as what it is; text stays text whatever it looks like."""
    if isinstance(value, str):
        sheet.write_string(row, column, plain_text(value), form)
    elif value is None:
        sheet.write_blank(row, column, None, form)
    elif isinstance(value, bool):
        sheet.write_string(row, column, "是" if value else "否", form)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, form)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, form)
    elif isinstance(value, date):
        sheet.write_number(row, column, (value - EXCEL_ORIGIN).days, form)
    else:
        sheet.write_string(row, column, plain_text(str(value)), form)
