import pytest

from app.errors import NotFound
from app.rules.vocabulary import Level
from app.services.boards import case_page
from app.services.checks import check
from app.services.development import steps
from app.services.development.voting import ballot_words
from app.services.editing import FieldErrors
from app.services.history import undo
from tests.builders import make_member, make_organization, make_person, put
from tests.services.development.conftest import CLEAN, TODAY


def codes(findings):
    return [finding.code for finding in findings]


def fields(caught):
    return {error.field for error in caught.value.errors}


def test_a_person_goes_from_application_to_conversion_without_a_finding(office, store):
    case = office.apply()
    for step, values in CLEAN:
        made = office.take(case, step, values)
        assert made.findings == (), step
    row = store.get("development_case", case)
    person = store.get("person", row["person_id"])
    assert (row["stage"], row["closed_on"], row["outcome"]) == ("full", "2027-09-01", "转为正式党员")
    assert (person["status"], person["joined_on"], person["full_on"]) == ("full", "2026-07-10", "2027-07-10")
    assert [one for one in check(store, as_of=TODAY) if one.table == "development_case"] == []


@pytest.mark.parametrize(
    ("upto", "stage"),
    [
        ("02", "applicant"),
        ("03", "activist"),
        ("08", "activist"),
        ("08a", "object"),
        ("15", "object"),
        ("17", "probationary"),
        ("24", "full"),
    ],
)
def test_the_persons_status_follows_the_stage_of_the_case(office, upto, stage):
    case = office.apply()
    office.bring(case, upto)
    assert office.stage(case) == (stage, stage)


def test_a_notice_still_hanging_makes_nobody_an_object(office, clean):
    case = office.apply()
    office.bring(case, "08")
    office.take(case, "08a", clean("08a"), as_of=TODAY.replace(2026, 6, 20))
    assert office.stage(case) == ("activist", "activist")


def test_a_step_the_rules_forbid_is_refused_with_article_and_writes_nothing(office, store, clean):
    case = office.apply()
    office.bring(case, "06")
    before = store.scalar("SELECT count(*) FROM operation")
    with pytest.raises(steps.StepRefused, match=r"不满一年.*第十三条") as caught:
        office.take(case, "07", {**clean("07"), "happened_on": "2026-02-10"})
    assert codes(caught.value.findings) == ["D03"]
    assert caught.value.may_override
    assert store.scalar("SELECT count(*) FROM operation") == before


def test_a_reason_lets_a_forbidden_step_through_and_stays_with_the_case(office, store, clean):
    case = office.apply()
    office.bring(case, "06")
    made = office.take(
        case, "07", {**clean("07"), "happened_on": "2026-02-10"}, override_reason="经县委组织部批准"
    )
    assert codes(made.overridden) == ["D03"]
    [held] = steps.overrides(store, case)
    assert (held.code, held.reason, held.given_by) == ("D03", "经县委组织部批准", "王")
    [finding] = [one for one in check(store, as_of=TODAY) if one.code == "D03"]
    assert finding.explanation == "经县委组织部批准"


def test_a_day_to_come_is_refused_whatever_the_reason(office, clean):
    case = office.apply()
    with pytest.raises(steps.StepRefused) as caught:
        office.take(case, "02", {**clean("02"), "happened_on": "2027-12-02"}, override_reason="急")
    assert not caught.value.may_override


def test_preview_says_what_recording_would_say_and_writes_nothing(office, store, clean):
    case = office.apply()
    office.bring(case, "14")
    values = {**clean("15"), "votes.in_favour": "3", "votes.against": "3"}
    before = store.scalar("SELECT count(*) FROM op")
    found = steps.preview_step(store, case, "15", values, as_of=TODAY)
    assert codes(found) == ["MAJORITY"]
    assert found[0].level is Level.BLOCK
    assert store.scalar("SELECT count(*) FROM op") == before


def test_what_was_wrong_before_is_no_finding_of_the_new_step(office, clean):
    case = office.apply()
    late = office.take(case, "02", {**clean("02"), "happened_on": "2025-02-20"})
    assert codes(late.findings) == ["D01"]
    assert office.take(case, "03", clean("03")).findings == ()


def test_a_form_says_which_field_is_missing_or_cannot_be_read(office):
    case = office.apply()
    with pytest.raises(FieldErrors) as caught:
        office.take(case, "15", {"happened_on": "昨天", "votes.due": "七", "result": "同意吗"})
    assert fields(caught) == {"happened_on", "votes.due", "result", "votes.present", "votes.in_favour"}


def test_a_notice_that_ends_before_it_begins_is_not_taken(office, clean):
    case = office.apply()
    with pytest.raises(FieldErrors) as caught:
        office.take(case, "08a", {**clean("08a"), "until_on": "2026-06-01"})
    assert fields(caught) == {"until_on"}


def test_a_step_taken_once_is_corrected_not_taken_again(office, store, clean):
    case = office.apply()
    office.take(case, "02", clean("02"))
    with pytest.raises(FieldErrors, match="已经登记过"):
        office.take(case, "02", clean("02"))
    office.take(case, "02", {"talk.content": "认识清楚"}, seq=1)
    [row] = store.find("step_record", case_id=case, step="02")
    step, seq, values = steps.load_step(store, row["id"])
    assert (step, seq, values["who"], values["talk.content"]) == ("02", 1, "张一", "认识清楚")


def test_an_entry_emptied_is_gone_from_the_record(office, store, clean):
    case = office.apply()
    office.take(case, "02", {**clean("02"), "talk.content": "认识清楚", "talk.place": "村委会"})
    office.take(case, "02", {"talk.content": ""}, seq=1)
    [row] = store.find("step_record", case_id=case, step="02")
    values = steps.load_step(store, row["id"])[2]
    assert (values["talk.content"], values["talk.place"]) == ("", "村委会")


def test_every_half_year_adds_an_entry_of_its_own(office, store):
    case = office.apply()
    office.bring(case, "06")
    assert [row["seq"] for row in store.find("step_record", case_id=case, step="06")] == [1, 2]


def test_a_meeting_that_did_not_pass_may_be_held_again(office, store, clean):
    case = office.apply()
    office.bring(case, "14")
    lost = {"result": "没有通过", "votes.in_favour": "3", "votes.against": "3", "happened_on": "2026-07-05"}
    office.take(case, "15", {**clean("15"), **lost})
    office.take(case, "15", clean("15"))
    assert [row["result"] for row in store.find("step_record", case_id=case, step="15")] == [
        "failed",
        "passed",
    ]


def test_probation_extended_once_leads_to_a_second_meeting_and_decision(office, store, clean):
    case = office.apply()
    office.bring(case, "22")
    office.take(case, "23", {**clean("23"), "result": "延长预备期", "months": "6"})
    office.take(case, "24", clean("24"))
    assert office.stage(case) == ("probationary", "probationary")
    later = TODAY.replace(2028, 6, 1)
    office.take(case, "23", {**clean("23"), "happened_on": "2028-01-12"}, as_of=later)
    office.take(case, "24", {**clean("24"), "happened_on": "2028-02-10"}, as_of=later)
    assert office.stage(case) == ("full", "full")
    assert [row["seq"] for row in store.find("step_record", case_id=case, step="24")] == [1, 2]
    person = store.get("person", store.get("development_case", case)["person_id"])
    assert person["full_on"] == "2028-01-10"


def test_taking_membership_away_closes_the_case_when_approved(office, store, clean):
    case = office.apply()
    office.bring(case, "22")
    office.take(case, "23", {**clean("23"), "result": "取消预备党员资格"})
    office.take(case, "24", clean("24"))
    row = store.get("development_case", case)
    person = store.get("person", row["person_id"])
    assert (row["outcome"], row["closed_on"]) == ("取消预备党员资格", "2027-08-10")
    assert (person["status"], person["joined_on"]) == ("masses", None)


def test_removing_the_approval_takes_the_stage_back(office, store):
    case = office.apply()
    office.bring(case, "17")
    [row] = store.find("step_record", case_id=case, step="17")
    steps.remove_step(store, row["id"], as_of=TODAY, actor="王")
    assert office.stage(case) == ("object", "object")
    person = store.get("person", store.get("development_case", case)["person_id"])
    assert person["joined_on"] is None


def test_undo_takes_the_step_the_names_and_the_stage_back_together(office, store):
    case = office.apply()
    office.bring(case, "04")
    office.take(case, "05", {"happened_on": "2025-03-10", "backers": "张一、张二"})
    undo(store, actor="王")
    assert case_page(store, case, as_of=TODAY).contacts == ()
    assert store.find("step_record", case_id=case, step="05") == []


def test_contacts_are_found_on_the_roll_by_their_names(office, store):
    case = office.apply()
    office.bring(case, "05")
    held = store.find("case_person", case_id=case, role="contact")
    assert [one["person_id"] for one in held] == [office.members["张一"], office.members["张二"]]


def test_an_introducer_who_is_only_probationary_is_refused(office, store, clean):
    case = office.apply()
    office.bring(case, "08a")
    make_member(store, "陈新", organization_id=office.branch, status="probationary", full_on=None)
    other = store.find("person", name="陈新")[0]["id"]
    backers = [{"name": "张一"}, {"name": "陈新", "person_id": other}]
    with pytest.raises(steps.StepRefused, match="陈新不是正式党员"):
        office.take(case, "09", {**clean("09"), "backers": backers})


@pytest.mark.parametrize(
    ("kind", "until", "code"),
    [("留党察看", None, "BARRED"), ("警告", "2026-12-31", "UNSUITED"), ("警告", "2026-01-01", None)],
)
def test_a_sanction_on_record_bars_or_unsuits_an_introducer(office, store, clean, kind, until, code):
    case = office.apply()
    office.bring(case, "08a")
    put(
        store, "discipline", person_id=office.members["张一"], kind=kind, from_on="2025-12-01", until_on=until
    )
    found = steps.preview_step(store, case, "09", clean("09"), as_of=TODAY)
    assert codes(found) == ([code] if code else [])


@pytest.mark.parametrize(("below", "refused"), [(False, False), (True, True)])
def test_only_the_townships_committee_approves(office, store, clean, below, refused):
    case = office.apply()
    office.bring(case, "16")
    village = make_organization(store, "中共东坡村委员会", "committee", parent_id=office.committee)
    values = {**clean("17"), "organization_id": village if below else office.committee}
    found = steps.preview_step(store, case, "17", values, as_of=TODAY)
    assert ("APPROVER" in codes(found)) is refused


def test_leaving_within_three_months_warns_at_the_preview(office, clean):
    case = office.apply()
    office.bring(case, "12")
    made = office.take(case, "13", {**clean("13"), "leaves_on": "2026-09-01"})
    assert codes(made.findings) == ["D07"]


def test_members_left_out_need_one_of_the_five_reasons_and_both_papers(office, clean):
    case = office.apply()
    office.bring(case, "14")
    out = {"name": "张七", "reason": "away", "agreed_above": True, "passed_by_meeting": False}
    values = {**clean("15"), "votes.due": "6", "votes.roll": "7", "votes.left_out": [out]}
    assert codes(office.take(case, "15", values).findings) == ["LEFTOUT-PAPERS"]
    with pytest.raises(FieldErrors, match="请为张七选择"):
        office.take(case, "15", {"votes.left_out": [{**out, "reason": "忙"}]}, seq=1)


def test_a_booklet_is_issued_with_the_step_that_fills_it_in(office, store):
    case = office.apply()
    office.bring(case, "14")
    assert store.get("development_case", case)["volunteer_no"].startswith("5326")
    [book] = store.find("volunteer_book", case_id=case)
    assert (book["state"], book["issued_on"]) == ("issued", "2026-07-03")


def test_a_roster_that_knows_better_is_not_overruled(office, store):
    case = office.apply()
    person = store.get("development_case", case)["person_id"]
    with store.operation("test", "改", "王"):
        store.update("person", person, {"status": "full"})
    office.take(case, "02", {"happened_on": "2025-01-20", "who": "张一"})
    assert store.get("person", person)["status"] == "full"


def imported_case(office, store, *steps):
    person = make_person(store, "白进", birth_on="1990-01-01", organization_id=office.branch, status="object")
    with store.operation("import", "导入", "王"):
        values = {"person_id": person, "organization_id": office.branch, "stage": "object"}
        [case] = store.insert("development_case", [values])
        store.insert(
            "step_record", [{"case_id": case, "step": step, "happened_on": on} for step, on in steps]
        )
    return case


def test_gaps_of_old_books_are_history_but_a_new_step_needs_what_comes_before_it(office, store, clean):
    case = imported_case(office, store, ("01", "2024-01-05"), ("03", "2024-06-10"), ("07", "2025-07-10"))
    with pytest.raises(steps.StepRefused) as caught:
        office.take(case, "12", clean("12"))
    said = str(caught.value)
    assert "进行政治审查" in said
    assert "党组织派人谈话" not in said
    for step in ("08", "09", "10", "11"):
        day = (
            {"happened_on": "2025-08-10", "until_on": "2025-08-12"}
            if step == "11"
            else {"happened_on": "2025-08-10"}
        )
        office.take(case, step, {**clean(step), **day})
    assert office.take(case, "12", clean("12")).findings == ()


def test_contacts_known_from_old_books_get_their_day_with_the_step(office, store):
    case = imported_case(office, store, ("01", "2024-01-05"), ("03", "2024-06-10"))
    with store.operation("import", "导入", "王"):
        store.insert("case_person", [{"case_id": case, "role": "contact", "name": "张一"}])
    office.take(case, "05", {"happened_on": "2024-06-10", "backers": "张一"})
    [held] = store.find("case_person", case_id=case)
    assert (held["person_id"], held["from_on"]) == (office.members["张一"], "2024-06-10")


def test_an_unknown_step_or_case_is_told_in_words(office, store):
    with pytest.raises(NotFound, match="99"):
        office.take(office.apply(), "99", {})
    with pytest.raises(NotFound, match="案卷"):
        steps.preview_step(store, "nobody", "02", {}, as_of=TODAY)


@pytest.mark.parametrize(
    ("typed", "said", "is_good"),
    [
        ({}, "超过应到的半数", True),
        ({"due": "7", "present": "4"}, "应到7人，超过半数是4人；实到4人，可以开会。", True),
        ({"due": "6", "present": "3"}, "实到3人，没有超过半数，不能开会", False),
        ({"due": "6", "present": "5", "written": "1", "in_favour": "6"}, "赞成6票，可以通过。", True),
        ({"due": "7", "present": "6", "in_favour": "3", "against": "3"}, "赞成3票，没有超过半数", False),
        ({"due": "7", "present": "6", "in_favour": "5"}, "共应有6票，已填5票，还差1票", False),
        (
            {"due": "7", "present": "5", "in_favour": "5", "invalid": "1"},
            "共应有5票，已填6票，多了1票",
            False,
        ),
    ],
)
def test_the_numbers_of_a_ballot_are_told_while_they_are_typed(typed, said, is_good):
    words, found = ballot_words(typed)
    assert said in words
    assert found is is_good
