"""Opening a case and what becomes of it besides the steps: stopped, resumed, ended, moved; old papers brought in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.errors import BadInput, NotFound
from app.models import queries_development as queries
from app.models.store import Row, Store
from app.rules.calendar import chinese
from app.rules.dates import parse_date
from app.rules.development.findings import Finding
from app.rules.development.judging import judge
from app.rules.problems import FieldProblem
from app.rules.reference_steps import BRANCH, step_forms
from app.rules.stepentry import Typed, read_entry
from app.rules.vocabulary import PersonStatus
from app.services.cases import HeldCase
from app.services.development.entries import prepare, step_form
from app.services.development.reading import held_case, step_name
from app.services.development.stages import CANCELLED_WORDS, settle
from app.services.development.steps import allowed, keep_reasons, take_off, write
from app.services.editing import FieldError, FieldErrors, new_record

ENDINGS = {
    "stopped": "终止培养",
    "withdrawn": "本人撤回申请",
    "refused": "未被批准",
    "cancelled": CANCELLED_WORDS,
    "not_recognised": "不予承认",
    "moved_out": "转出",
    "died": "死亡",
}
LEAVING = frozenset({"moved_out", "died"})
APPLICATION = "01"
Papers = Typed | Mapping[str, Typed] | Sequence[Mapping[str, Typed]]


@dataclass(frozen=True, slots=True)
class Move:
    """A span of days in which a case belonged to an organization; dates are stored text, "" for none."""

    organization: str
    from_on: str
    to_on: str
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class HistoryResult:
    """Old papers brought in: how many steps, how many were taken off, and what the rules find (nothing is refused for it)."""

    written: int
    removed: int
    findings: tuple[Finding, ...]


def open_case(
    store: Store,
    *,
    application: Mapping[str, Typed],
    organization_id: str,
    person_id: str | None = None,
    person: Mapping[str, str] | None = None,
    village_group_id: str = "",
    came_from: str = "",
    override_reason: str = "",
    as_of: date,
    actor: str,
) -> str:
    """Open a case with the application, for someone known (`person_id`) or new (`person`: form field → text).

    application: field of the form of step 01 → value. came_from: the organization outside the township the case was
    begun in. Returns the case's id. Raises FieldErrors naming fields of the person, the case and the application,
    BadInput for a 党员 or a case still open, StepRefused (不满十八岁 …) unless a reason is given.
    """
    values = {"organization_id": organization_id, "village_group_id": village_group_id}
    _, complaints = read_entry(step_form(APPLICATION), application, adding=True)
    errors = [FieldError(name, message) for name, message in complaints]
    try:
        applicant = (
            _new(store, {**values, **(person or {})}) if person_id is None else _known(store, person_id)
        )
    except FieldErrors as found:
        raise FieldErrors([*found.errors, *errors]) from None
    if errors:
        raise FieldErrors(errors)
    with store.operation("case.open", f"登记{applicant['name']}的入党申请", actor):
        if person_id is None:
            [applicant["id"]] = store.insert("person", [applicant])
        case_id = _insert_case(store, {**values, "person_id": applicant["id"]})
        _apply(store, case_id, application, override_reason, as_of, actor)
        if came_from.strip():
            _keep_origin(store, case_id, came_from.strip())
        back = {"organization_id": organization_id, "ended_on": None, "end_reason": None}
        store.update("person", applicant["id"], back)
    return case_id


def _new(store: Store, values: dict[str, str]) -> Row:
    person = new_record(store, "person", {"status": PersonStatus.APPLICANT.value, **values})
    person["sort"] = queries.last_sort(store, "person") + 1
    return person


def _known(store: Store, person_id: str) -> Row:
    person = store.get("person", person_id)
    if person is None:
        raise FieldErrors([FieldError("person_id", "请在台账里查找并选择申请人。")])
    if person["end_reason"] == ENDINGS["died"]:
        raise BadInput(f"{person['name']}已经登记为死亡。", "请核对是否同名的人。")
    if person["status"] in (PersonStatus.PROBATIONARY, PersonStatus.FULL):
        raise BadInput(
            f"{person['name']}已经是{PersonStatus.label_of(person['status'])}。", "不需要再登记入党申请。"
        )
    if queries.open_cases_of(store, person_id):
        raise BadInput(
            f"{person['name']}已经有一份没有结束的案卷。", "同一人同一时间只能有一份，请打开那一份。"
        )
    return person


def _insert_case(store: Store, values: dict[str, str]) -> str:
    case = new_record(store, "case", {"stage": PersonStatus.APPLICANT.value, **values})
    case["sort"] = queries.last_sort(store, "development_case") + 1
    return store.insert("development_case", [case])[0]


def _apply(
    store: Store, case_id: str, application: Mapping[str, Typed], reason: str, as_of: date, actor: str
) -> None:
    held = held_case(store, case_id)
    write(store, held, prepare(store, held, APPLICATION, application), as_of)
    after = held_case(store, case_id)
    overridden = allowed(judge(after.case, as_of, after.book, after.calendar), reason)
    keep_reasons(store, case_id, overridden, reason, as_of, actor)
    settle(store, held, as_of)


def _keep_origin(store: Store, case_id: str, organization_name: str) -> None:
    applied = held_case(store, case_id).steps[0]["happened_on"]
    before = {"organization_name": organization_name, "from_on": applied, "reason": "转入以前"}
    store.insert("case_move", [{"case_id": case_id, **before}])


def record_history(
    store: Store, case_id: str, papers: Mapping[str, Papers], *, as_of: date, actor: str
) -> HistoryResult:
    """Bring in old papers in one sitting; steps that are there already are corrected.

    papers: step code → date, form field → value, or the list of these, which is all there is of the step: records
    beyond it are taken off the case. Nothing is refused but what cannot be read or lies in the future (FieldErrors,
    naming step codes); the findings are listed.
    """
    held = held_case(store, case_id)
    for step in papers:
        step_form(step)
    gone = [step for step, given in papers.items() if given == []]
    written = len(papers) - len(gone)
    said = [f"补录{held.row['name']}以前的{written}个步骤"] if written else []
    said += [f"从{held.row['name']}的案卷去掉{'、'.join(_names(gone, as_of))}"] if gone else []
    errors: list[FieldError] = []
    with store.operation("step.history", "，".join(said), actor):
        for step in sorted(papers, key=list(held.book.steps).index):
            errors += _bring_in(store, case_id, step, papers[step], as_of)
        if errors:
            raise FieldErrors(errors)
        settle(store, held, as_of)
    after = held_case(store, case_id)
    findings = judge(after.case, as_of, after.book, after.calendar)
    return HistoryResult(written, len(gone), tuple(findings))


def _names(steps: Sequence[str], as_of: date) -> list[str]:
    return [f"“{step_name(step, None, as_of)}”" for step in steps]


def _bring_in(store: Store, case_id: str, step: str, given: Papers, as_of: date) -> list[FieldError]:
    is_all = isinstance(given, (list, tuple))
    entries = [
        dict(one) if isinstance(one, Mapping) else {"happened_on": one}
        for one in (given if isinstance(given, (list, tuple)) else [given])
    ]
    rows = [row for row in held_case(store, case_id).steps if row["step"] == step]
    places, beyond = _matched(sorted(rows, key=lambda row: int(row["seq"])), entries)
    found: list[FieldError] = []
    for (seq, row), values in zip(places, entries, strict=True):
        if row is None or any((row.get(name) or "") != (value or "") for name, value in values.items()):
            found += _bring_one(store, case_id, step, seq, values, as_of, write_it=not found)
    for row in beyond if is_all else ():
        take_off(store, row)
    return found


def _matched(
    rows: Sequence[Row], entries: Sequence[Mapping[str, Typed]]
) -> tuple[list[tuple[int, Row | None]], list[Row]]:
    """Return number and record for each entry — of the same day before any other — and the records left over."""
    left = list(rows)
    same: dict[int, Row] = {}
    for place, values in enumerate(entries):
        day = parse_date(str(values.get("happened_on") or ""))
        iso = day.iso if day is not None and not isinstance(day, FieldProblem) else None
        row = next((row for row in left if iso and row["happened_on"] == iso), None)
        if row is not None:
            same[place] = row
            left.remove(row)
    following = max((int(row["seq"]) for row in rows), default=0) + 1
    places: list[tuple[int, Row | None]] = []
    for place in range(len(entries)):
        row = same.get(place) or (left.pop(0) if left else None)
        places.append((int(row["seq"]) if row is not None else following, row))
        following += row is None
    return places, left


def _bring_one(
    store: Store,
    case_id: str,
    step: str,
    seq: int,
    values: Mapping[str, Typed],
    as_of: date,
    *,
    write_it: bool,
) -> list[FieldError]:
    held = held_case(store, case_id)
    name = step_name(step, None, as_of)
    try:
        draft = prepare(store, held, step, values, seq=seq, from_papers=True)
    except FieldErrors as error:
        return [FieldError(step, f"{name}：{one.message}") for one in error.errors]
    if draft.step.on and draft.step.on.first > as_of:
        return [FieldError(step, f"{name}：日期{draft.step.on.chinese()}还没有到。")]
    if write_it:
        write(store, held, draft, as_of)
    return []


def end_case(
    store: Store, case_id: str, ending: str, *, on: date, reason: str = "", as_of: date, actor: str
) -> None:
    """Close a case: `ending` is one of ENDINGS. The person is 群众 again, or leaves the roll (转出, 死亡).

    Raises BadInput for a case closed already, a day to come, or a missing reason.
    """
    held = held_case(store, case_id)
    name, words = held.row["name"], ENDINGS[ending]
    if held.row["closed_on"]:
        raise BadInput(f"{name}的案卷已经结束（{held.row['outcome'] or '未写结果'}）。", "")
    if on > as_of:
        raise BadInput("结束日期还没有到。", "请填实际发生的日期。")
    if not reason.strip() and ending not in LEAVING:
        raise BadInput("还没有写原因。", f"请写明{words}的原因。")
    status = held.row["stage"] if ending in LEAVING else PersonStatus.MASSES.value
    person: Row = {"status": status}
    if ending in LEAVING:
        person |= {"ended_on": on.isoformat(), "end_reason": words}
    elif held.row["stage"] == PersonStatus.PROBATIONARY:
        person |= {"joined_on": None}
    note = f"{on.isoformat()}{words}" + (f"：{reason.strip()}" if reason.strip() else "")
    with store.operation("case.end", f"{name}{words}（{chinese(on)}）", actor):
        closed = {"closed_on": on.isoformat(), "outcome": words, "note": _with_note(held, note)}
        store.update("development_case", case_id, closed)
        store.update("person", held.row["person_id"], person)


def resume_case(store: Store, case_id: str, *, on: date, reason: str = "", as_of: date, actor: str) -> None:
    """Go on with a case that was stopped or withdrawn; time of 培养教育 counts on, the gap stays in the note.

    Raises BadInput for a case that ended otherwise (a new application begins a new case) or another open case.
    """
    held = held_case(store, case_id)
    name, outcome = held.row["name"], held.row["outcome"]
    if outcome not in {ENDINGS["stopped"], ENDINGS["withdrawn"]}:
        raise BadInput(f"{name}的案卷不是终止培养的，不能恢复。", "重新申请的，请登记新的入党申请。")
    if queries.open_cases_of(store, held.row["person_id"]):
        raise BadInput(f"{name}已经有一份没有结束的案卷。", "同一人同一时间只能有一份。")
    note = f"{on.isoformat()}恢复培养" + (f"：{reason.strip()}" if reason.strip() else "")
    with store.operation("case.resume", f"恢复培养{name}（{chinese(on)}）", actor):
        opened = {"closed_on": None, "outcome": None, "note": _with_note(held, note)}
        store.update("development_case", case_id, opened)
        settle(store, held, as_of)


def _with_note(held: HeldCase, note: str) -> str:
    return f"{held.row['note']}；{note}" if held.row["note"] else note


def move_case(
    store: Store,
    case_id: str,
    organization_id: str,
    *,
    on: date,
    reason: str = "工作单位或者居住地变动",
    actor: str,
) -> None:
    """Hand a case over to another branch: what was done stays done, its time counts on (第十二条、第三十四条).

    Raises BadInput when it is there already or closed.
    """
    held = held_case(store, case_id)
    to = store.get("organization", organization_id)
    if to is None:
        raise NotFound("所选的党组织已经不在了。", "请重新选择。")
    if held.row["closed_on"] or held.row["organization_id"] == organization_id:
        raise BadInput(f"{held.row['name']}的案卷已经在{to['name']}或者已经结束。", "请核对接收的党支部。")
    with store.operation("case.move", f"{held.row['name']}转到{to['name']}（{chinese(on)}）", actor):
        _close_span(store, held, on)
        span = {
            "case_id": case_id,
            "organization_id": organization_id,
            "from_on": on.isoformat(),
            "reason": reason,
        }
        store.insert("case_move", [span])
        store.update("development_case", case_id, {"organization_id": organization_id})
        store.update("person", held.row["person_id"], {"organization_id": organization_id})


def _close_span(store: Store, held: HeldCase, on: date) -> None:
    """End the span of the branch the case leaves, and write down what it has done; the first span begins with 01."""
    acted = [
        (row["id"], {"organization_id": held.row["organization_id"]})
        for row in held.steps
        if not row["organization_id"] and step_forms()[row["step"]].acts == BRANCH
    ]
    store.update_many("step_record", acted)
    spans = [
        row for row in queries.moves(store, held.case.key) if row["organization_id"] and not row["to_on"]
    ]
    if spans:
        store.update("case_move", spans[-1]["id"], {"to_on": on.isoformat()})
    elif held.row["organization_id"]:
        applied = next((row["happened_on"] for row in held.steps if row["step"] == APPLICATION), None)
        span = {"organization_id": held.row["organization_id"], "from_on": applied, "to_on": on.isoformat()}
        store.insert("case_move", [{"case_id": held.case.key, **span}])


def moves(store: Store, case_id: str) -> list[Move]:
    """Return which organizations a case has belonged to, the earliest first; empty when it never moved."""
    return [
        Move(
            row["organization"],
            row["from_on"] or "",
            row["to_on"] or "",
            row["reason"] or "",
            row["note"] or "",
        )
        for row in queries.moves(store, case_id)
    ]
