"""Entering a round in bulk: a grid pasted from a workbook, the township's grades of one meeting, in one operation."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from app.errors import BadInput
from app.models import queries_ratings as queries
from app.models.store import Row, Store
from app.rules import texts
from app.rules.codes import look_up
from app.rules.dates import parse_date
from app.rules.fields import HIGHEST_SCORE
from app.rules.problems import FieldProblem
from app.rules.ratings import Scheme
from app.rules.ratings_notes import join_items, join_numbers, split_items, split_numbers
from app.rules.reference import column_label
from app.services.ratings.rounds import begin_round, require_open
from app.services.ratings.schemes import scheme_of

GRADES = ("self_grade", "mass_grade", "member_grade", "township_grade", "county_grade")
FIELDS = (
    *GRADES, "score", "satisfaction", "self_on", "mass_on", "member_on", "township_on", "county_on", "handed_in_on",
    "mass_votes", "dimension_scores", "vetoes", "goal", "reason", "note",
)  # fmt: skip
HIGHEST = {"satisfaction": 10_000, "score": HIGHEST_SCORE}

_MOVES = re.compile("[↑↓→⇧⇩⬆⬇▲▼△▽]")
_BRACKETS = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]")
_QUOTES = re.compile('[“”"‘’]')
_ADDED = ("党支部", "党组织", "支部", "等次", "类", "级", "型", "档", "等")

Entries = Mapping[str, Mapping[str, str]]
"""Organization id → field → what was typed; "" empties the field."""


@dataclass(frozen=True, slots=True)
class CellError:
    """One value that cannot be taken."""

    organization_id: str
    field: str
    message: str


class CellErrors(BadInput):
    """A paste that cannot be taken; nothing was written. `errors` names every cell."""

    def __init__(self, errors: list[CellError]) -> None:
        first = "；".join(error.message.rstrip("。") for error in errors[:3])
        super().__init__(f"有{len(errors)}处不能录入：{first}。", "请改正后再录，这次没有写入。")
        self.errors = errors


def set_ratings(store: Store, year: int, entries: Entries, *, actor: str) -> int:
    """Enter fields of many branches' ratings of a year in one operation; return how many branches changed.

    Raises Locked after filing, CellErrors naming every value that cannot be taken.
    """
    require_open(store, year)
    scheme = scheme_of(store, year)
    read = {branch: _read(branch, typed, scheme) for branch, typed in entries.items()}
    known = queries.names_in_round(store, year, entries)
    errors = [error for _, found in read.values() for error in found]
    errors += [CellError(one, "", "这个党支部不在本年度的名单里。") for one in entries if one not in known]
    if errors:
        raise CellErrors(errors)
    before = queries.ratings_of(store, year, entries)
    changed = {
        branch: values for branch, (values, _) in read.items() if _differs(values, before.get(branch, {}))
    }
    if not changed:
        return 0
    with store.operation("rating.enter", _sentence(year, changed, known), actor):
        begin_round(store, year)
        for branch, values in changed.items():
            if branch in before:
                store.update("rating", before[branch]["id"], values)
            else:
                store.insert("rating", [{"organization_id": branch, "year": year, **values}])
    return len(changed)


def _differs(values: Row, before: Row) -> bool:
    return any(before.get(name) != value for name, value in values.items())


def _sentence(year: int, changed: Mapping[str, Row], names: Mapping[str, str]) -> str:
    fields = dict.fromkeys(name for values in changed.values() for name in values)
    labels = "、".join(column_label("rating", name) for name in fields)
    if len(changed) == 1:
        return f"录入{names[next(iter(changed))]}{year}年的{labels}"
    return f"录入{len(changed)}个党支部{year}年的{labels}"


def _read(branch: str, typed: Mapping[str, str], scheme: Scheme) -> tuple[Row, list[CellError]]:
    values: Row = {}
    errors: list[CellError] = []
    for name, text in typed.items():
        if name not in FIELDS:
            raise KeyError(f"rating has no {name}")
        plain = texts.tidy(text)
        found = _READERS.get(name, _text)(plain, scheme, name) if plain else None
        if isinstance(found, FieldProblem):
            errors.append(CellError(branch, name, found.message))
        else:
            values[name] = found
    return values, errors


def parse_grade(text: str, scheme: Scheme) -> str | FieldProblem:
    """Return the code of a grade as the scheme, or common use, writes it: 先进, 先进党支部, 先进↑, A类."""
    names = {name: grade for grade in scheme.grades for name in (grade, scheme.label_of(grade))}
    for plain in ways_to_write(text):
        if plain in names:
            return names[plain]
        code = look_up("grade", plain)
        if code in scheme.grades:
            return str(code)
    shown = "、".join(scheme.label_of(grade) for grade in scheme.grades)
    return FieldProblem("grade.unknown", f"等次“{text}”不在本年度的方案里。", f"请填：{shown}。")


def ways_to_write(text: str) -> list[str]:
    """Return a grade as written and without what people add to it: marks of rise and fall, brackets, 党支部, 类, 级."""
    found = [texts.squeeze(text)]
    bare = _QUOTES.sub("", _BRACKETS.sub("", _MOVES.sub("", found[0])))
    while bare:
        found.append(bare)
        ending = next((end for end in _ADDED if bare.endswith(end)), "")
        bare = bare.removesuffix(ending) if ending else ""
    return found


def _grade(text: str, scheme: Scheme, name: str) -> object:
    return parse_grade(text, scheme)


def _text(text: str, scheme: Scheme, name: str) -> object:
    return text


def _date(text: str, scheme: Scheme, name: str) -> object:
    found = parse_date(text)
    return found if isinstance(found, FieldProblem) else found.iso


def _points(text: str, scheme: Scheme, name: str) -> object:
    try:
        value = Decimal(texts.squeeze(text).rstrip("%分")) * 100
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value != value.to_integral_value() or not 0 <= value <= HIGHEST[name]:
        label, most = column_label("rating", name), HIGHEST[name] // 100
        return FieldProblem(
            f"{name}.unreadable", f"{label}“{text}”不对。", f"请填0至{most}的数字，最多两位小数。"
        )
    return int(value)


def _numbers(text: str, scheme: Scheme, name: str) -> object:
    found = split_numbers(text)
    if len(found) != len(split_items(text)):
        label = column_label("rating", name)
        return FieldProblem(
            f"{name}.unreadable", f"{label}“{text}”看不懂。", "请写成“名称：数字；名称：数字”。"
        )
    return join_numbers(found)


def _items(text: str, scheme: Scheme, name: str) -> object:
    return join_items(split_items(text))


_READERS: dict[str, Callable[[str, Scheme, str], object]] = {
    **dict.fromkeys(GRADES, _grade),
    **dict.fromkeys(("score", "satisfaction"), _points),
    **dict.fromkeys(("self_on", "mass_on", "member_on", "township_on", "county_on", "handed_in_on"), _date),
    **dict.fromkeys(("mass_votes", "dimension_scores"), _numbers),
    "vetoes": _items,
}
