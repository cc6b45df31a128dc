"""The grid as a spreadsheet: one category by village and month, cells set and pasted in one operation.

A cell is one entry without voucher whose date is the month (or the year, month 0, for villages that know no more).
A cell made of several or of vouchered entries is corrected in the ledger, never overwritten.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import BadInput
from app.models import queries_economy
from app.models.store import Row, Store
from app.rules.economy_blocks import BadCell, read_amounts, read_lines
from app.rules.money import FEN_PER_YUAN, yuan
from app.services.economy.entries import categories_for, counter
from app.services.incomes import category_label

UNDATED = 0
PLAIN_DAY = len("2024-06")
CLEARED = "改正填错的数"
Place = tuple[int, int]


class BadBlock(BadInput):
    """A block that cannot be taken; `cells` names every bad cell, nothing was written."""

    def __init__(self, cells: Sequence[BadCell]) -> None:
        first = cells[0]
        more = f"等{len(cells)}处" if len(cells) > 1 else ""
        super().__init__(
            f"第{first.row + 1}行第{first.column + 1}列“{first.text}”{more}不能填入：{first.message}",
            "一格也没有写入；请改正后再粘贴。",
        )
        self.cells = tuple(cells)


@dataclass(frozen=True, slots=True)
class Block:
    """Amounts to be put into a grid: `cells[i][j]` is text for `villages[i]` and `months[j]` (0: without a month).

    Empty text leaves a cell as it is, 0 empties it; `item` is written on new entries. `factor` is 分 per unit typed
    (100 元, 1,000,000 万元); `booked` says that the money is booked in its month.
    """

    year: int
    category: str
    villages: tuple[str, ...]
    months: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]
    item: str = ""
    factor: int = FEN_PER_YUAN
    booked: bool = True


@dataclass(frozen=True, slots=True)
class BlockCheck:
    """What a block does: how many cells are `new`, `changed`, `emptied`, the same; and the bad cells."""

    new: int
    changed: int
    emptied: int
    same: int
    bad: tuple[BadCell, ...]


def clipboard_cells(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the cells of a block copied in a spreadsheet."""
    return tuple(tuple(line) for line in read_lines(text))


def paste_block(store: Store, block: Block, *, actor: str) -> BlockCheck:
    """Put a block into the grid in one operation, all of it or nothing.

    Raises BadBlock with every cell that cannot be taken; BadInput for a category the year does not have.
    """
    plan = _plan(store, block)
    if plan.check.bad:
        raise BadBlock(plan.check.bad)
    count = plan.check.new + plan.check.changed + plan.check.emptied
    what = (
        f"{len(block.villages)}个村" if len(block.villages) > 1 else _village_names(store)[block.villages[0]]
    )
    sentence = f"填写{what}{block.year}年{category_label(block.category)}{count}格"
    with store.operation("income.grid", sentence, actor):
        store.insert("income_entry", plan.inserts)
        store.update_many("income_entry", plan.updates)
        for row in plan.emptied:
            counter(store, "income", row, CLEARED, row["received_on"])
    return plan.check


def set_cell(
    store: Store,
    village_id: str,
    month: int,
    text: str,
    *,
    year: int,
    category: str,
    item: str = "",
    factor: int = FEN_PER_YUAN,
    actor: str,
) -> BlockCheck:
    """Put one amount into the grid; empty text empties the cell. Raises like `paste_block`."""
    cells = ((text.strip() or "0",),)
    return paste_block(
        store, Block(year, category, (village_id,), (month,), cells, item, factor), actor=actor
    )


@dataclass(slots=True)
class _Plan:
    check: BlockCheck
    inserts: list[Row]
    updates: list[tuple[str, Row]]
    emptied: list[Row]


def _plan(store: Store, block: Block) -> _Plan:
    _check_shape(store, block)
    amounts, bad = read_amounts(block.cells, block.factor)
    held: dict[tuple[str, int], list[Row]] = {}
    for row in queries_economy.open_entries(store, block.year, block.category):
        held.setdefault((row["village_id"], int(row["received_on"][5:7] or 0)), []).append(row)
    plan = _Plan(BlockCheck(0, 0, 0, 0, ()), [], [], [])
    same = 0
    for (at_row, at_column), fen in amounts.items():
        place = block.villages[at_row], block.months[at_column]
        problem = _put(plan, block, place, fen, held.get(place, []))
        if problem:
            bad.append(BadCell(at_row, at_column, block.cells[at_row][at_column], problem))
        same += problem == ""
    changes = len(plan.inserts), len(plan.updates), len(plan.emptied)
    ordered = tuple(sorted(bad, key=lambda cell: (cell.row, cell.column)))
    plan.check = BlockCheck(*changes, same, ordered)
    return plan


def _put(plan: _Plan, block: Block, place: tuple[str, int], fen: int, held: list[Row]) -> str | None:
    """Plan one cell: return what is wrong with it, "" when it stays the same, None when it changes."""
    if sum(row["amount_fen"] for row in held) == fen and (held or not fen):
        return ""
    if not held:
        plan.inserts.append(_entry(block, *place, fen))
        return None
    if len(held) > 1 or not _is_plain(held[0]):
        total = yuan(sum(row["amount_fen"] for row in held))
        return f"这一格是台账里的{len(held)}笔收入，合计{total}元，请在收入明细中修改或冲销。"
    if fen:
        plan.updates.append((held[0]["id"], {"amount_fen": fen}))
    else:
        plan.emptied.append(held[0])
    return None


def _is_plain(row: Row) -> bool:
    linked = row["voucher"] or row["project_id"] or row["contract_id"]
    return len(row["received_on"]) <= PLAIN_DAY and not linked


def _entry(block: Block, village_id: str, month: int, fen: int) -> Row:
    on = f"{block.year}-{month:02d}" if month else str(block.year)
    return {
        "village_id": village_id, "received_on": on, "category": block.category, "item": block.item or None,
        "amount_fen": fen, "booked_on": on if block.booked else None,
    }  # fmt: skip


def _check_shape(store: Store, block: Block) -> None:
    if block.category not in categories_for(block.year):
        raise BadInput(
            f"{block.year}年没有“{category_label(block.category)}”这一类收入。",
            f"请从中选一类：{'、'.join(categories_for(block.year).values())}。",
        )
    if len(block.cells) != len(block.villages) or any(len(line) != len(block.months) for line in block.cells):
        high, wide = len(block.cells), max((len(line) for line in block.cells), default=0)
        raise BadInput(
            f"粘贴的内容是{high}行{wide}列，选中的地方是{len(block.villages)}行{len(block.months)}列。",
            "请选中同样大小的区域，或从左上角的一格开始粘贴。",
        )
    if set(block.villages) - set(_village_names(store)) or not set(block.months) <= set(range(13)):
        raise BadInput("粘贴的区域超出了表格。", "请从有村名的行、有月份的列开始粘贴。")


def _village_names(store: Store) -> dict[str, str]:
    return {row["id"]: row["name"] for row in queries_economy.villages(store)}
