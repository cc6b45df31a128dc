"""A table measured for a width and drawn row by row: heading of one or two storeys, shrink, wrap, align."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.reports import columns
from app.reports.amounts import show
from app.reports.cells import STEP, Fitted, fit
from app.reports.facts import TableFacts, Value
from app.reports.linebreak import balance
from app.reports.pen import Pen

PAD, HAIR = 3.0, 2.0
LEADING = 1.25
_RIGHT = frozenset({"int", "yuan", "wan", "percent", "score"})
_CENTRE = frozenset({"center", "date"})


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes of a table in points."""

    size: float = 10.5
    smallest: float = 9.0
    head_size: float = 10.5
    row_height: float = 18.5
    head_height: float = 22.0


class Grid:
    """One table laid out for a pen and a width."""

    def __init__(self, table: TableFacts, pen: Pen, width: float, style: Style) -> None:
        self.table, self.pen, self.width, self.style = table, pen, width, style
        self.kinds = [column.kind for column in table.columns]
        self.rows = [[show(v, kind) for v, kind in zip(row, self.kinds, strict=True)] for row in table.rows]
        self.has_totals = table.totals is not None and bool(self.rows)
        if table.totals is not None and self.rows:
            self.rows.append(self._totals(table.totals))
        body, totals = (self.rows[:-1], self.rows[-1]) if self.has_totals else (self.rows, [])
        found = columns.needs(table.columns, body, totals, self._ems, self._head_ems)
        self.natural = columns.natural(found, style.size)
        self.size = self._size(any(column.weight for column in table.columns))
        self.widths = columns.share(table.columns, found, width, self.size)
        self.edges = [0.0]
        for column in self.widths:
            self.edges.append(self.edges[-1] + column)
        self._fits: dict[tuple[str, int, bool], Fitted] = {}
        self._goes_on: set[int] = set()
        self._heads = [self._heading(c.heading, w) for c, w in zip(table.columns, self.widths, strict=True)]
        self.storeys = 2 if any(column.group for column in table.columns) else 1
        deepest = max(len(head.lines) * head.size * LEADING + 2 * PAD for head in self._heads)
        self.head_height = max(style.head_height, deepest) + (style.head_height * 0.8) * (self.storeys - 1)

    def _size(self, is_weighted: bool) -> float:
        """Return the largest type in which no column is squeezed, down to the smallest; the whole table has it."""
        if is_weighted or self.natural <= self.width:
            return self.style.size
        fitting = int(self.style.size * self.width / self.natural / STEP) * STEP
        return max(self.style.smallest, fitting)

    def heights(self, most: float) -> list[float]:
        """Return the height of every row in points; rows higher than `most` are cut first, so that none runs off a page."""
        found = [self.height(index) for index in range(len(self.rows))]
        tall = [at for at, height in enumerate(found) if height > most and not self._is_total(at)]
        if not tall:
            return found
        lines = max(1, int((most / 3 - 2 * PAD) / (self.style.smallest * LEADING)))
        for index in reversed(tall):
            pieces = self._pieces(index, lines)
            self._goes_on = {at + len(pieces) - 1 if at > index else at for at in self._goes_on}
            self._goes_on |= set(range(index, index + len(pieces) - 1))
            self.rows[index : index + 1] = pieces
        return [self.height(index) for index in range(len(self.rows))]

    def _pieces(self, index: int, most: int) -> list[list[str]]:
        """Return a row cut into rows of at most so many lines; what fits stands in the first."""
        fits = [self._fit(text, column, is_total=False) for column, text in enumerate(self.rows[index])]
        deepest = max(len(fitted.lines) for fitted in fits)
        rows: list[list[str]] = []
        for start in range(0, deepest, most):
            row = []
            for column, fitted in enumerate(fits):
                lines = fitted.lines[start : start + most]
                if len(fitted.lines) > most:
                    lines += ("",) * (min(most, deepest - start) - len(lines))
                text = "\n".join(lines)
                self._fits[text, column, False] = Fitted(fitted.size, lines)
                row.append(text)
            rows.append(row)
        return rows

    def height(self, index: int) -> float:
        """Return the height of a row in points."""
        style, is_total = self.style, self._is_total(index)
        tallest, inked = 1, 0.0
        for column, text in enumerate(self.rows[index]):
            if text:
                fitted = self._fit(text, column, is_total=is_total)
                lines = len(fitted.lines)
                if lines > 1:
                    tallest, inked = max(tallest, lines), max(inked, lines * fitted.size)
        if tallest == 1:
            return style.row_height
        return max(style.row_height, tallest * style.smallest * LEADING + 2 * PAD, inked * LEADING + HAIR)

    def draw_row(self, index: int, x: float, top: float, height: float) -> None:
        """Write the texts of a row whose upper edge is at `top`."""
        is_total = self._is_total(index)
        role = "hei" if is_total else "song"
        for column, text in enumerate(self.rows[index]):
            if text:
                fitted = self._fit(text, column, is_total=is_total)
                self._cell(
                    fitted, x + self.edges[column], top, self.widths[column], height, self.kinds[column], role
                )

    def draw_head(self, x: float, top: float) -> None:
        """Write the heading row and its lines."""
        pen, low = self.pen, top - self.head_height
        upper = self.style.head_height * 0.8 if self.storeys == 2 else 0.0
        segments = [(x, top, x + self.width, top), (x, low, x + self.width, low)]
        for start, stop, group in self._groups():
            left, right = x + self.edges[start], x + self.edges[stop]
            if group:
                self._cell(
                    self._heading(group, right - left), left, top, right - left, upper, "center", "hei"
                )
                segments.append((left, top - upper, right, top - upper))
                segments += [(x + edge, top - upper, x + edge, low) for edge in self.edges[start + 1 : stop]]
            segments.append((left, top, left, low))
            for column in range(start, stop):
                drop = upper if group else 0.0
                place = (x + self.edges[column], top - drop, self.widths[column], self.head_height - drop)
                self._cell(self._heads[column], *place, "center", "hei")
        segments.append((x + self.width, top, x + self.width, low))
        pen.lines(segments)

    def rule(self, x: float, tops: Sequence[float], start: int) -> None:
        """Draw the lines of the rows from `start` on between the given heights (upper edges and the last lower edge).

        Pieces of one row have no line between them.
        """
        last = len(tops) - 1
        across = [
            (x, y, x + self.width, y)
            for at, y in enumerate(tops[1:], 1)
            if at == last or start + at - 1 not in self._goes_on
        ]
        down = [(x + edge, tops[0], x + edge, tops[-1]) for edge in self.edges]
        self.pen.lines([*across, *down])

    def _cell(
        self, fitted: Fitted, x: float, top: float, width: float, height: float, kind: str, role: str
    ) -> None:
        size = fitted.size
        step = size * LEADING
        y = top - (height - step * len(fitted.lines)) / 2 - step + (step - size) / 2 + size * 0.14
        for line in fitted.lines:
            if kind in _RIGHT:
                self.pen.right(x + width - PAD, y, line, role, size)
            elif kind in _CENTRE:
                self.pen.centre(x + width / 2, y, line, role, size)
            else:
                self.pen.text(x + PAD, y, line, role, size)
            y -= step

    def _is_total(self, index: int) -> bool:
        return self.has_totals and index == len(self.rows) - 1

    def _fit(self, text: str, column: int, *, is_total: bool) -> Fitted:
        known = self._fits.get((text, column, is_total))
        if known is None:
            room = self.widths[column] - 2 * PAD
            measure = self._head_ems if is_total else self._ems
            known = self._fits[text, column, is_total] = fit(
                text, measure, room, self.size, self.style.smallest
            )
        return known

    def _heading(self, text: str, width: float) -> Fitted:
        size, room = min(self.style.head_size, self.size), width - 2 * PAD
        if self._head_ems(text) * size <= room:
            return Fitted(size, (text,))
        smaller = max(size - 1, self.style.smallest)
        lines = balance(text, lambda s: self._head_ems(s) * smaller, room)
        return Fitted(smaller, tuple(lines))

    def _ems(self, text: str) -> float:
        return self.pen.measure(text, "song", 1.0)

    def _head_ems(self, text: str) -> float:
        return self.pen.measure(text, "hei", 1.0)

    def _groups(self) -> list[tuple[int, int, str]]:
        spans: list[tuple[int, int, str]] = []
        for index, column in enumerate(self.table.columns):
            if spans and column.group and spans[-1][2] == column.group:
                spans[-1] = (spans[-1][0], index + 1, column.group)
            else:
                spans.append((index, index + 1, column.group))
        return spans

    def _totals(self, totals: Sequence[Value]) -> list[str]:
        return [show(v, kind) for v, kind in zip(totals, self.kinds, strict=True)]
