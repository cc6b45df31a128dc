"""A sheet before anybody knows what it means: a name, merged cells, and rows that can be read again and again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from app.excel.readings import RawRow

EMPTY_ROWS_IN_A_ROW = 200


class Merge(NamedTuple):
    """A merged range, 1-based, both ends belonging to it."""

    top: int
    left: int
    bottom: int
    right: int


RowSource = Callable[[], Iterator[tuple[int, RawRow]]]


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as its file has it; `merges` is None where the file cannot tell; `size` is about its cells."""

    name: str
    open: RowSource
    merges: tuple[Merge, ...] | None = None
    hidden: bool = False
    size: int = 0
    hidden_rows: int = 0


def without_empty(rows: Iterator[RawRow]) -> Iterator[tuple[int, RawRow]]:
    """Number the rows from 1, leave empty ones out, and stop when 200 empty ones follow each other."""
    empty = 0
    for number, row in enumerate(rows, 1):
        if any(value is not None and value != "" for value in row):
            empty = 0
            yield number, row
        else:
            empty += 1
            if empty >= EMPTY_ROWS_IN_A_ROW:
                return


def column_letter(index: int) -> str:
    """Return the letters of a 1-based column: 1 → A, 27 → AA."""
    letters = ""
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
