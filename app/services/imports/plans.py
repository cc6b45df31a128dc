"""What a preview finds: sheet by sheet what is new, changed, the same or bad, and every problem with its cell."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.excel.readings import Column, Reading
from app.rules.vocabulary import Level, SheetKind
from app.services.imports.packing import Writes


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell (or row, or sheet) that cannot be taken, or is taken with a doubt.

    `column` is the letter, `heading` the heading as the sheet has it; both empty when the whole row is meant;
    row 0 means the sheet. At level BLOCK the row is bad; at WARNING and HINT it is imported.
    """

    file: str
    sheet: str
    row: int
    column: str
    heading: str
    value: str
    code: str
    message: str
    level: str = Level.BLOCK

    @property
    def place(self) -> str:
        """Where it is, in words: 《花名册.xls》花名册 第5行 E列“身份证号”."""
        row = f" 第{self.row}行" if self.row else ""
        column = f" {self.column}列“{self.heading}”" if self.column else ""
        return f"《{self.file}》{self.sheet}{row}{column}"


@dataclass(frozen=True, slots=True)
class Change:
    """One field that would change: which row of the sheet, whose record, what it was, what it becomes."""

    row: int
    record_label: str
    field_label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet as understood. `new`, `changed`, `same`, `bad` count rows; `created` counts records by table."""

    file: str
    sheet: str
    kind: str | None
    kind_label: str
    reason: str
    heading_rows: tuple[int, int]
    columns: tuple[Column, ...]
    unread: tuple[str, ...]
    new: int = 0
    changed: int = 0
    same: int = 0
    bad: int = 0
    problems: tuple[Problem, ...] = ()
    problems_left_out: int = 0
    changes: tuple[Change, ...] = ()
    changes_left_out: int = 0
    samples: tuple[tuple[tuple[str, str], ...], ...] = ()
    left_out: tuple[tuple[int, str], ...] = ()
    created: dict[str, int] = field(default_factory=dict)
    reading: Reading | None = None

    @property
    def rows(self) -> int:
        """How many rows of data the sheet has."""
        return self.new + self.changed + self.same + self.bad


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do; `state` is the ledger's when it was made, `writes` what it would write."""

    sheets: tuple[SheetPlan, ...]
    files: tuple[Path, ...]
    as_of: date
    state: int
    writes: Writes

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems of all sheets."""
        return tuple(problem for sheet in self.sheets for problem in sheet.problems)

    @property
    def bad(self) -> int:
        """How many rows are bad."""
        return sum(sheet.bad for sheet in self.sheets)

    @property
    def understood(self) -> tuple[SheetPlan, ...]:
        """The sheets whose kind is known."""
        return tuple(sheet for sheet in self.sheets if sheet.kind is not None)

    def count(self, what: str) -> int:
        """Return the sum of `new`, `changed`, `same` or `bad` rows."""
        return sum(getattr(sheet, what) for sheet in self.sheets)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did; `operation` is None when nothing had to change."""

    operation: str | None
    sentence: str
    new: int
    changed: int
    same: int
    left_out: int


def kind_label(kind: str | None) -> str:
    """Return what a kind of sheet is called."""
    return SheetKind.label_of(kind) if kind else "未识别"
