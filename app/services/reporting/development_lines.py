"""People of 发展党员 as papers print them: every value a table may show, gathered from cases."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from app.models import queries_development as queries
from app.models.store import Row, Store
from app.reports.documents.development_records import (
    CaseFacts,
    FindingLine,
    PaperLine,
    PersonLine,
    RecordedStep,
)
from app.reports.facts import Value
from app.rules import codes
from app.rules.calendar import WorkCalendar
from app.rules.development.checks.probation import converted_on
from app.rules.development.judging import judge
from app.rules.development.view import REFUSING, CaseView
from app.rules.reference_steps import step_forms
from app.rules.vocabulary import SEX_LABELS, Level, PersonStatus
from app.services.cases import HeldCase
from app.services.development.cases import moves
from app.services.development.documents import checklist
from app.services.development.quota import CODE, SOURCE
from app.services.development.reading import day_text, payload_of
from app.services.development.words import particulars, result_label

PASSED_OVER = "登记时检查没有通过，已写明理由办理"
OVER_PLAN = "超出年度发展党员计划接收预备党员"


def person_lines(store: Store, cases: Iterable[HeldCase], as_of: date) -> list[PersonLine]:
    """Return the people of these cases as tables print them."""
    more = queries.particulars(store)
    return [person_line(held, more.get(held.case.key, {}), as_of) for held in cases]


def person_line(held: HeldCase, more: Row, as_of: date) -> PersonLine:
    """Return one person as tables print him; `more`: what the rules do not judge."""
    row = held.row
    view = CaseView(held.case, as_of, held.book)
    records = _current(held)
    values: dict[str, Value] = {f"d{code}": step["happened_on"] or "" for code, step in records.items()}
    values |= {
        "sex": SEX_LABELS.get(row["sex"], ""),
        "ethnicity": codes.label("ethnicity", more.get("ethnicity")),
        "birth": (row["birth_on"] or "")[:7],
        "education": codes.label("education", row["education"]),
        "occupation": more.get("occupation") or "",
        "stage": PersonStatus.label_of(row["stage"]),
        "contacts": _names(held, "contact"),
        "introducers": _names(held, "introducer"),
        "volunteer_no": row["volunteer_no"] or "",
        "note": more.get("note") or "",
        "probation_to": day_text(view.probation_end()) or "",
        "full_on": day_text(converted_on(view)) or "",
        "listed": _listed(view, records),
    }
    return PersonLine(row["name"], row["organization"], {**values, **_particulars(records, held.calendar)})


def _current(held: HeldCase) -> dict[str, Row]:
    """Return the record of each step that counts: the last one, or the last that was not refused."""
    found: dict[str, Row] = {}
    for row in held.steps:
        before = found.get(row["step"])
        if before is None or row["result"] not in REFUSING or before["result"] in REFUSING:
            found[row["step"]] = row
    return found


def _names(held: HeldCase, role: str) -> str:
    return "、".join(one["name"] for one in held.people if one["role"] == role)


def _listed(view: CaseView, records: Mapping[str, Row]) -> str:
    if "08a" in records and view.is_due("08a"):
        return records["08a"]["until_on"] or ""
    first = records.get("07") or records.get("08")
    return (first["happened_on"] or "") if first and not view.is_due("08a") else ""


def _particulars(records: Mapping[str, Row], days: WorkCalendar) -> dict[str, Value]:
    payloads = {code: payload_of(row) for code, row in records.items()}
    hung, trained = records.get("08a"), payloads.get("11", {}).get("training", {})
    return {
        "until08a": hung["until_on"] or "" if hung else "",
        "workdays": _workdays(hung, days) if hung else "",
        "places": "、".join(payloads.get("08a", {}).get("places", ())),
        "reactions": payloads.get("08a", {}).get("publicity", {}).get("reactions", ""),
        "handling": payloads.get("08a", {}).get("publicity", {}).get("handling", ""),
        "publicity": result_words("08a", records),
        "consent": result_words("08", records),
        "preview": result_words("13", records),
        "approval": result_words("17", records),
        "outcome": result_words("23", records),
        "training": f"{trained['hours']:g}" if trained.get("hours") else "",
        "reply": payloads.get("17", {}).get("reply", {}).get("number", ""),
        "conversion_reply": payloads.get("24", {}).get("reply", {}).get("number", ""),
        "votes": _ballot(payloads.get("15", {})),
        "votes23": _ballot(payloads.get("23", {})),
    }


def _workdays(row: Row, days: WorkCalendar) -> str:
    start, end = row["happened_on"] or "", row["until_on"] or ""
    if len(start) < 10 or len(end) < 10:
        return ""
    span = days.count(date.fromisoformat(start), date.fromisoformat(end))
    return f"{span.days}（暂定）" if span.provisional else str(span.days)


def result_words(step: str, records: Mapping[str, Row]) -> str:
    """Return the result of a step in its own words; a favourable one where a step is recorded without a result."""
    row = records.get(step)
    if row is None or not row["happened_on"]:
        return ""
    return result_label(step, row["result"] or "passed")


def _ballot(payload: Mapping[str, Any]) -> str:
    votes = payload.get("votes", {})
    numbers = [votes.get(key) for key in ("due", "present", "in_favour")]
    return "/".join(str(n) for n in numbers) if None not in numbers else ""


def case_facts(store: Store, held: HeldCase, as_of: date) -> CaseFacts:
    """Return everything the papers of one person say."""
    more = queries.particulars(store).get(held.case.key, {})
    names = queries.organization_names(store)
    papers = checklist(held, queries.papers(store, held.case.key), as_of)
    return CaseFacts(
        person=person_line(held, more, as_of),
        native_place=more.get("native_place") or "",
        work_unit=more.get("work_unit") or "",
        address=more.get("address") or "",
        moves=tuple(_move_words(one) for one in moves(store, held.case.key)),
        steps=tuple(_recorded(held, names, as_of)),
        findings=tuple(_findings(store, held, as_of)),
        papers=tuple(
            PaperLine(
                line.code, line.name, line.step_name, line.need_label, line.archive, line.expected, bool(line.held),
                *((p.dated_on, p.number, p.received_on, p.note) if (p := next(iter(line.held), None)) else ()),
            )
            for line in papers.lines
        ),
        required=papers.required,
        present=papers.present,
        outcome=more.get("outcome") or "",
    )  # fmt: skip


def _move_words(move: Any) -> str:
    span = (
        f"{move.from_on.replace('-', '.')}至{move.to_on.replace('-', '.')}"
        if move.to_on
        else f"{move.from_on.replace('-', '.')}起"
    )
    return f"{span}在{move.organization}"


def _recorded(held: HeldCase, names: Mapping[str, str], as_of: date) -> Iterable[RecordedStep]:
    book = held.book
    order = list(book.steps)
    for row in sorted(held.steps, key=lambda one: (order.index(one["step"]), one["seq"])):
        kind = book.steps[row["step"]]
        on = date.fromisoformat(row["happened_on"]) if len(row["happened_on"] or "") == 10 else as_of
        until = f"至{row['until_on']}" if row["until_on"] and row["step"] in {"08a", "11"} else ""
        yield RecordedStep(
            row["step"].lstrip("0"),
            kind.stage,
            kind.name_in(book.at(on).code),
            f"{row['happened_on'] or ''}{until}",
            row["who"] or names.get(row["organization_id"] or "", ""),
            detail(row, _step_names(held, row["step"])),
        )


def _step_names(held: HeldCase, step: str) -> str:
    return _names(held, {"05": "contact", "09": "introducer"}.get(step, ""))


def detail(row: Row, people: str = "") -> str:
    """Return what came of a step in words: people named, ballot, result, and what else its form says."""
    payload = payload_of(row)
    named = people if people and not payload.get("backers") else ""
    return "；".join(
        [*([named] if named else []), *particulars(step_forms()[row["step"]].fields, row, payload)]
    )


def _findings(store: Store, held: HeldCase, as_of: date) -> Iterable[FindingLine]:
    reasons = {row["code"]: row["reason"] for row in queries.explanations(store, held.case.key)}
    seen: set[str] = set()
    for one in judge(held.case, as_of, held.book, held.calendar):
        seen.add(one.code)
        yield FindingLine(
            one.level.label, one.message, f"{one.source}{one.article}", reasons.get(one.code, "")
        )
    for code, reason in reasons.items():
        if code not in seen:
            over = code == CODE
            yield FindingLine(
                Level.BLOCK.label,
                OVER_PLAN if over else PASSED_OVER,
                SOURCE if over else "",
                reason,
            )
