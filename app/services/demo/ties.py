"""What binds branches: pairs with their activities, leaders' contact points with visits, tasks quarter by quarter.

Nothing here throws dice: who, when and what follow from the order of the branches.
"""

from datetime import date, timedelta

from app.models.store import Row
from app.rules.calendar import add_months
from app.services.demo.material import ADVANCED, LAGGING, Plan, iso, material
from app.services.demo.members import leaders
from app.services.demo.places import Branch, Places

PAIRS, CONTACT_POINTS = 19, 16
MIDDLING_WITH_TASKS = 10
# Months between two activities of a pair and two visits of a leader; every so manieth point is seldom visited.
ACTIVITY_MONTHS, VISIT_MONTHS, SELDOM = 3, 4, 7
# Every so manieth task of a quarter is late: by some days in years gone by, not done yet in the year under way.
LATE, LATE_DAYS, LATE_PROGRESS = 11, 13, 70
QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))


def plan_pairs(plan: Plan, branches: list[Branch], grades: dict[str, str], since: date) -> None:
    """Plan the pairs of a year from a day on, advanced branches with others, the lagging first."""
    rows = [branch.row for branch in branches]
    best = [row for row in rows if grades[row["id"]] == ADVANCED]
    rest = sorted(
        (row for row in rows if grades[row["id"]] != ADVANCED), key=lambda row: grades[row["id"]] != LAGGING
    )
    words = material("records")["pairing"]
    over = since.year <= plan.times.last
    for number in range(PAIRS):
        leading, kind = best[number % len(best)], number % len(words["contents"])
        pair = plan.add(
            "pairing",
            year=since.year,
            organization_id=leading["id"],
            partner_id=rest[number]["id"],
            leader=leading["secretary"],
            from_on=iso(since),
            to_on=iso(date(since.year, 12, 31)) if over else None,
            content=words["contents"][kind],
            result=words["results"][kind] if over else None,
        )
        _plan_activities(plan, pair, since, number)


def _plan_activities(plan: Plan, pair: Row, since: date, number: int) -> None:
    told = material("records")["pairing"]["activities"]
    held, turn = since + timedelta(days=9 + 2 * number), number
    while held.year == since.year and held <= plan.times.as_of:
        content, result = told[turn % len(told)]
        plan.add("pairing_activity", pairing_id=pair["id"], held_on=iso(held), content=content, result=result)
        held, turn = add_months(held, ACTIVITY_MONTHS), turn + 1


def plan_tasks(plan: Plan, branches: list[Branch], grades: dict[str, str], year: int) -> None:
    """Plan a year's tasks of the advanced branches and the first of the middling ones, one a quarter."""
    words = material("records")["task"]
    rows = [branch.row for branch in branches]
    best = [row for row in rows if grades[row["id"]] == ADVANCED]
    rest = [row for row in rows if grades[row["id"]] not in (ADVANCED, LAGGING)]
    for number, row in enumerate([*best, *rest[:MIDDLING_WITH_TASKS]]):
        for quarter, contents in enumerate(words["quarters"], start=1):
            due = date(year, *QUARTER_ENDS[quarter - 1])
            plan.add(
                "branch_task",
                organization_id=row["id"],
                year=year,
                quarter=quarter,
                content=contents[number % len(contents)],
                requirement=words["requirement"],
                responsible=row["secretary"],
                due_on=iso(due),
                **_how_far(plan, due, number + quarter),
            )


def _how_far(plan: Plan, due: date, number: int) -> Row:
    """Return when a task was done, or how far it is on the day judged."""
    as_of, words = plan.times.as_of, material("records")["task"]
    begun = add_months(due.replace(day=1), -2)
    is_late = number % LATE == 0
    done = due + timedelta(days=LATE_DAYS if is_late else -(number % 9) - 2)
    if is_late and due.year > plan.times.last and due < as_of:
        return {"done_on": None, "progress": LATE_PROGRESS, "note": words["late"]}
    if done <= as_of:
        return {"done_on": iso(done), "progress": 100, "note": None}
    if begun > as_of:
        return {"done_on": None, "progress": 0, "note": None}
    return {"done_on": None, "progress": 20 + number % 5 * 15, "note": None}


def plan_contact_points(plan: Plan, places: Places) -> None:
    """Plan the leaders' contact points of all years told and the visits paid."""
    duties, people = material("township")["leader_duties"], leaders(plan, places)
    since = date(plan.times.years[0], 1, 10)
    for number, branch in enumerate(plan.dice.sample(places.village_branches, CONTACT_POINTS)):
        leader = number % len(people)
        point = plan.add(
            "contact_point",
            organization_id=branch.row["id"],
            leader=people[leader]["name"],
            duty=duties[leader],
            from_on=iso(since),
        )
        _plan_visits(plan, point, since, number)


def _plan_visits(plan: Plan, point: Row, since: date, number: int) -> None:
    words = material("records")["contact_point"]
    months = VISIT_MONTHS * (3 if number % SELDOM == SELDOM - 1 else 1)
    visited, turn = add_months(since, 1) + timedelta(days=3 * number), number
    while visited <= plan.times.as_of:
        kind = turn % len(words["contents"])
        plan.add(
            "contact_visit",
            contact_point_id=point["id"],
            visited_on=iso(visited),
            content=words["contents"][kind],
            solved=words["solved"][kind] or None,
        )
        visited, turn = add_months(visited, months), turn + 1
