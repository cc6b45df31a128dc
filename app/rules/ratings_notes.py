"""Lists and numbers kept in one field the way papers write them: 一项；另一项 and 组织生活：18；活动阵地：9.5."""

import re
from collections.abc import Iterable, Mapping

BETWEEN = "；"
_NUMBERED = re.compile(r"(?<=[；;。\s])(?=[（(]?\d{1,2}[）)、.．](?!\d))|(?=[①-⑳])")
_NUMBER = re.compile(r"^(?:[（(]?\d{1,2}[）)、.．](?!\d)|[①-⑳])\s*")
_MONTH = re.compile(r"(?:(20\d\d)年)?(?<!\d)(1[0-2]|0?[1-9])月(?:份)?[：:]")
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


def split_measures(text: str | None) -> list[str]:
    """Return the measures of one cell: its lines, or 1.… 2.… written on; their numbers are left out."""
    parts = [part for line in (text or "").splitlines() for part in _NUMBERED.split(line)]
    return [plain for part in parts if (plain := _NUMBER.sub("", part.strip(), count=1).strip("；; "))]


def split_months(text: str, year: int) -> dict[str, str]:
    """Return month (2023-05) → what is said of it in a text such as 5月：摸排；6月：换届; nothing without months."""
    found = list(_MONTH.finditer(text))
    if not found or found[0].start() > 0:
        return {}
    ends = [one.start() for one in found[1:]] + [len(text)]
    return {
        f"{int(one[1] or year)}-{int(one[2]):02d}": text[one.end() : end].strip("；;。，, \n")
        for one, end in zip(found, ends, strict=True)
    }
