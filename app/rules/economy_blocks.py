"""A block of amounts as it comes from a spreadsheet: lines and cells, read strictly, every bad cell named."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.rules.money import parse_amount
from app.rules.problems import FieldProblem
from app.rules.texts import squeeze

NOTHING = frozenset({"", "-", "—", "－", "/"})


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that cannot be taken: its row and column in the block (from 0), what stands in it, what is wrong."""

    row: int
    column: int
    text: str
    message: str


def read_lines(text: str) -> list[list[str]]:
    """Take the text of a clipboard apart: one line a row, tabs between cells, short rows filled with empty cells."""
    lines = [
        line.split("\t") for line in text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    ]
    width = max(len(line) for line in lines)
    return [[cell.strip() for cell in line] + [""] * (width - len(line)) for line in lines]


def read_amounts(
    cells: Sequence[Sequence[str]], factor: int
) -> tuple[dict[tuple[int, int], int], list[BadCell]]:
    """Return (row, column) → 分 of the cells that say something, and those that cannot be read."""
    amounts: dict[tuple[int, int], int] = {}
    bad: list[BadCell] = []
    for row, line in enumerate(cells):
        for column, text in enumerate(line):
            if squeeze(text) in NOTHING:
                continue
            found = parse_amount(text, factor)
            if isinstance(found, FieldProblem):
                bad.append(BadCell(row, column, text, found.message))
            elif found < 0:
                bad.append(BadCell(row, column, text, "收入不能是负数；冲减已登记的收入请用“冲销”。"))
            else:
                amounts[row, column] = found
    return amounts, bad
