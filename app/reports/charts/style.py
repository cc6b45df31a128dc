"""One visual language: party red for what matters, warm greys for the rest, labels instead of axes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from app.reports import fonts

RED = "#C8102E"
DEEP = "#7A1420"
GOLD = "#D9A441"
SAND = "#E9D9B8"
GREY = "#B9B2A7"
PALE = "#ECE8E1"
MIST = "#D8D2C8"
INK = "#2E2A27"
SOFT = "#6E675F"

GRADE_COLOURS = {"先进": RED, "中间": SAND, "后进": "#6E675F"}
SERIES = (RED, GOLD, GREY, DEEP, SAND, SOFT, MIST)

TITLE_SIZE, LABEL_SIZE, NOTE_SIZE = 12.0, 9.5, 8.5
_ROLES = ("hei", "song", "rare_a", "rare_b")
_PREFIX = "Taizhang "
_LOCK = threading.RLock()


def families() -> list[str]:
    """Return the family names charts write in, made known to matplotlib under names of our own.

    Under its own name matplotlib may take another file of the same family, one that cannot be embedded.
    """
    files = fonts.default().files
    known = {entry.name for entry in font_manager.fontManager.ttflist}
    names = []
    for role in _ROLES:
        if role in files:
            name = _PREFIX + role
            if name not in known:
                entry = font_manager.FontEntry(
                    fname=str(files[role].path), name=name, index=files[role].index
                )
                font_manager.fontManager.ttflist.append(entry)
            names.append(name)
    return names


@contextmanager
def drawing() -> Iterator[None]:
    """Hold matplotlib's settings for making or drawing a Figure; one thread at a time."""
    settings: Any = {
        "font.family": families(),
        "font.size": LABEL_SIZE,
        "axes.unicode_minus": False,
        "axes.edgecolor": MIST,
        "axes.labelcolor": SOFT,
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "svg.fonttype": "path",
        "svg.hashsalt": "taizhang",
        "path.simplify": False,
        "text.parse_math": False,
    }
    with _LOCK, mpl.rc_context(settings):
        yield


def figure(width: float, height: float, title: str, note: str) -> Figure:
    """Return an empty Figure in inches with its title and, below it, unit and 口径."""
    made = Figure(figsize=(width, height), dpi=100)
    made.patch.set_facecolor("white")
    made.text(0.02, 1 - 0.06 / height, title, fontsize=TITLE_SIZE, ha="left", va="top", color=INK)
    made.text(0.02, 1 - 0.28 / height, note, fontsize=NOTE_SIZE, ha="left", va="top", color=SOFT)
    return made


def axes(
    made: Figure, *, left: float = 0.12, right: float = 0.03, bottom: float = 0.3, top: float = 0.62
) -> Axes:
    """Return bare axes; left and right are shares of the width, bottom and top inches."""
    _, height = made.get_size_inches()
    plot = made.add_axes((left, bottom / height, 1 - left - right, 1 - (bottom + top) / height))
    for side in ("top", "right", "left", "bottom"):
        plot.spines[side].set_visible(False)
    plot.tick_params(length=0, labelsize=LABEL_SIZE)
    plot.set_axisbelow(True)
    return plot


def empty(made: Figure, words: str = "没有数据") -> Figure:
    """Say in the middle of the Figure that there is nothing to show."""
    made.text(0.5, 0.45, words, ha="center", va="center", fontsize=TITLE_SIZE, color=GREY)
    return made


def legend(made: Figure, entries: list[tuple[str, str]]) -> None:
    """Name colours in one line at the upper right: (colour, words)."""
    from matplotlib.patches import Rectangle

    handles = [Rectangle((0, 0), 1, 1, facecolor=colour, edgecolor="none") for colour, _ in entries]
    _, height = made.get_size_inches()
    made.legend(
        handles,
        [words for _, words in entries],
        loc="upper right",
        bbox_to_anchor=(0.985, 1 - 0.2 / height),
        ncol=len(entries),
        frameon=False,
        fontsize=NOTE_SIZE,
        handlelength=1.0,
        handleheight=0.9,
        columnspacing=1.2,
        handletextpad=0.4,
        borderpad=0.0,
    )
