"""A file of 整顿 as rows of one table: the file on the first, then a measure and a month a row."""

from collections.abc import Iterator
from itertools import zip_longest

from app.models import queries_ratings_files as queries
from app.models.store import Row, Store

_ITEM = {
    "list": "list",
    "content": "content",
    "requirement": "requirement",
    "responsible": "responsible",
    "item_due_on": "due_on",
    "item_done_on": "done_on",
    "progress": "progress",
    "item_note": "note",
}
_MONTH = {
    "month": "month",
    "report": "content",
    "report_result": "result",
    "reported_on": "reported_on",
    "report_note": "note",
}
_EVERY_ROW = ("organization", "year")


def in_rows(store: Store, file: Row) -> Iterator[Row]:
    """Yield the rows of one file, columns named as the fields of the workbook."""
    items, months = queries.items_of(store, file["id"]), queries.progress_of(store, file["id"])
    rows = list(zip_longest(items, months)) or [(None, None)]
    for number, (item, month) in enumerate(rows):
        own = file if number == 0 else {name: file[name] for name in _EVERY_ROW}
        yield {**own, **_named(_ITEM, item), **_named(_MONTH, month)}


def _named(columns: dict[str, str], row: Row | None) -> Row:
    return {} if row is None else {name: row[column] for name, column in columns.items()}
