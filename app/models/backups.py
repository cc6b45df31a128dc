"""Verified copies of the ledger: made by VACUUM INTO, opened, checked and counted before they get their name."""

import os
import shutil
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.errors import NotFound, StorageError
from app.models.connection import connect
from app.models.keyring import KEY_BYTES
from app.models.ledger import DB_NAME, KEY_NAME, Ledger
from app.models.store import Store
from app.models.triggers import ledger_tables

PREFIX, SUFFIX = "备份-", ".djb"
STAMP = "%Y-%m-%d-%H%M%S"
NEWEST_KEPT = 3
KEEP_ALL_DAYS, DAILY, WEEKLY, MONTHLY = 2, 14, 8, 12


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file with the time in its name."""

    path: Path
    made_at: datetime

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return self.path.stat().st_size


def folder(ledger: Ledger) -> Path:
    """Return the folder of this ledger's backups."""
    return ledger.folder / "backups"


def all_backups(ledger: Ledger) -> list[Backup]:
    """Return the backups, newest first."""
    found = []
    for path in folder(ledger).glob(f"{PREFIX}*{SUFFIX}"):
        try:
            found.append(Backup(path, datetime.strptime(path.name[len(PREFIX) :][:17], STAMP)))
        except ValueError:
            continue
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def make(ledger: Ledger, now: datetime) -> Backup:
    """Copy the ledger, verify the copy and only then give it its name; raise StorageError otherwise."""
    place = folder(ledger)
    place.mkdir(parents=True, exist_ok=True)
    draft = place / f"{uuid.uuid4().hex}.part"
    store = ledger.connect()
    try:
        _require_space(ledger)
        store.connection.execute("VACUUM INTO ?", [str(draft)])
        _compare(draft, ledger.key, _counts(store))
        _sync(draft)
        final = _free_name(place, now)
        os.replace(draft, final)
    except StorageError:
        raise
    except Exception as error:
        raise StorageError(
            "备份没有做成。", "请检查磁盘空间；台账本身没有改动。", detail=str(error)
        ) from error
    finally:
        store.close()
        for leftover in place.glob(f"{draft.name}*"):
            leftover.unlink(missing_ok=True)
    shutil.copyfile(ledger.folder / KEY_NAME, place / KEY_NAME)
    return Backup(final, now.replace(microsecond=0))


def verify(path: Path, key: bytes) -> dict[str, int]:
    """Open a backup, check it whole and return the number of living rows per table."""
    if not path.exists():
        raise NotFound(f"没有这个备份：{path.name}")
    store = Store(connect(path, key))
    try:
        answer = store.scalar("PRAGMA integrity_check")
        if answer != "ok":
            raise StorageError(f"备份已损坏：{path.name}", "请换一个备份。", detail=str(answer))
        return _counts(store)
    finally:
        store.close()
        for tail in ("-wal", "-shm"):
            path.with_name(path.name + tail).unlink(missing_ok=True)


def restore(ledger: Ledger, path: Path, now: datetime) -> Path:
    """Put a verified backup in the ledger's place under a new replica identity; return where the old file is kept.

    The ledger must have no open connection.
    """
    verify(path, ledger.key)
    ledger.checkpoint()
    draft = ledger.folder / (DB_NAME + ".restored")
    shutil.copyfile(path, draft)
    store = Store(connect(draft, ledger.key))
    try:
        store.connection.execute("UPDATE local SET replica = ?, operation = NULL", [uuid.uuid4().hex[:16]])
        store.scalar("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        store.close()
    _sync(draft)
    kept = ledger.folder / f"恢复前-{now.strftime(STAMP)}.db"
    os.replace(ledger.path, kept)
    os.replace(draft, ledger.path)
    for tail in ("-wal", "-shm"):
        ledger.path.with_name(DB_NAME + tail).unlink(missing_ok=True)
    return kept


def thin(ledger: Ledger, now: datetime) -> list[Path]:
    """Remove backups beyond the plan: all of two days, 14 daily, 8 weekly, 12 monthly, never the newest three."""
    found = all_backups(ledger)
    keep = {backup.path for backup in found[:NEWEST_KEPT]}
    # A clock that jumped must not make every backup look old.
    keep |= {b.path for b in found if b.made_at > now - timedelta(days=KEEP_ALL_DAYS)}
    for count, period in ((DAILY, "%Y-%m-%d"), (WEEKLY, "%G-%V"), (MONTHLY, "%Y-%m")):
        periods: dict[str, Path] = {}
        for backup in found:
            periods.setdefault(backup.made_at.strftime(period), backup.path)
        keep |= set(list(periods.values())[:count])
    gone = [backup.path for backup in found if backup.path not in keep]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def _counts(store: Store) -> dict[str, int]:
    tables = [*ledger_tables(store.connection), "op", "operation"]
    return {t: store.scalar(f'SELECT count(*) FROM "{t}"') for t in tables}


def _compare(draft: Path, key: bytes, expected: dict[str, int]) -> None:
    copy = Store(connect(draft, key))
    try:
        if copy.scalar("PRAGMA quick_check") != "ok" or _counts(copy) != expected:
            raise StorageError("备份与台账不一致，已放弃。", "请检查磁盘后再试；台账本身没有改动。")
        copy.scalar("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        copy.close()


def _require_space(ledger: Ledger) -> None:
    needed = ledger.path.stat().st_size + KEY_BYTES
    if shutil.disk_usage(ledger.folder).free < needed:
        raise StorageError("磁盘空间不够做备份。", "请清理磁盘后再试。")


def _free_name(place: Path, now: datetime) -> Path:
    final = place / f"{PREFIX}{now.strftime(STAMP)}{SUFFIX}"
    number = 2
    while final.exists():
        final = place / f"{PREFIX}{now.strftime(STAMP)}-{number}{SUFFIX}"
        number += 1
    return final


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
