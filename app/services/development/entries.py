"""From a filled-in form to a record of a step: which record it is, who is named, and what the rules judge of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.errors import NotFound
from app.models import queries_development as queries
from app.models.store import Row, Store
from app.rules.development.facts import CANCELLED, DEFERRED, EXTENDED, FAILED, Step
from app.rules.development.payloads import step_of
from app.rules.reference_steps import BRANCH, StepForm, step_forms
from app.rules.stepentry import PEOPLE, Entry, Typed, merged, read_entry
from app.rules.vocabulary import OrganizationKind
from app.services.cases import HeldCase
from app.services.development.people import backers_on, identified
from app.services.editing import FieldError, FieldErrors
from app.services.townships import township

UNSETTLED = frozenset({FAILED, DEFERRED, CANCELLED, EXTENDED})
MEETING, DECISION = "23", "24"


@dataclass(frozen=True, slots=True)
class Draft:
    """A record as it would be written: `record_id` None for a new one; `step` is what the rules judge."""

    record_id: str | None
    code: str
    row: Row
    step: Step
    people: list[dict[str, Any]] | None
    number: str | None


def step_form(step: str) -> StepForm:
    """Return the form of a step. Raises NotFound for a code that is none."""
    found = step_forms().get(step)
    if found is None:
        raise NotFound(f"没有编号为“{step}”的步骤。", "请从二十五个步骤和公示中选择。")
    return found


def prepare(
    store: Store,
    held: HeldCase,
    step: str,
    values: Mapping[str, Typed],
    *,
    seq: int | None = None,
    from_papers: bool = False,
) -> Draft:
    """Return the record a filled-in form makes. Raises FieldErrors naming every field that cannot be taken.

    from_papers: an old paper, of which only the date need be known.
    """
    form = step_form(step)
    records = [row for row in held.steps if row["step"] == step]
    before = _meant(held, form, records, seq)
    is_new = before is None or not before["happened_on"]
    entry, complaints = read_entry(form, values, adding=is_new and not from_papers)
    if from_papers:
        entry.particulars["from_papers"] = True
        if is_new and "happened_on" not in values:
            complaints.append(("happened_on", "没有日期。"))
    complaints += _complaints(store, form, entry)
    if complaints:
        raise FieldErrors([FieldError(name, message) for name, message in complaints])
    if entry.people is not None:
        entry.people = identified(store, entry.people, held.row["organization_id"])
    number = seq or (before["seq"] if before else next_seq(held, step))
    return _draft(store, held, form, entry, before, number)


def next_seq(held: HeldCase, step: str) -> int:
    """Return the number a further record of a step gets; a decision on conversion has that of its meeting."""
    numbers = [row["seq"] for row in held.steps if row["step"] == step]
    if step == DECISION:
        return max([row["seq"] for row in held.steps if row["step"] == MEETING], default=1)
    return max(numbers, default=0) + 1


def _meant(held: HeldCase, form: StepForm, records: list[Row], seq: int | None) -> Row | None:
    """Return the record to be corrected, None for a new one."""
    if seq is not None:
        return next((row for row in records if row["seq"] == seq), None)
    undated = next((row for row in records if not row["happened_on"] and not row["until_on"]), None)
    if undated is not None or not records or _may_repeat(held, form.code, records):
        return undated
    raise FieldErrors([FieldError("happened_on", "这一步已经登记过，请修改那一条。")])


def _may_repeat(held: HeldCase, code: str, records: list[Row]) -> bool:
    """Tell whether a step may be taken again: periodic ones, and those whose own or later decision was negative."""
    book = held.book
    if book.steps[code].periodic or records[-1]["result"] in UNSETTLED:
        return True
    if code == DECISION:
        return next_seq(held, code) > int(max(row["seq"] for row in records))
    later = {other for rules in book.sets for other, needed in rules.hard.items() if code in needed}
    return any(row["step"] in later and row["result"] in UNSETTLED for row in held.steps)


def _complaints(store: Store, form: StepForm, entry: Entry) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    acting = entry.columns.get("organization_id")
    if acting and store.get("organization", acting) is None:
        found.append(("organization_id", "所选的党组织已经不在了，请重新选择。"))
    start, end = entry.columns.get("happened_on"), entry.columns.get("until_on")
    spans = form.code in {"08a", "11"}
    if spans and start and end and len(start) == len(end) == 10 and end < start:
        found.append(("until_on", "结束日期早于开始日期，请核对。"))
    return found


def _draft(store: Store, held: HeldCase, form: StepForm, entry: Entry, before: Row | None, seq: int) -> Draft:
    held_payload = json.loads(before["payload"]) if before and before["payload"] else {}
    columns = {
        name: before[name] if before else None
        for name in ("happened_on", "until_on", "result", "who", "note")
    }
    columns |= {name: value for name, value in entry.columns.items() if name != "organization_id"}
    columns["result"] = columns["result"] or None
    acting = _acting(held, form, entry, before)
    payload = merged(held_payload, entry.particulars)
    payload |= _derived(store, form, entry, payload, columns["happened_on"], acting)
    organization = store.get("organization", acting) if acting else None
    step = step_of(
        form.code,
        columns["happened_on"],
        seq=seq,
        until=columns["until_on"],
        result=columns["result"],
        organization=organization["kind"] if organization else None,
        payload=payload,
        imported=bool(payload.get("from_papers")),
    )
    row = {
        "case_id": held.case.key,
        "step": form.code,
        "seq": seq,
        **columns,
        "organization_id": acting,
        "payload": json.dumps(payload, ensure_ascii=False, sort_keys=True) if payload else None,
    }
    number = entry.particulars.get("volunteer.number")
    return Draft(before["id"] if before else None, form.code, row, step, entry.people, number)


def _acting(held: HeldCase, form: StepForm, entry: Entry, before: Row | None) -> str | None:
    """Return the acting organization: as chosen, as recorded, or the case's own branch where the branch acts."""
    if "organization_id" in entry.columns:
        return entry.columns["organization_id"] or None
    if before and before.get("organization_id"):
        return str(before["organization_id"])
    return held.row["organization_id"] if form.acts == BRANCH and before is None else None


def _derived(
    store: Store, form: StepForm, entry: Entry, payload: Row, on: str | None, acting: str | None
) -> Row:
    """Return particulars that follow from what was typed: who the people named were that day, who may approve."""
    found: Row = {}
    if entry.people is not None:
        found[PEOPLE] = backers_on(store, entry.people, on or date.max.isoformat())
    if form.code == "03" and "recommendation" in payload:
        found["recommended"] = payload["recommendation"].get("kind") == "league"
    if acting and form.code in {"13", "17", "24"}:
        found["approval"] = {**payload.get("approval", {}), "can_approve": _can_approve(store, acting)}
    return found


def _can_approve(store: Store, organization_id: str) -> bool:
    """Tell whether an organization is a 党委 that may approve: one under the township's committee may not (第二十二条)."""
    row = store.get("organization", organization_id)
    if row is None or row["kind"] != OrganizationKind.COMMITTEE:
        return False
    above = queries.parent_kind(store, organization_id)
    return above != OrganizationKind.COMMITTEE.value or township(store).level == "county"
