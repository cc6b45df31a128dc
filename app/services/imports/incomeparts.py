"""What one row of sums brings: months, quarters, running sums, categories and their total, each yuan once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.excel.headings import take_apart
from app.excel.readings import ColumnKey
from app.rules import dates
from app.rules.money import yuan
from app.rules.texts import tidy
from app.services.imports.sheets import Draft, SheetWork

AMOUNT = ColumnKey("amount")
YEAR = frozenset(range(12))
REST = 0
_PART, _OF_YEAR, _EXPENSE = "其中", "年", "支出"


@dataclass(frozen=True, slots=True)
class Part:
    """An amount of a row and the number of months up to its own that it stands for.

    `span` is REST for what a total has more than the parts named under it (其中): money of no known category.
    """

    key: ColumnKey
    fen: int
    span: int


def parts_of(work: SheetWork, draft: Draft, amounts: Mapping[ColumnKey, int]) -> list[Part]:
    """Return what the amounts of a row bring; a total that is neither their sum nor explained is doubted."""
    if all(key == AMOUNT for key in amounts):
        return [Part(key, fen, span_of(work, draft, key)) for key, fen in amounts.items()]
    years = {key.year: None for key in amounts if key != AMOUNT}
    found: list[Part] = []
    for year in years:
        own = {key: fen for key, fen in amounts.items() if key.year == year and not _is_total(key)}
        bare = ColumnKey("amount", year)
        key = AMOUNT if AMOUNT in amounts and len(years) == 1 else bare
        total = amounts.get(key)
        parts = _netted(work, draft, own)
        found += parts
        if total is not None:
            found += _rest(work, draft, Part(key, total, 1), own, parts)
    return [part for part in found if part.fen]


def span_of(work: SheetWork, draft: Draft, key: ColumnKey) -> int:
    """Return for how many months a sum stands: those of the quarter or half-year that its heading or title tells."""
    if key.month is not None:
        told = work.heading_of(key)
    else:
        told = tidy(draft.raw.get(ColumnKey("month"))) if work.has_column("month") else work.reading.title
    words = take_apart(told)
    return (words.span or 1) if words.month else 1


def is_expense(work: SheetWork, draft: Draft) -> bool:
    """Tell a row of expenses in a table of income and expenses."""
    if _EXPENSE in tidy(draft.raw.get(ColumnKey("category"))):
        return True
    headed = any(_EXPENSE in heading for heading in (*work.reading.unread, *work.reading.ignored))
    return headed and all(key.field != "amount" for key in draft.raw)


def received_on(work: SheetWork, draft: Draft, key: ColumnKey) -> str | None:
    """Return when an amount came in, as far as its date, its column or its sheet tell; None without a year."""
    stated = draft.text("received_on")
    if stated is not None and key.month is None:
        years = (key.year,) if key.year is not None else work.reading.years
        if years and int(stated[:4]) not in (*years, draft.value("year")):
            work.doubt(
                draft, "received_on", "date.other_year", f"收入日期{dates.chinese(stated)}不在本表的年份里。"
            )
        return stated
    own = draft.value("year")
    year = key.year or (int(own) if own is not None else None) or _only_year(work, stated)
    month = key.month or draft.value("month")
    if year is None:
        return stated
    return dates.PartialDate(year, int(month) if month is not None else None).iso


def _only_year(work: SheetWork, stated: str | None) -> int | None:
    if stated is not None:
        return int(stated[:4])
    return work.reading.years[0] if len(work.reading.years) == 1 else None


def _is_total(key: ColumnKey) -> bool:
    return key.month is None and key.category is None


def _netted(work: SheetWork, draft: Draft, own: Mapping[ColumnKey, int]) -> list[Part]:
    """Take from each longer period what shorter ones inside it bring: 1—6月累计 beside 1—3月累计 leaves 4—6月."""
    spans = {key: span_of(work, draft, key) for key in own}
    found: list[tuple[str | None, frozenset[int], Part]] = []
    for key in sorted(own, key=lambda key: spans[key]):
        if key.month is None:
            found.append((key.category, frozenset(), Part(key, own[key], spans[key])))
            continue
        months, fen = frozenset(range(key.month - spans[key], key.month)), own[key]
        inside = [
            (period, part) for category, period, part in found if category == key.category and period < months
        ]
        brought = sum(part.fen for _, part in inside)
        left = months.difference(*(period for period, _ in inside))
        if not inside:
            found.append((key.category, months, Part(key, fen, spans[key])))
        elif 0 < fen < brought:
            work.refuse(
                draft,
                "village",
                "income.cumulative",
                f"“{work.heading_of(key)}”是{yuan(fen)}元，比前面几期之和{yuan(brought)}元还少。",
                "请核对累计数。",
            )
        elif fen and left:
            found.append((key.category, left, _part_of(key, left, fen - brought)))
    return [part for _, _, part in found]


def _part_of(key: ColumnKey, months: Iterable[int], fen: int) -> Part:
    """Return an amount of these months (from 0), dated by the last of them."""
    last = max(months)
    return Part(key._replace(month=last + 1), fen, last + 1 - min(months))


def _rest(
    work: SheetWork, draft: Draft, total: Part, own: Mapping[ColumnKey, int], parts: list[Part]
) -> list[Part]:
    """Return what a row's total brings beside its parts."""
    rest = total.fen - sum(part.fen for part in parts)
    if not any(part.fen for part in parts):
        return [total]
    periods = [range(key.month - span_of(work, draft, key), key.month) for key in own if key.month]
    open_months = YEAR.difference(*periods)
    if rest > 0 and open_months and _is_of_year(work.heading_of(total.key), len(periods)):
        year = next(iter(own)).year
        return [_part_of(ColumnKey("amount", year), open_months, rest)]
    if rest > 0 and any(_PART in work.heading_of(key) for key in own):
        return [Part(total.key, rest, REST)]
    if rest:
        work.doubt(draft, "amount", "amount.row_total", "这一行的合计与各格之和不相等，已按各格导入。")
    return []


def _is_of_year(heading: str, periods: int) -> bool:
    """Tell a sum of the whole year (1—12月累计; 全年收入 beside nothing but the half-year) from that of its parts."""
    return take_apart(heading).span == len(YEAR) or (periods == 1 and _OF_YEAR in heading)
