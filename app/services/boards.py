"""发展党员 as the window shows it: the board of people × steps, and one person's case laid out in time."""

from dataclasses import dataclass
from datetime import date

from app.errors import NotFound
from app.models.store import Store
from app.rules.calendar import chinese
from app.rules.development.dues import dues_of
from app.rules.development.findings import Finding
from app.rules.development.judging import judge
from app.rules.development.planning import NextStep, Progress, next_steps, progress
from app.rules.reference_development import development_rules
from app.rules.reference_steps import step_forms
from app.rules.vocabulary import PersonStatus
from app.services.cases import HeldCase, held_cases
from app.services.development.reading import payload_of
from app.services.development.words import particulars

DONE, CURRENT, LATE, MISSING, WAITING, UNUSED = "done", "current", "late", "missing", "waiting", "unused"
HORIZON_DAYS = 30
STAGES = ("applicant", "activist", "object", "probationary", "full")


@dataclass(frozen=True, slots=True)
class StepHead:
    """A column of the board: the step's code, its name and its stage in words."""

    code: str
    name: str
    stage: str


@dataclass(frozen=True, slots=True)
class StepCell:
    """A state (done, current, late, missing, waiting, unused) and the date as written."""

    state: str
    on: str = ""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One open case. `due_on` is the earliest term running out (text, "" for none), `late_days` > 0 when one has."""

    case_id: str
    person_id: str
    name: str
    organization_id: str
    organization: str
    stage: str
    stage_label: str
    cells: tuple[StepCell, ...]
    due_on: str = ""
    due_words: str = ""
    late_days: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """Steps across, people down."""

    steps: tuple[StepHead, ...]
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True)
class StepEntry:
    """One recorded step on a person's timeline; `detail` is in words what its form says beyond day and actor."""

    id: str
    code: str
    name: str
    stage: str
    on: str
    until: str
    who: str
    seq: int
    detail: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case on a day: what was done, what can come next and when, what contradicts the rules."""

    as_of: date
    case_id: str
    person_id: str
    name: str
    organization: str
    stage_label: str
    contacts: tuple[str, ...]
    introducers: tuple[str, ...]
    entries: tuple[StepEntry, ...]
    next: tuple[NextStep, ...]
    findings: tuple[Finding, ...]


def board_steps(on: date) -> tuple[StepHead, ...]:
    """Return the columns of the board, named in the words of the rules in force on a day."""
    book = development_rules()
    rule_set = book.at(on)
    return tuple(StepHead(code, kind.name_in(rule_set.code), kind.stage) for code, kind in book.steps.items())


def case_board(store: Store, *, as_of: date, closed: bool = False) -> Board:
    """Return every open case with the state of each step as of a day, the early stages first.

    `closed` takes the closed cases in too.
    """
    heads = board_steps(as_of)
    cells: dict[tuple[str, str], StepCell] = {}
    rows = [_row(held, heads, as_of, cells) for held in held_cases(store, closed=closed)]
    rank = {stage: number for number, stage in enumerate(STAGES)}
    return Board(heads, tuple(sorted(rows, key=lambda row: rank.get(row.stage, 0))))


def case_page(store: Store, case_id: str, *, as_of: date) -> CasePage:
    """Return one case laid out in time. Raises NotFound when it is gone."""
    found = held_cases(store, case_id=case_id)
    if not found:
        raise NotFound("这份发展党员案卷已经不在了。", "请刷新页面后再试。")
    held = found[0]
    kinds = held.book.steps
    entries = [
        StepEntry(
            row["id"],
            row["step"],
            kinds[row["step"]].name,
            kinds[row["step"]].stage,
            row["happened_on"] or "",
            row["until_on"] or "",
            row["who"] or "",
            row["seq"],
            "；".join(particulars(step_forms()[row["step"]].fields, row, payload_of(row))),
        )
        for row in held.steps
        if row["step"] in kinds
    ]
    order = {code: number for number, code in enumerate(kinds)}
    return CasePage(
        as_of,
        case_id,
        held.row["person_id"],
        held.row["name"],
        held.row["organization"],
        PersonStatus.label_of(held.row["stage"]),
        tuple(one["name"] for one in held.people if one["role"] == "contact"),
        tuple(one["name"] for one in held.people if one["role"] == "introducer"),
        tuple(sorted(entries, key=lambda entry: order[entry.code])),
        tuple(next_steps(held.case, as_of, held.book, held.calendar)),
        tuple(judge(held.case, as_of, held.book, held.calendar)),
    )


def stage_counts(rows: list[BoardRow]) -> dict[str, int]:
    """Return how many of these cases stand at each stage."""
    return {stage: sum(row.stage == stage for row in rows) for stage in STAGES}


def _row(
    held: HeldCase, heads: tuple[StepHead, ...], as_of: date, cells: dict[tuple[str, str], StepCell]
) -> BoardRow:
    """Return a case as the board shows it; `cells` keeps equal cells once for all rows."""
    state = progress(held.case, as_of, held.book, held.calendar)
    dues = dues_of(state, HORIZON_DAYS)
    late = frozenset(item.step for item in dues if item.late)
    open_steps = frozenset(state.open_steps())
    dates = {row["step"]: row["happened_on"] or "" for row in held.steps}
    shown = ((_state(head.code, state, open_steps, late), dates.get(head.code, "")) for head in heads)
    first = dues[0] if dues else None
    return BoardRow(
        case_id=held.row["id"],
        person_id=held.row["person_id"],
        name=held.row["name"],
        organization_id=held.row["organization_id"] or "",
        organization=held.row["organization"],
        stage=held.row["stage"],
        stage_label=PersonStatus.label_of(held.row["stage"]),
        cells=tuple(cells.get(key) or cells.setdefault(key, StepCell(*key)) for key in shown),
        due_on=chinese(first.on) if first else "",
        due_words="；".join(item.sentence.rstrip("。") for item in dues),
        late_days=max(((as_of - item.on).days for item in dues if item.late), default=0),
    )


def _state(code: str, state: Progress, open_steps: frozenset[str], late: frozenset[str]) -> str:
    if code in late:
        return LATE
    if code in state.settled:
        return DONE
    if code in open_steps:
        return CURRENT
    if code not in state.rule_set.steps or not state.view.is_due(code):
        return UNUSED
    if code in state.skipped:
        return MISSING
    return CURRENT if code in state.view.done else WAITING
