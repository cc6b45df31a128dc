"""What has to hold in the forms of 分类定级: nothing changes in a filed round, percentages and quarters are real."""

from app.models import queries_ratings
from app.models.store import Row, Store
from app.rules.dates import definitely_before
from app.rules.reference import column_label

Complaint = tuple[str, str]
PERCENT, QUARTERS, MONTH_LENGTH, WHOLE = 100, 4, len("2023-07"), 10_000


def check_lock(store: Store, row: Row) -> list[Complaint]:
    """Complain about a rating of a round that has been filed."""
    if queries_ratings.locked_on(store, row["year"]):
        return [("year", f"{row['year']}年分类定级已备案锁定，要修改请先“重新开放”并写明原因。")]
    return []


def check_task(store: Store, row: Row) -> list[Complaint]:
    """Check a task of a branch."""
    quarter = row.get("quarter")
    found = (
        [] if quarter is None or 1 <= quarter <= QUARTERS else [("quarter", "季度请填1至4，全年任务不填。")]
    )
    return found + check_item(store, row)


def check_item(store: Store, row: Row) -> list[Complaint]:
    """Check progress of a task or of a row of a list."""
    progress = row.get("progress")
    if progress is not None and not 0 <= progress <= PERCENT:
        return [("progress", "完成比例请填0至100。")]
    return []


def check_file(store: Store, row: Row) -> list[Complaint]:
    """Check a file of 整顿: a flag is set, none other of the year is open, figures are real, its days follow one another."""
    found: list[Complaint] = []
    if not row.get("is_lagging") and not row.get("is_slack"):
        found.append(("is_lagging", "请选择“后进”或“软弱涣散”，可以都选。"))
    same = store.find("rectification", organization_id=row["organization_id"], year=row["year"])
    if not row.get("closed_on") and any(one["id"] != row.get("id") and not one["closed_on"] for one in same):
        said = f"该党组织{row['year']}年已经列入整顿、还没有销号，请修改原来的台账。"
        found.append(("organization_id", said))
    found += [
        (name, f"{column_label('rectification', name)}请填0至100。")
        for name in ("acceptance_score", "satisfaction")
        if not 0 <= (row.get(name) or 0) <= WHOLE
    ]
    pairs = (
        ("due_on", "listed_on", "整顿时限早于认定日期，请核对。"),
        ("accepted_on", "listed_on", "验收日期早于认定日期，请核对。"),
        ("closed_on", "accepted_on", "销号日期早于验收日期，请核对。"),
        ("looked_back_on", "closed_on", "回头看日期早于销号日期，请核对。"),
    )
    return found + [
        (late, said) for late, early, said in pairs if definitely_before(row.get(late), row.get(early))
    ]


def check_month(store: Store, row: Row) -> list[Complaint]:
    """Check the month of a progress report: a whole month, reported once."""
    if len(row["month"]) != MONTH_LENGTH:
        return [("month", "请填年月，如 2023.5。")]
    same = store.find("rectification_progress", rectification_id=row["rectification_id"], month=row["month"])
    twins = [one for one in same if one["id"] != row.get("id")]
    return [("month", "这个月的进展已经登记过，请修改那一条。")] if twins else []


def check_period(store: Store, row: Row) -> list[Complaint]:
    """Check that a contact point does not end before it begins."""
    late = definitely_before(row.get("to_on"), row.get("from_on"))
    return [("to_on", "结束日期早于开始日期，请核对。")] if late else []
