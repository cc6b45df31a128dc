"""The roster as it is shown, written as a workbook: the same people, columns and order."""

from collections.abc import Iterator
from pathlib import Path

from app.excel.writer import CellKind, TableColumn, write_table
from app.models.events import record_event
from app.models.store import Store
from app.progress import SILENT, Progress
from app.rules.idnumbers import mask, mask_phone
from app.services.lists.roster import COLUMNS, RosterColumn, RosterView
from app.services.townships import township

PAGE = 1000
KINDS: dict[str, CellKind] = {"date": "date", "number": "number"}
WIDTHS = {
    "organization": 30.0,
    "id_number": 21.0,
    "address": 28.0,
    "work_unit": 22.0,
    "note": 24.0,
    "phone": 14.0,
}
USUAL_WIDTH = 12.0


def export_shown(
    store: Store, view: RosterView, out: Path, *, reason: str = "", actor: str, progress: Progress = SILENT
) -> int:
    """Write the people of a view with its columns, in its order; return how many.

    ID numbers and telephones are masked unless a `reason` is given, which is kept in the history.
    """
    by_code = {column.code: column for column in COLUMNS}
    columns = [by_code[code] for code in view.columns]
    notes = () if reason else ("身份证号和电话已遮去一部分。",)
    written = write_table(
        out,
        f"{township(store).name}党员花名册",
        [TableColumn(one.heading, WIDTHS.get(one.code, USUAL_WIDTH), _kind(one)) for one in columns],
        _rows(view, columns, whole=bool(reason)),
        notes=("内部资料，注意保存。", *notes),
        progress=progress,
    )
    if reason:
        record_event(store, "export", f"导出花名册（完整号码）：{reason}", actor)
    return written


def _kind(column: RosterColumn) -> CellKind:
    return KINDS.get(column.kind, "text")


def _rows(view: RosterView, columns: list[RosterColumn], *, whole: bool) -> Iterator[list[object]]:
    for start in range(0, view.count, PAGE):
        for row in view.page(start, PAGE):
            yield [_cell(column, value, whole) for column, value in zip(columns, row.values, strict=True)]


def _cell(column: RosterColumn, value: str, whole: bool) -> object:
    if not value:
        return None
    if column.kind == "number":
        return int(value)
    if not whole and column.code == "id_number":
        return mask(value)
    if not whole and column.code == "phone":
        return mask_phone(value)
    return value
