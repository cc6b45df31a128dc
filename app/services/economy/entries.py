"""收支台账: the entries behind every sum, categories valid for a year, and taking one back by a counter-entry."""

from dataclasses import dataclass

from app.errors import BadInput, NotFound
from app.models import queries_economy
from app.models.labels import record_label
from app.models.store import Row, Store
from app.rules import codes
from app.rules.dates import parse_date
from app.rules.economy import accounting_on, counts
from app.rules.problems import FieldProblem
from app.rules.reference_economy import accountings
from app.services.economy.calibers import calibers_in_force
from app.services.economy.years import end_of
from app.services.incomes import category_label

TABLES = {"income": "income_entry", "cost": "cost_entry"}
DAYS = {"income": "received_on", "cost": "spent_on"}
OTHERS = {"income": "payer", "cost": "payee"}
WORDS = {"income": "收入", "cost": "支出"}


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One entry of income or costs; `state` is 冲销 for a counter-entry, 已冲销 for what it took back."""

    id: str
    kind: str
    village_id: str
    village: str
    on: str
    category: str
    category_label: str
    item: str
    other: str
    amount_fen: int
    booked_on: str
    voucher: str
    project: str
    contract: str
    nature: str
    note: str
    state: str


def ledger(
    store: Store,
    *,
    year: int,
    kind: str = "income",
    village_id: str = "",
    month: int | None = None,
    category: str | None = None,
    caliber: str = "",
) -> list[LedgerEntry]:
    """Return the entries of a year: of a village, a month (0: without a month), a category, a caliber."""
    measure = calibers_in_force(store, year).get(caliber)
    found = []
    for row in queries_economy.ledger(store, year, village_id=village_id, costs=kind == "cost", month=month):
        entry = _entry(kind, row)
        if category is not None and entry.category != category:
            continue
        if measure and kind == "cost" and entry.category not in measure.costs:
            continue
        if (
            measure
            and kind == "income"
            and not counts(measure, row["category"], row["counts_as_operating"], row["nature"])
        ):
            continue
        found.append(entry)
    return found


def reverse_entry(
    store: Store, entry_id: str, reason: str, *, kind: str = "income", on: str = "", actor: str
) -> str:
    """Take an entry back by a counter-entry that refers to it; both stay to be seen. Returns the new entry's id.

    The counter-entry has the entry's own date, so that its month comes out right, unless `on` (ISO) says otherwise.
    Raises NotFound; BadInput without a reason, for a day that is none, for what is taken back already.
    """
    table = TABLES[kind]
    row = store.get(table, entry_id)
    if row is None:
        raise NotFound(f"这笔{WORDS[kind]}已经不在了。", "请刷新页面后再试。")
    if not reason.strip():
        raise BadInput("还没有写冲销的原因。", "请写明原因，例如“重复登记”。")
    if row["reverses_id"] or row["reversed_on"]:
        raise BadInput(f"这笔{WORDS[kind]}已经冲销过，或者本身就是冲销。", "请查看台账中的冲销记录。")
    day = _day(on) if on else str(row[DAYS[kind]])
    with store.operation(f"{kind}.reverse", "", actor) as operation:
        operation.sentence = f"冲销{WORDS[kind]}：{record_label(store, table, entry_id)}（{reason.strip()}）"
        return counter(store, kind, row, reason.strip(), day)


def counter(store: Store, kind: str, row: Row, reason: str, day: str) -> str:
    """Write the counter-entry of a row and mark the row; to be called inside an operation."""
    kept = ("village_id", "category", "item", OTHERS[kind], "project_id", "voucher")
    more = ("project", "contract_id", "counts_as_operating", "nature") if kind == "income" else ()
    entry: Row = {name: row[name] for name in (*kept, *more)}
    entry |= {
        DAYS[kind]: day, "amount_fen": -row["amount_fen"], "booked_on": day if row["booked_on"] else None,
        "reverses_id": row["id"], "note": f"冲销：{reason}", "sort": row["sort"],
    }  # fmt: skip
    [made] = store.insert(TABLES[kind], [entry])
    store.update(TABLES[kind], row["id"], {"reversed_on": day})
    return made


def categories_for(year: int, *, kind: str = "income") -> dict[str, str]:
    """Return code → name of the categories the accounting rule of a year has, in its order."""
    rule = accounting_on(accountings(), end_of(year))
    listed = rule.costs if kind == "cost" else rule.categories
    return {code: category_label(code) for code in listed}


def _entry(kind: str, row: Row) -> LedgerEntry:
    income = kind == "income"
    state = "冲销" if row["reverses_id"] else "已冲销" if row["reversed_on"] else ""
    return LedgerEntry(
        row["id"], kind, row["village_id"], row["village"], row[DAYS[kind]], row["category"] or "",
        category_label(row["category"]), row["item"] or "", row[OTHERS[kind]] or "", row["amount_fen"],
        row["booked_on"] or "", row["voucher"] or "", row["project_name"] or (row["project"] or "" if income else ""),
        row["contract_name"], codes.label("income_nature", row["nature"]) if income else "", row["note"] or "", state,
    )  # fmt: skip


def _day(text: str) -> str:
    found = parse_date(text)
    if isinstance(found, FieldProblem):
        raise BadInput(found.message)
    return found.iso
