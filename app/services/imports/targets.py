"""村集体经济目标: what each village is to reach in each year."""

from app.models import matching
from app.models.store import Row
from app.rules.vocabulary import Caliber, SheetKind
from app.services.imports.context import Context
from app.services.imports.sheets import Draft, SheetWork, differences

_Key = tuple[str, int, str]


def plan(context: Context) -> None:
    """Judge all tables of targets."""
    rows = [
        (work, draft, stated)
        for work in context.of_kind(SheetKind.TARGETS)
        for draft in work.drafts()
        if (stated := _judged(context, work, draft)) is not None
    ]
    years = sorted({key[1] for _, _, stated in rows for key in stated})
    recorded = {
        (row["village_id"], row["year"], row["caliber"]): row
        for row in matching.of_years(context.store, "target", years)
    }
    seen: dict[_Key, tuple[int, str]] = {}
    for work, draft, stated in rows:
        work.count(_outcome(context, work, draft, stated, recorded, seen))


def _judged(context: Context, work: SheetWork, draft: Draft) -> dict[_Key, Row] | None:
    village = context.village(work, draft)
    amounts = {
        key: value for key, value in draft.cells.items() if key.field == "amount" and value is not None
    }
    own, years = draft.value("year"), work.reading.years
    stated: dict[_Key, Row] = {}
    if not amounts and context.is_shared(work):
        return None
    if not amounts and not draft.bad:
        work.refuse(draft, "amount", "missing", "没有填“目标”。", "请补上目标金额。")
    for key, amount in amounts.items():
        year = key.year or (int(own) if own is not None else None) or (years[0] if len(years) == 1 else None)
        if year is None:
            work.refuse(
                draft,
                "year",
                "target.no_year",
                "看不出是哪一年的目标。",
                "请在标题、表头或“年度”列里写上年份。",
            )
            break
        if village is not None:
            caliber = key.category or draft.text("caliber") or Caliber.TOTAL.value
            stated[(village.id, year, caliber)] = {"amount_fen": amount, **draft.states("note")}
    if draft.bad or village is None:
        work.count("bad")
        return None
    return stated


def _outcome(
    context: Context,
    work: SheetWork,
    draft: Draft,
    stated: dict[_Key, Row],
    recorded: dict[_Key, Row],
    seen: dict[_Key, tuple[int, str]],
) -> str:
    here = f"{context.claims(work)}第{draft.number}行"
    for key, row in stated.items():
        if key in seen and seen[key][0] != row["amount_fen"]:
            work.refuse(
                draft,
                "village",
                "target.duplicate",
                f"{key[1]}年的目标与{seen[key][1]}写的不同。",
                "请只保留对的一行。",
            )
            return "bad"
    outcomes = set()
    for key, row in stated.items():
        if key not in seen:
            seen[key] = (row["amount_fen"], here)
            outcomes.add(_one(context, work, draft, key, row, recorded.get(key)))
    return next((found for found in ("new", "changed") if found in outcomes), "same")


def _one(context: Context, work: SheetWork, draft: Draft, key: _Key, stated: Row, before: Row | None) -> str:
    village_id, year, caliber = key
    if before is None:
        context.insert(work, "target", {"village_id": village_id, "year": year, "caliber": caliber, **stated})
        return "new"
    changes = differences(before, stated)
    label = f"{context.known.villages.name_of(village_id)}{year}年"
    work.changes(draft, label, "target", before, changes)
    context.writes.update("target", before["id"], changes)
    return "changed" if changes else "same"
