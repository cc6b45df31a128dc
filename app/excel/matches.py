"""Which column means what when a sheet is taken for one kind, and how well the two fit."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from app.excel.amounts import Candidate, lone_running_sum, settle_totals, settle_years, without_overlaps
from app.excel.headings import Heading
from app.excel.readings import Column, ColumnKey
from app.excel.sheets import column_letter
from app.excel.ticks import tick_columns
from app.excel.vocabularies import Field, Vocabulary, category_of, common, field_scores, vocabulary
from app.rules.money import FEN_PER_YUAN

TITLE_WORD = 1.2
FILE_WORD = 0.6
TITLE_AGAINST = 2.0
UNREAD_COST = 0.25
AMBIGUOUS_COST = 1.0
NO_EVIDENCE = 4.5
OF_OTHERS = 20.0
PERIOD_ONLY = 0.8
BORROWED = 0.6
CATEGORY = 1.05
TICK = 1.0
EARLIER = 0.001
_NO_INCOME = ("目标", "任务", "计划", "指标", "支出", "应收", "未收")
_CALIBERS = (("经营性", "operating"), ("净收益", "net"), ("纯收入", "net"))
_DONE = ("实际", "完成", "实收", "到账", "已收", "收到")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the table: title and sheet name, file name, the unit and the year they tell.

    `means_targets` tells that plain figures are targets: the title speaks of them and no column does.
    """

    title: str
    file: str
    factor: int | None
    year: int | None
    means_targets: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A sheet taken for one kind; `missing` names what it would need and does not have."""

    kind: str
    score: float
    columns: tuple[Column, ...]
    unread: tuple[str, ...]
    ignored: tuple[str, ...]
    missing: tuple[str, ...]


def match(kind: str, headings: Mapping[int, Heading], around: Surroundings) -> Match:
    """Return the best assignment of fields of `kind` to the columns with these headings."""
    words = vocabulary(kind)
    if kind == "targets":
        around = replace(around, means_targets=_told(words, around) and not _named(words, headings))
    base = _base_year(headings, around)
    ticks = tick_columns(words, headings)
    candidates = [
        found
        for column, heading in headings.items()
        for found in (
            [_ticked(*ticks[column], column, heading, base)]
            if column in ticks
            else _candidates(words, column, heading, around, base)
        )
    ]
    if kind == "income":
        candidates = without_overlaps(candidates, headings, base)
    taken = settle_totals(settle_years(_assigned(candidates), around.year))
    if kind == "pairs":
        taken |= _other_side(words, headings, taken)
    if kind == "income" and not any(found.field.money for found in taken.values()):
        taken |= lone_running_sum(headings, around.year)
    left = [column for column in headings if column not in taken]
    heard = Counter(headings[column].shown for column in taken)
    unclear = sum(1 for column in left if heard[headings[column].shown])
    ignored = [column for column in left if _is_ignored(kind, headings[column])]
    unread = [column for column in left if column not in ignored]
    present = {found.field.name for found in taken.values()}
    score = _score(words, taken, len(unread), present, around) - unclear * AMBIGUOUS_COST
    return Match(
        kind=kind,
        score=score - OF_OTHERS * _is_of_others(words, [headings[column].joined for column in left], around),
        columns=tuple(_column(found, headings[found.column], around) for _, found in sorted(taken.items())),
        unread=tuple(headings[column].shown for column in unread),
        ignored=tuple(headings[column].shown for column in ignored),
        missing=unmet(words, present),
    )


def _other_side(
    words: Vocabulary, headings: Mapping[int, Heading], taken: Mapping[int, Candidate]
) -> dict[int, Candidate]:
    """Return the second of two columns of branches with one heading: without any other, it names the partners."""
    own = next((found for found in taken.values() if found.field.name == "organization"), None)
    partner = words.field("paired_with")
    if own is None or partner is None or any(found.field is partner for found in taken.values()):
        return {}
    again = [c for c in headings if c not in taken and headings[c].joined == headings[own.column].joined]
    return {
        column: replace(own, column=column, field=partner, key=ColumnKey(partner.name))
        for column in again[:1]
    }


def unmet(words: Vocabulary, present: Collection[str]) -> tuple[str, ...]:
    """Return in words what a kind needs and these fields do not give."""
    return tuple(_names(words, need) for need in words.needs if not need & set(present))


def _assigned(candidates: list[Candidate]) -> dict[int, Candidate]:
    """Return each column's field, the surest first; a field is taken once, but for categories and lists of names."""
    taken: dict[int, Candidate] = {}
    keys: set[ColumnKey] = set()
    for found in sorted(candidates, key=lambda found: (-found.score, found.column)):
        if found.column not in taken and (found.key not in keys or found.key.category or found.field.several):
            taken[found.column] = found
            keys.add(found.key)
    return taken


def _ticked(field: Field, code: str, column: int, heading: Heading, base: int | None) -> Candidate:
    return Candidate(TICK, column, field, _key(field, heading, base, None)._replace(category=code))


def _candidates(
    words: Vocabulary, column: int, heading: Heading, around: Surroundings, base: int | None
) -> list[Candidate]:
    ignored = common().ignored.score(heading.joined, heading.leaf)
    scored = [
        (field, score)
        for field, score in field_scores(words.kind, heading.joined, heading.leaf)
        if score >= ignored
    ]
    money = words.field("amount")
    category = _category(words, money, heading)
    if category and money and money.by_category:
        scored = [(money, CATEGORY)]
    by_period = max(
        (field for field in words.fields if field.by_year and field.weight >= 1.6),
        key=lambda field: field.weight,
        default=None,
    )
    told = words.kind != "targets" or around.means_targets
    if heading.is_period and told and by_period and (by_period.by_month or heading.month is None):
        scored.append((by_period, PERIOD_ONLY))
    if money:
        scored += _borrowed(words, heading, around, money)
        totals = common().totals.score(heading.joined, heading.leaf)
        if totals and not category and words.kind == "income":
            scored = [(common().totals, totals)]
    return [
        Candidate(score - _early(field, heading), column, field, _key(field, heading, base, category))
        for field, score in scored
    ]


def _early(field: Field, heading: Heading) -> float:
    """Return what a part of the year takes from a field that is told once a year: the later half is the year's."""
    return EARLIER * (13 - heading.month) if field.by_year and not field.by_month and heading.month else 0.0


def _category(words: Vocabulary, money: Field | None, heading: Heading) -> str | None:
    """Return the category of income, or the caliber of a target, that a heading names."""
    if words.kind == "targets":
        return next((code for word, code in _CALIBERS if word in heading.joined), None)
    if money is None or not money.by_category or any(word in heading.joined for word in _NO_INCOME):
        return None
    return category_of(heading)


def _borrowed(
    words: Vocabulary, heading: Heading, around: Surroundings, money: Field
) -> list[tuple[Field, float]]:
    """In a sheet whose title alone speaks of targets, a plain 金额 is a target."""
    if words.kind != "targets" or not around.means_targets or any(word in heading.joined for word in _DONE):
        return []
    plain = vocabulary("income").field("amount")
    score = plain.score(heading.joined, heading.leaf) if plain else 0.0
    return [(money, BORROWED * score)] if score else []


def _named(words: Vocabulary, headings: Mapping[int, Heading]) -> bool:
    """Tell whether a heading itself speaks of targets."""
    return any(
        field.money
        for heading in headings.values()
        for field, _ in field_scores(words.kind, heading.joined, heading.leaf)
    )


def _told(words: Vocabulary, around: Surroundings) -> bool:
    """Tell whether title, sheet or file name has a word of this kind."""
    return any(word in around.title or word in around.file for word in words.title_words)


def _is_of_others(words: Vocabulary, left: Iterable[str], around: Surroundings) -> bool:
    """Tell whether the table is about another matter, or each row about a person or a family: 民主评议党员, 星级文明户."""
    texts = (around.title, around.file)
    if not words.ours or any(word in text for word in words.ours for text in texts):
        return False
    known = common()
    return any(word in text for word in known.other_titles for text in texts) or any(
        heading in known.other_headings for heading in left
    )


def _key(field: Field, heading: Heading, base: int | None, category: str | None) -> ColumnKey:
    by_period = field.by_year or field is common().totals
    year = heading.year
    if year is None and heading.relative is not None and base is not None:
        year = base + heading.relative
    return ColumnKey(
        field.name,
        year if by_period else None,
        heading.month if field.by_month or field is common().totals else None,
        category if field.by_category or field.money else None,
    )


def _base_year(headings: Mapping[int, Heading], around: Surroundings) -> int | None:
    """Return the year 去年 and 本年 count from: the title's, or the latest one a heading names."""
    named = [heading.year for heading in headings.values() if heading.year]
    return around.year or (max(named) if named else None)


def _score(
    words: Vocabulary, taken: dict[int, Candidate], unread: int, present: set[str], around: Surroundings
) -> float:
    score = sum(found.score * found.field.weight for found in taken.values()) - unread * UNREAD_COST
    told = any(word in around.title for word in words.title_words)
    if told:
        score += TITLE_WORD
    if any(word in around.file for word in words.title_words):
        score += FILE_WORD
    if any(word in around.title for word in words.title_not):
        score -= TITLE_AGAINST
    if not told and len(words.evidence & present) < words.least_evidence:
        score -= NO_EVIDENCE
    return score


def _is_ignored(kind: str, heading: Heading) -> bool:
    words = common()
    is_subtotal = kind == "income" and heading.is_period and heading.span != 1
    return is_subtotal or any(
        field.score(heading.joined, heading.leaf) > 0 for field in (words.ignored, words.totals)
    )


def _column(found: Candidate, heading: Heading, around: Surroundings) -> Column:
    factor = (heading.factor or around.factor or FEN_PER_YUAN) if found.field.money else None
    return Column(found.column, column_letter(found.column), heading.shown, found.key, factor)


def _names(words: Vocabulary, need: frozenset[str]) -> str:
    labels = [field.label or field.name for field in words.fields if field.name in need]
    return "或".join(labels[:3])
