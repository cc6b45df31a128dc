"""Tables whose columns are several lists side by side: the same headings again and again, or names under their grade."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.excel.cells import shown
from app.excel.headings import Heading
from app.excel.readings import ColumnKey, RawRow
from app.excel.vocabularies import common
from app.rules.codes import look_up

Given = tuple[tuple[ColumnKey, str], ...]

SHORTEST_NAME = 3
LEAST_LISTS = 2
_LISTED = "党支部名称"
_TIES = ("结对", "共建", "帮扶", "帮带", "联建")
_LISTS = ("定级", "等次", "评定", "名单", "分类", "结果", "公示", "星级", "评级")
_COUNTED = re.compile(r"\d+个?$")
_ENDINGS = ("名单", "名称", "情况", "一览表", "花名册", "统计表", "汇总表")


@dataclass(frozen=True, slots=True)
class Part:
    """Columns with rows of their own: their headings, what those say of every row, and from where to where they reach.

    `span` is None for a table that is no more than one list.
    """

    headings: Mapping[int, Heading]
    given: Given = ()
    span: tuple[int, int] | None = None

    def own(self, row: RawRow) -> RawRow:
        """Return a row with nothing but the cells of this part."""
        if self.span is None:
            return row
        first, last = self.span
        return [value if first <= column <= last else None for column, value in enumerate(row, 1)]


def parts_of(headings: Mapping[int, Heading], below: Sequence[RawRow], title: str, file: str) -> list[Part]:
    """Return the lists that stand side by side under these headings, or the whole as one.

    先进支部 | 后进支部 are two lists where title or file speak of grades, the two sides of pairs where they speak of those.
    """
    graded = any(word in title for word in _LISTS)
    if any(word in title for word in _TIES) or (not graded and any(word in file for word in _TIES)):
        return [Part(headings)]
    by_grade = _by_grade(headings, below) if graded or any(word in file for word in _LISTS) else []
    return by_grade or _repeated(headings) or [Part(headings)]


def grade_named(text: str) -> str:
    """Return the grade that a heading or a title of a block is about, as written: 先进党支部名单 → 先进党支部."""
    plain = _COUNTED.sub("", text)
    for ending in _ENDINGS:
        plain = plain.removesuffix(ending)
    # A file called A or B is about no grade.
    return plain if len(plain) > 1 and not plain.isascii() and look_up("grade", plain) else ""


def _repeated(headings: Mapping[int, Heading]) -> list[Part]:
    """Return the parts of 支部 | 等次 | 支部 | 等次 | 备注; each may be of another year, what follows belongs to the last."""
    ignored = common().ignored
    columns = [c for c in sorted(headings) if not ignored.score(headings[c].joined, headings[c].leaf)]
    words = [(headings[column].joined, headings[column].month) for column in columns]
    size = next((at for at in range(1, len(words)) if words[at] == words[0]), 0)
    times = (
        next((n for n in range(len(words) // size, 0, -1) if words[: n * size] == words[:size] * n), 0)
        if size
        else 0
    )
    if size < LEAST_LISTS or times < LEAST_LISTS or len(set(words[:size])) < size or not words[0][0]:
        return []
    ends = [columns[at * size - 1] for at in range(1, times)]
    starts = [min(headings), *(end + 1 for end in ends), max(headings) + 1]
    spans = [(first, after - 1) for first, after in pairwise(starts)]
    return [
        Part({column: headings[column] for column in headings if first <= column <= last}, span=(first, last))
        for first, last in spans
    ]


def _by_grade(headings: Mapping[int, Heading], below: Sequence[RawRow]) -> list[Part]:
    """Return the parts of 先进党支部 | 中间党支部 | 后进党支部 where names stand under each."""
    named = {column: grade_named(heading.joined) for column, heading in headings.items()}
    grades = {column: grade for column, grade in named.items() if grade}
    rest = [heading for column, heading in headings.items() if column not in grades]
    codes = {look_up("grade", grade) for grade in grades.values()}
    ignored = common().ignored
    if (
        not LEAST_LISTS <= len(grades) == len(codes)
        or any(not ignored.score(heading.joined, heading.leaf) for heading in rest)
        or not all(_holds_names(column, below) for column in grades)
    ):
        return []
    listed = {
        column: replace(headings[column], joined=_LISTED, leaf=_LISTED, shown=headings[column].shown)
        for column in grades
    }
    return [
        replace(_part({column: listed[column]}), given=((ColumnKey("grade"), grade),))
        for column, grade in grades.items()
    ]


def _holds_names(column: int, below: Sequence[RawRow]) -> bool:
    texts = [shown(row[column - 1]) for row in below if len(row) >= column and row[column - 1] is not None]
    names = [text for text in texts if len(text) >= SHORTEST_NAME and not text[0].isdigit()]
    return len(names) == len(texts)


def _part(headings: Mapping[int, Heading]) -> Part:
    return Part(headings, span=(min(headings), max(headings)))
