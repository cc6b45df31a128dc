"""Cells that tell more than one value: the days from one to another, and how long a training was."""

import re

from app.rules.dates import PartialDate, parse_date
from app.rules.problems import FieldProblem
from app.rules.texts import squeeze, tidy

BETWEEN = "至"
_BETWEEN = re.compile(r"至|到|[—–－~～]+|--+")
_NUMBERED = re.compile(r"(?:(\d{1,2})[.月/])?(\d{1,2})日?")
_TRAINING = re.compile(r"(\d+)(?:\.0)?(天|日)?(?:个?(?:学时|课时|小时))?")
_WORDS = {"一": "1", "两": "2", "二": "2", "三": "3", "四": "4", "五": "5"}


def parse_span(value: object) -> str | FieldProblem:
    """Read a day, or days from one to another (2026.6.8-6.12, 2026年6月8日至12日): ISO, the two joined by 至."""
    parts = _parts(squeeze(value)) if isinstance(value, str) else None
    first = parse_date(parts[0] if parts else value)
    if isinstance(first, FieldProblem) or parts is None:
        return first if isinstance(first, FieldProblem) else first.iso
    last = parse_date(_whole(parts[1], first))
    return last if isinstance(last, FieldProblem) else f"{first.iso}{BETWEEN}{last.iso}"


def _parts(text: str) -> tuple[str, str] | None:
    found = _BETWEEN.split(text)
    if len(found) == 1 and re.search("[.年/]", text):
        found = text.split("-")
    return (found[0], found[1]) if len(found) == 2 and all(found) else None


def _whole(text: str, first: PartialDate) -> str:
    """Return the second day with the year, and where it is left out the month, of the first."""
    match = _NUMBERED.fullmatch(text)
    if match is None:
        return text
    return f"{first.year}.{match[1] or first.month}.{match[2]}"


def parse_training(value: object) -> str | int | FieldProblem:
    """Read how long a training was: 学时 as a number, days (3天, 三天) as text ending in 天."""
    text = squeeze(value)
    match = _TRAINING.fullmatch(_WORDS.get(text[:1], text[:1]) + text[1:])
    if match is None:
        return FieldProblem(
            "number.unreadable",
            f"“{tidy(value)}”不是学时或者天数。",
            "请填学时，例如 24，或者填天数，例如 3天。",
        )
    return f"{match[1]}天" if match[2] else int(match[1])
