"""Village income of the years told: entries by items, targets, costs, projects, contracts and assets."""

from datetime import date, timedelta
from typing import Any

from app.models.store import Row
from app.rules.economy import accounting_on
from app.rules.money import FEN_PER_YUAN
from app.rules.reference_economy import accountings
from app.services.demo.material import Plan, iso, material

MONTHS = {4: (1, 4, 7, 10), 3: (2, 5, 9), 2: (1, 7), 1: (3,)}
UNBOOKED_NOW = 3
TO_BE_BOOKED_DAYS = 25
CATEGORIES_CHANGED = 2024
MEETING_HOUSE = 60_000_000


def plan_economy(plan: Plan) -> None:
    """Plan income, targets, costs, projects and contracts of all villages."""
    words = material("records")
    years = [*plan.times.years, *([plan.times.current] if plan.times.current else [])]
    paces = {one["village"]: one["percent"] for one in words["pace"]}
    for number, village in enumerate(plan.rows["village"]):
        for at, year in enumerate(years):
            goal = words["targets"]["yuan"][at] * FEN_PER_YUAN
            plan.add("target", village_id=village["id"], year=year, caliber="total", amount_fen=goal)
            _plan_income(plan, village, year, goal * paces[village["name"]][at] // 100, shift=number % 2)
            _plan_costs(plan, village, year)
    _leave_unbooked(plan)
    _plan_projects(plan, words["project"])
    for village in plan.rows["village"]:
        _plan_contract(plan, village)
        _plan_assets(plan, village)
    plan.rows["income_entry"].sort(key=lambda row: str(row["received_on"]))
    for sort, row in enumerate(plan.rows["income_entry"], start=1):
        row["sort"] = sort


def _plan_income(plan: Plan, village: Row, year: int, total: int, *, shift: int) -> None:
    """Plan a village's entries of a year, as far as they have come; all twelve months would give `total`."""
    items = material("records")["income"]
    weights = [one["share"] * plan.dice.uniform(0.7, 1.3) for one in items]
    for one, weight in zip(items, weights, strict=True):
        months = MONTHS[one["times"]]
        each = total * weight / sum(weights) / len(months)
        for month in months:
            moved = month + shift if len(months) > 1 else month + plan.dice.choice((-1, 0, 0))
            on = date(year, moved, plan.dice.randint(3, 24))
            amount = round(each * plan.dice.uniform(0.94, 1.06) / 1000) * 1000
            if one["category"] in ("other", "investment"):
                amount += plan.dice.randint(1, 99)
            if on <= plan.times.as_of:
                _plan_entry(plan, village, one, on, amount)


def _plan_entry(plan: Plan, village: Row, item: dict[str, Any], on: date, amount: int) -> None:
    rule = accounting_on(accountings(), date(on.year, 12, 31))
    old = item.get("before_2024")
    booked = min(on + timedelta(days=plan.dice.randint(2, 9)), plan.times.as_of)
    plan.add(
        "income_entry",
        village_id=village["id"],
        received_on=iso(on),
        category=old if old in rule.categories else item["category"],
        item=item["item"],
        payer=item["payer"],
        amount_fen=amount,
        booked_on=iso(booked),
        voucher=f"记-{booked:%m}-{len(plan.rows.get('income_entry', [])) % 60 + 1:03d}",
    )


def _leave_unbooked(plan: Plan) -> None:
    """Take the booking from one entry of the last full year and a few newer ones."""
    entries = sorted(plan.rows["income_entry"], key=lambda row: str(row["received_on"]))
    before = [row for row in entries if row["received_on"] <= iso(plan.times.last_day)]
    late = iso(plan.times.as_of - timedelta(days=TO_BE_BOOKED_DAYS)) or ""
    newer = [row for row in entries[len(before) :] if row["received_on"] <= late]
    for row in [*before[-2:-1], *newer[-UNBOOKED_NOW:]]:
        row |= {"booked_on": None, "voucher": None}


def _plan_costs(plan: Plan, village: Row, year: int) -> None:
    for one in material("records")["cost"]:
        for month in (3, 6, 9, 12):
            on = date(year, month, plan.dice.randint(5, 25))
            if on <= plan.times.as_of:
                plan.add(
                    "cost_entry",
                    village_id=village["id"],
                    spent_on=iso(on),
                    category=one.get("before_2024", one["category"])
                    if year < CATEGORIES_CHANGED
                    else one["category"],
                    item=one["item"],
                    payee=one["payee"],
                    amount_fen=plan.dice.randint(60, 420) * 1000,
                    booked_on=iso(on),
                    voucher=f"付-{on:%m}-{plan.dice.randint(1, 60):03d}",
                )


def _plan_projects(plan: Plan, projects: list[dict[str, Any]]) -> None:
    villages = {row["name"]: row["id"] for row in plan.rows["village"]}
    for number, one in enumerate(projects):
        values = {name: value for name, value in one.items() if name != "village"}
        plan.add(
            "project",
            village_id=villages[one["village"]],
            started_on=iso(date(plan.times.years[number % 2], 4, 10)),
            progress=100 if number % 2 == 0 else 80,
            **values,
        )


def _plan_contract(plan: Plan, village: Row) -> None:
    begun = date(plan.times.years[0] - 1, 1, 1)
    plan.add(
        "contract",
        village_id=village["id"],
        number=f"{begun.year}-{plan.dice.randint(1, 40):03d}",
        name="机动地承包合同",
        kind="contracting",
        party="承包户",
        object="机动地",
        area=f"{plan.dice.randint(40, 160)}亩",
        from_on=iso(begun),
        to_on=iso(date(begun.year + 9, 12, 31)),
        yearly_fen=plan.dice.randint(60, 180) * 10_000,
    )


def _plan_assets(plan: Plan, village: Row) -> None:
    """Plan the land the village's contract is about, and its meeting house."""
    contract = plan.rows["contract"][-1]
    of_village = {"village_id": village["id"], "place": village["name"]}
    plan.add(
        "asset", **of_village, contract_id=contract["id"], name="机动地", kind="resource", usage="contracted",
        area=contract["area"],
    )  # fmt: skip
    plan.add(
        "asset", **of_village, name="村级活动场所", kind="public", usage="own", cost_fen=MEETING_HOUSE, net_fen=MEETING_HOUSE // 2,
    )  # fmt: skip
