from datetime import date

import pytest

from app.rules.calendar import WorkCalendar
from app.rules.quality.findings import sentence
from app.rules.quality.rounds import (
    ContactFacts,
    PairFacts,
    RatedBranch,
    RatingFacts,
    RoundFacts,
    judge_contacts,
    judge_lowest,
    judge_missing,
    judge_pairs,
    judge_ratings,
    judge_round,
    judge_shares,
)
from app.rules.ratings import Scheme, scheme_for
from app.rules.reference_quality import quality_rules
from app.rules.reference_ratings import schemes

YEAR = 2023
RULES = quality_rules()
THREE = scheme_for(schemes(), YEAR)
FOUR = Scheme("own", "四个等次", "", date(2023, 1, 1), ("好", "较好", "一般", "较差"), {"较差": (5, None)})


def branch(name, grades, founded_on=None):
    return RatedBranch(name, name, founded_on, grades)


def rating(name, grade, vetoes=(), **days):
    return RatingFacts(f"r-{name}", name, name, grade, "township_grade", vetoes, days)


def lowest(branches, listed=(), schemes_by_year=None):
    schemes_by_year = schemes_by_year or {}
    ratings = [rating(one.name, one.grades[YEAR]) for one in branches if YEAR in one.grades]
    found = judge_lowest(
        branches, ratings, listed, RULES, lambda year: schemes_by_year.get(year, THREE), YEAR
    )
    return [(one.code, one.record_id, one.fields) for one in found]


def test_a_branch_left_out_of_a_round_is_named_unless_it_was_founded_in_the_year_or_later():
    graded = {2022: "middling", YEAR: "middling"}
    branches = [
        branch("甲", graded),
        branch("乙", graded),
        branch("丙", {2022: "middling"}, "2022"),
        branch("丁", {}, "2024-01"),
        branch("戊", {}, "2023-11-02"),
    ]
    assert [(one.code, one.label) for one in judge_missing(branches, YEAR)] == [("RATING_MISSING", "丙")]


def test_a_round_just_begun_misses_nobody_yet():
    before = {2022: "middling"}
    branches = [branch("甲", {**before, YEAR: "middling"}), branch("乙", before), branch("丙", before)]
    assert list(judge_missing(branches, YEAR)) == []


def test_lagging_two_years_running_is_named_with_the_rating_it_is_about():
    again = branch("甲", {2022: "lagging", YEAR: "lagging"})
    once = branch("乙", {2021: "lagging", YEAR: "lagging"})
    assert lowest([again, once], listed={"甲", "乙"}) == [
        ("RATING_LOWEST_AGAIN", "r-甲", ("township_grade",))
    ]


def test_the_lowest_grade_is_that_of_each_years_own_scheme():
    again = branch("甲", {2022: "lagging", YEAR: "较差"})
    third_of_four = branch("乙", {2022: "lagging", YEAR: "一般"})
    found = lowest([again, third_of_four], {"甲"}, {YEAR: FOUR})
    assert found == [("RATING_LOWEST_AGAIN", "r-甲", ("township_grade",))]


def test_the_lagging_without_a_file_of_rectification_are_named():
    branches = [
        branch("甲", {YEAR: "lagging"}),
        branch("乙", {YEAR: "lagging"}),
        branch("丙", {YEAR: "middling"}),
    ]
    assert lowest(branches, listed={"乙"}) == [("RATING_UNLISTED", "r-甲", ("township_grade",))]


def test_the_best_grade_in_spite_of_a_veto_is_named():
    ratings = [
        rating("甲", "advanced", ("弄虚作假",)),
        rating("乙", "middling", ("弄虚作假",)),
        rating("丙", "advanced"),
    ]
    [found] = judge_ratings(ratings, THREE, YEAR)
    assert sentence(found, RULES[found.code]) == "甲2023年有一票否决情形（弄虚作假），仍评为先进。"


@pytest.mark.parametrize(
    ("days", "fields"),
    [
        ({"self_on": "2023-11-01", "mass_on": "2023-11-01", "township_on": "2023-12-20"}, None),
        ({"self_on": "2023-11-01", "township_on": "2023-10-20"}, ("self_on", "township_on")),
        ({"self_on": "2023-11", "mass_on": "2023-11-02"}, None),
        ({"township_on": "2023-12-20", "county_on": "2023-12-19"}, ("township_on", "county_on")),
        ({"county_on": "2023-12-19"}, None),
        ({"self_on": "2023-11-01", "mass_on": "2023-11-09", "member_on": "2023-11-05"}, None),
        ({"self_on": "2023-11-01", "member_on": "2023-10-30"}, ("self_on", "member_on")),
        ({"member_on": "2023-12-21", "township_on": "2023-12-20"}, ("member_on", "township_on")),
    ],
)
def test_the_days_of_a_rating_follow_the_steps(days, fields):
    found = [one.fields for one in judge_ratings([rating("甲", "middling", **days)], THREE, YEAR)]
    assert found == ([fields] if fields else [])


def judged_round(**days):
    return list(judge_round(RoundFacts("1", YEAR, days), RULES, WorkCalendar()))


def test_a_round_in_order_has_nothing_wrong_with_it():
    days = {
        "held_on": "2023-12-04", "publicity_from": "2023-12-04", "publicity_to": "2023-12-08",
        "filed_on": "2023-12-08", "county_on": "2023-12-29",
    }  # fmt: skip
    assert judged_round(**days) == []


def test_filing_before_publicity_ends_and_publicity_before_the_meeting_are_told_with_both_days():
    found = judged_round(
        held_on="2023-12-05", publicity_from="2023-12-04", publicity_to="2023-12-15", filed_on="2023-12-12"
    )
    assert [sentence(one, RULES[one.code]) for one in found] == [
        "2023年分类定级的公示开始2023年12月4日早于会议日期2023年12月5日。",
        "2023年分类定级的备案日期2023年12月12日早于公示结束2023年12月15日。",
    ]


def test_a_publicity_of_less_than_five_working_days_is_told():
    [found] = judged_round(publicity_from="2023-12-07", publicity_to="2023-12-11")
    assert (found.code, found.values["count"]) == ("ROUND_PUBLICITY", 3)


def test_a_share_below_the_hint_leads_to_the_round():
    [found] = judge_shares("1", YEAR, {"": ["好"] * 30 + ["较差"]}, FOUR)
    assert (found.code, found.record_id, found.values["limit"]) == ("RATING_SHARE", "1", "低于5%")


def test_a_pair_with_oneself_and_a_pair_registered_from_both_sides_are_named():
    pairs = [
        PairFacts("1", YEAR, "a", "甲", "a"),
        PairFacts("2", YEAR, "a", "甲", "b"),
        PairFacts("3", YEAR, "a", "甲", None),
        PairFacts("4", YEAR, "b", "乙", "a"),
        PairFacts("5", 2024, "b", "乙", "a"),
    ]
    assert [(one.code, one.record_id) for one in judge_pairs(pairs)] == [
        ("PAIR_WITH_SELF", "1"),
        ("PAIR_TWICE", "4"),
    ]


def test_a_pair_or_a_contact_point_that_ends_before_it_begins_is_named():
    days = ("2023-03-01", "2023-02-28")
    pairs = [
        PairFacts("1", YEAR, "a", "甲", "b", *days),
        PairFacts("2", YEAR, "a", "甲", "c", "2023-03", "2023-03-05"),
    ]
    [pair] = judge_pairs(pairs)
    [point] = judge_contacts(
        [ContactFacts("3", "张书记", "甲", *days), ContactFacts("4", "张书记", "乙", "", days[1])]
    )
    assert [sentence(one, RULES[one.code]) for one in (pair, point)] == [
        "甲2023年结对的结束时间2023年2月28日早于开始时间2023年3月1日。",
        "张书记联系甲的结束时间2023年2月28日早于开始时间2023年3月1日。",
    ]
    assert (pair.record_id, point.record_id, point.fields) == ("1", "3", ("from_on", "to_on"))
