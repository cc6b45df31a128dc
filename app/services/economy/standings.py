"""Where villages stand in a year under a caliber: ranking, tiers, 空壳 and 薄弱, lines reached, means and shares."""

from dataclasses import dataclass

from app.models.store import Store
from app.rules.economy import average, ranking, reaches, tier
from app.services.economy.lines import lines, tiers_of
from app.services.figures.view import EconomyYear

FORMER_YEARS = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """A village's place (equal incomes share one), its income, tier and last year's income, 分."""

    place: int
    village_id: str
    village: str
    fen: int
    tier: int
    tier_name: str
    target_fen: int | None
    last_year_fen: int
    last_place: int | None

    @property
    def done(self) -> float | None:
        """Share of the target reached; None without a target."""
        return self.fen / self.target_fen if self.target_fen else None


@dataclass(frozen=True, slots=True)
class Reached:
    """How many villages come to a line."""

    line_fen: int
    villages: int
    share: float


@dataclass(frozen=True, slots=True)
class Standings:
    """All villages of a year. `tiers` are (name, villages) from the lowest up."""

    year: int
    caliber: str
    caliber_name: str
    rows: tuple[Standing, ...]
    tiers: tuple[tuple[str, int], ...]
    reached: tuple[Reached, ...]
    shell: tuple[str, ...]
    weak: tuple[str, ...]
    shell_fen: int
    weak_fen: int
    total_fen: int
    mean_fen: int

    @property
    def reaching_target(self) -> tuple[str, ...]:
        """Names of the villages that reach their target (达标)."""
        return tuple(row.village for row in self.rows if row.target_fen and reaches(row.fen, row.target_fen))


@dataclass(frozen=True, slots=True)
class YearTotal:
    """A year's income under a caliber: sum, mean of villages, number of villages, targets met."""

    year: int
    total_fen: int
    mean_fen: int
    villages: int
    reaching: int


def standings(store: Store, *, year: int, caliber: str = "total") -> Standings:
    """Return the standings of a year, the highest income first."""
    now, before = EconomyYear(store, year), EconomyYear(store, year - 1)
    measure, limits, bands = now.caliber_of(caliber), lines(store), tiers_of(store)
    amounts = {village.id: now.amounts(measure.code).get(village.id, 0) for village in now.villages}
    former = before.amounts(before.caliber_of(caliber).code)
    last_places = {key: place for place, key, _ in ranking(former)} if any(former.values()) else {}
    names = {village.id: village.name for village in now.villages}
    goals = {one.village_id: one.fen for one in now.targets if one.caliber == measure.code}
    rows = tuple(
        Standing(
            place, key, names[key], fen, tier(fen, bands), bands.names[tier(fen, bands)], goals.get(key),
            former.get(key, 0), last_places.get(key),
        )
        for place, key, fen in ranking(amounts)
    )  # fmt: skip
    counted = [sum(row.tier == at for row in rows) for at in range(len(bands.names))]
    total = sum(amounts.values())
    return Standings(
        year, measure.code, measure.name, rows, tuple(zip(bands.names, counted, strict=True)),
        tuple(_reached(rows, line) for line in limits.reach),
        tuple(row.village for row in rows if row.fen < limits.shell),
        tuple(row.village for row in rows if limits.shell <= row.fen < limits.weak),
        limits.shell, limits.weak, total, average(total, len(rows)),
    )  # fmt: skip


def year_totals(
    store: Store, *, year: int, caliber: str = "total", years: int = FORMER_YEARS
) -> list[YearTotal]:
    """Return the sums of a year and the years before it, oldest first; years before the first income are left out."""
    found: list[YearTotal] = []
    for one in range(year - years + 1, year + 1):
        held = EconomyYear(store, one)
        amounts = held.amounts(held.caliber_of(caliber).code)
        if not amounts and not found:
            continue
        goals = {t.village_id: t.fen for t in held.targets if t.caliber == caliber}
        reaching = sum(reaches(amounts.get(village, 0), goal) for village, goal in goals.items())
        total, number = sum(amounts.values()), len(held.villages)
        found.append(YearTotal(one, total, average(total, number), number, reaching))
    return found


def _reached(rows: tuple[Standing, ...], line: int) -> Reached:
    number = sum(reaches(row.fen, line) for row in rows)
    return Reached(line, number, number / len(rows) if rows else 0.0)
