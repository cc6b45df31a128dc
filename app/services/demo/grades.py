"""The yearly rating of all branches, pairs, the lagging ones' rectification, the leaders' contact points."""

from datetime import date, timedelta

from app.models.store import Row
from app.rules.calendar import add_months
from app.services.demo.material import Plan, iso, material
from app.services.demo.members import leaders
from app.services.demo.places import Branch, Places

ADVANCED, MIDDLING, LAGGING = "advanced", "middling", "lagging"
# (advanced, lagging) of each year, the year under way last; how many advanced fall back each year.
SHARES = ((10, 3), (12, 2), (14, 1), (15, 1))
FALL_BACK = 1
SCORES = {ADVANCED: (9050, 9780), MIDDLING: (7620, 8960), LAGGING: (5620, 6680)}
PAIRS = 19
CONTACT_POINTS = 16
QUOTAS = (5, 4, 6, 8)
ROUND_DAY, FILED_DAY, PAIRED_DAY = (10, 9), (10, 28), (3, 1)


def plan_grades(plan: Plan, places: Places) -> None:
    """Plan the rounds that have been held and what follows from them."""
    times = plan.times
    grades: dict[str, str] = {}
    for year, (advanced, lagging) in zip((*times.years, times.last + 1), SHARES, strict=True):
        if grades and date(year, *PAIRED_DAY) <= times.as_of:
            _plan_pairs(plan, places.branches, grades, year)
        if date(year, *FILED_DAY) > times.as_of:
            break
        grades = _next_grades(plan, places.branches, grades, advanced, lagging)
        _plan_round(plan, year)
        for branch in places.branches:
            _plan_rating(plan, branch.row, year, grades[branch.row["id"]])
            if grades[branch.row["id"]] == LAGGING:
                _plan_rectification(plan, places, branch, year)
    _plan_contact_points(plan, places)
    _plan_quotas(plan)


def _next_grades(
    plan: Plan, branches: list[Branch], before: dict[str, str], advanced: int, lagging: int
) -> dict[str, str]:
    """Return a year's grades: the lagging of the year before have risen, few branches move otherwise."""
    ids = [branch.row["id"] for branch in branches]
    if not before:
        chosen = plan.dice.sample(ids, advanced + lagging)
        best, worst = set(chosen[:advanced]), set(chosen[advanced:])
    else:
        held = [one for one in ids if before[one] == ADVANCED]
        middle = [one for one in ids if before[one] == MIDDLING]
        kept = held[FALL_BACK:]
        moved = plan.dice.sample(middle, advanced - len(kept) + lagging)
        best, worst = {*kept, *moved[lagging:]}, set(moved[:lagging])
    return {one: ADVANCED if one in best else LAGGING if one in worst else MIDDLING for one in ids}


def _plan_round(plan: Plan, year: int) -> None:
    held = date(year, *ROUND_DAY)
    plan.add(
        "rating_round",
        year=year,
        scheme="three",
        held_on=iso(held),
        publicity_from=iso(held + timedelta(days=3)),
        publicity_to=iso(held + timedelta(days=11)),
        filed_on=iso(date(year, *FILED_DAY)),
    )


def _plan_rating(plan: Plan, branch: Row, year: int, grade: str) -> None:
    generous = grade == MIDDLING and plan.dice.random() < 0.08
    low, high = SCORES[grade]
    reason = material("records")["rectification"]["reason"] if grade == LAGGING else None
    plan.add(
        "rating",
        organization_id=branch["id"],
        year=year,
        self_grade=ADVANCED if generous else MIDDLING if grade == LAGGING else grade,
        mass_grade=grade,
        township_grade=grade,
        township_on=iso(date(year, *ROUND_DAY)),
        score=plan.dice.randrange(low, high, 10),
        satisfaction=plan.dice.randint(7200, 8000) if grade == LAGGING else plan.dice.randint(8800, 9960),
        reason=reason,
        sort=branch["sort"],
    )


def _plan_pairs(plan: Plan, branches: list[Branch], grades: dict[str, str], year: int) -> None:
    rows = [branch.row for branch in branches]
    best = [row for row in rows if grades[row["id"]] == ADVANCED]
    rest = sorted(
        (row for row in rows if grades[row["id"]] != ADVANCED), key=lambda row: grades[row["id"]] != LAGGING
    )
    contents = material("records")["pairing"]["contents"]
    for number in range(PAIRS):
        plan.add(
            "pairing",
            year=year,
            organization_id=best[number % len(best)]["id"],
            partner_id=rest[number]["id"],
            from_on=iso(date(year, *PAIRED_DAY)),
            content=contents[number % len(contents)],
        )


def _plan_rectification(plan: Plan, places: Places, branch: Branch, year: int) -> None:
    words, people = material("records")["rectification"], leaders(plan, places)
    listed = date(year, *FILED_DAY)
    accepted = add_months(listed, 7)
    done = accepted <= plan.times.as_of
    leader = people[len(plan.rows.get("rectification", [])) % len(people)]["name"]
    row = plan.add(
        "rectification",
        organization_id=branch.row["id"],
        year=year,
        is_lagging=1,
        is_slack=int(year == plan.times.last),
        listed_on=iso(listed),
        situations=words["situations"],
        problems="；".join(words["problems"]),
        township_leader=leader,
        helping_unit=words["unit"],
        due_on=iso(add_months(listed, 6)),
        accepted_on=iso(accepted) if done else None,
        satisfaction=9150 if done else None,
        closed_on=iso(accepted) if done else None,
    )
    _plan_work(plan, row, leader, listed, done=done)


def _plan_work(plan: Plan, file: Row, leader: str, listed: date, *, done: bool) -> None:
    """Plan the tasks of a rectification and what was reported month by month."""
    words = material("records")["rectification"]
    for task in words["tasks"]:
        plan.add(
            "rectification_item",
            rectification_id=file["id"],
            list="task",
            content=task,
            responsible=leader,
            due_on=iso(add_months(listed, 5)),
            done_on=iso(add_months(listed, 5)) if done else None,
        )
    for number, content in enumerate(words["progress"], start=1):
        reported = add_months(listed, number)
        if reported <= plan.times.as_of:
            plan.add(
                "rectification_progress",
                rectification_id=file["id"],
                month=f"{reported:%Y-%m}",
                content=content,
                reported_on=iso(reported),
            )


def _plan_contact_points(plan: Plan, places: Places) -> None:
    duties, contents = material("township")["leader_duties"], material("records")["contact_point"]["contents"]
    people = leaders(plan, places)
    since = date(plan.times.last, 1, 10)
    for number, branch in enumerate(plan.dice.sample(places.village_branches, CONTACT_POINTS)):
        leader = number % len(people)
        point = plan.add(
            "contact_point",
            organization_id=branch.row["id"],
            leader=people[leader]["name"],
            duty=duties[leader],
            from_on=iso(since),
        )
        for _ in range(2):
            plan.add(
                "contact_visit",
                contact_point_id=point["id"],
                visited_on=iso(plan.day_in(since, plan.times.as_of)),
                content=plan.dice.choice(contents),
            )


def _plan_quotas(plan: Plan) -> None:
    years = [*plan.times.years, *([plan.times.current] if plan.times.current else [])]
    for year, places in zip(years, QUOTAS, strict=False):
        plan.add("quota", year=year, organization_id=None, places=places)
