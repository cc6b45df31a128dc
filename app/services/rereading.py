"""Reading one sheet of a preview again as a kind the clerk names."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.excel.readings import Reading
from app.models.store import Store
from app.progress import SILENT, Progress
from app.services.imports import ImportPlan, SheetPlan, preview, preview_readings


def can_be_reread(sheet: SheetPlan) -> bool:
    """Tell whether a sheet can be read again as another kind: its file could be opened."""
    return sheet.reading is not None


def preview_as(
    store: Store, plan: ImportPlan, sheet: SheetPlan, kind: str, *, as_of: date, progress: Progress = SILENT
) -> ImportPlan:
    """Return the plan with one sheet read as `kind`; every other sheet stays as it was read."""
    from app.excel.reading import read_file

    if sheet.reading is None:
        return plan
    again = read_file(sheet.reading.path, kind=kind, progress=progress)
    held = [one.reading for one in plan.sheets if one.reading is not None]
    readings = [_of_sheet(again, one) if one is sheet.reading else one for one in held]
    unread = tuple(one for one in plan.sheets if one.reading is None)
    made = preview_readings(store, readings, as_of=as_of, progress=progress)
    return replace(made, sheets=(*made.sheets, *unread), files=_files(made.files, plan.files))


def preview_again(
    store: Store,
    files: Sequence[Path],
    named: Mapping[tuple[Path, str], str],
    *,
    as_of: date,
    progress: Progress = SILENT,
) -> ImportPlan:
    """Return the plan of files read anew, their sheets, by file and name, as the kinds the clerk has `named`."""
    plan = preview(store, files, as_of=as_of, progress=progress)
    for place, kind in named.items():
        found = (one for one in plan.sheets if one.reading and (one.reading.path, one.reading.sheet) == place)
        sheet = next(found, None)
        if sheet is not None:
            plan = preview_as(store, plan, sheet, kind, as_of=as_of, progress=progress)
    return plan


def _of_sheet(readings: Sequence[Reading], wanted: Reading) -> Reading:
    return next((one for one in readings if one.sheet == wanted.sheet), wanted)


def _files(made: Sequence[Path], before: Sequence[Path]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys([*before, *made]))
