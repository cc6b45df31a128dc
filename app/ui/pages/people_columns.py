"""Which columns the roster shows: the menu they are ticked in."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu

from app.services.lists import COLUMNS, STANDARD
from app.ui.preferences import Preferences

CHOSEN = "people/columns"


def remembered_columns(preferences: Preferences) -> list[str]:
    """Return the columns shown last on this computer, else the usual ones."""
    known = {column.code for column in COLUMNS}
    return [code for code in preferences.texts(CHOSEN) if code in known] or list(STANDARD)


def remember_columns(preferences: Preferences, codes: Sequence[str]) -> None:
    """Keep the columns shown for the next time."""
    preferences.keep(CHOSEN, list(codes))


def fill_columns_menu(
    menu: QMenu, shown: Callable[[], Sequence[str]], show: Callable[[Sequence[str]], None]
) -> None:
    """Offer every column, those of `shown` ticked; `show` is told which to show. 姓名 always is."""
    menu.clear()
    codes = shown()
    for column in COLUMNS:
        action = menu.addAction(column.heading)
        action.setCheckable(True)
        action.setChecked(column.code in codes)
        action.setEnabled(column.code != "name")
        action.triggered.connect(partial(_show, column.code, codes, show))
    menu.addSeparator()
    menu.addAction("恢复常用的列").triggered.connect(lambda: show(STANDARD))


def with_column(codes: Sequence[str], code: str, on: bool) -> list[str]:
    """Return the columns with one more or one less, in the roster's order."""
    order = [column.code for column in COLUMNS]
    wanted = {*codes, code} if on else set(codes) - {code}
    return sorted(wanted, key=order.index)


def _show(code: str, codes: Sequence[str], show: Callable[[Sequence[str]], None], on: bool) -> None:
    show(with_column(codes, code, on))
