"""发展党员工作台账: everybody on the way into the Party, with the dates of the steps taken so far."""

import uuid
from dataclasses import dataclass
from itertools import pairwise

from app.models import matching
from app.models.store import Row
from app.rules.dates import definitely_before
from app.rules.pinyin import initials
from app.rules.vocabulary import PersonStatus, SheetKind
from app.services.imports.cases import CaseRow, compare_case, create_case, recorded, steps_of_book
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


_NAMED_STAGES = (
    ("预备党员", PersonStatus.PROBATIONARY),
    ("发展对象", PersonStatus.OBJECT),
    ("积极分子", PersonStatus.ACTIVIST),
    ("申请人", PersonStatus.APPLICANT),
)


@dataclass(slots=True)
class _Row:
    """A row that is good so far: the person it means (his place among all), the branch and what it states."""

    work: SheetWork
    draft: Draft
    organization: Named
    stated: Row
    stage: PersonStatus
    book: frozenset[str]
    place: int = -1


def plan(context: Context) -> None:
    """Judge all development ledgers; the rosters of the same import are judged already.

    Offices keep one sheet for all or one for each stage: rows of several sheets about one person are put together.
    """
    taken: dict[int, _Row] = {}
    for work in context.of_kind(SheetKind.DEVELOPMENT):
        drafts = list(work.drafts())
        book = steps_of_book(drafts)
        for draft in drafts:
            _judged(context, work, draft, book, taken)
    _write(context, list(taken.values()))


def _judged(
    context: Context, work: SheetWork, draft: Draft, book: frozenset[str], taken: dict[int, _Row]
) -> None:
    village = context.village(work, draft)
    organization = context.organization(work, draft, village_id=village.id if village else None)
    stage = _stage(work, draft)
    if not draft.bad and stage is None:
        what = "看不出现在到了哪一步。"
        work.refuse(draft, "stage", "stage.missing", what, "请填当前阶段，或递交申请书的时间。")
    if draft.bad or organization is None or stage is None:
        work.count("bad")
        return
    stated = {**plain_fields(draft), "organization_id": organization.id}
    stated.pop("note", None)
    derive_from_number(work, draft, stated)
    check_dates(work, draft, stated, context.as_of)
    _check_order(work, draft)
    resolve_group(context, work, draft, stated, village.id if village else None)
    _place_reserve(context, stated)
    _find(context, _Row(work, draft, organization, stated, stage, book), taken)
    if draft.refused():
        work.count("bad")


def _place_reserve(context: Context, stated: Row) -> None:
    """Put somebody whom a table of groups names as 储备人选 into that group, where the row names none."""
    village = stated.get("village_id") or context.known.organizations.village_of(stated["organization_id"])
    group = context.reserves.get((village or "", str(stated["name"])))
    found = context.known.groups.find(village, group) if group else None
    if found is not None:
        stated.setdefault("village_group_id", found.id)


def _stage(work: SheetWork, draft: Draft) -> PersonStatus | None:
    """Return the stage a row states; else the farthest one that its dates or the name of the sheet tell."""
    stated = draft.text("stage")
    if stated is not None:
        return PersonStatus(stated)
    told = [status for names, status in _STAGES if any(draft.value(name) for name in names)]
    if draft.value("applied_on"):
        told.append(PersonStatus.APPLICANT)
    name = f"{work.reading.sheet} {work.reading.title}"
    named = [status for word, status in _NAMED_STAGES if word in name]
    told += named if len(named) == 1 else []
    return max(told, key=lambda status: _RANKS[status], default=None)


def _check_order(work: SheetWork, draft: Draft) -> None:
    known = [name for name in _ORDER if draft.value(name)]
    for early, late in pairwise(known):
        if definitely_before(draft.text(late), draft.text(early)):
            work.doubt(draft, late, "date.order", "这个日期早于前面步骤的日期。")


def _find(context: Context, row: _Row, taken: dict[int, _Row]) -> None:
    work, draft, stated = row.work, row.draft, row.stated
    name = str(stated["name"])
    number, birth = stated.get("id_number"), stated.get("birth_on")
    found = context.people.find(number, name, birth, stated["organization_id"])
    if len(found) > 1:
        what = f"该支部有{len(found)}名“{name}”，分不清是哪一位。"
        work.refuse(draft, "name", "person.ambiguous", what, "请补上公民身份号码。")
        return
    if not found:
        found = [
            context.people.add(uuid.uuid4().hex, number, name, birth, stated["organization_id"], row.stage)
        ]
        context.people.made_by_ledger.add(found[0])
    row.place = found[0]
    context.people.learn(row.place, number)
    first = taken.setdefault(row.place, row)
    if first is row:
        return
    if first.work is work:
        column = "id_number" if number else "name"
        what = f"与{context.claims(work)}第{first.draft.number}行是同一个人。"
        work.refuse(draft, column, "person.duplicate", what, "请只保留一行。")
        return
    _put_together(context, first, row)
    work.count("same")


def _put_together(context: Context, first: _Row, row: _Row) -> None:
    """Add to the first row about a person what a later sheet states; where they differ the first stands."""
    where = f"{context.claims(first.work)}第{first.draft.number}行"
    for key, value in row.draft.cells.items():
        if key not in first.draft.cells:
            first.draft.put(key, value)
        elif first.draft.cells[key] != value and key.field not in ("stage", "note", "organization"):
            row.work.doubt(row.draft, key.field, "row.differs", f"与{where}写的不同，已按那一行导入。")
    first.stated = {**row.stated, **first.stated}
    first.book |= row.book
    first.stage = max(first.stage, row.stage, key=lambda status: _RANKS[status])


def _create_person(context: Context, row: _Row) -> None:
    person = {**dict.fromkeys(FLAGS, 0), **row.stated}
    person |= {
        "id": context.people.ids[row.place],
        "initials": initials(str(person["name"])),
        "status": row.stage.value,
        "sort": context.next_sort("person"),
    }
    context.insert(row.work, "person", person)


def _write(context: Context, rows: list[_Row]) -> None:
    people = context.people
    known = [row.place for row in rows if row.place not in people.made_by_ledger]
    ids = [people.ids[place] for place in known if place not in people.planned]
    persons = matching.persons(context.store, ids)
    cases = matching.open_cases(context.store, ids)
    known_cases = recorded(context, [case["id"] for found in cases.values() for case in found])
    for row in rows:
        if row.stage.is_member and (joined := row.draft.text("meeting_on")):
            row.stated["joined_on"] = joined
        person_id = people.ids[row.place]
        if row.place in people.made_by_ledger:
            _create_person(context, row)
            changed = False
        else:
            changed = _compare_person(context, row, persons.get(person_id))
        group = row.stated.get("village_group_id")
        case = CaseRow(row.draft, person_id, row.organization, row.stage, group, row.book)
        before = _current_case(row.draft, cases.get(person_id, []))
        if before is None:
            create_case(context, row.work, case)
            row.work.count("new")
        else:
            changed = compare_case(context, row.work, case, before, known_cases) or changed
            row.work.count("changed" if changed else "same")


def _current_case(draft: Draft, cases: list[Row]) -> Row | None:
    """Return the case a row is about: the open one; a closed one unless the row tells of a later application."""
    if not cases:
        return None
    case, applied = cases[0], draft.text("applied_on")
    if case["closed_on"] and applied and definitely_before(case["closed_on"], applied):
        return None
    return case


def _compare_person(context: Context, row: _Row, before: Row | None) -> bool:
    """Plan what the ledger says of a person known before; of a 党员 it only fills what the roster leaves empty."""
    people, place = context.people, row.place
    if before is None:
        before = context.writes.inserts["person"][people.planned[place]]
    label, stated = str(before["name"]), dict(row.stated)
    status = PersonStatus(before["status"])
    if people.claimed(place) or status.is_member:
        stated = {name: value for name, value in stated.items() if before.get(name) is None}
    if row.stage is not status:
        if place in people.guessed and row.stage.is_member:
            stated["status"] = row.stage.value
        elif people.claimed(place) or (status.is_member and _RANKS[row.stage] < _RANKS[status]):
            said = f"花名册里{label}是{status.label}，这里写的是{row.stage.label}，人员类别仍按花名册。"
            row.work.doubt(row.draft, "stage", "stage.differs", said)
        else:
            stated["status"] = row.stage.value
    changes = differences(before, stated)
    if place not in people.planned:
        was, will = name_references(context, before, changes), name_references(context, changes, changes)
        row.work.changes(row.draft, label, "person", was, will)
    if "name" in changes:
        changes["initials"] = initials(str(changes["name"]))
    context.writes.update("person", people.ids[place], changes)
    return bool(changes)
