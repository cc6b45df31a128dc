"""Buttons by role."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from app.ui import icons


def button(
    text: str, on_click: Callable[[], object], *, icon: str = "", role: str = "", tip: str = ""
) -> QPushButton:
    """Return a button that calls `on_click`; roles: primary, link, chip, choice, or none."""
    made = QPushButton(text)
    if icon:
        made.setIcon(icons.icon(icon, {"primary": "on_accent", "link": "info"}.get(role, "text_soft")))
    if role:
        made.setProperty("role", role)
    if tip:
        made.setToolTip(tip)
    made.clicked.connect(lambda _checked=False: on_click())
    return made
