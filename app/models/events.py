"""Things worth remembering that change no record: an export of full numbers, a restore, a look at secrets."""

from app.models.store import Store

EVENT = "_event"


def record_event(store: Store, kind: str, sentence: str, actor: str) -> None:
    """Add an entry to the history that holds nothing but its own sentence; it cannot be taken back."""
    with store.operation(kind, sentence, actor) as operation:
        store.connection.execute(
            "INSERT INTO op (replica, seq, stamp, tbl, row, field, value, old, parents, operation) "
            "SELECT replica, (SELECT coalesce(max(seq), 0) + 1 FROM op WHERE replica = local.replica), "
            "stamp, ?, operation, ?, ?, NULL, '', operation FROM local",
            [EVENT, kind, operation.sentence],
        )
