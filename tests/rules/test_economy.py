from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules import economy
from app.rules.economy import HALF, IncomeGroup
from app.rules.reference_economy import accountings, calibers, parse_calibers, tiers
from app.rules.vocabulary import IncomeCategory

TOTAL, OPERATING = calibers(2023)["total"], calibers(2023)["operating"]

groups = st.lists(
    st.builds(
        IncomeGroup,
        village_id=st.sampled_from("甲乙丙"),
        month=st.none() | st.integers(1, 12),
        category=st.none() | st.sampled_from([c.value for c in IncomeCategory]),
        mark=st.sampled_from([None, 0, 1]),
        fen=st.integers(-(10**9), 10**9),
    ),
    max_size=30,
)


def total(found, caliber):
    return sum(g.fen for g in found if economy.takes(caliber, g))


@given(groups)
def test_what_is_not_operating_is_the_rest_of_the_total(found):
    rest = [g for g in found if not economy.counts(OPERATING, g.category, g.mark)]
    assert total(found, TOTAL) == total(found, OPERATING) + sum(g.fen for g in rest)


@pytest.mark.parametrize(
    ("category", "mark", "expected"),
    [
        ("operating", None, True),
        ("contracting", None, True),
        ("investment", None, True),
        ("subsidy", None, False),
        ("other", None, False),
        (None, None, False),
        ("other", 1, True),
        ("operating", 0, False),
        (None, 1, True),
    ],
)
def test_operating_income_goes_by_category_unless_the_entry_is_marked(category, mark, expected):
    assert economy.counts(OPERATING, category, mark) is expected


@pytest.mark.parametrize("category", [None, "subsidy", "some_new_category"])
def test_all_income_counts_in_the_total_even_unclassed(category):
    assert economy.counts(TOTAL, category, 0)


def test_half_year_leaves_out_july_and_money_without_a_month():
    found = [IncomeGroup("甲", month, "operating", None, 100) for month in (1, 6, 7, 12, None)]
    assert [g.month for g in economy.first_half(found)] == [1, 6]


@pytest.mark.parametrize(
    ("actual", "target", "late"),
    [(5_000_000, 10_000_000, False), (4_999_999, 10_000_000, True), (0, 0, False), (0, None, False)],
)
def test_exactly_half_of_the_target_at_mid_year_is_not_behind(actual, target, late):
    assert economy.is_behind(actual, target, HALF) is late


@pytest.mark.parametrize(
    ("on", "share"),
    [
        (date(2024, 6, 30), Fraction(1, 2)),
        (date(2023, 3, 31), Fraction(1, 4)),
        (date(2023, 2, 14), Fraction(1, 8)),
        (date(2022, 12, 31), Fraction(0)),
        (date(2023, 12, 31), Fraction(1)),
        (date(2024, 1, 1), Fraction(1)),
    ],
)
def test_the_share_of_the_year_goes_by_calendar_months(on, share):
    assert economy.year_share(on, 2024 if on == date(2024, 6, 30) else 2023) == share


@pytest.mark.parametrize(
    ("total", "number", "expected"),
    [(79_564_984, 7, 11_366_426), (5, 2, 3), (-5, 2, -3), (7, 3, 2), (100, 0, 0)],
)
def test_the_mean_is_rounded_half_up_in_fen(total, number, expected):
    assert economy.average(total, number) == expected


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**4))
def test_the_mean_is_never_further_than_half_a_fen_away(total, number):
    assert abs(Fraction(total, number) - economy.average(total, number)) <= Fraction(1, 2)


def test_five_ten_thousand_exactly_falls_into_the_band_that_begins_there():
    bands = tiers()
    names = [bands.names[economy.tier(fen, bands)] for fen in (4_999_999, 5_000_000, 9_999_999, 10_000_000)]
    assert names == ["5万元以下", "5万元至10万元", "5万元至10万元", "10万元至50万元"]


def test_equal_incomes_share_a_place():
    assert economy.ranking({"甲": 1, "乙": 5, "丙": 5, "丁": 0}) == [
        (1, "乙", 5),
        (1, "丙", 5),
        (3, "甲", 1),
        (4, "丁", 0),
    ]


def test_the_common_target_is_the_most_frequent_and_of_equals_the_larger():
    assert economy.common_target([5, 5, 9]) == 5
    assert economy.common_target([5, 9]) == 9
    assert economy.common_target([]) is None


@pytest.mark.parametrize(
    ("category", "item", "on", "expected"),
    [
        ("contracting", "鱼塘承包金", date(2023, 12, 31), "contracting"),
        ("contracting", "鱼塘承包金", date(2024, 1, 1), "operating"),
        ("contracting", "所办企业上交利润", date(2024, 1, 1), "investment"),
        ("subsidy", "", date(2024, 1, 1), "subsidy"),
        (None, "", date(2024, 1, 1), None),
    ],
)
def test_contracting_income_goes_elsewhere_since_2024(category, item, on, expected):
    rule = economy.accounting_on(accountings(), on)
    assert economy.moved_category(category, item, rule) == expected


def test_of_two_calibers_of_one_code_the_newest_that_has_begun_holds():
    entry = {"code": "total", "follows_mark": False, "costs": [], "source": ""}
    table = {
        "caliber": [
            {**entry, "valid_from": "2025-01-01", "categories": ["operating"]},
            {**entry, "valid_from": "2005-01-01", "categories": ["*"]},
        ]
    }
    assert parse_calibers(table, date(2024, 12, 31))["total"].categories == {"*"}
    assert parse_calibers(table, date(2025, 1, 1))["total"].categories == {"operating"}
