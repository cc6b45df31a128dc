"""Which entry a counter-entry (冲销) of a workbook takes back: the same thing with the opposite amount."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from app.models.store import Row

_SAID = "冲销"
INCOME = ("village_id", "category", "item", "payer", "voucher")


class Reversals:
    """The entries that may be taken back: those stated anew and those recorded, as long as nothing has done so.

    `same` are the columns in which an entry and what takes it back agree, `day` that of its date; `taken_back` are
    the recorded ones that were linked.
    """

    def __init__(
        self, stated: Iterable[Row], recorded: Iterable[Row], *, same: Sequence[str] = INCOME, day: str = "received_on"
    ) -> None:  # fmt: skip
        self._same, self._day = same, day
        self._open: dict[tuple[Any, ...], list[tuple[Row, bool]]] = {}
        self.taken_back: list[Row] = []
        for rows, is_recorded in ((stated, False), (recorded, True)):
            for row in rows:
                taken = row.get("reversed_on") or row.get("reverses_id")
                if row["amount_fen"] > 0 and not taken:
                    key = self._key(row, row["amount_fen"])
                    self._open.setdefault(key, []).append((row, is_recorded))

    def link(self, entry: Row) -> bool:
        """Link a counter-entry to what it takes back; tell whether there is something.

        One of the same day comes first; of another day only the one there is.
        """
        if entry["amount_fen"] >= 0 or not str(entry["note"] or "").startswith(_SAID):
            return False
        twins = self._open.get(self._key(entry, -entry["amount_fen"]), [])
        at = self._likest(entry, [row for row, _ in twins])
        if at is None:
            return False
        found, is_recorded = twins.pop(at)
        entry["reverses_id"] = found.setdefault("id", uuid.uuid4().hex)
        found["reversed_on"] = entry[self._day]
        if is_recorded:
            self.taken_back.append(found)
        return True

    def _likest(self, entry: Row, twins: Sequence[Row]) -> int | None:
        same_day = [at for at, row in enumerate(twins) if row[self._day] == entry[self._day]]
        booked = [at for at in same_day if (twins[at]["booked_on"] is None) == (entry["booked_on"] is None)]
        for found in (booked, same_day):
            if found:
                return found[0]
        return 0 if len(twins) == 1 else None

    def _key(self, row: Row, fen: int) -> tuple[Any, ...]:
        return (*(row[name] for name in self._same), fen)
