"""The file of a lagging branch: leads, three lists, a report every month, acceptance, 销号 and 回头看."""

from datetime import date, timedelta

from app.models.store import Row
from app.rules.calendar import add_months
from app.services.demo.material import Plan, iso, material
from app.services.demo.members import leaders
from app.services.demo.places import Branch, Places

# Months after the listing: when the tasks are due, the whole, the acceptance and the look back.
TASK_MONTHS, DUE_MONTHS, ACCEPTED_MONTHS, LOOK_BACK_MONTHS = (2, 3, 5), 6, 7, 10
REPORT_DAY, EARLY_DAYS, APPLIED_DAYS, SATISFACTION = 28, 6, 10, 9150


def plan_rectification(plan: Plan, places: Places, branch: Branch, listed: date) -> None:
    """Plan the file of a branch listed on a day, as far as it has come on the day judged."""
    words, people = material("records")["rectification"], leaders(plan, places)
    leader = people[len(plan.rows.get("rectification", [])) % len(people)]["name"]
    file = plan.add(
        "rectification",
        organization_id=branch.row["id"],
        year=listed.year,
        is_lagging=1,
        is_slack=int(listed.year == plan.times.last),
        listed_on=iso(listed),
        situations="；".join(words["situations"]),
        problems="；".join(words["problems"]),
        county_leader=words["county_leader"],
        township_leader=leader,
        first_secretary=words["first_secretary"],
        helping_unit=words["unit"],
        service_project=words["service_project"],
        plan=words["plan"],
        due_on=iso(add_months(listed, DUE_MONTHS)),
        **_ending(plan, listed),
    )
    _plan_lists(plan, file, leader, listed)
    _plan_reports(plan, file, listed)


def _ending(plan: Plan, listed: date) -> Row:
    """Return acceptance, 销号 and 回头看 as far as they have come."""
    words, accepted = material("records")["rectification"], add_months(listed, ACCEPTED_MONTHS)
    looked_back = add_months(listed, LOOK_BACK_MONTHS)
    done, looked = accepted <= plan.times.as_of, looked_back <= plan.times.as_of
    return {
        "applied_on": iso(accepted - timedelta(days=APPLIED_DAYS)) if done else None,
        "accepted_on": iso(accepted) if done else None,
        "acceptance_score": words["score"] if done else None,
        "acceptance_scores": words["acceptance"] if done else None,
        "satisfaction": SATISFACTION if done else None,
        "accepted_by": words["accepted_by"] if done else None,
        "acceptance_result": words["acceptance_result"] if done else None,
        "closed_on": iso(accepted) if done else None,
        "looked_back_on": iso(looked_back) if looked else None,
        "look_back": words["look_back"] if looked else None,
    }


def _plan_lists(plan: Plan, file: Row, leader: str, listed: date) -> None:
    """Plan the lists of problems, tasks and duties."""
    words = material("records")["rectification"]
    last = add_months(listed, TASK_MONTHS[-1])
    for problem in words["problems"]:
        _plan_item(plan, file, "problem", problem, leader, last)
    measures = zip(words["tasks"], words["requirements"], TASK_MONTHS, strict=True)
    for content, requirement, months in measures:
        _plan_item(plan, file, "task", content, leader, add_months(listed, months), requirement)
    for duty, who in zip(words["duties"], (leader, words["first_secretary"], words["unit"]), strict=True):
        _plan_item(plan, file, "duty", duty, who, last)


def _plan_item(
    plan: Plan, file: Row, kind: str, content: str, who: str, due: date, requirement: str | None = None
) -> None:
    done = due - timedelta(days=EARLY_DAYS)
    is_done = done <= plan.times.as_of
    plan.add(
        "rectification_item",
        rectification_id=file["id"],
        list=kind,
        content=content,
        requirement=requirement,
        responsible=who,
        due_on=iso(due),
        done_on=iso(done) if is_done else None,
        progress=100 if is_done else 0,
    )


def _plan_reports(plan: Plan, file: Row, listed: date) -> None:
    """Plan a report of every whole month until the acceptance."""
    told = material("records")["rectification"]["progress"]
    for number, (content, result) in enumerate(told, start=1):
        month = add_months(listed.replace(day=1), number)
        reported = month.replace(day=REPORT_DAY)
        if add_months(month, 1) <= plan.times.as_of:
            plan.add(
                "rectification_progress",
                rectification_id=file["id"],
                month=f"{month:%Y-%m}",
                content=content,
                result=result,
                reported_on=iso(reported),
            )
