"""Columns of points of a score sheet: those of the parts a scheme knows are taken, of all others it is told."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.excel.points import POINTS, SCORE, plain_part
from app.excel.readings import Column, Reading
from app.models.store import Row, Store
from app.rules.ratings import BONUS, Scheme
from app.rules.ratings_notes import join_numbers, split_numbers
from app.rules.vocabulary import Level
from app.services.imports.sheets import Draft, SheetWork
from app.services.ratings.schemes import examples, schemes, schemes_by_year

HELD = "dimension_scores"
LEAST = 2
_BONUS = ("加分", "加分项", "附加分", "加分项目", "奖励加分")


def parts_known(store: Store) -> dict[str, str]:
    """Return what headings call a part of a score sheet → its name, of all schemes there are."""
    by_year = schemes_by_year(store)
    held = [by_year(row["year"]) for row in store.find("rating_round")]
    names = {name for scheme in (*schemes(store), *examples(), *held) for name in _parts(scheme)}
    return {plain_part(name): name for name in sorted(names)} | dict.fromkeys(_BONUS, BONUS)


def _parts(scheme: Scheme) -> Iterable[str]:
    for dimensions in (scheme.dimensions, *(sheet.dimensions for sheet in scheme.sheets)):
        yield from (one.name for one in dimensions)


def settled(reading: Reading, known: Mapping[str, str]) -> Reading:
    """Return a table of grades in which columns of points that no scheme knows are unread."""
    strange = [column for column in reading.columns if _is_strange(column, known)]
    if not strange:
        return reading
    return replace(
        reading,
        columns=tuple(column for column in reading.columns if column not in strange),
        unread=(*reading.unread, *(column.heading for column in strange)),
    )


def _is_strange(column: Column, known: Mapping[str, str]) -> bool:
    return column.key.field == POINTS and (column.key.category or "") not in known


def tell_strange(work: SheetWork, before: Reading) -> None:
    """Tell once of the columns that look like parts of a score sheet and are not taken, `before` they were left out."""
    left = {column.index: column for column in before.columns if column not in work.reading.columns}
    others = [column.index for column in before.columns if column.index not in left]
    score = next((column.index for column in before.columns if column.key.field == SCORE), None)
    taken = work.heading(POINTS)
    if not left or not (taken or (score is not None and len(left) >= LEAST and min(others) < min(left))):
        return
    names = "”“".join(column.heading for column in left.values())
    what = f"“{names}”像是分项得分，但没有一个方案有这样的分项，没有导入。"
    do = "要导入，请先在分类定级的“方案”里写上这些分项。"
    work.sheet_problem("rating.parts", f"{what}{do}", level=Level.HINT)


def scores_of(draft: Draft, known: Mapping[str, str], default: int | None) -> dict[int, str]:
    """Return year → the points a row states for parts of the score sheet, as they are held."""
    found: dict[int, dict[str, int]] = {}
    for key, value in draft.cells.items():
        year = key.year or default
        if key.field == POINTS and year is not None and isinstance(value, int):
            found.setdefault(year, {})[known[key.category or ""]] = value
    return {year: join_numbers(points) for year, points in found.items()}


def with_former(before: Row, stated: Row) -> Row:
    """Return what a row states, with the points the ledger holds for parts it does not name."""
    if HELD not in stated:
        return stated
    held = split_numbers(before.get(HELD))
    merged = held | split_numbers(stated[HELD])
    return {**stated, HELD: before.get(HELD) if merged == held else join_numbers(merged)}
