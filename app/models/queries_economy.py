"""Entries, sums and holdings of village economy, as the page and its papers show them."""

from typing import Any

from app.models.store import Row, Store


def cost_groups(store: Store, year: int, village_id: str = "") -> list[tuple[Any, ...]]:
    """Return (village_id, month text or '', category, fen, entries) of a year's costs, added up."""
    of_village = "village_id = ? AND " if village_id else ""
    return store.tuples(
        "SELECT village_id, substr(spent_on, 6, 2) AS month, category, sum(amount_fen), count(*) FROM cost_entry "
        f"WHERE {of_village}_del = 0 AND spent_on >= ? AND spent_on < ? GROUP BY village_id, month, category",
        [*([village_id] if village_id else []), str(year), str(year + 1)],
    )


def villages(store: Store) -> list[Row]:
    """Return the living villages: id, name."""
    return store.rows(
        "SELECT id, name FROM village WHERE _del = 0 AND ended_on IS NULL ORDER BY coalesce(sort, 1000000), rowid"
    )


def ledger(
    store: Store, year: int, *, village_id: str = "", costs: bool = False, month: int | None = None
) -> list[Row]:
    """Return the entries of income, or of costs, of a year (of a village, of a month; 0: without a month), oldest first."""
    return store.rows(
        f"SELECT e.*, v.name AS village, coalesce(p.name, '') AS project_name, {_CONTRACT[costs]} AS contract_name "
        f"FROM {_TABLE[costs]} AS e JOIN village AS v ON v.id = e.village_id "
        f"LEFT JOIN project AS p ON p.id = e.project_id {_JOINED[costs]}"
        f"WHERE e._del = 0 AND e.{_ON[costs]} >= :from AND e.{_ON[costs]} < :to "
        "AND (:village = '' OR e.village_id = :village) "
        f"AND (:month IS NULL OR CAST(substr(e.{_ON[costs]}, 6, 2) AS INTEGER) = :month) "
        f"ORDER BY coalesce(v.sort, 1000000), v.rowid, e.{_ON[costs]}, e.rowid",
        {"from": str(year), "to": str(year + 1), "village": village_id, "month": month},
    )


def open_entries(store: Store, year: int, category: str) -> list[Row]:
    """Return the income of a year and category that was not taken back and takes nothing back."""
    return store.rows(
        "SELECT * FROM income_entry WHERE _del = 0 AND reversed_on IS NULL AND reverses_id IS NULL "
        "AND received_on >= :from AND received_on < :to AND category IS :category ORDER BY rowid",
        {"from": str(year), "to": str(year + 1), "category": category},
    )


def unbooked(store: Store, year: int, until: str) -> list[tuple[Any, ...]]:
    """Return (village_id, number, 分) of the income received by a day of a year that is not booked."""
    return store.tuples(
        "SELECT village_id, count(*), sum(amount_fen) FROM income_entry WHERE _del = 0 AND booked_on IS NULL "
        "AND reversed_on IS NULL AND reverses_id IS NULL AND received_on >= ? AND received_on <= ? GROUP BY village_id",
        [str(year), until],
    )


def holdings(store: Store, table: str, *, village_id: str = "", ended: bool = False) -> list[Row]:
    """Return the projects, contracts or assets (of a village), those ended only when asked for."""
    if table not in ("project", "contract", "asset"):
        raise KeyError(table)
    return store.rows(
        f"SELECT h.*, v.name AS village FROM {table} AS h JOIN village AS v ON v.id = h.village_id WHERE h._del = 0 "
        "AND (:village = '' OR h.village_id = :village) AND (:ended OR h.ended_on IS NULL) "
        "ORDER BY coalesce(v.sort, 1000000), v.rowid, coalesce(h.sort, 1000000), h.rowid",
        {"village": village_id, "ended": int(ended)},
    )


def received_by(store: Store, column: str) -> list[tuple[Any, ...]]:
    """Return (id, year, 分) of the income entered under each project or contract (`project_id`, `contract_id`)."""
    if column not in ("project_id", "contract_id"):
        raise KeyError(column)
    return store.tuples(
        f"SELECT {column}, CAST(substr(received_on, 1, 4) AS INTEGER) AS year, sum(amount_fen) FROM income_entry "
        f"WHERE _del = 0 AND {column} IS NOT NULL GROUP BY {column}, year"
    )


def explanations(store: Store, code: str) -> dict[str, Row]:
    """Return record → explanation of a code, the newest of each."""
    return {
        row["record"]: row
        for row in store.rows("SELECT * FROM explanation WHERE _del = 0 AND code = ? ORDER BY rowid", [code])
    }


def years_of_village(store: Store, village_id: str) -> list[int]:
    """Return the years a village has income or a target in, oldest first."""
    found = store.tuples(
        "SELECT DISTINCT CAST(substr(received_on, 1, 4) AS INTEGER) FROM live_income_entry WHERE village_id = :village "
        "UNION SELECT year FROM live_target WHERE village_id = :village ORDER BY 1",
        {"village": village_id},
    )
    return [year for (year,) in found]


_TABLE = {False: "income_entry", True: "cost_entry"}
_ON = {False: "received_on", True: "spent_on"}
_CONTRACT = {False: "coalesce(c.name, '')", True: "''"}
_JOINED = {False: "LEFT JOIN contract AS c ON c.id = e.contract_id ", True: ""}
