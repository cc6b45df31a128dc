"""The head of a sheet as a grid: the texts above and in the heading, merged cells spread out."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.excel.cells import shown
from app.excel.headings import Heading, join
from app.excel.readings import RawRow
from app.excel.sheets import Merge


@dataclass(frozen=True, slots=True)
class Grid:
    """The first rows of a sheet that are not empty, cleaned, with the merged ranges among them."""

    rows: tuple[tuple[int, RawRow], ...]
    merges: tuple[Merge, ...] | None
    width: int

    def line(self, index: int) -> list[str]:
        """Return the texts of row `index` by column, merged cells filled with their text."""
        number, row = self.rows[index]
        texts = [" ".join(shown(value).split("\n")) for value in row[: self.width]]
        texts += [""] * (self.width - len(texts))
        for merge in self.merges or ():
            if merge.top <= number <= merge.bottom:
                text = self._text_at(merge.top, merge.left)
                for column in range(merge.left, min(merge.right, self.width) + 1):
                    texts[column - 1] = text
        return texts

    def headings(self, index: int, depth: int) -> dict[int, Heading]:
        """Return the heading of each column when rows `index` … `index + depth - 1` are the heading."""
        lines = [self.line(index + storey) for storey in range(depth)]
        for upper, lower in pairwise(lines):
            self._spread(index, upper, lower)
        found = {}
        for column in range(self.width):
            storeys: list[str] = []
            for line in lines:
                if line[column] and (not storeys or storeys[-1] != line[column]):
                    storeys.append(line[column])
            if storeys:
                found[column + 1] = join(storeys)
        return found

    def _spread(self, index: int, upper: list[str], lower: list[str]) -> None:
        """Let a group's heading reach over the columns below it that have none, where nothing says it is merged."""
        number = self.rows[index][0]
        wide = {
            column
            for merge in self.merges or ()
            if merge.top <= number <= merge.bottom and merge.left != merge.right
            for column in range(merge.left, merge.right + 1)
        }
        group = ""
        for column, text in enumerate(upper):
            if text:
                group = text if lower[column] and lower[column] != text and column + 1 not in wide else ""
            elif lower[column] and group:
                upper[column] = group
            else:
                group = ""

    def _text_at(self, number: int, column: int) -> str:
        for found, row in self.rows:
            if found == number:
                return " ".join(shown(row[column - 1]).split("\n")) if column <= len(row) else ""
        return ""


def texts_of(row: RawRow) -> list[str]:
    """Return the texts of a row's cells that are not empty, in order."""
    return [text for text in (shown(value) for value in row) if text]


def widest(rows: Sequence[tuple[int, RawRow]]) -> int:
    """Return the number of columns up to the last cell that is not empty."""
    width = 0
    for _, row in rows:
        for column in range(len(row), width, -1):
            if row[column - 1] is not None:
                width = column
                break
    return width
