"""Columns of money that overlap: months and quarters, parts and totals. Each yuan may be counted once only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.excel.headings import Heading
from app.excel.readings import ColumnKey
from app.excel.vocabularies import Field, common, vocabulary

PLAIN = ColumnKey("amount")
TOTAL_SCORE = 0.3
_AGGREGATE = "经营性"
_PART = "其中"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A field that a column may mean, and how surely."""

    score: float
    column: int
    field: Field
    key: ColumnKey


def without_overlaps(candidates: Sequence[Candidate], headings: Mapping[int, Heading]) -> list[Candidate]:
    """Return the candidates without columns that repeat the money of others, for an income table.

    Where months stand beside quarters the months count; where periods stand beside categories the longer
    set counts; a category that is part of another, or the sum of several, does not count beside it.
    """
    amounts = [found for found in candidates if found.field.money]
    dropped = _coarse(amounts, headings)
    amounts = [found for found in amounts if found.column not in dropped]
    months = {found.column for found in amounts if found.key.month}
    categories = {found.column for found in amounts if found.key.category and not found.key.month}
    whole = {found.column for found in amounts if not found.key.month and not found.key.category}
    if months and categories:
        dropped |= categories if len(months) > 1 or len(categories) == 1 else months
    elif categories and (len(whole) > 1 or _is_lone_part(categories, headings, candidates)):
        dropped |= categories
    elif whole and (months or len(categories) > 1):
        candidates = [_as_total(found) if found.column in whole else found for found in candidates]
    dropped |= _parts_of_others(
        [found for found in amounts if found.column in categories - dropped], headings
    )
    return [found for found in candidates if found.column not in dropped or not found.field.money]


def _coarse(amounts: Sequence[Candidate], headings: Mapping[int, Heading]) -> set[int]:
    spans = {found.column: headings[found.column].span for found in amounts}
    finest = min((span for span in spans.values() if span), default=None)
    return {column for column, span in spans.items() if span and finest and span > finest}


def _is_lone_part(
    categories: set[int], headings: Mapping[int, Heading], candidates: Sequence[Candidate]
) -> bool:
    """Tell whether the only category is a part (其中：…) of an amount or total that is there as well."""
    rest = any(found.column not in categories and _is_money(found) for found in candidates)
    return rest and len(categories) == 1 and all(_is_part(headings[column]) for column in categories)


def _is_money(found: Candidate) -> bool:
    return found.field.money or found.field is common().totals


def _as_total(found: Candidate) -> Candidate:
    return (
        replace(found, field=common().totals, key=found.key._replace(field="total"))
        if found.field.money
        else found
    )


def _parts_of_others(amounts: Sequence[Candidate], headings: Mapping[int, Heading]) -> set[int]:
    dropped: set[int] = set()
    for found in amounts:
        heading = headings[found.column]
        twins = [other for other in amounts if other.key == found.key and other.column != found.column]
        others = {other.key.category for other in amounts if other.column != found.column}
        if (twins and (_is_part(heading) or heading.factor != headings[twins[0].column].factor)) or (
            _AGGREGATE in heading.leaf and (twins or others & {"contracting", "investment"})
        ):
            dropped.add(found.column)
    return dropped


def _is_part(heading: Heading) -> bool:
    return heading.shown.rpartition("/")[2].strip().startswith(_PART)


def settle_totals(taken: Mapping[int, Candidate]) -> dict[int, Candidate]:
    """Take a total for the amount itself where there is no other, and for the plain amount beside parts.

    So a row of months or categories carries its own total under the key without month and category, to be
    compared with the parts; a total of half a year's months or of anything else is left out.
    """
    totals = common().totals
    money = vocabulary("income").field("amount")
    amounts = {column: found for column, found in taken.items() if found.field is not totals}
    whole = [found for found in taken.values() if found.field is totals and found.key.month is None]
    if money is None or not whole:
        return amounts
    best = max(whole, key=lambda found: (found.score, found.column))
    counted = [found for found in amounts.values() if found.field.money]
    if not counted or [found.key.month for found in counted] == [6]:
        kept = {column: found for column, found in amounts.items() if not found.field.money}
        return {**kept, best.column: replace(best, field=money, key=best.key._replace(field="amount"))}
    if all(found.key.month or found.key.category for found in counted):
        amounts[best.column] = Candidate(best.score * TOTAL_SCORE, best.column, money, PLAIN)
    return amounts


def settle_years(taken: Mapping[int, Candidate], year: int | None) -> dict[int, Candidate]:
    """Give figures without a year the sheet's, unless each row tells its own year or date."""
    present = {found.field.name for found in taken.values()}
    keys = {found.key for found in taken.values()}
    if year is None or present & {"year", "received_on"}:
        return dict(taken)
    settled = {}
    for column, found in taken.items():
        key = found.key._replace(year=year)
        dated = found.field.by_year or found.field is common().totals
        free = dated and found.key.year is None and key not in keys
        settled[column] = replace(found, key=key) if free else found
    return settled
