"""Where people stand in a list put into groups: a heading over each group, the people of an open one under it."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


class Arrangement:
    """Rows made of group headings and places of people; without headings a row is a place.

    `sizes` are the numbers of people in the groups, in order; `closed` the groups whose people are not shown.
    """

    def __init__(self, sizes: Sequence[int], *, headed: bool) -> None:
        self._sizes = tuple(sizes)
        self._headed = headed
        self._first_places = [0, *accumulate(self._sizes)]
        self.closed: set[int] = set()
        self._tops: list[int] = []
        self._arrange()

    @property
    def rows(self) -> int:
        """The number of rows shown."""
        return self._tops[-1]

    @property
    def headings(self) -> list[int]:
        """The rows of the headings."""
        return self._tops[:-1] if self._headed else []

    def at(self, row: int) -> tuple[int, int | None]:
        """Return group and place of a row; the place is None where the row is the group's heading."""
        group = bisect_right(self._tops, row) - 1
        below = row - self._tops[group] - int(self._headed)
        return group, None if below < 0 else self._first_places[group] + below

    def group_of(self, place: int) -> int:
        """Return the group a place is in."""
        return bisect_right(self._first_places, place) - 1

    def row_of(self, place: int) -> int:
        """Return the row of a place in an open group."""
        group = self.group_of(place)
        return self._tops[group] + int(self._headed) + place - self._first_places[group]

    def heading_of(self, group: int) -> int:
        """Return the row of a group's heading."""
        return self._tops[group]

    def places(self, group: int) -> range:
        """Return the places of the people of a group, shown or not."""
        return range(self._first_places[group], self._first_places[group + 1])

    def toggle(self, group: int) -> None:
        """Close an open group, open a closed one."""
        self.closed ^= {group}
        self._arrange()

    def _arrange(self) -> None:
        shown = (0 if group in self.closed else size for group, size in enumerate(self._sizes))
        self._tops = [0, *accumulate(int(self._headed) + size for size in shown)]
