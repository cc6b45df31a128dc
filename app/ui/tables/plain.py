"""A plain list: lines of words made beforehand, over the table every page uses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.tables.columns import Column
from app.ui.tables.rows import RowsModel
from app.ui.tables.view import TableView


@dataclass(frozen=True, slots=True)
class Line:
    """One row: `cells` as shown, `sort` keys where words would sort wrongly, a colour role for the whole row."""

    cells: tuple[str, ...]
    key: Any = None
    tone: str = ""
    sort: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: its heading, width in pixels at normal size, numbers to the right."""

    text: str
    width: int = 120
    right: bool = False


class PlainTable(TableView):
    """Shows lines under headings; `line_opened` and `line_picked` give the key of a line."""

    line_opened = Signal(object)
    line_picked = Signal(object)

    def __init__(
        self, headings: Sequence[Heading], name: str, parent: QWidget | None = None, *, sortable: bool = True
    ) -> None:
        self.plain = RowsModel([_column(number, heading) for number, heading in enumerate(headings)])
        super().__init__(self.plain, parent, sortable=sortable)
        self.plain.setParent(self)
        self.setAccessibleName(name)
        self.opened.connect(lambda row: self.line_opened.emit(self.plain.record(row).key))
        self.picked.connect(self._on_picked)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        self.plain.set_rows(lines)

    @property
    def current(self) -> Any:
        """The key of the line the cursor is in, or None."""
        return self.plain.record(self.row).key if self.row >= 0 else None

    def choose(self, matches: Callable[[Any], bool]) -> None:
        """Put the cursor into the first line whose key matches."""
        for row, line in enumerate(self.plain.rows):
            if matches(line.key):
                self.choose_row(row)
                return

    def _on_picked(self, row: int) -> None:
        if row >= 0:
            self.line_picked.emit(self.plain.record(row).key)


def _column(number: int, heading: Heading) -> Column:
    return Column(
        heading.text,
        partial(_cell, number),
        "right" if heading.right else "left",
        heading.width,
        partial(_sort_key, number),
        _tone,
    )


def _cell(number: int, line: Line) -> str:
    return line.cells[number]


def _sort_key(number: int, line: Line) -> Any:
    return line.sort[number] if line.sort else line.cells[number]


def _tone(line: Line) -> str:
    return line.tone
