"""What a column of a table shows and how: one declaration for the heading, the text, the side and the order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
CENTER = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
SIDES = {"left": LEFT, "right": RIGHT, "center": CENTER}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `text` of a record; `side` left, right (numbers) or center; `width` in pixels at 100 %.

    `order` gives the sorting key of a record (the text itself when None); `tone` the colour role of the text.
    """

    title: str
    text: Callable[[Any], str]
    side: str = "left"
    width: int = 120
    order: Callable[[Any], Any] | None = None
    tone: Callable[[Any], str] | None = None
    tip: str = ""
