"""The row of key figures on 工作台, each beside last year's and leading to its records."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.widgets.across import Across
from app.ui.widgets.cards import FigureTile

YUAN_PER_WAN = 10_000
TILE_WIDTH = 112


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure of stats on the page; `{year}` in the key is the year looked at."""

    key: str
    title: str
    unit: str


FIGURES = (
    Shown("members.total", "党员", "人"),
    Shown("organizations.branches", "党支部", "个"),
    Shown("development.activists", "入党积极分子", "人"),
    Shown("development.accepted_in_year", "本年发展党员", "人"),
    Shown("ratings.{year}.advanced", "先进党支部", "个"),
    Shown("ratings.{year}.lagging", "后进党支部", "个"),
    Shown("blank_groups", "党员空白村小组", "个"),
    Shown("economy.total_yuan", "村集体经济收入", "万元"),
)


class FigureRow(Across):
    """The tiles side by side; `clicked` gives the key of a figure."""

    clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.tiles = [FigureTile(shown.key, shown.title, shown.unit) for shown in FIGURES]
        super().__init__(self.tiles, (len(FIGURES), len(FIGURES) // 2), TILE_WIDTH, parent)
        for tile in self.tiles:
            tile.clicked.connect(self.clicked)

    def show_figures(self, year: int, now: Mapping[str, Any], last: Mapping[str, Any]) -> None:
        """Show this year's figures and last year's under them."""
        for shown, tile in zip(FIGURES, self.tiles, strict=True):
            tile.key = shown.key.format(year=year)
            value = _look_up(now, tile.key)
            before = _look_up(last, shown.key.format(year=year - 1))
            tile.show_value(
                _text(shown, value), f"上年 {_text(shown, before)}" if before is not None else "上年 —"
            )


def _look_up(stats: Mapping[str, Any], key: str) -> Any:
    found: Any = stats
    for name in key.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _text(shown: Shown, value: Any) -> str:
    if value is not None and shown.unit == "万元":
        return f"{value / YUAN_PER_WAN:,.2f}"
    from app.ui.trace import figure_text

    return figure_text(value)
