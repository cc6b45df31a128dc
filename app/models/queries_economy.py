"""Single income entries of a village, as the window shows them behind a cell of the grid."""

from typing import Any

from app.models.store import Row, Store


def income_entries(store: Store, year: int, *, village_id: str = "", month: int | None = None) -> list[Row]:
    """Return the entries of a year, oldest first; of one village, of one month (0: those without a month)."""
    return store.rows(
        "SELECT e.id, v.name AS village, e.received_on, e.category, coalesce(e.item, '') AS item, "
        "coalesce(e.payer, '') AS payer, e.amount_fen, coalesce(e.booked_on, '') AS booked_on, "
        "coalesce(e.voucher, '') AS voucher, e.counts_as_operating, e.nature, coalesce(e.note, '') AS note "
        "FROM income_entry AS e JOIN village AS v ON v.id = e.village_id "
        "WHERE e._del = 0 AND e.received_on >= :from AND e.received_on < :to AND (:village = '' OR e.village_id = :village) "
        "AND (:month IS NULL OR CAST(substr(e.received_on, 6, 2) AS INTEGER) = :month) "
        "ORDER BY coalesce(v.sort, 1000000), v.rowid, e.received_on, e.rowid",
        {"from": str(year), "to": str(year + 1), "village": village_id, "month": month},
    )


def cost_groups(store: Store, year: int) -> list[tuple[Any, ...]]:
    """Return (village_id, month text or '', category, fen, entries) of a year's costs, added up."""
    return store.tuples(
        "SELECT village_id, substr(spent_on, 6, 2) AS month, category, sum(amount_fen), count(*) FROM cost_entry "
        "WHERE _del = 0 AND spent_on >= ? AND spent_on < ? GROUP BY village_id, month, category",
        [str(year), str(year + 1)],
    )
