"""Files of 整顿 as their papers print them."""

from collections.abc import Sequence

from app.errors import BadInput
from app.models.store import Store
from app.reports.documents.rating_records import FileRow, ItemRow, MonthRow, PlanFacts
from app.reports.documents.rating_words import ended, long_day, numbered
from app.reports.documents.records import Paper
from app.services.ratings import rectifications
from app.services.ratings.rectifications import LEADS, ListItem, MonthReport, RectificationFile

OF_ORGANIZATIONS = frozenset(
    {"organization", "rectification", "rectification_item", "branch_task", "rating", "rating_round"}
)
SHARE = 10_000
CELL = 300
"""So many characters of a list stand in a cell of 整顿台账."""
OWED = "（未上报）"


def leaders(store: Store, year: int) -> dict[str, str]:
    """Return organization id → who leads its 整顿 in the township, of files of a year."""
    return {
        row["organization_id"]: row["township_leader"] or "" for row in store.find("rectification", year=year)
    }


def held_files(store: Store, paper: Paper, organization_id: str) -> list[RectificationFile]:
    """Return the files of a year, and those of earlier years still open, in the order of the board.

    Raises BadInput when the one organization asked for has none.
    """
    found = [
        rectifications.file(store, card.id, as_of=paper.as_of)
        for card in rectifications.board(store, as_of=paper.as_of)
        if (card.year == paper.year or (card.year < paper.year and not card.closed_on))
        and organization_id in ("", card.organization_id)
    ]
    if organization_id and not found:
        raise BadInput(f"这个党组织{paper.year}年没有列入整顿。", "请换一个党组织，或者先登记整顿台账。")
    return found


def file_rows(store: Store, paper: Paper, organization_id: str) -> list[FileRow]:
    """Return the rows of 整顿台账."""
    return [_row(held) for held in held_files(store, paper, organization_id)]


def month_rows(store: Store, paper: Paper, organization_id: str) -> list[MonthRow]:
    """Return the months reported and still owed, of the organizations that have begun to report."""
    return [
        MonthRow(
            held.card.organization,
            long_day(one.month),
            one.content if one.id else OWED,
            one.result,
            one.reported_on,
        )
        for held in _newest(held_files(store, paper, organization_id))
        if organization_id or any(one.id for one in _months(held, paper.year))
        for one in _months(held, paper.year)
    ]


def item_rows(store: Store, paper: Paper, organization_id: str) -> list[ItemRow]:
    """Return the rows of the three lists; where a list has none, what the file itself states of problems and leads."""
    held = held_files(store, paper, organization_id)
    newest = {one.card.id for one in _newest(held)}
    return [row for one in held for row in _items(one, with_leads=one.card.id in newest)]


def plan_facts(store: Store, paper: Paper, organization_id: str) -> list[PlanFacts]:
    """Return what the plans are written from, one an organization."""
    return [_plan(held) for held in _newest(held_files(store, paper, organization_id))]


def _newest(found: list[RectificationFile]) -> list[RectificationFile]:
    """Return the newest file of every organization."""
    years: dict[str, int] = {}
    for held in found:
        card = held.card
        years[card.organization_id] = max(card.year, years.get(card.organization_id, 0))
    return [held for held in found if held.card.year == years[held.card.organization_id]]


def _months(held: RectificationFile, year: int) -> list[MonthReport]:
    """Return all months of a file of the year, however long it runs; of an earlier one those of the year."""
    is_earlier = held.card.year < year
    return [one for one in held.months if not is_earlier or one.month.startswith(str(year))]


def _row(held: RectificationFile) -> FileRow:
    card = held.card
    problems = held.problems or [item.content for item in held.of_list("problem")]
    return FileRow(
        organization=card.organization,
        village=card.village,
        flags=_flags(held),
        listed_on=card.listed_on,
        situations=_lines(card.situations),
        problems=_lines(problems),
        measures=_lines([item.content for item in held.of_list("task")]),
        leads="\n".join(
            held.leads[name] for name in ("county_leader", "township_leader") if held.leads[name]
        ),
        first_secretary=held.leads["first_secretary"],
        helping_unit=held.leads["helping_unit"],
        due_on=card.due_on,
        progress=_progress(held),
        satisfaction=None if held.satisfaction is None else held.satisfaction / SHARE,
        score=held.score,
        applied_on=held.applied_on,
        accepted_on=card.accepted_on,
        accepted_by=held.accepted_by,
        result=held.acceptance_result,
        closed_on=card.closed_on,
        looked_back_on=card.looked_back_on,
        look_back=held.look_back,
        repeated="、".join(f"{year}年" for year in card.repeated),
        service_project=held.service_project,
        year=card.year,
    )


def _lines(texts: Sequence[str]) -> str:
    """Return the texts numbered, one a line; long lists only as far as a cell takes them."""
    shown: list[str] = []
    for text in texts:
        if shown and sum(map(len, shown)) + len(text) > CELL:
            break
        shown.append(ended(text))
    lines = numbered(shown) if len(texts) > 1 else shown
    if len(shown) < len(texts):
        lines = [*lines, f"……共{len(texts)}项，全文见整顿方案。"]
    return "\n".join(lines)


def _progress(held: RectificationFile) -> str:
    """Return how many of the tasks are done, and the latest month reported."""
    tasks = held.of_list("task")
    done = sum(bool(item.done_on) for item in tasks)
    said = []
    if tasks:
        state = "全部完成" if done == len(tasks) else f"已完成{done}项" if done else "尚未完成"
        said.append(f"整改任务{len(tasks)}项，{state}。")
    reported = [month for month in held.months if month.id and month.content]
    said += [f"{long_day(month.month)}：{ended(month.content)}。" for month in reported[-1:]]
    return "\n".join(said)


def _flags(held: RectificationFile) -> str:
    flags = (("后进", held.card.is_lagging), ("软弱涣散", held.card.is_slack))
    return "、".join(label for label, is_set in flags if is_set)


def _items(held: RectificationFile, *, with_leads: bool) -> list[ItemRow]:
    """Return the rows of the lists; without a list of its own, every lead of an open file has a row, named or not."""
    card = held.card
    found = [_item(held, item) for item in held.items]
    if not held.of_list("problem"):
        found += [
            ItemRow(card.organization, "problem", problem, "", "", card.due_on, "")
            for problem in held.problems
        ]
    if with_leads and not held.of_list("duty"):
        found += [
            ItemRow(card.organization, "duty", label, "", held.leads[lead], card.due_on, "")
            for lead, label in LEADS.items()
        ]
    return found


def _item(held: RectificationFile, item: ListItem) -> ItemRow:
    return ItemRow(
        held.card.organization, item.list, item.content, item.requirement, item.responsible, item.due_on,
        item.done_on, item.note,
    )  # fmt: skip


def _plan(held: RectificationFile) -> PlanFacts:
    card = held.card
    return PlanFacts(
        organization=card.organization,
        year=card.year,
        flags=_flags(held),
        listed_on=card.listed_on,
        due_on=card.due_on,
        situations=card.situations,
        problems=held.problems or tuple(item.content for item in held.of_list("problem")),
        leads=dict(held.leads),
        service_project=held.service_project,
        plan=held.plan,
        tasks=tuple(_item(held, item) for item in held.of_list("task")),
    )
