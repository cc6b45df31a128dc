"""Spans of time as tables write them in one cell: 2023.3—2023.12, 2023年3月至12月, 三季度."""

import re
from dataclasses import replace

from app.rules.dates import parse_date
from app.rules.problems import FieldProblem
from app.rules.texts import squeeze, tidy
from app.rules.vocabulary import Level

BETWEEN = "~"
QUARTER_MONTHS = 3
_TO = re.compile(r"(?<=[\d年月日])(?:至|到|~|—+|–|--+|-(?=\d{4}))(?=\d)")
_BY = re.compile(r"[底末]?(?:之?前|以前|内)?(?:完成)?$")
_YEARS_END = re.compile(r"(?<=\d年)年?[底末]")
_YEAR = re.compile(r"\d{4}")
_QUARTER = re.compile(r"(?:20\d\d年?)?第?([一二三四1-4])(?:季度?)?|[qQ]([1-4])")
_MONTH = re.compile(r"(1[0-2]|0?[1-9])(?:月(?:份)?)?")
_NUMERALS = "一二三四"
_WHOLE_YEAR = frozenset({"全年", "年度", "0"})


def parse_period(value: object) -> str | FieldProblem:
    """Return a day, or first and last day joined by ~; the end may leave out the year. 2023年6月底前 is that month,
    2023年底 December.

    What is no date is a problem for which only the cell is left out.
    """
    text = _BY.sub("", _YEARS_END.sub("12月", squeeze(value))) if isinstance(value, str) else squeeze(value)
    sides = _TO.split(text, maxsplit=1)
    first = parse_date(sides[0]) if len(sides) > 1 or isinstance(value, str) else parse_date(value)
    if isinstance(first, FieldProblem):
        return replace(first, level=Level.WARNING) if first.code == "date.no_year" else _unreadable(value)
    if len(sides) == 1:
        return first.iso
    end = sides[1] if _YEAR.match(sides[1]) else f"{first.year}{'年' if '月' in sides[1] else '.'}{sides[1]}"
    last = parse_date(end)
    return _unreadable(value) if isinstance(last, FieldProblem) else f"{first.iso}{BETWEEN}{last.iso}"


def split_period(stored: str | None) -> tuple[str | None, str | None]:
    """Return the two days of what `parse_period` read; None for what is not told."""
    first, _, last = (stored or "").partition(BETWEEN)
    return first or None, last or None


def parse_quarter(value: object) -> int | FieldProblem:
    """Read a quarter: 一季度, 第3季度, Q2 or 4; 全年 is 0."""
    text = squeeze(value)
    if text in _WHOLE_YEAR:
        return 0
    found = _QUARTER.fullmatch(text)
    if found is None:
        return FieldProblem("quarter.unreadable", f"“{tidy(value)}”不是季度。", "请填一季度至四季度。")
    number = found[1] or found[2]
    return _NUMERALS.index(number) + 1 if number in _NUMERALS else int(number)


def parse_month(value: object) -> str | FieldProblem:
    """Read a month: 2023-05 where the year is told, else 05."""
    alone = _MONTH.fullmatch(squeeze(value))
    if alone:
        return f"{int(alone[1]):02d}"
    found = parse_date(re.sub("月份$", "月", squeeze(value)) if isinstance(value, str) else value)
    if isinstance(found, FieldProblem):
        return found
    if found.month is None:
        return FieldProblem("month.unreadable", f"“{tidy(value)}”不是月份。", "请写成2023-05。")
    return f"{found.year:04d}-{found.month:02d}"


def _unreadable(value: object) -> FieldProblem:
    return FieldProblem(
        "period.unreadable",
        f"起止时间“{tidy(value)}”看不懂，没有导入。",
        "请写成2023-03至2023-12。",
        Level.WARNING,
    )
