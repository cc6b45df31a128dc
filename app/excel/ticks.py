"""Grades and stages given by a tick: columns 先进 | 中间 | 后进 under one heading, of which one holds a √ in each row."""

from collections.abc import Mapping

from app.excel.cells import shown
from app.excel.headings import Heading
from app.excel.readings import CellValue, ColumnKey
from app.excel.vocabularies import Field, Vocabulary
from app.rules.codes import label, look_up
from app.rules.texts import parse_flag, squeeze

LISTS = {"ratings": "grade", "development": "person_status"}
"""By kind of sheet, the code list whose words may head columns of ticks."""

LEAST = 2
_MARKS = frozenset("○◯◎★▲■◆✅⊙＋+")
_NAMES = ("支部", "党组织")
_Place = tuple[str, int | None, int | None]


def tick_columns(words: Vocabulary, headings: Mapping[int, Heading]) -> dict[int, tuple[Field, str]]:
    """Return the columns that stand for one grade or stage each, with the field they tell and the code they stand for.

    One such column alone is none: 先进 may head anything. Stages must stand under 当前阶段 or the like: elsewhere
    their columns hold the day each was reached.
    """
    codes = LISTS.get(words.kind)
    if codes is None:
        return {}
    told = [field for field in words.fields if codes in (field.values, field.template.get("options"))]
    plain = next((field for field in told if field.values == codes), None)
    if plain is None:
        return {}
    groups: dict[_Place, dict[int, str]] = {}
    for column, heading in headings.items():
        code = None if heading.leaf.endswith(_NAMES) else look_up(codes, heading.leaf)
        upper = heading.joined.removesuffix(heading.leaf)
        if heading.leaf and code and (words.kind == "ratings" or plain.score(upper, upper)):
            groups.setdefault((upper, heading.year, heading.relative), {})[column] = code
    return {
        column: (
            max(told, key=lambda field: (field.score(upper, upper), field is plain)),
            _given(codes, code, headings[column]),
        )
        for (upper, _, _), columns in groups.items()
        if LEAST <= len(columns) == len(set(columns.values()))
        for column, code in columns.items()
    }


def _given(codes: str, code: str, heading: Heading) -> str:
    """Return what a tick gives: the code, or the heading's own word for a grade, which its scheme may call otherwise."""
    return heading.leaf if codes == LISTS["ratings"] and label(codes, code) != heading.leaf else code


def is_ticked(value: CellValue) -> bool:
    """Tell whether a cell holds a tick: √, 是, 1; a number of branches is none."""
    text = squeeze(shown(value))
    return text in _MARKS or ((not text.isdigit() or text == "1") and parse_flag(text) is True)


def ticked_word(codes: str, cells: dict[ColumnKey, CellValue], key: ColumnKey) -> str:
    """Return the word of the list `codes` a tick under `key` gives, together with what another tick of the row gave."""
    given, before = label(codes, key.category), cells.get(key._replace(category=None))
    return f"{shown(before)}、{given}" if before else given
