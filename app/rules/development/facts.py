"""What a case is judged by: the person, the steps with what each one needs, the papers. Plain values only.

Dates are `Day` ranges, so that a paper with only year and month is never judged harsher than it can be proved.
Whatever is not known is left at its default and gives no finding.
"""

from dataclasses import dataclass, field

from app.rules.calendar import Day

PASSED = "passed"
FAILED = "failed"
DEFERRED = "deferred"
EXTENDED = "extended"
CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Backer:
    """A 培养联系人 or 入党介绍人 as he stood on the day he was named.

    sanction: `warning` 警告, `serious` 严重警告, `removed` 撤销党内职务, `probation` 留党察看; with `sanction_until`
    the end of the 影响期 (for 留党察看: the day the rights were restored), None while it lasts.
    """

    name: str
    is_full: bool | None = None
    sanction: str = ""
    sanction_until: Day | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A member left out of 应到: why (one of the five kinds' codes) and whether both papers are there."""

    name: str
    reason: str
    agreed_above: bool | None = None
    passed_by_meeting: bool | None = None


@dataclass(frozen=True, slots=True)
class Votes:
    """A ballot of a 党员大会: numbers of voting members; `written` opinions are counted in the votes, not in present."""

    due: int | None = None
    present: int | None = None
    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None
    invalid: int = 0
    written: int = 0
    written_on: Day | None = None
    roll: int | None = None
    left_out: tuple[LeftOut, ...] = ()
    secret: bool | None = None
    one_by_one: bool | None = None


@dataclass(frozen=True, slots=True)
class Training:
    """集中培训: days, 学时, and the reason when an untrained person is let through (个别特殊情况)."""

    days: float | None = None
    hours: float | None = None
    exception: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """What belongs to a decision of a higher organization.

    can_approve: whether the acting 党委 has approval power (False for a 村党委 under a township).
    reviewed_on: day of 审议 by the 党总支 or 村党委 in between. special: the reason for taking more than three months.
    received_on: day the branch's resolution arrived. exception: the 另有规定 that allows what is otherwise barred.
    """

    can_approve: bool | None = None
    reviewed_on: Day | None = None
    special: str = ""
    received_on: Day | None = None
    exception: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One recorded step. `organization` is the kind of the acting organization; `until` ends a span of days.

    For 08a `on`..`until` are the first and last day of 公示 and `places` where it hung; for a 23 with result
    `extended`, `until` is the new end of 预备期 or `months` the length of the extension. `notice_from`..`notice_to` is
    the local 公示 of an activist (03) or of a conversion (23); `recommended`: 群团组织推优 (03).
    """

    code: str
    on: Day | None
    seq: int = 1
    result: str = ""
    until: Day | None = None
    organization: str = ""
    backers: tuple[Backer, ...] = ()
    votes: Votes | None = None
    training: Training | None = None
    approval: Approval | None = None
    places: tuple[str, ...] = ()
    months: int | None = None
    notice_from: Day | None = None
    notice_to: Day | None = None
    recommended: bool | None = None
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One paper of the case: kind code (1-1 … 5-13), its date, number and the day it was received."""

    kind: str
    on: Day | None = None
    number: str = ""
    received_on: Day | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """What the rules ask of the person; dates of joining as the roster has them, when it has them."""

    name: str = ""
    birth: Day | None = None
    is_migrant: bool = False
    is_league_member: bool | None = None
    leaves_on: Day | None = None
    joined_on: Day | None = None
    full_on: Day | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """The branch that runs the case. `between` is the organization between it and the approving 党委, if any:
    `general_branch` 党总支 or `village_committee` 村党委; `transferred_in_on` when a 预备党员 came from elsewhere.
    """

    kind: str = ""
    between: str = ""
    transferred_in_on: Day | None = None


@dataclass(frozen=True, slots=True)
class PastCase:
    """An earlier case of the same person; `ended_on` None while it is still open."""

    applied_on: Day | None
    ended_on: Day | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One application and all that followed. `stage` is the stage as written on the papers ("" if not written).

    imported: the case came from older books; a step those books have no place for is a hint at most.
    book: the steps those books have a column for; one of them left blank was not taken.
    """

    key: str = ""
    person: Person = field(default_factory=Person)
    steps: tuple[Step, ...] = ()
    documents: tuple[Document, ...] = ()
    branch: Branch = field(default_factory=Branch)
    stage: str = ""
    imported: bool = False
    book: frozenset[str] = frozenset()
    ended_on: Day | None = None
    end_reason: str = ""
    previous: tuple[PastCase, ...] = ()
    volunteer_no: str = ""
