"""The cases of 发展党员 as the rules judge them, read from the ledger."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from app.models import queries_cases
from app.models.store import Row, Store
from app.rules.calendar import Day, WorkCalendar
from app.rules.development.facts import Backer, Branch, Case, Document, PastCase, Person, Step
from app.rules.development.payloads import day_of, step_of
from app.rules.development.rulebook import Rulebook
from app.rules.development.view import surely_before
from app.services.development.ownrules import calendar, rulebook
from app.services.development.people import ROLES

BACKED_AT = {role: step for step, role in ROLES.items()}


@dataclass(frozen=True, slots=True)
class HeldCase:
    """One case: its row with the person's and the branch's columns, its step rows, and what the rules judge.

    book, calendar: the rules and the working days the township works by.
    """

    row: Row
    steps: tuple[Row, ...]
    people: tuple[Row, ...]
    case: Case
    book: Rulebook
    calendar: WorkCalendar


def held_cases(store: Store, *, case_id: str = "", closed: bool = False) -> list[HeldCase]:
    """Return the open cases (`closed`: all of them), or the one asked for, in the order of papers."""
    chosen: dict[str, Any] = {"case_id": case_id, "closed": closed or bool(case_id)}
    steps = _by_case(queries_cases.steps(store, **chosen))
    people = _by_case(queries_cases.people(store, **chosen))
    documents = _by_case(queries_cases.documents(store, **chosen))
    earlier = _by_case(queries_cases.earlier_cases(store, **chosen))
    book, working_days = rulebook(store), calendar(store)
    return [
        HeldCase(
            row,
            tuple(steps[row["id"]]),
            tuple(people[row["id"]]),
            _case(row, steps[row["id"]], people[row["id"]], documents[row["id"]], earlier[row["id"]]),
            book,
            working_days,
        )
        for row in queries_cases.cases(store, **chosen)
    ]


def _by_case(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["case_id"]].append(row)
    return found


def _case(row: Row, steps: list[Row], people: list[Row], documents: list[Row], earlier: list[Row]) -> Case:
    imported = bool(row["imported"])
    read = [_step(step, imported=imported) for step in steps]
    read += _named_without_step(people, {step.code for step in read}, imported=imported)
    received = next((step.on for step in read if step.code == "15" and step.on), None)
    return Case(
        key=row["id"],
        person=Person(
            name=row["name"],
            birth=day_of(row["birth_on"]),
            is_migrant=bool(row["is_migrant"]),
            joined_on=day_of(row["joined_on"]),
            full_on=day_of(row["full_on"]),
            leaves_on=_leaves_on(steps),
        ),
        steps=tuple(_with_backers(step, people, received) for step in read),
        documents=tuple(
            Document(d["kind"], day_of(d["dated_on"]), d["number"] or "", day_of(d["received_on"]))
            for d in documents
        ),
        branch=Branch(row["organization_kind"], _between(row), _transferred_in_on(row, steps)),
        stage=row["stage"],
        imported=imported,
        book=frozenset((row["book"] or "").split()),
        ended_on=day_of(row["closed_on"]),
        end_reason=row["outcome"] or "",
        previous=tuple(
            PastCase(day_of(e["applied_on"]), day_of(e["closed_on"]), e["outcome"] or "") for e in earlier
        ),
        volunteer_no=row["volunteer_no"] or "",
    )


def _between(row: Row) -> str:
    """Return the organization between the branch and the township's committee, if any."""
    if row["parent_kind"] == "general_branch":
        return "general_branch"
    return "village_committee" if row["parent_kind"] == "committee" and row["parent_is_below"] else ""


def _leaves_on(steps: list[Row]) -> Day | None:
    """Return the day the person is expected to leave the unit, as 预审 noted it."""
    noted = [row["payload"] for row in steps if row["step"] == "13" and row["payload"]]
    return day_of(json.loads(noted[-1]).get("leaves_on")) if noted else None


def _transferred_in_on(row: Row, steps: list[Row]) -> Day | None:
    """Return the day a 预备党员 came from another branch, None for a case that moved earlier or never."""
    received = max((step["happened_on"] or "" for step in steps if step["step"] == "15"), default="")
    moved = row["moved_on"] or ""
    return day_of(moved) if received and moved >= received else None


def _step(row: Row, *, imported: bool) -> Step:
    payload = json.loads(row["payload"]) if row["payload"] else {}
    return step_of(
        row["step"],
        row["happened_on"],
        seq=row["seq"],
        until=row["until_on"],
        result=row["result"],
        organization=row["organization_kind"],
        payload=payload,
        imported=imported or bool(payload.get("from_papers")),
    )


def _named_without_step(people: list[Row], held: set[str], *, imported: bool) -> list[Step]:
    """Return the steps of naming people that only the names tell of: taken, on a day nobody wrote down."""
    codes = dict.fromkeys(BACKED_AT[one["role"]] for one in people if one["role"] in BACKED_AT)
    return [Step(code, None, imported=imported) for code in codes if code not in held]


def _with_backers(step: Step, people: list[Row], meeting: Day | None) -> Step:
    if step.backers:
        return step
    named = tuple(
        Backer(one["name"], _was_full(one, meeting if step.code == "09" else None))
        for one in people
        if BACKED_AT.get(one["role"]) == step.code
    )
    return replace(step, backers=named) if named else step


def _was_full(row: Row, meeting: Day | None) -> bool | None:
    """Tell whether somebody named is a 正式党员: now, and not only since the meeting he spoke at; None if unknown."""
    if row["is_full"] is None:
        return None
    since = day_of(row["full_on"])
    return bool(row["is_full"]) and not (meeting and since and surely_before(meeting, since))
