"""Records of one table that the rows of workbooks speak of: new ones planned, known ones changed, each once."""

import uuid
from collections.abc import Callable, Hashable, Iterable

from app.models.store import Row
from app.services.imports.context import Context
from app.services.imports.sheets import Draft, SheetWork, differences
from app.services.imports.wording import SEVERAL

NEW, CHANGED, SAME, BAD = "new", "changed", "same", "bad"


class Records:
    """Finds a record by what tells it apart (`key` of a row); what later rows add to a new one fills it up."""

    def __init__(
        self, context: Context, table: str, rows: Iterable[Row], key: Callable[[Row], Hashable]
    ) -> None:
        self._context, self._table, self._key = context, table, key
        self._held: dict[Hashable, Row] = {key(row): dict(row) for row in rows}
        self._new: dict[str, tuple[SheetWork, Row]] = {}
        self._said: dict[str, Row] = {}

    def knows(self, fixed: Row) -> bool:
        """Tell whether there is a record with this key."""
        return self._key(fixed) in self._held

    def take(
        self, work: SheetWork, draft: Draft, label: str, fixed: Row, stated: Row, at_first: Row | None = None
    ) -> tuple[str, str]:
        """Take what a row states of the record that `fixed` tells; return its id and new, changed or same.

        `at_first` holds values a new record gets where nothing is stated.
        """
        key = self._key(fixed)
        held = self._held.get(key)
        if held is None:
            held = {"id": uuid.uuid4().hex, **(at_first or {}), **fixed, **stated}
            self._held[key] = held
            self._new[held["id"]] = (work, held)
            self._said[held["id"]] = dict(stated)
            return held["id"], NEW
        changes = self._changes(work, draft, label, held, stated)
        if changes and held["id"] not in self._new:
            work.changes(draft, label, self._table, held, changes)
            self._context.writes.update(self._table, held["id"], changes)
        outcome = CHANGED if changes and held["id"] not in self._new else SAME
        held.update(changes)
        return held["id"], outcome

    def write(self) -> None:
        """Plan the new records."""
        for work, row in self._new.values():
            self._context.insert(work, self._table, row)

    def _changes(self, work: SheetWork, draft: Draft, label: str, held: Row, stated: Row) -> Row:
        said = self._said.setdefault(held["id"], {})
        changes = differences(held, stated)
        for name in [name for name in changes if name in said]:
            work.sheet_problem(
                f"{self._table}.differs", f"{label}在前面的行里写的不同，按前面的一行记。", row=draft.number
            )
            del changes[name]
        said.update({name: value for name, value in stated.items() if name not in said})
        return changes


def joined(outcomes: Iterable[str]) -> str:
    """Return the outcome of a row from those of everything it states: what is new beside what is known is a change."""
    found = set(outcomes)
    if found == {NEW}:
        return NEW
    return CHANGED if found & {NEW, CHANGED} else SAME


def days_of(text: str | None) -> list[str | None]:
    """Return the days of a cell that may name several; the one None of a cell that names none."""
    return [*text.split(SEVERAL)] if text else [None]


def year_of(context: Context, work: SheetWork, draft: Draft, *days: str | None) -> int | None:
    """Return the year a row belongs to: its own, the title's, that of one of `days`."""
    own = draft.value("year")
    if own is not None:
        return int(own)
    told = max(work.reading.years, default=None)
    return told or next((int(day[:4]) for day in days if day), None)
