"""The 三资 platform's exported workbooks held against the ledger: what differs is listed, nothing is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from app.errors import BadInput
from app.excel.readings import CellValue, ColumnKey, Reading, SheetRow
from app.models import matching, queries_economy
from app.models.store import Store
from app.progress import SILENT, Progress
from app.rules import codes
from app.rules.dates import parse_date
from app.rules.economy import Accounting, accounting_on, moved_category
from app.rules.money import FEN_PER_YUAN, parse_amount, yuan
from app.rules.problems import FieldProblem
from app.rules.reference_economy import accountings
from app.rules.texts import squeeze
from app.rules.vocabulary import SheetKind
from app.services.economy.years import end_of
from app.services.imports.known import Villages
from app.services.incomes import category_label

YEAR, HALF, QUARTER, MONTH = 12, 6, 3, 1
PERIODS = {HALF: ("上半年", "下半年"), QUARTER: ("一季度", "二季度", "三季度", "四季度")}
AMOUNT, VILLAGE = ColumnKey("amount"), ColumnKey("village")
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
    return _compare(store, sums)


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
        """Add up one sheet."""
        if reading.kind != SheetKind.INCOME:
            self.problems.append(
                f"《{reading.file}》{reading.sheet}没有比较：{reading.reason or '不是收入表'}"
            )
            return
        self.span = max(self.span, _span(column.heading for column in reading.columns if column.key.month))
        for row in reading.rows:
            name = row.cells.get(VILLAGE)
            village = self.villages.find(str(name)) if name else None
            if village is None:
                self.unknown[str(name or f"第{row.number}行")] = None
                continue
            for key, fen, year, month in self._amounts(reading, row):
                if year == self.year:
                    self._put(village.id, month, self._category(key, row), fen)

    def _amounts(self, reading: Reading, row: SheetRow) -> Iterator[tuple[ColumnKey, int, int | None, int]]:
        factors = {column.key: column.factor or FEN_PER_YUAN for column in reading.columns}
        keys = [key for key in row.cells if key.field == "amount"]
        for key in [key for key in keys if key != AMOUNT] or keys:
            fen = parse_amount(row.cells[key], factors.get(key, FEN_PER_YUAN))
            if isinstance(fen, FieldProblem):
                self.problems.append(f"《{reading.file}》{reading.sheet}第{row.number}行：{fen.message}")
            else:
                yield key, fen, *self._when(reading, row, key)

    def _when(self, reading: Reading, row: SheetRow, key: ColumnKey) -> tuple[int | None, int]:
        year, month = _day(row.cells.get(ColumnKey("received_on")))
        stated = row.cells.get(ColumnKey("month"))
        if stated is not None and not month:
            self.span = max(self.span, _span([str(stated)]))
            month = _number(stated, 12)
        own = _number(row.cells.get(ColumnKey("year")), 9999)
        only = reading.years[0] if len(reading.years) == 1 else None
        return key.year or year or own or only, key.month or month

    def _category(self, key: ColumnKey, row: SheetRow) -> str | None:
        stated = row.cells.get(ColumnKey("category"))
        code = key.category or (codes.look_up("income_category", str(stated)) if stated else None)
        return moved_category(code, str(row.cells.get(ColumnKey("item")) or ""), self.rule)

    def _put(self, village_id: str, month: int, category: str | None, fen: int) -> None:
        self.has_months = self.has_months or month > 0
        self.has_categories = self.has_categories and category is not None
        key = village_id, month, category
        self.platform[key] = self.platform.get(key, 0) + fen

    def place(self, village_id: str, month: int, category: str | None) -> Key:
        """Return the sum an amount belongs to: as fine as all sheets of the platform tell."""
        period = -(-month // self.span) if month and self.has_months else 0
        return village_id, period, (category or "") if self.has_categories else ""


def _compare(store: Store, sums: _Sums) -> Comparison:
    platform: dict[Key, int] = {}
    for (village_id, month, category), fen in sums.platform.items():
        key = sums.place(village_id, month, category)
        platform[key] = platform.get(key, 0) + fen
    ledger: dict[Key, int] = {}
    unbooked: dict[Key, int] = {}
    for row in queries_economy.ledger(store, sums.year):
        category = moved_category(row["category"], row["item"] or "", sums.rule)
        key = sums.place(row["village_id"], int(row["received_on"][5:7] or 0), category)
        ledger[key] = ledger.get(key, 0) + row["amount_fen"]
        if not (row["booked_on"] or row["reversed_on"] or row["reverses_id"]):
            unbooked[key] = unbooked.get(key, 0) + row["amount_fen"]
    listed = {key[0] for key in platform}
    keys = sorted({*platform, *(key for key in ledger if key[0] in listed)}, key=lambda key: key[1:])
    order = {row["id"]: at for at, row in enumerate(queries_economy.villages(store))}
    found = [
        Difference(
            key[0], sums.villages.name_of(key[0]), _words(key[1], sums.span), category_label(key[2]) if key[2] else "",
            platform.get(key, 0), ledger.get(key, 0), unbooked.get(key, 0),
        )
        for key in sorted(keys, key=lambda key: order.get(key[0], len(order)))
    ]  # fmt: skip
    differences = tuple(one for one in found if one.more_fen)
    absent = {key[0] for key, fen in ledger.items() if fen and key[0] not in listed}
    return Comparison(
        sums.year, differences, len(found) - len(differences), tuple(sums.unknown),
        tuple(sums.villages.name_of(one) for one in sorted(absent, key=lambda one: order.get(one, 0))),
        tuple(sums.problems), sum(platform.values()), sum(ledger.values()),
    )  # fmt: skip


def _span(words: Iterator[str] | Sequence[str]) -> int:
    """Return how many months a period has that is named like this."""
    spans = [HALF if "半年" in word else QUARTER if "季" in word else MONTH for word in words]
    return max(spans, default=MONTH)


def _words(period: int, span: int) -> str:
    if not period:
        return ""
    return PERIODS[span][period - 1] if span in PERIODS else f"{period}月"


def _day(value: CellValue) -> tuple[int | None, int]:
    if isinstance(value, datetime | date):
        return value.year, value.month
    found = parse_date(value) if value else None
    if found is None or isinstance(found, FieldProblem):
        return None, 0
    return found.year, found.month or 0


def _number(value: CellValue, most: int) -> int:
    """Return the number a cell of years, months or quarters begins with: 三季度 gives 9."""
    text = squeeze(value) if value is not None else ""
    for span, names in PERIODS.items():
        for at, name in enumerate(names, 1):
            if text.replace("第", "").startswith((name, name.replace("季度", "季"), f"{at}季")) and (
                span == QUARTER or "半" in text
            ):
                return at * span
    digits = "".join(sign for sign in text if sign.isdigit())
    return int(digits) if digits and int(digits) <= most else 0
