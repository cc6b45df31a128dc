"""The members who were there before the three years: who they are, what posts they hold, who has left."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from app.models.store import Row
from app.rules.calendar import add_years
from app.services.demo.material import Plan, iso, material
from app.services.demo.people import People
from app.services.demo.places import Branch, Places

MEDALS, NEXT_MEDALS = 18, 3
LEFT_BEFORE = 4
LEFT_SINCE = ((1, 22, "去世"), (4, 9, "组织关系转出"), (8, 30, "去世"))
POSTS = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员")
WORKING_AGE = (28, 60)


def plan_members(plan: Plan, people: People, places: Places) -> None:
    """Plan everybody who joined before the years told, in their branches."""
    slots = [branch for branch in places.village_branches for _ in range(branch.size)]
    kinds = ["medal"] * MEDALS + ["next"] * NEXT_MEDALS
    kinds += ["ordinary"] * (len(slots) - len(kinds))
    plan.dice.shuffle(kinds)
    rare = set(plan.dice.sample(range(len(slots)), len(material("people")["rare_names"])))
    for at, (branch, kind) in enumerate(zip(slots, kinds, strict=True)):
        _plan_member(plan, people, branch, kind, rare=at in rare)
    for branch in places.branches[len(places.village_branches) :]:
        for _ in range(branch.size):
            _plan_member(plan, people, branch, "ordinary")
    _plan_leaving(plan, places)


def plan_posts(plan: Plan, places: Places) -> None:
    """Give every branch its secretary and committee, and the committees above their secretaries."""
    for branch in places.branches:
        able = [one for one in branch.members if _can_serve(plan, one)]
        chosen = plan.dice.sample(able, min(len(able), len(POSTS) if branch.size >= 20 else 3))
        for duty, person in zip(POSTS, chosen, strict=False):
            plan.add(
                "post",
                person_id=person["id"],
                organization_id=branch.row["id"],
                duty=duty,
                from_on=branch.row["elected_on"],
            )
        branch.row["secretary"], branch.row["phone"] = chosen[0]["name"], chosen[0]["phone"]
    for general in places.general_branches:
        below = [one.row for one in places.branches if one.row["parent_id"] == general["id"]]
        head = plan.dice.choice(below)
        general["secretary"], general["phone"] = head["secretary"], head["phone"]
    first = leaders(plan, places)[0]
    places.committee["secretary"], places.committee["phone"] = first["name"], first["phone"]


def leaders(plan: Plan, places: Places) -> list[Row]:
    """Return the members of the offices' branch who lead the township, in the order of their duties."""
    office = next(one for one in places.branches if one.row["field"] == "office" and not one.village)
    able = [one for one in office.members if _can_serve(plan, one)]
    return able[: len(material("township")["leader_duties"])]


def state_members(places: Places) -> None:
    """Write into each branch how many members it states; one still counts a member who has left."""
    overstated = False
    for branch in places.branches:
        present = sum(one["ended_on"] is None for one in branch.members)
        left = any(one["ended_on"] for one in branch.members)
        extra = int(left and not overstated)
        overstated = overstated or bool(extra)
        branch.row["stated_members"] = present + extra


def _plan_member(plan: Plan, people: People, branch: Branch, kind: str, *, rare: bool = False) -> None:
    joined, born = _dates(plan, kind)
    person = people.new(born, office=branch.is_office, rare=rare)
    migrant = bool(branch.village) and born.year > plan.times.last - 50 and plan.dice.random() < 0.23
    person |= {
        "is_migrant": int(migrant),
        "is_hardship": int(bool(branch.village) and plan.dice.random() < 0.04),
        "status": "full",
        "joined_on": iso(joined),
        "full_on": iso(add_years(joined, 1)),
    }
    place_person(plan, branch, person)


def place_person(plan: Plan, branch: Branch, person: Row, group: Row | None = None) -> Row:
    """Plan a person of a branch, living in one of its groups."""
    number = len(branch.members)
    home = group or (branch.groups[number % len(branch.groups)] if branch.groups else None)
    office = material("township")
    village = branch.village["name"] if branch.village else ""
    row = plan.add(
        "person",
        **person,
        native_place=office["county"],
        address=f"{office['name']}{village}{home['name'] if home else ''}",
        organization_id=branch.row["id"],
        village_id=branch.village["id"] if branch.village else None,
        village_group_id=home["id"] if home else None,
        sort=len(plan.rows.get("person", [])) + 1,
    )
    if row["status"] in ("full", "probationary"):
        branch.members.append(row)
    return row


def _dates(plan: Plan, kind: str) -> tuple[date, date]:
    """Return when somebody joined and when he was born."""
    dice, last = plan.dice, plan.times.last
    if kind == "medal":
        joined = plan.day_in(date(last - 59, 1, 1), date(last - 51, 6, 28))
        return joined, _birth(plan, joined, 19, 26)
    if kind == "next":
        joined = plan.day_in(date(last - 51, 7, 5), date(last - 50, 6, 28))
        return joined, _birth(plan, joined, 19, 26)
    year = round(dice.triangular(last - 48, last - 4, last - 16))
    joined = date(year, dice.choice((5, 6, 6, 7, 10, 11, 12)), dice.randint(1, 28))
    return joined, _birth(plan, joined, 19, 38)


def _birth(plan: Plan, joined: date, youngest: int, oldest: int) -> date:
    years = plan.dice.randint(youngest, oldest)
    return plan.day_in(date(joined.year - years, 1, 1), date(joined.year - years, 12, 28))


def _plan_leaving(plan: Plan, places: Places) -> None:
    """Let some leave in the full years, and some in the year under way."""
    times = plan.times
    for at, person in enumerate(_leaving(plan, places)):
        if at < LEFT_BEFORE:
            first, last = date(times.years[1], 1, 10), date(times.last, 11, 30)
            person |= {"ended_on": iso(plan.day_in(first, last)), "end_reason": "去世"}
            continue
        month, day, reason = LEFT_SINCE[at - LEFT_BEFORE]
        on = date(times.last + 1, month, day)
        if on <= times.as_of:
            person |= {"ended_on": iso(on), "end_reason": reason}


def _leaving(plan: Plan, places: Places) -> Iterator[Row]:
    count = LEFT_BEFORE + len(LEFT_SINCE)
    for branch in plan.dice.sample(places.village_branches, count):
        oldest = f"{plan.times.last - 49}"
        candidates = [one for one in branch.members if one["full_on"] > oldest]
        yield min(candidates, key=lambda one: str(one["birth_on"]))


def _can_serve(plan: Plan, person: dict[str, Any]) -> bool:
    age = plan.times.as_of.year - int(person["birth_on"][:4])
    youngest, oldest = WORKING_AGE
    return youngest <= age <= oldest and not person["ended_on"] and not person["is_migrant"]
