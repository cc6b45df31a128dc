"""Table papers: A4 upright or across, title, repeated headings, page x of y, signatures, as-of date."""

from collections.abc import Sequence
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
SQUEEZE = 1.05
LAST_ROWS = 4
"""So many rows at least stand on the last page of a table, above the signatures."""


@dataclass(frozen=True, slots=True)
class _Page:
    grid: Grid
    size: tuple[float, float]
    start: int
    stop: int
    first: bool
    last: bool


def render(
    tables: Sequence[TableFacts], *, fonts: FontSet | None = None, progress: Progress = SILENT
) -> bytes:
    """Return one PDF with the tables one after another, each beginning a page; pages are counted paper by paper."""
    pen = Pen(title=tables[0].title, fonts=fonts)
    papers: list[list[_Page]] = []
    for table in tables:
        if table.starts_paper or not papers:
            papers.append([])
        papers[-1] += _paginate(table, pen)
    numbered = [(page, number, len(pages)) for pages in papers for number, page in enumerate(pages, 1)]
    for done, (page, number, count) in enumerate(numbered, 1):
        if done > 1:
            pen.page()
        _draw(page, number, count)
        progress.step(done, len(numbered), "正在排版")
    return pen.save()


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


def _above(table: TableFacts, pen: Pen, width: float) -> float:
    lines = len(_head_lines(table, pen, width)[0])
    return len(_title_lines(table, pen, width)) * TITLE_SIZE * 1.4 + 24 + (lines - 1) * NOTE_LEADING


def _below(table: TableFacts, pen: Pen, width: float) -> float:
    signed = SIGN_HEIGHT if table.signatures else 0.0
    return signed + NOTE_GAP + len(_note_lines(table, pen, width)) * NOTE_LEADING


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


def _paginate(table: TableFacts, pen: Pen) -> list[_Page]:
    grid, size = lay(table, pen)
    width = grid.width
    whole = size[1] - TOP - BOTTOM - grid.head_height
    above, below = _above(table, pen, width), _below(table, pen, width)
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
    stops = [*starts[1:], len(heights)]
    return [
        _Page(grid, size, start, stop, start == 0, stop == len(heights))
        for start, stop in zip(starts, stops, strict=True)
    ]


def _draw(page: _Page, number: int, count: int) -> None:
    grid, table, pen = page.grid, page.grid.table, page.grid.pen
    wide, high = page.size
    pen.canvas.setPageSize((wide, high))
    width, top = wide - 2 * MARGIN, high - TOP
    if page.first:
        top = _draw_title(table, pen, width, top)
    grid.draw_head(MARGIN, top)
    top -= grid.head_height
    tops = [top]
    for index in range(page.start, page.stop):
        height = grid.height(index)
        grid.draw_row(index, MARGIN, tops[-1], height)
        tops.append(tops[-1] - height)
    if page.stop > page.start:
        grid.rule(MARGIN, tops, page.start)
    else:
        tops.append(_draw_empty(table, pen, width, top))
    if page.last:
        _draw_end(table, pen, width, tops[-1])
    _draw_foot(table, pen, wide, number, count)


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
    low = top - 36
    pen.lines([(MARGIN, top, MARGIN, low), (MARGIN + width, top, MARGIN + width, low)])
    pen.lines([(MARGIN, low, MARGIN + width, low)])
    pen.centre(MARGIN + width / 2, low + 14, table.empty, "song", 10.5, colour=GREY)
    return low


def _draw_end(table: TableFacts, pen: Pen, width: float, y: float) -> None:
    if table.signatures:
        y -= SIGN_HEIGHT
        step = width / len(table.signatures)
        for place, label in enumerate(table.signatures):
            pen.text(MARGIN + place * step, y + 8, label, "song", 10.5)
    y -= NOTE_GAP
    for line in _note_lines(table, pen, width):
        y -= NOTE_LEADING
        pen.text(MARGIN, y + 3, line, "song", NOTE_SIZE)


def _draw_foot(table: TableFacts, pen: Pen, wide: float, number: int, count: int) -> None:
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
