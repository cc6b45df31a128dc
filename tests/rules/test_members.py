from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules import members
from app.rules.calendar import add_years


@pytest.mark.parametrize(
    ("full_on", "joined_on", "correction", "has"),
    [
        ("1973-07-01", "1972-07-01", None, True),
        ("1973-07-02", "1972-07-02", None, False),
        ("1973-07", "1972-07", None, True),
        ("1973", None, None, True),
        (None, "1972-07-01", None, True),
        (None, "1972-07-02", None, False),
        ("1973-05-31", None, 1, True),
        ("1973-06-02", None, 1, False),
        ("1975-07-01", None, -24, True),
        (None, None, None, False),
    ],
)
def test_fifty_years_are_full_on_the_first_of_july_of_2023(full_on, joined_on, correction, has):
    start = members.party_age_start(full_on, joined_on, correction)
    assert (start is not None and start.first <= members.latest_start_for_medal(2023)) is has


@given(st.dates(date(1920, 1, 1), date(2000, 12, 31)), st.integers(1990, 2060))
def test_the_latest_start_divides_those_with_the_medal_from_those_without(start, year):
    assert (add_years(start, 50) <= date(year, 7, 1)) == (start <= members.latest_start_for_medal(year))


@given(st.dates(date(1900, 1, 1), date(2020, 12, 31)), st.dates(date(1900, 1, 1), date(2060, 12, 31)))
def test_whole_years_are_the_last_anniversary_passed(since, on):
    years = members.whole_years(since, on)
    if on >= since:
        assert add_years(since, years) <= on < add_years(since, years + 1)
    else:
        assert years == 0


def test_the_birthday_itself_makes_a_year_older():
    assert members.age("2000-02-29", date(2001, 2, 27)) == 0
    assert members.age("2000-02-29", date(2001, 2, 28)) == 1
    assert members.age(None, date(2001, 2, 28)) is None
