"""Dates as papers write them: whole, or only year and month, or only the year; never guessed, never rounded.

Stored as ISO text that ends where the paper ends: 2023-07-01, 2023-07, 2023.
"""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from app.rules.problems import FieldProblem
from app.rules.texts import squeeze

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
_FIRST_SERIAL, _LAST_SERIAL = 7000, 73415  # Excel day numbers of 1919-03-01 … 2100-12-31
_SERIAL_ZERO = date(1899, 12, 30)
_SEP = r"[.\-/、,，－—]"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(\d{{4}}){_SEP}(\d{{1,2}}){_SEP}(\d{{1,2}})[日号]?",
        r"(\d{4})年(\d{1,2})月(?:(\d{1,2})[日号]?)?",
        rf"(\d{{4}})年(\d{{1,2}}){_SEP}(\d{{1,2}})[日号]?",
        rf"(\d{{4}}){_SEP}(\d{{1,2}})月(?:(\d{{1,2}})[日号]?)?",
        rf"(\d{{4}})(?:{_SEP}|年)(\d{{1,2}})",
        r"(\d{4})(\d{2})(\d{2})",
        r"(\d{4})(\d{2})",
        r"(\d{4})年?",
    )
)
_TIME = re.compile(r"(?<=\d)(T|星期.|周.)?\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_SHORT_YEAR = re.compile(rf"\d{{2}}({_SEP}\d{{1,2}}){{1,2}}|\d{{2}}年.*|\d{{2}}{_SEP}\d{{1,2}}月.*")
_NO_YEAR = re.compile(r"\d{1,2}月(\d{1,2}[日号]?)?")
_NUMERALS = str.maketrans("〇零○Ｏ一二三四五六七八九元正", "0000123456789" + "11")
_TENS = re.compile(r"(?<![0-9])([1-9]?)十([1-9]?)")


class PartialDate(NamedTuple):
    """A date as far as the paper tells it; `month` and `day` may be absent."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """The stored form: 2023-07-01, 2023-07 or 2023."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    @property
    def chinese(self) -> str:
        """The form of official papers: 2023年7月1日, without leading zeros."""
        month = f"{self.month}月" if self.month else ""
        return f"{self.year}年{month}" + (f"{self.day}日" if self.day else "")

    @property
    def first(self) -> date:
        """The earliest day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def from_iso(text: str) -> PartialDate:
    """Return the date of a stored text. Raises ValueError when it is none."""
    parts = [int(part) for part in text.split("-")]
    found = PartialDate(*parts)
    _ = found.first
    return found


def chinese(text: str | None) -> str:
    """Return a stored date in the form of official papers; nothing gives empty text."""
    return from_iso(text).chinese if text else ""


def definitely_before(one: str | None, other: str | None) -> bool:
    """Tell whether the stored date `one` lies before `other` however the missing parts are filled."""
    if not one or not other:
        return False
    known = min(len(one), len(other))
    return one[:known] < other[:known]


def parse_date(value: object) -> PartialDate | FieldProblem:
    """Read a date cell: a real date, or text or a number in any of the forms clerks use."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _checked(value.year, value.month, value.day, str(value))
    if isinstance(value, bool) or value is None:
        return _unreadable(str(value))
    if isinstance(value, float):
        return _from_float(value)
    return _from_text(str(value))


def _from_float(value: float) -> PartialDate | FieldProblem:
    if value.is_integer():
        return _from_text(str(int(value)))
    text = repr(value)
    if re.fullmatch(r"\d{4}\.1", text):
        return FieldProblem(
            "date.ambiguous",
            f"“{text}”写成了数字，分不清是1月还是10月。",
            f"请改成文字，如“{text[:4]}年1月”或“{text[:4]}年10月”。",
        )
    if re.fullmatch(r"\d{4}\.\d{1,2}", text):
        return _from_text(text)
    if _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return _from_text(str(int(value)))
    return _unreadable(text)


@lru_cache(maxsize=8192)
def _from_text(text: str) -> PartialDate | FieldProblem:
    plain = _plain(text)
    if re.fullmatch(r"\d{5}", plain) and _FIRST_SERIAL <= int(plain) <= _LAST_SERIAL:
        day = _SERIAL_ZERO + timedelta(days=int(plain))
        return _checked(day.year, day.month, day.day, text)
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(plain):
            year, month, day_ = (*[int(part) if part else None for part in match.groups()], None, None)[:3]
            return _checked(int(year or 0), month, day_, text)
    if _SHORT_YEAR.fullmatch(plain):
        return FieldProblem(
            "date.short_year", f"日期“{text.strip()}”的年份只有两位。", "请写四位年份，如 1998.7.1。"
        )
    if _NO_YEAR.fullmatch(plain):
        return FieldProblem("date.no_year", f"日期“{text.strip()}”没有年份。", "请补上四位年份。")
    return _unreadable(text)


def _plain(text: str) -> str:
    plain = squeeze(text).strip("。.;；,、")
    plain = _TIME.sub("", plain)
    if re.search("[〇零○一二三四五六七八九十元正]", plain):
        plain = plain.translate(_NUMERALS)
        plain = _TENS.sub(lambda m: str(int(m[1] or 1) * 10 + int(m[2] or 0)), plain)
    return plain


def _checked(year: int, month: int | None, day: int | None, text: str) -> PartialDate | FieldProblem:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return FieldProblem(
            "date.out_of_range",
            f"日期“{text.strip()}”不在{EARLIEST_YEAR}年至{LATEST_YEAR}年之间。",
            "请核对年份。",
        )
    found = PartialDate(year, month, day)
    possible = (month is None or 1 <= month <= 12) and (
        day is None or month is None or 1 <= day <= monthrange(year, month)[1]
    )
    if possible:
        return found
    return FieldProblem("date.impossible", f"日期“{text.strip()}”不存在。", "请核对月和日，改成真实的日期。")


def _unreadable(text: str) -> FieldProblem:
    return FieldProblem(
        "date.unreadable",
        f"“{text.strip()}”不是能认出的日期。",
        "请写成 2023.7.1、2023年7月1日 或 2023-07-01。",
    )
