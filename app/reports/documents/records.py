"""What the rows of the table papers are made of. Days are ISO text, possibly cut short; money in 分."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Paper:
    """Who issues a paper, for which year, with data as of which day.

    `own` are the office's own words for it, `notes` what stands below its tables; `issuer` who signs it and `office` what
    its text calls them, unless it is the township's Party committee; `level` of the office decides who signs tables.
    """

    township: str
    year: int
    as_of: date
    level: str = "township"
    issuer: str = ""
    office: str = ""
    own: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """The line 填报单位 above the table; a county's tables are filled in by its organization department."""
        return f"填报单位：{f'中共{self.department}' if self.level == COUNTY else issuer_of(self)}"

    @property
    def department(self) -> str:
        """The organization department of a county: 白水县委组织部."""
        return f"{self.township}委组织部"


def issuer_of(paper: Paper) -> str:
    """Return who signs a paper."""
    return paper.issuer or f"中共{paper.township}委员会"


def office_of(paper: Paper) -> str:
    """Return what the text of a paper calls the office it comes from."""
    return paper.office or f"{paper.township}党委"


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member on the roster; words as printed (男, 彝族, 大学本科, 正式党员)."""

    name: str
    sex: str = ""
    ethnicity: str = ""
    birth_on: str = ""
    education: str = ""
    kind: str = ""
    joined_on: str = ""
    full_on: str = ""
    organization: str = ""
    duty: str = ""
    note: str = ""
    party_years: int | None = None


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """A Party organization with its own members, those of the organizations under it (full, probationary), its term."""

    name: str
    kind: str = ""
    parent: str = ""
    village: str = ""
    secretary: str = ""
    full: int = 0
    probationary: int = 0
    below: tuple[int, int] = (0, 0)
    elected_on: str = ""
    term_ends_on: str = ""
    term_years: int | None = None
    state: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RatingRow:
    """A branch's grade of the year in words (先进, 中间, 后进), with what led to it and last year's.

    `kind` is the group it is counted in, `field` its 类别 (村, 机关 …), `satisfaction` a share, `score` in hundredths of
    a point; `change` is 升, 降, 平 or "" where the two years do not compare.
    """

    organization: str
    kind: str = ""
    members: int | None = None
    self_grade: str = ""
    mass_grade: str = ""
    member_grade: str = ""
    township_grade: str = ""
    county_grade: str = ""
    grade: str = ""
    score: int | None = None
    last_grade: str = ""
    change: str = ""
    note: str = ""
    field: str = ""
    satisfaction: float | None = None
    vetoes: str = ""
    reason: str = ""
    leader: str = ""


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two branches paired for 结对共建."""

    leader: str
    partner: str
    partner_grade: str = ""
    since: str = ""
    content: str = ""
    person: str = ""
    result: str = ""
    leader_grade: str = ""
    until: str = ""
    activities: int = 0


@dataclass(frozen=True, slots=True)
class IncomeRow:
    """An entry of a village's income."""

    village: str
    received_on: str
    category: str
    item: str
    payer: str
    amount_fen: int
    booked_on: str = ""
    voucher: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something that falls due: what, for whom, when, by which rule; days below nought are overdue, None: may be done."""

    matter: str
    subject: str
    organization: str
    due_on: str
    days: int | None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding of 体检 with its level in words (阻断, 警告, 提示) and its answer, if it has one."""

    level: str
    message: str
    record: str
    source: str = ""
    explanation: str = ""
