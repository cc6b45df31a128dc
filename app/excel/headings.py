"""What a heading says: its words without year, month and unit, which are told apart from them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.excel.cells import folded
from app.rules.money import FEN_PER_WAN, FEN_PER_YUAN

UNITS = {
    "亿元": 10**8 * FEN_PER_YUAN,
    "万元": FEN_PER_WAN,
    "千元": 1_000 * FEN_PER_YUAN,
    "百元": 100 * FEN_PER_YUAN,
    "元": FEN_PER_YUAN,
}
_RELATIVE = (
    ("上上年度", -2), ("前年度", -2), ("前年", -2),
    ("上一年度", -1), ("上一年", -1), ("上年度", -1), ("去年度", -1), ("上年", -1), ("去年", -1),
    ("本年度", 0), ("今年度", 0), ("当年度", 0), ("本年", 0), ("今年", 0), ("当年", 0),
    ("下一年度", 1), ("下一年", 1), ("下年度", 1), ("明年", 1),
)  # fmt: skip
_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_SPANS = {"上半年": 6, "下半年": 12}
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?:年度|学年|年)?")
_SHORT_YEAR = re.compile(r"(?<!\d)(1[5-9]|2\d|3[0-5])年(?:度)?")
_MONTH = re.compile(r"(?<![\d年一二三四五六七八九十])(0?[1-9]|1[0-2])月(?:份)?(?!\d)")
_MONTH_AFTER_YEAR = re.compile(r"^(0?[1-9]|1[0-2])月?(?:份)?$")
_CHINESE_MONTH = re.compile(r"(十[一二]?|[一二三四五六七八九])月(?:份)?")
_WRITTEN_YEAR = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_QUARTER = re.compile(r"第?([一二三四1-4])季度?")
_QUARTERS = re.compile(r"前([二两三23])个?季度?")
_NUMBER = r"0?[1-9](?!\d)|1[0-2]|十[一二]?|[一二三四五六七八九]"
_RANGE = re.compile(
    rf"(?<!\d)({_NUMBER})月?(?:份)?[-—–~至到](?:(?:19|20)\d\d年)?({_NUMBER})月(?:份)?(?:[底末]|\d+日)?"
)
_UNTIL = re.compile(r"截[至止]到?(?:((?:19|20)\d\d)[年./-])?(0?[1-9]|1[0-2])[月./-](?:[底末]|(\d{1,2})日?)?")
_CUMULATIVE = "累计"
_JUST_BEGUN = 10
_FULL_DATE = re.compile(r"(?:19|20)\d\d[年./-]\d{1,2}[月./-]\d{1,2}(?![\d月])日?")
_BRACKETS = re.compile(r"[(\[【〔{]([^()\[\]【】〔〕{}]*)[)\]】〕}]")
_UNIT = re.compile(r"(?:金额)?(?:计量)?(?:单位|计价单位)?:?(?:人民币)?(亿元|万元|千元|百元|元)")
_NOISE_IN_BRACKETS = re.compile(
    r"(是/否|是或否|有/无|男/女|[√✓].*|打[√✓勾].*|必填|选填|可选|选择|下拉.*|单选|格式.*|如.*|例.*|精确到.*|按.*填.*|请.*|yyyy.*|年月日|年/月/日|年-月-日|年\.月\.日"
    r"|年月|文本.*|人|个|名|户|天|岁|分|%|学时|\d+位|公章|盖章|见附.*|列\d*|\d+)"
)
_GRADE = "等次|等级|档次|星级|定级结果|评定结果"
_POINTS = "(?:综合|最终|考核|评定|考评)?(?:得分|分数|评分|总分|分值)"
_SEVERAL = (
    (re.compile(rf"({_GRADE})[(/、及和与]+{_POINTS}\)?$"), r"\1"),
    (re.compile(rf"{_POINTS}[(/、及和与]+({_GRADE})\)?$"), r"\1"),
    (re.compile(r"((?:支部|总支|党组织)(?:名称)?)\((?:党?支部)?(?:书记|负责人)(?:姓名)?\)$"), r"\1"),
)
"""Two things in one cell, grade and points or branch and secretary, and the one by which the column goes."""

_SIGNS = re.compile(r"[^\w]|_")
_LEADING_NUMBER = re.compile(r"^(?:\(?[一二三四五六七八九十]{1,2}[、.)]|\(?\d{1,2}[、.)](?!\d))")


@dataclass(frozen=True, slots=True)
class Words:
    """One heading cell taken apart; `relative` counts years from the sheet's, `span` is the months of its period."""

    core: str
    year: int | None = None
    relative: int | None = None
    month: int | None = None
    span: int | None = None
    factor: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading over all storeys: as shown, and its words joined and of the lowest alone."""

    shown: str
    joined: str
    leaf: str
    year: int | None = None
    relative: int | None = None
    month: int | None = None
    span: int | None = None
    factor: int | None = None

    @property
    def is_period(self) -> bool:
        """Tell whether the heading says nothing but a year, a month or a quarter."""
        return not self.joined and (self.year, self.relative, self.span) != (None, None, None)


def take_apart(text: str) -> Words:
    """Return the words of one heading cell, with year, month and unit taken out."""
    rest = _LEADING_NUMBER.sub(
        "", _with_digits(folded(text)).replace("*", "").replace("※", "").replace("★", "")
    )
    for several, first in _SEVERAL:
        rest = several.sub(first, rest)
    rest, factor = _without_brackets(_FULL_DATE.sub("", _UNTIL.sub(_as_range, rest)))
    rest, year, relative = _without_year(rest)
    rest, month, span = _without_month(rest, after_year=year is not None)
    rest = _SIGNS.sub("", rest).removeprefix("其中")
    if factor is None:
        rest, factor = _without_unit(rest)
    return Words(rest, year, relative, month, span, factor)


def join(storeys: Sequence[str]) -> Heading:
    """Return the heading of one column from its cells, top to bottom, merged repeats already collapsed."""
    parts = [take_apart(storey) for storey in storeys]
    words = [part.core for part in parts if part.core]
    words[:-1] = [word.removesuffix("情况") for word in words[:-1]]
    leaf = words[-1] if words else ""
    return Heading(
        shown="/".join(" ".join(storey.split()) for storey in storeys),
        joined="".join(words),
        leaf=leaf,
        year=_last([part.year for part in parts]),
        relative=_last([part.relative for part in parts]),
        month=_last([part.month for part in parts]),
        span=_last([part.span for part in parts]),
        factor=_last([part.factor for part in parts]),
    )


def unit_in(text: str) -> int | None:
    """Return fen per unit when a title or note names one: “单位：万元”, “（元）”."""
    plain = folded(text)
    for found in _BRACKETS.finditer(plain):
        unit = _UNIT.fullmatch(found.group(1))
        if unit:
            return UNITS[unit.group(1)]
    named = re.search(r"单位:?(?:人民币)?(?:[人个户名村亩%]+[、,/;])*(亿元|万元|千元|百元|元)", plain)
    return UNITS[named.group(1)] if named else None


def years_in(text: str) -> list[int]:
    """Return the years a title, sheet name or file name speaks of, in order."""
    plain = _with_digits(folded(text))
    years = [int(found.group(1)) for found in re.finditer(r"(?<!\d)((?:19|20)\d\d)(?!\d)", plain)]
    dated = [
        int(found.group(1)[:4]) for found in re.finditer(r"(?<!\d)((?:19|20)\d\d[01]\d[0-3]\d)(?!\d)", plain)
    ]
    short = [2000 + int(found.group(1)) for found in _SHORT_YEAR.finditer(plain)]
    return list(dict.fromkeys(years or dated or short))


def _with_digits(text: str) -> str:
    """Write a year in numerals (二〇二三年) with digits."""
    return _WRITTEN_YEAR.sub(lambda found: found.group().translate(_NUMERALS), text)


def _last(values: Sequence[int | None]) -> int | None:
    return next((value for value in reversed(values) if value is not None), None)


def _without_brackets(text: str) -> tuple[str, int | None]:
    factor: int | None = None

    def keep(found: re.Match[str]) -> str:
        nonlocal factor
        inside = found.group(1)
        unit = _UNIT.fullmatch(inside)
        if unit:
            factor = UNITS[unit.group(1)]
            return ""
        return "" if _NOISE_IN_BRACKETS.fullmatch(inside) else inside

    return _BRACKETS.sub(keep, text), factor


def _without_year(text: str) -> tuple[str, int | None, int | None]:
    for pattern, base in ((_YEAR, 0), (_SHORT_YEAR, 2000)):
        found = pattern.search(text)
        if found:
            return text[: found.start()] + text[found.end() :], base + int(found.group(1)), None
    for word, years in _RELATIVE:
        if word in text:
            return text.replace(word, "", 1), None, years
    return text, None, None


def _without_month(text: str, *, after_year: bool) -> tuple[str, int | None, int | None]:
    """Return the rest, the last month of the period named, and how many months it has; a whole year has none."""
    found = _RANGE.search(text)
    if found:
        first, last = (_month_number(found.group(at)) for at in (1, 2))
        rest = (text[: found.start()] + text[found.end() :]).replace(_CUMULATIVE, "")
        length = max(last - first + 1, 1)
        return rest, None if length == len(_MONTHS) else last, length
    found = _QUARTERS.search(text)
    if found:
        last = 9 if found.group(1) in "三3" else 6
        return (text[: found.start()] + text[found.end() :]).replace(_CUMULATIVE, ""), last, last
    rest, month, span = _without_one_period(text, after_year=after_year)
    if month and _CUMULATIVE in rest:
        return rest.replace(_CUMULATIVE, ""), month, month
    return rest, month, span


def _without_one_period(text: str, *, after_year: bool) -> tuple[str, int | None, int | None]:
    for word, month in _SPANS.items():
        if word in text:
            return text.replace(word, "", 1), month, 6
    found = _QUARTER.search(text)
    if found:
        number = "一二三四".find(found.group(1)) + 1 or int(found.group(1))
        return text[: found.start()] + text[found.end() :], number * 3, 3
    found = _CHINESE_MONTH.search(text)
    if found:
        return text[: found.start()] + text[found.end() :], _MONTHS.index(found.group(1)) + 1, 1
    found = _MONTH.search(text)
    if found:
        return text[: found.start()] + text[found.end() :], int(found.group(1)), 1
    found = _MONTH_AFTER_YEAR.match(text.lstrip("./-年")) if after_year else None
    return ("", int(found.group(1)), 1) if found else (text, None, None)


def _month_number(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.index(text) + 1


def _as_range(found: re.Match[str]) -> str:
    """Write 截至6月底 as the months it sums up; what stands at the beginning of a month tells the month before."""
    year, month, day = found.group(1), int(found.group(2)), int(found.group(3) or 0)
    last = month - 1 if 0 < day <= _JUST_BEGUN and month > 1 else month
    return f"{year}年1-{last}月" if year else f"1-{last}月"


def _without_unit(text: str) -> tuple[str, int | None]:
    for unit, factor in UNITS.items():
        if text == unit:
            return "", factor
        if text.endswith(unit) and len(text) > len(unit):
            return text.removesuffix(unit).removesuffix("单位"), factor
    return text, None
