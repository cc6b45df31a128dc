"""Triggers and views made from the schema as it is: history for every ledger table, a view of its living rows.

A ledger table is one with a column `_del`. Its triggers write one op per created row (field '*', value the JSON of
the fields given) and one per changed field, refuse any write outside an operation, and forbid DELETE. They are
dropped and made again after every migration, because altering a table may drop them silently.

Every connection reads the text of all of them when it opens, so a field has but a short line in its table's trigger:
what the ops of changed fields have in common stands once, in the trigger of the view `changed_cell`.
"""

from app.models.connection import Connection

_NEXT_SEQ = "(SELECT coalesce(max(seq), 0) + 1 FROM op WHERE replica = (SELECT replica FROM local))"
_GUARD = "SELECT raise(ABORT, 'write outside an operation') WHERE (SELECT operation FROM local) IS NULL;"

# The parent is the newest op of the cell, or the op that created the row.
_CELL_LOGGED = f"""CREATE TRIGGER changed_cell_logged INSTEAD OF INSERT ON changed_cell BEGIN
INSERT INTO op (replica, seq, stamp, tbl, row, field, value, old, parents, operation)
SELECT l.replica, {_NEXT_SEQ}, max(l.stamp, coalesce(p.stamp, 0) + 1), new.tbl, new.row, new.field, new.value, new.old,
  coalesce(p.replica || ':' || p.seq, ''), l.operation
FROM local AS l LEFT JOIN (
  SELECT replica, seq, stamp FROM op WHERE row = new.row AND field IN (new.field, '*')
  ORDER BY field = '*', stamp DESC, replica DESC, seq DESC LIMIT 1) AS p;
END"""


def ledger_tables(connection: Connection) -> list[str]:
    """Return the names of all ledger tables, in the order they were made (parents first)."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND EXISTS "
        "(SELECT 1 FROM pragma_table_info(sqlite_master.name) WHERE name = '_del') ORDER BY rowid"
    )
    return [row[0] for row in found]


def columns(connection: Connection, table: str) -> list[str]:
    """Return the column names of `table`."""
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def references(connection: Connection, table: str) -> dict[str, str]:
    """Return column → table for the foreign keys of `table`."""
    return {row[3]: row[2] for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')}


def install(connection: Connection) -> None:
    """Drop and make again every history trigger and every view of living rows, in the running transaction."""
    _seal(connection, "op")
    _seal(connection, "operation")
    connection.execute("DROP VIEW IF EXISTS changed_cell")
    connection.execute("CREATE VIEW changed_cell AS SELECT tbl, row, field, value, old FROM op")
    connection.execute(_CELL_LOGGED)
    for table in ledger_tables(connection):
        fields = [c for c in columns(connection, table) if c != "id"]
        for name, body in _bodies(table, fields).items():
            connection.execute(f'DROP TRIGGER IF EXISTS "{name}"')
            connection.execute(body)
        connection.execute(f'DROP VIEW IF EXISTS "live_{table}"')
        connection.execute(f'CREATE VIEW "live_{table}" AS SELECT * FROM "{table}" WHERE _del = 0')


def _bodies(table: str, fields: list[str]) -> dict[str, str]:
    return {
        f"{table}_created": _created(table, fields),
        f"{table}_changed": _changed(table, fields),
        f"{table}_identity": f'CREATE TRIGGER "{table}_identity" BEFORE UPDATE OF id ON "{table}" '
        "WHEN new.id IS NOT old.id BEGIN SELECT raise(ABORT, 'the id of a row never changes'); END",
        f"{table}_kept": f'CREATE TRIGGER "{table}_kept" BEFORE DELETE ON "{table}" '
        "BEGIN SELECT raise(ABORT, 'rows are never deleted'); END",
    }


def _created(table: str, fields: list[str]) -> str:
    pairs = ", ".join(f"'{f}', new.\"{f}\"" for f in fields if f != "_del")
    # json_patch drops the nulls: an absent field means "no statement".
    return (
        f'CREATE TRIGGER "{table}_created" AFTER INSERT ON "{table}" BEGIN {_GUARD} '
        "INSERT INTO op (replica, seq, stamp, tbl, row, field, value, old, parents, operation) "
        f"SELECT replica, {_NEXT_SEQ}, stamp, '{table}', new.id, '*', json_patch('{{}}', json_object({pairs})), "
        "NULL, '', operation FROM local; END"
    )


def _changed(table: str, fields: list[str]) -> str:
    watched = ", ".join(f'"{f}"' for f in fields)
    cells = ", ".join(f'(\'{f}\', new."{f}", old."{f}")' for f in fields)
    return (
        f'CREATE TRIGGER "{table}_changed" AFTER UPDATE OF {watched} ON "{table}" BEGIN {_GUARD} '
        "INSERT INTO changed_cell (tbl, row, field, value, old) "
        f"SELECT '{table}', new.id, field, value, old FROM "
        # The first row names the columns and is never taken.
        f"(SELECT NULL AS field, NULL AS value, NULL AS old UNION ALL VALUES {cells}) WHERE value IS NOT old; END"
    )


def _seal(connection: Connection, table: str) -> None:
    """Make the log append-only."""
    for verb in ("UPDATE", "DELETE"):
        name = f"{table}_no_{verb.lower()}"
        connection.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        connection.execute(
            f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" '
            "BEGIN SELECT raise(ABORT, 'the history is append-only'); END"
        )
