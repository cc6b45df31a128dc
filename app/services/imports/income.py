"""村集体经济收入台账: one row a receipt, or villages by months or categories; each amount becomes one entry."""

from collections import Counter
from dataclasses import dataclass, field

from app.models import matching
from app.models.store import Row
from app.rules import dates
from app.rules.money import yuan
from app.rules.vocabulary import SheetKind
from app.services.imports.context import Context
from app.services.imports.incomematches import Details, EntryMatches
from app.services.imports.incomeparts import AMOUNT, REST, Part, is_expense, parts_of, received_on
from app.services.imports.incomereversals import Reversals
from app.services.imports.sheets import Draft, SheetWork, differences
from app.services.imports.sources import references
from app.services.imports.totals import check_totals


@dataclass(slots=True)
class _Row:
    """One row of a ledger and the entries it stands for."""

    work: SheetWork
    draft: Draft
    village: str
    entries: list[Row] = field(default_factory=list)
    sums_up: bool = False
    spans: list[int] = field(default_factory=list)
    found: list[Row | None] = field(default_factory=list)
    is_receipt: bool = False


def plan(context: Context) -> None:
    """Judge all income ledgers together: an entry may stand in two of them."""
    rows: list[_Row] = []
    for work in context.of_kind(SheetKind.INCOME):
        for draft in work.drafts():
            row = _judged(context, work, draft)
            if row is not None:
                rows.append(row)
        check_totals(work)
    rows = _without_counting_twice(context, rows)
    entries = [entry for row in rows for entry in row.entries]
    matches = EntryMatches(context.store, entries)
    position = 0
    for row in rows:
        row.found = matches.found[position : position + len(row.entries)]
        position += len(row.entries)
    _link_reversals(context, rows)
    # What takes something back is written after it.
    for row in sorted(rows, key=lambda row: any(entry.get("reverses_id") for entry in row.entries)):
        row.work.count(_outcome(context, row))


def _link_reversals(context: Context, rows: list[_Row]) -> None:
    """Link the counter-entries that are new; a negative amount that takes nothing back is doubted."""
    new = [
        (row, entry)
        for row in rows
        for entry, before in zip(row.entries, row.found, strict=True)
        if before is None
    ]
    years = sorted({int(entry["received_on"][:4]) for _, entry in new})
    recorded = matching.income_of_years(context.store, years)
    reversals = Reversals((entry for _, entry in new), recorded)
    for row, entry in new:
        if not reversals.link(entry) and entry["amount_fen"] < 0 and row.is_receipt:
            row.work.doubt(row.draft, "amount", "amount.negative", "金额是负数，按冲减收入导入。")
    for taken in reversals.taken_back:
        context.writes.update("income_entry", taken["id"], {"reversed_on": taken["reversed_on"]})


def _judged(context: Context, work: SheetWork, draft: Draft) -> _Row | None:
    if is_expense(work, draft):
        return None
    village = context.village(work, draft)
    amounts = {key: int(value or 0) for key, value in draft.cells.items() if key.field == "amount"}
    parts = parts_of(work, draft, amounts)
    if not amounts and context.is_shared(work):
        return None
    if not amounts and not draft.bad:
        work.refuse(draft, "amount", "missing", "没有填“金额”。", "请补上金额。")
    if draft.bad or village is None:
        work.count("bad")
        return None
    wide = any(key != AMOUNT for key in amounts)
    row = _Row(work, draft, village.name, is_receipt=not wide)
    row.sums_up = wide and draft.value("received_on") is None
    for part in parts:
        received = received_on(work, draft, part.key)
        if received is None:
            work.refuse(
                draft,
                "received_on",
                "income.no_date",
                "看不出是哪一年的收入。",
                "请填收入日期，或在标题里写上年份。",
            )
            work.count("bad")
            return None
        row.entries.append(_entry(context, work, draft, part, received, village.id))
        row.spans.append(part.span)
    return row


def _without_counting_twice(context: Context, rows: list[_Row]) -> list[_Row]:
    """Hold sums of a month or year against the receipts, or the months, of the same time: money is counted once.

    A sum that agrees with them says nothing new; one that differs makes its row bad.
    """
    details = Details(
        context.store,
        [entry for row in rows for entry in row.entries],
        [span for row in rows for span in row.spans],
    )
    details.add_recorded(entry["received_on"][:4] for row in rows if row.sums_up for entry in row.entries)
    kept: list[_Row] = []
    for row in rows:
        told = [
            (entry, _finer(details, row, entry, span) if row.sums_up else None)
            for entry, span in zip(row.entries, row.spans, strict=True)
        ]
        wrong = [(entry, fen) for entry, fen in told if fen is not None and fen != entry["amount_fen"]]
        for entry, fen in wrong:
            what = (
                f"{row.village}{dates.chinese(entry['received_on'])}的逐笔收入合计{yuan(fen or 0)}元，"
                f"这里是{yuan(entry['amount_fen'])}元，一并导入会重复计算。"
            )
            row.work.refuse(
                row.draft, "village", "income.counted_twice", what, "请核对，逐笔的和汇总的只保留一种。"
            )
        if wrong:
            row.work.count("bad")
            continue
        row.entries = [entry for entry, fen in told if fen is None]
        kept.append(row)
    return kept


def _finer(details: Details, row: _Row, entry: Row, span: int) -> int | None:
    """Return what a sum repeats; of the rest of a total, what is known of its year beside the row's own parts."""
    if span != REST:
        return details.of(entry, span)
    year = entry["received_on"][:4]
    own = sum(
        one["amount_fen"] for one in row.entries if one is not entry and one["received_on"].startswith(year)
    )
    beside = (details.of(entry, 1) or 0) - own
    return beside - own if beside else None


def _sources(context: Context, work: SheetWork, draft: Draft, village_id: str) -> Row:
    """Return the project and contract a receipt belongs to; a project nobody keeps stays as its name."""
    project, contract = draft.text("project_name"), draft.text("contract_name")
    found: Row = {}
    if project is not None:
        record = context.holdings.find("project", village_id, project)
        found["project" if record is None else "project_id"] = record or project
    if contract is not None:
        found |= references(work, draft, village_id, context.holdings, "contract_name")
    return found


def _entry(
    context: Context, work: SheetWork, draft: Draft, part: Part, received: str, village_id: str
) -> Row:
    entry: Row = {"village_id": village_id, "received_on": received, "amount_fen": part.fen}
    entry["category"] = part.key.category or draft.value("category")
    for name in ("item", "payer", "voucher", "note"):
        entry[name] = draft.value(name)
    entry["booked_on"] = _booked_on(work, draft, received)
    flag = draft.value("operating_flag")
    entry["counts_as_operating"] = None if flag is None else int(flag)
    entry["nature"] = draft.value("nature")
    entry |= _sources(context, work, draft, village_id)
    booked = entry["booked_on"]
    if isinstance(booked, str) and dates.definitely_before(booked, received):
        work.doubt(draft, "booked_on", "date.order", "入账日期早于收入日期。")
    return entry


def _booked_on(work: SheetWork, draft: Draft, received: str) -> str | None:
    """Return when the money was booked; a sheet that does not speak of booking lists booked money."""
    stated, flag = draft.value("booked_on"), draft.value("is_booked")
    if isinstance(stated, str):
        return stated
    if stated is None and flag is None:
        return None if work.heading("booked_on") or work.heading("is_booked") else received
    return received if stated is True or (stated is None and flag) else None


def _outcome(context: Context, row: _Row) -> str:
    outcomes: Counter[str] = Counter()
    for entry, before in zip(row.entries, row.found, strict=True):
        if before is None:
            entry["sort"] = context.next_sort("income_entry")
            context.insert(row.work, "income_entry", entry)
            outcomes["new"] += 1
            continue
        changes = differences(before, entry)
        outcomes["changed" if changes else "same"] += 1
        label = f"{row.village} {dates.chinese(before['received_on'])} {before['item'] or ''}".strip()
        row.work.changes(row.draft, label, "income_entry", before, changes)
        context.writes.update("income_entry", before["id"], changes)
    return next((name for name in ("new", "changed") if outcomes[name]), "same")
