import json
from datetime import date

import pytest

from app.errors import BadInput, NotFound
from app.rules.vocabulary import Level
from app.services.boards import case_board
from app.services.cases import held_cases
from app.services.checks import check
from app.services.development import cases
from app.services.development.steps import StepRefused
from app.services.dues import due
from app.services.editing import FieldErrors
from app.services.history import undo
from tests.builders import make_branch, make_person
from tests.services.development.conftest import CLEAN, TODAY


def person_of(store, case):
    return store.get("person", store.get("development_case", case)["person_id"])


def end(office, store, case, ending, on=date(2027, 6, 1), reason="长期外出，联系不上"):
    cases.end_case(store, case, ending, on=on, reason=reason, as_of=TODAY, actor="王")


def test_a_new_person_is_added_with_the_application(office, store):
    case = office.apply()
    person = person_of(store, case)
    assert (person["name"], person["initials"], person["status"]) == ("李新", "lx", "applicant")
    assert case_board(store, as_of=date(2025, 1, 10)).rows[0].name == "李新"


def test_someone_known_applies_and_comes_to_the_branch_he_applies_to(office, store):
    known = make_person(store, "吴明", birth_on="1990-01-01")
    case = office.apply(person=None, person_id=known)
    assert store.get("person", known)["status"] == "applicant"
    assert store.get("person", known)["organization_id"] == office.branch
    assert store.get("development_case", case)["person_id"] == known


def test_nobody_has_two_open_cases_and_no_member_applies(office, store):
    case = office.apply()
    person = store.get("development_case", case)["person_id"]
    with pytest.raises(BadInput, match="已经有一份没有结束的案卷"):
        office.apply(person=None, person_id=person)
    with pytest.raises(BadInput, match="已经是正式党员"):
        office.apply(person=None, person_id=office.members["张一"])


def test_someone_not_eighteen_is_refused_and_nothing_is_left(office, store):
    with pytest.raises(StepRefused, match="不满十八岁"):
        office.apply(person={"name": "小李", "birth_on": "2007-01-06"})
    assert store.find("person", name="小李") == []
    assert store.find("development_case") == []


def test_the_birthday_itself_suffices(office):
    assert office.apply(person={"name": "小李", "birth_on": "2007-01-05"})


def test_a_form_that_cannot_be_read_adds_nobody_and_names_every_field(office, store):
    with pytest.raises(FieldErrors, match="一月") as refused:
        office.apply(person={"name": "小李", "birth_on": "一月"}, on="", village_group_id="某组")
    assert {one.field for one in refused.value.errors} == {"birth_on", "happened_on"}
    with pytest.raises(FieldErrors) as refused:
        office.apply(village_group_id="某组")
    assert [one.field for one in refused.value.errors] == ["village_group_id"]
    assert store.find("person", name="小李") == store.find("person", name="李新") == []


def test_what_is_written_on_the_application_is_kept_with_the_step(office, store):
    application = {"happened_on": "2025-01-05", "application.dated_on": "2025-01-02", "who": "张一"}
    case = office.apply(application=application)
    [step] = store.find("step_record", case_id=case)
    assert (step["step"], step["happened_on"], step["who"]) == ("01", "2025-01-05", "张一")
    assert json.loads(step["payload"]) == {"application": {"dated_on": "2025-01-02"}}


def test_a_case_stopped_makes_its_person_one_of_the_masses_and_resumes_where_it_was(office, store):
    case = office.apply()
    office.bring(case, "06")
    end(office, store, case, "stopped")
    row = store.get("development_case", case)
    assert (row["closed_on"], row["outcome"]) == ("2027-06-01", "终止培养")
    assert person_of(store, case)["status"] == "masses"
    cases.resume_case(store, case, on=date(2027, 9, 1), reason="已返乡", as_of=TODAY, actor="王")
    row = store.get("development_case", case)
    assert (row["closed_on"], row["outcome"]) == (None, None)
    assert row["note"] == "2027-06-01终止培养：长期外出，联系不上；2027-09-01恢复培养：已返乡"
    assert office.stage(case) == ("activist", "activist")


@pytest.mark.parametrize(("ending", "words"), [("died", "死亡"), ("moved_out", "转出")])
def test_who_dies_or_leaves_the_township_leaves_the_roll(office, store, ending, words):
    case = office.apply()
    end(office, store, case, ending, reason="")
    assert (person_of(store, case)["ended_on"], person_of(store, case)["end_reason"]) == ("2027-06-01", words)


def test_who_left_and_comes_back_is_on_the_roll_again(office, store):
    case = office.apply()
    end(office, store, case, "moved_out", reason="")
    person = store.get("development_case", case)["person_id"]
    office.apply(person=None, person_id=person, on="2027-07-01")
    assert store.get("person", person)["ended_on"] is None


def test_nobody_applies_for_the_dead(office, store):
    case = office.apply()
    end(office, store, case, "died", reason="")
    with pytest.raises(BadInput, match="死亡"):
        office.apply(person=None, person_id=store.get("development_case", case)["person_id"], on="2027-07-01")


def test_an_ending_needs_a_reason_a_past_day_and_an_open_case(office, store):
    case = office.apply()
    with pytest.raises(BadInput, match="还没有写原因"):
        end(office, store, case, "stopped", reason=" ")
    with pytest.raises(BadInput, match="还没有到"):
        end(office, store, case, "stopped", on=date(2027, 12, 2))
    end(office, store, case, "withdrawn")
    with pytest.raises(BadInput, match="已经结束"):
        end(office, store, case, "stopped")


def test_whoever_was_cancelled_applies_again_from_the_start(office, store, clean):
    case = office.apply()
    office.bring(case, "22")
    office.take(case, "23", {**clean("23"), "result": "取消预备党员资格"})
    office.take(case, "24", clean("24"))
    person = store.get("development_case", case)["person_id"]
    with pytest.raises(BadInput, match="不是终止培养的"):
        cases.resume_case(store, case, on=TODAY, as_of=TODAY, actor="王")
    with pytest.raises(StepRefused, match="早于上一次案卷的结束日期"):
        office.apply(person=None, person_id=person, on="2027-08-01")
    again = office.apply(person=None, person_id=person, on="2027-09-01")
    assert again != case
    assert office.stage(again) == ("applicant", "applicant")


def test_a_case_that_moves_keeps_its_time_and_says_who_acted_when(office, store, clean):
    other = make_branch(store, "西坡村党支部", parent_id=office.committee)
    case = office.apply()
    office.bring(case, "06")
    cases.move_case(store, case, other, on=date(2026, 5, 1), actor="王")
    made = office.take(case, "07", clean("07"))
    assert made.findings == ()
    assert [(m.organization, m.from_on, m.to_on) for m in cases.moves(store, case)] == [
        ("东坡村党支部", "2025-01-05", "2026-05-01"),
        ("西坡村党支部", "2026-05-01", ""),
    ]
    acted = {row["step"]: row["organization_id"] for row in store.find("step_record", case_id=case)}
    assert (acted["03"], acted["07"]) == (office.branch, other)
    assert person_of(store, case)["organization_id"] == other
    assert [row.organization for row in case_board(store, as_of=TODAY).rows] == ["西坡村党支部"]
    with pytest.raises(BadInput, match="已经在西坡村党支部"):
        cases.move_case(store, case, other, on=date(2026, 6, 1), actor="王")


def test_a_probationary_member_who_moves_in_may_have_the_discussion_put_off_six_months(office, store):
    other = make_branch(store, "西坡村党支部", parent_id=office.committee)
    case = office.apply()
    office.bring(case, "22")
    cases.move_case(store, case, other, on=date(2027, 5, 1), actor="王")
    codes = {item.code for item in due(store, as_of=date(2027, 12, 1), days=60)}
    assert "D13" in codes


def test_a_case_begun_elsewhere_says_where(office, store):
    case = office.apply(came_from="红河县某党支部")
    assert [move.organization for move in cases.moves(store, case)] == ["红河县某党支部"]


def test_old_papers_come_in_at_one_sitting_and_are_listed_not_refused(office, store):
    case = office.apply(on="2019-03-01")
    papers = {
        "02": "2019-03-20", "03": "2019-09-10", "05": {"happened_on": "2019-09-10", "backers": "张一、张二"},
        "06": ["2020-03-10", "2020-09-10"], "07": "2020-05-10", "15": "2020-12-01", "17": "2021-01-10",
    }  # fmt: skip
    made = cases.record_history(store, case, papers, as_of=TODAY, actor="王")
    assert made.written == 7
    assert ("D03", Level.BLOCK) in {(one.code, one.level) for one in made.findings}
    assert not [one for one in made.findings if one.code == "MISSING"]
    assert office.stage(case) == ("probationary", "probationary")
    assert person_of(store, case)["joined_on"] == "2020-12-01"
    assert len(store.find("step_record", case_id=case, step="06")) == 2
    assert len(store.find("case_person", case_id=case, role="contact")) == 2


def test_old_papers_brought_in_again_correct_what_is_there(office, store):
    case = office.apply(on="2019-03-01")
    for talked in ("2019-03-20", "2019-03-25"):
        cases.record_history(store, case, {"02": talked}, as_of=TODAY, actor="王")
    assert [row["happened_on"] for row in store.find("step_record", case_id=case, step="02")] == [
        "2019-03-25"
    ]


def test_old_papers_with_a_day_that_cannot_be_are_not_taken_at_all(office, store):
    case = office.apply(on="2019-03-01")
    with pytest.raises(FieldErrors) as caught:
        papers = {"02": "2019-03-20", "03": "某日", "07": "2029-01-01"}
        cases.record_history(store, case, papers, as_of=TODAY, actor="王")
    assert {error.field for error in caught.value.errors} == {"03", "07"}
    assert store.find("step_record", case_id=case, step="02") == []


def test_steps_after_the_old_papers_are_judged_as_any_other(office, store, clean):
    case = office.apply()
    papers = dict(CLEAN[:3])
    cases.record_history(store, case, papers, as_of=TODAY, actor="王")
    with pytest.raises(StepRefused, match="没有“研究讨论并拟列发展对象”的记录"):
        office.take(case, "08", clean("08"))


def test_closed_cases_leave_the_board_and_the_checks(office, store):
    case = office.apply()
    end(office, store, case, "stopped")
    assert case_board(store, as_of=TODAY).rows == ()
    assert len(case_board(store, as_of=TODAY, closed=True).rows) == 1
    assert held_cases(store) == []
    assert [one for one in check(store, as_of=TODAY) if one.table == "development_case"] == []


def test_gone_people_and_branches_are_told_in_words(office, store):
    with pytest.raises(FieldErrors, match="选择申请人"):
        office.apply(person=None, person_id="nobody")
    with pytest.raises(FieldErrors, match="党支部"):
        office.apply(organization_id="nowhere")
    with pytest.raises(NotFound, match="党组织"):
        cases.move_case(store, office.apply(), "nowhere", on=TODAY, actor="王")


def held_days(store, case, step):
    rows = store.find("step_record", case_id=case, step=step)
    return sorted(row["happened_on"] for row in rows)


def test_a_list_of_days_is_all_there_is_of_a_step(office, store):
    case = office.apply(on="2019-03-01")
    for inspected in (["2019-09-10", "2020-03-10"], ["2020-03-10"], ["2020-03-10", "2020-09-12"]):
        made = cases.record_history(store, case, {"06": inspected}, as_of=TODAY, actor="王")
        assert (made.written, made.removed, held_days(store, case, "06")) == (1, 0, inspected)


def test_a_step_whose_days_are_emptied_leaves_the_case_and_undo_brings_it_back(office, store):
    case = office.apply(on="2019-03-01")
    papers = {"02": ["2019-03-20"], "05": [{"happened_on": "2019-09-10", "backers": "张一、张二"}]}
    cases.record_history(store, case, papers, as_of=TODAY, actor="王")
    made = cases.record_history(store, case, {"02": [], "05": []}, as_of=TODAY, actor="王")
    assert (made.written, made.removed) == (0, 2)
    assert held_days(store, case, "02") == held_days(store, case, "05") == []
    assert store.find("case_person", case_id=case, role="contact") == []
    undo(store, actor="王")
    assert held_days(store, case, "02") == ["2019-03-20"]
    assert len(store.find("case_person", case_id=case, role="contact")) == 2


def test_a_record_left_as_it_is_is_not_marked_as_an_old_paper(office, store, clean):
    case = office.apply()
    office.bring(case, "06")
    before = store.find("step_record", case_id=case, step="06")
    days = [*held_days(store, case, "06"), "2026-05-10"]
    cases.record_history(store, case, {"06": days}, as_of=TODAY, actor="王")
    after = {row["id"]: row["payload"] for row in store.find("step_record", case_id=case, step="06")}
    assert all(after[row["id"]] == row["payload"] for row in before)
