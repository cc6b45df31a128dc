"""What a step's form offers before anything is typed: values that follow from what is known."""

from datetime import date

from app.models import queries_development as queries
from app.models.store import Store
from app.rules.calendar import add_months, add_years
from app.rules.development.constraints import EXTENSION_MONTHS
from app.rules.development.view import CaseView
from app.rules.reference_development import notice_days
from app.rules.stepentry import Typed
from app.services.cases import HeldCase
from app.services.development.entries import MEETING
from app.services.development.people import ROLES
from app.services.development.reading import held_case
from app.services.development.voting import voting_roll

VOTED = frozenset({"15", "23"})


def suggestions(store: Store, case_id: str, step: str, *, on: date) -> dict[str, Typed]:
    """Return field → value worth offering for a step taken on a day; only what follows from records, never a result.

    Of a ballot the roll of the day is offered; 应到 is that less those left out.
    """
    held = held_case(store, case_id)
    offered: dict[str, Typed] = {}
    if step in VOTED and held.row["organization_id"]:
        roll = voting_roll(store, held.row["organization_id"], on=on)
        if roll.voters:
            offered["votes.roll"] = str(roll.roll)
    if step == "08a":
        offered["until_on"] = held.calendar.end_of(on, notice_days()).on.isoformat()
    if step == "17":
        offered |= _probation(held, on)
    if step == MEETING:
        offered |= _extension(held, on)
    if step == "09":
        offered |= _introducers(store, held)
    if step == "14" and held.row["volunteer_no"]:
        offered["volunteer.number"] = held.row["volunteer_no"]
    return offered


def voter_names(store: Store, case_id: str, *, on: date) -> list[str]:
    """Return who has a vote in the branch of a case on a day, for choosing those left out of 应到."""
    branch = held_case(store, case_id).row["organization_id"]
    voters = voting_roll(store, branch, on=on).voters if branch else ()
    return [one.name for one in voters if not one.why_not]


def _probation(held: HeldCase, on: date) -> dict[str, Typed]:
    meeting = CaseView(held.case, on, held.book).accepted()
    if meeting is None or meeting.on is None or not meeting.on.is_exact:
        return {}
    start = meeting.on.first
    return {"probation.from_on": start.isoformat(), "probation.to_on": add_years(start, 1).isoformat()}


def _extension(held: HeldCase, on: date) -> dict[str, Typed]:
    until = _extended(held, EXTENSION_MONTHS, on)
    return {"months": str(EXTENSION_MONTHS), "until_on": until} if until else {}


def extended_until(store: Store, case_id: str, months: int, *, on: date) -> str:
    """Return the last day of a 预备期 that a meeting extends by some months, "" where its end is not known to the day."""
    return _extended(held_case(store, case_id), months, on)


def _extended(held: HeldCase, months: int, on: date) -> str:
    end = CaseView(held.case, on, held.book).probation_end()
    return add_months(end.first, months).isoformat() if end is not None and end.is_exact else ""


def _introducers(store: Store, held: HeldCase) -> dict[str, Typed]:
    contacts = queries.backers(store, held.case.key, ROLES["05"])
    return (
        {"backers": [{"name": row["name"], "person_id": row["person_id"]} for row in contacts]}
        if contacts
        else {}
    )
