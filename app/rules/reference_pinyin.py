"""Read the tables of first letters under resources/reference/pinyin/ (made by installer/pinyin_table.py)."""

import tomllib
from functools import cache

from app.paths import resources


@cache
def letters() -> dict[str, str]:
    """Return character → first letter of its usual reading."""
    text = (resources() / "reference" / "pinyin" / "initials.txt").read_text(encoding="utf-8")
    return {character: line[0] for line in text.splitlines() for character in line[2:]}


@cache
def surnames() -> dict[str, str]:
    """Return the beginning of a name → its initials, where a surname is read in its own way."""
    text = (resources() / "reference" / "pinyin" / "surnames.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["initials"])
