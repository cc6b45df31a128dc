"""Table papers: A4 upright or across, title, repeated headings, page x of y, signatures, as-of date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.progress import SILENT, Progress
from app.reports.amounts import long_day
from app.reports.facts import TableFacts
from app.reports.fonts import FontSet, default
from app.reports.grid import Grid, Style
from app.reports.linebreak import balance, break_lines
from app.reports.pen import A4, GREY, MM, Pen

MARGIN = 15 * MM
TOP = 18 * MM
BOTTOM = 18 * MM
TITLE_SIZE = 18.0
NOTE_SIZE = 9.5
HEAD_NOTE_SIZE = 10.0
FOOT_SIZE = 9.0
FOLIO_ROOM = 110.0
NOTE_LEADING = 14.0
NOTE_GAP = 4.0
SIGN_HEIGHT = 30.0
EMPTY_HEIGHT = 36.0
BETWEEN = 20.0
SQUEEZE = 1.05
LAST_ROWS = 4
"""So many rows at least stand on the last page of a table, above the signatures."""


@dataclass(slots=True)
class Laid:
    """A table laid out: the rows on each of its pages, how far down the first of them it begins.

    What stands below it is left out where the table that follows on the same page has the same below.
    """

    grid: Grid
    size: tuple[float, float]
    spans: tuple[tuple[int, int], ...]
    top: float = 0.0
    signed: bool = True
    noted: bool = True

    @property
    def follows(self) -> bool:
        """Tell whether it stands below another table."""
        return self.top > 0

    @property
    def room(self) -> float:
        """The height of the page for tables."""
        return self.size[1] - TOP - BOTTOM

    @property
    def bottom(self) -> float:
        """How far down its last page its last row ends."""
        start, stop = self.spans[-1]
        above = self.top + _above(self.grid) if len(self.spans) == 1 else 0.0
        rows = sum(self.grid.height(index) for index in range(start, stop))
        return above + self.grid.head_height + (rows or EMPTY_HEIGHT)


def render(
    tables: Sequence[TableFacts], *, fonts: FontSet | None = None, progress: Progress = SILENT
) -> bytes:
    """Return one PDF with the tables one after another; pages are counted paper by paper.

    A table begins a page, unless all of it fits below the one before.
    """
    pen = Pen(title=tables[0].title, fonts=fonts)
    papers: list[list[list[tuple[Laid, int]]]] = []
    for laid in arrange(tables, pen):
        if laid.grid.table.starts_paper or not papers:
            papers.append([])
        for part in range(len(laid.spans)):
            if part or not laid.follows:
                papers[-1].append([])
            papers[-1][-1].append((laid, part))
    numbered = [(page, number, len(pages)) for pages in papers for number, page in enumerate(pages, 1)]
    for done, (page, number, count) in enumerate(numbered, 1):
        if done > 1:
            pen.page()
        pen.canvas.setPageSize(page[0][0].size)
        for laid, part in page:
            _draw(laid, part)
        _draw_foot(page[0][0].grid, page[0][0].size[0], number, count)
        progress.step(done, len(numbered), "正在排版")
    return pen.save()


def arrange(tables: Iterable[TableFacts], pen: Pen) -> list[Laid]:
    """Return the tables of papers laid out, short ones below the one before."""
    found: list[Laid] = []
    for table in tables:
        laid = _paginate(table, pen)
        if found and not table.starts_paper:
            _put_below(found[-1], laid)
        found.append(laid)
    return found


def _put_below(before: Laid, laid: Laid) -> None:
    """Put a table below the one before if all of it fits there; what both have below alike stands once."""
    if before.size != laid.size or len(laid.spans) > 1:
        return
    over, under = before.grid.table, laid.grid.table
    signed, noted = over.signatures != under.signatures, over.notes != under.notes
    top = before.bottom + _below(before.grid, signed=signed, noted=noted) + BETWEEN
    if top + laid.bottom + _below(laid.grid) <= laid.room:
        laid.top, before.signed, before.noted = top, signed, noted


def _title_lines(table: TableFacts, pen: Pen, width: float) -> list[str]:
    return balance(table.title, lambda s: pen.measure(s, "title", TITLE_SIZE), width)


def _note_lines(table: TableFacts, pen: Pen, width: float) -> list[str]:
    texts = [f"注：{note}" if at == 0 else f"　　{note}" for at, note in enumerate(table.notes)]
    return [
        line
        for text in texts
        for line in break_lines(text, lambda s: pen.measure(s, "song", NOTE_SIZE), width)
    ]


def _head_lines(table: TableFacts, pen: Pen, width: float) -> tuple[list[str], str]:
    """Return who reports, in lines, and as of when and in what unit; beside it when both fit in one line."""

    def measure(text: str) -> float:
        return pen.measure(text, "song", HEAD_NOTE_SIZE)

    as_of = f"截至{long_day(table.as_of)}" if table.as_of else ""
    right = "　　".join(part for part in (as_of, table.measure) if part)
    if measure(f"{table.unit}　{right}") <= width:
        return [table.unit], right
    return [*break_lines(table.unit, measure, width), ""], right


def _above(grid: Grid) -> float:
    table, pen, width = grid.table, grid.pen, grid.width
    lines = len(_head_lines(table, pen, width)[0])
    return len(_title_lines(table, pen, width)) * TITLE_SIZE * 1.4 + 24 + (lines - 1) * NOTE_LEADING


def _below(grid: Grid, *, signed: bool = True, noted: bool = True) -> float:
    signatures = SIGN_HEIGHT if signed and grid.table.signatures else 0.0
    notes = len(_note_lines(grid.table, grid.pen, grid.width)) if noted else 0
    return signatures + NOTE_GAP + notes * NOTE_LEADING


def missing(tables: Sequence[TableFacts], *, fonts: FontSet | None = None) -> str:
    """Return the characters of the tables' words that no font of this computer has."""
    words = {value for table in tables for row in table.rows for value in row if isinstance(value, str)}
    for table in tables:
        words |= {table.title, table.unit, *table.notes}
        words |= {word for column in table.columns for word in (column.heading, column.group)}
    return (fonts or default()).missing("".join(sorted(words)))


def lay(table: TableFacts, pen: Pen) -> tuple[Grid, tuple[float, float]]:
    """Return the table laid out upright, or across the page when told so or when it would be squeezed."""
    if not table.landscape:
        grid = Grid(table, pen, A4[0] - 2 * MARGIN, Style())
        if table.landscape is False or grid.natural <= grid.width * SQUEEZE:
            return grid, A4
    return Grid(table, pen, A4[1] - 2 * MARGIN, Style()), (A4[1], A4[0])


def _paginate(table: TableFacts, pen: Pen) -> Laid:
    """Return the table on as many pages as it needs, from the top of the first."""
    grid, size = lay(table, pen)
    whole = size[1] - TOP - BOTTOM - grid.head_height
    above, below = _above(grid), _below(grid)
    heights = grid.heights(whole - above - below)
    starts, room = [0], whole - above
    for index, height in enumerate(heights):
        needed = height + (below if index == len(heights) - 1 else 0.0)
        if needed > room and index > starts[-1]:
            starts.append(index)
            room = whole
        room -= height
    early = len(heights) - LAST_ROWS
    if len(starts) > 1 and starts[-2] < early < starts[-1] and sum(heights[early:]) + below <= whole:
        starts[-1] = early
    return Laid(grid, size, tuple(zip(starts, [*starts[1:], len(heights)], strict=True)))


def _draw(laid: Laid, part: int) -> None:
    """Draw what of a table stands on one of its pages."""
    grid = laid.grid
    top = laid.size[1] - TOP
    if part == 0:
        top = _draw_title(grid.table, grid.pen, grid.width, top - laid.top)
    grid.draw_head(MARGIN, top)
    tops = [top - grid.head_height]
    start, stop = laid.spans[part]
    for index in range(start, stop):
        height = grid.height(index)
        grid.draw_row(index, MARGIN, tops[-1], height)
        tops.append(tops[-1] - height)
    if stop > start:
        grid.rule(MARGIN, tops, start)
    else:
        tops.append(_draw_empty(grid.table, grid.pen, grid.width, tops[-1]))
    if part == len(laid.spans) - 1:
        _draw_end(laid, tops[-1])


def _draw_title(table: TableFacts, pen: Pen, width: float, top: float) -> float:
    for line in _title_lines(table, pen, width):
        top -= TITLE_SIZE * 1.4
        pen.centre(MARGIN + width / 2, top + TITLE_SIZE * 0.3, line, "title", TITLE_SIZE)
    unit, right = _head_lines(table, pen, width)
    y = top - 16
    for at, line in enumerate(unit):
        y = top - 16 - at * NOTE_LEADING
        pen.text(MARGIN, y, line, "song", HEAD_NOTE_SIZE)
    pen.right(MARGIN + width, y, right, "song", HEAD_NOTE_SIZE)
    return y - 8


def _draw_empty(table: TableFacts, pen: Pen, width: float, top: float) -> float:
    low = top - EMPTY_HEIGHT
    pen.lines([(MARGIN, top, MARGIN, low), (MARGIN + width, top, MARGIN + width, low)])
    pen.lines([(MARGIN, low, MARGIN + width, low)])
    pen.centre(MARGIN + width / 2, low + 14, table.empty, "song", 10.5, colour=GREY)
    return low


def _draw_end(laid: Laid, y: float) -> None:
    grid, pen = laid.grid, laid.grid.pen
    if laid.signed and grid.table.signatures:
        y -= SIGN_HEIGHT
        step = grid.width / len(grid.table.signatures)
        for place, label in enumerate(grid.table.signatures):
            pen.text(MARGIN + place * step, y + 8, label, "song", 10.5)
    y -= NOTE_GAP
    for line in _note_lines(grid.table, pen, grid.width) if laid.noted else ():
        y -= NOTE_LEADING
        pen.text(MARGIN, y + 3, line, "song", NOTE_SIZE)


def _draw_foot(grid: Grid, wide: float, number: int, count: int) -> None:
    table, pen = grid.table, grid.pen
    if table.internal:
        pen.text(MARGIN, 10 * MM, "内部资料　注意保存", "song", FOOT_SIZE, colour=GREY)
    pen.centre(wide / 2, 10 * MM, f"第 {number} 页　共 {count} 页", "song", FOOT_SIZE)
    if number > 1:
        title = _shortened(table.title.replace("\n", ""), pen, (wide - FOLIO_ROOM) / 2 - MARGIN)
        pen.right(wide - MARGIN, 10 * MM, title, "song", FOOT_SIZE, colour=GREY)


def _shortened(title: str, pen: Pen, room: float) -> str:
    """Return a title that fits beside the page number, its beginning left out where it is too long."""
    shown = title
    while pen.measure(shown, "song", FOOT_SIZE) > room:
        title = title[1:]
        shown = f"…{title}"
    return shown
