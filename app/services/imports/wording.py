"""Values of records put into the words a clerk reads: codes by their labels, dates and money as on paper."""

from app.rules import codes, dates, fields, money
from app.rules.fields import Stored
from app.rules.reference import column_label

SEVERAL = "、"
_TABLES = {
    "organization": "organizations",
    "village": "villages",
    "village_group": "groups",
    "person": "members",
    "development_case": "development",
    "rating": "ratings",
    "income_entry": "income",
    "target": "targets",
}
_BY_COLUMN = frozenset({
    "pairing", "pairing_activity", "rectification", "rectification_item", "rectification_progress", "contact_point",
    "contact_visit", "branch_task", "cost_entry", "project", "contract", "asset",
})  # fmt: skip
"""Tables whose columns are told apart only by the table: a file and its measures both have a 完成时限."""
_OWN = {
    "status": ("人员类别", "person_status"),
    "stage": ("当前阶段", "person_status"),
    "township_grade": ("评定等次", "grade"),
    "states_member": ("有无党员", "has"),
    "satisfaction": ("群众满意率（%）", "score"),
    "amount_fen": ("金额（元）", "fen"),
    "correction_months": ("党龄校正值（月）", ""),
    "counts_as_operating": ("是否计入经营性收入", "flag"),
    "organization_id": ("所在党支部", "name"),
    "village_id": ("所在村", "name"),
    "village_group_id": ("村民小组", "name"),
    "parent_id": ("上级党组织", "name"),
    "happened_on": ("时间", "date"),
    "until_on": ("结束时间", "date"),
    "payload": ("内容", ""),
    "initials": ("姓名首字母", ""),
}


def shown(table: str, name: str, old: Stored, new: Stored) -> tuple[str, str, str]:
    """Return the label of a field and both values in words; `table` is a ledger table or a kind of sheet."""
    spec = fields.spec(_TABLES.get(table, table), name)
    if spec is None and table in _BY_COLUMN:
        return column_label(table, name), _plain(name, old), _plain(name, new)
    if spec is None or name in _OWN:
        label, how = _OWN.get(name, (name, ""))
    else:
        label, how = spec.label, spec.codes or spec.kind
    return label, in_words(how, old), in_words(how, new)


def _plain(name: str, value: Stored) -> str:
    if name.endswith("_on"):
        return in_words("date", value)
    if name.startswith("is_") and value is not None:
        return in_words("flag", bool(value))
    if name.endswith("_fen"):
        return in_words("fen", value)
    return in_words("score" if name in ("acceptance_score", "satisfaction") else "", value)


def in_words(how: str, value: Stored) -> str:
    """Return a value as it is read: `how` is a code list or a kind of field."""
    if value is None:
        return ""
    if how in {"date", "booked"} and isinstance(value, str):
        return SEVERAL.join(dates.chinese(day) for day in value.split(SEVERAL))
    if how in {"money", "fen"}:
        return money.yuan(int(value))
    if how == "has":
        return "有" if value else "无"
    if how == "flag" or isinstance(value, bool):
        return "是" if value else "否"
    if how in {"share", "score", "mass_grade"} and isinstance(value, str):
        return codes.label("grade", value)
    if how in {"share", "mass_grade"}:
        return f"{int(value) / 100:g}%"
    if how == "score":
        return f"{int(value) / 100:g}"
    return codes.label(how, str(value)) if how in _LISTS else str(value)


_LISTS = frozenset(
    {"ethnicity", "education", "organization_kind", "person_status", "grade", "income_category", "caliber", "field", "sex"}
)  # fmt: skip
