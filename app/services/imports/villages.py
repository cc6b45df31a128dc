"""Villages come into the ledger with the first workbook that names them."""

import re

from app.excel.readings import ColumnKey, SheetRow
from app.rules.naming import village_key
from app.rules.texts import is_blank, squeeze
from app.rules.vocabulary import SheetKind
from app.services.imports.context import Context
from app.services.imports.sheets import SheetWork

_KEY = ColumnKey("village")
_NAMING = (SheetKind.ORGANIZATIONS, SheetKind.GROUPS, SheetKind.TARGETS, SheetKind.INCOME)
_NOT_A_VILLAGE = re.compile(r".*(乡|镇|街道|办事处|县|市)$")


def declare(context: Context) -> None:
    """Plan the villages named by tables of organizations and groups.

    Only when nobody names any, those of the targets, else of the income ledger, are taken: a village misspelt
    there must not become a new one.
    """
    known_before = False
    forms = _forms(context)
    for kind in _NAMING:
        if kind in (SheetKind.TARGETS, SheetKind.INCOME) and len(context.known.villages):
            return
        if kind == SheetKind.GROUPS:
            known_before = len(context.known.villages) > 0
        for work in context.of_kind(kind):
            _declare_from(context, work, forms, known_before=known_before and kind == SheetKind.GROUPS)


def _forms(context: Context) -> dict[str, str]:
    """Return how each village is called: X村 where any workbook says so beside X村委会, else as it comes first."""
    forms: dict[str, str] = {}
    for kind in _NAMING:
        for work in context.of_kind(kind):
            for row in work.reading.rows:
                name = context.known.villages.plain(_village_name(row))
                key = village_key(name)
                if name and forms.setdefault(key, name) != name and name == f"{key}村":
                    forms[key] = name
    return forms


def _village_name(row: SheetRow) -> str:
    value = row.cells.get(_KEY)
    name = squeeze(value) if isinstance(value, str) and not is_blank(value) else ""
    return "" if _NOT_A_VILLAGE.fullmatch(name) else name


def _declare_from(context: Context, work: SheetWork, forms: dict[str, str], *, known_before: bool) -> None:
    for row in work.reading.rows:
        name = _village_name(row)
        if not name or context.known.villages.find(name):
            continue
        key = context.known.villages.key(name)
        name = forms.get(key, name)
        if name == key:
            name = forms.get(f"{key}社区", name)
        context.create_village(work, name)
        if known_before:
            work.sheet_problem(
                "village.new",
                f"“{name}”不在已知的村里，将新建这个村。如是笔误，请改正后再导入。",
                row=row.number,
            )
