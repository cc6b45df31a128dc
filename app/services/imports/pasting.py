"""Cells copied in a spreadsheet: read from the text they are copied as, and laid down for the import to read."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from app.errors import BadInput

PASTED_NAME = "粘贴的内容.csv"


def copied_cells(text: str) -> list[list[str]]:
    """Return the rows of copied cells; cells with a line break inside come in quotes, empty rows stay in between.

    Raises BadInput for text no spreadsheet gives out.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n\t ")
    try:
        rows = list(csv.reader(io.StringIO(lines), delimiter="\t"))
    except csv.Error as error:
        raise BadInput("粘贴的内容认不出来。", "请在表格里选中格子，重新复制。") from error
    return [[cell.strip() for cell in row] or [""] for row in rows]


def one_column(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """Return the cells when they were copied from one column, None when from several or from none."""
    return [row[0] for row in rows] if rows and all(len(row) == 1 for row in rows) else None


def write_pasted(rows: Sequence[Sequence[str]], folder: Path) -> Path:
    """Write copied cells as a sheet into a folder of their own; who made the folder removes it."""
    path = folder / PASTED_NAME
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path
