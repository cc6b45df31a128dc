"""村集体经济: what a caliber counts, totals, targets, progress against time, tiers. Money is integer 分 throughout.

A caliber is data (resources/reference/economy): a set of categories, and whether the mark on a single entry
(计入经营性收入) overrides its category.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

HALF = Fraction(1, 2)
ANY_CATEGORY = "*"


@dataclass(frozen=True, slots=True)
class Caliber:
    """One way to count income: `categories` taken, `follows_mark` of single entries, `costs` taken off.

    `excluded` are kinds of money left out whatever their category (专项、捐赠、征地补偿 …), unless an entry is marked.
    """

    code: str
    categories: frozenset[str]
    follows_mark: bool
    costs: frozenset[str] = frozenset()
    source: str = ""
    excluded: frozenset[str] = frozenset()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Accounting:
    """An accounting rule with its income categories; `moves` tells where an older category goes."""

    code: str
    name: str
    source: str
    valid_from: date
    categories: tuple[str, ...]
    moves: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    costs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tiers:
    """Bands of income: `bounds` in 分, closed below; one more name than bounds."""

    code: str
    name: str
    bounds: tuple[int, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncomeGroup:
    """Entries of one village, month, category, mark and nature, added up; `month` None when the paper gives none.

    Costs stand in the same form with `is_cost` and a negative sum.
    """

    village_id: str
    month: int | None
    category: str | None
    mark: int | None
    fen: int
    entries: int = 1
    unbooked: int = 0
    nature: str | None = None
    is_cost: bool = False


def counts(caliber: Caliber, category: str | None, mark: int | None, nature: str | None = None) -> bool:
    """Tell whether an entry of this category and mark (1 yes, 0 no, None unmarked) belongs to the caliber."""
    if caliber.follows_mark and mark is not None:
        return bool(mark)
    if nature is not None and nature in caliber.excluded:
        return False
    return ANY_CATEGORY in caliber.categories or category in caliber.categories


def takes(caliber: Caliber, group: IncomeGroup) -> bool:
    """Tell whether a group of income, or of costs, goes into the caliber's sum."""
    if group.is_cost:
        return group.category in caliber.costs
    return counts(caliber, group.category, group.mark, group.nature)


def first_half(groups: Iterable[IncomeGroup]) -> list[IncomeGroup]:
    """Keep January to June; what has no month cannot be proved to have come by then and is left out."""
    return [group for group in groups if group.month is not None and group.month <= 6]


def average(total_fen: int, number: int) -> int:
    """Return the mean in 分, half a 分 rounded away from zero; 0 for nothing to divide by."""
    if number <= 0:
        return 0
    whole = (abs(total_fen) * 2 + number) // (2 * number)
    return whole if total_fen >= 0 else -whole


def year_share(on: date, year: int) -> Fraction:
    """Return how much of `year` has passed at the end of day `on`, by calendar months: 30 June gives 1/2."""
    if on.year != year:
        return Fraction(int(on.year > year))
    return (on.month - 1 + Fraction(on.day, monthrange(on.year, on.month)[1])) / 12


def is_behind(actual: int, target: int | None, share: Fraction) -> bool:
    """Tell whether income lags behind time (进度过半、收入未过半): less than the share of the target, not equal."""
    return target is not None and target > 0 and actual < target * share


def reaches(actual: int, bound: int | None) -> bool:
    """Tell whether income reaches a target or a tier: the bound itself counts (“5万元以上”含5万元)."""
    return bound is not None and actual >= bound


def tier(actual: int, tiers: Tiers) -> int:
    """Return the number of the band an income falls into, 0 the lowest."""
    return sum(actual >= bound for bound in tiers.bounds)


def common_target(targets: Iterable[int]) -> int | None:
    """Return the most frequent target, the larger one of equals; None without any."""
    numbers = Counter(targets)
    return max(numbers, key=lambda fen: (numbers[fen], fen)) if numbers else None


def ranking(amounts: Mapping[str, int]) -> list[tuple[int, str, int]]:
    """Return (place, key, 分) from the highest down; equal amounts share a place (1, 2, 2, 4)."""
    ordered = sorted(amounts.items(), key=lambda item: -item[1])
    places: list[tuple[int, str, int]] = []
    for index, (key, fen) in enumerate(ordered, start=1):
        place = places[-1][0] if places and places[-1][2] == fen else index
        places.append((place, key, fen))
    return places


def accounting_on(rules: Sequence[Accounting], on: date) -> Accounting:
    """Return the accounting rule in force on a day; before the first one, the first."""
    in_force = [rule for rule in rules if rule.valid_from <= on]
    return max(in_force or rules[:1], key=lambda rule: rule.valid_from)


def moved_category(category: str | None, item: str, rule: Accounting) -> str | None:
    """Return the category an entry has under an accounting rule (发包及上交收入 has none since 2024)."""
    if category in rule.categories:
        return category
    for old, words, new in rule.moves:
        if old == category and (not words or any(word in item for word in words)):
            return new
    return category
