"""What somebody means by the few characters typed into a search field."""

import re
from typing import NamedTuple

from app.rules.texts import squeeze

NUMBER, INITIALS, WORDS = "number", "initials", "words"
_DIGITS = re.compile(r"\d+[xX]?")
_LETTERS = re.compile(r"[A-Za-z]+")
_NO_WORDS = re.compile(r"[\s\W_]+")


class Typed(NamedTuple):
    """What was typed, without blanks and signs, and what it can be; `text` is empty when nothing is left."""

    kind: str
    text: str


def meaning(text: str) -> Typed:
    """Return digits (X allowed at the end) as a number, letters as initials in small letters, the rest as words."""
    left = _NO_WORDS.sub("", squeeze(text))
    if _DIGITS.fullmatch(left):
        return Typed(NUMBER, left.upper())
    if _LETTERS.fullmatch(left):
        return Typed(INITIALS, left.lower())
    return Typed(WORDS, left)
