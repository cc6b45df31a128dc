"""The 合计 rows at the foot of a sheet held against what they claim to add up."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from app.excel.readings import CellValue, Column
from app.rules.money import FEN_PER_YUAN, parse_amount, yuan
from app.services.imports.sheets import SheetWork

_TOTAL = "合计行"
_PEOPLE = re.compile(r"(?:共)?(\d+)[人名]")


def check_totals(work: SheetWork) -> None:
    """Note each money column whose 合计 is neither the sum of all rows above nor of those since an earlier 合计.

    小计 may stand inside 小计, months inside a village inside the whole, or above the rows it adds up.
    """
    columns = [column for column in work.reading.columns if column.key.field == "amount"]
    numbers = [row for row, why in work.reading.left_out if why == _TOTAL]
    if not numbers or not columns:
        return
    totals = work.reading.rows.raw(numbers)
    for column in columns:
        _check_column(work, column, {number: _amount(totals[number], column) for number in sorted(totals)})


def _check_column(work: SheetWork, column: Column, totals: dict[int, int | None]) -> None:
    amounts = sorted(work.amounts.get(column.key, []))
    rows, sums = [row for row, _ in amounts], [0, *accumulate(amount for _, amount in amounts)]
    before = {number: sums[bisect_left(rows, number)] for number in totals}
    starts, ends = {0}, {sums[-1], *before.values()}
    for number, total in totals.items():
        if total is None:
            continue
        everything = before[number]
        right = everything - total in starts or everything + total in ends
        starts.add(everything)
        if not right:
            work.sheet_problem(
                "total.differs",
                f"表内合计与各行之和相差{yuan(abs(total - everything))}元"
                f"（合计{yuan(total)}元，各行之和{yuan(everything)}元）。请核对{column.letter}列“{column.heading}”。",
                row=number,
            )


def check_people(work: SheetWork, rows: int) -> None:
    """Note a 合计 of people that differs from the number of rows."""
    numbers = [row for row, why in work.reading.left_out if why == _TOTAL]
    if len(numbers) != 1:
        return
    for cells in work.reading.rows.raw(numbers).values():
        stated = [int(found[1]) for cell in cells if (found := _PEOPLE.fullmatch(str(cell)))]
        if len(stated) == 1 and stated[0] != rows:
            message = f"表内合计{stated[0]}人，表里有{rows}行，相差{abs(stated[0] - rows)}。请核对有没有漏行或重复。"
            work.sheet_problem("total.people", message, row=numbers[0])


def _amount(cells: Sequence[CellValue], column: Column) -> int | None:
    value = cells[column.index - 1] if column.index <= len(cells) else None
    found = parse_amount(value, column.factor or FEN_PER_YUAN) if value is not None else None
    return found if isinstance(found, int) else None
