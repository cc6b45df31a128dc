"""村集体支出台账: one row a payment; equal ones are as many as they are."""

from app.models.store import Row
from app.rules.vocabulary import SheetKind
from app.services.imports.context import Context
from app.services.imports.incomereversals import Reversals
from app.services.imports.sheets import Draft, SheetWork
from app.services.imports.sources import references

_SAME = ("village_id", "spent_on", "category", "item", "payee", "amount_fen", "voucher")
_REVERSED = ("village_id", "category", "item", "payee", "voucher")
_Key = tuple[object, ...]


def plan(context: Context) -> None:
    """Judge all tables of costs together."""
    works = context.of_kind(SheetKind.COSTS)
    if not works:
        return
    recorded: dict[_Key, list[Row]] = {}
    for row in context.store.find("cost_entry"):
        recorded.setdefault(_key(row), []).append(row)
    new: list[tuple[SheetWork, Draft, Row]] = []
    for work in works:
        for draft in work.drafts():
            stated = _stated(context, work, draft)
            if stated is None:
                work.count("bad")
            elif twins := recorded.get(_key(stated), []):
                twins.pop()
                work.count("same")
            else:
                new.append((work, draft, stated))
    reversals = Reversals(
        (row for _, _, row in new), context.store.find("cost_entry"), same=_REVERSED, day="spent_on"
    )
    for _, _, row in new:
        reversals.link(row)
    for work, _, row in sorted(new, key=lambda one: "reverses_id" in one[2]):
        row["sort"] = context.next_sort("cost_entry")
        context.insert(work, "cost_entry", row)
        work.count("new")
    for row in reversals.taken_back:
        context.writes.update("cost_entry", row["id"], {"reversed_on": row["reversed_on"]})


def _stated(context: Context, work: SheetWork, draft: Draft) -> Row | None:
    village = context.village(work, draft)
    if draft.bad or village is None:
        return None
    spent, booked = draft.text("spent_on"), draft.value("booked_on")
    return {
        "village_id": village.id, "spent_on": spent, "category": draft.value("cost_category"),
        "item": draft.value("item"), "payee": draft.value("payee"), "amount_fen": int(draft.value("amount") or 0),
        "booked_on": spent if booked is True else booked or None, "voucher": draft.value("voucher"),
        "note": draft.value("note"), **references(work, draft, village.id, context.holdings, "project_name"),
    }  # fmt: skip


def _key(row: Row) -> _Key:
    return tuple(row[name] for name in _SAME)
