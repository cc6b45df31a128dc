"""Is the ledger file whole?"""

from app.models.store import Store


def integrity(store: Store) -> str:
    """Return 'ok', or what SQLite and the page seals complain about first."""
    broken = store.scalar("PRAGMA cipher_integrity_check")
    return str(broken) if broken else str(store.scalar("PRAGMA integrity_check"))
