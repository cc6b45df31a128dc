"""What has to hold between the fields of one record, and between it and the rest of the ledger, before it is saved."""

from collections.abc import Callable

from app.models import editing as lookups
from app.models.store import Row, Store
from app.rules.dates import definitely_before
from app.rules.idnumbers import IdNumber, parse_id_number
from app.rules.pinyin import initials
from app.services.ratings import form_checks
from app.services.ratings.ties import sides

WHOLE = 100
Complaint = tuple[str, str]
"""A field and what is wrong with it."""


def complete(table: str, changes: Row, before: Row | None) -> None:
    """Fill what follows from what was typed: initials, and birth and sex from the ID number where left empty."""
    if table != "person":
        return
    if "name" in changes:
        changes["initials"] = initials(str(changes["name"]))
    found = parse_id_number(changes.get("id_number")) if changes.get("id_number") else None
    if isinstance(found, IdNumber):
        held = {**(before or {}), **changes}
        if not held.get("birth_on"):
            changes["birth_on"] = found.birth.isoformat()
        if not held.get("sex"):
            changes["sex"] = int(found.sex)


def _person(store: Store, row: Row) -> list[Complaint]:
    found: list[Complaint] = []
    if row.get("id_number") and not row.get("ended_on"):
        twin = lookups.person_with_id_number(store, row["id_number"], besides=row.get("id"))
        if twin:
            where = twin["organization"] or "未编入党支部"
            found.append(("id_number", f"这个号码已登记给{twin['name']}（{where}），请核对是否同一人。"))
    pairs = (
        ("joined_on", "birth_on", "入党日期早于出生日期，请核对。"),
        ("full_on", "joined_on", "转正日期早于入党日期，请核对。"),
        ("ended_on", "joined_on", "离开日期早于入党日期，请核对。"),
    )
    return found + [(late, message) for late, early, message in pairs if _before(row, late, early)]


def _organization(store: Store, row: Row) -> list[Complaint]:
    found: list[Complaint] = []
    parent = row.get("parent_id")
    if parent and row.get("id") and row["id"] in [parent, *lookups.ancestors(store, parent)]:
        found.append(("parent_id", "上级党组织不能是它自己或它的下级，请另选。"))
    if not row.get("ended_on"):
        twins = lookups.others(
            store, "organization", {"name": row["name"], "ended_on": None}, besides=row.get("id")
        )
        if twins:
            found.append(("name", f"已经有名为“{row['name']}”的党组织，请核对。"))
    if _before(row, "term_ends_on", "elected_on"):
        found.append(("term_ends_on", "届满时间早于换届时间，请核对。"))
    return found


def _village(store: Store, row: Row) -> list[Complaint]:
    twins = lookups.others(store, "village", {"name": row["name"], "ended_on": None}, besides=row.get("id"))
    return [("name", f"已经有名为“{row['name']}”的村。")] if twins and not row.get("ended_on") else []


def _group(store: Store, row: Row) -> list[Complaint]:
    key = {"village_id": row["village_id"], "name": row["name"], "ended_on": None}
    twins = lookups.others(store, "village_group", key, besides=row.get("id"))
    return (
        [("name", f"该村已经有名为“{row['name']}”的村民小组。")] if twins and not row.get("ended_on") else []
    )


def _rating(store: Store, row: Row) -> list[Complaint]:
    key = {"organization_id": row["organization_id"], "year": row["year"]}
    twins = lookups.others(store, "rating", key, besides=row.get("id"))
    found = [("year", f"该党支部已有{row['year']}年的定级记录，请修改那一条。")] if twins else []
    return found + form_checks.check_lock(store, row)


def _pairing(store: Store, row: Row) -> list[Complaint]:
    if not row.get("partner_id") and not row.get("partner_name"):
        return [("partner_id", "请选择结对党支部，或填写结对单位。")]
    if row.get("partner_id") and row.get("partner_name"):
        return [("partner_name", "已经选了结对党支部，结对单位不用再填。")]
    if row.get("partner_id") == row["organization_id"]:
        return [("partner_id", "结对双方不能是同一个党支部。")]
    same = [one for one in store.find("pairing", year=row["year"]) if one["id"] != row.get("id")]
    twins = any(sides(one) == sides(row) for one in same)
    found = [("partner_id", "这一对今年已经登记过，请修改那一条。")] if twins else []
    return found + form_checks.check_period(store, row)


def _target(store: Store, row: Row) -> list[Complaint]:
    key = {name: row[name] for name in ("village_id", "year", "caliber")}
    twins = lookups.others(store, "target", key, besides=row.get("id"))
    return [("year", f"该村已有{row['year']}年的目标，请修改那一条。")] if twins else []


def _income(store: Store, row: Row) -> list[Complaint]:
    if _before(row, "booked_on", "received_on"):
        return [("booked_on", "入账日期早于收入日期，请核对。")]
    return []


def _cost(store: Store, row: Row) -> list[Complaint]:
    if _before(row, "booked_on", "spent_on"):
        return [("booked_on", "入账日期早于支出日期，请核对。")]
    return []


def _project(store: Store, row: Row) -> list[Complaint]:
    found: list[Complaint] = []
    if not 0 <= (row.get("progress") or 0) <= WHOLE:
        found.append(("progress", "进度是百分数，请填0到100。"))
    if _before(row, "finished_on", "started_on"):
        found.append(("finished_on", "完工日期早于开工日期，请核对。"))
    return found + _village_of(store, row, "project", "name", "该村已经登记了同名的项目。")


def _contract(store: Store, row: Row) -> list[Complaint]:
    found: list[Complaint] = []
    if _before(row, "to_on", "from_on"):
        found.append(("to_on", "到期日期早于起始日期，请核对。"))
    if row.get("number"):
        found += _village_of(store, row, "contract", "number", "该村已经登记了同一编号的合同。")
    return found


def _village_of(store: Store, row: Row, table: str, name: str, message: str) -> list[Complaint]:
    key = {"village_id": row["village_id"], name: row[name], "ended_on": None}
    twins = lookups.others(store, table, key, besides=row.get("id")) if not row.get("ended_on") else []
    return [(name, message)] if twins else []


def _case(store: Store, row: Row) -> list[Complaint]:
    key = {"person_id": row["person_id"], "closed_on": None}
    twins = (
        [] if row.get("closed_on") else lookups.others(store, "development_case", key, besides=row.get("id"))
    )
    return [("person_id", "这个人已经有一份没有结束的案卷，请打开那一份。")] if twins else []


def _step(store: Store, row: Row) -> list[Complaint]:
    key = {"case_id": row["case_id"], "step": row["step"], "seq": row.get("seq") or 1}
    twins = lookups.others(store, "step_record", key, besides=row.get("id"))
    found = [("step", "这一步已经登记过，请修改那一条。")] if twins else []
    if _before(row, "until_on", "happened_on"):
        found.append(("until_on", "结束日期早于开始日期，请核对。"))
    return found


def _before(row: Row, late: str, early: str) -> bool:
    return definitely_before(row.get(late), row.get(early))


CHECKS: dict[str, Callable[[Store, Row], list[Complaint]]] = {
    "person": _person,
    "organization": _organization,
    "village": _village,
    "village_group": _group,
    "rating": _rating,
    "pairing": _pairing,
    "target": _target,
    "income_entry": _income,
    "cost_entry": _cost,
    "project": _project,
    "contract": _contract,
    "development_case": _case,
    "step_record": _step,
    "branch_task": form_checks.check_task,
    "contact_point": form_checks.check_period,
    "rectification": form_checks.check_file,
    "rectification_item": form_checks.check_item,
    "rectification_progress": form_checks.check_month,
}
