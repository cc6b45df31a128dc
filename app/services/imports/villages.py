"""Villages come into the ledger with the first workbook that names them."""

import re

from app.excel.readings import ColumnKey
from app.rules.texts import is_blank, squeeze
from app.rules.vocabulary import SheetKind
from app.services.imports.context import Context
from app.services.imports.sheets import SheetWork

_KEY = ColumnKey("village")
_NOT_A_VILLAGE = re.compile(r".*(乡|镇|街道|办事处|县|市)$")


def declare(context: Context) -> None:
    """Plan the villages named by tables of organizations and groups.

    Only when nobody names any, those of the targets, else of the income ledger, are taken: a village misspelt
    there must not become a new one.
    """
    known_before = False
    for kind in (SheetKind.ORGANIZATIONS, SheetKind.GROUPS, SheetKind.TARGETS, SheetKind.INCOME):
        if kind in (SheetKind.TARGETS, SheetKind.INCOME) and len(context.known.villages):
            return
        if kind == SheetKind.GROUPS:
            known_before = len(context.known.villages) > 0
        for work in context.of_kind(kind):
            _declare_from(context, work, known_before=known_before and kind == SheetKind.GROUPS)


def _declare_from(context: Context, work: SheetWork, *, known_before: bool) -> None:
    for row in work.reading.rows:
        value = row.cells.get(_KEY)
        name = squeeze(value) if isinstance(value, str) and not is_blank(value) else ""
        if not name or _NOT_A_VILLAGE.fullmatch(name) or context.known.villages.find(name):
            continue
        context.create_village(work, name)
        if known_before:
            work.sheet_problem(
                "village.new",
                f"“{name}”不在已知的村里，将新建这个村。如是笔误，请改正后再导入。",
                row=row.number,
            )
