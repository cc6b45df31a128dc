"""Quality of income and costs: what is not booked, entered twice, out of category, told otherwise elsewhere."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.rules import codes
from app.rules.calendar import Day, add_months
from app.rules.economy import Accounting, accounting_on
from app.rules.money import yuan
from app.rules.quality.findings import Breach, Rules
from app.rules.vocabulary import IncomeCategory

EXACT = len("2024-06-30")
EARNED = ("operating", "contracting", "investment")


@dataclass(frozen=True, slots=True)
class IncomeFacts:
    """One entry of village income."""

    id: str
    village_id: str
    village: str
    received_on: str
    category: str | None
    item: str | None
    amount_fen: int
    booked_on: str | None
    voucher: str | None
    reverses_id: str | None
    reversed_on: str | None = None
    payer: str | None = None

    @property
    def is_reversed(self) -> bool:
        """Whether the entry was taken back or takes one back: nothing more is asked of it."""
        return bool(self.reverses_id or self.reversed_on)

    @property
    def year(self) -> int:
        """Year the money came in."""
        return int(self.received_on[:4])


@dataclass(frozen=True, slots=True)
class CostFacts:
    """The costs of a village in a year and a category: how many entries."""

    village_id: str
    village: str
    year: int
    category: str | None
    count: int


@dataclass(frozen=True, slots=True)
class PlatformFacts:
    """A sum of a village that the 三资 platform tells otherwise, 分; `period` and `category` in words."""

    village_id: str
    village: str
    period: str
    category: str
    platform_fen: int
    ledger_fen: int
    remark: str


def judge_income(
    entries: Sequence[IncomeFacts], rules: Rules, accountings: Sequence[Accounting], today: date
) -> Iterator[Breach]:
    """Judge every entry, then entries that look the same, then categories by village and year."""
    living = [entry for entry in entries if not entry.is_reversed]
    future = rules.get("INCOME_FUTURE")
    limit = add_months(today, future.number("months")) if future else None
    for entry in living:
        yield from _entry(entry, today, limit)
    yield from _same(living)
    yield from _vouchers(living)
    yield from _categories(living, accountings)


def judge_sources(entries: Sequence[IncomeFacts], sourced: Collection[str]) -> Iterator[Breach]:
    """Judge, where projects and contracts are kept at all: villages that earn without any of them in the newest year.

    `sourced` are the ids of villages with a project or a contract.
    """
    newest = max((entry.year for entry in entries), default=0)
    earned: dict[str, list[IncomeFacts]] = {}
    for entry in entries:
        if sourced and entry.year == newest and entry.category in EARNED and entry.village_id not in sourced:
            earned.setdefault(entry.village_id, []).append(entry)
    for village_id, found in earned.items():
        amount = f"{sum(entry.amount_fen for entry in found) / 100:.2f}"
        values = {"village": found[0].village, "year": newest, "amount": amount}
        yield Breach("INCOME_WITHOUT_SOURCE", "village", village_id, found[0].village, (), values)


def judge_costs(costs: Iterable[CostFacts], accountings: Sequence[Accounting]) -> Iterator[Breach]:
    """Judge the costs of a village, year and category: a category the year's accounting rule does not have."""
    for cost in costs:
        rule = accounting_on(accountings, date(cost.year, 12, 31))
        if cost.category and cost.category not in rule.costs:
            label = codes.label("cost_category", cost.category)
            values = {
                "village": cost.village, "year": cost.year, "count": cost.count,
                "category": label, "rule": f"《{rule.name}》",
            }  # fmt: skip
            yield Breach("COST_OLD_CATEGORY", "village", cost.village_id, cost.village, ("category",), values)


def judge_platform(differences: Iterable[PlatformFacts]) -> Iterator[Breach]:
    """Judge sums that differ from what the 三资 platform said last."""
    for one in differences:
        values = {
            "village": one.village, "period": one.period, "category": one.category, "remark": one.remark,
            "ledger": yuan(one.ledger_fen), "platform": yuan(one.platform_fen),
            "more": yuan(abs(one.platform_fen - one.ledger_fen)),
        }  # fmt: skip
        yield Breach("INCOME_PLATFORM", "village", one.village_id, one.village, ("amount_fen",), values)


def _entry(entry: IncomeFacts, today: date, limit: date | None) -> Iterator[Breach]:
    # ISO texts sort as their days do: only those that sort apart are taken apart.
    if entry.booked_on is None:
        yield _breach(entry, "INCOME_UNBOOKED", "booked_on")
    elif entry.booked_on < entry.received_on:
        booked = Day.parse(entry.booked_on)
        if booked.last < Day.parse(entry.received_on).first:
            yield _breach(entry, "INCOME_BOOKED_EARLY", "received_on", "booked_on", booked=booked)
    if limit and entry.received_on > limit.isoformat() and Day.parse(entry.received_on).first > limit:
        yield _breach(entry, "INCOME_FUTURE", "received_on", today=Day.of(today))
    if entry.amount_fen < 0 and not entry.reverses_id:
        yield _breach(entry, "INCOME_NEGATIVE", "amount_fen", "reverses_id")


def _same(entries: Sequence[IncomeFacts]) -> Iterator[Breach]:
    alike: dict[tuple[object, ...], list[IncomeFacts]] = {}
    for entry in entries:
        if len(entry.received_on) == EXACT:
            key = (entry.village_id, entry.received_on, entry.category, entry.item, entry.amount_fen)
            alike.setdefault((*key, entry.voucher), []).append(entry)
    for same in alike.values():
        if len(same) > 1:
            yield _breach(same[0], "INCOME_TWICE", "received_on", "amount_fen", count=len(same))


def _vouchers(entries: Sequence[IncomeFacts]) -> Iterator[Breach]:
    used: dict[tuple[str, str, str], list[IncomeFacts]] = {}
    for entry in entries:
        if entry.voucher:
            used.setdefault((entry.village_id, entry.received_on[:4], entry.voucher), []).append(entry)
    for (_, year, voucher), found in used.items():
        # One receipt split into parts carries one voucher: the same payer, where he is told, on the same day for
        # different things.
        receipts = {(entry.received_on, entry.payer) for entry in found}
        things = {(entry.category, entry.item) for entry in found}
        sums = {(entry.category, entry.item, entry.amount_fen) for entry in found}
        if len(found) > 1 and (len(receipts) > 1 or len(things) < len(sums)):
            yield _breach(
                found[0], "INCOME_VOUCHER_TWICE", "voucher", voucher=voucher, year=year, count=len(found)
            )


def _categories(entries: Sequence[IncomeFacts], accountings: Sequence[Accounting]) -> Iterator[Breach]:
    odd: dict[tuple[str, int, str], list[IncomeFacts]] = {}
    known = {
        year: accounting_on(accountings, date(int(year), 12, 31)).categories
        for year in {entry.received_on[:4] for entry in entries}
    }
    for entry in entries:
        if entry.category not in known[entry.received_on[:4]]:
            odd.setdefault((entry.village_id, entry.year, entry.category or ""), []).append(entry)
    for (village_id, year, category), found in odd.items():
        village = found[0].village
        values = {"village": village, "year": year, "count": len(found)}
        if category:
            rule = accounting_on(accountings, date(year, 12, 31))
            values |= {"category": IncomeCategory.label_of(category), "rule": f"《{rule.name}》"}
        code = "INCOME_OLD_CATEGORY" if category else "INCOME_UNCLASSED"
        yield Breach(code, "village", village_id, village, ("category",), values)


def _breach(entry: IncomeFacts, code: str, *fields: str, **values: object) -> Breach:
    shown = {
        "village": entry.village,
        "date": Day.parse(entry.received_on),
        "amount": f"{entry.amount_fen / 100:.2f}",
        "item": entry.item or IncomeCategory.label_of(entry.category) or "未写项目",
    }
    label = f"{entry.village} {entry.received_on}"
    return Breach(code, "income_entry", entry.id, label, fields, {**shown, **values})
