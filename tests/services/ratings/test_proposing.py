"""Proposals out of the three ledgers; they decide nothing."""

from dataclasses import replace
from datetime import date

import pytest

from app.rules.ratings import FieldSheet
from app.services import editing
from app.services.ratings import schemes
from app.services.ratings.entering import set_ratings
from app.services.ratings.proposing import proposals
from app.services.ratings.switching import use_scheme
from tests.builders import make_case, make_file, make_income, make_member, make_person, make_step, make_target
from tests.contents import living_content
from tests.services.ratings.conftest import ACTOR


@pytest.fixture
def scored(office):
    """Every branch with 95 points, members taken in this year, and 12 万元 in each village."""
    store = office.store
    for branch in office.branches.values():
        make_member(store, organization_id=branch, joined_on="2023-07-01", full_on="2024-07-01")
    for village in store.find("village"):
        make_income(store, village["id"], "2023-05-01", 12_000_000)
    set_ratings(store, 2023, {one: {"score": "95"} for one in office.branches.values()}, actor=ACTOR)
    return office


def codes(office, name, year=2023):
    found = proposals(office.store, year)[office.branches[name]]
    return found.grade, {reason.code for reason in found.reasons}


def test_a_good_branch_is_proposed_for_the_grade_of_its_score(scored):
    assert codes(scored, "东山") == ("advanced", {"SCORE"})


def test_a_branch_that_took_nobody_in_for_two_years_is_held_down(scored):
    store, branch = scored.store, scored.branches["东山"]
    [member] = store.find("person", organization_id=branch)
    with store.operation("test", "改", ACTOR):
        store.update("person", member["id"], {"joined_on": "2021-07-01"})
    assert codes(scored, "东山") == ("middling", {"SCORE", "NO_DEVELOPMENT"})
    waiting = make_person(store, "马三", organization_id=branch, status="object")
    make_step(store, make_case(store, waiting, "object"), "07", "2023-06-01")
    assert "NO_DEVELOPMENT" not in codes(scored, "东山")[1]


def test_income_below_the_line_and_below_the_target_are_told_of_villages_only(scored):
    store = scored.store
    [village] = store.find("village", name="石门村")
    make_income(store, village["id"], "2023-08-01", -8_000_000)
    make_target(store, village["id"], 2023, 10_000_000)
    assert codes(scored, "西河") == ("middling", {"SCORE", "INCOME_LINE", "INCOME_TARGET"})
    assert codes(scored, "沙坝")[1] == {"SCORE", "LOWEST_BEFORE"}
    assert codes(scored, "机关") == ("advanced", {"SCORE"})


def test_a_term_that_is_over_and_a_veto_keep_a_branch_from_the_best_grade(scored):
    store = scored.store
    with store.operation("test", "改", ACTOR):
        store.update("organization", scored.branches["东山"], {"term_ends_on": "2023-03-01"})
    set_ratings(store, 2023, {scored.branches["西河"]: {"vetoes": "弄虚作假"}}, actor=ACTOR)
    assert codes(scored, "东山") == ("middling", {"SCORE", "TERM_OVER"})
    assert codes(scored, "西河") == ("middling", {"SCORE", "VETO"})


def test_a_village_with_everything_against_it_is_told_every_reason_in_words(scored):
    store, branch = scored.store, scored.branches["东山"]
    [member] = store.find("person", organization_id=branch)
    [village] = store.find("village", name="石门村")
    make_income(store, village["id"], "2023-11-01", -9_000_000)
    with store.operation("test", "改", ACTOR):
        store.update("person", member["id"], {"joined_on": "2021-03-01"})
        store.update("organization", branch, {"term_ends_on": "2023-06-30"})
    found = proposals(store, 2023)[branch]
    assert found.grade == "middling"
    said = {reason.code: reason.sentence for reason in found.reasons}
    assert said["NO_DEVELOPMENT"] == "2年没有发展党员，也没有发展对象。"
    assert said["INCOME_LINE"] == "所在的石门村2023年村集体经济收入3.00万元，低于5万元。"
    assert said["TERM_OVER"] == "2023年6月30日任期届满，没有换届。"
    assert set(said) == {"SCORE", "NO_DEVELOPMENT", "INCOME_LINE", "TERM_OVER"}
    assert codes(scored, "机关") == ("advanced", {"SCORE"})


def test_an_open_file_of_rectification_proposes_the_lowest_grade(scored):
    store, branch = scored.store, scored.branches["小湾"]
    values = {"organization_id": branch, "year": "2023", "is_slack": "是", "listed_on": "2023-04-01"}
    file = editing.save(store, "rectification", {**values, "situations": "书记长期缺职"}, actor=ACTOR)
    found = proposals(store, 2023)[branch]
    assert found.grade == "lagging"
    assert "书记长期缺职" in found.reasons[1].sentence
    with store.operation("test", "销号", ACTOR):
        store.update("rectification", file, {"closed_on": "2023-11-01"})
    assert codes(scored, "小湾")[0] == "advanced"


def test_a_second_lowest_grade_running_is_told(scored):
    assert codes(scored, "沙坝") == ("advanced", {"SCORE", "LOWEST_BEFORE"})


def test_a_score_is_added_up_from_its_dimensions_when_no_sum_is_given(office):
    branch = office.branches["东山"]
    typed = {"dimension_scores": "工作思路：50；组织生活：41"}
    set_ratings(office.store, 2023, {branch: typed}, actor=ACTOR)
    assert codes(office, "东山") == ("advanced", {"SCORE"})


def test_proposing_writes_nothing(scored):
    before = living_content(scored.store)
    assert set(proposals(scored.store, 2023)) == set(scored.branches.values())
    assert living_content(scored.store) == before
    assert all(row["township_grade"] is None for row in scored.store.find("rating", year=2023))


def test_each_field_is_judged_by_its_own_lines(scored):
    scheme = schemes.scheme_of(scored.store, 2023)
    own = FieldSheet("office", cutoffs={"advanced": 9800, "middling": 6000})
    use_scheme(scored.store, 2023, replace(scheme, sheets=(own,)), actor=ACTOR)
    assert codes(scored, "机关")[0] == "middling"
    assert codes(scored, "东山")[0] == "advanced"


def test_points_beyond_the_dimensions_are_added_after_the_weight_and_up_to_their_limit(office):
    scheme = replace(schemes.scheme_of(office.store, 2023), mass_weight=50, bonus=500)
    use_scheme(office.store, 2023, scheme, actor=ACTOR)
    typed = {"dimension_scores": "工作思路：90；加分：8", "satisfaction": "80"}
    set_ratings(office.store, 2023, {office.branches["东山"]: typed}, actor=ACTOR)
    found = proposals(office.store, 2023)[office.branches["东山"]]
    assert found.reasons[0].sentence == "得分90，按分数线为先进。"


def test_a_branch_younger_than_two_years_is_not_held_to_have_taken_nobody_in(scored):
    store, branch = scored.store, scored.branches["东山"]
    [member] = store.find("person", organization_id=branch)
    with store.operation("test", "改", ACTOR):
        store.update("person", member["id"], {"joined_on": "1998-07-01"})
        store.update("organization", branch, {"founded_on": "2022-05"})
    assert codes(scored, "东山") == ("advanced", {"SCORE"})


def test_two_years_without_anyone_are_whole_years(scored):
    store, branch = scored.store, scored.branches["东山"]
    [member] = store.find("person", organization_id=branch)
    with store.operation("test", "改", ACTOR):
        store.update("person", member["id"], {"joined_on": "2021-12-20"})
    early = proposals(store, 2023, as_of=date(2023, 12, 19))[branch]
    late = proposals(store, 2023, as_of=date(2023, 12, 20))[branch]
    found = [{one.code for one in proposal.reasons} for proposal in (early, late)]
    assert ["NO_DEVELOPMENT" in one for one in found] == [False, True]


def test_who_was_a_development_object_then_counts_whatever_became_of_him(scored):
    store, branch = scored.store, scored.branches["东山"]
    [member] = store.find("person", organization_id=branch)
    with store.operation("test", "改", ACTOR):
        store.update("person", member["id"], {"joined_on": "2020-03-01"})
    joined = make_person(store, "马三", organization_id=branch, status="probationary", joined_on="2024-03-01")
    case = make_case(store, joined, "probationary")
    for step, day in (("01", "2022-01-10"), ("07", "2023-06-01"), ("15", "2024-03-01")):
        make_step(store, case, step, day)
    found = {one.code for one in proposals(store, 2023)[branch].reasons}
    assert "NO_DEVELOPMENT" not in found
    earlier = proposals(store, 2023, as_of=date(2023, 5, 1))[branch]
    assert "NO_DEVELOPMENT" in {one.code for one in earlier.reasons}


def test_a_missing_secretary_is_told_only_where_secretaries_are_registered(scored):
    store = scored.store
    with store.operation("test", "改", ACTOR):
        store.update_many("organization", [(one, {"secretary": None}) for one in scored.branches.values()])
    assert "NO_SECRETARY" not in codes(scored, "东山")[1]
    with store.operation("test", "改", ACTOR):
        store.update("organization", scored.branches["西河"], {"secretary": "李明"})
    assert "NO_SECRETARY" in codes(scored, "东山")[1]
    assert "NO_SECRETARY" not in codes(scored, "西河")[1]


def test_no_activity_is_told_only_once_half_the_year_has_passed(scored):
    store = scored.store
    waiting = make_person(store, "马三", organization_id=scored.branches["西河"], status="activist")
    make_step(store, make_case(store, waiting, "activist"), "03", "2023-03-01")
    branch = scored.branches["东山"]
    for day, told in ((date(2023, 5, 1), False), (date(2023, 12, 31), True)):
        found = {one.code for one in proposals(store, 2023, as_of=day)[branch].reasons}
        assert ("NO_ACTIVITY" in found) == told


def test_a_file_begun_later_says_nothing_of_the_day_asked_for(scored):
    branch = scored.branches["小湾"]
    make_file(scored.store, branch, 2023, listed_on="2023-10-01", situations="书记长期缺职")
    found = [
        {one.code for one in proposals(scored.store, 2023, as_of=day)[branch].reasons}
        for day in (date(2023, 9, 30), date(2023, 10, 1))
    ]
    assert ["SITUATION" in one for one in found] == [False, True]
