"""Columns nobody gave a readable heading, told by what stands in them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.excel.cells import folded, shown
from app.excel.headings import Heading
from app.excel.matches import Match, unmet
from app.excel.points import GRADE, GRADES
from app.excel.readings import Column, ColumnKey, RawRow
from app.excel.sheets import column_letter
from app.excel.ticks import LISTS
from app.excel.vocabularies import Field, vocabulary
from app.rules.codes import look_up, recognise

SHARE = 0.6
HARDLY = 0.2
LEAST_VALUES = 3
LEAST_CELLS = 2
RUNNING = frozenset({"pairs", "rectification", "contacts", "tasks"})
WRITTEN_ONCE = ("village", "organization", "parent", "year")
LEAST_ROWS = 4
EMPTY_SHARE = 0.3
WEIGHED_ROWS = 60
ID_LENGTH = 18
PHONE_LENGTH = 11
GRADED = 4.0
PLAINLY = ("先进", "中间", "后进")


def claim_by_values(found: Match, headings: Mapping[int, Heading], below: Sequence[RawRow]) -> Match:
    """Return `found` with the fields that only the values below the heading give away."""
    claimed = {column.key.field for column in found.columns}
    taken = {column.index for column in found.columns}
    added: list[Column] = []
    width = max((len(row) for row in below), default=0)
    ignored = set(found.ignored)
    for field in vocabulary(found.kind).fields:
        if not field.values or field.by_year:
            continue
        if field.name in claimed:
            found = _lent_instead(found, field, below)
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
        else:
            found = _lent(found, field, below)
    if not added:
        return found
    told = {column.heading for column in added}
    return replace(
        found,
        columns=tuple(sorted([*found.columns, *added], key=lambda column: column.index)),
        unread=tuple(text for text in found.unread if text not in told),
    )


def without_counts(found: Match, below: Sequence[RawRow]) -> Match:
    """Return `found` without columns of ticks where most rows hold numbers: 先进 18 | 中间 1 are votes, no grade."""
    words = vocabulary(found.kind)
    ticked = [column for column in found.columns if column.key.category] if found.kind in LISTS else []
    groups: dict[ColumnKey, list[Column]] = {}
    for column in ticked:
        groups.setdefault(column.key._replace(category=None), []).append(column)
    counted = {key for key, columns in groups.items() if _are_counts(columns, below)}
    if not counted:
        return found
    dropped = [column for column in ticked if column.key._replace(category=None) in counted]
    columns = tuple(column for column in found.columns if column not in dropped)
    return replace(
        found,
        score=found.score - len(dropped),
        columns=columns,
        unread=(*found.unread, *(column.heading for column in dropped)),
        missing=unmet(words, {column.key.field for column in columns}),
    )


def graded_by_class(found: Match, below: Sequence[RawRow], texts: Sequence[str]) -> Match:
    """Return a table whose only grades stand under 类别: where the title says so, or 先进, 中间, 后进 stand there."""
    fields = {column.key.field for column in found.columns}
    own = next((column for column in found.columns if column.key.field == "kind"), None)
    if found.kind != "ratings" or own is None or fields & GRADES:
        return found
    written = _texts(own.index, below)
    told = any(word in folded(text) for word in vocabulary(found.kind).ours for text in texts)
    if len(set(written)) < LEAST_CELLS or not all(
        look_up(GRADE, text) and (told or text[:2] in PLAINLY) for text in written
    ):
        return found
    columns = tuple(
        replace(column, key=ColumnKey(GRADE)) if column is own else column for column in found.columns
    )
    present = {column.key.field for column in columns}
    return replace(
        found, score=found.score + GRADED, columns=columns, missing=unmet(vocabulary(found.kind), present)
    )


def _are_counts(columns: Sequence[Column], below: Sequence[RawRow]) -> bool:
    """Tell whether most of the rows that hold anything in these columns hold a number other than 0 and 1."""
    cells = [[shown(row[c.index - 1]) for c in columns if len(row) >= c.index] for row in below]
    filled = [texts for texts in cells if any(texts)]
    return 2 * sum(any(text.isdigit() and int(text) > 1 for text in texts) for texts in filled) > len(filled)


def _lent_instead(found: Match, field: Field, below: Sequence[RawRow]) -> Match:
    """Take the values of a field from a column of texts where those of its own column say nothing of the kind."""
    own = next(column for column in found.columns if column.key.field == field.name)
    if _filled(own.index, below) < LEAST_VALUES or _share(field.values, own.index, below) >= HARDLY:
        return found
    rest = tuple(column for column in found.columns if column is not own)
    lent = _lent(replace(found, columns=rest), field, below)
    return found if lent.columns == rest else replace(lent, unread=(*found.unread, own.heading))


def _lent(found: Match, field: Field, below: Sequence[RawRow]) -> Match:
    """Add the column of texts (收入来源) most of whose values are codes of a field that has no column of its own."""
    lenders = {entry.name for entry in vocabulary(found.kind).fields if entry.lends}
    for column in found.columns:
        if column.key.field in lenders and _share(field.values, column.index, below) >= SHARE:
            twin = replace(column, key=ColumnKey(field.name))
            return replace(found, columns=(*found.columns, twin))
    return found


def written_once(found: Match, below: Sequence[RawRow]) -> frozenset[int]:
    """Return the columns of branch, village or year that most rows leave empty after the first of a run has named it.

    Where a record takes several rows by its nature, one empty cell is enough.
    """
    rows = [row for row in below if sum(1 for value in row if value is not None) >= LEAST_CELLS]
    runs = found.kind in RUNNING
    if found.kind == "organizations" or len(rows) < (1 if runs else LEAST_ROWS):
        return frozenset()
    columns = set()
    entity = min((c.index for c in found.columns if c.key.field == "organization"), default=0)
    for column in found.columns:
        leads = column.key.field == "grade" and column.index < entity
        if not leads and column.key.field not in (*WRITTEN_ONCE, *(("leader",) if runs else ())):
            continue
        values = [row[column.index - 1] if len(row) >= column.index else None for row in rows]
        if values[0] is not None and (runs or values.count(None) >= EMPTY_SHARE * len(values)):
            columns.add(column.index)
    return frozenset(columns)


def _texts(index: int, below: Sequence[RawRow]) -> list[str]:
    texts = (folded(shown(row[index - 1])) for row in below[:WEIGHED_ROWS] if len(row) >= index)
    return [text for text in texts if text]


def _filled(index: int, below: Sequence[RawRow]) -> int:
    return len(_texts(index, below))


def _share(kind: str, index: int, below: Sequence[RawRow]) -> float:
    texts = _texts(index, below)
    if len(texts) < LEAST_VALUES:
        return 0.0
    return sum(1 for text in texts if fits(kind, text)) / len(texts)


def fits(kind: str, text: str) -> bool:
    """Tell whether a folded text is a value of this kind: an ID number, a telephone, a word of a code list."""
    if kind == "id":
        return len(text) == ID_LENGTH and text[:17].isdigit() and (text[17].isdigit() or text[17] == "x")
    if kind == "phone":
        return len(text) == PHONE_LENGTH and text.isdigit() and text[0] == "1" and text[1] in "3456789"
    return not text.isdigit() and recognise(kind, text) is not None
