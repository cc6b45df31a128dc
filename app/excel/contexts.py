"""What stands outside the columns and holds for many rows: branch, village or grade in a title or a section row."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.excel.cells import folded, shown
from app.excel.grids import texts_of
from app.excel.headings import take_apart
from app.excel.matches import Match, unmet
from app.excel.parts import LEAST_LISTS, Given, Part, grade_named
from app.excel.readings import CellValue, ColumnKey, RawRow
from app.excel.vocabularies import vocabulary

GRADE = "grade"
GRADED = 3.0
_ORGANIZATION = re.compile(r"(?:中共|中国共产党)?([^\s:,;()]{2,30}?(?:党支部|党总支|支部|总支))")
_VILLAGE = re.compile(
    r"(?:^|[乡镇县区:]|街道)([^\s\d乡镇县区:,各全农行本个一二三四五六七八九十]{1,8}(?:村|社区))"
)
_FIELDS = {
    "members": ("organization",),
    "development": ("organization",),
    "ratings": (GRADE, "village"),
    "groups": ("village",),
    "income": ("village",),
    "targets": ("village",),
}
_STEPS = {
    "self_grade": ("自评",),
    "mass_grade": ("群众测评", "群众评议", "民主测评"),
    "county_grade": ("县级审定", "县委审定", "组织部审定", "县级备案"),
}
_PLAIN_GRADES = frozenset(
    {"等次", "等级", "结果", "档次", "级别", "评级", "评定等次", "评定结果", "测评结果", "审定结果"}
)
_ROWS_ONLY = {"ratings": frozenset({"village"})}
_GRADES = frozenset({GRADE, "self_grade", "mass_grade", "county_grade", "paired_with"})
_PATTERNS = {"organization": _ORGANIZATION, "village": _VILLAGE}
_WHOLE_YEAR = re.compile("(?<!\\d)1月?[-—–~至到]+12月|截至|截止|全年")
_ENDINGS = {"organization": ("支部", "总支", "党委"), "village": ("村", "社区")}
_NO_VILLAGE = frozenset({"农村", "行政村", "建制村", "社区", "城市社区", "农村社区", "村", "全村"})
_YEAR = re.compile(r"(?:^.*?[乡镇县区]|^.*?街道)?(?:19|20)\d\d年?度?")
_BRANCH = ("党支部", "支部", "党总支")
_NUMBERING = "一二三四五六七八九十、.()0123456789"


def context_fields(kind: str, present: Iterable[str]) -> tuple[str, ...]:
    """Return the fields of `kind` that may stand outside the columns and are not among those `present`."""
    known = set(present)
    return tuple(
        field
        for field in _FIELDS.get(kind, ())
        if field not in known and not (field == GRADE and known & _GRADES)
    )


def told_fields(kind: str, present: Iterable[str]) -> tuple[str, ...]:
    """Return the fields among `context_fields` that a title tells as well; the others stand in section rows alone."""
    return tuple(
        field for field in context_fields(kind, present) if field not in _ROWS_ONLY.get(kind, frozenset())
    )


def told(fields: Iterable[str], texts: Sequence[str]) -> Given:
    """Return what sheet name, title or file name say: 东山党支部党员花名册, 石门村收入台账, 先进党支部名单."""
    found = (
        (field, next(filter(None, (_said(field, folded(text)) for text in texts)), "")) for field in fields
    )
    return tuple((ColumnKey(field), said) for field, said in found if said)


def _said(field: str, text: str) -> str:
    if field == GRADE:
        return grade_named(_YEAR.sub("", text).strip(_NUMBERING).split("(")[0].rstrip(":"))
    said = _PATTERNS[field].search(text)
    return said.group(1) if said else ""


def given(found: Match, part: Part, above: Sequence[RawRow], texts: Sequence[str]) -> Given:
    """Return what stands outside the columns and holds for all rows; `texts` are sheet name, title and file name."""
    keys = [column.key for column in found.columns]
    present = [key.field for key in keys]
    sections = sections_in(context_fields(found.kind, present), above)
    named = {ColumnKey(field): names[-1] for field, names in sections.items()}
    place = {**dict(told(told_fields(found.kind, present), texts)), **named, **dict(part.given)}
    month = told_month(keys, texts) if found.kind == "income" else ()
    return (*place.items(), *month, *told_for_all(found.kind, present, f"{texts[1]} {texts[0]}"))


def completed(found: Match, part: Part, texts: Sequence[str], rows: Iterable[RawRow]) -> Match:
    """Take from what a match is missing the fields that a title or the rows between tell.

    That a list is one of 先进 says that it is one of grades only beside another, or where the title speaks of grading.
    """
    if not found.missing:
        return found
    words = vocabulary(found.kind)
    present = {column.key.field for column in found.columns}
    sections = sections_in(context_fields(found.kind, present), rows)
    titles = told(told_fields(found.kind, present), texts)
    outside = {key.field for key, _ in (*titles, *part.given)} | set(sections)
    speaks = any(word in folded(text) for word in words.title_words for text in texts)
    if "village" in present and any(word in folded(text) for word in words.stand_in for text in texts):
        outside.add("organization")
    if not speaks and not part.given and len(set(sections.get(GRADE, ()))) < LEAST_LISTS:
        outside.discard(GRADE)
    is_graded = GRADE in outside and any(GRADE in need and not need & present for need in words.needs)
    score = found.score + (GRADED if is_graded else 0.0)
    return replace(found, missing=unmet(words, present | outside), score=score)


def staged(found: Match, texts: Sequence[str]) -> Match:
    """Return a table of plain grades as one of the step that its sheet or title names alone: 支部自评, 群众测评."""
    told_here = [step for step, words in _STEPS.items() if any(word in _first_step(texts) for word in words)]
    fields = {column.key.field for column in found.columns}
    if found.kind != "ratings" or len(told_here) != 1 or fields & set(_STEPS):
        return found
    columns = tuple(
        replace(column, key=column.key._replace(field=told_here[0]))
        if column.key.field == GRADE and take_apart(column.heading).core in _PLAIN_GRADES
        else column
        for column in found.columns
    )
    return replace(found, columns=columns)


def _first_step(texts: Sequence[str]) -> str:
    """Return the first of the texts that names a step at all."""
    every = [word for words in _STEPS.values() for word in words]
    return next((text for text in map(folded, texts) if any(word in text for word in every)), "")


def told_for_all(kind: str, present: Iterable[str], title: str) -> Given:
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


def told_month(columns: Iterable[ColumnKey], texts: Sequence[str]) -> Given:
    """Return the month of all rows of an income table that only sheet name or title tells: 1月, 2024年上半年."""
    if any(key.month or key.field in ("month", "received_on") for key in columns):
        return ()
    for text in texts:
        words = take_apart(text)
        if words.month and not _WHOLE_YEAR.search(folded(text)):
            return ((ColumnKey("month"), f"{words.month}月"),)
    return ()


def section_names(fields: Iterable[str], value: CellValue) -> dict[str, str]:
    """Return what a row with a single cell names: 一、石门村（8笔） a village, 二、中间党支部（9个） a grade."""
    name = folded(shown(value)).lstrip(_NUMBERING).split("(")[0].rstrip(":")
    found = {}
    for field in fields:
        if field == GRADE and (grade := grade_named(name)):
            found[field] = grade
        elif field != GRADE and name.endswith(_ENDINGS[field]) and name not in _NO_VILLAGE:
            found[field] = name
    return found


def sections_in(fields: Sequence[str], rows: Iterable[RawRow]) -> dict[str, list[str]]:
    """Return field → the names that single cells among `rows` give it, in order."""
    found: dict[str, list[str]] = {}
    for texts in (texts_of(row) for row in rows):
        for field, name in section_names(fields, texts[0]).items() if len(texts) == 1 else ():
            found.setdefault(field, []).append(name)
    return found
