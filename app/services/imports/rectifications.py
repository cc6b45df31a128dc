"""整顿台账: files of 后进 and 软弱涣散 organizations with their measures and monthly reports, over any number of rows."""

from dataclasses import dataclass, field

from app.models import matching
from app.models.store import Row
from app.rules.periods import split_period
from app.rules.ratings_notes import join_items, split_items, split_measures, split_months
from app.rules.vocabulary import Level, SheetKind
from app.services.imports.branches import branch_of
from app.services.imports.context import Context
from app.services.imports.known import Named
from app.services.imports.records import BAD, NEW, SAME, Records, joined, year_of
from app.services.imports.sheets import Draft, SheetWork

PERCENT = 100
TASK = "task"
_STATED = (
    "listed_on", "county_leader", "township_leader", "first_secretary", "helping_unit", "service_project", "plan", "applied_on", "accepted_on",
    "acceptance_score", "acceptance_scores", "satisfaction", "accepted_by", "acceptance_result", "closed_on", "looked_back_on", "look_back",
    "note",
)  # fmt: skip
_GATHERED = ("situations", "problems")
_LISTINGS = {"后进": "is_lagging", "软弱涣散": "is_slack"}


@dataclass(slots=True)
class _File:
    """The rows of one organization in one year and what they state of the file together."""

    branch: Named
    year: int
    rows: list[tuple[SheetWork, Draft]] = field(default_factory=list)
    stated: Row = field(default_factory=dict)


def plan(context: Context) -> None:
    """Judge all sheets of rectifications."""
    found: dict[tuple[str, int], _File] = {}
    for work in context.of_kind(SheetKind.RECTIFICATION):
        for draft in work.drafts():
            _gather(context, work, draft, found)
    if not found:
        return
    files = _Files(context)
    for one in found.values():
        files.take(one)
    files.write()


def _gather(context: Context, work: SheetWork, draft: Draft, found: dict[tuple[str, int], _File]) -> None:
    branch = branch_of(context, work, draft)
    year = year_of(context, work, draft, draft.text("listed_on"))
    if year is None and not draft.bad:
        work.refuse(
            draft, "year", "rectification.no_year", "看不出是哪一年的整顿。", "请在标题或“年度”列里写上年份。"
        )
    if draft.bad or branch is None or year is None:
        work.count(BAD)
        return
    file = found.setdefault((branch.id, year), _File(branch, year))
    file.rows.append((work, draft))
    _state(file, draft)


def _state(file: _File, draft: Draft) -> None:
    """Add what a row says of the file; situations and problems may stand one a row."""
    stated = file.stated
    for name in _GATHERED:
        items = [*split_items(stated.get(name)), *split_measures(draft.text(name))]
        if items:
            stated[name] = join_items(dict.fromkeys(part for item in items for part in split_items(item)))
    first, last = split_period(draft.text("due_on"))
    flags = {name: int(bool(value)) for name, value in draft.states("is_lagging", "is_slack").items()}
    listing = draft.text("listing") or ""
    flags |= {name: 1 for word, name in _LISTINGS.items() if word in listing}
    for name, value in {**draft.states(*_STATED), "due_on": last or first, **flags}.items():
        if value is not None:
            stated.setdefault(name, value)


class _Files:
    """The files with their measures and months, as recorded and as this import brings them."""

    def __init__(self, context: Context) -> None:
        store = context.store
        known = store.find("rectification")
        ids = [row["id"] for row in known]
        self._files = Records(
            context, "rectification", known, lambda row: (row["organization_id"], row["year"])
        )
        self._items = Records(
            context,
            "rectification_item",
            matching.belonging(store, "rectification_item", "rectification_id", ids),
            lambda row: (row["rectification_id"], row["list"], row["content"]),
        )
        self._months = Records(
            context,
            "rectification_progress",
            matching.belonging(store, "rectification_progress", "rectification_id", ids),
            lambda row: (row["rectification_id"], row["month"]),
        )

    def take(self, file: _File) -> None:
        """Take a file with all its rows, and count them."""
        work, draft = file.rows[0]
        key = {"organization_id": file.branch.id, "year": file.year}
        label = f"{file.branch.name}{file.year}年整顿"
        if not self._files.knows(key) and not {"is_lagging", "is_slack"} & set(file.stated):
            said = f"{file.branch.name}没有写是后进还是软弱涣散，请导入后在台账里选定。"
            work.sheet_problem("rectification.listing", said, row=draft.number, level=Level.HINT)
        found, outcome = self._files.take(
            work, draft, label, key, file.stated, {"is_lagging": 0, "is_slack": 0}
        )
        for number, (sheet, row) in enumerate(file.rows):
            details = [
                *self._measures(sheet, row, label, found),
                *self._reports(sheet, row, label, found, file),
            ]
            own = outcome if number == 0 or outcome == NEW else SAME
            sheet.count(NEW if own == NEW else joined([own, *details]))

    def write(self) -> None:
        """Plan what is new."""
        self._files.write()
        self._items.write()
        self._months.write()

    def _measures(self, work: SheetWork, draft: Draft, label: str, file_id: str) -> list[str]:
        text = draft.text("content")
        if text is None:
            return []
        first, last = split_period(draft.text("item_due_on"))
        share = draft.value("progress")
        told = {
            **draft.states("requirement", "responsible"),
            "due_on": last or first,
            "done_on": draft.value("item_done_on"),
            "progress": None if share is None else int(share) // PERCENT,
            "note": draft.value("item_note"),
        }
        stated = {name: value for name, value in told.items() if value is not None}
        known = {"rectification_id": file_id, "list": draft.text("list") or TASK}
        # What is said to stand on a list, or is recorded as one measure, is one.
        whole = draft.value("list") is not None or self._items.knows({**known, "content": text})
        contents = [text] if whole else split_measures(text) or [text]
        return [
            self._items.take(work, draft, label, {**known, "content": content}, stated)[1]
            for content in contents
        ]

    def _reports(self, work: SheetWork, draft: Draft, label: str, file_id: str, file: _File) -> list[str]:
        more = {
            "result": draft.value("report_result"),
            "reported_on": draft.value("reported_on"),
            "note": draft.value("report_note"),
        }
        stated = {name: value for name, value in more.items() if value is not None}
        return [
            self._months.take(
                work,
                draft,
                label,
                {"rectification_id": file_id, "month": month},
                {"content": content, **stated},
            )[1]
            for month, content in _months(work, draft, file).items()
        ]


def _months(work: SheetWork, draft: Draft, file: _File) -> dict[str, str]:
    """Return month → what is reported of it: by column, by a column of months, or month by month in one text."""
    found: dict[str, str] = {}
    for key, value in draft.cells.items():
        if key.field != "report":
            continue
        if key.month:
            found[_in_order(f"{key.year or file.year}-{key.month:02d}", file)] = str(value)
            continue
        told = draft.text("month")
        if told:
            found[told if "-" in told else _in_order(f"{file.year}-{told}", file)] = str(value)
            continue
        parts = split_months(str(value), file.year)
        if not parts and work.reading.as_of:
            parts = {f"{work.reading.as_of:%Y-%m}": str(value)}
        if not parts:
            work.doubt(
                draft, "report", "rectification.no_month", "进展没有写月份，没有导入。", "请写成“5月：……”。"
            )
        found |= {_in_order(month, file): text for month, text in parts.items()}
    return found


def _in_order(month: str, file: _File) -> str:
    """Return a month that was written without its year: one before the listing lies in the year after."""
    listed = str(file.stated.get("listed_on") or "")
    if len(listed) >= len(month) and month < listed[: len(month)] and month[:4] == listed[:4]:
        return f"{int(month[:4]) + 1}{month[4:]}"
    return month
