"""Quality of the people on the roll: numbers, dates that cross, the same person twice, where they belong."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from app.rules.calendar import Day, add_months, add_years
from app.rules.idnumbers import IdNumber, parse_id_number
from app.rules.quality.findings import Breach, Rules, some_names
from app.rules.vocabulary import SEX_LABELS, OrganizationKind, PersonStatus

ON_THE_WAY = frozenset({PersonStatus.APPLICANT, PersonStatus.ACTIVIST, PersonStatus.OBJECT})
MEMBERS = frozenset({PersonStatus.PROBATIONARY, PersonStatus.FULL})
BRANCHES = frozenset(kind.value for kind in OrganizationKind if kind.is_branch)
NEAR_DIGITS = 2


class PersonFacts(NamedTuple):
    """A living person on the roll as the ledger has him; dates are stored text, `stages` those of open cases.

    A tuple, for a city has hundreds of thousands of them.
    """

    id: str
    name: str
    id_number: str | None
    sex: int | None
    birth_on: str | None
    status: str
    joined_on: str | None
    full_on: str | None
    organization_id: str | None
    organization: str | None
    organization_kind: str | None
    organization_ended: bool
    stages: tuple[str, ...] = ()

    @property
    def is_member(self) -> bool:
        """Tell whether the person is a 党员."""
        return self.status in MEMBERS


Gaps = dict[tuple[str, str], list[PersonFacts]]
"""(rule, branch) → its members who lack what the rule asks for."""


def judge_people(people: Iterable[PersonFacts], rules: Rules, today: date) -> Iterator[Breach]:
    """Judge everyone by himself, then by branch what many lack; nobody is kept who lacks nothing."""
    gaps: Gaps = {}
    for person in people:
        yield from _number(person)
        yield from _dates(person, rules, today)
        yield from _belonging(person)
        yield from _case(person)
        _note_gaps(person, gaps)
    yield from _gaps(gaps)


def _breach(person: PersonFacts, code: str, *fields: str, **values: object) -> Breach:
    return Breach(code, "person", person.id, person.name, fields, {"name": person.name, **values})


def _number(person: PersonFacts) -> Iterator[Breach]:
    if not person.id_number:
        return
    number = parse_id_number(person.id_number)
    if not isinstance(number, IdNumber):
        yield _breach(person, "ID_WRONG", "id_number", problem=number.message)
        return
    if person.birth_on:
        birth = Day.parse(person.birth_on)
        if not birth.first <= number.birth <= birth.last:
            coded = Day.of(number.birth)
            yield _breach(person, "ID_BIRTH", "birth_on", "id_number", birth=birth, coded=coded)
    if person.sex and person.sex != number.sex:
        sex, coded_sex = SEX_LABELS.get(person.sex, ""), SEX_LABELS[number.sex]
        yield _breach(person, "ID_SEX", "sex", "id_number", sex=sex, coded=coded_sex)


def _dates(person: PersonFacts, rules: Rules, today: date) -> Iterator[Breach]:
    birth, joined, full = (
        Day.parse(text) if text else None for text in (person.birth_on, person.joined_on, person.full_on)
    )
    now = Day.of(today)
    if birth and birth.first > today:
        yield _breach(person, "BIRTH_FUTURE", "birth_on", birth=birth, today=now)
    for day, field, label in ((joined, "joined_on", "入党时间"), (full, "full_on", "转正时间")):
        if day and day.first > today:
            yield _breach(person, "JOINED_FUTURE", field, field=label, date=day, today=now)
    young = rules.get("JOINED_YOUNG")
    if young and birth and joined and joined.last < add_years(birth.first, young.number("years")):
        yield _breach(person, "JOINED_YOUNG", "birth_on", "joined_on", birth=birth, joined=joined)
    if joined and full:
        yield from _probation(person, joined, full, rules)
    elif joined and person.status == PersonStatus.PROBATIONARY and "PROBATION_OVER" in rules:
        months = rules["PROBATION_OVER"].number("months")
        if not person.stages and add_months(joined.last, months) < today:
            yield _breach(person, "PROBATION_OVER", "status", "joined_on", joined=joined)


def _probation(person: PersonFacts, joined: Day, full: Day, rules: Rules) -> Iterator[Breach]:
    fields = ("joined_on", "full_on")
    if full.last < joined.first:
        yield _breach(person, "FULL_BEFORE_JOINED", *fields, joined=joined, full=full)
    elif rule := rules.get("FULL_TOO_SOON"):
        since = date.fromisoformat(str(rule.limits["since"]))
        if joined.first >= since and full.last < add_months(joined.first, rule.number("months")):
            yield _breach(person, "FULL_TOO_SOON", *fields, joined=joined, full=full)
    if person.status == PersonStatus.PROBATIONARY:
        yield _breach(person, "PROBATIONARY_DATED_FULL", "status", "full_on", full=full)


def _belonging(person: PersonFacts) -> Iterator[Breach]:
    if not person.is_member:
        return
    if not person.organization_id:
        status = PersonStatus.label_of(person.status)
        yield _breach(person, "MEMBER_WITHOUT_BRANCH", "organization_id", status=status)
    elif person.organization_ended or person.organization_kind not in BRANCHES:
        place = person.organization or ""
        yield _breach(person, "MEMBER_OUTSIDE_BRANCH", "organization_id", organization=place)


def _case(person: PersonFacts) -> Iterator[Breach]:
    if person.status in ON_THE_WAY and not person.stages:
        status = PersonStatus.label_of(person.status)
        yield _breach(person, "STAGE_WITHOUT_CASE", "status", status=status)
    if len(person.stages) == 1 and person.stages[0] != person.status:
        stage, status = PersonStatus.label_of(person.stages[0]), PersonStatus.label_of(person.status)
        yield _breach(person, "STAGE_DIFFERS", "status", stage=stage, status=status)


def judge_alike(people: Iterable[PersonFacts]) -> Iterator[Breach]:
    """Judge whether people are one and the same: asked of those who share a number, or name and birth."""
    by_number: dict[str, list[PersonFacts]] = {}
    by_birth: dict[tuple[str, str], list[PersonFacts]] = {}
    for person in people:
        if person.id_number:
            by_number.setdefault(person.id_number, []).append(person)
        if person.birth_on and len(person.birth_on) == 10:
            by_birth.setdefault((person.name, person.birth_on), []).append(person)
    for same in by_number.values():
        if len(same) > 1:
            yield _group(same, "ID_TWICE", "id_number")
    for same in by_birth.values():
        if len(same) > 1 and _may_be_one(same):
            yield _group(same, "PERSON_TWICE", "name", "birth_on")


def _group(same: Sequence[PersonFacts], code: str, *fields: str) -> Breach:
    names = "、".join(f"{one.name}（{one.organization or '未登记党支部'}）" for one in same)
    return _breach(same[0], code, *fields, names=names)


def _may_be_one(same: Sequence[PersonFacts]) -> bool:
    """Tell whether two of them can be one person: a number missing, or numbers that differ in a digit or two."""
    for index, one in enumerate(same):
        for other in same[index + 1 :]:
            if not one.id_number or not other.id_number:
                return True
            if 0 < _differences(one.id_number, other.id_number) <= NEAR_DIGITS:
                return True
    return False


def _differences(one: str, other: str) -> int:
    return abs(len(one) - len(other)) + sum(a != b for a, b in zip(one, other, strict=False))


def _note_gaps(person: PersonFacts, gaps: Gaps) -> None:
    if not person.is_member or not person.organization_id:
        return
    if not person.id_number:
        gaps.setdefault(("ID_MISSING", person.organization_id), []).append(person)
    if person.status == PersonStatus.FULL and not person.full_on:
        gaps.setdefault(("FULL_UNDATED", person.organization_id), []).append(person)


def _gaps(gaps: Gaps) -> Iterator[Breach]:
    """List by branch who has no ID number or no day of becoming full: one line a branch, not one a person."""
    for (code, organization_id), found in gaps.items():
        label = found[0].organization or ""
        field = "id_number" if code == "ID_MISSING" else "full_on"
        values = {
            "organization": label,
            "count": len(found),
            "names": some_names(one.name for one in found),
        }
        yield Breach(code, "organization", organization_id, label, (field,), values)
