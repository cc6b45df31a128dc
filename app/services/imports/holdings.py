"""项目、合同、资产资源: known again by village, name and number; what a table states is filled in."""

from dataclasses import dataclass

from app.models.store import Row
from app.rules.fields_economy import HOLDING_FIELDS
from app.rules.vocabulary import SheetKind
from app.services.imports.context import Context
from app.services.imports.sheets import Draft, SheetWork, differences
from app.services.imports.sources import REFERENCES, references

COLUMNS = {"project_kind": "kind", "contract_kind": "kind", "asset_kind": "kind"}
"""Fields whose column of the ledger has another name."""
HUNDREDTHS = 100
_MEANT = frozenset({"village", *REFERENCES})
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table and the table of the ledger it fills."""

    sheet: str
    table: str
    numbered: bool = False


KINDS = (
    Kind(SheetKind.PROJECTS, "project"),
    Kind(SheetKind.CONTRACTS, "contract", numbered=True),
    Kind(SheetKind.ASSETS, "asset"),
)


def plan(context: Context) -> None:
    """Judge the tables of projects, then of contracts, then of assets: the later refer to the earlier."""
    for kind in KINDS:
        recorded = {_key(kind, row): row for row in context.store.find(kind.table, ended_on=None)}
        seen: set[_Key] = set()
        for work in context.of_kind(kind.sheet):
            for draft in work.drafts():
                stated = _stated(context, work, draft, kind)
                work.count(
                    "bad" if stated is None else _outcome(context, work, draft, kind, stated, recorded, seen)
                )
                if stated is not None:
                    context.holdings.add(kind.table, stated)


def _stated(context: Context, work: SheetWork, draft: Draft, kind: Kind) -> Row | None:
    village = context.village(work, draft)
    if draft.bad or village is None:
        return None
    names = [name for name in HOLDING_FIELDS[kind.sheet] if name not in _MEANT]
    row: Row = {COLUMNS.get(name, name): draft.value(name) for name in names}
    if row.get("progress") is not None:
        row["progress"] //= HUNDREDTHS
    linked = [name for name in REFERENCES if name in HOLDING_FIELDS[kind.sheet]]
    return {"village_id": village.id, **row, **references(work, draft, village.id, context.holdings, *linked)}


def _outcome(
    context: Context, work: SheetWork, draft: Draft, kind: Kind, stated: Row, recorded: dict[_Key, Row], seen: set[_Key]
) -> str:  # fmt: skip
    key = _key(kind, stated)
    if key in seen:
        work.refuse(draft, "name", "holding.twice", f"“{stated['name']}”在表中写了两次。", "请只保留一行。")
        return "bad"
    seen.add(key)
    before = recorded.get(key)
    if before is None:
        stated["sort"] = context.next_sort(kind.table)
        context.insert(work, kind.table, stated)
        return "new"
    changes = differences(before, stated)
    stated["id"] = before["id"]
    work.changes(draft, str(stated["name"]), kind.table, before, changes)
    context.writes.update(kind.table, before["id"], changes)
    return "changed" if changes else "same"


def _key(kind: Kind, row: Row) -> _Key:
    return row["village_id"], row["name"], (row["number"] or "") if kind.numbered else ""
