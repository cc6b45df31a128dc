"""Put items one below another on pages: what belongs together stays together, figures may wait.

Heights are points counted down from the top of the text block.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.reports.pen import Pen


@dataclass(slots=True)
class Item:
    """Something with a height. `keep` binds it to the next item; `floats` lets later text go before it.

    `head` is repeated when a page begins with this item; a `gap` vanishes at the top of a page; `snap`
    fills up to the next line of the grid; before a `last` item every waiting figure is placed; after a `turns` item,
    which is not shown, a page begins; a `spare` gap is left out where that saves a page.
    """

    height: float
    keep: bool = False
    floats: bool = False
    gap: bool = False
    snap: bool = False
    last: bool = False
    turns: bool = False
    spare: bool = False
    head: "Item | None" = None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw nothing; what has ink overrides this."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An item and how far below the top of the text block it begins."""

    item: Item
    down: float


@dataclass(slots=True)
class _Flow:
    """The pages as they fill."""

    height: float
    pitch: float
    pages: list[list[Placed]] = field(default_factory=lambda: [[]])
    down: float = 0.0
    waiting: list[list[Item]] = field(default_factory=list)

    def room(self) -> float:
        return self.height - self.down + 0.01

    def turn(self) -> None:
        self.pages.append([])
        self.down = 0.0
        waiting, self.waiting = self.waiting, []
        for chain in waiting:
            if self.waiting or (_height(chain) > self.room() and self.pages[-1]):
                self.waiting.append(chain)
            else:
                self.place(chain)

    def place(self, chain: list[Item]) -> None:
        for item in chain:
            if item.height > self.room() and self.pages[-1]:
                self.turn()
            self.put(item)

    def put(self, item: Item) -> None:
        if item.snap:
            self.down = math.ceil(self.down / self.pitch - 0.01) * self.pitch
            return
        if item.gap and not self.pages[-1]:
            return
        if item.head and not self.pages[-1]:
            self.put(item.head)
        self.pages[-1].append(Placed(item, self.down))
        self.down += item.height


def paginate(items: Sequence[Item], height: float, pitch: float) -> list[list[Placed]]:
    """Return the pages; every item is on exactly one (a repeated head on several)."""
    usual = _fill(items, height, pitch)
    if len(usual) == 1:
        return usual
    tight = _fill([item for item in items if not item.spare], height, pitch)
    return tight if len(tight) < len(usual) else usual


def _fill(items: Iterable[Item], height: float, pitch: float) -> list[list[Placed]]:
    flow = _Flow(height, pitch)
    for chain in _chains(items):
        if chain[0].turns:
            while flow.waiting or flow.pages[-1]:
                flow.turn()
            continue
        needed = _height(chain)
        if chain[0].floats and (flow.waiting or needed > flow.room()):
            flow.waiting.append(chain)
            continue
        while flow.waiting and any(item.last for item in chain):
            flow.turn()
        while needed > flow.room() and flow.pages[-1]:
            flow.turn()
        flow.place(chain)
    while flow.waiting:
        flow.turn()
    return [page for page in flow.pages if page]


def _height(chain: list[Item]) -> float:
    return sum(item.height for item in chain)


def _chains(items: Iterable[Item]) -> Iterable[list[Item]]:
    chain: list[Item] = []
    for item in items:
        if item.turns and chain:
            yield chain
            chain = []
        chain.append(item)
        if not item.keep:
            yield chain
            chain = []
    if chain:
        yield chain
