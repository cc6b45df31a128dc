"""Lists out of the ledger as clean workbooks; ID numbers and telephones masked unless a reason is given."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.errors import BadInput
from app.excel.vocabularies import Field, vocabulary
from app.excel.writer import TableColumn, write_table
from app.models import queries_exports as queries
from app.models.events import record_event
from app.models.store import Row, Store
from app.progress import SILENT, Progress
from app.rules import codes
from app.rules.idnumbers import mask, mask_phone
from app.rules.vocabulary import SheetKind
from app.services.exports_rectification import in_rows
from app.services.imports.cases import STEPS, TRAINING
from app.services.townships import township

CODED = {
    "sex": "sex",
    "ethnicity": "ethnicity",
    "education": "education",
    "member_kind": "person_status",
    "stage": "person_status",
    "grade": "grade",
    "self_grade": "grade",
    "mass_grade": "grade",
    "member_grade": "grade",
    "county_grade": "grade",
    "category": "income_category",
    "caliber": "caliber",
    "nature": "income_nature",
    "cost_category": "cost_category",
    "mode": "project_mode",
    "contract_kind": "contract_kind",
    "asset_kind": "asset_kind",
    "usage": "asset_usage",
    "field": "field",
    "list": "rectification_list",
}
FLAGS = ("is_migrant", "is_hardship", "is_lost", "operating_flag", "is_lagging", "is_slack")
QUARTERS = {None: "全年", 1: "一季度", 2: "二季度", 3: "三季度", 4: "四季度"}
PERCENT = 100
SHARES = ("satisfaction",)
BACKERS = {"contact": "contacts", "introducer": "introducers"}


def export(
    store: Store,
    kind: str,
    out: Path,
    *,
    full_ids: bool = False,
    reason: str = "",
    actor: str,
    progress: Progress = SILENT,
) -> int:
    """Write a list as a workbook the import reads again; return the number of rows.

    With `full_ids` the numbers are whole, and who took them out and why is kept in the history. Raises BadInput when no
    reason is given for that.
    """
    if full_ids and not reason.strip():
        raise BadInput("导出完整号码要写明理由。", "请写明理由，例如“报送县委组织部”。")
    words = vocabulary(kind)
    fields = [field for field in words.fields if field.template]
    office = township(store).name
    columns = [_column(field) for field in fields]
    rows = (
        [_cell(kind, field.name, row, full=full_ids) for field in fields] for row in _records(store, kind)
    )
    notes = () if full_ids else ("身份证号和电话已遮去一部分。",)
    written = write_table(
        out,
        f"{office}{words.label}",
        columns,
        rows,
        notes=("内部资料，注意保存。", *notes),
        progress=progress,
    )
    if full_ids:
        record_event(store, "export", f"导出{SheetKind.label_of(kind)}（完整号码）：{reason}", actor)
    return written


def _column(field: Field) -> TableColumn:
    # Whatever the template asks for, amounts leave in yuan, to the fen.
    label = field.label.replace("（万元）", "（元）")
    return TableColumn(label, float(field.template.get("width", 12)), field.template.get("kind", "text"))


def _records(store: Store, kind: str) -> Iterator[Row]:
    add = _MORE.get(kind)
    more = add(store) if add else None
    for row in queries.listed(store, kind):
        found = {**row, **more(row)} if more else row
        yield from in_rows(store, found) if kind == "rectification" else (found,)


def _cell(kind: str, name: str, row: Row, *, full: bool) -> object:
    value = row.get(name)
    if name == "quarter":
        return QUARTERS[value or None]
    if value is None:
        return None
    if name == "kind":
        return codes.label("organization_kind", value)
    if name in CODED:
        return codes.label(CODED[name], str(value))
    if name in FLAGS:
        return "是" if value else "否"
    if name == "has_member":
        return "有" if value else "无"
    if name == "id_number":
        return value if full else mask(value)
    if name == "phone" and kind != "organizations":
        return value if full else mask_phone(value)
    if name in SHARES:
        return f"{value / PERCENT:g}%"
    if name == "progress":
        return f"{value}%"
    if name in ("score", "acceptance_score"):
        return f"{value / 100:g}"
    return value if name == "amount" or name.endswith("_fen") else str(value)


def _case_details(store: Store) -> Callable[[Row], Row]:
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    by_step = defaultdict(list)
    for field, (step, column) in STEPS.items():
        by_step[step].append((field, column))
    for row in queries.steps(store):
        for field, column in by_step[row["step"]]:
            found[row["case_id"]][field] = row[column]
        if row["step"] == TRAINING and row["payload"]:
            found[row["case_id"]]["training_hours"] = _hours(row["payload"])
    names: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in queries.backers(store):
        names[row["case_id"], BACKERS[row["role"]]].append(row["name"])
    for (case, field), people in names.items():
        found[case][field] = "、".join(people)
    return lambda row: found[row["id"]]


def _hours(payload: str) -> Any:
    return json.loads(payload).get("training", {}).get("hours")


def _partners(store: Store) -> Callable[[Row], Row]:
    names: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for row in queries.partners(store):
        names[row["year"], row["organization_id"]].append(row["partner"])
    return lambda row: {"paired_with": "、".join(names[row["year"], row["organization_id"]]) or None}


_MORE: dict[str, Callable[[Store], Callable[[Row], Row]]] = {
    "development": _case_details,
    "ratings": _partners,
}
