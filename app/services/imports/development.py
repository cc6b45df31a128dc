"""发展党员工作台账: everybody on the way into the Party, with the dates of the steps taken so far."""

import uuid
from dataclasses import dataclass
from itertools import pairwise

from app.models import matching
from app.models.store import Row
from app.rules.dates import definitely_before
from app.rules.pinyin import initials
from app.rules.vocabulary import PersonStatus, SheetKind
from app.services.imports.cases import CaseRow, compare_case, create_case
from app.services.imports.context import Context
from app.services.imports.known import Named
from app.services.imports.persons import (
    FLAGS,
    check_dates,
    derive_from_number,
    name_references,
    plain_fields,
    resolve_group,
)
from app.services.imports.sheets import Draft, SheetWork, differences

_RANKS = {status: rank for rank, status in enumerate(PersonStatus)}
_STAGES = (
    (("conversion_meeting_on", "conversion_approved_on"), PersonStatus.FULL),
    (("meeting_on", "approved_on"), PersonStatus.PROBATIONARY),
    (("object_on", "object_consented_on"), PersonStatus.OBJECT),
    (("activist_on",), PersonStatus.ACTIVIST),
)
_ORDER = ("applied_on", "activist_on", "object_on", "meeting_on", "conversion_meeting_on")


@dataclass(slots=True)
class _Row:
    """A row that is good so far: the person it means (place, None when new), the branch and what it states."""

    draft: Draft
    place: int | None
    organization: Named
    stated: Row
    stage: PersonStatus


def plan(context: Context) -> None:
    """Judge all development ledgers; the rosters of the same import are judged already."""
    taken: dict[int, str] = {}
    for work in context.of_kind(SheetKind.DEVELOPMENT):
        rows = [row for draft in work.drafts() if (row := _judged(context, work, draft, taken)) is not None]
        _write(context, work, rows)


def _judged(context: Context, work: SheetWork, draft: Draft, taken: dict[int, str]) -> _Row | None:
    village = context.village(work, draft)
    organization = context.organization(work, draft, village_id=village.id if village else None)
    stage = _stage(draft)
    if not draft.bad and stage is None:
        work.refuse(
            draft, "stage", "stage.missing", "看不出现在到了哪一步。", "请填当前阶段，或递交申请书的时间。"
        )
    if draft.bad or organization is None or stage is None:
        work.count("bad")
        return None
    stated = {**plain_fields(draft), "organization_id": organization.id}
    stated.pop("note", None)
    if stage.is_member and (joined := draft.text("meeting_on")):
        stated["joined_on"] = joined
    derive_from_number(work, draft, stated)
    check_dates(work, draft, stated, context.as_of)
    _check_order(work, draft)
    resolve_group(context, work, draft, stated, village.id if village else None)
    row = _Row(draft, None, organization, stated, stage)
    _find(context, work, row, taken)
    if draft.refused():
        work.count("bad")
        return None
    return row


def _stage(draft: Draft) -> PersonStatus | None:
    stated = draft.text("stage")
    if stated is not None:
        return PersonStatus(stated)
    for names, status in _STAGES:
        if any(draft.value(name) for name in names):
            return status
    return PersonStatus.APPLICANT if draft.value("applied_on") else None


def _check_order(work: SheetWork, draft: Draft) -> None:
    known = [name for name in _ORDER if draft.value(name)]
    for early, late in pairwise(known):
        if definitely_before(draft.text(late), draft.text(early)):
            work.doubt(draft, late, "date.order", "这个日期早于前面步骤的日期。")


def _find(context: Context, work: SheetWork, row: _Row, taken: dict[int, str]) -> None:
    draft, stated = row.draft, row.stated
    name = str(stated["name"])
    found = context.people.find(
        stated.get("id_number"), name, stated.get("birth_on"), stated["organization_id"]
    )
    here = f"{context.claims(work)}第{draft.number}行"
    if len(found) > 1:
        what = f"该支部有{len(found)}名“{name}”，分不清是哪一位。"
        work.refuse(draft, "name", "person.ambiguous", what, "请补上公民身份号码。")
    elif found and found[0] in taken:
        column = "id_number" if stated.get("id_number") else "name"
        work.refuse(draft, column, "person.duplicate", f"与{taken[found[0]]}是同一个人。", "请只保留一行。")
    elif found:
        row.place = found[0]
        taken[found[0]] = here
    else:
        row.place = _create_person(context, work, row)
        taken[row.place] = here


def _create_person(context: Context, work: SheetWork, row: _Row) -> int:
    person = {**dict.fromkeys(FLAGS, 0), **row.stated}
    person |= {
        "id": uuid.uuid4().hex,
        "initials": initials(str(person["name"])),
        "status": row.stage.value,
        "sort": context.next_sort("person"),
    }
    people = context.people
    place = people.add(
        person["id"], person.get("id_number"), person["name"], person.get("birth_on"),
        person["organization_id"], person["status"],
    )  # fmt: skip
    people.planned[place] = context.insert(work, "person", person)
    people.made_by_ledger.add(place)
    return place


def _write(context: Context, work: SheetWork, rows: list[_Row]) -> None:
    places = [row.place for row in rows if row.place is not None and row.place not in context.people.planned]
    ids = [context.people.ids[place] for place in places]
    persons = matching.persons(context.store, ids)
    cases = matching.open_cases(context.store, ids)
    for row in rows:
        place = row.place or 0
        person_id = context.people.ids[place]
        changed = _compare_person(context, work, row, place, persons.get(person_id))
        case = CaseRow(row.draft, person_id, row.organization, row.stage, row.stated.get("village_group_id"))
        before = _current_case(row.draft, cases.get(person_id, []))
        if before is None:
            create_case(context, work, case)
            work.count("new")
        else:
            changed = compare_case(context, work, case, before) or changed
            work.count("changed" if changed else "same")


def _current_case(draft: Draft, cases: list[Row]) -> Row | None:
    """Return the case a row is about: the open one; a closed one unless the row tells of a later application."""
    if not cases:
        return None
    case, applied = cases[0], draft.text("applied_on")
    if case["closed_on"] and applied and definitely_before(case["closed_on"], applied):
        return None
    return case


def _compare_person(context: Context, work: SheetWork, row: _Row, place: int, before: Row | None) -> bool:
    """Plan what the ledger says of a person known before; of a 党员 it only fills what the roster leaves empty."""
    people = context.people
    if place in people.made_by_ledger:
        return False
    if before is None:
        before = context.writes.inserts["person"][people.planned[place]]
    stated = dict(row.stated)
    status = PersonStatus(before["status"])
    if people.claimed(place) or status.is_member:
        stated = {name: value for name, value in stated.items() if before.get(name) is None}
    if _RANKS[row.stage] != _RANKS[status]:
        if people.claimed(place) or (status.is_member and _RANKS[row.stage] < _RANKS[status]):
            said = (
                f"花名册里{before['name']}是{status.label}，这里写的是{row.stage.label}，人员类别仍按花名册。"
            )
            work.doubt(row.draft, "stage", "stage.differs", said)
        else:
            stated["status"] = row.stage.value
    changes = differences(before, stated)
    if "name" in changes:
        changes["initials"] = initials(str(changes["name"]))
    told = {name: value for name, value in changes.items() if name != "initials"}
    if place not in people.planned:
        label = str(before["name"])
        work.changes(
            row.draft,
            label,
            "person",
            name_references(context, before, told),
            name_references(context, told, told),
        )
    context.writes.update("person", people.ids[place], changes)
    return bool(changes)
