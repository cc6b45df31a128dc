"""A plan told to others: as one JSON document for scripts, and its bad rows as a workbook for the clerk."""

from pathlib import Path
from typing import Any

from app.excel.readings import Column
from app.rules.vocabulary import Level
from app.services.imports.plans import Change, ImportPlan, Problem, SheetPlan


def plan_json(plan: ImportPlan) -> dict[str, Any]:
    """Return the plan in plain values: sheets in order, their rows counted, problems with their cells."""
    return {
        "files": [file.name for file in plan.files],
        "as_of": plan.as_of.isoformat(),
        "rows": {what: plan.count(what) for what in ("new", "changed", "same", "bad")},
        "sheets": [_sheet(sheet) for sheet in plan.sheets],
        "problems": [_problem(problem) for problem in plan.problems],
    }


def problems_workbook(plan: ImportPlan, path: Path) -> int:
    """Write the bad rows with a note in each bad cell, to be mended and imported again; return how many.

    Rows that are imported with a doubt are not among them.
    """
    from app.excel.problems import write_problems

    parts = []
    for sheet in plan.sheets:
        bad = {problem.row for problem in sheet.problems if problem.level == Level.BLOCK}
        found = [problem for problem in sheet.problems if problem.row in bad]
        if sheet.reading is not None and found:
            parts.append((sheet.reading, found))
    return write_problems(path, parts)


def _sheet(sheet: SheetPlan) -> dict[str, Any]:
    return {
        "file": sheet.file,
        "sheet": sheet.sheet,
        "kind": sheet.kind,
        "kind_label": sheet.kind_label,
        "reason": sheet.reason,
        "heading_rows": list(sheet.heading_rows),
        "columns": [_column(column) for column in sheet.columns],
        "unread": list(sheet.unread),
        "rows": {"new": sheet.new, "changed": sheet.changed, "same": sheet.same, "bad": sheet.bad},
        "created": dict(sheet.created),
        "problems": [_problem(problem) for problem in sheet.problems],
        "problems_left_out": sheet.problems_left_out,
        "changes": [_change(change) for change in sheet.changes],
        "changes_left_out": sheet.changes_left_out,
        "left_out": [{"row": row, "why": why} for row, why in sheet.left_out],
    }


def _column(column: Column) -> dict[str, Any]:
    key = column.key
    return {
        "column": column.letter,
        "heading": column.heading,
        "field": key.field,
        "year": key.year,
        "month": key.month,
        "category": key.category,
        "unit": {100: "元", 1_000_000: "万元"}.get(column.factor or 0),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "heading": problem.heading,
        "value": problem.value,
        "code": problem.code,
        "level": str(problem.level),
        "message": problem.message,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "row": change.row,
        "record": change.record_label,
        "field": change.field_label,
        "old": change.old,
        "new": change.new,
    }
