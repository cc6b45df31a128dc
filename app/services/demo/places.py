"""The township's villages, village groups and organizations; who is in them comes later."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.models.store import Row
from app.rules.calendar import add_months, add_years
from app.services.demo.material import Plan, Times, iso, material

VILLAGE_MEMBERS = 942  # of village branches, those who left in the full years included
SMALLEST = 8
COMMITTEE_TERM, VILLAGE_TERM, UNIT_TERM = 5, 5, 3
# Days from the day judged to the end of the term of the first units' branches; the first is over.
NEAR_ENDS = (-47, 18, 72, 151)


@dataclass(slots=True)
class Branch:
    """A branch under way: its row, the groups its people live in, how many members it is to have, who they are."""

    row: Row
    groups: list[Row]
    size: int
    village: Row | None = None
    members: list[Row] = field(default_factory=list)

    @property
    def is_office(self) -> bool:
        """Tell whether its members are on a payroll."""
        return self.row["field"] in ("office", "school")


@dataclass(slots=True)
class Places:
    """All organizations, and the village groups without a member."""

    committee: Row
    general_branches: list[Row]
    branches: list[Branch]
    blank_groups: list[Row]

    @property
    def village_branches(self) -> list[Branch]:
        """The branches of villages."""
        return [branch for branch in self.branches if branch.village]


def plan_places(plan: Plan) -> Places:
    """Plan villages, groups and organizations."""
    data, times = material("township"), plan.times
    elected = date(times.as_of.year - 2, 5, 20)
    committee = _organization(plan, data["committee"], "committee", None, elected, COMMITTEE_TERM)
    places = Places(committee, [], [], [])
    for one in data["village"]:
        _plan_village(plan, places, one)
    sizes = _sizes(plan, len(places.branches))
    for branch, size in zip(places.branches, sizes, strict=True):
        branch.size = size
    for one, elected in zip(data["unit"], _unit_elections(plan, len(data["unit"])), strict=True):
        row = _organization(
            plan, one["name"], one.get("kind", "branch"), committee, elected, UNIT_TERM, field=one["field"]
        )
        places.branches.append(Branch(row, [], one["members"]))
    return places


def _organization(
    plan: Plan, name: str, kind: str, parent: Row | None, elected: date, years: int, **more: Any
) -> Row:
    return plan.add(
        "organization",
        name=name,
        kind=kind,
        parent_id=parent["id"] if parent else None,
        village_id=more.get("village_id"),
        field=more.get("field", "office" if kind == "committee" else None),
        founded_on=iso(add_years(elected, -3 * years)),
        elected_on=iso(elected),
        term_ends_on=iso(add_years(elected, years)),
        secretary=None,
        phone=None,
        stated_members=None,
        sort=len(plan.rows.get("organization", [])) + 1,
    )


def _plan_village(plan: Plan, places: Places, one: dict[str, Any]) -> None:
    village = plan.add("village", name=one["name"], sort=len(plan.rows.get("village", [])) + 1)
    elected = plan.day_in(date(plan.times.as_of.year - 3, 3, 3), date(plan.times.as_of.year - 3, 3, 28))
    shared: dict[str, Any] = {"village_id": village["id"], "field": "village"}
    general = _organization(
        plan, f"{one['name']}党总支", "general_branch", places.committee, elected, VILLAGE_TERM, **shared
    )
    places.general_branches.append(general)
    groups = [_group(plan, village, name, blank=name == one["blank"]) for name in one["groups"]]
    places.blank_groups += [group for group in groups if not group["states_member"]]
    inhabited = [group for group in groups if group["states_member"]]
    count = one["branches"]
    for at, group in enumerate(inhabited[:count]):
        held = elected - timedelta(days=plan.dice.randint(1, 12))
        row = _organization(
            plan, f"{one['name']}{group['name']}党支部", "branch", general, held, VILLAGE_TERM, **shared
        )
        joined = [other for number, other in enumerate(inhabited[count:]) if number % count == at]
        places.branches.append(Branch(row, [group, *joined], 0, village))


def _group(plan: Plan, village: Row, name: str, *, blank: bool) -> Row:
    return plan.add(
        "village_group",
        village_id=village["id"],
        name=f"{name}小组",
        states_member=int(not blank),
        households=plan.dice.randint(9, 24) if blank else plan.dice.randint(28, 96),
        sort=len(plan.rows.get("village_group", [])) + 1,
    )


def _sizes(plan: Plan, count: int) -> list[int]:
    """Deal the members of village branches out, none smaller than the smallest."""
    weights = [plan.dice.uniform(0.35, 1.9) for _ in range(count)]
    free = VILLAGE_MEMBERS - count * SMALLEST
    sizes = [SMALLEST + int(free * weight / sum(weights)) for weight in weights]
    for at in range(VILLAGE_MEMBERS - sum(sizes)):
        sizes[at % count] += 1
    return sizes


def _unit_elections(plan: Plan, count: int) -> Iterator[date]:
    times: Times = plan.times
    for days in NEAR_ENDS:
        yield add_years(times.as_of + timedelta(days=days), -UNIT_TERM)
    for _ in range(count - len(NEAR_ENDS)):
        yield add_months(times.as_of, -plan.dice.randint(6, 24))
