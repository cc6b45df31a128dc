"""村集体经济 as the window shows it: the year's grid by village and month, ranking, the half-year check."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.models.store import Store
from app.rules import codes
from app.rules.economy import HALF, IncomeGroup, is_behind, ranking, year_share
from app.rules.economy_pace import come_by
from app.rules.vocabulary import IncomeCategory
from app.services.figures.view import EconomyYear, Village, YearView

UNDATED = 12
SLOTS = 13
COSTS = frozenset(codes.choices("cost_category"))


@dataclass(frozen=True, slots=True)
class IncomeRow:
    """One village under one caliber: fen, entries and entries not booked for January … December and, last, no month."""

    village_id: str
    village: str
    months: tuple[int, ...]
    entries: tuple[int, ...]
    unbooked: tuple[int, ...]
    target_fen: int | None = None
    target_id: str = ""
    behind: bool = False

    @property
    def total_fen(self) -> int:
        """Income of the year so far."""
        return sum(self.months)

    @property
    def share(self) -> float | None:
        """Income against target; None without a target."""
        return self.total_fen / self.target_fen if self.target_fen else None


@dataclass(frozen=True, slots=True)
class IncomeGrid:
    """The villages of a year under a caliber. `passed` is the share of the year gone by."""

    year: int
    caliber: str
    rows: tuple[IncomeRow, ...]
    categories: tuple[tuple[str, int], ...]
    passed: float

    @property
    def total_fen(self) -> int:
        """Income of all villages."""
        return sum(row.total_fen for row in self.rows)

    @property
    def unbooked(self) -> int:
        """Number of entries not booked."""
        return sum(sum(row.unbooked) for row in self.rows)

    @property
    def ranked(self) -> list[tuple[int, IncomeRow]]:
        """Villages with their places, the highest income first; equal incomes share a place."""
        rows = {row.village_id: row for row in self.rows}
        return [(place, rows[key]) for place, key, _ in ranking({k: r.total_fen for k, r in rows.items()})]


@dataclass(frozen=True, slots=True)
class HalfYearRow:
    """One village at the end of June: income so far beside its yearly target."""

    village_id: str
    village: str
    actual_fen: int
    target_fen: int | None
    behind: bool


def income_grid(store: Store, *, year: int, as_of: date, caliber: str = "total") -> IncomeGrid:
    """Return the year's grid under a caliber, beside the targets set under the same caliber."""
    view = YearView(store, year, as_of)
    counted = view.economy.flows(view.economy.caliber_of(caliber))
    return _grid(view, counted, caliber, _targets(view.economy, caliber))


def category_grid(store: Store, *, year: int, as_of: date, category: str) -> IncomeGrid:
    """Return the year's grid of one category of income, without targets: the cells that can be typed into."""
    view = YearView(store, year, as_of)
    return _grid(view, [g for g in view.economy.groups if (g.category or "") == category], category, {})


def _grid(
    view: YearView, counted: list[IncomeGroup], caliber: str, targets: dict[str, tuple[str, int]]
) -> IncomeGrid:
    by_village: dict[str, list[IncomeGroup]] = {}
    sums: dict[str, int] = {}
    for group in counted:
        by_village.setdefault(group.village_id, []).append(group)
        sums[group.category or ""] = sums.get(group.category or "", 0) + group.fen
    passed = year_share(view.as_of, view.year)
    rows = tuple(_row(view, v, by_village.get(v.id, []), targets.get(v.id), passed) for v in view.villages)
    by_size = sorted(sums.items(), key=lambda pair: -pair[1])
    categories = tuple((category_label(code), fen) for code, fen in by_size)
    return IncomeGrid(view.year, caliber, rows, categories, float(passed))


def half_year_check(store: Store, *, year: int, as_of: date, caliber: str = "total") -> list[HalfYearRow]:
    """Return every village's income of January to June beside its target: 进度过半、收入是否过半."""
    grid = income_grid(store, year=year, as_of=as_of, caliber=caliber)
    return [
        HalfYearRow(
            row.village_id,
            row.village,
            sum(row.months[:6]),
            row.target_fen,
            is_behind(sum(row.months[:6]), row.target_fen, HALF),
        )
        for row in grid.rows
    ]


def category_label(code: str | None) -> str:
    """Return the name of a category of income or of costs."""
    return codes.label("cost_category", code) if code in COSTS else IncomeCategory.label_of(code) or "未分类"


def target_caliber(store: Store, *, year: int) -> str:
    """Return the caliber most villages have their target under; all income where there is no target."""
    held = EconomyYear(store, year)
    used = Counter(held.caliber_of(target.caliber).code for target in held.targets)
    return max(used, key=lambda code: used[code]) if used else "total"


def _targets(economy: EconomyYear, caliber: str) -> dict[str, tuple[str, int]]:
    return {t.village_id: (t.id, t.fen) for t in economy.targets if t.caliber == caliber}


def _row(
    view: YearView,
    village: Village,
    groups: list[IncomeGroup],
    target: tuple[str, int] | None,
    passed: Fraction,
) -> IncomeRow:
    months, entries, unbooked = [0] * SLOTS, [0] * SLOTS, [0] * SLOTS
    for group in groups:
        slot = group.month - 1 if group.month else UNDATED
        months[slot] += group.fen
        entries[slot] += group.entries
        unbooked[slot] += group.unbooked
    target_id, target_fen = target or ("", None)
    by_now = sum(group.fen for group in come_by(groups, view.as_of, view.year))
    behind = is_behind(by_now, target_fen, passed)
    return IncomeRow(
        village.id,
        village.name,
        tuple(months),
        tuple(entries),
        tuple(unbooked),
        target_fen,
        target_id,
        behind,
    )
