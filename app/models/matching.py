"""What an import needs to know of the ledger at once: the keys by which rows of a workbook find their records."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.models.store import Row, Store
from app.models.undo import undone_operations

_IN_ONE_QUESTION = 500


def state(store: Store) -> int:
    """Return a number that changes with every operation: a plan made before one is out of date."""
    return int(store.scalar("SELECT count(*) FROM operation"))


def villages(store: Store) -> list[Row]:
    """Return all villages."""
    return store.rows("SELECT * FROM village WHERE _del = 0 ORDER BY coalesce(sort, 1000000), rowid")


def groups(store: Store) -> list[Row]:
    """Return all village groups."""
    return store.rows("SELECT * FROM village_group WHERE _del = 0 ORDER BY coalesce(sort, 1000000), rowid")


def organizations(store: Store) -> list[Row]:
    """Return all organizations."""
    return store.rows("SELECT * FROM organization WHERE _del = 0 ORDER BY coalesce(sort, 1000000), rowid")


def former_names(store: Store) -> list[tuple[str, str]]:
    """Return (id, name) of every name an organization had before it was renamed; what was undone was no renaming."""
    gone = undone_operations(store)
    renamings = store.rows(
        "SELECT o.id, p.old AS name, p.operation FROM organization o "
        "JOIN op p ON p.row = o.id AND p.field = 'name' JOIN operation done ON done.id = p.operation "
        "WHERE o._del = 0 AND p.old <> o.name AND done.undoes IS NULL ORDER BY p.stamp, p.seq"
    )
    found = ((row["id"], row["name"]) for row in renamings if row["operation"] not in gone)
    return list(dict.fromkeys(found))


def person_keys(store: Store) -> Iterator[tuple[Any, ...]]:
    """Yield (id, id_number, name, birth_on, organization_id, status) of every person, one at a time."""
    yield from store.connection.execute(
        "SELECT id, id_number, name, birth_on, organization_id, status FROM person WHERE _del = 0 ORDER BY rowid"
    )


def persons(store: Store, ids: Sequence[str]) -> dict[str, Row]:
    """Return the persons with these ids."""
    return {row["id"]: row for row in _with(store, "person", "id", ids)}


def current_posts(store: Store, person_ids: Sequence[str]) -> dict[str, list[Row]]:
    """Return the posts that have not ended, by person."""
    return _grouped(store, "post", "person_id", person_ids, "to_on IS NULL")


def open_cases(store: Store, person_ids: Sequence[str]) -> dict[str, list[Row]]:
    """Return the cases by person; the open ones first."""
    found = _grouped(store, "development_case", "person_id", person_ids)
    return {key: sorted(rows, key=lambda row: row["closed_on"] is not None) for key, rows in found.items()}


def steps(store: Store, case_ids: Sequence[str]) -> dict[str, list[Row]]:
    """Return the recorded steps by case."""
    return _grouped(store, "step_record", "case_id", case_ids)


def case_people(store: Store, case_ids: Sequence[str]) -> dict[str, list[Row]]:
    """Return contacts and introducers who are still charged, by case."""
    return _grouped(store, "case_person", "case_id", case_ids, "to_on IS NULL")


def of_years(store: Store, table: str, years: Sequence[int]) -> list[Row]:
    """Return the rows of a table with a column `year` (rating, rating_round, pairing, target) for these years."""
    return _with(store, table, "year", years)


def belonging(store: Store, table: str, column: str, ids: Sequence[str]) -> list[Row]:
    """Return the rows of a table that belong to these records: visits of contact points, measures of files."""
    return _with(store, table, column, ids)


def income_of_years(store: Store, years: Sequence[int]) -> list[Row]:
    """Return the income entries received in these years."""
    return [
        row
        for year in years
        for row in store.rows(
            "SELECT * FROM income_entry WHERE _del = 0 AND received_on >= ? AND received_on < ? ORDER BY rowid",
            [str(year), str(year + 1)],
        )
    ]


def highest_sort(store: Store, table: str) -> int:
    """Return the highest place in the order of a table; 0 when it is empty."""
    return int(store.scalar(f'SELECT coalesce(max(sort), 0) FROM "{table}" WHERE _del = 0'))


def _with(store: Store, table: str, column: str, values: Sequence[Any], also: str = "TRUE") -> list[Row]:
    found: list[Row] = []
    for start in range(0, len(values), _IN_ONE_QUESTION):
        part = values[start : start + _IN_ONE_QUESTION]
        marks = ", ".join("?" * len(part))
        found += store.rows(
            f'SELECT * FROM "{table}" WHERE _del = 0 AND "{column}" IN ({marks}) AND {also} ORDER BY rowid',
            list(part),
        )
    return found


def _grouped(
    store: Store, table: str, column: str, values: Sequence[Any], also: str = "TRUE"
) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in _with(store, table, column, values, also):
        found.setdefault(row[column], []).append(row)
    return found
