"""党员花名册: everybody of the roster, streamed: a city's roster never stands in memory as a whole."""

import uuid
from dataclasses import dataclass
from itertools import islice

from app.excel.readings import ColumnKey
from app.models import matching
from app.models.store import Row
from app.rules.codes import look_up, parse_duty
from app.rules.dates import chinese
from app.rules.fields import check
from app.rules.pinyin import initials
from app.rules.vocabulary import PersonStatus, SheetKind
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
from app.services.imports.totals import check_people

_CHUNK = 500
_TICKS = (
    ("is_probationary", PersonStatus.PROBATIONARY, PersonStatus.FULL),
    ("is_full", PersonStatus.FULL, PersonStatus.PROBATIONARY),
)
_DATES = (ColumnKey("joined_on"), ColumnKey("full_on"))


@dataclass(slots=True)
class _Row:
    """A roster's row that is good so far: whom it means (None: somebody new) and what it states."""

    draft: Draft
    place: int | None
    organization: Named
    stated: Row
    duties: list[str]


def plan(context: Context) -> None:
    """Judge all rosters."""
    for work in context.of_kind(SheetKind.MEMBERS):
        drafts, done = work.drafts(), 0
        while chunk := list(islice(drafts, _CHUNK)):
            rows = [row for draft in chunk if (row := _judged(context, work, draft)) is not None]
            _compare_all(context, work, rows)
            done += len(chunk)
            context.progress.step(done, 0, f"正在核对“{work.reading.file}”：已核对{done}人")
        check_people(work, done)


def _judged(context: Context, work: SheetWork, draft: Draft) -> _Row | None:
    village = context.village(work, draft)
    organization = context.organization(work, draft, village_id=village.id if village else None)
    name = draft.text("name")
    if draft.bad or organization is None or name is None:
        work.count("bad")
        return None
    stated = {**plain_fields(draft), "organization_id": organization.id}
    if (kind := draft.text("member_kind") or _status_by_ticks(work, draft)) is not None:
        stated["status"] = kind
    derive_from_number(work, draft, stated)
    check_dates(work, draft, stated, context.as_of)
    resolve_group(context, work, draft, stated, village.id if village else None)
    place = _whose(context, work, draft, stated)
    if draft.refused():
        work.count("bad")
        return None
    if place is None:
        guess = _status_by_dates(context, work, draft)
        place = _create(context, work, {"status": guess, **stated})
        if "status" not in stated:
            context.people.guessed.add(place)
        context.people.claim(place, context.number(work), draft.number)
        _create_posts(context, work, context.people.ids[place], organization.id, _duties(draft))
        work.count("new")
        return None
    row = _Row(draft, place, organization, stated, _duties(draft))
    if context.people.sheet(place) != context.number(work):
        _add(context, work, row, _person(context, place))
        return None
    return row


def _status_by_ticks(work: SheetWork, draft: Draft) -> str | None:
    """Return the status told by columns 是否预备党员 or 是否正式党员; an empty cell of theirs says no."""
    for field, yes, no in _TICKS:
        if work.heading(field):
            ticked = draft.value(field)
            is_unreadable = ticked is None and ColumnKey(field) in draft.raw
            return None if is_unreadable else (yes if ticked else no)
    return None


def _status_by_dates(context: Context, work: SheetWork, draft: Draft) -> str:
    """Return what the dates say of somebody new where the row does not state 人员类别."""
    joined = draft.text("joined_on")
    if not joined or draft.text("full_on") or not work.heading("full_on"):
        return PersonStatus.FULL
    recent = int(joined[:4]) >= _year_of(context, work) - 1
    return PersonStatus.PROBATIONARY if recent else PersonStatus.FULL


def _year_of(context: Context, work: SheetWork) -> int:
    """Return the year a roster was made: told by a date or a title, else by the latest date in it."""
    number = context.number(work)
    if number not in context.roster_years:
        told = work.reading.as_of.year if work.reading.as_of else context.told_year
        context.roster_years[number] = told or _latest_year(work, context.as_of.year)
    return context.roster_years[number]


def _latest_year(work: SheetWork, this_year: int) -> int:
    dates = (row.cells.get(key) for row in work.reading.rows for key in _DATES)
    years = (
        int(stored[:4]) for day in dates if isinstance(stored := check("members", "joined_on", day), str)
    )
    return max((year for year in years if year <= this_year), default=this_year)


def _whose(context: Context, work: SheetWork, draft: Draft, stated: Row) -> int | None:
    """Return the person a row means, None for somebody new; a second row for the same person is refused."""
    people = context.people
    number, name = stated.get("id_number"), str(stated["name"])
    found = people.find(number, name, stated.get("birth_on"), stated["organization_id"])
    if len(found) > 1:
        work.refuse(
            draft,
            "name",
            "person.ambiguous",
            f"该支部有{len(found)}名“{name}”，分不清是哪一位。",
            "请补上公民身份号码。",
        )
        return None
    if not found:
        return None
    before = people.claim(found[0], context.number(work), draft.number)
    if before is None or (before.sheet != context.number(work) and _is_here(context, found[0], stated)):
        people.learn(found[0], number)
    else:
        other = context.claims(context.works[before.sheet])
        by = "身份证号" if number and people.numbered(number) == found[0] else "姓名、出生日期和支部"
        column = "id_number" if by == "身份证号" else "name"
        work.refuse(
            draft,
            column,
            "person.duplicate",
            f"{by}与{other}第{before.row}行相同。",
            "请核对，同一人只保留一行。",
        )
    return found[0]


def _is_here(context: Context, place: int, stated: Row) -> bool:
    """Tell whether the sheet that named this person before did so in the same branch: 党员花名册, 流动党员名册."""
    before = _person(context, place)
    return all(before[name] == stated[name] for name in ("name", "organization_id"))


def _person(context: Context, place: int) -> Row:
    """Return somebody as planned by this import, else as recorded."""
    planned = context.people.planned.get(place)
    if planned is not None:
        return context.writes.inserts["person"][planned]
    person_id = context.people.ids[place]
    return matching.persons(context.store, [person_id])[person_id]


def _add(context: Context, work: SheetWork, row: _Row, before: Row) -> None:
    """Add what a second sheet states of somebody; where the two differ the first stands."""
    told = {key.field for key, _ in work.reading.given}
    first = context.works[context.people.sheet(row.place or 0)]
    changes = differences(before, row.stated)
    added = {
        name: value
        for name, value in changes.items()
        if before[name] is None or (name in FLAGS and not first.heading(name))
    }
    context.writes.update("person", str(before["id"]), added)
    if not told:
        where = context.claims(first)
        work.doubt(row.draft, "name", "person.duplicate", f"在{where}里已有这个人，按同一人合并。")
    if changes.keys() - added.keys() - {"note"}:
        work.doubt(row.draft, "name", "row.differs", f"与{context.claims(first)}写的不同，已按那里的导入。")
    work.count("changed" if added and row.place not in context.people.planned else "same")


def _create(context: Context, work: SheetWork, stated: Row) -> int:
    row = {**dict.fromkeys(FLAGS, 0), **stated}
    row |= {
        "id": uuid.uuid4().hex,
        "initials": initials(str(stated["name"])),
        "sort": context.next_sort("person"),
    }
    people = context.people
    place = people.add(
        row["id"],
        row.get("id_number"),
        row["name"],
        row.get("birth_on"),
        row["organization_id"],
        row["status"],
    )
    people.planned[place] = context.insert(work, "person", row)
    return place


def _duties(draft: Draft) -> list[str]:
    duty = draft.text("duty")
    if duty is None and look_up("duty", draft.text("occupation") or "") is not None:
        # A column headed only 职务 that says 书记 speaks of the branch.
        duty = parse_duty(draft.text("occupation"))
    return duty.split("、") if duty else []


def _create_posts(
    context: Context, work: SheetWork, person: str, organization: str, duties: list[str]
) -> None:
    for duty in duties:
        context.insert(work, "post", {"person_id": person, "organization_id": organization, "duty": duty})


def _compare_all(context: Context, work: SheetWork, rows: list[_Row]) -> None:
    ids = [context.people.ids[row.place] for row in rows if row.place is not None]
    existing = matching.persons(context.store, ids)
    posts = matching.current_posts(context.store, ids)
    for row in rows:
        person_id = context.people.ids[row.place or 0]
        _compare(context, work, row, existing[person_id], posts.get(person_id, []))


def _compare(context: Context, work: SheetWork, row: _Row, before: Row, posts: list[Row]) -> None:
    draft, label = row.draft, str(before["name"])
    if before["ended_on"]:
        work.doubt(
            draft,
            "name",
            "person.ended",
            f"台账里{label}已于{chinese(before['ended_on'])}离开（{before['end_reason'] or '未写原因'}）。",
        )
    changes = differences(before, row.stated)
    if "name" in changes:
        work.doubt(draft, "name", "person.renamed", f"台账里这个身份证号的姓名是“{label}”。")
        changes["initials"] = initials(str(changes["name"]))
    told = {key: value for key, value in changes.items() if key != "initials"}
    work.changes(
        draft, label, "person", name_references(context, before, told), name_references(context, told, told)
    )
    context.writes.update("person", str(before["id"]), changes)
    posts_changed = _compare_posts(context, work, row, label, posts)
    work.count("changed" if changes or posts_changed else "same")


def _compare_posts(context: Context, work: SheetWork, row: _Row, label: str, posts: list[Row]) -> bool:
    here = [post for post in posts if post["organization_id"] == row.organization.id]
    held = [post["duty"] for post in here]
    added = [duty for duty in row.duties if duty not in held]
    gone = [post for post in here if post["duty"] not in row.duties]
    if not added:
        return False
    work.change(row.draft, label, "党内职务", "、".join(held), "、".join(row.duties))
    if len(added) == len(gone) == 1:
        context.writes.update("post", gone[0]["id"], {"duty": added[0]})
    else:
        person = context.people.ids[row.place or 0]
        _create_posts(context, work, person, row.organization.id, added)
    return True
