"""Buttons by role."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton

from app.ui import icons


def button(
    text: str,
    on_click: Callable[[], object],
    *,
    icon: str = "",
    role: str = "",
    tip: str = "",
    keys: str = "",
) -> QPushButton:
    """Return a button that calls `on_click`; roles: primary, link, chip, choice, or none. `keys` press it too."""
    made = QPushButton(text)
    if icon:
        made.setIcon(icons.icon(icon, {"primary": "on_accent", "link": "info"}.get(role, "text_soft")))
    if role:
        made.setProperty("role", role)
    if tip:
        made.setToolTip(tip)
    give_keys(made, keys)
    made.clicked.connect(lambda _checked=False: on_click())
    return made


def menu_button(words: str, icon: str, fill: Callable[[QMenu], None], keys: str = "") -> QPushButton:
    """Return a button that opens a menu, filled by `fill` each time it opens."""
    made = QPushButton(icons.icon(icon, "text_soft"), words)
    menu = QMenu(made)
    menu.aboutToShow.connect(lambda: fill(menu))
    made.setMenu(menu)
    give_keys(made, keys)
    return made


def say_on(pressed: QPushButton, words: str) -> None:
    """Put other words on a button; Qt would take its keys away with the old ones."""
    keys = pressed.shortcut()
    pressed.setText(words)
    pressed.setShortcut(keys)


def give_keys(pressed: QPushButton, keys: str) -> None:
    """Let keys, such as Ctrl+N, press a button while it is in view, and tell them in its tooltip."""
    if keys:
        pressed.setShortcut(QKeySequence(keys))
        pressed.setToolTip(f"{pressed.toolTip() or pressed.text().rstrip('…')}（{keys}）")
