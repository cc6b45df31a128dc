"""Opening an encrypted SQLite connection the one way this program does it.

One SQLite library lives in the process (sqlcipher3). The key is a raw 32-byte key, so opening costs no key
derivation. Every answer that matters is checked: a pragma that is silently ignored is an error.
"""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from app.errors import Damaged, StorageError

Connection = Any
"""A sqlcipher3 connection: the package ships no types."""

OLDEST_SQLITE = (3, 51, 3)
CACHE_KIB = 131_072

DatabaseError = sqlite.DatabaseError
OperationalError = sqlite.OperationalError
complete_statement = sqlite.complete_statement


def sqlite_version() -> str:
    """Return the version of the one SQLite library in this process."""
    return str(sqlite.sqlite_version)


def connect(path: Path, key: bytes, *, readonly: bool = False) -> Connection:
    """Open `path` with the raw 32-byte `key`.

    A `readonly` connection runs under `query_only`: a stray write fails at once. Raises StorageError when the
    library is too old, the key is wrong, or the file is damaged.
    """
    if sqlite.sqlite_version_info < OLDEST_SQLITE:
        raise StorageError("本机的数据组件版本过旧。", "请重新安装本程序。", detail=sqlite.sqlite_version)
    connection = sqlite.connect(str(path), isolation_level=None, timeout=5.0)
    try:
        _configure(connection, key)
        if readonly:
            forbid_writing(connection)
    except sqlite.DatabaseError as error:
        connection.close()
        raise _open_failure(error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def forbid_writing(connection: Connection) -> None:
    """Let every write on this connection fail at once."""
    connection.execute("PRAGMA query_only = ON")


def _configure(connection: Connection, key: bytes) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise StorageError("台账文件所在的磁盘不支持安全写入。", "请把数据放在本机硬盘上。", detail=str(mode))
    for pragma in (
        "synchronous = FULL",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "secure_delete = ON",
        "cell_size_check = ON",
        "mmap_size = 0",
        "temp_store = MEMORY",
        f"cache_size = -{CACHE_KIB}",
        "busy_timeout = 5000",
    ):
        connection.execute(f"PRAGMA {pragma}")
    if connection.execute("PRAGMA foreign_keys").fetchone()[0] != 1:
        raise StorageError("台账文件的关联检查没有打开。", "请重新安装本程序。")


def _open_failure(error: Exception) -> StorageError:
    text = str(error)
    if "locked" in text or "busy" in text:
        return StorageError("台账文件正被占用。", "请关闭另一个窗口后再试。", detail=text)
    if "full" in text or "disk I/O" in text or "unable to open" in text or "readonly" in text:
        return StorageError(
            "台账所在的文件夹写不进去（磁盘可能已满，或者文件夹是只读的）。",
            "请清理磁盘、检查文件夹的权限后再试，数据没有改动。",
            detail=text,
        )
    return Damaged(detail=text)
