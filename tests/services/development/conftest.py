from collections.abc import Callable
from datetime import date

import pytest

from app.models.store import Store
from app.services.development.cases import open_case
from app.services.development.steps import record_step
from tests.builders import make_branch, make_member, make_organization

TODAY = date(2027, 12, 1)
MEMBERS = ("张一", "张二", "张三", "张四", "张五", "张六", "张七")
CLEAN = (
    ("02", {"happened_on": "2025-01-20", "who": "张一"}),
    ("03", {"happened_on": "2025-03-10", "result": "同意", "recommendation.kind": "党员推荐"}),
    ("04", {"happened_on": "2025-03-20"}),
    ("05", {"happened_on": "2025-03-10", "backers": "张一、张二"}),
    ("06", {"happened_on": "2025-09-05"}),
    ("06", {"happened_on": "2026-03-04"}),
    ("07", {"happened_on": "2026-06-10", "result": "同意"}),
    ("08", {"happened_on": "2026-06-12", "result": "同意"}),
    ("08a", {"happened_on": "2026-06-15", "until_on": "2026-06-22", "places": "村委会", "result": "不影响发展入党"}),
    ("09", {"happened_on": "2026-06-23", "backers": "张一、张二"}),
    ("10", {"happened_on": "2026-06-25", "result": "合格"}),
    ("11", {"happened_on": "2026-06-24", "until_on": "2026-06-26", "training.days": "3", "training.hours": "24"}),
    ("12", {"happened_on": "2026-06-28", "result": "合格"}),
    ("13", {"happened_on": "2026-07-01", "result": "合格"}),
    ("14", {"happened_on": "2026-07-03", "volunteer.number": "532601"}),
    (
        "15",
        {
            "happened_on": "2026-07-10", "result": "通过", "votes.due": "7", "votes.present": "6",
            "votes.in_favour": "6", "votes.against": "0", "votes.abstained": "0",
        },
    ),
    ("16", {"happened_on": "2026-07-20", "who": "王委员"}),
    ("17", {"happened_on": "2026-07-25", "result": "批准", "reply.number": "青发〔2026〕8号"}),
    ("18", {"happened_on": "2026-08-01"}),
    ("19", {"happened_on": "2026-07-28"}),
    ("20", {"happened_on": "2026-08-10"}),
    ("21", {"happened_on": "2027-01-10"}),
    ("22", {"happened_on": "2027-07-01"}),
    (
        "23",
        {
            "happened_on": "2027-07-12", "result": "按期转正", "votes.due": "7", "votes.present": "5",
            "votes.in_favour": "5", "votes.against": "0", "votes.abstained": "0",
        },
    ),
    ("24", {"happened_on": "2027-08-10", "result": "批准"}),
    ("25", {"happened_on": "2027-09-01", "archive.kind": "党员档案"}),
)  # fmt: skip


class Office:
    """A township with one branch of seven members, and short ways to enter steps."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.committee = make_organization(store, "中共青山镇委员会", "committee")
        self.branch = make_branch(store, "东坡村党支部", parent_id=self.committee)
        self.members = {name: make_member(store, name, organization_id=self.branch) for name in MEMBERS}

    def apply(self, name: str = "李新", on: str = "2025-01-05", **more) -> str:
        person = {"name": name, "birth_on": "2000-01-01", "sex": "男"}
        return open_case(
            self.store,
            as_of=TODAY,
            actor="王",
            **{
                "application": {"happened_on": on},
                "person": person,
                "organization_id": self.branch,
                **more,
            },
        )

    def take(self, case: str, step: str, values: dict, *, as_of: date = TODAY, **more):
        return record_step(self.store, case, step, values, as_of=as_of, actor="王", **more)

    def bring(self, case: str, upto: str, changed: dict[str, dict] | None = None) -> None:
        """Take every step of the clean case up to one."""
        last = max(at for at, (step, _) in enumerate(CLEAN) if step == upto)
        for step, values in CLEAN[: last + 1]:
            number = {"volunteer.number": f"5326{case[:8]}"} if step == "14" else {}
            self.take(case, step, {**values, **number, **(changed or {}).get(step, {})})

    def stage(self, case: str) -> tuple[str, str]:
        row = self.store.get("development_case", case)
        return row["stage"], self.store.get("person", row["person_id"])["status"]


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store)


@pytest.fixture
def clean() -> Callable[[str], dict]:
    """Return the values of a step in a case without a fault."""
    return lambda step: dict(next(values for code, values in CLEAN if code == step))
