"""The case behind a row of a development ledger: its steps, contacts and introducers."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from app.models import matching
from app.models.store import Row
from app.rules.dates import chinese
from app.rules.fields import FIELDS
from app.rules.problems import FieldProblem
from app.rules.spans import BETWEEN
from app.rules.texts import split_names
from app.rules.vocabulary import Level, PersonStatus, SheetKind
from app.services.imports.context import Context
from app.services.imports.known import Named
from app.services.imports.persons import name_references
from app.services.imports.sheets import Draft, SheetWork, differences

STEPS: dict[str, tuple[str, str]] = {
    "applied_on": ("01", "happened_on"),
    "talked_on": ("02", "happened_on"),
    "activist_on": ("03", "happened_on"),
    "filed_on": ("04", "happened_on"),
    "object_on": ("07", "happened_on"),
    "object_consented_on": ("08", "happened_on"),
    "publicity_from": ("08a", "happened_on"),
    "publicity_to": ("08a", "until_on"),
    "political_review_on": ("10", "happened_on"),
    "training_on": ("11", "happened_on"),
    "preview_on": ("13", "happened_on"),
    "meeting_on": ("15", "happened_on"),
    "approval_talk_on": ("16", "happened_on"),
    "approved_on": ("17", "happened_on"),
    "filed_up_on": ("18", "happened_on"),
    "oath_on": ("20", "happened_on"),
    "probation_ends_on": ("21", "until_on"),
    "conversion_applied_on": ("22", "happened_on"),
    "conversion_meeting_on": ("23", "happened_on"),
    "conversion_approved_on": ("24", "happened_on"),
}
"""Column of the ledger → step and the date of it that the column gives."""

TRAINING, RECEPTION, CONVERSION = "11", "15", "23"
_BALLOT = ("due", "present", "in_favour", "against", "abstained")
PARTICULARS: dict[str, tuple[str, str, str]] = {
    "training_hours": (TRAINING, "training", "hours"),
    **{f"votes_{key}": (RECEPTION, "votes", key) for key in _BALLOT},
    **{f"conversion_votes_{key}": (CONVERSION, "votes", key) for key in _BALLOT},
}
"""Column of the ledger → step and the place among its particulars that the column gives."""

_SAID = {
    "training_hours": "{}学时",
    "votes_due": "应到{}",
    "votes_present": "实到{}",
    "votes_in_favour": "赞成{}",
    "votes_against": "不赞成{}",
    "votes_abstained": "弃权{}",
}
_ROLES = {"contacts": "contact", "introducers": "introducer"}
_NAMING = {"contacts": "05", "introducers": "09"}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One row of the ledger as far as it is about the case."""

    draft: Draft
    person_id: str
    organization: Named
    stage: PersonStatus
    group_id: str | None
    book: frozenset[str]


def steps_of_book(drafts: Iterable[Draft]) -> frozenset[str]:
    """Return the steps a ledger tells of somebody; a span of days is told by its first.

    A column that is blank from top to bottom, as a template has them, says of nobody that the step was not taken.
    """
    columns = {name: step for name, (step, column) in STEPS.items() if column == "happened_on"}
    columns |= {**_NAMING, "training_hours": TRAINING}
    told = {name for draft in drafts for name in columns if draft.value(name) is not None}
    return frozenset(columns[name] for name in told)


def create_case(context: Context, work: SheetWork, row: CaseRow) -> None:
    """Plan a new case with its steps and people."""
    case_id = uuid.uuid4().hex
    case = {
        "id": case_id,
        "person_id": row.person_id,
        "sort": context.next_sort("development_case"),
        **_stated_case(row),
        "book": " ".join(sorted(row.book)),
    }
    context.insert(work, "development_case", case)
    for step, stated in _stated_steps(row.draft).items():
        context.insert(work, "step_record", {"case_id": case_id, "step": step, "seq": 1, **stated})
    for name, role in _ROLES.items():
        for person in _people(context, work, row, name):
            context.insert(work, "case_person", {"case_id": case_id, "role": role, **person})


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the ledger holds of the cases an import may change, by case."""

    steps: dict[str, list[Row]]
    people: dict[str, list[Row]]


def recorded(context: Context, case_ids: list[str]) -> Recorded:
    """Return what the ledger holds of these cases, asked for at once."""
    return Recorded(matching.steps(context.store, case_ids), matching.case_people(context.store, case_ids))


def compare_case(context: Context, work: SheetWork, row: CaseRow, before: Row, known: Recorded) -> bool:
    """Plan what differs from the case as recorded; tell whether anything does."""
    label = str(row.draft.text("name"))
    changes = differences(before, _stated_case(row))
    was, will = name_references(context, before, changes), name_references(context, changes, changes)
    work.changes(row.draft, label, "development_case", was, will)
    context.writes.update("development_case", before["id"], changes)
    changed = bool(changes)
    changed = _compare_steps(context, work, row, before["id"], known.steps.get(before["id"], [])) or changed
    people = known.people.get(before["id"], [])
    for name, role in _ROLES.items():
        here = [person for person in people if person["role"] == role]
        changed = _compare_people(context, work, row, before["id"], name, here) or changed
    return changed


def _stated_case(row: CaseRow) -> Row:
    stated: Row = {"organization_id": row.organization.id, "stage": row.stage.value}
    stated |= row.draft.states("volunteer_no", "note")
    if row.group_id is not None:
        stated["village_group_id"] = row.group_id
    return stated


def _stated_steps(draft: Draft) -> dict[str, Row]:
    steps: dict[str, Row] = {}
    for name, (step, column) in STEPS.items():
        if (value := draft.text(name)) is not None:
            first, _, last = value.partition(BETWEEN)
            steps.setdefault(step, {})[column] = first
            if last:
                steps[step]["until_on"] = last
    particulars: dict[str, dict[str, dict[str, object]]] = {}
    for name, (step, group, key) in PARTICULARS.items():
        if (found := draft.value(name)) is None:
            continue
        place = particulars.setdefault(step, {}).setdefault(group, {})
        if isinstance(found, str):
            place["days"] = int(found.removesuffix("天"))
        else:
            place[key] = found
    for step, told in particulars.items():
        steps.setdefault(step, {})["payload"] = json.dumps(told)
    return steps


def _compare_steps(context: Context, work: SheetWork, row: CaseRow, case_id: str, steps: list[Row]) -> bool:
    label, first = str(row.draft.text("name")), {step["step"]: step for step in reversed(steps)}
    changed = False
    for step, stated in _stated_steps(row.draft).items():
        before = first.get(step, {})
        if "payload" in stated and before.get("payload"):
            stated["payload"] = _merged(before["payload"], stated["payload"])
        changes = differences(before, stated)
        if not changes:
            continue
        changed = True
        for column, value in changes.items():
            work.change(row.draft, label, _step_label(step, column), _told(before.get(column)), _told(value))
        if before:
            context.writes.update("step_record", before["id"], changes)
        else:
            context.insert(work, "step_record", {"case_id": case_id, "step": step, "seq": 1, **stated})
    return changed


def _merged(before: str, stated: str) -> str:
    """Return the recorded particulars with the stated ones; the recorded text itself when nothing differs."""
    held = json.loads(before)
    told = json.loads(stated)
    merged = {**held, **{group: {**held.get(group, {}), **values} for group, values in told.items()}}
    return before if merged == held else json.dumps(merged, ensure_ascii=False)


def _told(value: object) -> str:
    if value is None:
        return ""
    text = str(value)
    if text.startswith("{"):
        held = json.loads(text)
        told = {name: held.get(group, {}).get(key) for name, (_, group, key) in PARTICULARS.items()}
        days = held.get("training", {}).get("days")
        said = [f"{days}天"] if days else []
        said += [words.format(told[name]) for name, words in _SAID.items() if told[name] is not None]
        return "、".join(said)
    return chinese(text)


def _step_label(step: str, column: str) -> str:
    if column == "payload":
        return "培训学时" if step == TRAINING else "票决"
    if (step, column) == (TRAINING, "until_on"):
        return "集中培训结束时间"
    name = next(name for name, found in STEPS.items() if found == (step, column))
    return FIELDS[SheetKind.DEVELOPMENT][name].label


def full_member(context: Context, name: str, organization: Named) -> str | None:
    """Return the only full member of that name in the branch, else in its village, else in the whole office."""
    return _only(context, name, organization, PersonStatus.FULL)


def _only(context: Context, name: str, organization: Named, status: PersonStatus) -> str | None:
    known, people = context.known.organizations, context.people
    place = people.only(name, organization.id, status)
    if place is not None:
        return people.ids[place]
    found = {
        other: place
        for other in known.by_id
        if other != organization.id and (place := people.only(name, other, status)) is not None
    }
    village = known.village_of(organization.id) if len(found) > 1 else None
    if village is not None:
        found = {other: place for other, place in found.items() if known.village_of(other) == village}
    return people.ids[next(iter(found.values()))] if len(found) == 1 else None


def _people(context: Context, work: SheetWork, row: CaseRow, column: str) -> list[Row]:
    found: list[Row] = []
    for name in split_names(row.draft.text(column)):
        person = full_member(context, name, row.organization)
        if person is None and context.has_roster:
            what = f"“{name}”不是花名册里唯一的正式党员，先按姓名记下。"
            problem = FieldProblem("contact.unknown", what, "请核对姓名和所在支部。", Level.WARNING)
            work.problem(row.draft, column, problem)
            person = _only(context, name, row.organization, PersonStatus.PROBATIONARY)
        found.append({"name": name, "person_id": person})
    return found


def _compare_people(
    context: Context, work: SheetWork, row: CaseRow, case_id: str, column: str, held: list[Row]
) -> bool:
    stated = _people(context, work, row, column)
    names = [person["name"] for person in stated]
    known = [person["name"] for person in held]
    added = [person for person in stated if person["name"] not in known]
    gone = [person for person in held if person["name"] not in names]
    for person in stated:
        twin = next((other for other in held if other["name"] == person["name"]), None)
        if twin is not None and twin["person_id"] is None:
            context.writes.update("case_person", twin["id"], differences(twin, person))
    if not added:
        return False
    label = FIELDS[SheetKind.DEVELOPMENT][column].label
    work.change(row.draft, str(row.draft.text("name")), label, "、".join(known), "、".join(names))
    for person, old in zip(added, [*gone, *[None] * len(added)], strict=False):
        if old is not None:
            context.writes.update("case_person", old["id"], {**person})
        else:
            context.insert(work, "case_person", {"case_id": case_id, "role": _ROLES[column], **person})
    return True
