"""What the records of 发展党员 hold, in the words of the forms: for the history and for papers."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from app.rules.reference_development import development_rules
from app.rules.reference_steps import StepField, step_forms
from app.services.development.booklets import STATES
from app.services.development.contacts import ROLE_WORDS

RESULTS = {
    "passed": "同意",
    "failed": "没有通过",
    "deferred": "暂缓",
    "extended": "延长预备期",
    "cancelled": "取消预备党员资格",
}
BALLOT = (
    ("due", "应到{}人"),
    ("present", "实到{}人"),
    ("in_favour", "赞成{}票"),
    ("against", "不赞成{}票"),
    ("abstained", "弃权{}票"),
    ("invalid", "无效票{}票"),
    ("written", "书面意见{}份"),
)
NOT_SHOWN = frozenset({"happened_on", "until_on", "who", "organization_id"})


def column_words(table: str, column: str, value: str) -> str | None:
    """Return a stored value of a ledger column of 发展党员 in words, None where it is words already."""
    if (table, column) == ("step_record", "payload"):
        return "；".join(particulars(_all_fields(), {}, json.loads(value))) or "（空）"
    known: Mapping[str, str] = _known().get((table, column), {})
    return known.get(value)


@cache
def _known() -> dict[tuple[str, str], Mapping[str, str]]:
    book = development_rules()
    return {
        ("step_record", "step"): {code: kind.name for code, kind in book.steps.items()},
        ("step_record", "result"): RESULTS,
        ("case_person", "role"): ROLE_WORDS,
        ("volunteer_book", "state"): STATES,
        ("document", "kind"): {paper.code: paper.name for paper in book.documents},
    }


@cache
def _all_fields() -> tuple[StepField, ...]:
    """Return the fields of all forms that are no columns, each name once."""
    found: dict[str, StepField] = {}
    for form in step_forms().values():
        for spec in form.fields:
            found.setdefault(spec.name, spec)
    return tuple(spec for spec in found.values() if not spec.is_column)


def result_label(step: str, result: str | None) -> str:
    """Return a step's result in the words of its form, "" for none."""
    if not result:
        return ""
    spec = next((one for one in step_forms()[step].fields if one.name == "result"), None)
    choices: Mapping[str, str] = spec.choices if spec and spec.choices else RESULTS
    return choices.get(result, RESULTS.get(result, result))


def particulars(
    fields: Iterable[StepField], row: Mapping[str, Any], payload: Mapping[str, Any]
) -> Iterator[str]:
    """Yield in words what a record says beyond its day and who acted: people, ballot, then field by field."""
    named = payload.get("backers", ())
    if named:
        yield "、".join(one["name"] for one in named)
    votes = payload.get("votes", {})
    ballot = [words.format(votes[key]) for key, words in BALLOT if votes.get(key) is not None]
    if ballot:
        yield "，".join(ballot)
    left_out = votes.get("left_out", ())
    if left_out:
        yield f"不计入应到会人数：{'、'.join(one['name'] for one in left_out)}"
    for spec in fields:
        if spec.kind in ("people", "left_out") or spec.name.startswith("votes.") or spec.name in NOT_SHOWN:
            continue
        words = field_words(spec, _value(spec, row, payload))
        if words:
            yield words


def _value(spec: StepField, row: Mapping[str, Any], payload: Mapping[str, Any]) -> Any:
    if spec.is_column:
        return row.get(spec.name)
    value: Any = payload
    for part in spec.name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def field_words(spec: StepField, value: Any) -> str:
    """Return a field with its value in words; a result stands without its label, nothing gives empty text."""
    if value in (None, "", []):
        return ""
    if spec.choices:
        words = spec.choices.get(value, str(value))
        return words if spec.name == "result" else f"{spec.label}：{words}"
    if isinstance(value, list):
        return f"{spec.label}：{'、'.join(value)}"
    if isinstance(value, bool):
        return f"{spec.label}：{'是' if value else '否'}"
    if spec.kind == "date":
        return f"{spec.label}：{str(value).replace('-', '.')}"
    return f"{spec.label}：{value:g}" if isinstance(value, float) else f"{spec.label}：{value}"
