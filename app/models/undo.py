"""Taking an operation back: a new operation that restores what is still the old one's doing.

A cell goes back when its newest effective op belongs to the operation; an op is not effective when its operation was
itself taken back, or only took one back. A created row goes away unless somebody changed it later or a living row
still points at it. Everything that has to stay is listed, never silently skipped.
"""

import json
from contextlib import closing
from dataclasses import dataclass, field

from app.models import triggers
from app.models.store import Row, Store

FILED = frozenset({"rating", "rating_round"})
"""Tables whose rows are locked once their year's round is filed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Something the undo left alone: a cell changed later, or a whole row (`field` '*') still in use."""

    table: str
    row: str
    field: str


@dataclass(slots=True)
class UndoPlan:
    """What taking an operation back will do."""

    operation: Row
    restores: list[tuple[str, str, str, object]] = field(default_factory=list)
    removals: dict[str, str] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)


def undone_operations(store: Store) -> set[str]:
    """Return the ids of all operations that are taken back at present (a redo counts as not taken back)."""
    gone: set[str] = set()
    # Newest first: whether an undo counts is settled by what came after it.
    for row in store.rows("SELECT id, undoes FROM operation WHERE undoes IS NOT NULL ORDER BY seq_from DESC"):
        if row["id"] not in gone:
            gone.add(row["undoes"])
    return gone


def newest_undoable(store: Store) -> Row | None:
    """Return the newest operation of this installation that can be taken back, or None."""
    gone = undone_operations(store)
    newest_first = store.stream(
        "SELECT id FROM operation o WHERE undoes IS NULL AND kind <> 'setup' "
        "AND NOT EXISTS (SELECT 1 FROM op WHERE op.replica = o.replica AND op.seq = o.seq_from AND op.tbl = '_event') "
        "AND replica = (SELECT replica FROM local) ORDER BY seq_from DESC"
    )
    # Closed at once: a statement left open would keep the window from seeing what is written later.
    with closing(newest_first):
        found = next((row_id for (row_id,) in newest_first if row_id not in gone), None)
    return store.rows("SELECT * FROM operation WHERE id = ?", [found])[0] if found else None


def newest_restorable(store: Store) -> Row | None:
    """Return the newest undo of this installation that stands, or None once something else was done after it."""
    gone = undone_operations(store)
    newest_first = store.stream(
        "SELECT o.id, o.undoes, o.undoes IN (SELECT id FROM operation WHERE undoes IS NOT NULL) AS restores "
        "FROM operation o WHERE replica = (SELECT replica FROM local) ORDER BY seq_from DESC"
    )
    with closing(newest_first):
        for row_id, undoes, restores in newest_first:
            if undoes is None:
                return None
            if row_id not in gone and not restores:
                return store.rows("SELECT * FROM operation WHERE id = ?", [row_id])[0]
    return None


def plan(store: Store, operation: Row) -> UndoPlan:
    """Work out, without writing, what taking `operation` back does."""
    made = UndoPlan(operation)
    later = _later_cells(store, operation)
    touched_rows = {row for row, _ in later}
    seen: set[tuple[str, str]] = set()
    span = [operation["replica"], operation["seq_from"], operation["seq_to"]]
    ops = store.tuples(
        "SELECT tbl, row, field, old FROM op WHERE replica = ? AND seq BETWEEN ? AND ? AND tbl <> '_event' "
        "ORDER BY seq",
        span,
    )
    for table, row, name, _ in ops:
        if name == "*":
            if row in touched_rows:
                made.kept.append(Kept(table, row, "*"))
            else:
                made.removals[row] = table
    for table, row, name, old in ops:
        if name == "*" or row in made.removals or (row, name) in seen:
            continue
        seen.add((row, name))
        if (row, name) in later:
            made.kept.append(Kept(table, row, name))
        else:
            made.restores.append((table, row, name, old))
    _keep_rows_in_use(store, made)
    return made


def filed_year(store: Store, made: UndoPlan) -> int | None:
    """Return the year of a round filed with the county that a plan would change, itself or its ratings, or None."""
    touched = [row for table, row, _, _ in made.restores if table in FILED]
    touched += [row for row, table in made.removals.items() if table in FILED]
    found: int | None = store.scalar(
        "WITH touched AS (SELECT value AS id FROM json_each(?)) "
        "SELECT min(year) FROM live_rating_round WHERE locked_on IS NOT NULL AND (id IN (SELECT id FROM touched) "
        "OR year IN (SELECT year FROM rating WHERE id IN (SELECT id FROM touched)))",
        [json.dumps(touched)],
    )
    return found


def carry_out(store: Store, made: UndoPlan) -> None:
    """Write a plan; to be called inside the operation that stands for the undo."""
    by_row: dict[tuple[str, str], Row] = {}
    for table, row, name, old in made.restores:
        by_row.setdefault((table, row), {})[name] = old
    # Cells last changed by an operation are put back before rows disappear: a reference never dangles meanwhile.
    for (table, row), changes in by_row.items():
        store.update(table, row, changes)
    for row, table in reversed(made.removals.items()):
        store.remove(table, row)


def _later_cells(store: Store, operation: Row) -> set[tuple[str, str]]:
    """Return the cells of the operation's rows that a later effective operation wrote."""
    gone = undone_operations(store)
    # An undo of something else is no change of its own; a redo brings its target's ops to life instead.
    undoing = {r[0] for r in store.tuples("SELECT id FROM operation WHERE undoes IS NOT NULL")}
    found = store.tuples(
        "SELECT DISTINCT row, field, operation FROM op WHERE replica = :replica AND seq > :seq_to AND row IN "
        "(SELECT row FROM op WHERE replica = :replica AND seq BETWEEN :seq_from AND :seq_to)",
        {name: operation[name] for name in ("replica", "seq_from", "seq_to")},
    )
    return {(row, name) for row, name, by in found if by not in gone and by not in undoing}


def _keep_rows_in_use(store: Store, made: UndoPlan) -> None:
    """Take rows out of the removals as long as a living row outside them points at them."""
    links = [
        (table, column, target)
        for table in triggers.ledger_tables(store.connection)
        for column, target in triggers.references(store.connection, table).items()
    ]
    tables = set(made.removals.values())
    links = [link for link in links if link[2] in tables]
    while True:
        held: set[str] = set()
        for table, column, _ in links:
            pointing = store.connection.execute(
                f'SELECT id, "{column}" FROM "live_{table}" WHERE "{column}" IS NOT NULL'
            )
            held.update(to for row, to in pointing if to in made.removals and row not in made.removals)
        if not held:
            return
        for row in held:
            made.kept.append(Kept(made.removals.pop(row), row, "*"))
