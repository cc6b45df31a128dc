"""One sheet under judgement: its rows checked cell by cell, its counts, problems, changes and samples collected."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.excel.readings import CellValue, ColumnKey, Reading, SheetRow
from app.models.store import Row
from app.rules import fields
from app.rules.fields import Stored
from app.rules.problems import FieldProblem
from app.rules.texts import squeeze, tidy
from app.rules.vocabulary import Level, SheetKind
from app.services.imports.cellchecks import CellChecks
from app.services.imports.plans import Change, Problem, SheetPlan, kind_label
from app.services.imports.wording import shown

PROBLEM_LIMIT = 20_000
CHANGE_LIMIT = 5_000
SAMPLES = 5
MOST_SAMPLES = 20
"""The first rows are shown, and later ones only for columns that were empty so far."""

_TOLD_TOGETHER = 20
_LEFT_TO_PLANNERS = {
    SheetKind.RATINGS: frozenset({"organization"}),
    SheetKind.CONTACTS: frozenset({"organization"}),
    SheetKind.PAIRS: frozenset({"paired_with"}),
    SheetKind.GROUPS: frozenset({"village"}),
    SheetKind.INCOME: frozenset({"received_on", "amount"}),
    SheetKind.TARGETS: frozenset({"amount", "year"}),
}
"""Required fields that may also come from other cells or the title; their planner asks for them."""


@dataclass(slots=True)
class Draft:
    """One row with the values its cells state; a cell that says nothing is absent."""

    number: int
    cells: dict[ColumnKey, Stored]
    bad: bool = False
    raw: dict[ColumnKey, CellValue] = field(default_factory=dict)
    plain: dict[str, Stored] = field(default_factory=dict)

    def put(self, key: ColumnKey, value: Stored) -> None:
        """Keep what a cell states."""
        self.cells[key] = value
        if key.year is None and key.month is None and key.category is None:
            self.plain[key.field] = value

    def refused(self) -> bool:
        """Tell whether the row has become bad: asked again after checks that may have made it so."""
        return self.bad

    def value(self, name: str) -> Stored:
        """Return what the plain column of a field states, or None."""
        return self.plain.get(name)

    def text(self, name: str) -> str | None:
        """Return a value that is stored as text, or None."""
        found = self.value(name)
        return None if found is None else str(found)

    def states(self, *names: str) -> Row:
        """Return the stated values of these plain fields."""
        return {name: found for name in names if (found := self.value(name)) is not None}


class SheetWork:
    """Collects what a preview finds in one sheet."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.kind = reading.kind or ""
        self.counts = {"new": 0, "changed": 0, "same": 0, "bad": 0}
        self.created: dict[str, int] = {}
        self.amounts: dict[ColumnKey, list[tuple[int, int]]] = {}
        self.speaks_of = squeeze(f"{reading.title} {reading.sheet} {reading.file}")
        self._problems: list[Problem] = []
        self._problems_left_out = 0
        self._warned: set[str] = set()
        self._changes: list[Change] = []
        self._changes_left_out = 0
        self._samples: list[tuple[tuple[str, str], ...]] = []
        self._without_sample = {column.key for column in reading.columns}
        self._checks = CellChecks(reading)
        self._headed = {column.key.field for column in reading.columns} | {
            key.field for key, _ in reading.given
        }
        self._left = _LEFT_TO_PLANNERS.get(SheetKind(self.kind), frozenset()) if self.kind else frozenset()
        self._required = [
            (ColumnKey(name), spec)
            for name, spec in fields.FIELDS.get(self.kind, {}).items()
            if spec.required and name not in self._left
        ]

    def drafts(self) -> Iterator[Draft]:
        """Check the rows one after another; the sheet is never held as a whole."""
        for row in self.reading.rows:
            yield self.draft(row)

    def draft(self, row: SheetRow) -> Draft:
        """Check the cells of one row; refused ones become problems."""
        draft = Draft(row.number, {}, raw=row.cells)
        for key, value in row.cells.items():
            self._take(draft, key, value)
        self._require(draft)
        shows_more = len(self._samples) < MOST_SAMPLES and self._without_sample & draft.cells.keys()
        if len(self._samples) < SAMPLES or shows_more:
            self._samples.append(self._sample(draft))
            self._without_sample -= draft.cells.keys()
        return draft

    def heading(self, name: str) -> bool:
        """Tell whether the sheet has a column (or a title) for a field."""
        return name in self._headed

    def has_column(self, name: str) -> bool:
        """Tell whether a column, not only the title, tells a field."""
        return any(column.key.field == name for column in self.reading.columns)

    def heading_of(self, key: ColumnKey) -> str:
        """Return the heading of the column with this key, empty when there is none."""
        column = self._checks.column(key)
        return column.heading if column else ""

    def problem(self, draft: Draft, name: str | ColumnKey, found: FieldProblem) -> None:
        """Note a problem of one cell; at level BLOCK the row becomes bad."""
        key = ColumnKey(name) if isinstance(name, str) else name
        column = self._checks.column(key)
        self._note(
            Problem(
                self.reading.file,
                self.reading.sheet,
                draft.number,
                column.letter if column else "",
                column.heading if column else "",
                tidy(draft.raw.get(key)),
                found.code,
                found.message,
                found.level,
            )
        )
        if found.level is Level.BLOCK:
            draft.bad = True

    def sheet_problem(self, code: str, message: str, *, row: int = 0, level: Level = Level.WARNING) -> None:
        """Note a problem of the sheet or of a row that is no data."""
        self._warned.add(code)
        self._note(Problem(self.reading.file, self.reading.sheet, row, "", "", "", code, message, level))

    def warned(self, code: str) -> bool:
        """Tell whether a problem of the sheet with this code was noted."""
        return code in self._warned

    def doubt(self, draft: Draft, name: str, code: str, what: str, do: str = "请核对。") -> None:
        """Note a doubt about one cell; the row is imported."""
        self.problem(draft, name, FieldProblem(code, what, do, Level.WARNING))

    def refuse(self, draft: Draft, name: str, code: str, what: str, do: str) -> None:
        """Note that a cell makes its row bad."""
        self.problem(draft, name, FieldProblem(code, what, do))

    def changes(self, draft: Draft, label: str, table: str, before: Row, after: Row) -> None:
        """Note each field that would change."""
        for name, value in after.items():
            self.change(draft, label, *shown(table, name, before.get(name), value))

    def change(self, draft: Draft, label: str, field_label: str, old: str, new: str) -> None:
        """Note one change in words; a person and his case that change alike are told once."""
        change = Change(draft.number, label, field_label, old, new)
        if len(self._changes) >= CHANGE_LIMIT:
            self._changes_left_out += 1
        elif change not in self._changes[-_TOLD_TOGETHER:]:
            self._changes.append(change)

    def count(self, outcome: str) -> None:
        """Count one row as new, changed, same or bad."""
        self.counts[outcome] += 1

    def create(self, table: str) -> None:
        """Count one new record."""
        self.created[table] = self.created.get(table, 0) + 1

    def plan(self) -> SheetPlan:
        """Return the sheet's part of the plan."""
        reading = self.reading
        return SheetPlan(
            reading.file, reading.sheet, reading.kind, kind_label(reading.kind), reading.reason,
            reading.heading_rows, reading.columns, reading.unread, **self.counts,
            problems=tuple(sorted(self._problems, key=lambda found: found.row)),
            problems_left_out=self._problems_left_out,
            changes=tuple(self._changes), changes_left_out=self._changes_left_out,
            samples=tuple(self._samples), left_out=reading.left_out, created=self.created, reading=reading,
        )  # fmt: skip

    def _take(self, draft: Draft, key: ColumnKey, value: CellValue) -> None:
        spec = self._checks.spec(key)
        if spec is None:
            return
        found = self._checks.check(key, spec, value)
        if not isinstance(found, FieldProblem):
            if found is not None:
                draft.put(key, found)
            if spec.kind == "money" and isinstance(found, int):
                column = self._checks.column(key)
                self.amounts.setdefault(column.key if column else key, []).append((draft.number, found))
            return
        if found.level is not Level.BLOCK and isinstance(found.kept, str | int):
            draft.put(key, found.kept)
        if found.code != "missing" or key.field not in self._left:
            self.problem(draft, key, found)

    def _require(self, draft: Draft) -> None:
        for key, spec in self._required:
            if draft.raw.get(key) is None:
                self.refuse(draft, key.field, "missing", f"没有填“{spec.label}”。", f"请补上{spec.label}。")

    def _sample(self, draft: Draft) -> tuple[tuple[str, str], ...]:
        return tuple(
            (column.heading, shown(self.kind, key.field, None, value)[2])
            for key, value in draft.cells.items()
            if (column := self._checks.column(key)) is not None
        )

    def _note(self, problem: Problem) -> None:
        if len(self._problems) < PROBLEM_LIMIT:
            self._problems.append(problem)
        else:
            self._problems_left_out += 1


def differences(before: Row, stated: Row) -> Row:
    """Return the stated values that differ from the record; what is not stated erases nothing.

    A date that only says less than the record (2023-07 against 2023-07-01) is no difference.
    """
    found: Row = {}
    for name, value in stated.items():
        old = before.get(name)
        if value is None or value == old:
            continue
        if name.endswith("_on") and isinstance(old, str) and old.startswith(f"{value}-"):
            continue
        found[name] = value
    return found
