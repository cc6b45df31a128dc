"""Grades given by a tick: columns 先进 | 中间 | 后进 under one heading, of which one holds a √ in each row."""

from collections.abc import Mapping

from app.excel.cells import shown
from app.excel.headings import Heading
from app.excel.readings import CellValue, ColumnKey
from app.excel.vocabularies import Field, Vocabulary
from app.rules.codes import label, look_up
from app.rules.texts import parse_flag, squeeze

LIST = "grade"
LEAST = 2
_NAMES = ("支部", "党组织")
_Place = tuple[str, int | None, int | None]


def tick_columns(words: Vocabulary, headings: Mapping[int, Heading]) -> dict[int, tuple[Field, str]]:
    """Return the columns that stand for one grade each, with the field they tell and the code of the grade.

    One such column alone is none: 先进 may head anything.
    """
    graded = [
        field
        for field in words.fields
        if field.by_year and LIST in (field.values, field.template.get("options"))
    ]
    plain = next((field for field in graded if field.values == LIST), None)
    if plain is None:
        return {}
    groups: dict[_Place, dict[int, str]] = {}
    for column, heading in headings.items():
        code = None if heading.leaf.endswith(_NAMES) else look_up(LIST, heading.leaf)
        if heading.leaf and code:
            upper = heading.joined.removesuffix(heading.leaf)
            groups.setdefault((upper, heading.year, heading.relative), {})[column] = code
    return {
        column: (max(graded, key=lambda field: (field.score(upper, upper), field is plain)), code)
        for (upper, _, _), columns in groups.items()
        if LEAST <= len(columns) == len(set(columns.values()))
        for column, code in columns.items()
    }


def is_ticked(value: CellValue) -> bool:
    """Tell whether a cell holds a tick: √, 是, 1; a number of branches is none."""
    text = squeeze(shown(value))
    return (not text.isdigit() or text == "1") and parse_flag(text) is True


def ticked_grade(cells: dict[ColumnKey, CellValue], key: ColumnKey) -> str:
    """Return the grade a tick under `key` gives, together with what another tick of the row gave."""
    given, before = label(LIST, key.category), cells.get(key._replace(category=None))
    return f"{shown(before)}、{given}" if before else given
