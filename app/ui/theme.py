"""The visual language: colours by role, one spacing scale, one font with a large setting, one style sheet."""

import re
import tomllib
from functools import cache
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.paths import resources

ARGUMENTS = ("-style", "Fusion")
"""What the application is made with: asked for like this, Qt's many words about styles need not be loaded."""
_scale = 1.0


@cache
def _tokens() -> dict[str, Any]:
    with open(resources() / "style" / "tokens.toml", "rb") as file:
        return tomllib.load(file)


def color(name: str) -> QColor:
    """Return the colour of a role, such as `accent` or `text_soft`."""
    return QColor(str(_tokens()["colors"][name]))


def space(name: str) -> int:
    """Return a step of the spacing scale in pixels: xs, s, m, l or xl."""
    return int(_tokens()["space"][name])


def px(pixels: float) -> int:
    """Return a length that grows with the chosen font size."""
    return round(pixels * _scale)


def apply(app: QApplication, *, large: bool = False) -> None:
    """Dress the whole program; called at start and when the font size is changed."""
    global _scale
    fonts = _tokens()["fonts"]
    _scale = float(fonts["large" if large else "normal"])
    font = QFont(fonts["families"])
    font.setPixelSize(px(fonts["base"]))
    font.setStyleHint(QFont.StyleHint.SansSerif)
    app.setFont(font)
    app.setPalette(_palette())
    app.setStyleSheet(style_sheet())


def style_sheet() -> str:
    """Return the style sheet with colours and scaled sizes filled in."""
    text = (resources() / "style" / "window.qss").read_text(encoding="utf-8")
    text = text.replace("@icons", (resources() / "icons").as_posix())
    colors: dict[str, str] = _tokens()["colors"]
    text = re.sub(r"@([a-z_]+)", lambda found: colors[found[1]], text)
    return re.sub(r"(\d+)sp\b", lambda found: f"{px(int(found[1]))}px", text)


def repolish(widget: QWidget) -> None:
    """Let the style sheet look again at a widget whose property has changed; one never looked at needs no second look."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _palette() -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, "window"), (roles.WindowText, "text"), (roles.Base, "surface"), (roles.AlternateBase, "sunken"),
        (roles.Text, "text"), (roles.Button, "surface"), (roles.ButtonText, "text"), (roles.PlaceholderText, "text_faint"),
        (roles.Highlight, "accent_soft"), (roles.HighlightedText, "text"), (roles.Link, "info"),
        (roles.ToolTipBase, "text"), (roles.ToolTipText, "surface"),
    ):  # fmt: skip
        palette.setColor(role, color(name))
    return palette
