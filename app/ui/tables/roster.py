"""The roster's table model: pages of rows read when they come into view, the order settled once."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from app.services.lists import COLUMNS, RosterColumn, RosterGroup, RosterRow, RosterView
from app.ui.tables.columns import Column
from app.ui.tables.groups import Arrangement
from app.ui.tables.rows import ROOT, Index, TableModel

PAGE_ROWS = 128
PAGES_KEPT = 24
MANY_PEOPLE = 512
OPEN, CLOSED = "－", "＋"
WIDTHS = {
    "name": 92, "sex": 56, "ethnicity": 72, "birth_on": 100, "age": 60, "education": 124, "status": 104,
    "organization": 190, "duty": 110, "village": 90, "village_group": 100, "joined_on": 100, "full_on": 100,
    "party_age": 60, "id_number": 176, "phone": 120, "native_place": 110, "address": 180, "work_unit": 150,
    "is_migrant": 84, "is_hardship": 84, "is_lost": 60, "ended_on": 100,
}  # fmt: skip
BY_CODE = {column.code: column for column in COLUMNS}

MakeView = Callable[[tuple[str, ...], str, bool], RosterView]
"""Makes the view for columns, the code of the column to order by ("" for none), and the direction."""


class RosterModel(TableModel):
    """Shows a RosterView, made anew by `make_view` whenever columns, order or filter change.

    Where the view is put into groups, each has a heading, under which its people can be folded away.
    """

    def __init__(self, make_view: MakeView, codes: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__([_column(BY_CODE[code], place) for place, code in enumerate(codes)], parent)
        self.codes = tuple(codes)
        self._make_view = make_view
        self._view: RosterView | None = None
        self._pages: OrderedDict[int, list[RosterRow]] = OrderedDict()
        self._order: tuple[str, bool] = ("", False)
        self._groups: list[RosterGroup] = []
        self.arrangement = Arrangement((), headed=False)

    @property
    def order(self) -> tuple[str, bool]:
        """The column people are ordered by, empty for the roster's own order, and whether backwards."""
        return self._order

    def reload(self) -> None:
        """Read again, in the order chosen before."""
        self.beginResetModel()
        self.let_go()
        self._view = self._make_view(self.codes, *self._order)
        self._groups = self._view.groups()
        headed = any(group.label for group in self._groups)
        self.arrangement = Arrangement([group.count for group in self._groups], headed=headed)
        self.endResetModel()

    @property
    def count(self) -> int:
        """The number of people, those folded away included."""
        return 0 if self._view is None else self._view.count

    def fold(self, row: int) -> int:
        """Close or open the group of a row; return the row of its heading."""
        group, _ = self.arrangement.at(row)
        self.beginResetModel()
        self.arrangement.toggle(group)
        self.endResetModel()
        return self.arrangement.heading_of(group)

    def set_codes(self, codes: Sequence[str]) -> None:
        """Show other columns; an order by a column that is gone is dropped."""
        self.codes = tuple(codes)
        if self._order[0] not in self.codes:
            self._order = ("", False)
        self.columns = tuple(_column(BY_CODE[code], place) for place, code in enumerate(codes))
        self.reload()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column where it can be ordered by."""
        if 0 <= column < len(self.codes) and BY_CODE[self.codes[column]].sortable:
            self._order = (self.codes[column], order == Qt.SortOrder.DescendingOrder)
            self.reload()

    def prepare(self) -> None:
        """Settle the order of everyone, so that any page comes at once."""
        if self._view is not None:
            self._view.prepare()

    def row_of(self, person_id: str) -> int | None:
        """Return the row of a person, None when not shown; a closed group is opened."""
        place = None if self._view is None else self._view.place_of(person_id)
        if place is None:
            return None
        group = self.arrangement.group_of(place)
        if group in self.arrangement.closed:
            self.fold(self.arrangement.heading_of(group))
        return self.arrangement.row_of(place)

    def places(self, rows: Iterable[int]) -> list[int]:
        """Return the places of the people in these rows, in order; a heading stands for everyone in its group."""
        found: set[int] = set()
        for row in rows:
            group, place = self.arrangement.at(row)
            found.update(self.arrangement.places(group) if place is None else (place,))
        return sorted(found)

    def people(self, rows: Iterable[int]) -> list[str]:
        """Return the ids of the people in these rows, in order; a heading stands for everyone in its group."""
        places = self.places(rows)
        if self._view is not None and len(places) > MANY_PEOPLE:
            everyone = self._view.ids()
            return [everyone[place] for place in places]
        return [person.id for place in places if (person := self._person(place)) is not None]

    def let_go(self) -> None:
        """Give the memory of the view back."""
        self._pages.clear()
        self._groups = []
        self.arrangement = Arrangement((), headed=False)
        if self._view is not None:
            self._view.close()
            self._view = None

    def record(self, row: int) -> RosterRow | None:
        """Return the person shown in a row, None for a heading."""
        place = self.arrangement.at(row)[1]
        return None if place is None else self._person(place)

    def is_heading(self, row: int) -> bool:
        """Tell whether a row is the heading of a group."""
        return self.arrangement.at(row)[1] is None

    def cell_text(self, row: int, column: int) -> str:
        """Return what a cell shows; the first cell of a heading tells the group and how many are in it."""
        group, place = self.arrangement.at(row)
        if place is not None:
            return super().cell_text(row, column)
        if column:
            return ""
        sign = CLOSED if group in self.arrangement.closed else OPEN
        return f"{sign} {self._groups[group].label}　{self._groups[group].count:,} 人"

    def _person(self, place: int) -> RosterRow | None:
        number, place = divmod(place, PAGE_ROWS)
        page = self._pages.get(number)
        if page is None:
            if self._view is None:
                return None
            page = self._view.page(number * PAGE_ROWS, PAGE_ROWS)
            self._pages[number] = page
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return page[place] if place < len(page) else None

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of people and headings."""
        return 0 if parent.isValid() else self.arrangement.rows


def _column(column: RosterColumn, place: int) -> Column:
    def text(row: Any) -> str:
        return str(row.values[place])

    side = "right" if column.kind == "number" else "left"
    return Column(column.heading, text, side, WIDTHS.get(column.code, 120))
