"""What was typed into a step's form → the columns of the record and its particulars; what cannot be taken is named.

A value is text as typed; people and those left out of 应到 may be given as a list of tables
({name, person_id} and {name, reason, agreed_above, passed_by_meeting}), people also as names separated by 、.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from app.rules.development.checks.ballots import LEFT_OUT_REASONS
from app.rules.forms import read_value
from app.rules.problems import FieldProblem
from app.rules.reference_forms import FormField
from app.rules.reference_steps import StepField, StepForm
from app.rules.texts import parse_flag, split_names, squeeze, tidy

Typed = str | int | float | bool | date | Sequence[Any] | None
Complaint = tuple[str, str]
PEOPLE = "backers"
LONGEST = 100_000


@dataclass(slots=True)
class Entry:
    """What a form says: columns of the record, particulars by dotted name, people named; None empties a value."""

    columns: dict[str, Any] = field(default_factory=dict)
    particulars: dict[str, Any] = field(default_factory=dict)
    people: list[dict[str, Any]] | None = None


def read_entry(form: StepForm, values: Mapping[str, Typed], *, adding: bool) -> tuple[Entry, list[Complaint]]:
    """Return what the form says and what is wrong with it; only fields in `values` are touched.

    Raises KeyError for a field the form does not have.
    """
    unknown = set(values) - {spec.name for spec in form.fields}
    if unknown:
        raise KeyError(f"step {form.code} has no field {sorted(unknown)}")
    entry = Entry()
    complaints: list[Complaint] = []
    for spec in form.fields:
        if spec.name not in values and not (adding and spec.required):
            continue
        value = _value(spec, values.get(spec.name))
        if isinstance(value, FieldProblem):
            complaints.append((spec.name, value.message))
        elif value in (None, []) and spec.required:
            complaints.append((spec.name, f"{spec.label}不能为空。"))
        else:
            _put(entry, spec, value)
    return entry, complaints


def _put(entry: Entry, spec: StepField, value: Any) -> None:
    if spec.kind == "people":
        entry.people = value
    elif spec.is_column:
        entry.columns[spec.name] = value
    else:
        entry.particulars[spec.name] = value


def _value(spec: StepField, typed: Typed) -> Any:
    if spec.kind == "people":
        return _people(spec, typed)
    if spec.kind == "left_out":
        return _left_out(typed)
    if spec.kind == "texts":
        return _texts(typed)
    text = _text(typed)
    if spec.kind == "decimal":
        return _decimal(spec, text)
    if spec.kind == "flag":
        found = parse_flag(text) if text else None
        return found if found is None or isinstance(found, FieldProblem) else bool(found)
    kind = "text" if spec.kind in ("organization", "booklet") else spec.kind
    plain = FormField(spec.name, spec.label, kind, spec.required, dict(spec.choices or {}), "")
    found_value = read_value(plain, text)
    if kind == "number" and isinstance(found_value, int) and found_value < 0:
        return FieldProblem("number.negative", f"{spec.label}不能小于零。", "")
    return found_value


def _text(typed: Typed) -> str:
    if typed is None:
        return ""
    if isinstance(typed, bool):
        return "是" if typed else "否"
    return typed.isoformat() if isinstance(typed, date) else str(typed)


def _texts(typed: Typed) -> list[str]:
    if typed is None:
        return []
    parts = typed if isinstance(typed, (list, tuple)) else _split(str(typed))
    return [text for part in parts if (text := tidy(str(part)))]


def _split(text: str) -> list[str]:
    for mark in "，,；;\n":
        text = text.replace(mark, "、")
    return text.split("、")


def _decimal(spec: StepField, text: str) -> float | FieldProblem | None:
    plain = squeeze(text)
    if not plain:
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number <= LONGEST:
        return FieldProblem("number.unreadable", f"{spec.label}“{text}”不是数字。", "请只填数字。")
    return float(number)


def _people(spec: StepField, typed: Typed) -> list[dict[str, Any]] | FieldProblem:
    listed: Iterable[Any] = (
        typed if isinstance(typed, (list, tuple)) else split_names(str(typed)) if typed else ()
    )
    found = [
        {"name": tidy(str(one["name"])), "person_id": one.get("person_id") or None}
        if isinstance(one, Mapping)
        else {"name": tidy(str(one)), "person_id": None}
        for one in listed
    ]
    found = [one for one in found if one["name"]]
    if spec.most and len(found) > spec.most:
        return FieldProblem("people.many", f"{spec.label}最多{spec.most}名。", "")
    return found


def _left_out(typed: Typed) -> list[dict[str, Any]] | FieldProblem:
    found = []
    for one in typed if isinstance(typed, (list, tuple)) else ():
        name, reason = tidy(str(one.get("name", ""))), str(one.get("reason", ""))
        if not name:
            continue
        if reason not in LEFT_OUT_REASONS:
            return FieldProblem("left_out.reason", f"请为{name}选择不计入应到会人数的理由。", "")
        papers = {key: one.get(key) for key in ("agreed_above", "passed_by_meeting")}
        found.append({"name": name, "reason": reason, **papers})
    return found


def merged(payload: Mapping[str, Any], particulars: Mapping[str, Any]) -> dict[str, Any]:
    """Return the particulars of a record with those of a form put in at their dotted places; empty ones go."""
    found: dict[str, Any] = json.loads(json.dumps(payload))
    for name, value in particulars.items():
        head, _, rest = name.partition(".")
        place = found.setdefault(head, {}) if rest else found
        if value in (None, "", []):
            place.pop(rest or head, None)
        else:
            place[rest or head] = value
    return {key: value for key, value in found.items() if value != {}}


def typed_values(form: StepForm, row: Mapping[str, Any], payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record as its form shows it: text, lists for people and those left out; nothing gives empty text."""
    return dict(_typed(form, row, payload))


def _typed(form: StepForm, row: Mapping[str, Any], payload: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for spec in form.fields:
        value: Any = row.get(spec.name) if spec.is_column else payload
        if not spec.is_column:
            for part in spec.name.split("."):
                value = value.get(part) if isinstance(value, Mapping) else None
        if spec.kind in ("people", "left_out"):
            yield spec.name, list(value or ())
        elif spec.kind == "texts":
            yield spec.name, "、".join(value or ())
        elif isinstance(value, bool):
            yield spec.name, "是" if value else "否"
        elif isinstance(value, float):
            yield spec.name, f"{value:g}"
        else:
            yield spec.name, "" if value is None else str(value)
