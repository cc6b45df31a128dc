from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.economy import HALF, IncomeGroup, first_half
from app.rules.economy_pace import BY_PACE, BY_PATTERN, Change, Forecast, come_by, forecast, quarter_sums

groups = st.lists(
    st.builds(
        IncomeGroup,
        village_id=st.just("甲"),
        month=st.none() | st.integers(1, 12),
        category=st.just("operating"),
        mark=st.none(),
        fen=st.integers(-(10**6), 10**6),
    ),
    max_size=20,
)


@given(groups)
def test_what_had_come_by_the_end_of_june_is_the_first_half(found):
    assert come_by(found, date(2024, 6, 30), 2024) == first_half(found)


@given(groups)
def test_everything_has_come_by_the_last_day_and_nothing_before_the_year(found):
    assert come_by(found, date(2024, 12, 31), 2024) == found
    assert come_by(found, date(2023, 12, 31), 2024) == []


@pytest.mark.parametrize(
    ("actual", "by_now", "whole", "expected"),
    [
        (600, 400, 1000, Forecast(1500, BY_PATTERN)),
        (600, 1000, 1000, Forecast(600, BY_PATTERN)),
        (600, 100, 1000, Forecast(1200, BY_PACE)),
        (600, 0, 0, Forecast(1200, BY_PACE)),
        (0, 500, 1000, Forecast(0, BY_PATTERN)),
        (-100, 0, 0, Forecast(-200, BY_PACE)),
    ],
)
def test_the_forecast_follows_last_year_where_it_tells_and_else_the_pace(actual, by_now, whole, expected):
    assert forecast(actual, HALF, by_now, whole) == expected


def test_a_finished_year_is_forecast_by_itself_and_one_that_has_not_begun_not_at_all():
    assert forecast(700, Fraction(1), 1, 2) == Forecast(700, BY_PACE)
    assert forecast(0, Fraction(0), 500, 1000) is None


@pytest.mark.parametrize(
    ("now", "before", "jumps"),
    [
        (150, 100, False),
        (151, 100, True),
        (49, 100, True),
        (100, 0, True),
        (0, 0, False),
        (9, 1, False),
        (100, -50, True),
    ],
)
def test_a_change_asks_for_a_reason_when_it_is_both_large_and_more_than_half(now, before, jumps):
    assert Change(now, before).jumps(50, 10) is jumps


def test_growth_against_nothing_has_no_share():
    assert Change(5, 0).share is None
    assert Change(150, 100).share == 0.5


def test_quarters_take_three_months_each():
    assert quarter_sums(range(1, 13)) == (6, 15, 24, 33)
