"""Quality of a year's round: who has no grade, is lowest again or not listed for 整顿, vetoes, days, shares, pairs."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.rules import codes
from app.rules.calendar import Day, WorkCalendar
from app.rules.quality.findings import Breach, Rules, out_of_order
from app.rules.ratings import Scheme, hints_by_field, repeatedly_lowest

STEPS = {
    "self_on": "自评日期",
    "mass_on": "测评日期",
    "member_on": "党员评议日期",
    "township_on": "评定日期",
    "county_on": "县级审定日期",
}
"""Days of a branch's rating."""
ORDERS = (
    ("self_on", "mass_on", "township_on", "county_on"),
    ("self_on", "member_on"),
    ("member_on", "township_on"),
)
"""Days of a rating that follow each other; the masses and the members may be asked in any order."""
ROUND_DAYS = {
    "held_on": "会议日期",
    "publicity_from": "公示开始",
    "publicity_to": "公示结束",
    "filed_on": "备案日期",
    "county_on": "县级审定日期",
}
"""Days of a round in the order they follow each other."""
TERM = {"from_on": "开始时间", "to_on": "结束时间"}


@dataclass(frozen=True, slots=True)
class RatedBranch:
    """A living branch, the grades that count by year, and the code of its 领域."""

    id: str
    name: str
    founded_on: str | None
    grades: Mapping[int, str]
    field: str = ""


@dataclass(frozen=True, slots=True)
class RatingFacts:
    """A branch's rating of the year judged: column of the grade that counts, vetoes, stored days by column."""

    id: str
    organization_id: str
    name: str
    grade: str
    grade_field: str
    vetoes: tuple[str, ...]
    days: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A year's round: stored days by column, "" while unknown."""

    id: str
    year: int
    days: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PairFacts:
    """One pairing of a year."""

    id: str
    year: int
    organization_id: str
    organization: str
    partner_id: str | None
    from_on: str = ""
    to_on: str = ""


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A leader's contact point."""

    id: str
    leader: str
    organization: str
    from_on: str = ""
    to_on: str = ""


def judge_missing(branches: Sequence[RatedBranch], year: int) -> Iterator[Breach]:
    """Judge, once most branches are graded in a year, those founded before it that have no grade."""
    existing = [branch for branch in branches if (branch.founded_on or "")[:4] < str(year)]
    rated = sum(year in branch.grades for branch in branches)
    if rated * 2 <= len(existing):
        return
    for branch in existing:
        if year not in branch.grades:
            values = {"name": branch.name, "year": year, "count": rated}
            yield Breach("RATING_MISSING", "organization", branch.id, branch.name, (), values)


def judge_lowest(
    branches: Sequence[RatedBranch],
    ratings: Iterable[RatingFacts],
    listed: Collection[str],
    rules: Rules,
    scheme_of: Callable[[int], Scheme],
    year: int,
) -> Iterator[Breach]:
    """Judge the branches with the lowest grade of a year: so rated years running, or not listed for 整顿.

    The lowest grade is that of each year's own scheme. `listed` are ids of organizations with a file of 整顿.
    """
    grades = {branch.id: branch.grades for branch in branches}
    again = rules.get("RATING_LOWEST_AGAIN")
    lowest = scheme_of(year).grades[-1]
    for one in ratings:
        if one.grade != lowest:
            continue
        values = {"name": one.name, "year": year, "grade": scheme_of(year).label_of(lowest)}
        running = repeatedly_lowest(grades.get(one.organization_id, {}), scheme_of, year)
        if again and running >= again.number("years"):
            yield _of_rating(one, "RATING_LOWEST_AGAIN", one.grade_field, **values, count=running)
        if one.organization_id not in listed:
            yield _of_rating(one, "RATING_UNLISTED", one.grade_field, **values)


def judge_ratings(ratings: Iterable[RatingFacts], scheme: Scheme, year: int) -> Iterator[Breach]:
    """Judge each rating of a year by itself: the best grade in spite of a veto, days out of order."""
    for one in ratings:
        if one.vetoes and one.grade == scheme.grades[0]:
            values = {"name": one.name, "year": year, "grade": scheme.label_of(one.grade)}
            yield _of_rating(
                one, "RATING_VETO", "vetoes", one.grade_field, **values, vetoes="；".join(one.vetoes)
            )
        for order in ORDERS:
            for earlier, later, values in out_of_order({name: STEPS[name] for name in order}, one.days):
                yield _of_rating(one, "RATING_DAYS", earlier, later, name=one.name, year=year, **values)


def judge_round(held: RoundFacts, rules: Rules, calendar: WorkCalendar) -> Iterator[Breach]:
    """Judge a round's own days: 会议, 公示, 备案 in this order, and 公示 long enough."""
    label = f"{held.year}年"
    for earlier, later, values in out_of_order(ROUND_DAYS, held.days):
        yield Breach(
            "ROUND_DAYS", "rating_round", held.id, label, (earlier, later), {"year": held.year, **values}
        )
    first, last = (held.days.get(name) for name in ("publicity_from", "publicity_to"))
    rule = rules.get("ROUND_PUBLICITY")
    if rule and first and last and first <= last:
        start, end = Day.parse(first), Day.parse(last)
        days = calendar.count(start.first, end.last).days
        if days < rule.number("days"):
            values = {
                "year": held.year, "first": start, "last": end, "count": days, "days": rule.number("days"),
            }  # fmt: skip
            fields = ("publicity_from", "publicity_to")
            yield Breach("ROUND_PUBLICITY", "rating_round", held.id, label, fields, values)


def judge_shares(
    round_id: str, year: int, grades: Mapping[str, Sequence[str]], scheme: Scheme
) -> Iterator[Breach]:
    """Compare a year's shares with the hints of its scheme: of each 领域 with hints of its own, and of all others.

    `grades` are the grades that count by 领域 (code, "" for none).
    """
    for name, hint in hints_by_field(grades, scheme):
        limit = (
            f"高于{hint.maximum:g}%"
            if hint.maximum is not None and hint.percent > hint.maximum
            else f"低于{hint.minimum:g}%"
        )
        values = {
            "year": year,
            "field": codes.label("field", name),
            "grade": scheme.label_of(hint.grade),
            "percent": hint.shown.removesuffix("%"),
            "limit": limit,
        }
        yield Breach("RATING_SHARE", "rating_round", round_id, f"{year}年", ("scheme",), values)


def judge_pairs(pairs: Iterable[PairFacts]) -> Iterator[Breach]:
    """Judge pairings: a branch with itself, two branches paired a second time in one year, an end before its beginning."""
    seen: set[tuple[int, frozenset[str]]] = set()
    for pair in pairs:
        values: dict[str, object] = {"name": pair.organization, "year": pair.year}
        for days in out_of_order(TERM, {"from_on": pair.from_on, "to_on": pair.to_on}):
            yield Breach("PAIR_DAYS", "pairing", pair.id, pair.organization, days[:2], {**values, **days[2]})
        if pair.partner_id == pair.organization_id:
            yield Breach("PAIR_WITH_SELF", "pairing", pair.id, pair.organization, ("partner_id",), values)
        elif pair.partner_id:
            sides = (pair.year, frozenset({pair.organization_id, pair.partner_id}))
            if sides in seen:
                fields = ("organization_id", "partner_id")
                yield Breach("PAIR_TWICE", "pairing", pair.id, pair.organization, fields, values)
            seen.add(sides)


def judge_contacts(points: Iterable[ContactFacts]) -> Iterator[Breach]:
    """Judge contact points: an end before its beginning."""
    for one in points:
        for days in out_of_order(TERM, {"from_on": one.from_on, "to_on": one.to_on}):
            values = {"leader": one.leader, "name": one.organization, **days[2]}
            yield Breach("CONTACT_DAYS", "contact_point", one.id, one.organization, days[:2], values)


def _of_rating(one: RatingFacts, code: str, *fields: str, **values: object) -> Breach:
    return Breach(code, "rating", one.id, one.name, fields, values)
