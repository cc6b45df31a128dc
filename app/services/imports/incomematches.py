"""Which recorded income a row of a ledger means: receipts have no number of their own, and equal ones may repeat."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from app.models import matching
from app.models.store import Row, Store
from app.services.imports.sheets import differences

Key = tuple[Any, ...]
_TO_MONTH = len("2023-07")

_ALL = (
    "village_id",
    "received_on",
    "category",
    "item",
    "payer",
    "amount_fen",
    "booked_on",
    "voucher",
    "note",
)
_CORE = ("village_id", "received_on", "category", "item", "amount_fen")


class EntryMatches:
    """Pairs stated entries with recorded ones, the surest way first; `found` follows the order of the entries.

    1. everything equal, as often as it occurs; 2. village, date, category, item and amount equal, as often as they
    occur; 3. the only one left with its village, year and voucher; 4. the only one left with its village, date and
    item. Whatever is left is new.
    """

    def __init__(self, store: Store, entries: Sequence[Row]) -> None:
        years = sorted({int(str(entry["received_on"])[:4]) for entry in entries})
        self.found: list[Row | None] = [None] * len(entries)
        self._entries = entries
        self._free = {row["id"]: row for row in matching.income_of_years(store, years)}
        self._open = list(range(len(entries)))
        self._as_often(lambda row: tuple(row.get(name) for name in _ALL))
        self._as_often(lambda row: tuple(row.get(name) for name in _CORE))
        self._if_alone(_by_voucher)
        self._if_alone(lambda row: (row["village_id"], row["received_on"], row["item"]))

    def _as_often(self, key: Callable[[Row], Key]) -> None:
        recorded: dict[Key, list[Row]] = {}
        for row in self._free.values():
            recorded.setdefault(key(row), []).append(row)
        for place in list(self._open):
            twins = recorded.get(key(self._entries[place]), [])
            if twins:
                best = min(twins, key=lambda row: len(differences(row, self._entries[place])))
                twins.remove(best)
                self._pair(place, best)

    def _if_alone(self, key: Callable[[Row], Key | None]) -> None:
        stated: dict[Key | None, list[int]] = {}
        for place in self._open:
            stated.setdefault(key(self._entries[place]), []).append(place)
        recorded: dict[Key | None, list[Row]] = {}
        for row in self._free.values():
            recorded.setdefault(key(row), []).append(row)
        for found, places in stated.items():
            if found is not None and len(places) == 1 and len(recorded.get(found, [])) == 1:
                self._pair(places[0], recorded[found][0])

    def _pair(self, place: int, row: Row) -> None:
        self.found[place] = row
        self._open.remove(place)
        del self._free[row["id"]]


class Details:
    """The sums of receipts, and of months, by village, month or year, and category: what a coarser sum repeats."""

    def __init__(self, store: Store, entries: Sequence[Row], spans: Sequence[int]) -> None:
        """Take the stated entries, and how many months each one that stands for a quarter or half-year sums up."""
        self._store = store
        self._fen: dict[Key, int] = {}
        self._stated = list(entries)
        self._spans = list(spans)
        self._parts: dict[tuple[str, str], list[tuple[int, int, Row]]] = {}

    def add_recorded(self, years: Iterable[str]) -> None:
        """Add up what was stated and what the ledger holds of these years; a receipt that is in both counts once."""
        recorded = matching.income_of_years(self._store, sorted({int(year) for year in years}))
        matched = EntryMatches(self._store, self._stated).found
        again = {row["id"] for row in matched if row is not None}
        rest = [row for row in recorded if row["id"] not in again]
        for row, span in zip([*self._stated, *rest], [*self._spans, *[1] * len(rest)], strict=True):
            self._add(row)
            received = str(row["received_on"])
            if len(received) >= _TO_MONTH:
                part = (int(received[5:7]), span, row)
                self._parts.setdefault((row["village_id"], received[:4]), []).append(part)

    def of(self, entry: Row, span: int) -> int | None:
        """Return what the finer entries of a sum's time and category come to; None when there are none.

        `span` is the number of months up to the sum's own that it stands for.
        """
        if span <= 1:
            return self._fen.get((entry["village_id"], entry["received_on"], entry["category"]))
        year, last = str(entry["received_on"])[:4], int(str(entry["received_on"])[5:7])
        found = [
            row["amount_fen"]
            for month, months, row in self._parts.get((entry["village_id"], year), [])
            if months < span and last - span < month <= last and entry["category"] in (None, row["category"])
        ]
        return sum(found) if found else None

    def _add(self, row: Row) -> None:
        received, own = str(row["received_on"]), row["category"]
        keys = {(span, category) for span in (received[:4], received[:7]) for category in (own, None)}
        for span, category in keys:
            if len(span) < len(received) or (span == received and category != own):
                key = (row["village_id"], span, category)
                self._fen[key] = self._fen.get(key, 0) + row["amount_fen"]


def _by_voucher(row: Row) -> Key | None:
    if not row["voucher"]:
        return None
    return (row["village_id"], str(row["received_on"])[:4], row["voucher"])
