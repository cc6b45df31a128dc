"""争创目标 and quarterly tasks of 先进 and 中间 branches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.errors import BadInput
from app.models import queries_ratings as rounds
from app.models import queries_ratings_files as queries
from app.models.store import Row, Store
from app.rules.calendar import Day
from app.rules.ratings import final_grade, work_after
from app.services.ratings.plain import texts_of
from app.services.ratings.schemes import schemes_by_year

QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))


@dataclass(frozen=True, slots=True)
class BranchTask:
    """A task of a branch in a quarter (1–4, 0 for the whole year); days ISO text or ""; `progress` percent or None.

    `work` is what the branch works at by its grade of the year, else of the year before: 巩固, 提升 or 整改.
    """

    id: str
    organization_id: str
    organization: str
    village: str
    work: str
    goal: str
    quarter: int
    content: str
    requirement: str
    responsible: str
    due_on: str
    done_on: str
    progress: int | None
    note: str
    is_late: bool


def branch_tasks(store: Store, year: int, *, as_of: date, organization_id: str = "") -> list[BranchTask]:
    """Return the tasks of a year, branch by branch, by quarter, or those of one branch."""
    works = _works(store, year)
    return [
        _task(row, as_of, works.get(row["organization_id"], ""))
        for row in queries.tasks(store, year, organization_id)
    ]


def add_tasks(
    store: Store,
    year: int,
    organization_ids: Sequence[str],
    contents: Sequence[str],
    *,
    quarters: Sequence[int] = (1, 2, 3, 4),
    responsible: str = "",
    actor: str,
) -> int:
    """Give every one of the branches every task in every quarter, due at its end; return how many were added.

    Single tasks are edited with the form `task`. Raises BadInput when nothing is chosen.
    """
    words = [text.strip() for text in contents if text.strip()]
    new: list[Row] = [
        {
            "organization_id": branch,
            "year": year,
            "quarter": quarter,
            "content": content,
            "responsible": responsible.strip() or None,
            "due_on": date(year, *QUARTER_ENDS[quarter - 1]).isoformat(),
        }
        for branch in dict.fromkeys(organization_ids)
        for quarter in quarters
        for content in words
    ]
    if not new:
        raise BadInput("还没有选择党支部或填写任务。", "请至少选一个党支部、写一项任务。")
    with store.operation("task.add", f"布置{year}年党支部任务{len(new)}项", actor):
        store.insert("branch_task", new)
    return len(new)


def finish_tasks(store: Store, task_ids: Sequence[str], *, on: date, actor: str) -> None:
    """Mark tasks as done on a day, in one operation."""
    with store.operation("task.done", f"{len(task_ids)}项党支部任务已完成", actor):
        changes = {"done_on": on.isoformat(), "progress": 100}
        store.update_many("branch_task", [(task_id, dict(changes)) for task_id in task_ids])


def _works(store: Store, year: int) -> dict[str, str]:
    scheme_in = schemes_by_year(store)
    return {
        branch: work_after(grade, scheme_in(rated))
        for branch, rated, township, county in rounds.grades(store, (year - 1, year))
        if (grade := final_grade(township, county))
    }


def _task(row: Row, as_of: date, work: str) -> BranchTask:
    due = row["due_on"] or ""
    names = ("organization", "village", "goal", "content", "requirement", "responsible", "due_on", "done_on")
    return BranchTask(
        id=row["id"],
        organization_id=row["organization_id"],
        quarter=row["quarter"] or 0,
        progress=row["progress"],
        work=work,
        is_late=bool(due) and not row["done_on"] and Day.parse(due).last < as_of,
        **texts_of(row, (*names, "note")),
    )
