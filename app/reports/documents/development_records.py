"""What the papers of 发展党员 are made of: words as printed, days as ISO text that may be cut short."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.reports.facts import Value


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person with every value a table of 发展党员 may show, by the codes of wording/development.toml."""

    name: str
    organization: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordedStep:
    """One line of 全程纪实: a step, its day or days, who acted, and what came of it in words."""

    number: str
    stage: str
    name: str
    on: str
    who: str
    detail: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """What contradicts a rule, with its level in words, the article and the reason it was passed over with."""

    level: str
    message: str
    article: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of the checklist 一人一档; need: 必备, 选填, 台账; held: what came in, in words."""

    code: str
    name: str
    step: str
    need: str
    archive: bool
    expected: bool
    present: bool
    dated_on: str = ""
    number: str = ""
    received_on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything the papers of one person say."""

    person: PersonLine
    native_place: str = ""
    work_unit: str = ""
    address: str = ""
    moves: tuple[str, ...] = ()
    steps: tuple[RecordedStep, ...] = ()
    findings: tuple[FindingLine, ...] = ()
    papers: tuple[PaperLine, ...] = ()
    required: int = 0
    present: int = 0
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class LeftOutLine:
    """A member not counted in 应到: why, and whether both papers are there."""

    name: str
    reason: str
    agreed_above: str
    passed_by_meeting: str


@dataclass(frozen=True, slots=True)
class BallotLine:
    """The ballot about one person."""

    name: str
    in_favour: int | None
    against: int | None
    abstained: int | None
    invalid: int | None
    written: int | None
    result: str


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """One 党员大会 with its ballots, one by one. consent: how the superior agreed to leave members out, in words."""

    organization: str
    on: str
    matter: str
    place: str
    host: str
    recorder: str
    due: int | None
    present: int | None
    roll: int | None
    ballots: tuple[BallotLine, ...]
    left_out: tuple[LeftOutLine, ...] = ()
    consent: str = ""


@dataclass(frozen=True, slots=True)
class BranchCount:
    """A branch's line in the yearly summary."""

    organization: str
    village: str
    applicants: int
    activists: int
    objects: int
    probationary: int
    received: int
    converted: int
    given: int | None
    left: int | None


@dataclass(frozen=True, slots=True)
class IdleLine:
    """A branch that has long received nobody."""

    organization: str
    village: str
    last_on: str
    years: int
    level: str
    full: int
    applicants: int
    activists: int
    objects: int


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A step of a timetable: its window and the day it is planned for."""

    step: str
    who: str
    earliest: str
    latest: str
    planned: str
    why: str
    papers: str
