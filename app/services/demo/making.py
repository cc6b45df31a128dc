"""Making the invented township: planned as a whole from one seed, written in a few operations."""

import random
from datetime import date
from pathlib import Path

from app.models.ledger import Ledger
from app.models.store import Store
from app.progress import SILENT, Progress
from app.services import ledgers
from app.services.demo.cases import plan_cases
from app.services.demo.economy import plan_economy
from app.services.demo.grades import plan_grades
from app.services.demo.material import Plan, Times, material
from app.services.demo.members import plan_members, plan_posts, state_members
from app.services.demo.people import People
from app.services.demo.places import plan_places

# Each operation: its sentence ({} takes the number of records) and the tables it writes.
OPERATIONS = (
    ("录入村、村民小组和党组织共{}条", ("village", "village_group", "organization")),
    ("录入党员和申请入党人员、党内职务共{}条", ("person", "post")),
    (
        "补录发展党员案卷：步骤、联系人、材料共{}条",
        ("development_case", "step_record", "case_person", "document"),
    ),
    (
        "录入三年分类定级、争创任务、结对共建和整顿共{}条",
        (
            "rating_round",
            "rating",
            "branch_task",
            "pairing",
            "pairing_activity",
            "rectification",
            "rectification_item",
            "rectification_progress",
        ),
    ),
    ("登记班子成员联系点和发展党员计划共{}条", ("contact_point", "contact_visit", "quota")),
    (
        "录入村集体经济收支、目标、项目和合同共{}条",
        ("target", "income_entry", "cost_entry", "project", "contract", "asset"),
    ),
)


def make_demo(folder: Path, *, as_of: date, progress: Progress = SILENT) -> Ledger:
    """Make a ledger of an invented township whose three years end on `as_of`; the same day gives the same township.

    Raises StorageError when there is a ledger in the folder already.
    """
    office = material("township")
    actor = office["clerks"][0]
    ledger = ledgers.create(folder, name=office["name"], county=office["county"], actor=actor).ledger
    try:
        store = ledger.connect()
        try:
            _fill(store, plan_township(as_of), progress)
        finally:
            store.close()
    except BaseException:
        ledger.close()
        ledger.path.unlink(missing_ok=True)
        raise
    return ledger


def plan_township(as_of: date) -> Plan:
    """Plan every record of the township."""
    plan = Plan(Times(as_of), random.Random(as_of.toordinal()))
    people, places = People(plan), plan_places(plan)
    plan_members(plan, people, places)
    plan_posts(plan, places)
    plan_cases(plan, people, places)
    state_members(places)
    plan_grades(plan, places)
    plan_economy(plan)
    return plan


def _fill(store: Store, plan: Plan, progress: Progress) -> None:
    clerks = material("township")["clerks"]
    for number, (sentence, tables) in enumerate(OPERATIONS):
        progress.step(number, len(OPERATIONS), "正在生成示例乡镇")
        count = sum(len(plan.rows.get(table, [])) for table in tables)
        with store.operation("demo", sentence.format(count), clerks[number % len(clerks)]):
            plan.write(store, tables)
    _explain(store, plan, clerks[1])
    progress.step(len(OPERATIONS), len(OPERATIONS), "示例乡镇已生成")


def _explain(store: Store, plan: Plan, clerk: str) -> None:
    """Answer the oldest unbooked entry with a reason, as a clerk would."""
    entry = next(row for row in plan.rows["income_entry"] if row["booked_on"] is None)
    reason = material("records")["explanation"]["unbooked"]
    with store.operation("explanation", f"说明：{entry['item']}没有入账——{reason}", clerk):
        store.insert(
            "explanation",
            [
                {
                    "code": "INCOME_UNBOOKED",
                    "record": entry["id"],
                    "reason": reason,
                    "given_on": plan.times.as_of.isoformat(),
                    "given_by": clerk,
                }
            ],
        )
