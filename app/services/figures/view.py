"""A ledger looked at for one year: what the figures of that year are computed from, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from app.models import queries_economy, queries_figures, queries_summary
from app.models.populations import MEMBERS, Population
from app.models.store import Row, Store
from app.rules import economy, members, ratings
from app.rules.economy import Caliber, IncomeGroup
from app.rules.ratings import Scheme
from app.services.economy.calibers import calibers_in_force
from app.services.ratings.schemes import scheme_of

JUNE = "06"


@dataclass(frozen=True, slots=True)
class Village:
    """A village's id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Target:
    """A village's target of a year under a caliber, 分."""

    id: str
    village_id: str
    village: str
    caliber: str
    fen: int


class EconomyYear:
    """The income and targets of one year; with `village_id` only that village's income and costs are read."""

    def __init__(self, store: Store, year: int, village_id: str = "") -> None:
        self.year = year
        self._village_id = village_id
        self._store = store
        self._amounts: dict[tuple[str, bool], dict[str, int]] = {}

    @cached_property
    def groups(self) -> list[IncomeGroup]:
        """Income added up by village, month, category, mark and nature."""
        return [
            IncomeGroup(
                village, int(month) if month else None, category or None, int(mark) if mark else None, fen, entries,
                unbooked, nature or None,
            )
            for village, month, category, mark, nature, fen, entries, unbooked in self.sums
        ]  # fmt: skip

    @cached_property
    def costs(self) -> list[IncomeGroup]:
        """Costs added up by village, month and category, as what they take off."""
        return [
            IncomeGroup(village, int(month) if month else None, category, None, -fen, entries, is_cost=True)
            for village, month, category, fen, entries in queries_economy.cost_groups(
                self._store, self.year, self._village_id
            )
        ]

    def flows(self, caliber: Caliber) -> list[IncomeGroup]:
        """Return the groups of income and costs a caliber takes."""
        groups = [*self.groups, *self.costs] if caliber.costs else self.groups
        return [group for group in groups if economy.takes(caliber, group)]

    @cached_property
    def villages(self) -> list[Village]:
        """The villages there were in the year, in the order of papers; a second one of a name is numbered."""
        alike: dict[str, int] = {}
        found = []
        for village_id, name in queries_figures.villages(self._store, str(self.year)):
            alike[name] = alike.get(name, 0) + 1
            shown = name if alike[name] == 1 else f"{name}（{alike[name]}）"
            found.append(Village(village_id, shown))
        return found

    @cached_property
    def sums(self) -> list[tuple[Any, ...]]:
        """Income as the ledger keeps it added up: (village id, month, category, mark, nature, fen, entries, unbooked)."""
        return queries_summary.income(self._store, self.year, self._village_id)

    @cached_property
    def _by_kind(self) -> dict[tuple[str, str, str], list[tuple[str, str, int]]]:
        """The sums as (village id, month, fen) by category, mark and nature: what a caliber takes or leaves whole."""
        found: dict[tuple[str, str, str], list[tuple[str, str, int]]] = {}
        for village, month, category, mark, nature, fen, _, _ in self.sums:
            found.setdefault((category, mark, nature), []).append((village, month, fen))
        return found

    def amounts(self, caliber: str, *, half: bool = False) -> dict[str, int]:
        """Return village id → income under a caliber, 分; `half`: January to June only."""
        if (caliber, half) not in self._amounts:
            self._amounts[caliber, half] = self._added_up(self.calibers[caliber], half=half)
        return self._amounts[caliber, half]

    def _added_up(self, caliber: Caliber, *, half: bool) -> dict[str, int]:
        amounts: dict[str, int] = {}
        for (category, mark, nature), sums in self._by_kind.items():
            if economy.counts(caliber, category or None, int(mark) if mark else None, nature or None):
                for village, month, fen in sums:
                    if not half or "" < month <= JUNE:
                        amounts[village] = amounts.get(village, 0) + fen
        costs = [cost for cost in self.costs if economy.takes(caliber, cost)] if caliber.costs else []
        for cost in economy.first_half(costs) if half else costs:
            amounts[cost.village_id] = amounts.get(cost.village_id, 0) + cost.fen
        return amounts

    @cached_property
    def entries(self) -> list[tuple[str, tuple[Any, ...]]]:
        """Return (village id, (entry id, the columns of the income population …)) of every entry."""
        return [(found[0], found[1:]) for found in queries_figures.income_entries(self._store, self.year)]

    @cached_property
    def targets(self) -> list[Target]:
        """The targets of the year, in the order of papers."""
        return [
            Target(row["id"], row["village_id"], row["village"], row["caliber"], row["amount_fen"])
            for row in queries_figures.targets(self._store, self.year)
        ]

    @cached_property
    def calibers(self) -> dict[str, Caliber]:
        """The calibers in force."""
        return calibers_in_force(self._store, self.year)

    def caliber_of(self, code: str) -> Caliber:
        """Return a caliber; a target under an unknown one is measured by all income."""
        return self.calibers.get(code, self.calibers["total"])


class YearView:
    """One ledger, one year, one day: the last of the year, or the day asked for when that is earlier."""

    def __init__(self, store: Store, year: int, as_of: date) -> None:
        self.store = store
        self.year = year
        self.as_of = as_of
        self.on = min(as_of, date(year, 12, 31)) if as_of.year >= year else date(year, 12, 31)
        self._counts: dict[str, dict[str, int]] = {}

    @property
    def values(self) -> dict[str, Any]:
        """The parameters every population knows."""
        return {
            "on": self.on.isoformat(),
            "as_of": self.as_of.isoformat(),
            "year": str(self.year),
            "fifty": members.latest_start_for_medal(self.year).isoformat(),
        }

    def counts(self, population: Population, conditions: Mapping[str, str]) -> dict[str, int]:
        """Return how many records of a population fulfil each condition; asked once a population."""
        if population.table not in self._counts:
            kept = population is MEMBERS and queries_summary.answers(self.store, self.on)
            self._counts[population.table] = (
                queries_summary.count_members(self.store, conditions, self.values)
                if kept
                else queries_figures.count(self.store, population, conditions, self.values)
            )
        return self._counts[population.table]

    def listed(self, population: Population, condition: str) -> list[tuple[Any, ...]]:
        """Return the records of a population that fulfil a condition."""
        return queries_figures.listed(self.store, population, condition, self.values)

    @cached_property
    def ratings(self) -> list[Row]:
        """The ratings of the year beside those of the year before."""
        return queries_figures.rated(self.store, self.year)

    @cached_property
    def graded(self) -> list[tuple[str | None, str | None, int]]:
        """How many organizations have each pair of grades that count: (the year before, the year, number)."""
        return [
            (ratings.final_grade(*found[2:4]), ratings.final_grade(*found[:2]), found[4])
            for found in queries_figures.rated_counts(self.store, self.year)
        ]

    @cached_property
    def scheme(self) -> Scheme:
        """The rating scheme of the year's round."""
        return scheme_of(self.store, self.year)

    @cached_property
    def scheme_before(self) -> Scheme:
        """The rating scheme of the round of the year before."""
        return scheme_of(self.store, self.year - 1)

    @cached_property
    def economy(self) -> EconomyYear:
        """Income and targets of the year."""
        return EconomyYear(self.store, self.year)

    @property
    def villages(self) -> list[Village]:
        """The villages there were in the year, in the order of papers."""
        return self.economy.villages

    @cached_property
    def half_year(self) -> EconomyYear:
        """The year whose first half is checked: the one after, once it has income or targets; else this one."""
        following = EconomyYear(self.store, self.year + 1)
        return following if following.sums or following.targets else self.economy
