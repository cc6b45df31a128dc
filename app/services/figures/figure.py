"""A figure: its place in the key figures, how it is counted, and which records are behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.models.populations import Column
from app.rules import codes
from app.rules.money import FEN_PER_YUAN
from app.rules.vocabulary import PersonStatus

FLAGS = {1: "是", 0: "否"}
HAS = {1: "有", 0: "无"}


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One record behind a figure: where it lies and what is shown of it."""

    table: str
    id: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """What is behind a figure. `total` is computed from `rows` alone; for a list it is the number of rows."""

    key: str
    title: str
    unit: str
    total: Any
    columns: tuple[str, ...]
    rows: tuple[TraceRow, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """The records behind a figure, and the figure computed from them."""

    columns: tuple[str, ...]
    rows: tuple[TraceRow, ...]
    total: Any


@dataclass(frozen=True, slots=True)
class Figure:
    """`path` is its place in stats; `value` the quick way to it, `records` the way through every record."""

    path: tuple[str, ...]
    title: str
    unit: str
    value: Callable[[], Any]
    records: Callable[[], Records]

    @property
    def key(self) -> str:
        """The name of the figure: its place, joined by dots."""
        return ".".join(self.path)


def yuan(fen: int) -> float:
    """Return 分 as 元 with two decimals."""
    return round(fen / FEN_PER_YUAN, 2)


def whole_yuan(fen: int | None) -> int | float | None:
    """Return 分 as 元, a whole number where it is one; None for nothing."""
    if fen is None:
        return None
    return fen // FEN_PER_YUAN if fen % FEN_PER_YUAN == 0 else yuan(fen)


def shown(kind: str, value: Any) -> Any:
    """Return a stored value as a record shows it: codes in words, 分 as 元, flags as 是/否."""
    if value is None:
        return ""
    if kind == "text":
        return value
    if kind == "fen":
        return yuan(value)
    if kind == "flag":
        return FLAGS[int(value)]
    if kind == "has":
        return HAS[int(value)]
    if kind == "status":
        return PersonStatus.label_of(value)
    name = "income_category" if kind == "category" else kind
    return codes.label(name, str(value))


def counted_records(table: str, columns: tuple[Column, ...], found: list[tuple[Any, ...]]) -> Records:
    """Return records of a figure that is their number; each found tuple is (id, columns …)."""
    rows = tuple(
        TraceRow(
            table, one[0], tuple(shown(c.kind, value) for c, value in zip(columns, one[1:], strict=True))
        )
        for one in found
    )
    return Records(tuple(column.heading for column in columns), rows, len(rows))
