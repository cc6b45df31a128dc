"""How wide the columns of a table are: short ones what they need, texts share the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.reports.facts import CellKind, Column

SAMPLE = 400
OUTLIERS = 0.04
MARGIN = 0.9
LONGEST = 60.0
LONG_SHARE = 0.25
MOST = 0.75
_CAPS: dict[CellKind, float] = {
    "text": 18.0,
    "center": 9.0,
    "int": 8.0,
    "yuan": 10.0,
    "wan": 8.0,
    "percent": 6.0,
    "score": 6.0,
    "date": 6.0,
}
_SOFT = 4.5
_BLANK = 4.5

Ems = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Need:
    """What a column needs at least, would like, and takes for most of its texts, in ems of the table's type."""

    least: float
    wish: float
    full: float


def needs(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], totals: Sequence[str], body: Ems, head: Ems
) -> list[Need]:
    """Return the need of every column, from a sample of the rows; rare long values do not count.

    `totals`, if any, are set in the type of the heading.
    """
    sample = rows[:: max(1, len(rows) // SAMPLE)]
    return [
        _need(column, [row[at] for row in sample], totals[at] if totals else "", body, head)
        for at, column in enumerate(columns)
    ]


def _need(column: Column, texts: Sequence[str], total: str, body: Ems, head: Ems) -> Need:
    widths = sorted(
        [*(max(body(line) for line in text.split("\n")) for text in texts), *([head(total)] if total else [])]
    )
    typical = widths[int((len(widths) - 1) * (1 - OUTLIERS))] if widths else 0.0
    if widths:
        typical = max(typical, widths[-1] / 2 if column.kind in ("text", "center") else widths[-1])
    if column.kind == "text" and not typical:
        typical = _BLANK
    title = head(column.heading)
    heading = title if title <= 2 else max(2.0, title / 2)
    cap = _CAPS[column.kind]
    filled = [width for width in widths if width]
    most = filled[int(len(filled) * MOST)] if filled else 0.0
    wish = max(min(typical, cap + max(0.0, most - cap) * LONG_SHARE), min(title, 4.0)) + MARGIN
    least = (
        max(min(typical, _SOFT), heading) + MARGIN
        if column.kind == "text"
        else max(typical, heading) + MARGIN
    )
    return Need(min(least, wish), wish, max(wish, min(most, LONGEST) + MARGIN))


def natural(found: Sequence[Need], size: float) -> float:
    """Return the width in points at which no column is squeezed."""
    return sum(need.wish for need in found) * size


def share(columns: Sequence[Column], found: Sequence[Need], width: float, size: float) -> list[float]:
    """Return the width of every column in points; they add up to `width`.

    Columns with a weight take their share of it first. Room left over goes to long texts, then to all in
    proportion; when room is short, texts give way down to their least, then all do.
    """
    weights = sum(column.weight for column in columns)
    if weights >= 1:
        return [column.weight * width / weights for column in columns]
    free = width * (1 - weights)
    loose = [need for need, column in zip(found, columns, strict=True) if not column.weight]
    wish = sum(need.wish for need in loose) * size
    least = sum(need.least for need in loose) * size
    if wish <= free or wish == least:
        bend, scale = 1.0, min(1.0, free / wish) if wish else 1.0
    else:
        bend = max(0.0, (free - least) / (wish - least))
        scale = min(1.0, free / least)
    widths = [
        column.weight * width
        if column.weight
        else (need.least + (need.wish - need.least) * bend) * size * scale
        for need, column in zip(found, columns, strict=True)
    ]
    widths = _lengthen(columns, found, widths, width - sum(widths), size)
    return _spread(columns, widths, width - sum(widths))


def _lengthen(
    columns: Sequence[Column], found: Sequence[Need], widths: list[float], spare: float, size: float
) -> list[float]:
    """Give room left over to the columns whose longest text does not fit yet, as far as it goes."""
    wants = [
        0.0 if column.weight else max(0.0, need.full * size - width)
        for column, need, width in zip(columns, found, widths, strict=True)
    ]
    whole = sum(wants)
    given = min(1.0, max(0.0, spare) / whole) if whole else 0.0
    return [width + given * want for width, want in zip(widths, wants, strict=True)]


def _spread(columns: Sequence[Column], widths: list[float], spare: float) -> list[float]:
    """Give room left over to all columns in proportion, to those of text twice as much."""
    shares = [
        0.0 if column.weight else (2 if column.kind == "text" else 1) * width
        for column, width in zip(columns, widths, strict=True)
    ]
    whole = sum(shares)
    return (
        [width + spare * part / whole for width, part in zip(widths, shares, strict=True)]
        if whole
        else widths
    )
