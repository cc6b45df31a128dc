"""Keeping copies of the ledger and putting one back."""

import contextlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from app.errors import AppError, NotFound
from app.models import backups as copies
from app.models.backups import Backup
from app.models.history import last_chain
from app.models.ledger import Ledger

__all__ = [
    "Backup",
    "backups",
    "make_backup",
    "needs_backup",
    "newest_whole",
    "restore_backup",
    "verify_backup",
]


def backups(ledger: Ledger) -> Sequence[Backup]:
    """Return the backups, newest first."""
    return copies.all_backups(ledger)


def make_backup(ledger: Ledger, *, now: datetime | None = None) -> Backup:
    """Make a verified backup and thin out the old ones."""
    moment = now or datetime.now()
    made = copies.make(ledger, moment)
    copies.thin(ledger, moment)
    return made


def needs_backup(ledger: Ledger) -> bool:
    """Tell whether anything was done since the last backup was made."""
    store = ledger.connect(readonly=True)
    try:
        last = last_chain(store)
    finally:
        store.close()
    return bool(last) and not copies.covers(ledger, last)


def verify_backup(ledger: Ledger, name: str | None = None) -> tuple[Backup, dict[str, int]]:
    """Check a backup whole (the newest when none is named) and count its records."""
    backup = _named(ledger, name)
    return backup, copies.verify(backup.path, ledger.key)


def newest_whole(ledger: Ledger) -> Backup | None:
    """Return the newest backup that is found whole when looked over, or None."""
    for backup in copies.all_backups(ledger):
        with contextlib.suppress(AppError):
            copies.verify(backup.path, ledger.key)
            return backup
    return None


def restore_backup(
    ledger: Ledger, name: str | None = None, *, now: datetime | None = None
) -> tuple[Backup, Path | None]:
    """Put a backup back; returns it and where the ledger as it was is kept. No connection may be open."""
    backup = _named(ledger, name)
    return backup, copies.restore(ledger, backup.path, now or datetime.now())


def _named(ledger: Ledger, name: str | None) -> Backup:
    found = copies.all_backups(ledger)
    if name is not None:
        found = [b for b in found if name in (b.path.name, str(b.path))]
    if not found:
        raise NotFound("还没有备份。" if name is None else f"没有这个备份：{name}", "请先做一个备份。")
    return found[0]
