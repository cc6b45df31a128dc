"""Official papers after GB/T 9704-2012: A4, text block 156 × 225 mm, 22 lines of 28 characters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.reports import amounts, chartrender
from app.reports.blocks import (
    Attachments,
    Block,
    FigureBlock,
    Heading,
    Line,
    PageBreak,
    Paragraph,
    Signature,
    TableBlock,
    Title,
)
from app.reports.fonts import FontSet, default
from app.reports.grid import Grid, Style
from app.reports.layout import Item, Placed, paginate
from app.reports.linebreak import balance, break_lines
from app.reports.pen import A4, GREY, MM, Pen

LEFT, TOP = 28 * MM, 37 * MM
WIDTH, HEIGHT = 156 * MM, 225 * MM
LINES, COLUMNS = 22, 28
PITCH = HEIGHT / LINES
BODY, TITLE, FOLIO = 16.0, 22.0, 14.0
EM = WIDTH / COLUMNS
TRACK = EM - BODY
CAPTION = 12.0
IN_TEXT = Style(size=11.0, smallest=9.0, head_size=11.0, row_height=PITCH * 0.75, head_height=PITCH * 0.75)
SMALL = 0.45
FULL = 0.85
"""A line less filled than this is not spread to both sides: a blank to fill in did not fit on it."""
LIFT = 12.0
_INCH = 72.0


@dataclass(slots=True)
class _Line(Item):
    """One line of text: pieces of (role, text), set from `left`, spread to `spread` when above nought."""

    pieces: tuple[tuple[str, str], ...] = ()
    size: float = BODY
    left: float = 0.0
    track: float = TRACK
    spread: float = 0.0

    def draw(self, pen: Pen, x: float, top: float) -> None:
        track, whole = self.track, "".join(text for _, text in self.pieces)
        if self.spread and len(whole) > 1:
            natural = sum(pen.measure(text, role, self.size, track) for role, text in self.pieces)
            track += (self.spread - natural) / (len(whole) - 1)
        at = x + self.left
        for role, text in self.pieces:
            pen.text(
                at, top - (self.height + self.size) / 2 + self.size * 0.14, text, role, self.size, track=track
            )
            at += pen.measure(text, role, self.size, track)


@dataclass(slots=True)
class _Row(Item):
    """A row of a table; index -1 is the heading."""

    grid: Grid | None = None
    index: int = 0

    def draw(self, pen: Pen, x: float, top: float) -> None:
        if self.grid is None:
            return
        if self.index < 0:
            self.grid.draw_head(x, top)
        else:
            self.grid.draw_row(self.index, x, top, self.height)
            self.grid.rule(x, (top, top - self.height), self.index)


@dataclass(slots=True)
class _Figure(Item):
    """A chart with its caption below, on the grid."""

    block: FigureBlock | None = None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        if self.block is None:
            return
        high = self.height - PITCH
        figure = self.block.make(WIDTH / _INCH, (high + LIFT) / _INCH)
        words = figure.texts[0]
        caption = f"{self.block.label}　{words.get_text()}"
        words.remove()
        figure.patch.set_visible(False)
        chartrender.draw(figure, pen, x, top - high)
        pen.centre(x + WIDTH / 2, top - high - CAPTION - 2, caption, "hei", CAPTION)


def render(
    blocks: Sequence[Block], *, title: str, as_of: date, internal: bool = True, fonts: FontSet | None = None
) -> tuple[bytes, int]:
    """Return the PDF of a paper and its number of pages."""
    pen = Pen(A4, title=title, fonts=fonts)
    numbered = [pair for paper in papers(blocks) for pair in enumerate(place(paper, pen), 1)]
    for at, (number, page) in enumerate(numbered):
        if at:
            pen.page()
        for placed in page:
            placed.item.draw(pen, LEFT, A4[1] - TOP - placed.down)
        _foot(pen, number, as_of, internal)
    return pen.save(), len(numbered)


def papers(blocks: Sequence[Block]) -> list[list[Block]]:
    """Return the blocks of every paper in a file; each has its own page numbers."""
    found: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, PageBreak) and block.new_paper:
            found.append([])
        else:
            found[-1].append(block)
    return found


def missing(blocks: Sequence[Block], *, fonts: FontSet | None = None) -> str:
    """Return the characters of a paper's words that no font of this computer has."""
    words: set[str] = set()
    for block in blocks:
        if isinstance(block, TableBlock):
            words |= {value for row in block.table.rows for value in row if isinstance(value, str)}
            words |= {column.heading for column in block.table.columns}
        elif isinstance(block, (Title, Heading, Paragraph, Line)):
            words.add(block.text)
        elif isinstance(block, Signature):
            words.add(block.issuer)
    return (fonts or default()).missing("".join(sorted(words)))


def place(blocks: Sequence[Block], pen: Pen) -> list[list[Placed]]:
    """Return where everything would stand, without drawing."""
    return paginate(_bind_signature([i for block in blocks for i in _items(block, pen)]), HEIGHT, PITCH)


def _items(block: Block, pen: Pen) -> list[Item]:
    match block:
        case Title():
            return _title(block, pen)
        case Heading():
            return _heading(block, pen)
        case Paragraph():
            return paragraph(block, pen)
        case Line():
            return _single(block, pen)
        case PageBreak():
            return [Item(0.0, turns=True)]
        case TableBlock():
            return _table(block, pen)
        case FigureBlock():
            return [_Figure(PITCH * (block.lines + 1), floats=True, block=block)]
        case Signature():
            return _signature(block, pen)
        case Attachments():
            return _attachments(block)


def _title(block: Title, pen: Pen) -> list[Item]:
    lines = balance(block.text, lambda s: pen.measure(s, "title", TITLE), WIDTH - 2 * EM)
    blank: list[Item] = [Item(PITCH, keep=True, spare=True)]
    shown: list[Item] = [
        _Line(
            PITCH * 1.15,
            keep=True,
            pieces=(("title", line),),
            size=TITLE,
            left=(WIDTH - pen.measure(line, "title", TITLE)) / 2,
            track=0.0,
        )
        for line in lines
    ]
    return [*blank, *shown, Item(0.0, keep=True, snap=True), Item(PITCH, keep=True)]


def _heading(block: Heading, pen: Pen) -> list[Item]:
    role, indent = "kai" if block.level > 1 else "hei", 2 * EM if block.level else 0.0
    lines = break_lines(block.text, lambda s: pen.measure(s, role, BODY, TRACK), WIDTH, indent)
    return [
        _Line(PITCH, keep=True, pieces=((role, line),), left=0.0 if at else indent)
        for at, line in enumerate(lines)
    ]


def _single(block: Line, pen: Pen) -> list[Item]:
    if block.centred:
        left = (WIDTH - pen.measure(block.text, "body", BODY, TRACK)) / 2
        return [_Line(PITCH, keep=True, pieces=(("body", block.text),), left=max(left, 0.0))]
    lines = break_lines(block.text, lambda s: pen.measure(s, "body", BODY, TRACK), WIDTH + 0.01)
    return [_Line(PITCH, keep=True, pieces=(("body", line),)) for line in lines]


def paragraph(block: Paragraph, pen: Pen) -> list[Item]:
    """Return the lines of a paragraph: two characters in, flush on both sides, no single line alone."""
    whole, lead = block.lead + block.text, len(block.lead)

    def measure(text: str) -> float:
        return pen.measure(text, "body", BODY, TRACK)

    lines = break_lines(whole, measure, WIDTH + 0.01, 2 * EM)
    items: list[Item] = []
    start = 0
    for at, line in enumerate(lines):
        head = max(0, min(len(line), lead - start))
        shown = line.rstrip() or line
        pieces = tuple(p for p in (("kai", shown[:head]), ("body", shown[head:])) if p[1])
        left = 0.0 if at else 2 * EM
        last = at == len(lines) - 1
        spread = 0.0 if last or measure(shown) < (WIDTH - left) * FULL else WIDTH - left
        keep = len(lines) > 1 and at in (0, len(lines) - 2)
        items.append(
            _Line(PITCH, keep=keep, pieces=pieces, left=left, spread=spread + (TRACK if spread else 0))
        )
        start += len(line)
    return items


def _table(block: TableBlock, pen: Pen) -> list[Item]:
    grid = Grid(block.table, pen, WIDTH, IN_TEXT)
    heights = grid.heights(HEIGHT - grid.head_height - 2 * PITCH)
    wide = pen.measure(block.caption, "hei", CAPTION)
    caption = _Line(
        PITCH, keep=True, pieces=(("hei", block.caption),), size=CAPTION, left=(WIDTH - wide) / 2, track=0.0
    )
    items: list[Item] = [Item(PITCH / 4, keep=True, gap=True), *([caption] if block.caption else [])]
    if block.table.measure:
        right = WIDTH - pen.measure(block.table.measure, "song", 10)
        note = ((("song", block.table.measure),), 10.0, right, 0.0)
        items.append(_Line(PITCH * 0.6, True, pieces=note[0], size=note[1], left=note[2], track=note[3]))
    head = _Row(grid.head_height, keep=True, grid=grid, index=-1)
    items.append(head)
    whole = sum(heights) <= HEIGHT * SMALL and not block.splits
    for index, height in enumerate(heights):
        keep = whole or index in (0, len(heights) - 2)
        items.append(_Row(height, keep=keep, head=head, grid=grid, index=index))
    items[-1].keep = True
    items[0].floats = whole
    return [*items, Item(PITCH / 4, keep=True), Item(0.0, snap=True)]


def _signature(block: Signature, pen: Pen) -> list[Item]:
    def measure(text: str) -> float:
        return pen.measure(text, "body", BODY, TRACK)

    day = amounts.long_day(block.day)
    left = WIDTH - 4 * EM - measure(day)
    middle = left + measure(day) / 2
    issuer = balance(block.issuer, measure, WIDTH - 4 * EM)
    return [
        Item(PITCH, keep=True, gap=True, last=True),
        Item(PITCH, keep=True, gap=True, spare=True),
        *(
            _Line(
                PITCH,
                keep=True,
                pieces=(("body", line),),
                left=max(0.0, min(middle - measure(line) / 2, WIDTH - measure(line))),
            )
            for line in issuer
        ),
        _Line(PITCH, pieces=(("body", day),), left=left),
    ]


def _attachments(block: Attachments) -> list[Item]:
    items: list[Item] = [Item(PITCH, keep=True, gap=True)]
    for at, name in enumerate(block.names, 1):
        number = f"{at}." if len(block.names) > 1 else ""
        label = f"附件：{number}{name}" if at == 1 else f"{number}{name}"
        items.append(_Line(PITCH, pieces=(("body", label),), left=(2 if at == 1 else 5) * EM))
    return items


def _bind_signature(items: list[Item]) -> list[Item]:
    """Keep two lines of text with every signature: a page never holds a signature alone."""
    for signed, item in enumerate(items):
        for bound in items[max(0, signed - 2) : signed] if item.last else ():
            if isinstance(bound, _Line):
                bound.keep = True
    return items


def _foot(pen: Pen, number: int, as_of: date, internal: bool) -> None:
    y = A4[1] - TOP - HEIGHT - 7 * MM - FOLIO * 0.62
    folio = f"— {number} —"
    note = (
        f"内部资料　数据截至{amounts.long_day(as_of)}" if internal else f"数据截至{amounts.long_day(as_of)}"
    )
    if number % 2:
        pen.right(LEFT + WIDTH - FOLIO, y, folio, "song", FOLIO)
        pen.text(LEFT, y, note, "song", 9, colour=GREY)
    else:
        pen.text(LEFT + FOLIO, y, folio, "song", FOLIO)
        pen.right(LEFT + WIDTH, y, note, "song", 9, colour=GREY)
