"""What the planners of all kinds of sheet share while one preview is made."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from app.excel.readings import ColumnKey
from app.models import matching
from app.models.store import Row, Store
from app.progress import Progress
from app.rules.dates import chinese
from app.rules.problems import FieldProblem
from app.rules.vocabulary import Level
from app.services.imports.known import AMBIGUOUS, Known, Named
from app.services.imports.packing import Writes
from app.services.imports.people import People
from app.services.imports.sheets import Draft, SheetWork
from app.services.imports.sources import Holdings

if TYPE_CHECKING:
    from app.services.imports.pairs import Pairings


@dataclass
class Context:
    """One preview under way: the ledger as known, everybody in it, and what would be written.

    `roster_years` keeps the year each roster was made, by number of its sheet; `reserves` tells, by village and
    name, of which group a table of groups says somebody is the 储备人选; `rated_year` is the latest year graded here;
    `score_parts` what headings call the parts of score sheets → their names.
    """

    store: Store
    as_of: date
    known: Known
    people: People
    works: list[SheetWork]
    progress: Progress
    writes: Writes = field(default_factory=Writes)
    has_roster: bool = False
    roster_years: dict[int, int] = field(default_factory=dict)
    reserves: dict[tuple[str, str], str] = field(default_factory=dict)
    rated_year: int | None = None
    score_parts: dict[str, str] = field(default_factory=dict)
    pairings: "Pairings | None" = None
    _sorts: dict[str, int] = field(default_factory=dict)

    def of_kind(self, kind: str) -> list[SheetWork]:
        """Return the sheets of one kind, in the order of the files."""
        return [work for work in self.works if work.kind == kind]

    @cached_property
    def told_year(self) -> int | None:
        """The latest year the workbooks speak of, at most this one: old ones may come years later."""
        told = [year for work in self.works for year in work.reading.years if year <= self.as_of.year]
        return max(told, default=None)

    @cached_property
    def holdings(self) -> Holdings:
        """Projects and contracts as other tables name them."""
        return Holdings(self.store)

    def is_shared(self, work: SheetWork) -> bool:
        """Tell whether incomes and targets share the table: then a row may state one without the other."""
        place = (work.reading.path, work.reading.sheet)
        return sum((other.reading.path, other.reading.sheet) == place for other in self.works) > 1

    def number(self, work: SheetWork) -> int:
        """Return the number of a sheet in this preview."""
        return self.works.index(work)

    def insert(self, work: SheetWork, table: str, row: Row) -> int:
        """Plan a new record that `work` brings; a missing id is made. Returns its place among the new ones."""
        row.setdefault("id", uuid.uuid4().hex)
        work.create(table)
        return self.writes.insert(table, row)

    def next_sort(self, table: str) -> int:
        """Return the next place in the order of a table."""
        if table not in self._sorts:
            self._sorts[table] = matching.highest_sort(self.store, table)
        self._sorts[table] += 1
        return self._sorts[table]

    def create_village(self, work: SheetWork, name: str) -> Named:
        """Plan a new village."""
        village = self.known.villages.create(name, self.next_sort("village"))
        self.insert(work, "village", village.row)
        return village

    def village(self, work: SheetWork, draft: Draft, *, level: Level = Level.BLOCK) -> Named | None:
        """Return the village a row names; an unknown one is a problem with the nearest names."""
        name = draft.text("village")
        if name is None:
            return None
        found = self.known.villages.find(name)
        if found is None:
            names = self.known.villages.near(name)
            hint = f"相近的有：{'、'.join(names)}。" if names else ""
            work.problem(
                draft,
                "village",
                FieldProblem("village.unknown", f"没有名为“{name}”的村。", f"{hint}请核对村名。", level),
            )
        return found

    def organization(
        self, work: SheetWork, draft: Draft, name: str = "organization", *, village_id: str | None = None
    ) -> Named | None:
        """Return the organization a cell names; an unknown or ambiguous one makes the row bad."""
        text = draft.text(name)
        if text is None:
            return None
        found = self.known.organizations.find(text, village_id)
        if isinstance(found, FieldProblem) and found.code == AMBIGUOUS:
            found = self.known.organizations.find_in(text, work.speaks_of) or found
        if isinstance(found, FieldProblem):
            work.problem(draft, name, found)
            return None
        self.tell_former(work, draft, name, text, found)
        self.doubt_if_ended(work, draft, name, found)
        return found

    def tell_former(
        self, work: SheetWork, draft: Draft, name: str | ColumnKey, text: str, found: Named
    ) -> None:
        """Tell that a row names an organization as it was called before it was renamed."""
        if self.known.organizations.formerly(text) is found:
            said = f"“{text}”是“{found.name}”的原名称，按现名称导入。"
            work.problem(draft, name, FieldProblem("organization.former", said, "", Level.HINT))

    def doubt_if_ended(self, work: SheetWork, draft: Draft, name: str, found: Named) -> None:
        """Point out that a row means an organization that has been closed."""
        if found.ended_on:
            said = f"党组织“{found.name}”已于{chinese(found.ended_on)}撤销。"
            work.doubt(draft, name, "organization.ended", said)

    def claims(self, work: SheetWork) -> str:
        """Return the name of a sheet as problems point at it."""
        return f"《{work.reading.file}》{work.reading.sheet}"
