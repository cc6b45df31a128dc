"""The cases of 发展党员: people, steps with what each one needs, contacts, introducers, papers."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.models.store import Row
from app.rules.calendar import add_months
from app.rules.development.rulebook import Rulebook
from app.rules.reference_development import development_rules
from app.rules.vocabulary import PersonStatus
from app.services.demo.cohorts import Life, lives
from app.services.demo.material import Plan, iso
from app.services.demo.members import place_person
from app.services.demo.people import People
from app.services.demo.places import Branch, Places
from app.services.demo.timetables import Stop

BY_COMMITTEE = {"04", "08", "13", "16", "17", "24"}
STAGES = (
    ("24", PersonStatus.FULL),
    ("15", PersonStatus.PROBATIONARY),
    ("07", PersonStatus.OBJECT),
    ("03", PersonStatus.ACTIVIST),
    ("01", PersonStatus.APPLICANT),
)
VOTED = {"15", "23"}
ARCHIVED = "25"
AFTER_APPROVAL = {"17", "18", "19", "20"}
LATE_TALK, LATE_APPROVAL = timedelta(days=44), timedelta(days=74)
FIRST_BOOK = 530_101


def plan_cases(plan: Plan, people: People, places: Places) -> None:
    """Plan everybody on the way into the Party and what has happened to them so far."""
    blank = iter(places.blank_groups)
    free = plan.dice.sample(places.village_branches, len(places.village_branches))
    others = iter([*free, *free])
    for life in lives(plan):
        group = next(blank) if life.fills_blank_group else None
        branch = _neighbour(places, group) if group else next(others)
        _plan_case(plan, people, places, branch, life, group)


def _neighbour(places: Places, group: Row) -> Branch:
    return next(
        one for one in places.village_branches if one.village and one.village["id"] == group["village_id"]
    )


def _plan_case(
    plan: Plan, people: People, places: Places, branch: Branch, life: Life, group: Row | None
) -> None:
    happened = list(_happened(plan, life))
    days = {stop.step: stop.on for stop in reversed(happened)}
    stage = next(status for step, status in STAGES if step in days)
    born = add_months(days["01"], -12 * plan.dice.randint(19, 42)) - timedelta(days=plan.dice.randint(3, 300))
    person = {**people.new(born), "status": stage.value, "joined_on": iso(days.get("15")), "full_on": None}
    if stage == PersonStatus.FULL:
        person["full_on"] = iso(add_months(days["15"], 12))
    placed = place_person(plan, branch, person, group)
    case = plan.add(
        "development_case",
        person_id=placed["id"],
        organization_id=branch.row["id"],
        village_group_id=placed["village_group_id"],
        stage=stage.value,
        volunteer_no=_book(plan) if "14" in days else None,
        closed_on=iso(days.get(ARCHIVED)),
        outcome="已转正，材料已归档" if ARCHIVED in days else None,
        sort=len(plan.rows.get("development_case", [])) + 1,
    )
    for stop in happened:
        _plan_step(plan, places, branch, case, stop)
    _plan_backers(plan, branch, placed, case, days)
    _plan_papers(plan, case, days)


def _happened(plan: Plan, life: Life) -> Iterator[Stop]:
    """Yield what has happened by the day judged, with what went late."""
    as_of = plan.times.as_of
    inspections = [stop.seq for stop in life.timetable.until(as_of) if stop.step == "06"]
    missed = ("06", max(inspections, default=0)) if life.inspection_missed else ("", 0)
    for stop in life.timetable.stops:
        if life.talk_late and stop.step == "02":
            stop = replace(stop, on=life.timetable.on("01") + LATE_TALK)
        elif life.approval_late and stop.step in AFTER_APPROVAL:
            stop = replace(stop, on=stop.on + LATE_APPROVAL)
        unarchived = life.approval_late and stop.step == ARCHIVED
        if stop.on <= as_of and (stop.step, stop.seq) != missed and not unarchived:
            yield stop


def _book(plan: Plan) -> str:
    return f"{FIRST_BOOK + sum(bool(one['volunteer_no']) for one in plan.rows.get('development_case', []))}"


def _plan_step(plan: Plan, places: Places, branch: Branch, case: Row, stop: Stop) -> None:
    payload = _payload(plan, branch, stop)
    plan.add(
        "step_record",
        case_id=case["id"],
        step=stop.step,
        seq=stop.seq,
        happened_on=iso(stop.on),
        until_on=iso(stop.until),
        result="passed" if stop.step in VOTED else None,
        organization_id=(places.committee if stop.step in BY_COMMITTEE else branch.row)["id"],
        payload=json.dumps(payload, ensure_ascii=False) if payload else None,
    )


def _payload(plan: Plan, branch: Branch, stop: Stop) -> dict[str, Any]:
    if stop.step in VOTED:
        due = sum(one["status"] == "full" and not one["ended_on"] for one in branch.members)
        present = due - plan.dice.randint(0, due // 6)
        abstained = int(plan.dice.random() < 0.2)
        votes = {"due": due, "present": present, "in_favour": present - abstained, "against": 0}
        return {"votes": {**votes, "abstained": abstained, "secret": True, "one_by_one": True}}
    if stop.step == "17":
        reviewed = stop.on - timedelta(days=plan.dice.randint(5, 10))
        return {"approval": {"can_approve": True, "reviewed_on": iso(reviewed)}}
    if stop.step in ("13", "24"):
        return {"approval": {"can_approve": True}}
    if stop.step == "11":
        return {"training": {"days": 3, "hours": plan.dice.choice((24, 24, 28, 30))}}
    return {"places": ["党务公开栏", "村务公开栏"]} if stop.step == "08a" else {}


def _plan_backers(plan: Plan, branch: Branch, person: Row, case: Row, days: dict[str, date]) -> None:
    long_full = iso(add_months(days["01"], -12)) or ""
    able = [
        one
        for one in branch.members
        if one is not person and not one["ended_on"] and one["full_on"] and one["full_on"] < long_full
    ]
    chosen = plan.dice.sample(able, 2)
    for step, role in (("05", "contact"), ("09", "introducer")):
        for backer in chosen if step in days else ():
            plan.add(
                "case_person",
                case_id=case["id"],
                role=role,
                person_id=backer["id"],
                name=backer["name"],
                from_on=iso(days[step]),
            )


def _plan_papers(plan: Plan, case: Row, days: dict[str, date]) -> None:
    book: Rulebook = development_rules()
    for paper in book.documents:
        step = paper.step or "01"
        if paper.need == "required" and step in days:
            plan.add(
                "document",
                case_id=case["id"],
                kind=paper.code,
                dated_on=iso(days[step]),
                received_on=iso(days[step]),
            )
