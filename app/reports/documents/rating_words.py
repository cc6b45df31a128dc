"""Words of the papers of 分类定级: those of resources/wording/ratings.toml, the office's own over them."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from app.paths import resources
from app.rules import dates

BLANK = "＿＿＿＿＿＿"
BLANK_DAY = "＿＿＿＿年＿＿月＿＿日"
BLANK_LINE = "＿" * 24
"""What is left to be filled in with a pen: a name, a day, a whole line."""

RISEN, FALLEN, SAME = "升", "降", "平"

Own = Mapping[str, str]
"""The office's own words by paper and name: `notice.objection`."""


def words(own: Own, paper: str, name: str, /, **values: object) -> str:
    """Return one text of a paper with its blanks filled in."""
    key = f"{paper}.{name}"
    return (own.get(key) or text(key)).format_map(values)


def word_list(own: Own, paper: str, name: str, /, **values: object) -> list[str]:
    """Return the texts of a list of a paper with their blanks filled in."""
    return [words(own, paper, f"{name}.{at}", **values) for at, _ in enumerate(_file()[paper][name], 1)]


def names() -> Mapping[str, str]:
    """Return key (`notice.objection`) → name of every text that may be worded otherwise, in the order of the papers."""
    found: dict[str, str] = _file()["names"]
    return found


def text(key: str) -> str:
    """Return the shipped text of a key, its blanks in braces."""
    paper, name, *number = key.split(".")
    found = _file()[paper][name]
    return str(found[int(number[0]) - 1] if number else found)


def paper_label(key: str) -> str:
    """Return the title of the paper a text belongs to."""
    return str(_file()[key.partition(".")[0]]["label"])


def blank_names() -> Mapping[str, str]:
    """Return what stands for each blank of the texts in the window: year → 年度."""
    found: dict[str, str] = _file()["blanks"]
    return found


def long_day(text: str) -> str:
    """Return a stored day as papers write it."""
    return dates.chinese(text)


def branches_of(grade: str) -> str:
    """Return what branches of a grade are called: 先进党支部, but 先进党组织 where the grade itself says so."""
    return grade if grade.endswith(("支部", "组织")) else f"{grade}党支部"


def change_word(steps: int | None) -> str:
    """Return what papers call a move of so many grades up (positive) or down; nothing where years do not compare."""
    if steps is None:
        return ""
    return RISEN if steps > 0 else FALLEN if steps < 0 else SAME


def numbered(texts: Sequence[str]) -> list[str]:
    """Return the texts with their numbers; one alone has none, and no number stands right before another."""
    if len(texts) == 1:
        return list(texts)
    mark = "（{}）" if any(text[:1].isdigit() for text in texts) else "{}."
    return [f"{mark.format(at)}{text}" for at, text in enumerate(texts, 1)]


def ended(text: str) -> str:
    """Return a text without the mark it ends with, so that it can be continued."""
    return text.rstrip("。；，、：; ")


@cache
def _file() -> dict[str, Any]:
    file = resources() / "wording" / "ratings.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
