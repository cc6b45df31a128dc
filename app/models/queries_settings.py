"""Settings of which there are several of one kind, named with a common beginning."""

from app.models.store import Store


def beginning(store: Store, prefix: str) -> list[tuple[str, str]]:
    """Return (id, value) of the settings whose name begins with `prefix`, oldest first."""
    return store.tuples(
        "SELECT id, value FROM setting WHERE _del = 0 AND substr(name, 1, ?) = ? ORDER BY rowid",
        [len(prefix), prefix],
    )
