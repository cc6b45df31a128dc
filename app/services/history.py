"""What was done, by whom and when, and taking it back."""

from dataclasses import dataclass

from app.errors import BadInput, Locked, NotFound
from app.models import history as log
from app.models import undo as undoing
from app.models.labels import record_label
from app.models.store import Row, Store
from app.rules.reference import column_label, table_label

UNDO, REDO = "undo", "redo"
WORDS = {UNDO: "撤销", REDO: "恢复"}
"""Kinds of operation that take another back, and what they are called."""


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """One operation as the history shows it."""

    id: str
    at: str
    actor: str
    sentence: str
    kind: str
    changes: int
    undone: bool
    undoes: str | None

    @property
    def verb(self) -> str:
        """What taking this operation back is called."""
        return WORDS[REDO if self.kind == UNDO else UNDO]

    @property
    def subject(self) -> str:
        """What was done in the first place, without the words that it was taken back or brought back."""
        return self.sentence.removeprefix(f"{WORDS[self.kind]}：") if self.kind in WORDS else self.sentence


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What taking an operation back did; `kept` says in words what had to stay."""

    sentence: str
    undone: int
    kept: tuple[str, ...]


def history(store: Store, *, limit: int = 200) -> list[HistoryItem]:
    """Return the newest operations, newest first."""
    gone = undoing.undone_operations(store)
    return [_item(row, gone) for row in log.operations(store, limit=limit)]


def undoable(store: Store) -> HistoryItem | None:
    """Return what Ctrl+Z would take back, or None."""
    row = undoing.newest_undoable(store)
    return None if row is None else _item(row, set())


def restorable(store: Store) -> HistoryItem | None:
    """Return the undo that Ctrl+Y would take back, or None."""
    row = undoing.newest_restorable(store)
    return None if row is None else _item(row, set())


def find(store: Store, operation: str) -> HistoryItem | None:
    """Return one operation, or None."""
    row = log.operation(store, operation)
    return None if row is None else _item(row, undoing.undone_operations(store))


def touched_records(store: Store, operation: str) -> int:
    """Return how many records an operation touched."""
    row = log.operation(store, operation)
    return 0 if row is None else log.touched_records(store, row)


def undo(store: Store, *, operation: str | None = None, actor: str) -> UndoResult:
    """Take back one operation (the newest one when none is named), whole, as a new operation.

    Raises NotFound when there is nothing to take back, BadInput when it is taken back already, Locked when it would
    change a round that has been filed or open it: that takes a reason (`reopen_round`).
    """
    row = undoing.newest_undoable(store) if operation is None else log.operation(store, operation)
    if row is None:
        raise NotFound("没有可以撤销的操作。" if operation is None else f"没有编号为 {operation} 的操作。")
    if row["id"] in undoing.undone_operations(store):
        raise BadInput("这个操作已经撤销过了。", "要恢复它，请撤销那次撤销。")
    kind, sentence = _words(store, row)
    plan = undoing.plan(store, row)
    kept = tuple(_kept_words(store, kept) for kept in plan.kept)
    done = len(plan.restores) + len(plan.removals)
    if not done and not kept:
        raise BadInput("这是一条记事，没有改动数据，不用撤销。")
    if not done:
        raise BadInput("这个操作的内容后来都被改动或使用了，撤不回去。", "请看历史，逐项更正。")
    year = undoing.filed_year(store, plan)
    if year:
        raise Locked(
            f"{year}年分类定级已备案锁定，{WORDS[kind]}会改动已备案的结果。",
            "要修改请“重新开放”该年度并写明原因。",
        )
    with store.operation(kind, sentence, actor, undoes=row["id"]):
        undoing.carry_out(store, plan)
    return UndoResult(sentence, done, kept)


def _words(store: Store, row: Row) -> tuple[str, str]:
    """Return kind and sentence of taking an operation back: what takes an undo back brings its subject back."""
    kind, first = UNDO, row
    while first["undoes"]:
        kind = UNDO if kind == REDO else REDO
        first = log.operation(store, first["undoes"]) or {**first, "undoes": None}
    return kind, f"{WORDS[kind]}：{first['sentence']}"


def _item(row: Row, gone: set[str]) -> HistoryItem:
    return HistoryItem(
        id=row["id"],
        at=row["at"],
        actor=row["actor"],
        sentence=row["sentence"],
        kind=row["kind"],
        changes=row["seq_to"] - row["seq_from"] + 1,
        undone=row["id"] in gone,
        undoes=row["undoes"],
    )


def _kept_words(store: Store, kept: undoing.Kept) -> str:
    label = record_label(store, kept.table, kept.row)
    if kept.field == "*":
        return f"{table_label(kept.table)}“{label}”后来被改动或仍在使用，保留"
    if kept.field == "_del":
        return f"{table_label(kept.table)}“{label}”后来又有变动，保留"
    return f"{table_label(kept.table)}“{label}”的{column_label(kept.table, kept.field)}后来又改过，保留"
