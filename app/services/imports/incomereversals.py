"""Which receipt a counter-entry (冲销) of a workbook takes back: the same thing with the opposite amount."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from app.models import matching
from app.models.store import Row, Store

_SAID = "冲销"
_SAME = ("village_id", "category", "item", "payer", "voucher")


class Reversals:
    """The receipts that may be taken back: those stated anew and those recorded, as long as nothing has done so."""

    def __init__(self, store: Store, stated: Iterable[Row]) -> None:
        new = list(stated)
        years = sorted({int(str(entry["received_on"])[:4]) for entry in new})
        self._open: dict[tuple[Any, ...], list[Row]] = {}
        for row in [*new, *matching.income_of_years(store, years)]:
            taken = row.get("reversed_on") or row.get("reverses_id")
            if row["amount_fen"] > 0 and not taken:
                self._open.setdefault(_key(row, row["amount_fen"]), []).append(row)

    def link(self, entry: Row) -> Row | None:
        """Link a counter-entry to what it takes back and return that receipt; None when it names none.

        One of the same day comes first; of another day only the one there is.
        """
        if entry["amount_fen"] >= 0 or not str(entry["note"] or "").startswith(_SAID):
            return None
        twins = self._open.get(_key(entry, -entry["amount_fen"]), [])
        found = _likest(entry, twins)
        if found is None:
            return None
        twins.remove(found)
        entry["reverses_id"] = found.setdefault("id", uuid.uuid4().hex)
        found["reversed_on"] = entry["received_on"]
        return found


def _likest(entry: Row, twins: Sequence[Row]) -> Row | None:
    same_day = [row for row in twins if row["received_on"] == entry["received_on"]]
    booked = [row for row in same_day if (row["booked_on"] is None) == (entry["booked_on"] is None)]
    for found in (booked, same_day):
        if found:
            return found[0]
    return twins[0] if len(twins) == 1 else None


def _key(row: Row, fen: int) -> tuple[Any, ...]:
    return (*(row[name] for name in _SAME), fen)
