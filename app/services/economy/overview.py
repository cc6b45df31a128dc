"""Everything the page of 村集体经济 shows of a year, read in one go, so that it can be read away from the window."""

from dataclasses import dataclass
from datetime import date

from app.models.store import Store
from app.services import incomes
from app.services.economy.calibers import CaliberItem, caliber_items
from app.services.economy.entries import LedgerEntry, categories_for, ledger
from app.services.economy.halfyear import IncomeCheck, income_check
from app.services.economy.holdings import Asset, Contract, Project, assets, contracts, projects
from app.services.economy.standings import Standings, standings
from app.services.incomes import IncomeGrid


@dataclass(frozen=True, slots=True)
class YearOverview:
    """A year under a caliber. `shown` is the grid of the category typed into, `grid` itself when there is none."""

    year: int
    caliber: CaliberItem
    calibers: tuple[CaliberItem, ...]
    category: str
    categories: dict[str, str]
    grid: IncomeGrid
    shown: IncomeGrid
    standings: Standings
    check: IncomeCheck
    projects: tuple[Project, ...]
    contracts: tuple[Contract, ...]
    assets: tuple[Asset, ...]
    costs: tuple[LedgerEntry, ...]


def year_overview(
    store: Store, *, year: int, as_of: date, caliber: str = "", category: str = ""
) -> YearOverview:
    """Return the year under a caliber: that of the targets unless one in force is named."""
    items = caliber_items(store, year)
    by_code = {item.code: item for item in items}
    chosen = by_code.get(caliber) or by_code[incomes.target_caliber(store, year=year)]
    categories = categories_for(year)
    typed = category if category in categories else ""
    grid = incomes.income_grid(store, year=year, as_of=as_of, caliber=chosen.code)
    shown = incomes.category_grid(store, year=year, as_of=as_of, category=typed) if typed else grid
    return YearOverview(
        year, chosen, tuple(items), typed, categories, grid, shown,
        standings(store, year=year, caliber=chosen.code), income_check(store, year=year, caliber=chosen.code),
        tuple(projects(store)), tuple(contracts(store, as_of=as_of)), tuple(assets(store)),
        tuple(ledger(store, year=year, kind="cost")),
    )  # fmt: skip
