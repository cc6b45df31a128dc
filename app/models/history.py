"""Reading the history: operations, newest first, and what one record went through."""

from app.models.store import Row, Store


def operations(store: Store, *, limit: int) -> list[Row]:
    """Return the newest operations with the number of ops: in the order they came, whatever the clock said then."""
    return store.rows(
        "SELECT o.*, o.seq_to - o.seq_from + 1 AS ops FROM operation o ORDER BY o.rowid DESC LIMIT ?",
        [limit],
    )


def operation(store: Store, operation_id: str) -> Row | None:
    """Return one operation by its id or an unambiguous beginning of it."""
    found = store.rows("SELECT * FROM operation WHERE id GLOB ? || '*' LIMIT 2", [operation_id])
    return found[0] if len(found) == 1 else None


def touched_records(store: Store, operation: Row) -> int:
    """Return how many records an operation touched."""
    span = [operation["replica"], operation["seq_from"], operation["seq_to"]]
    return int(
        store.scalar(
            "SELECT count(DISTINCT row) FROM op WHERE replica = ? AND seq BETWEEN ? AND ? AND tbl <> '_event'",
            span,
        )
    )


def record_ops(store: Store, record: str) -> list[Row]:
    """Return every op of one record with its operation's sentence, actor and time, oldest first."""
    return store.rows(
        "SELECT p.tbl, p.field, p.value, p.old, o.id AS operation, o.sentence, o.actor, o.at, o.undoes "
        "FROM op p JOIN operation o ON o.id = p.operation WHERE p.row = ? ORDER BY p.stamp, p.seq",
        [record],
    )


def verify_chain(store: Store) -> str | None:
    """Recompute the chained hashes; return the id of the first operation that does not fit, or None."""
    for row in store.rows("SELECT * FROM operation ORDER BY replica, seq_from"):
        fields = [
            row[n]
            for n in (
                "id",
                "kind",
                "sentence",
                "actor",
                "at",
                "replica",
                "seq_from",
                "seq_to",
                "undoes",
                "detail",
            )
        ]
        if store.chain_after(fields, row["replica"], row["seq_from"], row["seq_to"]) != row["chain"]:
            return str(row["id"])
    return None


def last_chain(store: Store) -> str:
    """Return the last link of this installation's history, empty when nothing was done after setting up."""
    return str(
        store.scalar(
            "SELECT iif(kind = 'setup', '', chain) FROM operation WHERE replica = (SELECT replica FROM local) "
            "ORDER BY seq_from DESC LIMIT 1"
        )
        or ""
    )
