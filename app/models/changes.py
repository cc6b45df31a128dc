"""What was written since a moment: how the window learns which tables to show anew."""

from app.models.store import Store


def mark(store: Store) -> int:
    """Return a moment in the history, to be given to `tables_since`."""
    return int(store.scalar("SELECT coalesce(max(rowid), 0) FROM operation"))


def tables_since(store: Store, moment: int) -> frozenset[str]:
    """Return the tables written to by the operations after `moment`."""
    found = store.tuples(
        "SELECT DISTINCT p.tbl FROM operation o "
        "JOIN op p ON p.replica = o.replica AND p.seq BETWEEN o.seq_from AND o.seq_to WHERE o.rowid > ?",
        [moment],
    )
    return frozenset(row[0] for row in found)
