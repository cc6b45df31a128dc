from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.dates import PartialDate, chinese, definitely_before, from_iso, parse_date
from app.rules.problems import FieldProblem

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def iso(value: object) -> str:
    found = parse_date(value)
    assert isinstance(found, PartialDate), found
    return found.iso


def code(value: object) -> str:
    found = parse_date(value)
    assert isinstance(found, FieldProblem), found
    return found.code


@pytest.mark.parametrize(
    "written",
    [
        date(2023, 7, 1),
        datetime(2023, 7, 1, 9, 30),
        "2023.7.1",
        "2023.07.01",
        "2023.7.1 ",
        " 2023 . 7 . 1",
        "2023年7月1日",
        "2023年07月01号",
        "2023/7/1",
        "2023-07-01",
        "2023-07-01 00:00:00",
        "2023-07-01T08:30:00",
        "２０２３．７．１",
        "２０２３年７月１日",
        "二〇二三年七月一日",
        "2023、7、1",
        "2023.7.1。",
        "20230701",
        20230701,
        20230701.0,
        45108,
        45108.0,
        "45108",
    ],
)
def test_every_way_of_writing_a_day_gives_the_same_day(written: object) -> None:
    assert iso(written) == "2023-07-01"


@pytest.mark.parametrize(
    "written", ["2023.07", "2023.7", "2023年7月", "2023-07", "2023/7", "202307", 202307, 2023.07, "二〇二三年七月", "２０２３年７月"]
)  # fmt: skip
def test_a_date_without_a_day_stays_without_one(written: object) -> None:
    assert iso(written) == "2023-07"


@pytest.mark.parametrize("written", ["2023", "2023年", 2023, 2023.0, "二〇二三年"])
def test_a_year_alone_stays_a_year(written: object) -> None:
    assert iso(written) == "2023"


def test_tens_in_chinese_numerals_are_read() -> None:
    assert iso("一九九八年十月二十三日") == "1998-10-23"
    assert iso("一九九八年十一月三十日") == "1998-11-30"
    assert iso("1950年元月") == "1950-01"


@pytest.mark.parametrize(
    "written, expected",
    [
        ("2023-02-30", "date.impossible"),
        ("2023.13.1", "date.impossible"),
        ("20231301", "date.impossible"),
        ("2023.0.1", "date.impossible"),
        ("1899.12.31", "date.out_of_range"),
        ("3023.1.1", "date.out_of_range"),
        ("98.7.1", "date.short_year"),
        ("98年7月", "date.short_year"),
        ("7月1日", "date.no_year"),
        (2023.1, "date.ambiguous"),
        ("2023.7.1-2023.8.1", "date.unreadable"),
        ("不详", "date.unreadable"),
        (True, "date.unreadable"),
        (12, "date.unreadable"),
    ],
)
def test_what_is_no_certain_date_is_a_problem_that_says_what_to_do(written: object, expected: str) -> None:
    assert code(written) == expected
    problem = parse_date(written)
    assert isinstance(problem, FieldProblem)
    assert problem.what.endswith("。")
    assert problem.do.endswith("。")


@given(DAYS)
def test_a_stored_day_written_in_any_common_form_is_read_as_itself(day: date) -> None:
    for written in (
        day,
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month:02d}/{day.day:02d}",
        f"{day:%Y%m%d}",
        int(f"{day:%Y%m%d}"),
        chinese(day.isoformat()),
    ):
        assert iso(written) == day.isoformat()


@given(st.integers(1900, 2100), st.none() | st.integers(1, 12))
def test_a_partial_date_goes_through_its_printed_form_unchanged(year: int, month: int | None) -> None:
    stored = PartialDate(year, month).iso
    assert iso(chinese(stored)) == stored
    assert from_iso(stored).iso == stored


@given(DAYS, DAYS)
def test_a_partial_date_is_before_another_only_when_no_day_of_it_could_be_later(
    one: date, other: date
) -> None:
    month_one, month_other = one.isoformat()[:7], other.isoformat()[:7]
    assert definitely_before(one.isoformat(), other.isoformat()) == (one < other)
    assert definitely_before(month_one, month_other) == (month_one < month_other)
    assert not definitely_before(None, other.isoformat())


def test_papers_show_dates_without_leading_zeros() -> None:
    assert [chinese(text) for text in ("2023-07-01", "2023-07", "2023", None)] == [
        "2023年7月1日",
        "2023年7月",
        "2023年",
        "",
    ]


def test_a_stored_text_that_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError):
        from_iso("2023-02-30")
