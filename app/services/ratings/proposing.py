"""Proposed grades with their reasons, from the ledgers of development, ratings and income; nothing is decided here."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from app.models import queries_ratings as queries
from app.models import queries_ratings_facts as ledgers
from app.models.store import Row, Store
from app.rules import terms
from app.rules.calendar import Day
from app.rules.members import whole_years
from app.rules.quality.organizations import OrganizationFacts, term_end
from app.rules.ratings import BONUS, Scheme, final_grade, repeatedly_lowest, total_score
from app.rules.ratings_notes import split_items, split_numbers
from app.rules.ratings_proposals import BranchFacts, Proposal
from app.rules.ratings_proposals import propose as judge
from app.rules.reference_ratings import signals
from app.rules.reference_terms import term_rules
from app.services import quality
from app.services.figures.incomes import primary_targets
from app.services.figures.view import EconomyYear
from app.services.ratings.schemes import schemes_by_year

ALL_INCOME = "total"
HALF_YEAR = (6, 30)


def proposals(store: Store, year: int, *, as_of: date | None = None) -> dict[str, Proposal]:
    """Return organization id → proposal of every branch of a year; read once for the whole grid."""
    scheme = schemes_by_year(store)(year)
    on = min(as_of or date(year, 12, 31), date(year, 12, 31))
    known = signals()
    sheet_of = cache(scheme.sheet_for)
    return {
        one.organization_id: judge(one, sheet_of(field), known)
        for field, one in _Facts(store, year, on, scheme).all()
    }


class _Facts:
    """What the three ledgers know of every branch of a year, each ledger read once."""

    def __init__(self, store: Store, year: int, on: date, scheme: Scheme) -> None:
        self.year, self.on, self.scheme = year, on, scheme
        self._scheme_in = schemes_by_year(store)
        before = self._scheme_in(year - 1)
        self._lowest_name = before.label_of(before.grades[-1])
        day = on.isoformat()
        self._rows = ledgers.branches(store, year)
        self._grades = _final_grades(store)
        self._accepted = ledgers.last_accepted(store, day) if ledgers.keeps_development(store) else None
        self._objects = ledgers.objects(store, day)
        self._active = ledgers.activities(store, year) if on >= date(year, *HALF_YEAR) else {}
        self._listed: dict[str, list[str]] = {}
        for row in ledgers.listed(store, year, day):
            self._listed.setdefault(row["organization_id"], []).extend(split_items(row["situations"]))
        economy = EconomyYear(store, year)
        self._income = economy.amounts(ALL_INCOME) if economy.sums else None
        self._targets = {village: target.fen for village, target in primary_targets(economy.targets).items()}
        organizations = quality.organizations(store)
        self._over = _terms_over(organizations, on)
        self._led = {one.id for one in organizations if one.secretary}

    def all(self) -> list[tuple[str, BranchFacts]]:
        """Return the 领域 and the facts of every branch."""
        return [(row["field"], self._one(row)) for row in self._rows]

    def _one(self, row: Row) -> BranchFacts:
        branch, village = row["id"], row["village_id"]
        grades = self._grades.get(branch, {})
        listed = self._listed.get(branch)
        return BranchFacts(
            organization_id=branch,
            year=self.year,
            village=row["village"],
            score=self._score(row),
            satisfaction=row["satisfaction"],
            self_grade=row["self_grade"],
            mass_grade=row["mass_grade"],
            last_grade=grades.get(self.year - 1) or "",
            vetoes=split_items(row["vetoes"]),
            is_listed=listed is not None,
            situations=tuple(dict.fromkeys(listed or ())),
            lowest_years=repeatedly_lowest(grades, self._scheme_in, self.year - 1),
            lowest_name=self._lowest_name,
            idle_years=self._idle_years(row),
            term_over=self._over.get(branch),
            has_secretary=branch in self._led or not self._led,
            income_fen=self._income.get(village, 0) if village and self._income is not None else None,
            target_fen=self._targets.get(village),
            activities=self._active.get(branch, 0) if self._active else None,
            until=None if self.on == date(self.year, 12, 31) else self.on,
        )

    def _score(self, row: Row) -> int | None:
        if row["score"] is not None:
            return int(row["score"])
        points = split_numbers(row["dimension_scores"])
        bonus = points.pop(BONUS, 0)
        sheet = self.scheme.sheet_for(row["field"])
        return total_score(points, sheet, mass=row["satisfaction"], bonus=bonus)

    def _idle_years(self, row: Row) -> int | None:
        branch = row["id"]
        last = self._accepted.get(branch) if self._accepted is not None else None
        if last is None:
            return None
        since = max(Day.parse(one).last for one in (last, row["founded_on"]) if one)
        return 0 if branch in self._objects else whole_years(since, self.on)


def _final_grades(store: Store) -> dict[str, dict[int, str | None]]:
    found: dict[str, dict[int, str | None]] = {}
    for branch, year, township, county in queries.grades(store):
        found.setdefault(branch, {})[year] = final_grade(township, county)
    return found


def _terms_over(organizations: Iterable[OrganizationFacts], on: date) -> dict[str, Day]:
    rules = term_rules()
    ends = ((one.id, term_end(one, rules)) for one in organizations)
    return {
        branch: end
        for branch, end in ends
        if end is not None and terms.reminder(end, on, rules) == terms.OVERDUE
    }
