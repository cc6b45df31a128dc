from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.economy_contracts import (
    Terms,
    arrears,
    due_days,
    dues_of_year,
    end_of,
    expires_within,
    next_due,
)

LEASE = Terms("2022-01-01", "2026-12-31", 1000, "每年6月30日、12月31日前")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("每年6月30日前", ((6, 30),)),
        ("6月底、12月31日", ((6, 0), (12, 31))),
        ("03-31, 9-30", ((3, 31), (9, 30))),
        ("每年6月", ((6, 0),)),
        ("年底一次付清", ((12, 31),)),
        ("", ((12, 31),)),
        (None, ((12, 31),)),
    ],
)
def test_days_of_payment_are_read_from_the_words_of_a_contract(words, expected):
    assert due_days(words) == expected


@given(st.integers(1, 10**9), st.sampled_from(["3月、6月、9月、12月", "6月30日、12月31日", "", "2月底"]))
def test_the_parts_of_a_year_add_up_to_the_rent(yearly, words):
    assert sum(fen for _, fen in dues_of_year(Terms(None, None, yearly, words), 2024)) == yearly


def test_the_end_of_february_is_its_last_day():
    assert dues_of_year(Terms(None, None, 5, "2月底"), 2024) == [(date(2024, 2, 29), 5)]


def test_only_days_within_the_contract_bring_money():
    assert dues_of_year(LEASE, 2021) == []
    assert len(dues_of_year(LEASE, 2026)) == 2
    ended = Terms("2022-07", "2026-12-31", 1000, "6月30日、12月31日", "2023-08-01")
    assert [day for year in (2022, 2023) for day, _ in dues_of_year(ended, year)] == [
        date(2022, 12, 31),
        date(2023, 6, 30),
    ]


@pytest.mark.parametrize(
    ("received", "paid", "on", "expected"),
    [
        ((), None, date(2024, 7, 1), None),
        (((2024, 500),), None, date(2024, 7, 1), 0),
        (((2024, 200),), None, date(2024, 7, 1), 300),
        (((2024, 200),), None, date(2024, 6, 30), 0),
        (((2023, 1000), (2024, 0)), None, date(2024, 7, 1), 500),
        ((), 2000, date(2024, 7, 1), 500),
        (((2024, 2500),), 2000, date(2024, 7, 1), 0),
    ],
)
def test_arrears_are_what_was_due_before_today_and_has_not_come(received, paid, on, expected):
    assert arrears(LEASE, received, paid, on) == expected


def test_the_next_payment_is_the_one_due_today_or_later():
    assert next_due(LEASE, date(2024, 6, 30)) == (date(2024, 6, 30), 500)
    assert next_due(LEASE, date(2024, 7, 1)) == (date(2024, 12, 31), 500)
    assert next_due(LEASE, date(2027, 1, 1)) is None


def test_a_contract_ending_within_the_span_is_called_up_unless_it_was_ended_early():
    assert expires_within(LEASE, date(2026, 10, 2), 90) == date(2026, 12, 31)
    assert expires_within(LEASE, date(2026, 10, 1), 90) is None
    assert expires_within(LEASE, date(2027, 1, 1), 90) is None
    assert end_of(Terms("2022", "2026", 1, None, "2024-05-01")) == date(2024, 5, 1)
    assert expires_within(Terms("2022", "2024-06", 1, None, "2024-06-01"), date(2024, 5, 30), 90) is None
