"""Importing a township's workbooks: `preview` says what would happen, `apply` does it in one operation."""

from app.services.imports.applying import apply, describe
from app.services.imports.outcome import plan_json, problems_workbook
from app.services.imports.plans import Change, ImportPlan, ImportResult, Problem, SheetPlan
from app.services.imports.previewing import preview, preview_readings

__all__ = [
    "Change",
    "ImportPlan",
    "ImportResult",
    "Problem",
    "SheetPlan",
    "apply",
    "describe",
    "plan_json",
    "preview",
    "preview_readings",
    "problems_workbook",
]
