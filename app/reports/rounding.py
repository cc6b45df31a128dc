"""Rounding of a table to a coarser unit so that rows and columns still add up to their totals.

Every cell and every total goes to one of its two neighbours in the unit, the grand total to the nearer one. With its
margins added as a row and a column, each line of the table sums to nothing; along a closed path of cells that are not
yet whole, amounts are moved from one to the next until one more is whole (controlled rounding after Cox, 1987).
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from app.reports.facts import Column, TableFacts, Value

UNIT_FEN = 10_000
Cell = tuple[int, int]


def round_table(cells: Sequence[Sequence[int]], unit: int) -> list[list[int]]:
    """Return the table in multiples of `unit`, with a last column of row sums and a last row of column sums."""
    table = _Table(cells, unit)
    table.settle()
    return table.rounded()


def in_wan(table: TableFacts) -> TableFacts:
    """Return a table of money in 元 as the same table in 万元 with two decimals; what added up still does.

    `table.sums` names the columns that are parts of another one; the other money columns are rounded by themselves.
    """
    money = [at for at, column in enumerate(table.columns) if column.kind == "yuan"]
    rows = [list(row) for row in table.rows]
    totals = list(table.totals) if table.totals is not None else None
    grouped = [(parts, whole) for parts, whole in table.sums]
    taken = {at for parts, whole in grouped for at in (*parts, whole)}
    for parts, whole in [*grouped, *(((at,), at) for at in money if at not in taken)]:
        _put(rows, totals, parts, whole)
    columns = tuple(
        Column(c.heading, "wan", c.group, c.weight) if at in money else c
        for at, c in enumerate(table.columns)
    )
    measure = table.measure.replace("单位：元", "单位：万元")
    return replace(
        table,
        columns=columns,
        rows=rows,
        totals=tuple(totals) if totals is not None else None,
        measure=measure,
    )


def _put(rows: list[list[Value]], totals: list[Value] | None, parts: tuple[int, ...], whole: int) -> None:
    exact = [[_fen(row[at]) for at in parts] for row in rows]
    *found, last = round_table(exact, UNIT_FEN)
    for row, made in zip(rows, found, strict=True):
        _replace(row, (*parts, whole), made)
    if totals is not None:
        stated = [_fen(totals[at]) for at in parts]
        added = [sum(column) for column in zip(*exact, strict=True)]
        # A last line that is no sum of the others (收支差额) is rounded by itself.
        _replace(totals, (*parts, whole), last if stated == added else round_table([stated], UNIT_FEN)[0])


def _replace(row: list[Value], places: tuple[int, ...], amounts: list[int]) -> None:
    for at, fen in zip(places, amounts, strict=True):
        if isinstance(row[at], int):
            row[at] = fen


def _fen(value: Value) -> int:
    return value if isinstance(value, int) else 0


class _Table:
    """Amounts with their margins, and which of them are not whole yet, by row and by column."""

    def __init__(self, cells: Sequence[Sequence[int]], unit: int) -> None:
        self.unit = unit
        wide = len(cells[0]) if cells else 0
        rows = [[*row, -sum(row)] for row in cells]
        self.cells = [*rows, [-sum(row[at] for row in rows) for at in range(wide + 1)]]
        self.by_row: list[dict[int, None]] = [{} for _ in self.cells]
        self.by_column: list[dict[int, None]] = [{} for _ in range(wide + 1)]
        for i, row in enumerate(self.cells):
            for j, fen in enumerate(row):
                if fen % unit:
                    self.by_row[i][j] = self.by_column[j][i] = None

    def settle(self) -> None:
        """Make every amount whole: the grand total first, towards the nearer side."""
        corner = len(self.by_row) - 1, len(self.by_column) - 1
        while corner[1] in self.by_row[corner[0]]:
            up = 2 * (self.cells[corner[0]][corner[1]] % self.unit) >= self.unit
            self._move(self._path_through(corner), up=up)
        for i in range(len(self.by_row)):
            while self.by_row[i]:
                self._move(self._cycle_from(i), up=True)

    def rounded(self) -> list[list[int]]:
        """Return the amounts, margins with their own sign."""
        inner = [[*row[:-1], -row[-1]] for row in self.cells[:-1]]
        last = self.cells[-1]
        return [*inner, [*(-fen for fen in last[:-1]), last[-1]]]

    def _move(self, path: list[Cell], *, up: bool) -> None:
        """Add to the first, third … cell of a closed path and take from the others, until one of them is whole."""
        rising, falling = (path[::2], path[1::2]) if up else (path[1::2], path[::2])
        room = [self.unit - self.cells[i][j] % self.unit for i, j in rising]
        step = min(*room, *(self.cells[i][j] % self.unit for i, j in falling))
        for sign, part in ((1, rising), (-1, falling)):
            for i, j in part:
                self.cells[i][j] += sign * step
                if self.cells[i][j] % self.unit == 0:
                    del self.by_row[i][j], self.by_column[j][i]

    def _cycle_from(self, row: int) -> list[Cell]:
        """Return a closed path, found by walking on from a row until a row or a column is met again."""
        walked: list[Cell] = []
        left: dict[int, int] = {}
        entered: dict[int, int] = {}
        column = -1
        while True:
            if row in left:
                return walked[left[row] :]
            column = next(j for j in self.by_row[row] if j != column)
            if column in entered:
                return [*walked[entered[column] + 1 :], (row, column)]
            left[row] = entered[column] = len(walked)
            walked.append((row, column))
            row = next(i for i in self.by_column[column] if i != row)
            walked.append((row, column))

    def _path_through(self, cell: Cell) -> list[Cell]:
        """Return a closed path that begins with a cell: the shortest way round from its column to its row."""
        start, goal = cell[1], cell[0]
        came: dict[tuple[str, int], Cell] = {}
        queue = deque([("column", start)])
        while queue:
            side, at = queue.popleft()
            if side == "row" and at == goal:
                break
            beside = self.by_column[at] if side == "column" else self.by_row[at]
            for other in beside:
                step = (other, at) if side == "column" else (at, other)
                place = ("row" if side == "column" else "column", other)
                if step != cell and place not in came and place != ("column", start):
                    came[place] = step
                    queue.append(place)
        path, place = [], ("row", goal)
        while place != ("column", start):
            step = came[place]
            path.append(step)
            place = ("column", step[1]) if place[0] == "row" else ("row", step[0])
        return [cell, *path]
