"""What the papers are made of: plain values somebody gathered from the ledger.

Money is integer 分 everywhere except inside `AnnualFacts.stats`, which has the keys and units of the
command `stats` (元 there). Days are `date` or ISO text that may be cut short (`2023-07`, `2023`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

GRADES = (("advanced", "先进"), ("middling", "中间"), ("lagging", "后进"))
"""Codes and names of the usual grades, the best first."""

Value = str | int | float | date | None
Row = Sequence[Value]
CellKind = Literal["text", "center", "int", "yuan", "wan", "percent", "score", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Kinds: `text` flush left, `center` short words, `int`, `yuan` (分 shown as 元), `wan` (分 shown as 万元),
    `percent` (0.264 shown as 26.4%), `score` (hundredths of a point, 8650 shown as 86.50), `date`. Neighbours with the same `group` stand under one heading.
    `weight` above 0 fixes the share of the width; otherwise the content decides.
    """

    heading: str
    kind: CellKind = "text"
    group: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table as a paper and as a sheet: raw values, so that both forms show the same figures."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    totals: tuple[Value, ...] | None = None
    unit: str = ""
    """Who reports, shown above the table at the left, for instance 填报单位：某某乡党委."""
    measure: str = ""
    """Unit of measurement, shown above the table at the right, for instance 单位：元."""
    as_of: date | None = None
    signatures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    landscape: bool | None = None
    internal: bool = True
    starts_paper: bool = False
    """It begins a paper of its own, whose pages are counted from 1 again: one branch, one person, one village."""
    empty: str = "（本表无记录）"
    sums: tuple[tuple[tuple[int, ...], int], ...] = ()
    """Columns of money that add up to another: (the places of the parts, the place of their sum)."""


@dataclass(frozen=True, slots=True)
class OrganizationCount:
    """A village or unit with its branches and members."""

    name: str
    branches: int
    full: int
    probationary: int
    women: int = 0
    minority: int = 0


@dataclass(frozen=True, slots=True)
class GradeCount:
    """How many branches of one kind (or field) got each grade of the scheme, the best grade first."""

    kind: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class VillageIncome:
    """A village's income of a year (or of a part of it) beside its target."""

    village: str
    income_fen: int
    operating_fen: int = 0
    target_fen: int | None = None
    last_year_fen: int | None = None

    @property
    def done(self) -> float | None:
        """Share of the target reached, None without a target."""
        return self.income_fen / self.target_fen if self.target_fen else None


@dataclass(frozen=True, slots=True)
class HalfYear:
    """The half-year check: targets of the year and what has come in."""

    year: int
    as_of: date
    villages: tuple[VillageIncome, ...]
    time_share: float = 0.5


@dataclass(frozen=True, slots=True)
class AnnualFacts:
    """Everything the yearly report may speak of; what is empty is left out of the paper.

    `stats` is the answer of the command `stats` (nested; keys of a figure are joined with dots, as in
    反查). `names` gives the names behind a figure, by the figure's key, for instance
    `{"ratings.2023.lagging": ("卜戛村党支部",)}`. `scale` has code and name of every grade of the year's scheme,
    the best first.
    """

    township: str
    year: int
    as_of: date
    issued_on: date
    stats: Mapping[str, object]
    county: str = ""
    issuer: str = ""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    organizations: tuple[OrganizationCount, ...] = ()
    scale: tuple[tuple[str, str], ...] = GRADES
    grades: tuple[GradeCount, ...] = ()
    incomes: tuple[VillageIncome, ...] = ()
    categories: tuple[tuple[str, int], ...] = ()
    accepted_by_month: tuple[int, ...] = ()
    half_year: HalfYear | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paper with the keys of the figures in it, in order."""

    code: str
    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sentence that was not written, and why, in the clerk's words."""

    code: str
    reason: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnnualResult:
    """The yearly report and what the clerk has to know about it."""

    pdf: bytes
    pages: int
    sentences: tuple[Sentence, ...]
    refused: tuple[Refusal, ...]
    missing: str
    """Characters no font of this computer has."""
