"""Migrations of the ledger file: small, named, append-only.

Each `mNNNN_name.sql` beside this module is one migration; it is never edited after a release. They run through
sqlite-utils' Migrations (each in its own transaction with its record); that package is loaded only when there is
something to apply, because it costs more than the window's first paint.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.errors import NewerFile, StorageError
from app.models import triggers
from app.models.connection import Connection, DatabaseError, complete_statement

SET_NAME = "dangjian"


def known() -> list[str]:
    """Return the names of all migrations this program has, in order."""
    return sorted(path.stem for path in Path(__file__).parent.glob("m[0-9][0-9][0-9][0-9]_*.sql"))


def applied(connection: Connection) -> list[str]:
    """Return the names of the migrations a ledger file has been through."""
    exists = connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
    if not exists:
        return []
    found = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", [SET_NAME])
    return sorted(row[0] for row in found)


def pending(connection: Connection) -> list[str]:
    """Return what has to be applied; raise NewerFile when the file knows migrations this program does not."""
    done, have = applied(connection), known()
    if set(done) - set(have):
        raise NewerFile(
            "这个台账是用更新版本的程序保存的，本机的程序打不开它。", "请先升级本机的程序；数据没有任何改动。"
        )
    return [name for name in have if name not in done]


def apply(connection: Connection) -> None:
    """Apply everything pending and make the triggers and views again, in one transaction with the last of it.

    So a ledger whose upgrade was interrupted has something pending still, and is never without its history.
    Raises StorageError when the disk refuses.
    """
    database = _database(connection)
    migrations = _migrations()
    names = pending(connection)
    for name in names:
        migrations(name=name)(_runner(name, last=name == names[-1]))
    try:
        migrations.apply(database)
    except DatabaseError as error:
        raise StorageError(
            "台账没能升级到这个版本的程序（磁盘可能已满）。",
            "请清理磁盘后再打开；数据没有改动。",
            detail=str(error),
        ) from error


def _runner(name: str, *, last: bool) -> Callable[[Any], None]:
    script = (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")

    def run(database: Any) -> None:
        for statement in _statements(script):
            database.execute(statement)
        if last:
            triggers.install(database.conn)

    return run


def _statements(script: str) -> list[str]:
    found, statement = [], ""
    for line in script.splitlines():
        statement += line.split("--")[0] + "\n"
        if statement.strip() and complete_statement(statement):
            found.append(statement.strip())
            statement = ""
    return found


def _sqlite_utils() -> Any:
    """Load sqlite-utils bound to the one SQLite library of this process."""
    import sqlcipher3
    import sqlcipher3.dbapi2

    sys.modules.setdefault("pysqlite3", sqlcipher3)
    sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher3.dbapi2)
    import sqlite_utils

    return sqlite_utils


def _database(connection: Connection) -> Any:
    return _sqlite_utils().Database(connection, execute_plugins=False)


def _migrations() -> Any:
    return _sqlite_utils().Migrations(SET_NAME)
