"""What reading a workbook gives: one `Reading` a sheet, with columns understood and rows of clean cells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, Protocol


class ColumnKey(NamedTuple):
    """What a column means: a field of the sheet's kind, narrowed by year, month or income category.

    A quarter or a half-year stands as its last month (一季度 → 3, 上半年 → 6).
    """

    field: str
    year: int | None = None
    month: int | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that holds no value but a failure: `#N/A`, a formula without result, an endless text."""

    text: str

    def __str__(self) -> str:
        return self.text


CellValue = str | int | float | bool | date | datetime | ErrorCell | None
RawRow = Sequence[CellValue]


@dataclass(frozen=True, slots=True)
class Column:
    """A column that was understood; `factor` is fen per unit (100 for 元, 1_000_000 for 万元), None if not money."""

    index: int
    letter: str
    heading: str
    key: ColumnKey
    factor: int | None = None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of data: its 1-based number in the sheet and its cells that are not empty."""

    number: int
    cells: dict[ColumnKey, CellValue]


class Rows(Protocol):
    """The rows of a sheet; iterating again starts again. A big sheet is streamed, not held."""

    @property
    def left_out(self) -> tuple[tuple[int, str], ...]:
        """Return rows that are no data and why (合计行, 签名行 …); reads the sheet through if need be."""
        ...

    @property
    def held(self) -> bool:
        """Tell whether the rows are in memory already; if not, each pass reads the file again."""
        ...

    def __iter__(self) -> Iterator[SheetRow]: ...

    def raw(self, numbers: Iterable[int]) -> dict[int, RawRow]:
        """Return the cells of the rows with these numbers as the sheet has them, cleaned, by position."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """One sheet as it was understood; `kind` is None and `reason` says why when it was not.

    `ignored` are headings without use (序号, 合计 …), `given` what the title says for all rows and the rows hold
    already, `hidden_rows` how many rows the file hides (they are read), `head` the rows down to the headings, `head_merges` merged ranges in it: top, left, bottom, right.
    """

    file: str
    sheet: str
    kind: str | None
    reason: str
    heading_rows: tuple[int, int]
    columns: tuple[Column, ...]
    unread: tuple[str, ...]
    title: str
    years: tuple[int, ...]
    as_of: date | None
    rows: Rows
    path: Path = field(default_factory=Path)
    hidden: bool = False
    hidden_rows: int = 0
    ignored: tuple[str, ...] = ()
    given: tuple[tuple[ColumnKey, str], ...] = ()
    head: tuple[tuple[int, RawRow], ...] = ()
    head_merges: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def left_out(self) -> tuple[tuple[int, str], ...]:
        """Return rows that are no data and why (合计行, 签名行 …)."""
        return self.rows.left_out
