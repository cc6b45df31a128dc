"""The yearly rating of all branches, and the places for 发展党员 given to the township."""

from datetime import date, timedelta

from app.models.store import Row
from app.services.demo.material import ADVANCED, LAGGING, MIDDLING, Plan, iso, material
from app.services.demo.places import Branch, Places
from app.services.demo.rectifications import plan_rectification
from app.services.demo.ties import plan_contact_points, plan_pairs, plan_tasks

# (advanced, lagging) of each year, the year under way last; how many advanced fall back each year.
SHARES = ((10, 3), (12, 2), (14, 1), (15, 1))
FALL_BACK = 1
SCORES = {ADVANCED: (9050, 9780), MIDDLING: (7620, 8960), LAGGING: (5620, 6680)}
QUOTAS = (5, 4, 6, 8)
SELF_DAY, HANDED_DAY, MASS_DAY, ROUND_DAY, FILED_DAY, PAIRED_DAY = (
    (9, 18), (9, 22), (9, 28), (10, 9), (10, 28), (3, 1),
)  # fmt: skip
GOALS = {ADVANCED: "保持先进", MIDDLING: "争创先进", LAGGING: "转化提升，退出后进"}


def plan_grades(plan: Plan, places: Places) -> None:
    """Plan the rounds that have been held and what follows from them."""
    times = plan.times
    grades: dict[str, str] = {}
    for year, (advanced, lagging) in zip((*times.years, times.last + 1), SHARES, strict=True):
        if grades and date(year, *PAIRED_DAY) <= times.as_of:
            plan_pairs(plan, places.branches, grades, date(year, *PAIRED_DAY))
            plan_tasks(plan, places.branches, grades, year)
        if date(year, *FILED_DAY) > times.as_of:
            break
        grades = _next_grades(plan, places.branches, grades, advanced, lagging)
        _plan_round(plan, year)
        for branch in places.branches:
            _plan_rating(plan, branch.row, year, grades[branch.row["id"]])
            if grades[branch.row["id"]] == LAGGING:
                plan_rectification(plan, places, branch, date(year, *FILED_DAY))
    plan_contact_points(plan, places)
    _plan_quotas(plan)


def _next_grades(
    plan: Plan, branches: list[Branch], before: dict[str, str], advanced: int, lagging: int
) -> dict[str, str]:
    """Return a year's grades: the lagging, of villages all, rise the year after; few branches move otherwise."""
    ids = [branch.row["id"] for branch in branches]
    middle = [one for one in ids if before.get(one, MIDDLING) == MIDDLING]
    of_villages = {branch.row["id"] for branch in branches if branch.village}
    worst = set(plan.dice.sample([one for one in middle if one in of_villages], lagging))
    kept = [one for one in ids if before.get(one) == ADVANCED][FALL_BACK:]
    risen = plan.dice.sample([one for one in middle if one not in worst], advanced - len(kept))
    best = {*kept, *risen}
    return {one: ADVANCED if one in best else LAGGING if one in worst else MIDDLING for one in ids}


def _plan_round(plan: Plan, year: int) -> None:
    """Plan a round; that of the year under way has been 公示 and waits to be filed."""
    held, filed = date(year, *ROUND_DAY), iso(date(year, *FILED_DAY) if year <= plan.times.last else None)
    plan.add(
        "rating_round",
        year=year,
        scheme="three",
        held_on=iso(held),
        meeting=f"{material('township')['name']}党委会议",
        publicity_from=iso(held + timedelta(days=3)),
        publicity_to=iso(held + timedelta(days=11)),
        filed_on=filed,
        locked_on=filed,
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
        self_on=iso(date(year, *SELF_DAY)),
        handed_in_on=iso(date(year, *HANDED_DAY)),
        mass_grade=grade,
        mass_on=iso(date(year, *MASS_DAY)),
        member_grade=grade,
        member_on=iso(date(year, *MASS_DAY)),
        township_grade=grade,
        township_on=iso(date(year, *ROUND_DAY)),
        score=plan.dice.randrange(low, high, 10),
        satisfaction=plan.dice.randint(7200, 8000) if grade == LAGGING else plan.dice.randint(8800, 9960),
        goal=GOALS[grade],
        reason=reason,
        sort=branch["sort"],
    )


def _plan_quotas(plan: Plan) -> None:
    years = [*plan.times.years, *([plan.times.current] if plan.times.current else [])]
    for year, places in zip(years, QUOTAS, strict=False):
        plan.add("quota", year=year, organization_id=None, places=places)
