"""Calendar months with month-end clamp, dates given in part, working days with 调休."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.calendar import Day, WorkCalendar, add_months, add_years, chinese, earliest_start, latest_start
from app.rules.reference_holidays import parse_holidays, work_calendar

DAYS = st.dates(date(1950, 1, 1), date(2080, 12, 31))
TERMS = st.integers(0, 240)
KNOWN_DAYS = st.dates(date(2014, 1, 1), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(2025, 2, 28), 1, date(2025, 3, 28)),
    ],
)
def test_months_end_on_the_same_day_or_the_month_s_last(start, months, end):
    assert add_months(start, months) == end


def test_a_full_year_from_a_leap_day_ends_on_28_february():
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2023, 3, 1), 1) == date(2024, 3, 1)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


@given(DAYS, TERMS)
def test_months_land_in_the_right_month_and_never_on_a_later_day(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(DAYS, DAYS, TERMS)
def test_a_later_start_never_ends_earlier(one, other, months):
    first, second = sorted((one, other))
    assert add_months(first, months) <= add_months(second, months)


@given(DAYS, st.integers(0, 120), st.integers(0, 120))
def test_two_terms_are_at_most_one_long_term(day, one, other):
    assert add_months(add_months(day, one), other) <= add_months(day, one + other)


@given(DAYS, st.integers(1, 60))
def test_the_latest_start_is_the_last_day_whose_term_is_over(end, months):
    start = latest_start(end, months)
    assert add_months(start, months) <= end < add_months(start + timedelta(days=1), months)


@given(DAYS, st.integers(1, 60))
def test_the_earliest_start_is_the_first_day_whose_term_still_reaches(end, months):
    start = earliest_start(end, months)
    assert add_months(start - timedelta(days=1), months) < end <= add_months(start, months)


def test_a_paper_with_year_and_month_means_the_whole_month():
    assert Day.parse("2024-02") == Day(date(2024, 2, 1), date(2024, 2, 29))
    assert Day.parse("2023") == Day(date(2023, 1, 1), date(2023, 12, 31))
    assert Day.parse("2023-07-01").is_exact


@pytest.mark.parametrize("text", ["", "2023-13", "2023-02-30", "七月", "2023-07-01-01"])
def test_text_that_is_no_date_is_refused(text):
    with pytest.raises(ValueError):
        Day.parse(text)


def test_a_date_is_written_only_as_exactly_as_the_paper_has_it():
    assert [Day.parse(text).chinese() for text in ("2023-07-01", "2023-07", "2023")] == [
        "2023年7月1日",
        "2023年7月",
        "2023年",
    ]
    assert chinese(date(2026, 5, 11)) == "2026年5月11日"


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 10, 1), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2026, 9, 20), True),
        (date(2026, 9, 25), False),
        (date(2026, 2, 14), True),
        (date(2025, 10, 8), False),
        (date(2024, 2, 9), True),
        (date(2024, 2, 18), True),
        (date(2020, 1, 31), False),
        (date(2015, 9, 3), False),
        (date(2015, 9, 6), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 20), True),
    ],
)
def test_days_off_and_exchanged_weekends_of_the_published_years(day, worked):
    assert work_calendar().is_working(day) is worked


def test_five_working_days_over_the_national_holiday():
    calendar = work_calendar()
    assert calendar.end_of(date(2026, 9, 28), 5) == (date(2026, 10, 9), False)
    assert calendar.end_of(date(2026, 10, 8), 5) == (date(2026, 10, 13), False)
    assert calendar.count(date(2026, 9, 28), date(2026, 10, 8)) == (4, False)


def test_a_year_without_a_table_is_provisional():
    calendar = work_calendar()
    assert calendar.count(date(2027, 6, 7), date(2027, 6, 11)) == (5, True)
    assert calendar.end_of(date(2026, 12, 30), 5).provisional
    assert calendar.knows(2026)
    assert not calendar.knows(2027)


def test_every_year_since_the_first_regulation_has_its_table():
    assert all(work_calendar().knows(year) for year in range(2014, 2027))


def test_exchanged_days_are_weekends_and_tables_stay_in_their_year():
    for year, table in work_calendar().years.items():
        assert all(day.weekday() >= 5 for day in table.work)
        assert {day.year for day in table.off | table.work} == {year}
        assert table.source


def test_a_day_that_is_both_off_and_worked_is_refused():
    with pytest.raises(ValueError, match="2027"):
        parse_holidays('[2027]\noff = ["2027-01-02"]\nwork = ["2027-01-02"]\n')


@given(KNOWN_DAYS, st.integers(1, 30))
def test_counting_forward_and_back_meet(first, days):
    calendar = work_calendar()
    last = calendar.end_of(first, days).on
    assert calendar.count(first, last).days == days
    start = calendar.start_of(last, days).on
    assert start >= first
    assert calendar.count(start, last).days == days


@given(KNOWN_DAYS, KNOWN_DAYS, KNOWN_DAYS)
def test_working_days_add_up(one, other, third):
    first, middle, last = sorted((one, other, third))
    calendar = work_calendar()
    whole = calendar.count(first, last).days
    assert calendar.count(first, middle).days + calendar.count(middle + timedelta(days=1), last).days == whole


def test_an_empty_calendar_knows_plain_weekends_only():
    calendar = WorkCalendar()
    assert calendar.is_working(date(2026, 10, 1))
    assert not calendar.is_working(date(2026, 10, 10))
