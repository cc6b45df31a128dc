"""The check of single cells of one sheet, each different text checked once."""

import re

from app.excel.points import POINTS
from app.excel.readings import CellValue, Column, ColumnKey, ErrorCell, Reading
from app.excel.ticks import LISTS
from app.rules import fields
from app.rules.fields import Stored
from app.rules.fieldspecs import FieldSpec
from app.rules.problems import FieldProblem
from app.rules.texts import squeeze, tidy
from app.rules.vocabulary import Level, SheetKind
from app.services.imports.wording import SEVERAL

LENIENT = frozenset(
    {
        "number.unreadable", "flag.unknown", "sex.unknown", "ethnicity.unknown", "education.unknown",
        "field.unknown", "organization_kind.unknown", "income_category.unknown", "score.unreadable", "text.too_long",
        "share.unreadable", "quarter.unreadable", "rectification_list.unknown",
    }
)  # fmt: skip
"""Problems for which only the cell is left out, not the row: the person is real though his 学历 is misspelt."""

_BRANCHES = frozenset({"organization", "paired_with"})
_DAYS = frozenset({"visited_on", "held_on"})
_BETWEEN_DAYS = re.compile(r"[、，,；;\s]+")
WITH_DUTY = re.compile(r"([^()（）]{2,15})[(（]([^()（）]+)[)）]")
_IN_CHARGE = ("书记", "负责人")
_BRACKETED = re.compile(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]")
_BEFORE_PERSON = re.compile(r"(.*?(?:支部|总支|党委|委员会))(?:\s|[/／、,，:：-]).{1,12}")
_WORDS = frozenset({"grade.unknown", "share.unreadable"})
_OFTEN_THE_SAME = frozenset(
    {"choice", "flag", "organization", "village", "group", "date", "booked", "year", "month", "duty"}
)
_TITLE_TELLS_YEAR = frozenset({"income", "pairs", "contacts", "rectification", "tasks"})
_MOST_KEPT = 20_000
_FALLBACKS = {
    "is_blank": FieldSpec("is_blank", "是否党员空白", "flag"),
    "is_probationary": FieldSpec("is_probationary", "是否预备党员", "flag"),
    "is_full": FieldSpec("is_full", "是否正式党员", "flag"),
    "village": FieldSpec("village", "所在村", "village"),
    "times": FieldSpec("times", "走访次数"),
    "partner_kind": FieldSpec("partner_kind", "结对单位类型"),
    "parent": FieldSpec("parent", "上级党组织", "organization"),
}


class CellChecks:
    """Checks the cells of a sheet by the field, the unit and the year of their column."""

    def __init__(self, reading: Reading) -> None:
        self._kind = reading.kind or ""
        self._year = reading.years[0] if len(reading.years) == 1 else None
        self._columns: dict[ColumnKey, Column] = {column.key: column for column in reading.columns}
        for key, column in tuple(self._columns.items()) if self._kind in LISTS else ():
            self._columns.setdefault(key._replace(category=None), column)
        self._any_year = {
            key._replace(year=None): column for key, column in self._columns.items() if key.year
        }
        self._specs: dict[ColumnKey, FieldSpec | None] = {}
        self._kept: dict[tuple[ColumnKey, str], Stored | FieldProblem] = {}

    def column(self, key: ColumnKey) -> Column | None:
        """Return the column a cell stands in, also in a block of another year; None for what the title says."""
        return self._columns.get(key) or self._any_year.get(key._replace(year=None))

    def spec(self, key: ColumnKey) -> FieldSpec | None:
        """Return the field a column means; None for a field, or a part of the score sheet, the import does not take."""
        if key.field == POINTS and self.column(key) is None:
            return None
        if key not in self._specs:
            self._specs[key] = fields.spec(self._kind, key.field) or _FALLBACKS.get(key.field)
        return self._specs[key]

    def check(self, key: ColumnKey, spec: FieldSpec, value: CellValue) -> Stored | FieldProblem:
        """Return what a cell states, None when it says nothing, or what is wrong with it."""
        if isinstance(value, ErrorCell):
            return FieldProblem(
                "cell.error", f"这一格是错误值（{value}），没有内容。", "请在表里改正公式，或直接填写内容。"
            )
        if not isinstance(value, str) or spec.kind not in _OFTEN_THE_SAME:
            return self._checked(key, spec, value)
        question = (key, value)
        if question not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[question] = self._checked(key, spec, value)
        return self._kept[question]

    def _checked(self, key: ColumnKey, spec: FieldSpec, value: CellValue) -> Stored | FieldProblem:
        column = self.column(key)
        if key.field in _BRANCHES and column and any(word in column.heading for word in _IN_CHARGE):
            value = _without_person(value)
        found = fields.check_value(spec, value, factor=column.factor if column else None)
        if not isinstance(found, FieldProblem):
            return found
        if found.code in _WORDS and self._kind == SheetKind.RATINGS:
            # The scheme of the year may know the grade; the planner asks.
            return tidy(value)
        if found.code == "date.no_year" and self._kind in _TITLE_TELLS_YEAR and self._year is not None:
            return fields.check_value(spec, f"{self._year}年{squeeze(value)}")
        if found.code == "date.short_year" and self._kind == "income" and self._is_of_year(value):
            return fields.check_value(spec, f"20{squeeze(value)}")
        if key.field in _DAYS and (days := self._several(spec, value)):
            return days
        if found.code == "name.odd" and key.field == "leader" and WITH_DUTY.fullmatch(tidy(value)):
            return tidy(value)
        if found.code in LENIENT:
            return FieldProblem(found.code, found.what, f"这一格没有导入；{found.do}", Level.WARNING)
        return found

    def _several(self, spec: FieldSpec, value: CellValue) -> str:
        """Return the days of a cell that names several, joined; empty when one of them is no day."""
        parts = [part for part in _BETWEEN_DAYS.split(str(value).strip()) if part]
        own = f"{self._year}年" if self._year else ""
        days = []
        for part in parts if len(parts) > 1 else ():
            found = fields.check_value(spec, part)
            if isinstance(found, FieldProblem) and found.code == "date.no_year" and own:
                found = fields.check_value(spec, own + part)
            days.append(found)
        told = [day for day in days if isinstance(day, str)]
        return SEVERAL.join(told) if len(told) == len(days) else ""

    def _is_of_year(self, value: CellValue) -> bool:
        """Tell whether a date with a year of two figures (24.3.7) is of the sheet's own year."""
        return self._year is not None and squeeze(value)[:2] == f"{self._year % 100:02d}"


def _without_person(value: CellValue) -> CellValue:
    """Return the branch of a cell that names its secretary as well: 东山党支部（王明）, 东山党支部 王明."""
    if not isinstance(value, str):
        return value
    plain = _BRACKETED.sub("", value)
    found = _BEFORE_PERSON.fullmatch(plain.strip())
    return found.group(1) if found else plain
