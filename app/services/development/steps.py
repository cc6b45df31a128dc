"""Entering one step: looked at before it is written, refused where a rule forbids it unless a reason is given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.errors import BadInput, NotFound
from app.models import queries_development as queries
from app.models.store import Row, Store
from app.rules.development.facts import Person
from app.rules.development.findings import Finding
from app.rules.development.judging import preview
from app.rules.development.payloads import day_of
from app.rules.stepentry import Typed, typed_values
from app.rules.vocabulary import Level
from app.services import explanations
from app.services.cases import HeldCase
from app.services.development import booklets
from app.services.development.entries import Draft, prepare, step_form
from app.services.development.people import ROLES, name_people
from app.services.development.quota import quota_findings
from app.services.development.reading import held_case, payload_of, step_name
from app.services.development.stages import settle

FINAL = frozenset({"FUTURE", "TWICE"})


@dataclass(frozen=True, slots=True)
class StepResult:
    """A step written: the record, what the rules say of it, those of 阻断 that a reason was given for."""

    record_id: str
    findings: tuple[Finding, ...]
    overridden: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """A 阻断 that was passed over with a reason."""

    code: str
    reason: str
    given_on: str
    given_by: str


class StepRefused(BadInput):
    """A step the rules forbid; `findings` are those of 阻断. `may_override`: a reason would let it through."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        self.may_override = all(one.code not in FINAL for one in self.findings)
        said = "".join(f"{one.message}{_basis(one)}" for one in self.findings)
        super().__init__(
            said, "确有依据的，写明理由后可以登记。" if self.may_override else "请核对后再登记。"
        )


def _basis(finding: Finding) -> str:
    return f"（{finding.source}{finding.article}）" if finding.article else ""


def preview_step(
    store: Store,
    case_id: str,
    step: str,
    values: Mapping[str, Typed],
    *,
    seq: int | None = None,
    as_of: date,
) -> list[Finding]:
    """Return what recording the step would add to the findings, gravest first; writes nothing.

    Raises FieldErrors for fields that cannot be taken, NotFound for a case that is gone.
    """
    held = held_case(store, case_id)
    draft = prepare(store, held, step, values, seq=seq)
    return findings_of(store, held, draft, as_of)


def findings_of(
    store: Store, held: HeldCase, draft: Draft, as_of: date, *, besides: int = 0
) -> list[Finding]:
    """Return what a draft would add to the findings of a case; `besides`: how many others a bulk step receives before."""
    over = quota_findings(store, held, draft.step, as_of, besides=besides)
    # The stage follows the steps by itself, so that what it says now is no finding of the step. Of a case from older
    # books, what its own steps lack is history; what the new step lacks beyond that is not.
    case = replace(held.case, stage="", person=_person(held, draft), imported=False)
    return [*over, *preview(case, draft.step, as_of, held.book, held.calendar)]


def _person(held: HeldCase, draft: Draft) -> Person:
    """Return the person with the day of leaving the unit that a draft of 预审 notes."""
    leaves = payload_of(draft.row).get("leaves_on")
    return replace(held.case.person, leaves_on=day_of(leaves)) if leaves else held.case.person


def record_step(
    store: Store,
    case_id: str,
    step: str,
    values: Mapping[str, Typed],
    *,
    seq: int | None = None,
    override_reason: str = "",
    as_of: date,
    actor: str,
) -> StepResult:
    """Write a step, or correct the one with number `seq` (only fields in `values` are touched).

    Raises FieldErrors for fields that cannot be taken; StepRefused when a rule of 阻断 forbids it and no
    `override_reason` is given. The reason is kept with the case.
    """
    held = held_case(store, case_id)
    draft = prepare(store, held, step, values, seq=seq)
    findings = findings_of(store, held, draft, as_of)
    overridden = allowed(findings, override_reason)
    name = step_name(step, draft.step.on, as_of)
    on = f"（{draft.step.on.chinese()}）" if draft.step.on else ""
    verb = "更正" if draft.record_id else "登记"
    with store.operation(
        f"step.{'edit' if draft.record_id else 'add'}", f"{verb}{held.row['name']}的“{name}”{on}", actor
    ):
        record_id = write(store, held, draft, as_of)
        keep_reasons(store, case_id, overridden, override_reason, as_of, actor)
        settle(store, held, as_of)
    return StepResult(record_id, tuple(findings), tuple(overridden))


def allowed(findings: Iterable[Finding], override_reason: str) -> list[Finding]:
    """Return the findings of 阻断 a reason passes over. Raises StepRefused when there is no reason or none would do."""
    blocks = [one for one in findings if one.level is Level.BLOCK]
    if blocks and (not override_reason.strip() or any(one.code in FINAL for one in blocks)):
        raise StepRefused(blocks)
    return blocks


def write(store: Store, held: HeldCase, draft: Draft, as_of: date) -> str:
    """Write a draft with the people it names; to be called inside an operation."""
    if draft.record_id:
        store.update("step_record", draft.record_id, draft.row)
        record_id = draft.record_id
    else:
        [record_id] = store.insert("step_record", [draft.row])
    if draft.code in ROLES and draft.people is not None:
        name_people(store, held.case.key, draft.code, draft.people, draft.row["happened_on"])
    if draft.number is not None:
        booklets.take(store, draft.number, held.case.key, draft.row["happened_on"] or as_of.isoformat())
    return record_id


def keep_reasons(
    store: Store, case_id: str, findings: Iterable[Finding], reason: str, as_of: date, actor: str
) -> None:
    """Keep the reason a 阻断 was passed over with; to be called inside an operation."""
    for code in dict.fromkeys(one.code for one in findings):
        explanations.keep(store, code, case_id, reason, on=as_of, actor=actor)


def overrides(store: Store, case_id: str) -> list[Override]:
    """Return the reasons given for a case."""
    return [
        Override(row["code"], row["reason"], row["given_on"], row["given_by"] or "")
        for row in queries.explanations(store, case_id)
    ]


def load_step(store: Store, record_id: str) -> tuple[str, int, dict[str, Typed]]:
    """Return (step, number, values) of a record as its form shows it. Raises NotFound when it is gone."""
    row = _record(store, record_id)
    held = held_case(store, row["case_id"])
    values = typed_values(step_form(row["step"]), row, payload_of(row))
    if row["step"] in ROLES:
        role = ROLES[row["step"]]
        values["backers"] = [
            {"name": one["name"], "person_id": one["person_id"]} for one in held.people if one["role"] == role
        ]
    if row["step"] == "14" and not values["volunteer.number"]:
        values["volunteer.number"] = held.row["volunteer_no"] or ""
    return row["step"], row["seq"], values


def remove_step(store: Store, record_id: str, *, as_of: date, actor: str) -> None:
    """Take a step entered in error off the case; the stage follows, undo brings it back."""
    row = _record(store, record_id)
    held = held_case(store, row["case_id"])
    name = step_name(row["step"], None, as_of)
    with store.operation("step.remove", f"移除{held.row['name']}的“{name}”", actor):
        take_off(store, row)
        settle(store, held, as_of)


def take_off(store: Store, row: Row) -> None:
    """Take a record of a step off its case, with those it names; to be called inside an operation."""
    store.remove("step_record", row["id"])
    if row["step"] in ROLES:
        name_people(store, row["case_id"], row["step"], [], None)


def _record(store: Store, record_id: str) -> Row:
    row = store.get("step_record", record_id)
    if row is None:
        raise NotFound("这条步骤记录已经不在了。", "请刷新页面后再试。")
    return row
