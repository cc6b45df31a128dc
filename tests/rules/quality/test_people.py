from datetime import date

import pytest

from app.rules.quality.findings import sentence
from app.rules.quality.people import PersonFacts, judge_alike, judge_people
from app.rules.reference_quality import quality_rules
from tests.builders import id_number

TODAY = date(2023, 12, 31)
RULES = quality_rules()
GOOD = PersonFacts(
    id="1",
    name="沙晨",
    id_number=id_number("1980-01-23", 7, sex=1),
    sex=1,
    birth_on="1980-01-23",
    status="full",
    joined_on="2014-07-07",
    full_on="2015-07-07",
    organization_id="b",
    organization="西湾党支部",
    organization_kind="branch",
    organization_ended=False,
)


def judged(people, today=TODAY):
    return [*judge_people(people, RULES, today), *judge_alike(people)]


def codes(*people, today=TODAY):
    return [breach.code for breach in judged(people, today)]


def message(*people):
    (breach,) = judged(people)
    return sentence(breach, RULES[breach.code])


def test_a_member_whose_papers_agree_gives_nothing():
    assert codes(GOOD) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"id_number": GOOD.id_number[:-1] + "0"}, "ID_WRONG"),
        ({"id_number": "12345"}, "ID_WRONG"),
        ({"birth_on": "1980-01-24"}, "ID_BIRTH"),
        ({"sex": 2}, "ID_SEX"),
        ({"id_number": None, "birth_on": "2024-01-01", "joined_on": None, "full_on": None}, "BIRTH_FUTURE"),
        ({"full_on": "2024-01-01"}, "JOINED_FUTURE"),
        ({"joined_on": "1998-01-22", "full_on": "1999-01-22"}, "JOINED_YOUNG"),
        ({"full_on": "2014-07-06"}, "FULL_BEFORE_JOINED"),
        ({"full_on": "2015-07-06"}, "FULL_TOO_SOON"),
        ({"status": "probationary"}, "PROBATIONARY_DATED_FULL"),
        ({"status": "probationary", "full_on": None}, "PROBATION_OVER"),
        ({"organization_id": None, "organization": None, "organization_kind": None}, "MEMBER_WITHOUT_BRANCH"),
        ({"organization_kind": "general_branch"}, "MEMBER_OUTSIDE_BRANCH"),
        ({"organization_ended": True}, "MEMBER_OUTSIDE_BRANCH"),
        ({"status": "activist", "joined_on": None, "full_on": None}, "STAGE_WITHOUT_CASE"),
        ({"stages": ("probationary",)}, "STAGE_DIFFERS"),
    ],
)
def test_one_thing_wrong_gives_its_own_finding(changes, expected):
    assert expected in codes(GOOD._replace(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"birth_on": "1980-01"},
        {"birth_on": None, "sex": None},
        {"joined_on": "1998-01-23", "full_on": "1999-01-23"},
        {"joined_on": "2014-07", "full_on": "2015-07"},
        {"joined_on": "2014-07-31", "full_on": "2015-07"},
        {"joined_on": "1970-07-01", "full_on": "1970-07-01", "birth_on": None, "id_number": None},
        {"status": "probationary", "joined_on": "2022-12-31", "full_on": None},
        {"status": "probationary", "joined_on": "2022-06-01", "full_on": None, "stages": ("probationary",)},
        {"status": "masses", "joined_on": None, "full_on": None, "organization_id": None},
        {"stages": ("full",)},
    ],
)
def test_what_cannot_be_proved_wrong_is_not_reported(changes):
    found = codes(GOOD._replace(**changes))
    assert [code for code in found if code != "ID_MISSING"] == []


def test_one_number_on_two_people_is_one_finding_that_names_both():
    other = GOOD._replace(id="2", name="沙辰", organization="小塘党支部")
    assert message(GOOD, other) == "沙晨（西湾党支部）、沙辰（小塘党支部）登记了同一个公民身份号码。"


def test_same_name_and_birth_with_two_sound_numbers_are_two_people():
    namesake = GOOD._replace(id="2", id_number=id_number("1980-01-23", 333, sex=1))
    assert codes(GOOD, namesake) == []


def test_same_name_and_birth_without_a_number_may_be_one_person():
    assert "PERSON_TWICE" in codes(GOOD, GOOD._replace(id="2", id_number=None))


def test_missing_numbers_and_days_are_told_once_a_branch():
    people = [
        GOOD._replace(id=str(n), name=f"党员{n}", id_number=None, birth_on=f"198{n}-01-01", full_on=None)
        for n in range(7)
    ]
    found = list(judge_people(people, RULES, TODAY))
    assert [(b.code, b.table, b.values["count"]) for b in found] == [
        ("ID_MISSING", "organization", 7),
        ("FULL_UNDATED", "organization", 7),
    ]
    assert found[0].values["names"] == "党员0、党员1、党员2、党员3、党员4等"


def test_the_sentence_gives_dates_as_papers_write_them():
    wrong = GOOD._replace(full_on="2014-06")
    assert message(wrong) == "沙晨的转正时间2014年6月早于入党时间2014年7月7日。"


def test_a_rule_taken_out_of_the_book_is_not_judged():
    fewer = {code: rule for code, rule in RULES.items() if code != "FULL_TOO_SOON"}
    hasty = GOOD._replace(full_on="2015-07-06")
    assert [b.code for b in judge_people([hasty], fewer, TODAY)] == []
