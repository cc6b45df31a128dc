"""What one record went through: every change of every field, in the words of the papers."""

import json
from dataclasses import dataclass

from app.models import history as log
from app.models.store import Row, Store
from app.rules.reference import column_label, labelled_columns
from app.services.showing import shown


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One change of one field of a record; `field` empty means the record was created."""

    at: str
    actor: str
    sentence: str
    field: str
    old: str
    new: str


def record_history(store: Store, record: str) -> list[FieldChange]:
    """Return what one record went through, oldest first."""
    changes = []
    for row in log.record_ops(store, record):
        if row["field"] == "*":
            changes.append(_change(row, "", "", _created_words(store, row["tbl"], row["value"])))
        elif row["field"] == "_del":
            changes.append(_change(row, "", "", "移除" if row["value"] else "恢复"))
        else:
            label = column_label(row["tbl"], row["field"])
            old, new = (shown(store, row["tbl"], row["field"], row[side]) for side in ("old", "value"))
            changes.append(_change(row, label, old, new))
    return changes


def _change(row: Row, field: str, old: str, new: str) -> FieldChange:
    return FieldChange(row["at"], row["actor"], row["sentence"], field, old, new)


def _created_words(store: Store, table: str, value: str) -> str:
    given = json.loads(value)
    told = [
        c for c in labelled_columns(table) if given.get(c) not in (None, 0) and c not in ("sort", "initials")
    ]
    return "新建：" + "，".join(f"{column_label(table, c)} {shown(store, table, c, given[c])}" for c in told)
