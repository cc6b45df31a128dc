"""Days of a year in the words of the notices."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.holidays import days_words, read_days


def days(*texts):
    return frozenset(date.fromisoformat(f"2027-{text}") for text in texts)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", days()),
        ("1月1日", days("01-01")),
        ("1月1日至3日", days("01-01", "01-02", "01-03")),
        ("1月30日至2月1日", days("01-30", "01-31", "02-01")),
        ("2月7日（周日）、20日（星期六）上班".removesuffix("上班"), days("02-07", "02-20")),
        ("2027年9月25日—26日，10月9日", days("09-25", "09-26", "10-09")),
        ("2月28日-3月1日", days("02-28", "03-01")),
    ],
)
def test_days_are_read_as_the_notices_write_them(text, found):
    assert read_days(text, 2027) == found


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("5日", "5日"),
        ("2月30日", "2月30日"),
        ("1月1日、休息", "休息"),
        ("3月5日至1日", "3月5日至1日"),
        ("13月1日", "13月1日"),
    ],
)
def test_what_names_no_day_is_told(text, part):
    with pytest.raises(ValueError, match=part):
        read_days(text, 2027)


@given(st.frozensets(st.dates(date(2027, 1, 1), date(2027, 12, 31)), max_size=40))
def test_the_words_of_days_are_read_as_the_same_days(some):
    assert read_days(days_words(some), 2027) == some
