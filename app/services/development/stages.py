"""The stage a case has reached by its steps, and the one place that writes it to the case and to the person."""

from datetime import date

from app.models.store import Store
from app.rules.development.facts import CANCELLED, Case, Step
from app.rules.development.view import CaseView, last_day, passed
from app.rules.reference_development import development_rules
from app.rules.vocabulary import PersonStatus
from app.services.cases import HeldCase
from app.services.development.reading import day_text, held_case

RANKS = {status.value: rank for rank, status in enumerate(PersonStatus)}
MEMBERS = frozenset({PersonStatus.PROBATIONARY.value, PersonStatus.FULL.value})
CONVERTED, CANCELLED_WORDS = "转为正式党员", "取消预备党员资格"
LISTED = ("09", "10", "11", "12", "13", "14", "15")


def stage_of(case: Case, today: date) -> PersonStatus:
    """Return the stage the steps of a case have brought the person to by `today` (第八条、第十三条、第二十四条、第三十三条)."""
    view = CaseView(case, today, development_rules())
    if _conversion(view) is not None:
        return PersonStatus.FULL
    if _good(view, "17"):
        return PersonStatus.PROBATIONARY
    if _is_listed(view):
        return PersonStatus.OBJECT
    return PersonStatus.ACTIVIST if _good(view, "03") else PersonStatus.APPLICANT


def _good(view: CaseView, code: str) -> list[Step]:
    return [step for step in view.records(code) if step.on and passed(step)]


def _is_listed(view: CaseView) -> bool:
    """Tell whether the person counts as 发展对象: after the notice; under older rules after the discussion."""
    if any(_good(view, code) for code in LISTED):
        return True
    if not view.is_due("08a"):
        return bool(_good(view, "07") or _good(view, "08"))
    hung = [last_day(step) for step in _good(view, "08a")]
    return any(day is not None and day.last < view.today for day in hung)


def _conversion(view: CaseView) -> Step | None:
    """Return the approved decision that made the person a 正式党员, if there is one."""
    meetings = {step.seq: step for step in view.records("23")}
    for decision in reversed(_good(view, "24")):
        meeting = meetings.get(decision.seq)
        if meeting is None or passed(meeting):
            return decision
    return None


def _is_cancelled(view: CaseView) -> Step | None:
    """Return the approval of 取消预备党员资格, if there is one."""
    cancelled = {step.seq for step in view.records("23") if step.result == CANCELLED}
    return next((step for step in _good(view, "24") if step.seq in cancelled), None)


def settle(store: Store, before: HeldCase, today: date) -> PersonStatus:
    """Write stage, person and closing of a case after its steps changed; to be called inside an operation.

    A stage stated by older books that its steps do not prove is never lowered.
    """
    held = held_case(store, before.case.key)
    was, now = stage_of(before.case, today), stage_of(held.case, today)
    written = str(held.row["stage"])
    stage = written
    if RANKS.get(written, -1) < RANKS[now] or (written == was.value and now is not was):
        stage = now.value
    view = CaseView(held.case, today, development_rules())
    changes: dict[str, str | None] = {} if stage == written else {"stage": stage}
    changes |= _closing(held, view)
    store.update("development_case", held.case.key, changes)
    _follow(store, held, view, (written, stage), over=changes.get("outcome") == CANCELLED_WORDS)
    return PersonStatus(stage)


def _closing(held: HeldCase, view: CaseView) -> dict[str, str | None]:
    """Return how the case ends by its own steps: archived, or 预备党员资格 taken away."""
    over = _is_cancelled(view)
    archived = next((step for step in view.records("25") if step.on), None)
    outcome, on = "", None
    if over is not None:
        outcome, on = CANCELLED_WORDS, over.on
    elif archived is not None and _conversion(view) is not None:
        outcome, on = CONVERTED, archived.on
    if outcome:
        return {"closed_on": day_text(on), "outcome": outcome}
    if held.row["outcome"] in (CONVERTED, CANCELLED_WORDS):
        return {"closed_on": None, "outcome": None}
    return {}


def _follow(store: Store, held: HeldCase, view: CaseView, stages: tuple[str, str], *, over: bool) -> None:
    """Let the person's status and dates of joining follow the case; a 党员 the roster knows otherwise is left alone."""
    person = store.get("person", held.row["person_id"])
    ended = held.row["closed_on"] and held.row["outcome"] != CONVERTED
    if person is None or (ended and not over):
        return
    was, stage = stages
    if person["status"] in MEMBERS and person["status"] != was:
        return
    status = PersonStatus.MASSES.value if over else stage
    changes: dict[str, str | None] = {} if person["status"] == status else {"status": status}
    meeting = view.accepted()
    if status in MEMBERS and meeting and not person["joined_on"]:
        changes["joined_on"] = day_text(meeting.on)
    if status == PersonStatus.FULL and not person["full_on"]:
        changes["full_on"] = day_text(view.probation_end())
    if person["status"] in MEMBERS and status not in MEMBERS:
        changes |= {"joined_on": None, "full_on": None}
    if person["status"] == PersonStatus.FULL and status == PersonStatus.PROBATIONARY:
        changes["full_on"] = None
    store.update("person", person["id"], changes)
