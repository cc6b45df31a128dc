"""A connection to the ledger: reading for everyone, writing only inside a named operation.

An operation is one transaction with a sentence a clerk understands and an actor. Triggers write its ops; at the end
the operation row is added with a hash chained over everything before it, so a rewritten history shows.
"""

import json
import time
import uuid
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from app.errors import Damaged, StorageError
from app.models.connection import Connection, DatabaseError
from app.models.triggers import columns

Row = dict[str, Any]

_NEWEST = "FROM operation WHERE replica = ? AND seq_from <= ? ORDER BY seq_from DESC LIMIT 1"
"""The last operation of a replica that begins at an op or before it."""


@dataclass(slots=True)
class Operation:
    """An operation under way; `detail` may be filled until it ends and is kept with it as JSON."""

    id: str
    kind: str
    sentence: str
    actor: str
    undoes: str | None = None
    detail: dict[str, Any] = field(default_factory=dict)


class Store:
    """One connection, used by one thread. Reads give plain rows; `operation` is the only way to write."""

    def __init__(self, connection: Connection, *, readonly: bool = False) -> None:
        self.connection = connection
        self.readonly = readonly
        self._columns: dict[str, list[str]] = {}
        self._operation: Operation | None = None

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def rows(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
        """Return all rows of a reading statement as dicts."""
        with _readable():
            found = self.connection.execute(sql, values)
            names = [d[0] for d in found.description]
            return [dict(zip(names, row, strict=True)) for row in found]

    def tuples(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a reading statement as tuples: the quick way for long lists."""
        with _readable():
            return list(self.connection.execute(sql, values))

    def stream(
        self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()
    ) -> Generator[tuple[Any, ...], None, None]:
        """Yield the rows of a reading statement one after the other: for lists too long to be held."""
        with _readable():
            yield from self.connection.execute(sql, values)

    def scalar(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Any:
        """Return the first column of the first row, or None."""
        with _readable():
            row = self.connection.execute(sql, values).fetchone()
        return None if row is None else row[0]

    def get(self, table: str, row_id: str) -> Row | None:
        """Return one living row of a ledger table by its id."""
        found = self.rows(f'SELECT * FROM "live_{self._known(table)}" WHERE id = ?', [row_id])
        return found[0] if found else None

    def find(self, table: str, **equals: Any) -> list[Row]:
        """Return the living rows of a ledger table in which every given column equals the value (None: is empty)."""
        known = self.columns(table)
        unknown = set(equals) - set(known)
        if unknown:
            raise KeyError(f"{table} has no {sorted(unknown)}")
        where = " AND ".join(f'"{c}" IS ?' for c in equals) or "TRUE"
        return self.rows(
            f'SELECT * FROM "{table}" WHERE _del = 0 AND {where} ORDER BY rowid', list(equals.values())
        )

    def columns(self, table: str) -> list[str]:
        """Return the column names of a ledger table."""
        if table not in self._columns:
            self._columns[table] = columns(self.connection, table)
        return self._columns[table]

    @contextmanager
    def operation(
        self, kind: str, sentence: str, actor: str, *, undoes: str | None = None
    ) -> Iterator[Operation]:
        """Run writes as one named, undoable operation: all of them or none.

        `kind` is a code word (`import`, `person.edit` …), `sentence` what the history shows. Nothing is recorded
        when nothing changed. Raises StorageError when the disk is full or refuses; everything is rolled back.
        """
        operation = Operation(uuid.uuid4().hex, kind, sentence, actor, undoes)
        try:
            self._begin(operation)
            yield operation
            self._finish(operation)
            self.connection.execute("COMMIT")
        except BaseException as error:
            self._roll_back()
            if isinstance(error, DatabaseError):
                raise _write_failure(error) from error
            raise
        finally:
            self._operation = None

    def insert(self, table: str, rows: Iterable[Row]) -> list[str]:
        """Add rows to a ledger table and return their ids; a row without `id` gets a random one.

        All rows must have the columns of the first; bulk work goes through one prepared statement.
        """
        batch = [{"id": uuid.uuid4().hex, **row} for row in rows]
        if not batch:
            return []
        names = list(batch[0])
        self._check(table, names)
        marks = ", ".join(f":{n}" for n in names)
        quoted = ", ".join(f'"{n}"' for n in names)
        self.connection.executemany(f'INSERT INTO "{table}" ({quoted}) VALUES ({marks})', batch)
        return [row["id"] for row in batch]

    def update(self, table: str, row_id: str, changes: Row) -> None:
        """Change fields of one row; unchanged fields leave no trace in the history."""
        self.update_many(table, [(row_id, changes)])

    def update_many(self, table: str, changed: Iterable[tuple[str, Row]]) -> None:
        """Change fields of many rows, each with its own set of fields."""
        for row_id, changes in changed:
            if changes:
                self._check(table, list(changes))
                assigned = ", ".join(f'"{n}" = ?' for n in changes)
                self.connection.execute(
                    f'UPDATE "{table}" SET {assigned} WHERE id = ?', [*changes.values(), row_id]
                )

    def remove(self, table: str, row_id: str) -> None:
        """Mark one row as removed; its history stays and undo brings it back."""
        self.update(table, row_id, {"_del": 1})

    def _begin(self, operation: Operation) -> None:
        if self._operation is not None:
            raise RuntimeError("an operation is already under way")
        self.connection.execute("BEGIN IMMEDIATE")
        self._operation = operation
        self.connection.execute(
            "UPDATE local SET operation = ?, stamp = max(stamp + 1, ?)",
            [operation.id, time.time_ns() // 1000],
        )

    def _finish(self, operation: Operation) -> None:
        replica = self.scalar("SELECT replica FROM local")
        last = self.scalar("SELECT coalesce(max(seq), 0) FROM op WHERE replica = ?", [replica])
        first = 1 + (self.scalar(f"SELECT seq_to {_NEWEST}", [replica, last]) or 0)
        self.connection.execute(
            "UPDATE local SET operation = NULL, stamp = max(stamp, coalesce("
            "(SELECT max(stamp) FROM op WHERE replica = local.replica AND seq >= ?), 0))",
            [first],
        )
        if last < first:
            return
        at = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
        detail = (
            json.dumps(operation.detail, ensure_ascii=False, sort_keys=True) if operation.detail else None
        )
        fields = [
            operation.id, operation.kind, operation.sentence, operation.actor, at,
            replica, first, last, operation.undoes, detail,
        ]  # fmt: skip
        chain = self.chain_after(fields, replica, first, last)
        self.connection.execute(
            "INSERT INTO operation (id, kind, sentence, actor, at, replica, seq_from, seq_to, undoes, detail, chain) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*fields, chain],
        )

    def chain_after(self, fields: list[Any], replica: str, first: int, last: int) -> str:
        """Return the hash over the chain before `first`, the operation's fields and its ops first…last."""
        import hashlib  # loads a whole cipher library: not before the first write

        before = self.scalar(f"SELECT chain {_NEWEST}", [replica, first - 1])
        digest = hashlib.sha256(repr((before, fields)).encode())
        ops = self.connection.execute(
            "SELECT seq, stamp, tbl, row, field, value, old, parents FROM op "
            "WHERE replica = ? AND seq BETWEEN ? AND ? ORDER BY seq",
            [replica, first, last],
        )
        for op in ops:
            digest.update(repr(op).encode())
        return digest.hexdigest()

    def _roll_back(self) -> None:
        # A full disk may have rolled back already.
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def _known(self, table: str) -> str:
        if not self.columns(table) or "_del" not in self.columns(table):
            raise KeyError(f"no ledger table {table}")
        return table

    def _check(self, table: str, names: list[str]) -> None:
        unknown = set(names) - set(self.columns(self._known(table)))
        if unknown:
            raise KeyError(f"{table} has no {sorted(unknown)}")


@contextmanager
def _readable() -> Iterator[None]:
    """Turn a damaged file into a sentence; a wrong statement stays a bug."""
    try:
        yield
    except DatabaseError as error:
        if "malformed" not in str(error) and "disk I/O" not in str(error):
            raise
        raise Damaged(detail=str(error)) from error


def _write_failure(error: Exception) -> StorageError:
    text = str(error)
    if "full" in text or "disk I/O" in text:
        return StorageError("磁盘写不进去（可能已满）。", "数据保持原样；请清理磁盘后再试。", detail=text)
    if "locked" in text or "busy" in text:
        return StorageError("台账文件正被占用，这次没有写入。", "请稍后再试。", detail=text)
    if "malformed" in text:
        return Damaged(detail=text)
    if "readonly" in text:
        return StorageError("台账文件是只读的，这次没有写入。", "请检查文件夹的权限。", detail=text)
    raise error
