"""Points in a table of grades: written with the grade in one cell, and one column for each part of the score sheet."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from app.excel.cells import shown
from app.excel.headings import Heading, take_apart
from app.excel.matches import Match
from app.excel.readings import CellValue, Column, ColumnKey, RawRow
from app.excel.sheets import column_letter
from app.excel.vocabularies import common, vocabulary
from app.rules.codes import look_up
from app.rules.reference_ratings import scales
from app.rules.texts import squeeze

POINTS, SCORE, GRADE = "points", "score", "grade"
GRADES = frozenset({GRADE, "self_grade", "mass_grade", "member_grade", "county_grade"})
MOST = 200
SHARE = 0.6
SURELY_POINTS = 20
_COUNTED = (
    "数", "电话", "号", "号码", "年龄", "率", "次", "编码", "代码", "收入", "金额", "年度", "年份", "户",
)  # fmt: skip
_FULL = re.compile(r"(?:满分|计)?\d+(?:分|$)|满分$")
_NUMBER = r"(?P<points>\d{1,3}(?:\.\d{1,2})?)"
_BETWEEN = r"[\s(（\[【/／、,，:：;；|-]+(?:得分|总分|综合得分)?[:：]?\s*"
_CLOSED = r"\s*[)）\]】]?"
_WRITTEN = (
    re.compile(rf"(?P<grade>\D+?){_BETWEEN}{_NUMBER}\s*(?P<sign>分?){_CLOSED}"),
    re.compile(rf"(?P<grade>\D+?)\s*{_NUMBER}\s*(?P<sign>分){_CLOSED}"),
    re.compile(rf"{_NUMBER}\s*(?P<sign>分?){_BETWEEN}(?P<grade>\D+?){_CLOSED}"),
    re.compile(rf"{_NUMBER}\s*(?P<sign>分)\s*(?P<grade>\D+?)"),
)


def graded_points(text: str) -> tuple[str, str] | None:
    """Return grade and points of a cell that holds both: 先进（92.5）, 先进 92分, 92.5/先进; None for any other.

    A small whole number without 分 may be a rank or a count: it is none.
    """
    for pattern in _WRITTEN:
        found = pattern.fullmatch(text.strip())
        if found and _is_grade(found["grade"]):
            sure = found["sign"] or "." in found["points"] or int(found["points"]) >= SURELY_POINTS
            return (found["grade"].strip(), found["points"]) if sure else None
    return None


def plain_part(text: str) -> str:
    """Return what tells a part of the score sheet apart in a heading: 组织生活（20分） and 组织生活 are one."""
    return _FULL.sub("", take_apart(text).core)


def split_cell(key: ColumnKey, value: CellValue) -> dict[ColumnKey, CellValue]:
    """Return the cells that a cell of grade and points stands for; every other is what it is."""
    found = graded_points(value) if isinstance(value, str) and key.field in (GRADES | {SCORE}) else None
    if found is None:
        return {key: value}
    grade, points = found
    if key.field in (GRADE, SCORE):
        return {key._replace(field=GRADE): grade, key._replace(field=SCORE): points}
    return {key: grade}


def with_points(found: Match, headings: Mapping[int, Heading], below: Sequence[RawRow]) -> Match:
    """Return a table of grades with its columns of points: of each part of the score sheet, and of them all."""
    if found.kind != "ratings" or found.missing:
        return found
    taken = {column.index: column for column in found.columns}
    parts = _parts(headings, taken, below)
    if not parts:
        return found
    columns = {index: column for index, column in taken.items() if index not in parts}
    columns |= {
        index: _column(index, headings[index], POINTS, plain_part(headings[index].leaf)) for index in parts
    }
    if not any(column.key.field == SCORE for column in columns.values()):
        totals = [index for index, one in headings.items() if index not in columns and _is_total(one)]
        columns |= {index: _column(index, headings[index], SCORE) for index in sorted(totals)[-1:]}
    return _with(found, columns, taken)


def _parts(
    headings: Mapping[int, Heading], taken: Mapping[int, Column], below: Sequence[RawRow]
) -> list[int]:
    """Return the columns of numbers that are no totals and mean nothing else; a score beside others is one of them."""
    free = [
        index
        for index, heading in headings.items()
        if _may_be_part(heading)
        and (index not in taken or (taken[index].key.field == SCORE and heading.joined != heading.leaf))
        and _holds_points(index, below)
    ]
    untaken = [index for index in free if index not in taken]
    uppers = {_upper(headings[index]) for index in untaken}
    return [index for index in free if index in untaken or _upper(headings[index]) in uppers]


def _may_be_part(heading: Heading) -> bool:
    return (
        bool(plain_part(heading.leaf))
        and not _is_total(heading)
        and not heading.leaf.endswith(_COUNTED)
        and not common().ignored.score(heading.joined, heading.leaf)
        and look_up(GRADE, heading.leaf) is None
    )


def _is_total(heading: Heading) -> bool:
    own = vocabulary("ratings").field(SCORE)
    return heading.leaf in common().total_words or (own is not None and heading.leaf in own.exact)


def _upper(heading: Heading) -> str:
    return heading.joined.removesuffix(heading.leaf)


def _holds_points(index: int, below: Sequence[RawRow]) -> bool:
    texts = [shown(row[index - 1]) for row in below if len(row) >= index and row[index - 1] is not None]
    points = [text for text in texts if re.fullmatch(r"\d{1,3}(?:\.\d{1,2})?分?", text)]
    small = [text for text in points if float(text.rstrip("分")) <= MOST]
    return bool(texts) and len(small) >= SHARE * len(texts)


def _column(index: int, heading: Heading, field: str, part: str | None = None) -> Column:
    return Column(index, column_letter(index), heading.shown, ColumnKey(field, heading.year, None, part))


def _with(found: Match, columns: Mapping[int, Column], before: Mapping[int, Column]) -> Match:
    told = {column.heading for index, column in columns.items() if index not in before}
    return replace(
        found,
        columns=tuple(columns[index] for index in sorted(columns)),
        unread=tuple(text for text in found.unread if text not in told),
        ignored=tuple(text for text in found.ignored if text not in told),
    )


@cache
def _is_grade(text: str) -> bool:
    plain = squeeze(text)
    return look_up(GRADE, plain) is not None or any(
        plain in (grade, scale.label_of(grade)) for scale in scales() for grade in scale.grades
    )
