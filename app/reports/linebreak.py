"""Break Chinese text into lines: 禁则, numbers, Latin words and blanks to fill in kept whole, nothing lost.

A mark that may not begin a line clings to what is before it, one that may not end a line to what
follows, a unit to its number; lines are broken between such boxes only. Joining the lines gives the text back.
"""

import re
from collections.abc import Callable

NO_START = frozenset("，。、；：？！）》〉」』】〕〗”’％‰℃·,.;:?!)]}%")
UNITS = frozenset("年月日天元万")
NO_END = frozenset("“‘（《〈「『【〔〖([{￥$№＃")

_TOKEN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.,:/%+\-'@_#&]*[A-Za-z0-9%])?|……|——|＿+|\s+|.", re.DOTALL)

Measure = Callable[[str], float]


def boxes(text: str) -> list[str]:
    """Cut a text into the pieces between which a line may be broken."""
    found: list[str] = []
    for token in _TOKEN.findall(text):
        if found and _clings(found[-1], token):
            found[-1] += token
        else:
            found.append(token)
    return found


def _clings(before: str, token: str) -> bool:
    is_unit = token[0] in UNITS and (before[-1].isdigit() or before[-1] == "万")
    return token[0] in NO_START or is_unit or token.isspace() or before[-1] in NO_END


def break_lines(text: str, measure: Measure, width: float, indent: float = 0.0) -> list[str]:
    """Return the lines of a text for a measure; the first line is `indent` shorter.

    Blanks at the end of a line do not count. A box wider than a whole line is cut where it must be.
    """
    lines: list[str] = []
    line = ""
    room = width - indent
    waiting = boxes(text)[::-1]
    while waiting:
        box = waiting.pop()
        if measure((line + box).rstrip()) <= room:
            line += box
        elif line:
            lines.append(line)
            line, room = "", width
            waiting.append(box)
        else:
            head, tail = _cut(box, measure, room)
            lines.append(head)
            room = width
            if tail:
                waiting.append(tail)
    if line:
        lines.append(line)
    return lines


def _cut(box: str, measure: Measure, room: float) -> tuple[str, str]:
    fits = 1
    while fits < len(box) and measure(box[: fits + 1]) <= room:
        fits += 1
    for at in range(fits, 0, -1):
        if at == len(box) or (box[at] not in NO_START and box[at - 1] not in NO_END):
            return box[:at], box[at:]
    return box[:fits], box[fits:]


def balance(text: str, measure: Measure, width: float) -> list[str]:
    """Return lines about equally long, as few as needed, for titles and cells; line feeds are kept as breaks."""
    lines: list[str] = []
    for part in text.split("\n"):
        broken = break_lines(part, measure, width) or [""]
        low, high = measure(part) / len(broken), width
        while len(broken) > 1 and high - low > 1:
            middle = (low + high) / 2
            narrower = break_lines(part, measure, middle)
            if len(narrower) <= len(broken):
                high, broken = middle, narrower
            else:
                low = middle
        lines += broken
    return lines
