"""What a ledger says, without the random ids: two ledgers with the same content compare equal."""

from app.models import triggers
from app.models.store import Store


def living_content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return table → sorted rows of values, every reference replaced by what it refers to (one level)."""
    names: dict[str, str] = {}
    tables = triggers.ledger_tables(store.connection)
    for table in tables:
        for row in store.find(table):
            named = row.get("name") or row.get("id_number") or row.get("received_on") or row.get("year")
            names[row["id"]] = f"{table}:{named}"
    return {table: sorted(_named_rows(store, table, names), key=repr) for table in tables}


def _named_rows(store: Store, table: str, names: dict[str, str]) -> list[tuple[object, ...]]:
    kept = [c for c in store.columns(table) if c not in ("id", "_del")]
    return [tuple(names.get(str(row[c]), row[c]) for c in kept) for row in store.find(table)]
