"""Quality of organizations and village groups: sizes, stated figures, the tree, terms, reserves."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.rules import terms, tree
from app.rules.calendar import Day
from app.rules.quality.findings import Breach, Rules, some_names
from app.rules.vocabulary import OrganizationKind


@dataclass(frozen=True, slots=True)
class OrganizationFacts:
    """A living organization with the members on its own roll (not those of organizations under it)."""

    id: str
    name: str
    kind: str
    parent_id: str | None
    parent: str | None
    parent_ended: bool
    has_village: bool
    field: str | None
    elected_on: str | None
    term_ends_on: str | None
    secretary: str | None
    stated_members: int | None
    full: int
    probationary: int

    @property
    def members(self) -> int:
        """Number of 党员 on the roll."""
        return self.full + self.probationary


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A village group: what the office states, who is on the roster, how many are on the way."""

    id: str
    name: str
    village: str
    states_member: int | None
    members: tuple[str, ...]
    reserve: int
    village_places_people: bool


def judge_organizations(
    organizations: Sequence[OrganizationFacts], rules: Rules, term_rules: terms.TermRules, today: date
) -> Iterator[Breach]:
    """Judge sizes, stated members, the tree and terms. Sizes are judged only once a roster is there."""
    parents = {one.id: one.parent_id for one in organizations}
    below = tree.carried_up(tree.nest(parents), {one.id: one.members for one in organizations})
    circles = set(tree.circles(parents))
    has_roster = any(one.members for one in organizations)
    for one in organizations:
        if one.id in circles:
            yield _breach(one, "PARENT_CIRCLE", "parent_id")
        if one.parent_ended:
            yield _breach(one, "PARENT_ENDED", "parent_id", parent=one.parent or "")
        if has_roster:
            yield from _size(one, rules)
            if one.stated_members is not None and one.stated_members != below[one.id]:
                yield _breach(
                    one, "STATED_MEMBERS", "stated_members", stated=one.stated_members, count=below[one.id]
                )
        if OrganizationKind(one.kind).is_branch and not one.secretary:
            yield _breach(one, "SECRETARY_MISSING", "secretary")
        yield from _term(one, term_rules, today)


def judge_groups(groups: Iterable[GroupFacts]) -> Iterator[Breach]:
    """Judge what is stated of each village group against the roster; a blank group against its reserve."""
    for group in groups:
        values = {"village": group.village, "name": group.name}
        label = f"{group.village}{group.name}"
        if group.members and group.states_member == 0:
            values |= {"count": str(len(group.members)), "names": some_names(group.members)}
            yield Breach("GROUP_STATED_NONE", "village_group", group.id, label, ("states_member",), values)
        elif not group.members and group.states_member and group.village_places_people:
            yield Breach("GROUP_STATED_SOME", "village_group", group.id, label, ("states_member",), values)
        elif not group.members and not group.states_member and not group.reserve:
            yield Breach("GROUP_WITHOUT_RESERVE", "village_group", group.id, label, (), values)


def term_end(one: OrganizationFacts, rules: terms.TermRules) -> Day | None:
    """Return the end of an organization's term; None when it has none or nothing is known."""
    rural = terms.is_rural(one.field, has_village=one.has_village)
    return terms.expiry(
        one.elected_on, one.term_ends_on, terms.term_years(one.kind, rural=rural, rules=rules)
    )


def _breach(one: OrganizationFacts, code: str, *fields: str, **values: object) -> Breach:
    return Breach(code, "organization", one.id, one.name, fields, {"name": one.name, **values})


def _size(one: OrganizationFacts, rules: Rules) -> Iterator[Breach]:
    if not OrganizationKind(one.kind).is_branch:
        return
    if one.members == 0:
        yield _breach(one, "BRANCH_EMPTY")
        return
    small, large = rules.get("BRANCH_SMALL"), rules.get("BRANCH_LARGE")
    if small and one.kind == OrganizationKind.BRANCH and one.full < small.number("minimum"):
        yield _breach(one, "BRANCH_SMALL", "kind", count=one.full)
    if large and one.members > large.number("maximum"):
        yield _breach(one, "BRANCH_LARGE", count=one.members)


def _term(one: OrganizationFacts, rules: terms.TermRules, today: date) -> Iterator[Breach]:
    end = term_end(one, rules)
    if end is None or terms.reminder(end, today, rules) != terms.OVERDUE:
        return
    code = "TERM_LONG_OVER" if terms.is_too_late(end, today, rules) else "TERM_OVER"
    yield _breach(one, code, "elected_on", "term_ends_on", date=end, today=Day.of(today))
