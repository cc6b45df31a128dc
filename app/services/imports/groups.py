"""村民小组情况表: the groups of each village and whether the office says they have a 党员."""

from app.excel.readings import ColumnKey
from app.models.store import Row
from app.rules.vocabulary import SheetKind
from app.services.imports.context import Context
from app.services.imports.sheets import Draft, SheetWork, differences


def plan(context: Context) -> None:
    """Judge all tables of groups."""
    taken: dict[str, str] = {}
    for work in context.of_kind(SheetKind.GROUPS):
        above: str | None = None
        for draft in work.drafts():
            above = _village_from_above(work, draft, above)
            work.count(_outcome(context, work, draft, taken))


def _village_from_above(work: SheetWork, draft: Draft, above: str | None) -> str | None:
    """Give a row without a village that of the row above, as such tables are read; return the row's village."""
    own = draft.text("village")
    if own is None and above is not None and draft.text("name") is not None:
        draft.put(ColumnKey("village"), above)
        work.doubt(draft, "village", "village.from_above", f"没有填村名，按上一行的“{above}”导入。")
    elif own is None:
        work.refuse(draft, "village", "missing", "没有填“所在村”。", "请补上所在村。")
    return own or above


def _outcome(context: Context, work: SheetWork, draft: Draft, taken: dict[str, str]) -> str:
    village = context.village(work, draft)
    name = draft.text("name")
    if draft.bad or village is None or name is None:
        return "bad"
    stated = _stated(draft)
    found = context.known.groups.find(village.id, name)
    if found is None:
        row: Row = {
            "village_id": village.id,
            "name": name,
            **stated,
            "sort": context.next_sort("village_group"),
        }
        found = context.known.groups.create(row)
        context.insert(work, "village_group", found.row)
        taken[found.id] = f"{context.claims(work)}第{draft.number}行"
        return "new"
    if found.id in taken:
        work.refuse(
            draft, "name", "group.duplicate", f"与{taken[found.id]}是同一个村民小组。", "请只保留一行。"
        )
        return "bad"
    taken[found.id] = f"{context.claims(work)}第{draft.number}行"
    changes = differences(found.row, stated)
    if not changes:
        return "same"
    work.changes(draft, f"{village.name}{found.name}", "village_group", found.row, changes)
    context.writes.update("village_group", found.id, changes)
    return "changed"


def _stated(draft: Draft) -> Row:
    stated: Row = draft.states("households")
    has, blank = draft.value("has_member"), draft.value("is_blank")
    if has is None and blank is not None:
        has = not blank
    if has is not None:
        stated["states_member"] = int(has)
    reserve = draft.text("reserve")
    notes = [note for note in (draft.text("note"), f"储备：{reserve}" if reserve else None) if note]
    if notes:
        stated["note"] = "；".join(notes)
    return stated
