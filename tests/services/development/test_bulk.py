import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import BadInput
from app.services.development.bulk import BulkRefused, bulk_step, preview_bulk
from app.services.development.quota import give_places
from app.services.development.steps import StepRefused, overrides
from app.services.history import undo
from tests.services.development.conftest import TODAY, Office

VOTES = {
    "happened_on": "2026-07-10",
    "votes.due": "7",
    "votes.present": "6",
    "votes.against": "0",
    "votes.abstained": "0",
}


def own(in_favour: int = 6, result: str = "通过", **more: str) -> dict[str, str]:
    against = {"votes.against": str(6 - in_favour)}
    return {"votes.in_favour": str(in_favour), "result": result, **against, **more}


@pytest.fixture
def cases(office):
    made = [office.apply(name) for name in ("李新", "陈二", "马三")]
    for case in made:
        office.bring(case, "14")
    return made


def contents(store, cases):
    names = ("step", "seq", "happened_on", "until_on", "result", "organization_id", "payload")
    rows = {case: sorted(
        tuple(str(row[name]) for name in names) for row in store.find("step_record", case_id=case)
    ) for case in cases}  # fmt: skip
    stages = [store.get("development_case", case)["stage"] for case in cases]
    people = [store.get("person", store.get("development_case", case)["person_id"]) for case in cases]
    return rows, stages, [(one["status"], one["joined_on"]) for one in people]


def test_a_meeting_is_entered_for_all_in_one_operation_with_a_sentence(store, cases):
    per_person = {case: own() for case in cases}
    made = bulk_step(store, cases, "15", VOTES, per_person, as_of=TODAY, actor="王")
    assert made == "批量登记李新、陈二、马三的“支部党员大会讨论”（2026年7月10日）"
    assert store.rows("SELECT sentence FROM operation ORDER BY seq_from DESC LIMIT 1")[0]["sentence"] == made
    assert all(store.find("step_record", case_id=case, step="15") for case in cases)
    undo(store, actor="王")
    assert all(not store.find("step_record", case_id=case, step="15") for case in cases)


def test_nobody_is_entered_when_one_fails_and_the_list_says_why(store, cases):
    per_person = {cases[0]: own(), cases[1]: own(3), cases[2]: own(result="")}
    with pytest.raises(BulkRefused, match="有2人不能登记，这一批都没有登记") as caught:
        bulk_step(store, cases, "15", VOTES, per_person, as_of=TODAY, actor="王")
    assert [(row.name, row.may_override) for row in caught.value.rows] == [("陈二", True), ("马三", False)]
    assert "没有超过半数" in caught.value.rows[0].refusal
    assert caught.value.rows[1].errors == (("result", "表决结果不能为空。"),)
    assert all(not store.find("step_record", case_id=case, step="15") for case in cases)


def test_a_reason_for_the_one_lets_the_whole_batch_through(store, cases):
    per_person = {cases[0]: own(), cases[1]: own(3)}
    reasons = {cases[1]: "补开会议纪要附后"}
    shown = preview_bulk(store, cases[:2], "15", VOTES, per_person, override_reasons=reasons, as_of=TODAY)
    assert [row.refusal for row in shown] == ["", ""]
    bulk_step(store, cases[:2], "15", VOTES, per_person, override_reasons=reasons, as_of=TODAY, actor="王")
    assert [one.code for one in overrides(store, cases[1])] == ["MAJORITY"]
    assert overrides(store, cases[0]) == []


def test_the_plan_of_the_year_is_counted_through_the_batch(office, store, cases):
    give_places(store, year=2026, organization_id=office.branch, places=2, actor="王")
    shown = preview_bulk(store, cases, "15", VOTES, {case: own() for case in cases}, as_of=TODAY)
    assert [bool(row.refusal) for row in shown] == [False, False, True]
    assert "计划2名，已用0名" in shown[2].refusal


def test_those_voted_down_use_no_place(office, store, cases):
    give_places(store, year=2026, organization_id=office.branch, places=1, actor="王")
    per_person = {cases[0]: own(2, "没有通过"), cases[1]: own(2, "没有通过"), cases[2]: own()}
    bulk_step(store, cases, "15", VOTES, per_person, as_of=TODAY, actor="王")
    assert all(store.find("step_record", case_id=case, step="15") for case in cases)


def test_one_number_for_two_people_is_refused(office, store):
    made = [office.apply(name) for name in ("李新", "陈二")]
    for case in made:
        office.bring(case, "13")
    per_person = {case: {"volunteer.number": "900001"} for case in made}
    with pytest.raises(BulkRefused, match="写给了两个人"):
        bulk_step(store, made, "14", {"happened_on": "2026-07-03"}, per_person, as_of=TODAY, actor="王")


def test_nobody_chosen_is_told(store):
    with pytest.raises(BadInput, match="还没有选人"):
        bulk_step(store, [], "15", VOTES, {}, as_of=TODAY, actor="王")


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(votes=st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=1, max_size=3))
def test_a_bulk_step_leaves_what_the_same_single_steps_leave(store_factory, votes):
    stores = (store_factory(), store_factory())
    left = []
    for store, in_bulk in zip(stores, (True, False), strict=True):
        office = Office(store)
        cases = [office.apply(f"李{number}") for number in range(len(votes))]
        values = {}
        for case, (in_favour, passed) in zip(cases, votes, strict=True):
            office.take(case, "02", {"happened_on": "2025-01-20", "who": "张一"})
            values[case] = own(in_favour, "通过" if passed else "没有通过")
        left.append(_enter(store, cases, values, in_bulk=in_bulk))
    assert left[0] == left[1]


def _enter(store, cases, values, *, in_bulk):
    reasons = dict.fromkeys(cases, "有依据")
    if in_bulk:
        bulk_step(store, cases, "15", VOTES, values, override_reasons=reasons, as_of=TODAY, actor="王")
    else:
        from app.services.development.steps import record_step

        for case in cases:
            record_step(
                store,
                case,
                "15",
                {**VOTES, **values[case]},
                override_reason="有依据",
                as_of=TODAY,
                actor="王",
            )
    rows, stages, people = contents(store, cases)
    branch = store.find("organization", name="东坡村党支部")[0]["id"]
    plain = [str(rows[case]).replace(branch, "branch") for case in cases]
    return plain, stages, people, [sorted(one.code for one in overrides(store, case)) for case in cases]


def test_a_refusal_of_one_step_reads_the_same_alone_and_in_bulk(office, store, cases):
    with pytest.raises(StepRefused) as alone:
        office.take(cases[0], "15", {**VOTES, **own(3)})
    [row] = preview_bulk(store, cases[:1], "15", VOTES, {cases[0]: own(3)}, as_of=TODAY)
    assert row.refusal == "".join(finding.message for finding in alone.value.findings)
