"""The papers of village economy by their ids: facts from the ledger to tables, in 元 or in 万元."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from app.errors import BadInput
from app.models.store import Store
from app.reports.amounts import wan_short
from app.reports.documents import economy, economy_holdings, economy_years
from app.reports.documents.economy_records import (
    CheckedVillage,
    CostRow,
    CountRow,
    PublicEntry,
    PublicLine,
    PublicVillage,
    QuarterRow,
    SummaryRow,
)
from app.reports.documents.records import IncomeRow, Paper
from app.reports.facts import HalfYear, TableFacts, VillageIncome
from app.reports.rounding import in_wan
from app.rules.economy_pace import come_by, months_passed, quarter_sums
from app.services.economy import entries, halfyear, holdings, progress, standings
from app.services.economy.calibers import formula
from app.services.economy.years import end_of
from app.services.figures.view import EconomyYear
from app.services.incomes import category_label
from app.services.reporting import gathering
from app.services.reporting.catalogue import WAN, Chosen, report_info

TOTAL, OPERATING = "total", "operating"
OF_A_DAY = ("project-list", "contract-list", "asset-list")
MONTHS = 12


class _Asked(NamedTuple):
    """What a paper is asked for."""

    store: Store
    paper: Paper
    chosen: Chosen

    @property
    def caliber(self) -> str:
        """Code of the caliber chosen, all income unless another is."""
        return self.chosen.caliber or TOTAL

    @property
    def year(self) -> EconomyYear:
        """The year's income."""
        return EconomyYear(self.store, self.paper.year)

    @property
    def caliber_name(self) -> str:
        """Name of the caliber chosen."""
        found = self.year.calibers
        if self.caliber not in found:
            raise BadInput("没有这个口径。", f"可以选：{'、'.join(one.name for one in found.values())}。")
        return found[self.caliber].name


def table_paper(store: Store, report_id: str, chosen: Chosen, *, year: int, as_of: date) -> list[TableFacts]:
    """Return the tables of a paper; in 万元 when chosen so, rounded so that they still add up."""
    on = as_of if report_id in OF_A_DAY else min(as_of, end_of(year))
    asked = _Asked(store, gathering.paper(store, year=year, as_of=on), chosen)
    tables = TABLES[report_id](asked)
    unit = chosen.unit or report_info(report_id).usual_unit
    return [in_wan(table) for table in tables] if unit == WAN else tables


def _ledger(asked: _Asked) -> list[TableFacts]:
    year, village, caliber = asked.paper.year, asked.chosen.village_id, asked.caliber
    income = entries.ledger(asked.store, year=year, village_id=village, caliber=caliber)
    costs = entries.ledger(asked.store, year=year, kind="cost", village_id=village)
    rows = [
        IncomeRow(
            e.village, e.on, e.category_label, e.item, e.other, e.amount_fen,
            e.booked_on or e.state, e.voucher, e.note or e.state,
        )
        for e in income
    ]  # fmt: skip
    spent = [
        CostRow(
            e.village, e.on, e.category_label, e.item, e.other, e.amount_fen, e.voucher, e.note or e.state
        )
        for e in costs
    ]
    return economy.income_ledger(asked.paper, rows, spent, caliber=asked.caliber_name)


def _half_year(asked: _Asked) -> list[TableFacts]:
    year = asked.paper.year
    found = halfyear.income_check(asked.store, year=year, caliber=asked.chosen.caliber)
    held = EconomyYear(asked.store, year)
    operating = held.amounts(OPERATING, half=True)
    order = {village.id: at for at, village in enumerate(held.villages)}
    rows = sorted(found.rows, key=lambda row: order[row.village_id])
    villages = tuple(
        VillageIncome(
            row.progress.village,
            row.progress.actual_fen,
            operating.get(row.village_id, 0),
            row.progress.target_fen,
        )
        for row in rows
    )
    used = {row.progress.caliber for row in rows}
    name = held.caliber_of(used.pop()).name if len(used) == 1 else "各村目标口径"
    said = {row.progress.village: CheckedVillage("；".join(row.remarks), _decision(row)) for row in rows}
    half = HalfYear(year, found.on, villages, found.passed)
    return economy.half_year(asked.paper, half, said, caliber=name)


def _decision(row: halfyear.CheckRow) -> str:
    words = halfyear.decisions().get(row.decision, "")
    return "：".join(part for part in (words, row.reason) if part)


def _ranking(asked: _Asked) -> list[TableFacts]:
    found = standings.standings(asked.store, year=asked.paper.year, caliber=asked.caliber)
    operating = asked.year.amounts(OPERATING)
    any_before = any(row.last_year_fen for row in found.rows)
    villages = [
        VillageIncome(
            row.village, row.fen, operating.get(row.village_id, 0), row.target_fen,
            row.last_year_fen if any_before else None,
        )
        for row in found.rows
    ]  # fmt: skip
    return economy.income_ranking(asked.paper, villages, caliber=asked.caliber_name)


def _quarters(asked: _Asked) -> list[TableFacts]:
    year, as_of = asked.paper.year, asked.paper.as_of
    found = progress.progress(asked.store, year=year, as_of=as_of, caliber=asked.caliber)
    held, last = asked.year, months_passed(as_of, year)
    operating: dict[str, int] = {}
    for group in come_by(held.flows(held.calibers[OPERATING]), as_of, year):
        operating[group.village_id] = operating.get(group.village_id, 0) + group.fen
    amounts = sorted((one.actual_fen for one in found), reverse=True)
    rows = []
    for one in found:
        months = [fen if month < last else 0 for month, fen in enumerate(one.months[:MONTHS])]
        undated = one.actual_fen - sum(months)
        state = "无目标" if one.target_fen is None else "落后" if one.behind else "正常"
        rows.append(
            QuarterRow(
                one.village, 1 + amounts.index(one.actual_fen), one.target_fen, quarter_sums(months), undated,
                one.year_on_year.before_fen or None, operating.get(one.village_id, 0), state, one.explanation,
            )
        )  # fmt: skip
    return economy_years.quarters(asked.paper, rows, caliber=asked.caliber_name)


def _summary(asked: _Asked) -> list[TableFacts]:
    held = asked.year
    found = standings.standings(asked.store, year=asked.paper.year)
    order = list(entries.categories_for(asked.paper.year))
    used = sorted(
        {g.category or "" for g in held.groups}, key=lambda c: order.index(c) if c in order else len(order)
    )
    names = {category_label(category): None for category in used}
    parts: dict[str, dict[str, int]] = {village.id: dict.fromkeys(names, 0) for village in held.villages}
    for group in held.groups:
        label = category_label(group.category)
        parts.setdefault(group.village_id, dict.fromkeys(names, 0))[label] += group.fen
    rows = [
        SummaryRow(
            row.village, parts[row.village_id],
            tuple(held.amounts(code).get(row.village_id, 0) for code in held.calibers),
            row.target_fen, row.done, row.tier_name,
        )
        for row in found.rows
    ]  # fmt: skip
    notes = [f"{one.name}＝{formula(one)}。" for one in held.calibers.values()]
    calibers = [one.name for one in held.calibers.values()]
    return economy_years.summary(asked.paper, rows, calibers, _counts(found), notes)


def _counts(found: standings.Standings) -> list[CountRow]:
    def row(kind: str, label: str, villages: Iterable[str]) -> CountRow:
        names = tuple(villages)
        return CountRow(kind, label, names, len(names) / len(found.rows) if found.rows else 0.0)

    tiers = [
        row("分档", name, (v.village for v in found.rows if v.tier_name == name)) for name, _ in found.tiers
    ]
    reached = [
        row(
            "达线",
            f"{wan_short(one.line_fen)}万元以上",
            (v.village for v in found.rows if v.fen >= one.line_fen),
        )
        for one in found.reached
    ]
    shell, weak = wan_short(found.shell_fen), wan_short(found.weak_fen)
    lists = [
        row("空壳村", f"{shell}万元以下", found.shell),
        row("薄弱村", f"{shell}万元至{weak}万元", found.weak),
        row("达标", "完成年度目标", found.reaching_target),
    ]
    return [*tiers, *reached, *lists]


def _public(asked: _Asked) -> list[TableFacts]:
    year, chosen = asked.paper.year, asked.chosen.village_id
    villages = [one for one in asked.year.villages if not chosen or one.id == chosen]
    if not villages:
        raise BadInput("没有可以公开的村。", "请先选择村。")
    found: dict[str, list[entries.LedgerEntry]] = {}
    for kind in ("income", "cost"):
        for entry in entries.ledger(asked.store, year=year, kind=kind, village_id=chosen):
            if entry.on[:10] <= asked.paper.as_of.isoformat():
                found.setdefault(entry.village_id, []).append(entry)
    return economy_years.public(
        asked.paper, [_public_village(one.name, found.get(one.id, [])) for one in villages]
    )


def _public_village(name: str, found: list[entries.LedgerEntry]) -> PublicVillage:
    shown = tuple(
        PublicEntry(e.on, "收入" if e.kind == "income" else "支出", e.category_label, e.item, e.amount_fen)
        for e in sorted(found, key=lambda e: e.on)
    )
    return PublicVillage(name, _public_lines(found, "income"), _public_lines(found, "cost"), shown)


def _public_lines(found: list[entries.LedgerEntry], kind: str) -> tuple[PublicLine, ...]:
    months: dict[str, list[int]] = {}
    for entry in found:
        if entry.kind == kind:
            sums = months.setdefault(entry.category_label, [0] * (MONTHS + 1))
            sums[int(entry.on[5:7] or MONTHS + 1) - 1] += entry.amount_fen
    return tuple(
        PublicLine(label, quarter_sums(sums[:MONTHS]), sums[MONTHS]) for label, sums in months.items()
    )


def _projects(asked: _Asked) -> list[TableFacts]:
    rows = [
        (
            one.village, one.name, one.kind, one.mode, one.invested_fen, *(fen or None for fen in one.sources), one.started_on,
            one.expected_fen, one.earned_in(asked.paper.year) or None, one.jobs, one.households,
            None if one.progress is None else one.progress / 100, one.trouble,
        )
        for one in holdings.projects(asked.store, village_id=asked.chosen.village_id)
    ]  # fmt: skip
    return economy_holdings.project_list(asked.paper, rows)


def _contracts(asked: _Asked) -> list[TableFacts]:
    rows = [
        (
            one.village, one.number, one.name, one.kind, one.party, one.object, one.area, one.from_on, one.to_on,
            one.yearly_fen, one.due_dates, one.received_fen or None, one.arrears_fen or None, one.state, one.note,
        )
        for one in holdings.contracts(asked.store, as_of=asked.paper.as_of, village_id=asked.chosen.village_id)
    ]  # fmt: skip
    return economy_holdings.contract_list(asked.paper, rows)


def _assets(asked: _Asked) -> list[TableFacts]:
    rows = [
        (
            one.village, one.name, one.kind, one.usage, one.cost_fen, one.net_fen, one.area, one.acquired_on,
            one.place, one.contract, one.note,
        )
        for one in holdings.assets(asked.store, village_id=asked.chosen.village_id)
    ]  # fmt: skip
    return economy_holdings.asset_list(asked.paper, rows)


TABLES: dict[str, Callable[[_Asked], list[TableFacts]]] = {
    "income-ledger": _ledger,
    "half-year": _half_year,
    "income-quarter": _quarters,
    "income-summary": _summary,
    "income-ranking": _ranking,
    "village-public": _public,
    "project-list": _projects,
    "contract-list": _contracts,
    "asset-list": _assets,
}
