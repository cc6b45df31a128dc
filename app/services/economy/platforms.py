"""The 三资 platform's exported workbooks read, added up and held against the ledger: what differs is listed.

Nothing is written here; `platformsums.keep_totals` keeps what the platform said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.errors import BadInput
from app.excel.readings import Reading
from app.models import matching, queries_economy
from app.models.store import Store
from app.progress import SILENT, Progress
from app.rules.economy import Accounting, accounting_on, moved_category
from app.rules.money import yuan
from app.rules.reference_economy import accountings
from app.rules.vocabulary import SheetKind
from app.services.economy.years import end_of
from app.services.imports.incomeparts import Part, is_expense, parts_of, received_on
from app.services.imports.known import Villages
from app.services.imports.sheets import Draft, SheetWork
from app.services.incomes import category_label

YEAR, HALF, QUARTER, MONTH = 12, 6, 3, 1
SPANS = (MONTH, QUARTER, HALF, YEAR)
PERIODS = {HALF: ("上半年", "下半年"), QUARTER: ("一季度", "二季度", "三季度", "四季度")}
COLUMNS = ("村", "时间", "收入类别", "三资平台（元）", "台账（元）", "相差（元）", "说明")
Key = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """A sum that differs: `period` in words (empty: the whole year), `category` empty where the platform has none."""

    village_id: str
    village: str
    period: str
    category: str
    platform_fen: int
    ledger_fen: int
    unbooked_fen: int

    @property
    def more_fen(self) -> int:
        """How much more the platform has than the ledger; below 0: less."""
        return self.platform_fen - self.ledger_fen

    @property
    def remark(self) -> str:
        """What may explain the difference."""
        if self.unbooked_fen and self.more_fen == -self.unbooked_fen:
            return "台账中未入账的收入正好是这个数"
        if not self.platform_fen:
            return "平台没有这一笔"
        if not self.ledger_fen:
            return "台账没有登记"
        return f"台账中有未入账收入{yuan(self.unbooked_fen)}元" if self.unbooked_fen else ""


@dataclass(frozen=True, slots=True)
class PlatformTotals:
    """What the platform says of a year: 分 by village, number of the period of `span` months, and category.

    Period 0 and an empty category stand where the platform tells none.
    """

    year: int
    span: int
    by_category: bool
    sums: Mapping[Key, int]

    def place(self, village_id: str, month: int, category: str | None) -> Key:
        """Return the sum an amount of the ledger belongs to."""
        period = -(-month // self.span) if month and self.span < YEAR else 0
        return village_id, period, (category or "") if self.by_category else ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A year of the platform beside the ledger. `absent` villages have income in the ledger but stand in no workbook."""

    year: int
    differences: tuple[Difference, ...]
    same: int
    unknown: tuple[str, ...]
    absent: tuple[str, ...]
    problems: tuple[str, ...]
    platform_fen: int
    ledger_fen: int
    totals: PlatformTotals


def compare_platform(
    store: Store, files: Sequence[Path], year: int, *, progress: Progress = SILENT
) -> Comparison:
    """Compare the income of a year in the platform's workbooks with the ledger, as finely as the workbooks tell.

    Raises BadInput when no sheet has income of the year; what a file's own reading raises.
    """
    from app.excel.reading import read_file

    sums = _Sums(year, Villages(matching.villages(store)), accounting_on(accountings(), end_of(year)))
    for number, file in enumerate(files):
        progress.step(number, len(files), f"正在读取“{Path(file).name}”")
        for reading in read_file(Path(file), progress=progress):
            sums.add(reading)
    if not sums.platform:
        raise BadInput(
            f"这些表里没有找到{year}年的收入。",
            "请核对年份，并确认是按村列出收入的表。" + "".join(sums.problems[:3]),
        )
    found = compare_totals(store, sums.totals(), sums.villages)
    return replace(found, unknown=tuple(sums.unknown), problems=tuple(sums.problems))


def differences_workbook(comparison: Comparison, path: Path) -> None:
    """Write the differences as a workbook."""
    from app.excel.writer import TableColumn, write_table

    widths = (14, 10, 16, 16, 16, 16, 34)
    columns = [
        TableColumn(name, width, "money" if name.endswith("（元）") else "text")
        for name, width in zip(COLUMNS, widths, strict=True)
    ]
    rows = [
        (one.village, one.period, one.category, one.platform_fen, one.ledger_fen, one.more_fen, one.remark)
        for one in comparison.differences
    ]
    notes = [*comparison.problems, *(f"认不出的村：{name}" for name in comparison.unknown)]
    write_table(path, f"{comparison.year}年三资平台与收入台账对照", columns, rows, notes=notes)


@dataclass(slots=True)
class _Sums:
    """Sums of the platform by village, period and category; the span of a period is the widest any sheet has."""

    year: int
    villages: Villages
    rule: Accounting
    platform: dict[tuple[str, int, str | None], int] = field(default_factory=dict)
    span: int = MONTH
    has_months: bool = False
    has_categories: bool = True
    unknown: dict[str, None] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, reading: Reading) -> None:
        """Add up one sheet, read as an import reads it."""
        if reading.kind != SheetKind.INCOME:
            self.problems.append(
                f"《{reading.file}》{reading.sheet}没有比较：{reading.reason or '不是收入表'}"
            )
            return
        work = SheetWork(reading)
        for draft in work.drafts():
            if not is_expense(work, draft):
                self._add_row(work, draft)
        self.problems += [f"{one.place}：{one.message}" for one in work.plan().problems]

    def _add_row(self, work: SheetWork, draft: Draft) -> None:
        name = draft.text("village")
        village = self.villages.find(name) if name else None
        if village is None:
            self.unknown[name or f"第{draft.number}行"] = None
            return
        stated = {
            key: fen for key, fen in draft.cells.items() if key.field == "amount" and isinstance(fen, int)
        }
        for part in parts_of(work, draft, stated):
            received = received_on(work, draft, part.key) or ""
            if received[:4] == str(self.year):
                self._put(village.id, int(received[5:7] or 0), part, draft)

    def _put(self, village_id: str, month: int, part: Part, draft: Draft) -> None:
        stated = part.key.category or draft.text("category")
        category = moved_category(stated, draft.text("item") or "", self.rule)
        self.has_months = self.has_months or month > 0
        self.has_categories = self.has_categories and category is not None
        if month:
            self.span = max(self.span, next(span for span in SPANS if part.span <= span))
        key = village_id, month, category
        self.platform[key] = self.platform.get(key, 0) + part.fen

    def totals(self) -> PlatformTotals:
        """Return the sums, as fine as all sheets of the platform tell."""
        placed: dict[Key, int] = {}
        for (village_id, month, category), fen in self.platform.items():
            period = -(-month // self.span) if month and self.has_months else 0
            key = village_id, period, (category or "") if self.has_categories else ""
            placed[key] = placed.get(key, 0) + fen
        return PlatformTotals(self.year, self.span if self.has_months else YEAR, self.has_categories, placed)


def compare_totals(store: Store, totals: PlatformTotals, villages: Villages) -> Comparison:
    """Hold what the platform says of a year against the ledger as it is now."""
    rule = accounting_on(accountings(), end_of(totals.year))
    ledger: dict[Key, int] = {}
    unbooked: dict[Key, int] = {}
    for row in queries_economy.ledger(store, totals.year):
        category = moved_category(row["category"], row["item"] or "", rule)
        key = totals.place(row["village_id"], int(row["received_on"][5:7] or 0), category)
        ledger[key] = ledger.get(key, 0) + row["amount_fen"]
        if not (row["booked_on"] or row["reversed_on"] or row["reverses_id"]):
            unbooked[key] = unbooked.get(key, 0) + row["amount_fen"]
    listed = {key[0] for key in totals.sums}
    keys = sorted({*totals.sums, *(key for key in ledger if key[0] in listed)}, key=lambda key: key[1:])
    order = {row["id"]: at for at, row in enumerate(queries_economy.villages(store))}
    found = [
        Difference(
            key[0], villages.name_of(key[0]), _words(key[1], totals.span), category_label(key[2]) if key[2] else "",
            totals.sums.get(key, 0), ledger.get(key, 0), unbooked.get(key, 0),
        )
        for key in sorted(keys, key=lambda key: order.get(key[0], len(order)))
    ]  # fmt: skip
    differences = tuple(one for one in found if one.more_fen)
    absent = {key[0] for key, fen in ledger.items() if fen and key[0] not in listed}
    return Comparison(
        totals.year, differences, len(found) - len(differences), (),
        tuple(villages.name_of(one) for one in sorted(absent, key=lambda one: order.get(one, 0))),
        (), sum(totals.sums.values()), sum(ledger.values()), totals,
    )  # fmt: skip


def _words(period: int, span: int) -> str:
    if not period:
        return ""
    return PERIODS[span][period - 1] if span in PERIODS else f"{period}月"
