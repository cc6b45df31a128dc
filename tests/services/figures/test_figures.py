"""Situations and the figures they give; what any made-up ledger must hold is in test_laws."""

from datetime import date

import pytest

from app.errors import NotFound
from app.services.figures import figure_keys, figure_titles, stats, trace
from app.services.ratings.schemes import examples, scheme_values
from tests.builders import (
    make_branch,
    make_case,
    make_group,
    make_income,
    make_member,
    make_organization,
    make_pairing,
    make_person,
    make_rating,
    make_step,
    make_target,
    make_village,
    put,
    scratch,
)

AS_OF = date(2026, 3, 1)


@pytest.fixture
def store(shared):
    with scratch(shared) as one:
        yield one


def of_year(store, year=2023, as_of=AS_OF):
    return stats(store, year=year, as_of=as_of)


def traced(store, key, year=2023):
    return trace(store, key, year=year, as_of=AS_OF)


def test_an_empty_ledger_has_every_key_with_nothing_in_it(store):
    found = of_year(store)
    assert found["organizations"] == {"committees": 0, "general_branches": 0, "branches": 0}
    assert found["ratings"] == {
        "2022": {"advanced": 0, "middling": 0, "lagging": 0},
        "2023": {"advanced": 0, "middling": 0, "lagging": 0},
    }
    assert len(found["rating_moves"]) == 9
    assert found["economy"]["by_village"] == {}
    assert found["economy"]["total_yuan"] == 0
    assert found["economy"]["target_yuan"] is None
    assert found["economy"]["half_year"] == {
        "year": 2023,
        "target_yuan": None,
        "by_village": {},
        "behind": [],
    }


def test_joint_and_temporary_branches_are_branches_and_groups_are_not(store):
    for kind in ("committee", "general_branch", "branch", "joint_branch", "temporary_branch", "party_group"):
        make_organization(store, kind, kind)
    assert of_year(store)["organizations"] == {"committees": 1, "general_branches": 1, "branches": 3}


def test_an_organization_ended_after_the_year_still_counts_in_it(store):
    make_branch(store, "甲", ended_on="2024-01-01")
    make_branch(store, "乙", ended_on="2023-12-31")
    make_branch(store, "丙", founded_on="2024-05-01")
    assert of_year(store)["organizations"]["branches"] == 1
    assert of_year(store, 2024)["organizations"]["branches"] == 1


def test_members_are_those_of_the_last_day_of_the_year(store):
    make_member(store, "甲")
    make_member(store, "乙", joined_on="2022-11-16", full_on="2023-11-16")
    make_member(store, "丙", joined_on="2023-11-16", full_on=None, status="probationary")
    make_member(store, "丁", ended_on="2023-06-01", end_reason="死亡")
    make_person(store, "戊", status="activist")
    now, before = of_year(store)["members"], of_year(store, 2022)["members"]
    assert (now["total"], now["full"], now["probationary"]) == (3, 2, 1)
    assert (before["total"], before["full"], before["probationary"]) == (3, 2, 1)
    assert {row.values[0] for row in traced(store, "members.probationary", 2022).rows} == {"乙"}


def test_a_day_within_the_year_counts_the_members_of_that_day(store):
    make_member(store, "甲", joined_on="2023-11-16", full_on=None, status="probationary")
    assert of_year(store, as_of=date(2023, 11, 15))["members"]["total"] == 0
    assert of_year(store, as_of=date(2023, 11, 16))["members"]["total"] == 1


def test_women_minorities_and_migrants_are_members_who_are_so(store):
    make_member(store, "甲", sex=2, ethnicity="04", is_migrant=1)
    make_member(store, "乙", sex=None, ethnicity=None)
    make_member(store, "丙", ethnicity="97")
    make_person(store, "丁", status="applicant", sex=2, ethnicity="04", is_migrant=1)
    found = of_year(store)["members"]
    assert (found["women"], found["minority"], found["migrant"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("values", "has"),
    [
        ({"full_on": "1973-07-01"}, 1),
        ({"full_on": "1973-07-02"}, 0),
        ({"full_on": "1973-07"}, 1),
        ({"full_on": "1973-06-02", "correction_months": 1}, 0),
        ({"full_on": "1973-05-31", "correction_months": 1}, 1),
        ({"full_on": "1973-01-31", "correction_months": 5}, 1),
        ({"full_on": None, "joined_on": "1972-07-01"}, 1),
        ({"full_on": None, "joined_on": "1972-07-02"}, 0),
        ({"full_on": None, "joined_on": None}, 0),
        ({"full_on": "1973-07-01", "ended_on": "2023-06-01"}, 0),
        ({"full_on": "1973-07-01", "status": "masses"}, 0),
    ],
)
def test_fifty_years_in_the_party_are_counted_on_the_first_of_july(store, values, has):
    make_member(store, "甲", **{"joined_on": "1960-01-01", **values})
    assert of_year(store)["members"]["fifty_years"] == has


def test_a_blank_group_has_nobody_on_the_roster_and_is_not_stated_to_have(store):
    village = make_village(store)
    stated_none = make_group(store, village, "一组", states_member=0)
    make_group(store, village, "二组", states_member=1)
    make_group(store, village, "三组")
    lived_in = make_group(store, village, "四组", states_member=0)
    make_member(store, "甲", village_group_id=lived_in)
    applicant = make_person(store, "乙", status="applicant", village_group_id=stated_none)
    make_case(store, applicant, "applicant")
    found = of_year(store)
    assert (found["village_groups"], found["blank_groups"], found["blank_groups_with_reserve"]) == (4, 2, 1)
    assert [row.values[1] for row in traced(store, "blank_groups").rows] == ["一组", "三组"]
    assert [row.id for row in traced(store, "blank_groups_with_reserve").rows] == [stated_none]


def test_a_closed_case_is_no_reserve(store):
    group = make_group(store, make_village(store), states_member=0)
    make_case(store, make_person(store), "activist", village_group_id=group, closed_on="2023-05-01")
    assert of_year(store)["blank_groups_with_reserve"] == 0
    assert of_year(store, 2022)["blank_groups_with_reserve"] == 1


def accepted(store, meeting, approval, *, stage="probationary", **values):
    case = make_case(store, make_person(store), stage)
    make_step(store, case, "15", meeting, **values)
    if approval:
        make_step(store, case, "17", approval)
    return case


@pytest.mark.parametrize(
    ("meeting", "approval", "stage", "values", "count"),
    [
        ("2023-05-15", "2023-07-04", "probationary", {}, 1),
        ("2023-12-20", "2024-01-31", "probationary", {}, 1),
        ("2022-12-20", "2023-01-31", "probationary", {}, 0),
        ("2023-05-15", None, "probationary", {}, 1),
        ("2023-05-15", None, "object", {}, 0),
        ("2023-05-15", None, "object", {"result": "failed"}, 0),
        ("2023-05", "2023-07-04", "probationary", {}, 1),
    ],
)
def test_accepted_in_the_year_are_those_the_branch_passed_in_it_and_the_committee_approved(
    store, meeting, approval, stage, values, count
):
    accepted(store, meeting, approval, stage=stage, **values)
    assert of_year(store)["development"]["accepted_in_year"] == count


def test_a_second_meeting_that_passes_counts_not_the_one_that_deferred(store):
    case = make_case(store, make_person(store), "probationary")
    make_step(store, case, "15", "2022-12-01", result="deferred")
    make_step(store, case, "15", "2023-03-01", result="passed", seq=2)
    make_step(store, case, "17", "2023-04-01")
    assert of_year(store)["development"]["accepted_in_year"] == 1
    assert of_year(store, 2022)["development"]["accepted_in_year"] == 0


def test_an_extended_probation_is_no_conversion(store):
    for result, stage in (("passed", "full"), ("extended", "probationary")):
        case = make_case(store, make_person(store), stage)
        make_step(store, case, "23", "2023-05-04", result=result)
    assert of_year(store)["development"]["converted_in_year"] == 1


def test_the_stage_of_last_year_is_read_from_the_steps_taken_by_then(store):
    case = make_case(store, make_person(store), "object")
    for step, on in (("01", "2022-02-16"), ("03", "2022-09-03"), ("07", "2023-10-25")):
        make_step(store, case, step, on)
    assert of_year(store)["development"]["objects"] == 1
    assert of_year(store, 2022)["development"]["activists"] == 1
    assert of_year(store, 2021)["development"] == dict.fromkeys(
        ("applicants", "activists", "objects", "accepted_in_year", "converted_in_year"), 0
    )


def test_moves_take_only_branches_rated_in_both_years_and_the_county_goes_first(store):
    for name, before, now, county in (
        ("甲", "lagging", "middling", None),
        ("乙", "middling", "advanced", "middling"),
        ("丙", None, "advanced", None),
        ("丁", "lagging", None, None),
    ):
        branch = make_branch(store, name)
        if before:
            make_rating(store, branch, 2022, before)
        if now:
            make_rating(store, branch, 2023, now, county_grade=county)
    found = of_year(store)
    assert found["ratings"]["2023"] == {"advanced": 1, "middling": 2, "lagging": 0}
    assert {move: n for move, n in found["rating_moves"].items() if n} == {"后进->中间": 1, "中间->中间": 1}
    assert [row.values[0] for row in traced(store, "rating_moves.后进->中间").rows] == ["甲"]


def test_the_moves_of_papers_can_be_traced_and_are_no_key_figures(store):
    for name, before, now in (
        ("甲", "lagging", "middling"),
        ("乙", None, "advanced"),
        ("丙", "lagging", None),
    ):
        branch = make_branch(store, name)
        for year, grade in ((2022, before), (2023, now)):
            if grade:
                make_rating(store, branch, year, grade)
    assert len(of_year(store)["rating_moves"]) == 9
    named = {
        key: [row.values[0] for row in traced(store, f"rating_moves.{key}").rows]
        for key in ("up", "down", "未定级->先进", "后进->未定级")
    }
    assert named == {"up": ["甲"], "down": [], "未定级->先进": ["乙"], "后进->未定级": ["丙"]}


def test_each_year_is_counted_by_the_grades_of_its_own_scheme(store):
    schemes = {one.code: one for one in examples()}
    put(store, "rating_round", year=2023, **scheme_values(schemes["four-2012"]))
    branches = [make_branch(store, name) for name in "甲乙丙"]
    for branch, before, now in zip(
        branches, ("advanced", "middling", "lagging"), ("好", "较差", "已撤销"), strict=True
    ):
        make_rating(store, branch, 2022, before)
        make_rating(store, branch, 2023, now)
    found = of_year(store)
    assert found["ratings"] == {
        "2022": {"advanced": 1, "middling": 1, "lagging": 1},
        "2023": {"好": 1, "较好": 0, "一般": 0, "较差": 1, "已撤销": 1},
    }
    assert {move: n for move, n in found["rating_moves"].items() if n} == {
        "先进->好": 1, "中间->较差": 1, "后进->已撤销": 1,
    }  # fmt: skip
    with pytest.raises(NotFound):
        traced(store, "rating_moves.up")


def test_contact_points_and_files_of_rectification_are_counted_once_there_are_any(store):
    assert not {"contact_points", "rectification"} & set(of_year(store))
    assert (traced(store, "contact_points").total, traced(store, "rectification.closed").total) == (0, 0)
    branch = make_branch(store, "甲")
    for values in ({}, {"to_on": "2022-06-30"}, {"from_on": "2023-12-31"}, {"from_on": "2024-01-01"}):
        point = put(store, "contact_point", organization_id=branch, leader="张书记", **values)
    for day in ("2023-03-01", "2023-07-01", "2022-07-01"):
        put(store, "contact_visit", contact_point_id=point, visited_on=day, content="列席支委会")
    for year, values in (
        (2023, {"is_slack": 1, "listed_on": "2023-04-10", "closed_on": "2023-11-30"}),
        (2023, {"is_lagging": 1, "closed_on": "2024-02-01"}),
        (2022, {"is_lagging": 1}),
    ):
        put(store, "rectification", organization_id=branch, year=year, **values)
    found = of_year(store)
    assert (found["contact_points"], found["contact_visits"]) == (2, 2)
    assert traced(store, "contact_visits").total == 2
    assert of_year(store, as_of=date(2023, 6, 30))["contact_visits"] == 2
    assert found["rectification"] == {"listed": 2, "lagging": 1, "slack": 1, "closed": 2}
    half = of_year(store, as_of=date(2024, 1, 31))["rectification"]
    assert half == {"listed": 2, "lagging": 1, "slack": 1, "closed": 1}


def test_pairs_are_those_of_the_year(store):
    one, other = make_branch(store, "甲"), make_branch(store, "乙")
    make_pairing(store, one, other, 2023)
    make_pairing(store, one, None, 2023, partner_name="县供电公司党支部")
    make_pairing(store, one, other, 2022)
    assert of_year(store)["pairs"] == 2


def test_a_mark_on_an_entry_decides_what_is_operating_income(store):
    village = make_village(store)
    make_income(store, village, "2023-05-06", 10_000, category="subsidy")
    make_income(store, village, "2023-05-07", 2_000, category="other", counts_as_operating=1)
    make_income(store, village, "2023-05-08", 300, category="operating", counts_as_operating=0)
    money = of_year(store)["economy"]
    assert (money["total_yuan"], money["operating_yuan"]) == (123.0, 20.0)
    assert [row.values[5] for row in traced(store, "economy.operating_yuan").rows] == [20.0]


def test_a_target_is_measured_under_its_own_caliber(store):
    for name, caliber in (("甲村", "operating"), ("乙村", "total")):
        village = make_village(store, name)
        make_income(store, village, "2023-03-01", 5_000_000, category="subsidy")
        make_target(store, village, 2023, 5_000_000, caliber)
    assert [row.values[0] for row in traced(store, "economy.reaching_target").rows] == ["乙村"]
    assert of_year(store)["economy"]["villages_at_least_50k"] == 2


def test_the_half_year_check_looks_at_the_next_year_once_it_has_targets(store):
    villages = [make_village(store, f"{name}村") for name in "甲乙丙丁"]
    for village, first, month in zip(
        villages, (50_000_00, 49_999_99, 99_000_00, 0), (6, 3, 7, 1), strict=True
    ):
        make_income(store, village, f"2024-{month:02d}-30", first)
        make_target(store, village, 2024, 100_000_00)
    half = of_year(store)["economy"]["half_year"]
    assert half["year"] == 2024
    assert half["by_village"] == {"甲村": 50000.0, "乙村": 49999.99, "丙村": 0.0, "丁村": 0.0}
    assert half["behind"] == ["乙村", "丙村", "丁村"]
    assert of_year(store, 2024)["economy"]["half_year"]["year"] == 2024


def test_a_year_with_targets_and_no_income_yet_calls_nobody_behind(store):
    village = make_village(store, "甲村")
    make_target(store, village, 2024, 100_000_00)
    half = of_year(store)["economy"]["half_year"]
    assert (half["year"], half["target_yuan"], half["behind"]) == (2024, 100000, [])


def test_money_of_an_unknown_month_is_in_the_year_but_not_in_the_half_year(store):
    village = make_village(store)
    make_income(store, village, "2023", 70_000_00)
    money = of_year(store)["economy"]
    assert money["total_yuan"] == 70000.0
    assert money["half_year"]["by_village"] == {"长城村": 0.0}


def test_unbooked_entries_are_found_by_their_missing_day(store):
    village = make_village(store)
    make_income(store, village, "2023-05-06", 100)
    unbooked = make_income(store, village, "2023-05-07", 100, booked_on=None)
    assert of_year(store)["economy"]["unbooked_entries"] == 1
    assert [row.id for row in traced(store, "economy.unbooked_entries").rows] == [unbooked]


def test_the_target_of_the_year_is_the_common_one(store):
    for name, fen in (("甲村", 5_000_000), ("乙村", 5_000_000), ("丙村", 8_000_050)):
        make_target(store, make_village(store, name), 2023, fen)
    assert of_year(store)["economy"]["target_yuan"] == 50000


def test_what_was_removed_is_in_no_figure(store):
    village = make_village(store)
    for record in (make_branch(store), make_organization(store, "乡党委", "committee")):
        store.remove("organization", record)
    store.remove("person", make_member(store))
    store.remove("income_entry", make_income(store, village, "2023-01-01", 100))
    store.remove("village", village)
    found = of_year(store)
    assert found["organizations"]["branches"] == found["members"]["total"] == found["villages"] == 0
    assert found["economy"]["total_yuan"] == 0


def test_the_short_name_of_the_behind_list_is_understood(store):
    assert traced(store, "economy.behind").key == "economy.half_year.behind"


def test_an_unknown_figure_names_those_that_are_like_it(store):
    with pytest.raises(NotFound) as refused:
        traced(store, "members.woman")
    assert "members.women" in refused.value.do
    with pytest.raises(NotFound) as refused:
        traced(store, "members")
    assert "members.total" in refused.value.do


def test_every_figure_has_a_title(store):
    make_village(store)
    put(store, "setting", name="township", value="青山镇")
    titles = figure_titles(store, year=2023, as_of=AS_OF)
    assert list(titles)[: len(figure_keys(of_year(store)))] == figure_keys(of_year(store))
    assert all(title for title, _ in titles.values())


def test_a_village_of_the_same_name_that_ended_in_the_year_stands_by_itself(store):
    old = make_village(store, "长城村", ended_on="2023-06-30")
    make_income(store, old, "2023-03-01", 100)
    make_income(store, make_village(store, "长城村"), "2023-09-01", 2_000)
    assert of_year(store)["economy"]["by_village"] == {"长城村": 1.0, "长城村（2）": 20.0}
    assert of_year(store, 2024)["economy"]["by_village"] == {"长城村": 0.0}
