"""整顿: how far a file is, which months were not reported, what is late, when it is accepted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.rules.calendar import Day, add_months, chinese
from app.rules.reference_ratings import limits

RUN = 3
HUNDREDTHS = 100


class FileStage(StrEnum):
    """How far a file of 整顿 is."""

    LISTED = "listed"
    UNDER_WAY = "under_way"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    LOOKED_BACK = "looked_back"

    @property
    def label(self) -> str:
        """Return the word shown."""
        return STAGE_LABELS[self.value]


STAGE_LABELS = {
    "listed": "已列入",
    "under_way": "整顿中",
    "accepted": "已验收",
    "closed": "已销号",
    "looked_back": "已回头看",
}


@dataclass(frozen=True, slots=True)
class Task:
    """Something on a list with its day: content, due, done (stored dates)."""

    id: str
    content: str
    due_on: str
    done_on: str


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file of 整顿 as its deadlines are judged: stored dates, "" while unknown; months reported as 2023-05."""

    id: str
    organization_id: str
    organization: str
    year: int
    listed_on: str
    due_on: str
    accepted_on: str
    closed_on: str
    looked_back_on: str
    tasks: tuple[Task, ...] = ()
    months: frozenset[str] = frozenset()
    has_plan: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether the file has not been closed (销号)."""
        return not self.closed_on

    @property
    def stage(self) -> FileStage:
        """How far the file is."""
        if self.closed_on:
            return FileStage.LOOKED_BACK if self.looked_back_on else FileStage.CLOSED
        if self.accepted_on:
            return FileStage.ACCEPTED
        return FileStage.UNDER_WAY if self.tasks or self.months or self.has_plan else FileStage.LISTED


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that has to be done by a day."""

    on: date
    code: str
    sentence: str
    label: str
    table: str
    record_id: str
    organization_id: str


def months_due(file: FileFacts, today: date) -> list[str]:
    """Return the months, as 2023-05, a report is owed for: from the month after listing to the last whole month."""
    if not file.listed_on:
        return []
    month = add_months(Day.parse(file.listed_on).first.replace(day=1), 1)
    end = Day.parse(file.accepted_on or file.closed_on).last if file.accepted_on or file.closed_on else today
    found = []
    while add_months(month, 1) <= end.replace(day=1):
        found.append(f"{month:%Y-%m}")
        month = add_months(month, 1)
    return found


def months_missing(file: FileFacts, today: date) -> list[str]:
    """Return the months no report has come for."""
    return [month for month in months_due(file, today) if month not in file.months]


def report_day(month: Day) -> date:
    """Return the last day the report of a month is in time."""
    return add_months(month.first, 1).replace(day=limits()["report_day"])


def deadlines(file: FileFacts, today: date) -> Iterator[Deadline]:
    """Yield what an open file still has to do, whether its day has come or not."""
    if not file.is_open:
        return
    if file.due_on and not file.accepted_on:
        on = Day.parse(file.due_on).last
        said = f"{file.organization}整顿时限为{chinese(on)}，请组织验收。"
        yield _deadline(file, on, "RECTIFICATION_DUE", said)
    for task in file.tasks:
        if task.due_on and not task.done_on:
            on = Day.parse(task.due_on).last
            said = f"整顿任务应于{chinese(on)}前完成：{task.content.rstrip('。')}。"
            yield Deadline(
                on,
                "RECTIFICATION_TASK",
                said,
                file.organization,
                "rectification_item",
                task.id,
                file.organization_id,
            )
    missing = months_missing(file, today)
    if missing:
        said = f"{months_in_words(missing)}的整顿进展没有上报。"
        yield _deadline(file, report_day(Day.parse(missing[0])), "RECTIFICATION_MONTH", said)
    elif file.listed_on and not file.accepted_on:
        month = f"{today:%Y-%m}"
        if month not in file.months and today >= Day.parse(file.listed_on).last:
            said = f"上报{Day.parse(month).chinese()}整顿进展。"
            yield _deadline(file, report_day(Day.parse(month)), "RECTIFICATION_MONTH", said)


def months_in_words(months: Sequence[str]) -> str:
    """Return months as a sentence names them: 2023年5月、2023年7月; three or more running as 2023年5月至2023年9月."""
    runs: list[list[Day]] = []
    for month in map(Day.parse, months):
        if runs and add_months(runs[-1][-1].first, 1) == month.first:
            runs[-1].append(month)
        else:
            runs.append([month])
    said = []
    for run in runs:
        names = [month.chinese() for month in run]
        said += names if len(names) < RUN else [f"{names[0]}至{names[-1]}"]
    return "、".join(said)


def late(file: FileFacts, today: date) -> list[str]:
    """Return in words what of an open file is late."""
    return [one.sentence for one in deadlines(file, today) if one.on < today]


def progress(tasks: Sequence[Task]) -> int | None:
    """Return how many percent of the tasks are done; None without tasks."""
    return 100 * sum(bool(task.done_on) for task in tasks) // len(tasks) if tasks else None


def repeated(years: Iterable[int], year: int) -> tuple[int, ...]:
    """Return the earlier years an organization was listed in."""
    return tuple(sorted({one for one in years if one < year}))


def acceptance_complaints(score: int | None, satisfaction: int | None) -> list[str]:
    """Return what speaks against an acceptance, figures in hundredths: below the lines of practice, which block nothing."""
    found = []
    least = limits()["acceptance_score"]
    if score is not None and score < least * HUNDREDTHS:
        found.append(f"验收得分{score / HUNDREDTHS:g}分，不到{least}分。")
    least = limits()["acceptance_satisfaction"]
    if satisfaction is not None and satisfaction < least * HUNDREDTHS:
        found.append(f"群众满意率{satisfaction / HUNDREDTHS:g}%，不到{least}%。")
    return found


def _deadline(file: FileFacts, on: date, code: str, said: str) -> Deadline:
    return Deadline(on, code, said, file.organization, "rectification", file.id, file.organization_id)
