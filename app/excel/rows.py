"""The rows of a sheet that is understood: data is told from totals, signatures, notes and repeated headings."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from app.excel.blocks import MOST_TEXTS, YEARLY, Blocks
from app.excel.cells import clean_value, folded, shown
from app.excel.contexts import context_fields, section_names, told, told_fields, told_month
from app.excel.evidence import fits
from app.excel.points import POINTS, split_cell
from app.excel.readings import CellValue, ColumnKey, ErrorCell, RawRow, SheetRow
from app.excel.recognize import Plan
from app.excel.sheets import Merge, RawSheet
from app.excel.ticks import LISTS, is_ticked, ticked_word
from app.excel.vocabularies import common, vocabulary

HELD_CELLS = 400_000
FREE_TEXT = frozenset({
    "note", "item", "reason", "address", "payer", "contacts", "introducers", "content", "result", "problems",
    "situations", "requirement", "plan", "report", "activity",
})  # fmt: skip
TOTAL_LENGTH = 20
SAME_HEADINGS = 0.6
ADDED_PLACES = 6
_OFFICES = (
    "乡委员会",
    "镇委员会",
    "街道工作委员会",
    "党工委",
    "党建办",
    "党建办公室",
    "党政办公室",
    "组织部",
    "乡党委",
    "镇党委",
)
_DAY = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
_TOTAL_STARTS = ("合", "总", "小")
Texts = list[tuple[int, CellValue]]
_NUMBERING = ("甲", "乙", "丙", "丁")


class SheetRows:
    """The rows of one sheet under a plan; small sheets are held, big ones are read again at each pass."""

    def __init__(self, sheet: RawSheet, plan: Plan | None) -> None:
        self._sheet = sheet
        self._plan = plan
        self._held: tuple[SheetRow, ...] | None = None
        self._left_out: tuple[tuple[int, str], ...] | None = None
        if plan is None:
            self._held, self._left_out = (), ()
        elif sheet.size <= HELD_CELLS:
            self._held = tuple(self._stream())

    @property
    def held(self) -> bool:
        """Tell whether the rows are in memory already."""
        return self._held is not None

    @property
    def left_out(self) -> tuple[tuple[int, str], ...]:
        """Return rows that are no data and why; reads the sheet through if nobody did yet."""
        if self._left_out is None:
            for _ in self._stream():
                pass
        return self._left_out or ()

    def __iter__(self) -> Iterator[SheetRow]:
        return iter(self._held) if self._held is not None else self._stream()

    def raw(self, numbers: Iterable[int]) -> dict[int, RawRow]:
        """Return the cells of the rows with these numbers, cleaned, by position."""
        wanted = set(numbers)
        found: dict[int, RawRow] = {}
        if not wanted:
            return found
        last = max(wanted)
        for number, row in self._sheet.open():
            if number in wanted:
                found[number] = [clean_value(value) for value in row]
            if number >= last:
                break
        return found

    def _stream(self) -> Iterator[SheetRow]:
        if self._plan is None:
            return
        sorter = RowSorter(self._plan, self._sheet.merges)
        for number, row in self._sheet.open():
            if number <= self._plan.heading_rows[1]:
                continue
            data = sorter.take(number, list(self._plan.part.own([clean_value(value) for value in row])))
            if data is not None:
                yield data
        self._left_out = tuple(sorter.left_out)


class RowSorter:
    """Takes rows one after another and gives back data; what is none is noted with its reason."""

    def __init__(self, plan: Plan, merges: tuple[Merge, ...] | None) -> None:
        self.left_out: list[tuple[int, str]] = []
        self._columns = [(column.index - 1, column.key) for column in plan.match.columns]
        self._headings = plan.heading_texts
        self._title = folded(plan.title)
        self._given = dict(plan.given)
        self._lent = _lent(plan.match.kind, self._columns)
        self._several = {field.name for field in vocabulary(plan.match.kind).fields if field.several}
        has_ticks = any(key.category and key.field != POINTS for _, key in self._columns)
        self._is_graded = plan.match.kind == "ratings"
        self._ticked = LISTS.get(plan.match.kind, "") if has_ticks else ""
        fields = {key.field for _, key in self._columns}
        names = {field.name for field in vocabulary(plan.match.kind).fields if field.fill_down}
        self._free = {index for index, key in self._columns if key.field in FREE_TEXT}
        filled = {index for index, key in self._columns if key.field in names}
        self._merges = _merges_by_column(merges or (), filled)
        self._fill: dict[int, CellValue] = {}
        self._last: dict[int, CellValue] = {index - 1: None for index in plan.written_once}
        self._sections = context_fields(plan.match.kind, fields)
        self._titles = told_fields(plan.match.kind, fields)
        self._blocks = Blocks(plan.match.kind, plan.years, [key for _, key in self._columns])
        self._is_plain = not (self._lent or self._several or self._ticked or plan.match.kind in YEARLY)

    def take(self, number: int, row: list[CellValue]) -> SheetRow | None:
        """Return the row as data, or None after noting why it is none."""
        self._fill_down(number, row)
        reason = self._reason(row)
        if reason:
            self.left_out.append((number, reason))
            return None
        self._repeat(row)
        cells: dict[ColumnKey, CellValue] = {**self._given, **self._blocks.given}
        width, plain = len(row), self._is_plain
        for index, key in self._columns:
            value = row[index] if index < width else None
            if value is None:
                continue
            if plain:
                cells[key] = value
            else:
                self._put(cells, index, key, value)
        return SheetRow(number, cells)

    def _put(self, cells: dict[ColumnKey, CellValue], index: int, key: ColumnKey, value: CellValue) -> None:
        lent = self._lent.get((index, key))
        key = self._blocks.key(key)
        if lent and not fits(lent, folded(shown(value))):
            return
        if self._is_graded and not key.category:
            own = split_cell(key, value)
            value = own.pop(key)
            for other, told in own.items():
                cells.setdefault(other, told)
        if self._ticked and key.category and key.field != POINTS:
            if is_ticked(value):
                cells[key._replace(category=None)] = ticked_word(self._ticked, cells, key)
        elif key in cells and (key.category or key.field in self._several):
            cells[key] = _added(cells[key], value) if key.category else f"{shown(cells[key])}、{shown(value)}"
        else:
            cells[key] = value

    def _fill_down(self, number: int, row: list[CellValue]) -> None:
        """Give each row below a merged cell the value of that cell, where the field means all of them."""
        for index, merges in self._merges.items():
            while merges and merges[-1].bottom < number:
                merges.pop()
            if not merges or merges[-1].top > number:
                continue
            if number == merges[-1].top:
                self._fill[index] = row[index] if len(row) > index else None
            elif self._fill.get(index) is not None:
                row.extend([None] * (index + 1 - len(row)))
                row[index] = self._fill[index] if row[index] is None else row[index]

    def _repeat(self, row: list[CellValue]) -> None:
        """Give a row the branch or village of the row above, where it is written only once for a run of rows."""
        for index, last in self._last.items():
            row.extend([None] * (index + 1 - len(row)))
            if row[index] is not None:
                self._last[index] = row[index]
            elif last is not None and any(
                isinstance(row[at], str | date) for at, _ in self._columns if at < len(row)
            ):
                row[index] = last

    def _reason(self, row: list[CellValue]) -> str:
        texts: Texts = [(index, value) for index, value in enumerate(row) if value is not None]
        mapped = sum(1 for index, _ in self._columns if index < len(row) and row[index] is not None)
        if mapped == 0 and all(not isinstance(value, str) or len(value) < 5 for _, value in texts):
            return "只有序号的空行"
        if self._blocks.may_begin and self._blocks.begins(
            [shown(value) for _, value in texts[: MOST_TEXTS + 1]]
        ):
            self._retitle(shown(texts[0][1]))
            return "分段标题行"
        reason = _total(texts, self._free) or _first_words(texts) or _signed(texts)
        if reason:
            return reason
        if len(texts) == 1 and self._begins_section(texts[0][1]):
            return "分组标题行"
        if len(texts) == 1 and len(self._columns) >= 3:
            return self._lone(texts[0][1])
        if mapped == 0:
            return "没有要导入的内容"
        if self._is_heading(texts):
            return "重复的表头"
        return "栏号行" if _is_numbering(texts) else ""

    def _lone(self, value: CellValue) -> str:
        """Judge a row with a single cell: a repeated title, the name of a section, a stray note."""
        if folded(shown(value)) == self._title:
            return "重复的标题"
        if self._blocks.is_title(shown(value)):
            self._retitle(shown(value))
            return "分段标题行"
        return "只有一格内容的行"

    def _begins_section(self, value: CellValue) -> bool:
        """Tell whether a single cell names what the rows below have in common, and keep it for them."""
        found = section_names(self._sections, value)
        self._given |= {ColumnKey(field): name for field, name in found.items()}
        return bool(found)

    def _retitle(self, title: str) -> None:
        """Take from the title of another block what it tells for the rows below: village or branch, month."""
        self._given |= dict(told(self._titles, [title]))
        if ColumnKey("month") in self._given:
            self._given |= dict(told_month([], [title]))

    def _is_heading(self, texts: Texts) -> bool:
        """Tell a heading that is printed again in the middle; a row that does not begin like one is none."""
        words = [(index, value) for index, value in texts if isinstance(value, str)]
        if not any(self._is_own_heading(*word) for word in words[:3]):
            return False
        same = sum(1 for word in words if self._is_own_heading(*word))
        return same >= 2 and same >= SAME_HEADINGS * len(texts)

    def _is_own_heading(self, index: int, value: str) -> bool:
        return folded(value) in self._headings.get(index + 1, ())


def _lent(kind: str, columns: list[tuple[int, ColumnKey]]) -> dict[tuple[int, ColumnKey], str]:
    """Return the second meanings of columns (收入来源 also tells the category) with the values they take."""
    first: dict[int, ColumnKey] = {}
    found = {}
    for index, key in columns:
        field = vocabulary(kind).field(key.field)
        if first.setdefault(index, key) != key and field is not None:
            found[index, key] = field.values
    return found


def _added(first: CellValue, second: CellValue) -> CellValue:
    """Add two columns of one income category (门面租金, 光伏收入); what is no number makes an error cell."""
    if isinstance(first, int | float) and isinstance(second, int | float):
        return round(first + second, ADDED_PLACES)
    return ErrorCell(f"{shown(first)}＋{shown(second)}")


def _merges_by_column(merges: tuple[Merge, ...], columns: set[int]) -> dict[int, list[Merge]]:
    """Return the upright merged ranges of these columns, the topmost last."""
    found: dict[int, list[Merge]] = {}
    for merge in sorted(merges, reverse=True):
        if merge.left - 1 in columns and merge.bottom > merge.top and merge.left == merge.right:
            found.setdefault(merge.left - 1, []).append(merge)
    return found


def _total(texts: Texts, free: set[int]) -> str:
    words = common()
    last = words.total_last_signs
    for index, value in texts:
        if not isinstance(value, str) or len(value) > TOTAL_LENGTH or index in free:
            continue
        if value[-1] not in last and value[0] not in _TOTAL_STARTS:
            continue
        text = folded(value).rstrip(":")
        if text in words.total_words or text.endswith(words.total_endings):
            return "合计行"
        if text.startswith(words.total_endings) and not text[2:3].isalpha():
            return "合计行"
    return ""


def _first_words(texts: Texts) -> str:
    first = next((folded(value) for _, value in texts if isinstance(value, str)), "")
    words = common()
    if len(texts) <= 8 and (_begins(first, words.signature_words) or _is_signing(first)):
        return "签名行"
    if len(texts) <= 2 and (
        _begins(first, words.note_words) or (len(first) > 3 and first[:2] in ("注1", "注2"))
    ):
        return "说明行"
    if first in words.sample_words or _begins(first, words.sample_words):
        return "示例行"
    return ""


def _signed(texts: Texts) -> str:
    """Tell the office or the day alone in the last lines of a paper."""
    if len(texts) != 1:
        return ""
    value = texts[0][1]
    text = folded(shown(value))
    alone = (
        isinstance(value, date)
        or _DAY.fullmatch(text)
        or (len(text) <= TOTAL_LENGTH and text.endswith(_OFFICES))
    )
    return "签名行" if alone else ""


def _is_signing(text: str) -> bool:
    """Tell a place to sign: 支部书记（签字）：, 东山村党总支书记：."""
    before, colon, _ = text.partition(":")
    if not colon:
        return False
    plain, _, inside = before.partition("(")
    words = common().signature_words
    return plain.endswith(words) or inside.rstrip(")").endswith(words)


def _begins(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether a text begins with one of the words, followed by a sign or nothing."""
    return any(
        text.startswith(word) and (len(text) == len(word) or text[len(word)] in ":;、.()_ 0123456789")
        for word in words
    )


def _is_numbering(texts: Texts) -> bool:
    """Tell a row that only numbers the columns: 甲 乙 1 2 3."""
    numbers = []
    for _, value in texts:
        if isinstance(value, int) and not isinstance(value, bool):
            numbers.append(value)
        elif isinstance(value, str) and value.strip("()").isdigit():
            numbers.append(int(value.strip("()")))
        elif value not in _NUMBERING and value != "栏次":
            return False
    return len(numbers) >= 3 and all(after == before + 1 for before, after in pairwise(numbers))
