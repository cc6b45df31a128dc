"""The ledger file of one office: made, unlocked, held against other processes, brought up to date.

A ledger is a folder: `ledger.db` (encrypted), `ledger.key` (the key, wrapped), `ledger.lock`, `backups/`, `inbox/`.
"""

import threading
import uuid
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from app.errors import Damaged, NotFound, StorageError
from app.models import keyring, migrations, places
from app.models.connection import Connection, DatabaseError, connect, forbid_writing
from app.models.files import put
from app.models.lock import FileLock
from app.models.store import Store

DB_NAME = "ledger.db"
KEY_NAME = "ledger.key"


class Ledger:
    """An unlocked ledger held by this process; hands out connections and closes tidily."""

    def __init__(self, folder: Path, key: bytes, lock: FileLock) -> None:
        self.folder = folder
        self.key = key
        self._lock = lock
        self._thread = threading.get_ident()
        self._looked: Connection | None = None

    @staticmethod
    def exists(folder: Path) -> bool:
        """Tell whether there is a ledger in `folder`."""
        return (folder / DB_NAME).exists()

    @classmethod
    def create(cls, folder: Path, *, password: str | None = None) -> tuple["Ledger", str]:
        """Make an empty ledger and return it with the recovery code to be printed.

        Whole or not at all: the database appears under its name only when it is complete.
        """
        if cls.exists(folder):
            raise StorageError("这个文件夹里已经有一个台账。", "请直接打开它，或另选一个文件夹。")
        if places.on_stick(folder):
            raise StorageError(
                "U盘、移动硬盘和网络盘上不能放台账。", "请把台账放在本机硬盘上，用备份和数据包来携带。"
            )
        if password is not None:
            keyring.check_password(password)
        _make_folder(folder)
        lock = FileLock(folder / "ledger.lock")
        try:
            key, code, dataset = keyring.new_key(), keyring.new_recovery_code(), uuid.uuid4().hex
            keyring.write_key_file(folder / KEY_NAME, dataset, key, password=password, recovery=code)
            _build(folder, key, dataset)
        except BaseException:
            lock.release()
            raise
        return cls(folder, key, lock), code

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        password: str | None = None,
        recovery_code: str | None = None,
        before_migration: Callable[["Ledger"], object] | None = None,
    ) -> "Ledger":
        """Unlock the ledger in `folder`, refuse one from a later program, bring an older one up to date.

        `before_migration` is called with the ledger when a migration is about to run (it makes the backup).
        """
        if not cls.exists(folder):
            raise NotFound("这个文件夹里没有台账。", "请先新建（init），或换一个文件夹。")
        ledger = cls.hold(folder, password=password, recovery_code=recovery_code)
        try:
            ledger._bring_up_to_date(before_migration)
        except BaseException:
            ledger.let_go()
            raise
        return ledger

    @classmethod
    def hold(cls, folder: Path, *, password: str | None = None, recovery_code: str | None = None) -> "Ledger":
        """Unlock the ledger in `folder` without looking into its file, which may be damaged or gone.

        For putting a backup in its place; `let_go` or `close` ends it.
        """
        lock = FileLock(folder / "ledger.lock")
        try:
            key_file = folder / KEY_NAME
            if recovery_code is None:
                key = keyring.unlock(key_file, password)
            else:
                key = keyring.unlock_by_code(key_file, recovery_code)
        except BaseException:
            lock.release()
            raise
        return cls(folder, key, lock)

    @staticmethod
    def require_free(folder: Path) -> None:
        """Raise Locked when another process holds the ledger: asked before anybody types a password in vain."""
        FileLock(folder / "ledger.lock").release()

    @property
    def path(self) -> Path:
        """The encrypted database file."""
        return self.folder / DB_NAME

    def connect(self, *, readonly: bool = False) -> Store:
        """Open a connection for the calling thread; the one that looked at the ledger when it was opened goes first."""
        if self._looked is None or threading.get_ident() != self._thread:
            return Store(connect(self.path, self.key, readonly=readonly), readonly=readonly)
        connection, self._looked = self._looked, None
        if readonly:
            forbid_writing(connection)
        return Store(connection, readonly=readonly)

    def let_go(self) -> None:
        """Release the lock and leave the file as it is."""
        self._lock.release()

    def close(self) -> None:
        """Fold the write-ahead log into the file, so that a copy made by hand is whole, and release the lock."""
        try:
            self.checkpoint()
        finally:
            self._lock.release()

    def checkpoint(self) -> bool:
        """Fold the write-ahead log into the file; False when another connection holds it up."""
        store = self.connect()
        try:
            return fold(store)
        finally:
            store.close()

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _bring_up_to_date(self, before_migration: Callable[["Ledger"], object] | None) -> None:
        """Apply what the ledger lacks; a connection that found it complete is kept for the first to ask for one."""
        unfolded = self.path.with_name(f"{DB_NAME}-wal")
        ended_badly = unfolded.exists() and unfolded.stat().st_size > 0
        connection = connect(self.path, self.key)
        try:
            if ended_badly:
                _look_over(connection)
            if not migrations.pending(connection):
                self._looked, connection = connection, None
                return
            if before_migration is not None:
                before_migration(self)
            migrations.apply(connection)
        finally:
            if connection is not None:
                connection.close()


def fold(store: Store) -> bool:
    """Fold the write-ahead log into the file, as `Ledger.checkpoint` does, from a connection that is open."""
    return bool(store.scalar("PRAGMA wal_checkpoint(TRUNCATE)") == 0)


def _look_over(connection: Connection) -> None:
    """Look whether a file is whole that was not closed by the program: after a crash or a power cut."""
    try:
        answer = connection.execute("PRAGMA quick_check").fetchone()[0]
    except DatabaseError as error:
        answer = str(error)
    if answer != "ok":
        raise Damaged(detail=answer)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"文件夹建不了：{folder}", "请换一个可以写入的文件夹。", detail=str(error)
        ) from error


def _build(folder: Path, key: bytes, dataset: str) -> None:
    draft = folder / (DB_NAME + ".new")
    for leftover in (draft, draft.with_name(draft.name + "-wal"), draft.with_name(draft.name + "-shm")):
        leftover.unlink(missing_ok=True)
    connection = connect(draft, key)
    try:
        migrations.apply(connection)
        connection.execute(
            "INSERT INTO local (one, dataset, replica) VALUES (1, ?, ?)", [dataset, uuid.uuid4().hex[:16]]
        )
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    put(draft, folder / DB_NAME)
