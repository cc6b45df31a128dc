"""One step of many people at once, after a meeting or a reply: all of them or none."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.errors import AppError, BadInput
from app.models.store import Store
from app.rules.development.findings import Finding
from app.rules.development.view import passed
from app.rules.stepentry import Typed
from app.rules.vocabulary import Level
from app.services.cases import HeldCase
from app.services.development.entries import Draft, prepare, step_form
from app.services.development.reading import held_case, step_name
from app.services.development.stages import settle
from app.services.development.steps import FINAL, allowed, findings_of, keep_reasons, write
from app.services.editing import FieldErrors

NAMED = 3
Values = Mapping[str, Typed]


@dataclass(frozen=True, slots=True)
class BulkRow:
    """One person of a bulk step: what the rules say; `refusal` says why it cannot be written, "" when it can.

    errors: field → what is wrong with it.
    """

    case_id: str
    name: str
    findings: tuple[Finding, ...] = ()
    refusal: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    may_override: bool = False


class BulkRefused(BadInput):
    """A bulk step of which nothing was written; `rows` are the people it is refused for, each with the reason."""

    def __init__(self, rows: Sequence[BulkRow]) -> None:
        self.rows = tuple(rows)
        said = "；".join(f"{row.name}：{row.refusal.rstrip('。')}" for row in rows[:NAMED])
        others = "；等等" if len(rows) > NAMED else ""
        super().__init__(
            f"有{len(rows)}人不能登记，这一批都没有登记。{said}{others}。", "请改正，或先去掉这些人。"
        )


@dataclass(frozen=True, slots=True)
class _Planned:
    held: HeldCase
    draft: Draft
    findings: tuple[Finding, ...]


def preview_bulk(
    store: Store,
    case_ids: Sequence[str],
    step: str,
    shared: Values,
    per_person: Mapping[str, Values],
    *,
    override_reasons: Mapping[str, str] | None = None,
    as_of: date,
) -> tuple[BulkRow, ...]:
    """Return what would come of a bulk step, person by person; writes nothing. `per_person`: case id → own values."""
    planned = _plan(store, case_ids, step, shared, per_person, as_of)
    return tuple(_row(one, override_reasons or {}) for one in planned)


def bulk_step(
    store: Store,
    case_ids: Sequence[str],
    step: str,
    shared: Values,
    per_person: Mapping[str, Values],
    *,
    override_reasons: Mapping[str, str] | None = None,
    as_of: date,
    actor: str,
) -> str:
    """Write a step of many people in one operation and return its sentence.

    Raises BulkRefused, with nothing written, if it fails for anyone.
    """
    if not case_ids:
        raise BadInput("还没有选人。", "请先勾选要登记的人。")
    reasons = override_reasons or {}
    planned = _plan(store, case_ids, step, shared, per_person, as_of)
    rows = tuple(_row(one, reasons) for one in planned)
    if refused := [row for row in rows if row.refusal]:
        raise BulkRefused(refused)
    good = [one for one in planned if isinstance(one, _Planned)]
    sentence = _sentence(good, step, as_of)
    with store.operation("step.bulk", sentence, actor):
        for one in good:
            _write(store, one, reasons.get(one.held.case.key, ""), as_of, actor)
    return sentence


def _plan(
    store: Store,
    case_ids: Sequence[str],
    step: str,
    shared: Values,
    per_person: Mapping[str, Values],
    as_of: date,
) -> list[_Planned | BulkRow]:
    found: list[_Planned | BulkRow] = []
    received: Counter[str] = Counter()
    for case_id in dict.fromkeys(case_ids):
        held = held_case(store, case_id)
        values = _meant(step, {**shared, **per_person.get(case_id, {})})
        try:
            draft = prepare(store, held, step, values)
        except FieldErrors as error:
            errors = tuple((one.field, one.message) for one in error.errors)
            found.append(BulkRow(case_id, held.row["name"], refusal=error.what, errors=errors))
            continue
        branch = held.row["organization_id"] or ""
        findings = findings_of(store, held, draft, as_of, besides=received[branch])
        received[branch] += passed(draft.step)
        found.append(_Planned(held, draft, tuple(findings)))
    _number_once(found)
    return found


def _meant(step: str, values: Values) -> Values:
    """Return the values without those asked only where somebody's result (its code or its words) is another one."""
    fields = step_form(step).fields
    words = next((spec.choices for spec in fields if spec.name == "result" and spec.choices), {})
    result = values.get("result")
    others = {spec.name for spec in fields if spec.when and result not in (spec.when, words.get(spec.when))}
    return {name: value for name, value in values.items() if name not in others}


def _number_once(found: list[_Planned | BulkRow]) -> None:
    """Refuse a booklet number that two people of the same bulk step are given."""
    seen: set[str] = set()
    for at, one in enumerate(found):
        if not isinstance(one, _Planned) or not one.draft.number:
            continue
        if one.draft.number in seen:
            message = f"编号{one.draft.number}写给了两个人。"
            errors = (("volunteer.number", message),)
            found[at] = BulkRow(one.held.case.key, one.held.row["name"], refusal=message, errors=errors)
        seen.add(one.draft.number)


def _row(one: _Planned | BulkRow, reasons: Mapping[str, str]) -> BulkRow:
    if isinstance(one, BulkRow):
        return one
    blocks = [finding for finding in one.findings if finding.level is Level.BLOCK]
    may = bool(blocks) and all(finding.code not in FINAL for finding in blocks)
    reason = reasons.get(one.held.case.key, "").strip()
    refusal = "" if not blocks or (may and reason) else "".join(finding.message for finding in blocks)
    return BulkRow(one.held.case.key, one.held.row["name"], one.findings, refusal, (), may)


def _sentence(planned: Iterable[_Planned], step: str, as_of: date) -> str:
    people = list(planned)
    names = "、".join(one.held.row["name"] for one in people[:NAMED])
    whom = f"{names}等{len(people)}人" if len(people) > NAMED else names
    on = people[0].draft.step.on
    name = step_name(step, on, as_of)
    return f"批量登记{whom}的“{name}”" + (f"（{on.chinese()}）" if on else "")


def _write(store: Store, one: _Planned, reason: str, as_of: date, actor: str) -> None:
    try:
        write(store, one.held, one.draft, as_of)
    except AppError as error:
        raise BulkRefused([BulkRow(one.held.case.key, one.held.row["name"], refusal=error.what)]) from error
    keep_reasons(store, one.held.case.key, allowed(one.findings, reason), reason, as_of, actor)
    settle(store, one.held, as_of)
