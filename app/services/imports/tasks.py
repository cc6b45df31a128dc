"""晋位升级任务: what branches are to do quarter by quarter."""

from datetime import date

from app.excel.readings import ColumnKey
from app.models import matching
from app.models.store import Row
from app.rules.periods import QUARTER_MONTHS, split_period
from app.rules.ratings_notes import split_measures
from app.rules.vocabulary import Level, SheetKind
from app.services.imports.branches import branch_of
from app.services.imports.context import Context
from app.services.imports.known import Named
from app.services.imports.records import BAD, Records, joined, year_of
from app.services.imports.sheets import Draft, SheetWork
from app.services.ratings.tasks import QUARTER_ENDS

PERCENT = 100
_Judged = tuple[SheetWork, Draft, Named, int]


def plan(context: Context) -> None:
    """Judge all sheets of tasks."""
    found = [
        judged
        for work in context.of_kind(SheetKind.TASKS)
        for draft in work.drafts()
        if (judged := _judged(context, work, draft)) is not None
    ]
    years = sorted({year for *_, year in found})
    tasks = Records(context, "branch_task", matching.of_years(context.store, "branch_task", years), _key)
    goals = _Goals(context, years)
    for work, draft, branch, year in found:
        outcomes = [
            outcome
            for key in [key for key in draft.cells if key.field == "content"]
            for outcome in _tasks(tasks, work, draft, key, branch, year)
        ]
        work.count(joined([*outcomes, *goals.take(work, draft, branch, year)]))
    tasks.write()


def _judged(context: Context, work: SheetWork, draft: Draft) -> _Judged | None:
    branch = branch_of(context, work, draft)
    year = year_of(context, work, draft, split_period(draft.text("due_on"))[0], draft.text("done_on"))
    if year is None and not draft.bad:
        work.refuse(draft, "year", "task.no_year", "看不出是哪一年的任务。", "请在标题或“年度”列里写上年份。")
    if not draft.bad and not any(key.field == "content" for key in draft.cells):
        work.refuse(draft, "content", "missing", "没有填“工作举措”。", "请补上工作举措。")
    if draft.bad or branch is None or year is None:
        work.count(BAD)
        return None
    return work, draft, branch, year


def _tasks(
    tasks: Records, work: SheetWork, draft: Draft, key: ColumnKey, branch: Named, year: int
) -> list[str]:
    quarter = key.month // QUARTER_MONTHS if key.month else draft.value("quarter")
    whose, number = key.year or year, int(quarter or 0)
    known: Row = {"organization_id": branch.id, "year": whose, "quarter": number or None}
    first, last = split_period(draft.text("due_on"))
    stated = draft.states("requirement", "responsible", "done_on", "note")
    if last or first:
        stated["due_on"] = last or first
    share = draft.value("progress")
    if share is not None:
        stated["progress"] = int(share) // PERCENT
    text = str(draft.cells[key])
    # What is recorded as one task stays one, whatever it looks like.
    contents = [text] if tasks.knows({**known, "content": text}) else split_measures(text) or [text]
    at_first = {"due_on": date(whose, *QUARTER_ENDS[number - 1]).isoformat()} if number else None
    label = f"{branch.name}{whose}年任务"
    return [
        tasks.take(work, draft, label, {**known, "content": content}, stated, at_first)[1]
        for content in contents
    ]


class _Goals:
    """争创目标 belong to the ratings of the year: one that is recorded and open takes what a table of tasks states."""

    def __init__(self, context: Context, years: list[int]) -> None:
        rounds = matching.of_years(context.store, "rating_round", years)
        locked = {row["year"] for row in rounds if row["locked_on"]}
        rated = [
            row for row in matching.of_years(context.store, "rating", years) if row["year"] not in locked
        ]
        self._ratings = Records(context, "rating", rated, _rating)
        self._rated_here = bool(context.of_kind(SheetKind.RATINGS))

    def take(self, work: SheetWork, draft: Draft, branch: Named, year: int) -> list[str]:
        """Take the goal a row states, if it can be kept."""
        goal = draft.text("goal")
        key = {"organization_id": branch.id, "year": year}
        if goal is None or self._rated_here:
            return []
        if self._ratings.knows(key):
            return [self._ratings.take(work, draft, f"{branch.name}{year}年", key, {"goal": goal})[1]]
        if not work.warned("task.goal"):
            said = f"{year}年的定级还没有录入或已经锁定，争创目标没有导入。"
            work.sheet_problem("task.goal", said, row=draft.number, level=Level.HINT)
        return []


def _key(row: Row) -> tuple[str, int, int | None, str]:
    return row["organization_id"], row["year"], row["quarter"] or None, row["content"]


def _rating(row: Row) -> tuple[str, int]:
    return row["organization_id"], row["year"]
