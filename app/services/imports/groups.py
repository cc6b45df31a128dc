"""村民小组情况表: the groups of each village and whether the office says they have a 党员."""

from app.excel.readings import ColumnKey
from app.models.populations import RESERVE_NOTE
from app.models.store import Row
from app.rules.texts import parse_flag, split_names
from app.rules.vocabulary import SheetKind
from app.services.imports.context import Context
from app.services.imports.known import Named
from app.services.imports.sheets import Draft, SheetWork, differences

_NO_RESERVE = ("未", "没", "尚未", "不")
_Taken = dict[str, tuple[SheetWork, int]]


def plan(context: Context) -> None:
    """Judge all tables of groups; a second table about the same groups adds to the first."""
    taken: _Taken = {}
    works = context.of_kind(SheetKind.GROUPS)
    for work in works:
        above: str | None = None
        for draft in work.drafts():
            above = _village_from_above(work, draft, above)
            work.count(_outcome(context, work, draft, taken))
    if any(key.field == "is_blank" for work in works for key, _ in work.reading.given):
        _rest_has_members(context, taken)


def _rest_has_members(context: Context, taken: _Taken) -> None:
    """Where the office lists its blank groups by themselves, its other groups have a 党员."""
    for group_id in taken:
        found = context.known.groups.by_id[group_id]
        if found.row.get("states_member") is None:
            context.writes.update("village_group", group_id, {"states_member": 1})
            found.row["states_member"] = 1


def _village_from_above(work: SheetWork, draft: Draft, above: str | None) -> str | None:
    """Give a row without a village that of the row above, as such tables are read; return the row's village."""
    own = draft.text("village")
    if own is None and above is not None and draft.text("name") is not None:
        draft.put(ColumnKey("village"), above)
        work.doubt(draft, "village", "village.from_above", f"没有填村名，按上一行的“{above}”导入。")
    elif own is None:
        work.refuse(draft, "village", "missing", "没有填“所在村”。", "请补上所在村。")
    return own or above


def _outcome(context: Context, work: SheetWork, draft: Draft, taken: _Taken) -> str:
    village = context.village(work, draft)
    name = draft.text("name")
    if draft.bad or village is None or name is None:
        return "bad"
    stated = _stated(work, draft)
    _note_reserves(context, draft, village, name)
    found = context.known.groups.find(village.id, name)
    if found is None:
        return _create(context, work, draft, village, {"name": name, **stated}, taken)
    first = taken.setdefault(found.id, (work, draft.number))
    if first[0] is work and first[1] != draft.number:
        where = f"{context.claims(work)}第{first[1]}行"
        work.refuse(draft, "name", "group.duplicate", f"与{where}是同一个村民小组。", "请只保留一行。")
        return "bad"
    changes = differences(found.row, stated)
    if first[0] is not work:
        changes = _not_contradicting(context, work, draft, found, changes, first)
    if not changes:
        return "same"
    if not found.planned:
        work.changes(draft, f"{village.name}{found.name}", "village_group", found.row, changes)
    context.writes.update("village_group", found.id, changes)
    found.row.update(changes)
    return "same" if found.planned else "changed"


def _create(
    context: Context, work: SheetWork, draft: Draft, village: Named, stated: Row, taken: _Taken
) -> str:
    row: Row = {"village_id": village.id, **stated, "sort": context.next_sort("village_group")}
    found = context.known.groups.create(row)
    context.insert(work, "village_group", found.row)
    taken[found.id] = (work, draft.number)
    return "new"


def _not_contradicting(
    context: Context, work: SheetWork, draft: Draft, found: Named, changes: Row, first: tuple[SheetWork, int]
) -> Row:
    """Return what a second table adds to the first; where the two differ the first stands."""
    added = {name: value for name, value in changes.items() if found.row.get(name) is None}
    if changes.keys() - added.keys() - {"note"}:
        where = f"{context.claims(first[0])}第{first[1]}行"
        work.doubt(draft, "name", "row.differs", f"与{where}写的不同，已按那一行导入。")
    return added


def _stated(work: SheetWork, draft: Draft) -> Row:
    stated: Row = draft.states("households")
    has, blank = draft.value("has_member"), draft.value("is_blank")
    if blank is not None or (has is None and work.heading("is_blank")):
        has = not blank
    if has is not None:
        stated["states_member"] = int(has)
    reserve = draft.text("reserve")
    notes = [note for note in (draft.text("note"), _reserve_note(reserve) if reserve else None) if note]
    if notes:
        stated["note"] = "；".join(notes)
    return stated


def _reserve_note(reserve: str) -> str:
    none = parse_flag(reserve) is False or reserve.startswith(_NO_RESERVE)
    return "未储备" if none else f"{RESERVE_NOTE}{reserve}"


def _note_reserves(context: Context, draft: Draft, village: Named, name: str) -> None:
    """Keep who is named as 储备人选 of a group: a development ledger may not repeat the group."""
    for person in split_names(draft.text("reserve")):
        context.reserves[village.id, person] = name
