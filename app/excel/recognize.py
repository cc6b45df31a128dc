"""What a sheet is: its kind, its heading rows and the meaning of its columns, judged by content."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from app.excel.cells import clean_value, folded
from app.excel.contexts import completed, given, staged
from app.excel.evidence import claim_by_values, graded_by_class, without_counts, written_once
from app.excel.grids import Grid, texts_of, widest
from app.excel.headings import take_apart, unit_in, years_in
from app.excel.matches import Match, Surroundings, match
from app.excel.parts import Given, Part, parts_of
from app.excel.points import GRADES, with_points
from app.excel.readings import RawRow
from app.excel.sheets import Merge, RawSheet
from app.excel.vocabularies import KINDS, common, known_headings, vocabulary

HEAD_ROWS = 80
HEAD_MERGES = 5_000
DEEPEST = 3
LONGEST_HEADING = 60
LONGEST_ANNEX = 6
LEAST_SCORE = 2.0
CUT = 6.0
YEARS_TOLD = 0.1
EMPTY = "工作表是空的。"
NOTES = "这是说明页，里面没有要导入的数据。"
HIDDEN = "这张表是隐藏的，列太少，像是下拉选项，没有导入。"
FORM = "这张像是一个党支部一张的登记表，要一行一个党支部才能导入。请把各党支部的名称、年度和等次填进分类定级的空白表，再导入。"
LEAST_HIDDEN = 3
LEAST_FIELDS = 3
_IN_BRACKETS = re.compile(r"\([^()]*\)")
YEARS, MONTHS = range(1990, 2100), range(1, 13)
_DATE = re.compile(r"((?:19|20)\d\d)[年./-](\d{1,2})[月./-](\d{1,2})")
_MONTH_OF_YEAR = re.compile(r"20\d\d(?:年\d{1,2}月(?:份)?|[-./]\d{1,2})")


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of one sheet are to be read.

    `written_once` are the columns in which a branch or a village stands only in the first of its rows; `part` are the
    columns this plan reads.
    """

    match: Match
    heading_rows: tuple[int, int]
    title: str
    years: tuple[int, ...]
    as_of: date | None
    given: Given
    head: tuple[tuple[int, RawRow], ...]
    heading_texts: dict[int, frozenset[str]]
    written_once: frozenset[int]
    part: Part


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Why a sheet cannot be imported, as a sentence for the clerk."""

    reason: str
    title: str = ""


def recognise(
    sheet: RawSheet, file_stem: str, kind: str | None = None, *, alone: bool = True
) -> list[Plan] | NotUnderstood:
    """Return how to read `sheet`: one plan, or two where incomes and targets share a table.

    `kind` forces the kind; otherwise the best of all is taken. A sheet called 说明 that is not `alone` in its
    file is never taken for data.
    """
    if not alone and folded(sheet.name) in common().notes_sheets:
        return NotUnderstood(NOTES)
    rows = tuple(_head_of(sheet))
    if not rows:
        return NotUnderstood(EMPTY)
    grid = Grid(rows, _merges_in(rows, sheet.merges), widest(rows))
    names = [_own_name(sheet.name), *(" ".join(texts_of(row)) for _, row in rows[:3]), file_stem]
    best: tuple[float, int, int, Match] | None = None
    for index, depth in _places(grid):
        around = _around(grid, index, sheet.name, file_stem)
        below = [row for _, row in rows[index + depth :]]
        headings = grid.headings(index, depth)
        part = parts_of(headings, below, around.title, around.file)[0]
        years = YEARS_TOLD * (len({heading.year for heading in headings.values()} - {None}) > 1)
        beside = [*(row for _, row in rows[1:index]), *below]
        cut = _cuts(grid, index, depth) or _has_figures(grid, index, depth)
        for one in [kind] if kind else KINDS:
            found = completed(_weighed(one, part, around, below, names), part, names, beside)
            rank = (-len(found.missing), found.score + years - 0.01 * depth - (CUT if cut else 0))
            if best is None or rank > (-len(best[3].missing), best[0]):
                best = (rank[1], index, depth, found)
    if best is None or best[3].missing or (best[0] < LEAST_SCORE and not kind):
        return _why_not(sheet, grid, best[3] if best else None)
    if sheet.hidden and len(best[3].columns) < LEAST_HIDDEN:
        return NotUnderstood(HIDDEN)
    return _plans(grid, best[1], best[2], best[3], sheet.name, file_stem, alone=bool(kind))


def _weighed(
    kind: str, part: Part, around: Surroundings, below: Sequence[RawRow], texts: Sequence[str]
) -> Match:
    """Return what the headings of a list mean as a table of `kind`, and what stands below them."""
    found = without_counts(match(kind, part.headings, around), below)
    return with_points(graded_by_class(found, below, texts), part.headings, below)


def _cuts(grid: Grid, index: int, depth: int) -> bool:
    """Tell whether cells merged downwards reach into or out of these rows: then the heading has another storey."""
    first, last = grid.rows[index][0], grid.rows[index + depth - 1][0]
    return any(
        first <= merge.top <= last < merge.bottom < last + DEEPEST
        or first - DEEPEST < merge.top < first <= merge.bottom <= last
        for merge in grid.merges or ()
    )


def _has_figures(grid: Grid, index: int, depth: int) -> bool:
    """Tell whether a storey below the first holds amounts or dates: then it is a row of data."""
    return any(_is_data(row) for _, row in grid.rows[index + 1 : index + depth])


def _is_data(row: RawRow) -> bool:
    """Tell a row of dates or amounts from a storey of headings, which may name years or number months or columns."""
    if any(
        isinstance(value, date) or (isinstance(value, str) and _DATE.fullmatch(folded(value).rstrip("日")))
        for value in row
    ):
        return True
    if sum(1 for value in row if isinstance(value, str) and _MONTH_OF_YEAR.fullmatch(folded(value))) == 1:
        return True
    numbers = [value for value in row if isinstance(value, int | float) and not isinstance(value, bool)]
    if all(number in YEARS for number in numbers):
        return False
    return numbers[0] not in MONTHS or any(after != before + 1 for before, after in pairwise(numbers))


def _own_name(sheet_name: str) -> str:
    """Return the sheet's name, or nothing when nobody gave it one."""
    return "" if sheet_name.lower().startswith("sheet") else sheet_name


def _merges_in(
    rows: Sequence[tuple[int, RawRow]], merges: tuple[Merge, ...] | None
) -> tuple[Merge, ...] | None:
    """Return the merged ranges that touch these rows; None where the file cannot tell."""
    return (
        None if merges is None else tuple(merge for merge in merges if merge.top <= rows[-1][0])[:HEAD_MERGES]
    )


def _head_of(sheet: RawSheet) -> list[tuple[int, RawRow]]:
    source = sheet.open()
    return [
        (number, [clean_value(value) for value in row])
        for (number, row), _ in zip(source, range(HEAD_ROWS), strict=False)
    ]


def _places(grid: Grid) -> list[tuple[int, int]]:
    """Return where the heading may be: blocks of rows of which one holds two known headings, without the title above."""
    words = known_headings()
    anchors = []
    for index in range(len(grid.rows)):
        texts = {text for text in grid.line(index) if text and len(text) <= LONGEST_HEADING}
        if len(texts) >= 2:
            known = sum(1 for text in texts if folded(text) in words or take_apart(text).core in words)
            anchors.append((known, index))
    sure = [index for known, index in anchors if known >= 2] or [index for _, index in anchors[:15]]
    places = {
        (start, depth)
        for anchor in sure
        for depth in range(1, DEEPEST + 1)
        for start in range(anchor - depth + 1, anchor + 1)
        if start >= 0 and start + depth <= len(grid.rows) and not (depth > 1 and _is_title(grid, start))
    }
    return sorted(places)


def _is_title(grid: Grid, index: int) -> bool:
    """Tell a row with one text over all columns, under which stand several: a storey of the heading says more."""
    line, under = grid.line(index), grid.line(index + 1)
    texts = {text for text in line if text}
    first = next((column for column, text in enumerate(under) if text), 0)
    return (
        len(texts) == 1 and bool(line[first]) and len(set(under) - {""}) > 1 and line[first] != under[first]
    )


def _around(grid: Grid, index: int, sheet_name: str, file_stem: str) -> Surroundings:
    above = [" ".join(texts_of(row)) for _, row in grid.rows[:index]]
    plain_name = _own_name(sheet_name)
    units = [unit for unit in (unit_in(text) for text in [*above, plain_name, file_stem]) if unit]
    years = _years_around(above, plain_name, file_stem)
    return Surroundings(
        folded(" ".join([*above, plain_name])),
        folded(file_stem),
        units[0] if units else None,
        max(years, default=None),
    )


def _years_around(above: Sequence[str], sheet_name: str, file_stem: str) -> list[int]:
    """Return the years the table is about: the title's, else the sheet's, the file's, the notes'."""
    titles = [text for text in above if not _is_aside(text)]
    for text in [*titles, sheet_name, file_stem, *above]:
        years = years_in(text)
        if years:
            return years
    return []


def _is_aside(text: str) -> bool:
    """Tell a note above the table (填报单位：… 日期：…, 附件3) from its title."""
    plain = _IN_BRACKETS.sub("", folded(text))
    if not plain or ":" in plain or plain.startswith(("单位", "注", "说明", "填报", "填表", "制表", "(")):
        return True
    return plain.startswith("附") and len(plain) <= LONGEST_ANNEX


def _plans(
    grid: Grid, index: int, depth: int, found: Match, sheet_name: str, file_stem: str, *, alone: bool
) -> list[Plan]:
    around = _around(grid, index, sheet_name, file_stem)
    above = [" ".join(texts_of(row)) for _, row in grid.rows[:index]]
    title = next((text for text in above if not _is_aside(text)), above[0] if above else "")
    texts = [_own_name(sheet_name), title, file_stem]
    matches = _matches(grid, index, depth, found.kind, around, texts, alone=alone)
    years = sorted({column.key.year for one, _ in matches for column in one.columns if column.key.year})
    plain_name = _own_name(sheet_name)
    between = [row for _, row in grid.rows[1:index]]
    return [
        Plan(
            match=one,
            heading_rows=(grid.rows[index][0], grid.rows[index + depth - 1][0]),
            title=title,
            years=tuple(years or sorted(_years_around(above, plain_name, file_stem))),
            as_of=_as_of([*above, plain_name, file_stem]),
            given=given(one, part, between, texts),
            head=grid.rows[: index + depth],
            heading_texts=_heading_texts(grid, index, depth),
            written_once=written_once(one, [part.own(row) for _, row in grid.rows[index + depth :]]),
            part=part,
        )
        for one, part in matches
    ]


def _matches(
    grid: Grid,
    index: int,
    depth: int,
    kind: str,
    around: Surroundings,
    texts: Sequence[str],
    *,
    alone: bool,
) -> list[tuple[Match, Part]]:
    """Return what the columns mean: once for each list side by side, once more for targets beside incomes.

    `texts` are sheet name, title and file name.
    """
    headings = grid.headings(index, depth)
    below = [row for _, row in grid.rows[index + depth :]]
    parts = parts_of(headings, below, around.title, around.file)
    found = [
        claim_by_values(
            _weighed(kind, part, around, below, texts), part.headings, [part.own(row) for row in below]
        )
        for part in parts
    ]
    if not alone and len(parts) == 1:
        found += _second(found[0], match("targets" if kind == "income" else "income", headings, around))
    found = [staged(one, texts) for one in _without_siblings(found)]
    return list(zip(found, parts * (1 + len(found) - len(parts)), strict=True))


def _second(first: Match, other: Match) -> list[Match]:
    """Return the targets that stand in an income table, or the incomes in a table of targets."""
    if first.kind not in ("income", "targets") or other.missing:
        return []
    mine = {column.index for column in first.columns if column.key.field == "amount"}
    theirs = {column.index for column in other.columns if column.key.field == "amount"}
    return [] if mine & theirs else [other]


def _without_siblings(matches: list[Match]) -> list[Match]:
    """Take what one reading of a sheet understood out of what the other calls unread."""
    claimed = {column.heading for one in matches for column in one.columns}
    return [replace(one, unread=tuple(text for text in one.unread if text not in claimed)) for one in matches]


def _heading_texts(grid: Grid, index: int, depth: int) -> dict[int, frozenset[str]]:
    lines = [grid.line(index + storey) for storey in range(depth)]
    return {
        column + 1: frozenset(folded(line[column]) for line in lines) - {""} for column in range(grid.width)
    }


def _as_of(texts: Sequence[str]) -> date | None:
    for text in texts:
        for found in _DATE.finditer(folded(text)):
            year, month, day = (int(part) for part in found.groups())
            try:
                return date(year, month, day)
            except ValueError:
                continue
    return None


def _is_form(grid: Grid) -> bool:
    """Tell a paper of a single branch, each heading followed by its value: 党支部名称 | 东山党支部 | 自评等次 | 先进."""
    told = [
        {
            field.name
            for field in vocabulary("ratings").fields
            if field.label and take_apart(text).core in field.exact
        }
        for _, row in grid.rows
        for text in texts_of(row)[::2]
    ]
    fields = set().union(*told)
    branches = sum("organization" in one for one in told)
    return branches == 1 and bool(fields & GRADES) and len(fields) >= LEAST_FIELDS


def _why_not(sheet: RawSheet, grid: Grid, best: Match | None) -> NotUnderstood:
    title = " ".join(texts_of(grid.rows[0][1]))[:80]
    if _is_form(grid):
        return NotUnderstood(FORM, title)
    if any(folded(sheet.name).startswith(word) for word in common().notes_sheets):
        return NotUnderstood(NOTES, title)
    if best is None or best.score < LEAST_SCORE or not best.missing:
        return NotUnderstood("没有找到认得的表头，可能是说明页或其他用途的表。", title)
    label = vocabulary(best.kind).label
    return NotUnderstood(f"看起来像《{label}》，但缺少“{'”“'.join(best.missing)}”一列。", title)
