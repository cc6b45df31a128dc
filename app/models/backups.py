"""Verified copies of the ledger: made by VACUUM INTO, opened, checked and counted before they get their name."""

import contextlib
import re
import shutil
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.errors import Damaged, NotFound, StorageError
from app.models import files, migrations
from app.models.connection import DatabaseError, connect
from app.models.history import last_chain
from app.models.keyring import KEY_BYTES
from app.models.ledger import DB_NAME, KEY_NAME, Ledger
from app.models.store import Store
from app.models.triggers import ledger_tables

PREFIX, SUFFIX = "备份-", ".djb"
NOTE = "newest.txt"
STAMP = "%Y-%m-%d-%H%M%S"
DRAFT = re.compile(r"[0-9a-f]{32}\.part(-wal|-shm|-journal)?")
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
    draft = place / f"{uuid.uuid4().hex}.part"
    store = ledger.connect()
    try:
        place.mkdir(parents=True, exist_ok=True)
        _remove(*_drafts(place))  # left by a process that was killed
        _require_space(ledger)
        store.connection.execute("VACUUM INTO ?", [str(draft)])
        _compare(draft, ledger.key, _counts(store))
        final = _free_name(place, now)
        files.put(draft, final)
        files.copy(ledger.folder / KEY_NAME, place / KEY_NAME)
        _note(place, final, last_chain(store))
    except (OSError, DatabaseError) as error:
        raise StorageError(
            "备份没有做成。", "请检查磁盘空间；台账本身没有改动。", detail=str(error)
        ) from error
    finally:
        store.close()
        _remove(*place.glob(f"{draft.name}*"))
    return Backup(final, now.replace(microsecond=0))


def _drafts(place: Path) -> list[Path]:
    """Return the unfinished copies in a folder: clerks keep files of their own there too."""
    return [path for path in place.iterdir() if DRAFT.fullmatch(path.name)]


def covers(ledger: Ledger, chain: str) -> bool:
    """Tell whether the last backup made here is still there and reaches up to this last link of the history.

    The clock is not asked: it may have been set back.
    """
    place = folder(ledger)
    try:
        name, _, reached = (place / NOTE).read_text(encoding="utf-8").partition("\n")
    except OSError:
        return False
    return reached == chain and (place / name).exists()


def _note(place: Path, backup: Path, chain: str) -> None:
    """Write down up to where the history lies in a backup."""
    draft = place / f"{NOTE}.part"
    draft.write_text(f"{backup.name}\n{chain}", encoding="utf-8")
    files.put(draft, place / NOTE)


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
        _remove(*_tails(path))


def restore(ledger: Ledger, path: Path, now: datetime) -> Path | None:
    """Put a verified backup in the ledger's place under a new replica identity; return where the old file is kept.

    A ledger that is damaged is kept as it is; None where its file is gone. It must have no open connection. Raises
    NewerFile for a backup of a later program; one of an earlier program is brought up to date.
    """
    verify(path, ledger.key)
    draft = ledger.folder / (DB_NAME + ".restored")
    _remove(draft)
    try:
        shutil.copyfile(path, draft)
        _renew(draft, ledger.key)
        kept = _keep(ledger, now) if ledger.path.exists() else None
        _remove(*_tails(ledger.path))
        files.put(draft, ledger.path)
    except (OSError, DatabaseError) as error:
        raise StorageError(
            "恢复没有做成。", "请检查磁盘空间；台账本身没有改动。", detail=str(error)
        ) from error
    finally:
        _remove(draft, *_tails(draft))
    return kept


def _renew(draft: Path, key: bytes) -> None:
    """Make a ledger of this program, with an identity of its own, out of a copied backup."""
    store = Store(connect(draft, key))
    try:
        if migrations.pending(store.connection):
            migrations.apply(store.connection)
        store.connection.execute("UPDATE local SET replica = ?, operation = NULL", [uuid.uuid4().hex[:16]])
        store.scalar("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        store.close()


def _keep(ledger: Ledger, now: datetime) -> Path:
    """Put a copy of the ledger's file aside, with what is not folded into it where it is too damaged for that."""
    with contextlib.suppress(Damaged):
        if not ledger.checkpoint():
            raise StorageError("台账正被使用，没有恢复。", "请关闭其他窗口后再试；台账本身没有改动。")
    kept = _free_name(ledger.folder, now, "恢复前-", ".db")
    files.copy(ledger.path, kept)
    for source, target in zip(_tails(ledger.path), _tails(kept), strict=True):
        if source.exists() and source.stat().st_size:
            files.copy(source, target)
    return kept


def _tails(path: Path) -> list[Path]:
    """Return the files the database keeps beside its own."""
    return [path.with_name(path.name + tail) for tail in ("-wal", "-shm", "-journal")]


def _remove(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


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


def _free_name(place: Path, now: datetime, prefix: str = PREFIX, suffix: str = SUFFIX) -> Path:
    final = place / f"{prefix}{now.strftime(STAMP)}{suffix}"
    number = 2
    while final.exists():
        final = place / f"{prefix}{now.strftime(STAMP)}-{number}{suffix}"
        number += 1
    return final
