"""A village's page: its years, the year's categories under every caliber, target and progress, projects, contracts."""

from dataclasses import dataclass
from datetime import date

from app.errors import NotFound
from app.models import matching, queries_economy
from app.models.store import Store
from app.services.economy.holdings import Asset, Contract, Project, assets, contracts, projects
from app.services.economy.progress import VillageProgress, progress
from app.services.economy.standings import Standing, standings
from app.services.figures.view import EconomyYear
from app.services.imports.known import Villages
from app.services.incomes import category_label


@dataclass(frozen=True, slots=True)
class VillageYear:
    """A year of a village: income under every caliber in force (code → 分), the target and its caliber."""

    year: int
    amounts: dict[str, int]
    target_fen: int | None
    target_caliber: str


@dataclass(frozen=True, slots=True)
class VillagePage:
    """Everything about a village's economy. `calibers` are code → name, `categories` (label, 分) of income and costs."""

    village_id: str
    village: str
    year: int
    calibers: dict[str, str]
    years: tuple[VillageYear, ...]
    categories: tuple[tuple[str, int], ...]
    costs: tuple[tuple[str, int], ...]
    progress: VillageProgress
    standing: Standing
    projects: tuple[Project, ...]
    contracts: tuple[Contract, ...]
    assets: tuple[Asset, ...]


def village_page(
    store: Store, village_id: str, *, year: int, as_of: date, caliber: str = "total"
) -> VillagePage:
    """Return a village's page for a year. Raises NotFound when the village was not there then."""
    found = {
        one.village_id: one
        for one in progress(store, year=year, as_of=as_of, caliber=caliber, village_id=village_id)
    }
    if village_id not in found:
        raise NotFound("这一年没有这个村。", "请换一个年份，或从列表中选择村。")
    held = EconomyYear(store, year, village_id)
    places = {row.village_id: row for row in standings(store, year=year, caliber=caliber).rows}
    years = sorted({*queries_economy.years_of_village(store, village_id), year})
    return VillagePage(
        village_id, found[village_id].village, year,
        {code: one.name for code, one in held.calibers.items()},
        tuple(_year(EconomyYear(store, one, village_id), village_id) for one in years),
        _sums([(g.category, g.fen) for g in held.groups]),
        _sums([(g.category, -g.fen) for g in held.costs]),
        found[village_id], places[village_id],
        tuple(projects(store, village_id=village_id)),
        tuple(contracts(store, as_of=as_of, village_id=village_id)),
        tuple(assets(store, village_id=village_id)),
    )  # fmt: skip


def village_named(store: Store, name: str) -> str:
    """Return the id of the village called so, with or without 村 or 村委会. Raises NotFound."""
    found = Villages(matching.villages(store)).find(name)
    if found is None:
        raise NotFound(f"没有名为“{name}”的村。", "请核对村名。")
    return found.id


def _year(held: EconomyYear, village_id: str) -> VillageYear:
    targets = [target for target in held.targets if target.village_id == village_id]
    chosen = next(
        (target for target in targets if target.caliber == "total"), targets[0] if targets else None
    )
    return VillageYear(
        held.year,
        {code: held.amounts(code).get(village_id, 0) for code in held.calibers},
        chosen.fen if chosen else None,
        chosen.caliber if chosen else "",
    )


def _sums(parts: list[tuple[str | None, int]]) -> tuple[tuple[str, int], ...]:
    sums: dict[str, int] = {}
    for category, fen in parts:
        label = category_label(category)
        sums[label] = sums.get(label, 0) + fen
    return tuple(sorted(sums.items(), key=lambda pair: -pair[1]))
