"""Words of the papers of 分类定级, from resources/wording/ratings.toml."""

import tomllib
from functools import cache
from typing import Any

from app.paths import resources
from app.rules import dates


def words(paper: str, name: str, /, **values: object) -> str:
    """Return one text of a paper with its blanks filled in."""
    return str(_paper(paper)[name]).format_map(values)


def word_list(paper: str, name: str, /, **values: object) -> list[str]:
    """Return the texts of a list of a paper with their blanks filled in."""
    return [str(text).format_map(values) for text in _paper(paper)[name]]


def long_day(text: str) -> str:
    """Return a stored day as papers write it."""
    return dates.chinese(text)


def _paper(paper: str) -> dict[str, Any]:
    found: dict[str, Any] = _file()[paper]
    return found


@cache
def _file() -> dict[str, Any]:
    file = resources() / "wording" / "ratings.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
