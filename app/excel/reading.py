"""Reading any clerk's workbook: every sheet, understood as far as it can be."""

from pathlib import Path

from app.excel.delimited import delimited_sheets
from app.excel.gate import Format, identify
from app.excel.legacy import legacy_sheets
from app.excel.packages import look_through
from app.excel.readings import Reading
from app.excel.recognize import EMPTY, NotUnderstood, Plan, recognise
from app.excel.rows import SheetRows
from app.excel.sheets import RawSheet
from app.excel.xlsx import xlsx_sheets
from app.progress import SILENT, Progress


def read_file(path: Path, *, kind: str | None = None, progress: Progress = SILENT) -> list[Reading]:
    """Return one reading for each sheet of `path`; a sheet not understood has kind None and a reason.

    Empty sheets beside others are left out: many programs make workbooks with three sheets.

    `kind` forces the kind of sheets that fit it. Where incomes and targets share one table, the sheet
    comes twice, once as each.

    Raises:
        BadInput: the file is hostile, broken or no table; one sentence for the clerk.
        Cancelled: the user stopped it.
    """
    path = Path(path)
    sheets = raw_sheets(path, progress)
    readings: list[Reading] = []
    for number, sheet in enumerate(sheets, 1):
        progress.step(number, len(sheets), f"正在认“{path.name}”的工作表“{sheet.name}”")
        understood = recognise(sheet, path.stem, kind, alone=len(sheets) == 1)
        if isinstance(understood, NotUnderstood):
            if understood.reason == EMPTY and (readings or number < len(sheets)):
                continue
            readings.append(_not_understood(path, sheet, understood))
        else:
            readings.extend(_understood(path, sheet, plan) for plan in understood)
    return readings


def raw_sheets(path: Path, progress: Progress = SILENT) -> list[RawSheet]:
    """Return the sheets of `path` as they are, by the reader its content asks for."""
    form = identify(path)
    if form is Format.XLSX:
        return xlsx_sheets(path, progress)
    if form is Format.TEXT:
        return delimited_sheets(path)
    if _is_package(path):
        look_through(path, progress)
    return legacy_sheets(path, progress)


def _is_package(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"PK"


def _understood(path: Path, sheet: RawSheet, plan: Plan) -> Reading:
    found = plan.match
    return Reading(
        file=path.name,
        sheet=sheet.name,
        kind=found.kind,
        reason="",
        heading_rows=plan.heading_rows,
        columns=found.columns,
        unread=found.unread,
        title=plan.title,
        years=plan.years,
        as_of=plan.as_of,
        rows=SheetRows(sheet, plan),
        path=path,
        hidden=sheet.hidden,
        hidden_rows=sheet.hidden_rows,
        ignored=found.ignored,
        given=plan.given,
        head=plan.head,
        head_merges=tuple(merge for merge in sheet.merges or () if merge.bottom <= plan.heading_rows[1]),
    )


def _not_understood(path: Path, sheet: RawSheet, why: NotUnderstood) -> Reading:
    return Reading(
        file=path.name,
        sheet=sheet.name,
        kind=None,
        reason=why.reason,
        heading_rows=(0, 0),
        columns=(),
        unread=(),
        title=why.title,
        years=(),
        as_of=None,
        rows=SheetRows(sheet, None),
        path=path,
        hidden=sheet.hidden,
    )
