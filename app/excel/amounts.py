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
_RUNNING = "累计"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A field that a column may mean, and how surely."""

    score: float
    column: int
    field: Field
    key: ColumnKey


def without_overlaps(
    candidates: Sequence[Candidate], headings: Mapping[int, Heading], base: int | None
) -> list[Candidate]:
    """Return the candidates without columns that repeat the money of others, for an income table.

    Each year for itself, `base` being that of columns without one. Where months stand beside quarters the months
    count; where periods stand beside categories the longer set counts; a category that is part of another, or the
    sum of several, does not count beside it.
    """
    dropped: set[int] = set()
    totals: set[int] = set()
    for year in {found.key.year or base for found in candidates}:
        amounts = [found for found in candidates if found.field.money and (found.key.year or base) == year]
        _settle_year(amounts, headings, dropped, totals)
    kept = [found for found in candidates if found.column not in dropped or not found.field.money]
    return [_as_total(found) if found.column in totals else found for found in kept]


def _settle_year(
    amounts: Sequence[Candidate], headings: Mapping[int, Heading], dropped: set[int], totals: set[int]
) -> None:
    dropped |= _coarse(amounts, headings)
    amounts = [found for found in amounts if found.column not in dropped]
    months = {found.column for found in amounts if found.key.month}
    categories = {found.column for found in amounts if found.key.category and not found.key.month}
    whole = {found.column for found in amounts if not found.key.month and not found.key.category}
    if months and categories:
        dropped |= categories if len(months) > 1 or len(categories) == 1 else months
    elif categories and len(whole) > 1:
        dropped |= categories
    elif months or len(categories) > 1 or any(_is_part(headings[column]) for column in categories):
        totals |= whole
    dropped |= _parts_of_others(
        [found for found in amounts if found.column in categories - dropped], headings
    )


def _coarse(amounts: Sequence[Candidate], headings: Mapping[int, Heading]) -> set[int]:
    """Return the columns of periods whose money stands in columns of shorter ones.

    A longer period of which the shorter ones leave months out (上半年 beside 一季度, 累计 beside 累计) stays: it
    brings the rest. Beside single months it does not.
    """
    periods = {
        found.column: frozenset(range(found.key.month - (headings[found.column].span or 1), found.key.month))
        for found in amounts
        if found.key.month
    }
    dropped = set()
    for column, period in periods.items():
        inside = [other for other in periods.values() if other < period]
        if inside and (min(map(len, inside)) == 1 or frozenset().union(*inside) == period):
            dropped.add(column)
    return dropped


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
        if twins and (
            _is_part(heading)
            or heading.factor != headings[twins[0].column].factor
            or _AGGREGATE in heading.leaf
        ):
            dropped.add(found.column)
    return dropped


def _is_part(heading: Heading) -> bool:
    return heading.shown.rpartition("/")[2].strip().startswith(_PART)


def settle_totals(taken: Mapping[int, Candidate]) -> dict[int, Candidate]:
    """Take a total for the amount itself where there is no other, and for the plain amount beside parts.

    So a row of months or categories carries its own total under the key without month and category (and without a
    year, where all parts are of one), to be compared with the parts; any other total is left out.
    """
    totals = common().totals
    money = vocabulary("income").field("amount")
    amounts = {column: found for column, found in taken.items() if found.field is not totals}
    whole = [found for found in taken.values() if found.field is totals and found.key.month is None]
    if money is None or not whole:
        return amounts
    counted = [found for found in amounts.values() if found.field.money]
    if not counted:
        best = _surest(whole)
        return {**amounts, best.column: replace(best, field=money, key=best.key._replace(field="amount"))}
    if all(found.key.month or found.key.category for found in counted):
        years = {found.key.year for found in counted}
        for year in years:
            own = [found for found in whole if found.key.year == year or len(years) == 1]
            if own:
                best = _surest(own)
                key = PLAIN._replace(year=year if len(years) > 1 else None)
                amounts[best.column] = Candidate(best.score * TOTAL_SCORE, best.column, money, key)
    return amounts


def lone_running_sum(headings: Mapping[int, Heading], year: int | None) -> dict[int, Candidate]:
    """Take the only running sum (累计完成) for the income of a sheet that has no other amount."""
    money = vocabulary("income").field("amount")
    found = {}
    for column, heading in headings.items():
        plain, leaf = (text.replace(_RUNNING, "") for text in (heading.joined, heading.leaf))
        score = money.score(plain or money.label, leaf) if money and _RUNNING in heading.joined else 0.0
        if money and score:
            key = PLAIN._replace(year=heading.year or year)
            found[column] = Candidate(score * TOTAL_SCORE, column, money, key)
    return found if len(found) == 1 else {}


def _surest(found: Sequence[Candidate]) -> Candidate:
    return max(found, key=lambda one: (one.score, one.column))


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
