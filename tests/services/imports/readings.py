"""Sheets without files: readings made in memory, for laws that need hundreds of them."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from app.excel.readings import CellValue, Column, ColumnKey, RawRow, Reading, SheetRow
from app.excel.sheets import column_letter


class HeldRows:
    """Rows in memory."""

    held = True
    left_out: tuple[tuple[int, str], ...] = ()

    def __init__(self, keys: Sequence[ColumnKey], rows: Sequence[Sequence[CellValue]]) -> None:
        self._keys = keys
        self._rows = rows

    def __iter__(self) -> Iterator[SheetRow]:
        for number, row in enumerate(self._rows, 2):
            cells = {
                key: value for key, value in zip(self._keys, row, strict=True) if value not in (None, "")
            }
            yield SheetRow(number, cells)

    def raw(self, numbers: Iterable[int]) -> dict[int, RawRow]:
        return {number: self._rows[number - 2] for number in numbers}


def reading(
    kind: str,
    fields: Sequence[str | ColumnKey],
    rows: Sequence[Sequence[CellValue]],
    *,
    years: tuple[int, ...] = (),
) -> Reading:
    """Return a sheet of a kind whose columns mean `fields`."""
    keys = [field if isinstance(field, ColumnKey) else ColumnKey(field) for field in fields]
    columns = tuple(
        Column(index, column_letter(index), key.field, key, 100 if key.field == "amount" else None)
        for index, key in enumerate(keys, 1)
    )
    return Reading(
        file=f"{kind}.xlsx",
        sheet="表",
        kind=kind,
        reason="",
        heading_rows=(1, 1),
        columns=columns,
        unread=(),
        title="",
        years=years,
        as_of=None,
        rows=HeldRows(keys, rows),
        path=Path(f"{kind}.xlsx"),
    )
