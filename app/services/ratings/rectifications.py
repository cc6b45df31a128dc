"""整顿 of 后进 and 软弱涣散 organizations: the board, a file with its lists and months, acceptance, 销号, 回头看."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.errors import BadInput, NotFound
from app.models import queries_quality
from app.models import queries_ratings as rounds
from app.models import queries_ratings_files as queries
from app.models.store import Row, Store
from app.rules import ratings_files as rules
from app.rules.calendar import Day, chinese
from app.rules.quality.files import known_on
from app.rules.ratings import final_grade
from app.rules.ratings_files import Deadline, FileFacts, Task
from app.rules.ratings_notes import join_items, join_numbers, split_items, split_numbers
from app.rules.reference_ratings import situations as shipped_situations
from app.services import editing
from app.services.ratings.plain import texts_of
from app.services.ratings.schemes import scheme_of
from app.services.townships import put_settings, setting

SITUATIONS = "rectification_situations"
WHOLE = 10_000
EVER = "9999"
LISTS = {"problem": "问题清单", "task": "任务清单", "duty": "责任清单"}
LEADS = {
    "county_leader": "县级领导联系",
    "township_leader": "乡镇领导包抓",
    "first_secretary": "第一书记驻村",
    "helping_unit": "县直单位帮扶",
}


@dataclass(frozen=True, slots=True)
class FileCard:
    """One file on the board. `stage` is a FileStage code, `stage_label` its word; days ISO text or "".

    `done` percent of the tasks done, None without tasks; `late` what is late, in words; `repeated` the earlier
    years the organization was listed in; `missing_leads` the leads not named yet.
    """

    id: str
    organization_id: str
    organization: str
    village: str
    year: int
    is_lagging: bool
    is_slack: bool
    situations: tuple[str, ...]
    listed_on: str
    due_on: str
    accepted_on: str
    closed_on: str
    looked_back_on: str
    stage: str
    stage_label: str
    done: int | None
    last_month: str
    late: tuple[str, ...]
    repeated: tuple[int, ...]
    missing_leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """A row of one of the three lists: problem, task, duty. `progress` percent or None."""

    id: str
    list: str
    content: str
    requirement: str
    responsible: str
    due_on: str
    done_on: str
    progress: int | None
    note: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class MonthReport:
    """What was reported of a month; a month still owed has no id."""

    id: str
    month: str
    content: str
    result: str
    reported_on: str


@dataclass(frozen=True, slots=True)
class RectificationFile:
    """A whole file: its card, what was stated, the lists, the months, acceptance.

    `score` and `satisfaction` in hundredths or None; `scores` the acceptance by aspect, hundredths.
    """

    card: FileCard
    problems: tuple[str, ...]
    leads: Mapping[str, str]
    service_project: str
    plan: str
    applied_on: str
    note: str
    items: tuple[ListItem, ...]
    months: tuple[MonthReport, ...]
    score: int | None
    scores: Mapping[str, int]
    satisfaction: int | None
    accepted_by: str
    acceptance_result: str
    look_back: str

    def of_list(self, name: str) -> tuple[ListItem, ...]:
        """Return the rows of one list: problem, task or duty."""
        return tuple(item for item in self.items if item.list == name)


def situations(store: Store) -> tuple[str, ...]:
    """Return the situations to choose from: the township's own list, else the shipped one."""
    return split_items(setting(store, SITUATIONS)) or shipped_situations()


def save_situations(store: Store, texts: Iterable[str], *, actor: str) -> None:
    """Keep the township's own list of situations; an empty list goes back to the shipped one."""
    with store.operation("rectification.situations", "修改整顿认定情形清单", actor):
        put_settings(store, {SITUATIONS: join_items(text.replace("；", "，") for text in texts)})


def board(store: Store, *, as_of: date, year: int | None = None) -> list[FileCard]:
    """Return the files of a year (or all), newest year first; those with something late first within a year."""
    rows = queries.files(store, None)
    years = _years(rows)
    facts = _facts(store, rows)
    cards = [
        _card(row, facts[row["id"]], years, as_of) for row in rows if year is None or row["year"] == year
    ]
    return sorted(cards, key=lambda card: (-card.year, bool(card.closed_on), not card.late))


def not_listed(store: Store, year: int) -> dict[str, str]:
    """Return id → name of the branches with the lowest grade of a year that are not listed for 整顿.

    A file of the next year counts too: what a round of the year's end lists is often entered in the spring.
    """
    lowest = scheme_of(store, year).grades[-1]
    listed = queries_quality.listed_organizations(store, year, EVER)
    found = [
        branch
        for branch, _, township, county in rounds.grades(store, (year,))
        if final_grade(township, county) == lowest and branch not in listed
    ]
    return rounds.names_in_round(store, year, found)


def files_of(store: Store, organization_id: str, *, as_of: date) -> list[FileCard]:
    """Return every file of one organization, the newest first."""
    rows = queries.files_of(store, organization_id)
    facts = _facts(store, rows)
    return [_card(row, facts[row["id"]], _years(rows), as_of) for row in rows]


def file(store: Store, file_id: str, *, as_of: date) -> RectificationFile:
    """Return one file. Raises NotFound."""
    row = queries.file(store, file_id)
    if row is None:
        raise NotFound("这份整顿台账已经不在了。", "请刷新页面后再试。")
    items, months = queries.items_of(store, file_id), queries.progress_of(store, file_id)
    facts = _fact(row, items, months)
    card = _card(row, facts, _years(queries.files_of(store, row["organization_id"])), as_of)
    reported = [_month(one) for one in months]
    owed = [MonthReport("", month, "", "", "") for month in rules.months_missing(facts, as_of)]
    return RectificationFile(
        card=card,
        problems=split_items(row["problems"]),
        leads={name: row[name] or "" for name in LEADS},
        **texts_of(
            row,
            (
                "service_project",
                "plan",
                "applied_on",
                "accepted_by",
                "acceptance_result",
                "look_back",
                "note",
            ),
        ),
        items=tuple(_item(one, as_of) for one in items),
        months=tuple(sorted([*reported, *owed], key=lambda one: one.month)),
        score=row["acceptance_score"],
        scores=split_numbers(row["acceptance_scores"]),
        satisfaction=row["satisfaction"],
    )


def report_month(
    store: Store, file_id: str, month: str, *, content: str, result: str = "", on: date, actor: str
) -> str:
    """Enter the report of a month (2023-05), or correct the one that is there; return its id."""
    found = store.find("rectification_progress", rectification_id=file_id, month=month)
    values = {"content": content, "result": result, "reported_on": on.isoformat()}
    key = {"rectification_id": file_id, "month": month}
    record = str(found[0]["id"]) if found else None
    return editing.save(
        store,
        "rectification_progress",
        values if record else {**key, **values},
        record_id=record,
        actor=actor,
    )


def accept(
    store: Store,
    file_id: str,
    *,
    on: date,
    score: int | None,
    satisfaction: int | None,
    by: str,
    scores: Mapping[str, int] | None = None,
    result: str = "",
    actor: str,
) -> list[str]:
    """Enter the acceptance (验收), figures in hundredths; return what speaks against 销号, in words, blocking nothing."""
    row = _row(store, file_id)
    if row["listed_on"] and on.isoformat() < row["listed_on"]:
        raise BadInput("验收日期早于认定日期。", "请核对日期。")
    for name, value in (("验收得分", score), ("群众满意率", satisfaction)):
        if value is not None and not 0 <= value <= WHOLE:
            raise BadInput(f"{name}“{value / 100:g}”不对。", "请填0至100的数字。")
    values = {
        "accepted_on": on.isoformat(),
        "acceptance_score": score,
        "satisfaction": satisfaction,
        "accepted_by": by.strip() or None,
        "acceptance_scores": join_numbers(scores or {}) or None,
        "acceptance_result": result.strip() or None,
    }
    with store.operation("rectification.accept", f"整顿验收：{_name(row)}", actor):
        store.update("rectification", file_id, values)
    return rules.acceptance_complaints(score, satisfaction)


def close(store: Store, file_id: str, *, on: date, actor: str) -> None:
    """Take an organization off the list (销号). Raises BadInput before acceptance."""
    row = _row(store, file_id)
    if not row["accepted_on"]:
        raise BadInput("还没有验收，不能销号。", "请先登记验收日期和结果。")
    if on.isoformat() < row["accepted_on"]:
        raise BadInput("销号日期早于验收日期。", "请核对日期。")
    with store.operation("rectification.close", f"整顿销号：{_name(row)}", actor):
        store.update("rectification", file_id, {"closed_on": on.isoformat()})


def look_back(store: Store, file_id: str, *, on: date, finding: str, actor: str) -> None:
    """Enter the 回头看 of a closed file. Raises BadInput before 销号."""
    row = _row(store, file_id)
    if not row["closed_on"]:
        raise BadInput("还没有销号，不能登记回头看。", "请先办理销号。")
    with store.operation("rectification.look_back", f"整顿回头看：{_name(row)}", actor):
        changes = {"looked_back_on": on.isoformat(), "look_back": finding.strip() or None}
        store.update("rectification", file_id, changes)


def facts(store: Store) -> list[FileFacts]:
    """Return every file as its deadlines are judged."""
    rows = queries.files(store, None)
    found = _facts(store, rows)
    return [found[row["id"]] for row in rows]


def deadlines(store: Store, *, as_of: date) -> list[Deadline]:
    """Return what open files and branches' tasks still have to do, whether its day has come or not."""
    files = (known_on(held, as_of) for held in facts(store))
    found = [one for held in files if held for one in rules.deadlines(held, as_of)]
    for row in queries.open_tasks(store, as_of.isoformat()):
        on = Day.parse(row["due_on"]).last
        said = f"{row['year']}年任务应于{chinese(on)}前完成：{row['content'].rstrip('。')}。"
        found.append(
            Deadline(
                on, "BRANCH_TASK", said, row["organization"], "branch_task", row["id"], row["organization_id"]
            )
        )
    return found


def _row(store: Store, file_id: str) -> Row:
    row = queries.file(store, file_id)
    if row is None:
        raise NotFound("这份整顿台账已经不在了。", "请刷新页面后再试。")
    return row


def _name(row: Row) -> str:
    return f"{row['organization']}{row['year']}年"


def _years(rows: Sequence[Row]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row["organization_id"], []).append(row["year"])
    return found


def _facts(store: Store, rows: Sequence[Row]) -> dict[str, FileFacts]:
    items: dict[str, list[Row]] = {}
    months: dict[str, list[Row]] = {}
    if rows:
        for one in queries.items(store):
            items.setdefault(one["rectification_id"], []).append(one)
        for one in queries.progress(store):
            months.setdefault(one["rectification_id"], []).append(one)
    return {row["id"]: _fact(row, items.get(row["id"], []), months.get(row["id"], [])) for row in rows}


def _fact(row: Row, items: Sequence[Row], months: Sequence[Row]) -> FileFacts:
    dates = texts_of(row, ("listed_on", "due_on", "accepted_on", "closed_on", "looked_back_on"))
    return FileFacts(
        id=row["id"],
        organization_id=row["organization_id"],
        organization=row["organization"],
        year=row["year"],
        **dates,
        tasks=tuple(
            Task(one["id"], one["content"], one["due_on"] or "", one["done_on"] or "")
            for one in items
            if one["list"] == "task"
        ),
        months=frozenset(one["month"] for one in months),
        has_plan=bool(row["plan"]),
    )


def _card(row: Row, held: FileFacts, years: Mapping[str, list[int]], as_of: date) -> FileCard:
    return FileCard(
        id=held.id,
        organization_id=held.organization_id,
        organization=held.organization,
        village=row["village"],
        year=held.year,
        is_lagging=bool(row["is_lagging"]),
        is_slack=bool(row["is_slack"]),
        situations=split_items(row["situations"]),
        listed_on=held.listed_on,
        due_on=held.due_on,
        accepted_on=held.accepted_on,
        closed_on=held.closed_on,
        looked_back_on=held.looked_back_on,
        stage=held.stage.value,
        stage_label=held.stage.label,
        done=rules.progress(held.tasks),
        last_month=max(held.months, default=""),
        late=tuple(rules.late(held, as_of)),
        repeated=rules.repeated(years.get(held.organization_id, ()), held.year),
        missing_leads=tuple(label for name, label in LEADS.items() if not row[name]),
    )


def _item(row: Row, as_of: date) -> ListItem:
    due = row["due_on"] or ""
    words = texts_of(row, ("list", "content", "requirement", "responsible", "due_on", "done_on", "note"))
    late = bool(due) and not row["done_on"] and Day.parse(due).last < as_of
    return ListItem(id=row["id"], progress=row["progress"], is_late=late, **words)


def _month(row: Row) -> MonthReport:
    return MonthReport(id=row["id"], **texts_of(row, ("month", "content", "result", "reported_on")))
