"""What stands outside the columns and holds for many rows: the branch or the village in a title or a section row."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from app.excel.cells import folded, shown
from app.excel.grids import texts_of
from app.excel.headings import take_apart
from app.excel.readings import CellValue, ColumnKey, RawRow
from app.excel.vocabularies import vocabulary

_ORGANIZATION = re.compile(r"(?:中共|中国共产党)?([^\s:,;()]{2,30}?(?:党支部|党总支|支部|总支))")
_VILLAGE = re.compile(
    r"(?:^|[乡镇县区:]|街道)([^\s\d乡镇县区:,各全农行本个一二三四五六七八九十]{1,8}(?:村|社区))"
)
_FIELDS = {
    "members": "organization",
    "development": "organization",
    "groups": "village",
    "income": "village",
    "targets": "village",
}
_PATTERNS = {"organization": _ORGANIZATION, "village": _VILLAGE}
_WHOLE_YEAR = re.compile("(?<!\\d)1月?[-—–~至到]+12月|截至|截止|全年")
_ENDINGS = {"organization": ("支部", "总支", "党委"), "village": ("村", "社区")}
_BRANCH = ("党支部", "支部", "党总支")
_NUMBERING = "一二三四五六七八九十、.()0123456789"


def context_field(kind: str, present: Iterable[str]) -> str:
    """Return the field of `kind` that may stand outside the columns and is not among those `present`."""
    field = _FIELDS.get(kind, "")
    return "" if field in set(present) else field


def told(field: str, texts: Sequence[str]) -> tuple[tuple[ColumnKey, str], ...]:
    """Return what sheet name, title or file name say of `field`: 东山党支部党员花名册, 石门村收入台账."""
    for text in texts if field else ():
        said = _PATTERNS[field].search(folded(text))
        if said:
            return ((ColumnKey(field), said.group(1)),)
    return ()


def told_for_all(kind: str, present: Iterable[str], title: str) -> tuple[tuple[ColumnKey, str], ...]:
    """Return what words of the title say of every row: 流动党员花名册.

    The name of a branch says nothing, nor do two words that contradict each other (正式党员、预备党员花名册).
    """
    plain = folded(title)
    known = set(present)
    told_here = [
        (ColumnKey(found.field), found.value)
        for found in vocabulary(kind).told
        if found.word in plain
        and not found.unless & known
        and not any(found.word + end in plain for end in _BRANCH)
    ]
    values = Counter(key for key, _ in dict.fromkeys(told_here))
    return tuple((key, value) for key, value in dict.fromkeys(told_here) if values[key] == 1)


def told_month(columns: Iterable[ColumnKey], texts: Sequence[str]) -> tuple[tuple[ColumnKey, str], ...]:
    """Return the month of all rows of an income table that only sheet name or title tells: 1月, 2024年上半年."""
    if any(key.month or key.field in ("month", "received_on") for key in columns):
        return ()
    for text in texts:
        words = take_apart(text)
        if words.month and not _WHOLE_YEAR.search(folded(text)):
            return ((ColumnKey("month"), f"{words.month}月"),)
    return ()


def section_name(field: str, value: CellValue) -> str:
    """Return the branch or village that a row with a single cell names, or empty text: 一、石门村（8笔）."""
    name = folded(shown(value)).lstrip(_NUMBERING).split("(")[0].rstrip(":")
    return name if field and name.endswith(_ENDINGS[field]) else ""


def has_sections(field: str, rows: Iterable[RawRow]) -> bool:
    """Tell whether single cells among `rows` name what `field` asks for."""
    return any(len(texts) == 1 and section_name(field, texts[0]) for texts in (texts_of(row) for row in rows))
