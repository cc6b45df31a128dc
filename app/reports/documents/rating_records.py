"""What the rows of the papers of 分类定级, 整顿, 结对 and 联系点 are made of. Days are ISO text, possibly cut short."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MatrixRows:
    """The moves between two years: names of rows and columns ("" for no grade), numbers, rows first."""

    before_year: int
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    numbers: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class TrackRow:
    """A branch with its grade, and the one its members gave, of every year shown."""

    organization: str
    kind: str
    grades: Sequence[str]
    member_grades: Sequence[str]
    warning: str = ""


@dataclass(frozen=True, slots=True)
class BranchYearRow:
    """How a branch was judged in a year, in words; `satisfaction` a share, `score` in hundredths of a point or None."""

    year: int
    self_grade: str
    mass_grade: str
    member_grade: str
    township_grade: str
    county_grade: str
    change: str
    score: int | None
    satisfaction: float | None
    vetoes: str
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of 整顿 in one line, words as printed; `satisfaction` a share, `score` in hundredths of a point or None."""

    organization: str
    village: str
    flags: str
    listed_on: str
    situations: str
    problems: str
    measures: str
    leads: str
    first_secretary: str
    helping_unit: str
    due_on: str
    progress: str
    satisfaction: float | None
    score: int | None
    applied_on: str
    accepted_on: str
    accepted_by: str
    result: str
    closed_on: str
    looked_back_on: str
    look_back: str
    repeated: str = ""
    service_project: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class MonthRow:
    """What an organization reported of a month; a month still owed says so."""

    organization: str
    month: str
    content: str
    result: str
    reported_on: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A row of one of the three lists."""

    organization: str
    list: str
    content: str
    requirement: str
    responsible: str
    due_on: str
    done_on: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What a plan of 整顿 is written from."""

    organization: str
    year: int
    flags: str
    listed_on: str
    due_on: str
    situations: tuple[str, ...]
    problems: tuple[str, ...]
    leads: dict[str, str]
    service_project: str
    plan: str
    tasks: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class PointRow:
    """A contact point with its visits of the year."""

    leader: str
    duty: str
    organization: str
    from_on: str
    visits: int
    solved: int
    last_on: str
    note: str = ""
    to_on: str = ""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A quarterly task of a branch with its goal."""

    organization: str
    grade: str
    goal: str
    quarter: str
    content: str
    requirement: str
    responsible: str
    due_on: str
    done_on: str
    state: str


@dataclass(frozen=True, slots=True)
class GradedBranch:
    """A branch with its grade and last year's in words, for notices."""

    organization: str
    grade: str
    last_grade: str = ""
    steps: int | None = None


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What a notice or bulletin of a round is written from: grade names from the best down, branches, days."""

    grades: tuple[str, ...]
    branches: tuple[GradedBranch, ...]
    meeting: str = ""
    held_on: str = ""
    publicity_from: str = ""
    publicity_to: str = ""
    is_filed: bool = False
    phone: str = ""

    @property
    def graded(self) -> list[GradedBranch]:
        """The branches with a grade, in the order of papers."""
        return [one for one in self.branches if one.grade]


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """One thing a branch is reminded of: whom it concerns (or ""), the sentence, and the days late it does not tell."""

    subject: str
    sentence: str
    late_days: int = 0


@dataclass(frozen=True, slots=True)
class Reminder:
    """Everything one organization is reminded of."""

    organization: str
    unit: str
    lines: tuple[ReminderLine, ...]
