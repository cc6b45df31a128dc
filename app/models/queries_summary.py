"""Figures from the sums the ledger keeps (m0003): the same conditions, counted without touching the records."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.models.populations import MEMBER, PARTY_AGE_START
from app.models.store import Store

Values = Mapping[str, Any]


def answers(store: Store, on: date) -> bool:
    """Tell whether members can be counted on a day from the sums, which know months, not days."""
    if on.day == monthrange(on.year, on.month)[1]:
        return True
    return not store.scalar(
        "SELECT EXISTS (SELECT 1 FROM summary_member WHERE ? IN (joined_on, full_on, ended_on))",
        [on.isoformat()[:7]],
    )


def count_members(store: Store, conditions: Mapping[str, str], values: Values) -> dict[str, int]:
    """Return how many members fulfil each condition of the population of members."""
    sums = ", ".join(
        f"coalesce(sum(p.n * ({condition.replace(PARTY_AGE_START, 'p.party_age_from')})), 0)"
        for condition in conditions.values()
    )
    found = store.tuples(f"SELECT {sums} FROM summary_member AS p WHERE {MEMBER}", values)[0]
    return dict(zip(conditions, found, strict=True))


def income(store: Store, year: int, village_id: str = "") -> list[tuple[Any, ...]]:
    """Return (village_id, month '01' … '12' or '', category, mark '1' or '0', nature, fen, entries, unbooked) of a year.

    Category, mark and nature are '' where there is none.
    """
    return store.tuples(
        "SELECT village_id, month, category, mark, nature, fen, entries, unbooked FROM summary_income "
        f"WHERE year = ? {'AND village_id = ? ' if village_id else ''}AND entries > 0",
        [str(year), *([village_id] if village_id else [])],
    )
