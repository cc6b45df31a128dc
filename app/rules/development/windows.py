"""Solve dates bound to each other: the earliest and the latest each can be, and which rule says so.

Every bond is monotone (a later start never allows an earlier end), so raising the earliest dates and lowering the
latest ones until nothing moves gives for every node the tightest window; all latest dates together, and all earliest
ones together, satisfy every bond.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.rules.calendar import WorkCalendar, add_months, earliest_start, latest_start
from app.rules.development.constraints import Constraint
from app.rules.development.findings import WEIGHT
from app.rules.vocabulary import Level

Move = Callable[[date], date]


@dataclass(frozen=True, slots=True)
class Bond:
    """`later` is not before (is_max: not after) what `forward` makes of `earlier`; `backward` is its inverse."""

    earlier: str
    later: str
    is_max: bool
    forward: Move
    backward: Move
    rule: Constraint | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """One side of a window: the date, the bond it comes from, the node beyond it, the fixed date at the root.

    level: the mildest rule on the way from the root, which is what crossing the edge means.
    """

    on: date
    root: str
    via: str = ""
    rule: Constraint | None = None
    level: Level = Level.BLOCK


def _beyond(edge: Edge, node: str, on: date, rule: Constraint | None) -> Edge:
    mildest = rule.level if rule and WEIGHT[rule.level] > WEIGHT[edge.level] else edge.level
    return Edge(on, edge.root, node, rule, mildest)


def month_bond(
    earlier: str, later: str, months: int, *, is_max: bool, rule: Constraint | None = None, days: int = 0
) -> Bond:
    """Bind two nodes by calendar months (and days, for habits that are no rules)."""
    gap = timedelta(days=days)
    back = earliest_start if is_max else latest_start
    return Bond(
        earlier,
        later,
        is_max,
        lambda day: add_months(day, months) + gap,
        lambda day: back(day - gap, months),
        rule,
    )


def work_bond(earlier: str, later: str, days: int, calendar: WorkCalendar, rule: Constraint | None) -> Bond:
    """Bind the first and the last day of a 公示 by working days, both included."""
    return Bond(
        earlier,
        later,
        False,
        lambda day: calendar.end_of(day, days).on,
        lambda day: calendar.start_of(day, days).on,
        rule,
    )


class Solution:
    """The windows of all nodes: `low` and `high` by node; a node without an edge is open on that side."""

    __slots__ = ("bonds", "high", "low")

    def __init__(
        self, bonds: Iterable[Bond], fixed: Mapping[str, date], floors: Mapping[str, date] | None = None
    ) -> None:
        self.bonds = tuple(bonds)
        self.low = {node: Edge(on, node) for node, on in fixed.items()}
        self.high = dict(self.low)
        for node, on in (floors or {}).items():
            if node not in self.low:
                self.low[node] = Edge(on, node)
        moved = True
        while moved:
            moved = False
            for bond in self.bonds:
                moved = self._apply(bond) or moved

    def _apply(self, bond: Bond) -> bool:
        if bond.is_max:
            upper = self._lower_high(bond.later, bond.earlier, bond.forward, bond)
            return self._raise_low(bond.earlier, bond.later, bond.backward, bond) or upper
        lower = self._raise_low(bond.later, bond.earlier, bond.forward, bond)
        return self._lower_high(bond.earlier, bond.later, bond.backward, bond) or lower

    def _raise_low(self, node: str, other: str, move: Move, bond: Bond) -> bool:
        edge = self.low.get(other)
        if edge is None:
            return False
        on = move(edge.on)
        if node in self.low and self.low[node].on >= on:
            return False
        self.low[node] = _beyond(edge, other, on, bond.rule)
        return True

    def _lower_high(self, node: str, other: str, move: Move, bond: Bond) -> bool:
        edge = self.high.get(other)
        if edge is None:
            return False
        on = move(edge.on)
        if node in self.high and self.high[node].on <= on:
            return False
        self.high[node] = _beyond(edge, other, on, bond.rule)
        return True

    def conflict(self) -> str | None:
        """Return a node whose earliest day lies after its latest, if any: the last fixed one by preference."""
        crossed = [
            node for node, low in self.low.items() if node in self.high and low.on > self.high[node].on
        ]
        return max(crossed, key=lambda node: (node == self.high[node].root, node), default=None)
