"""Files of 整顿 as their papers print them."""

from app.errors import BadInput
from app.models.store import Store
from app.reports.documents.rating_records import FileRow, ItemRow, PlanFacts
from app.reports.documents.rating_words import long_day
from app.reports.documents.records import Paper
from app.services.ratings import rectifications
from app.services.ratings.rectifications import LEADS, ListItem, RectificationFile

OF_ORGANIZATIONS = frozenset(
    {"organization", "rectification", "rectification_item", "branch_task", "rating", "rating_round"}
)
LAST_MONTHS = 3
SHARE = 10_000


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


def item_rows(store: Store, paper: Paper, organization_id: str) -> list[ItemRow]:
    """Return the rows of the three lists; where a list has none, what the file itself states of problems and leads."""
    return [row for held in held_files(store, paper, organization_id) for row in _items(held)]


def plan_facts(store: Store, paper: Paper, organization_id: str) -> list[PlanFacts]:
    """Return what the plans are written from."""
    return [_plan(held) for held in held_files(store, paper, organization_id)]


def _row(held: RectificationFile) -> FileRow:
    card = held.card
    accepted = "\n".join(part for part in (long_day(card.accepted_on), held.accepted_by) if part)
    looked = "\n".join(part for part in (long_day(card.looked_back_on), held.look_back) if part)
    return FileRow(
        organization=card.organization,
        village=card.village,
        flags=_flags(held),
        listed_on=card.listed_on,
        situations="；".join(card.situations),
        problems="；".join(held.problems or (item.content for item in held.of_list("problem"))),
        measures="；".join(item.content for item in held.of_list("task")),
        leads="、".join(
            held.leads[name] for name in ("county_leader", "township_leader") if held.leads[name]
        ),
        first_secretary=held.leads["first_secretary"],
        helping_unit=held.leads["helping_unit"],
        due_on=card.due_on,
        progress=_progress(held),
        satisfaction=None if held.satisfaction is None else held.satisfaction / SHARE,
        score=None if held.score is None else held.score / 100,
        accepted=accepted,
        closed_on=card.closed_on,
        looked_back=looked,
        repeated="、".join(f"{year}年" for year in card.repeated),
    )


def _progress(held: RectificationFile) -> str:
    """Return the latest months reported, and how much of the tasks is done."""
    reported = [month for month in held.months if month.id][-LAST_MONTHS:]
    said = [f"{long_day(month.month)}：{month.content}" for month in reported]
    if held.card.done is not None:
        said.append(f"任务完成{held.card.done}%")
    return "；".join(said)


def _flags(held: RectificationFile) -> str:
    flags = (("后进", held.card.is_lagging), ("软弱涣散", held.card.is_slack))
    return "、".join(label for label, is_set in flags if is_set)


def _items(held: RectificationFile) -> list[ItemRow]:
    name, due_on = held.card.organization, held.card.due_on
    found = [_item(held, item) for item in held.items]
    if not held.of_list("problem"):
        found += [ItemRow(name, "problem", problem, "", "", due_on, "") for problem in held.problems]
    if not held.of_list("duty"):
        found += [
            ItemRow(name, "duty", label, "", held.leads[lead], due_on, "")
            for lead, label in LEADS.items()
            if held.leads[lead]
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
        plan=held.plan,
        tasks=tuple(_item(held, item) for item in held.of_list("task")),
    )
