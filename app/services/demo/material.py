"""What the invented township is made of: names, places, items (resources/demo), and the rows planned from them."""

import random
import tomllib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from app.models.store import Row, Store
from app.paths import resources

YEARS = 3
ADVANCED, MIDDLING, LAGGING = "advanced", "middling", "lagging"


@cache
def material(name: str) -> dict[str, Any]:
    """Return one file of resources/demo."""
    with (resources() / "demo" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass(frozen=True, slots=True)
class Times:
    """The day the life ends on, and the last full year before it."""

    as_of: date

    @property
    def last(self) -> int:
        """The last full year: that of `as_of` when it ends on that day."""
        return self.as_of.year if (self.as_of.month, self.as_of.day) == (12, 31) else self.as_of.year - 1

    @property
    def last_day(self) -> date:
        """The last day of the last full year."""
        return date(self.last, 12, 31)

    @property
    def years(self) -> tuple[int, ...]:
        """The full years told, oldest first."""
        return tuple(range(self.last - YEARS + 1, self.last + 1))

    @property
    def current(self) -> int | None:
        """The year under way after the full ones, if any."""
        return self.last + 1 if self.as_of.year > self.last else None


@dataclass(slots=True)
class Plan:
    """Rows to be written, by table in the order they were planned, each with its id."""

    times: Times
    dice: random.Random
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, **values: Any) -> Row:
        """Plan a row; it may be completed until it is written."""
        row = {"id": uuid.uuid4().hex, **values}
        self.rows.setdefault(table, []).append(row)
        return row

    def write(self, store: Store, tables: Sequence[str]) -> int:
        """Write what is planned for some tables, inside an operation; return how many rows that were."""
        written = 0
        for table in tables:
            rows = self.rows.get(table, [])
            columns = dict.fromkeys(name for row in rows for name in row)
            store.insert(table, ({name: row.get(name) for name in columns} for row in rows))
            written += len(rows)
        return written

    def day_in(self, first: date, last: date) -> date:
        """Return a day of a span."""
        return first + timedelta(days=self.dice.randint(0, max((last - first).days, 0)))


def iso(day: date | None) -> str | None:
    """Return a day as it is stored."""
    return day.isoformat() if day else None
