"""Lists and numbers kept in one field the way papers write them: 一项；另一项 and 组织生活：18；活动阵地：9.5."""

import re
from collections.abc import Iterable, Mapping

BETWEEN = "；"
_ITEM = re.compile(r"(.+)：(-?\d+(?:\.\d{1,2})?)")


def join_items(items: Iterable[str]) -> str:
    """Return items as one text; empty ones are left out."""
    return BETWEEN.join(item for item in (one.strip().strip(BETWEEN) for one in items) if item)


def split_items(text: str | None) -> tuple[str, ...]:
    """Return the items of a text, in order."""
    return tuple(item for item in (one.strip() for one in re.split("[；;\n]", text or "")) if item)


def join_numbers(numbers: Mapping[str, int]) -> str:
    """Return names with numbers given in hundredths, two decimals at most: 组织生活：18；活动阵地：9.5."""
    return join_items(f"{name}：{value / 100:.2f}".rstrip("0").rstrip(".") for name, value in numbers.items())


def split_numbers(text: str | None) -> dict[str, int]:
    """Return name → hundredths of a text `join_numbers` wrote; what is no number is left out."""
    found = (_ITEM.fullmatch(item) for item in split_items(text))
    return {match[1].strip(): round(float(match[2]) * 100) for match in found if match}
