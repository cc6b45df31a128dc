"""Columns nobody gave a readable heading, told by what stands in them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.excel.cells import folded, shown
from app.excel.headings import Heading
from app.excel.matches import Match
from app.excel.readings import Column, ColumnKey, RawRow
from app.excel.sheets import column_letter
from app.excel.vocabularies import vocabulary
from app.rules.codes import look_up

SHARE = 0.6
LEAST_VALUES = 3
LEAST_CELLS = 2
LEAST_ROWS = 4
EMPTY_SHARE = 0.3
WEIGHED_ROWS = 60
ID_LENGTH = 18
PHONE_LENGTH = 11


def claim_by_values(found: Match, headings: Mapping[int, Heading], below: Sequence[RawRow]) -> Match:
    """Return `found` with the fields that only the values below the heading give away."""
    claimed = {column.key.field for column in found.columns}
    taken = {column.index for column in found.columns}
    added: list[Column] = []
    width = max((len(row) for row in below), default=0)
    ignored = set(found.ignored)
    for field in vocabulary(found.kind).fields:
        if not field.values or field.name in claimed or field.by_year:
            continue
        for index in range(1, width + 1):
            heading = headings.get(index)
            if index in taken or (heading and heading.shown in ignored):
                continue
            if _share(field.values, index, below) >= SHARE:
                text = heading.shown if heading else ""
                added.append(Column(index, column_letter(index), text, ColumnKey(field.name)))
                taken.add(index)
                break
    if not added:
        return found
    told = {column.heading for column in added}
    return replace(
        found,
        columns=tuple(sorted([*found.columns, *added], key=lambda column: column.index)),
        unread=tuple(text for text in found.unread if text not in told),
    )


def written_once(found: Match, below: Sequence[RawRow]) -> frozenset[int]:
    """Return the columns of branch or village that most rows leave empty after the first of a run has named it."""
    rows = [row for row in below if sum(1 for value in row if value is not None) >= LEAST_CELLS]
    columns = set()
    for column in found.columns:
        if (
            column.key.field in ("village", "organization")
            and found.kind != "organizations"
            and len(rows) >= LEAST_ROWS
        ):
            values = [row[column.index - 1] if len(row) >= column.index else None for row in rows]
            if values[0] is not None and values.count(None) >= EMPTY_SHARE * len(values):
                columns.add(column.index)
    return frozenset(columns)


def _share(kind: str, index: int, below: Sequence[RawRow]) -> float:
    texts = [folded(shown(row[index - 1])) for row in below[:WEIGHED_ROWS] if len(row) >= index]
    texts = [text for text in texts if text]
    if len(texts) < LEAST_VALUES:
        return 0.0
    return sum(1 for text in texts if _fits(kind, text)) / len(texts)


def _fits(kind: str, text: str) -> bool:
    if kind == "id":
        return len(text) == ID_LENGTH and text[:17].isdigit() and (text[17].isdigit() or text[17] == "x")
    if kind == "phone":
        return len(text) == PHONE_LENGTH and text.isdigit() and text[0] == "1" and text[1] in "3456789"
    return not text.isdigit() and look_up(kind, text) is not None
