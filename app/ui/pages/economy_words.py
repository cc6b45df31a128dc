"""Sentences about the cells of the income grid: what was refused, what the chosen cells add up to."""

from collections.abc import Sequence

from app.rules.economy_blocks import BadCell
from app.ui.tables.income_grid import FIRST_MONTH, HEADINGS, IncomeModel, money

NAMED = 4
SHOWN = 6


def refusals(model: IncomeModel, cells: Sequence[BadCell], top: int, left: int) -> str:
    """Say which cells of a block that begins at `top`, `left` were refused, and why."""
    said = [
        f"{model.shown[top + bad.row].village}{HEADINGS[left + bad.column]}“{bad.text}”：{bad.message}"
        for bad in cells[:NAMED]
    ]
    more = f"另有 {len(cells) - NAMED} 处，已在表中标出。" if len(cells) > NAMED else ""
    return "\n".join(["一格也没有写入，请改正后再填：", *said, *([more] if more else [])])


def chosen_sum(model: IncomeModel, chosen: tuple[int, int, int, int]) -> str:
    """Return the sum of the chosen months of villages, empty for fewer than two cells."""
    top, left, bottom, right = chosen
    rows = [row for row in range(max(top, 0), bottom + 1) if not model.is_total(row)]
    slots = [column - FIRST_MONTH for column in range(left, right + 1) if column >= FIRST_MONTH]
    if len(rows) * len(slots) < 2:
        return ""
    fen = sum(model.shown[row].months[slot] for row in rows for slot in slots)
    filled = sum(model.shown[row].entries[slot] > 0 for row in rows for slot in slots)
    return f"选中 {len(rows) * len(slots)} 格，有数 {filled} 格，合计 {money(fen, model.in_wan)} {model.unit}"


def category_sums(model: IncomeModel, sums: Sequence[tuple[str, int]]) -> str:
    """Return the year's sum of every category, the largest first."""
    parts = [f"{name} {money(fen, model.in_wan)}" for name, fen in sums[:SHOWN]]
    return f"各类合计（{model.unit}）：" + "　".join(parts) if parts else ""
