"""Lists and numbers in one field."""

from hypothesis import given
from hypothesis import strategies as st

from app.rules.ratings_notes import (
    join_items,
    join_numbers,
    split_items,
    split_measures,
    split_months,
    split_numbers,
)

names = st.text("班子组织生活阵地", min_size=1, max_size=6)


@given(st.dictionaries(names, st.integers(0, 20_000), max_size=6))
def test_numbers_written_are_read_again(numbers):
    assert split_numbers(join_numbers(numbers)) == numbers


@given(st.lists(names, max_size=6))
def test_items_written_are_read_again(items):
    assert list(split_items(join_items(items))) == items


def test_what_is_no_number_is_left_out():
    assert split_numbers("组织生活：18；活动阵地；工作思路：9.5") == {"组织生活": 1800, "工作思路": 950}
    assert split_numbers(None) == {}


def test_measures_numbered_in_one_cell_are_told_apart_and_lose_their_numbers():
    assert split_measures("1.配齐书记；2.恢复三会一课\n（3）筹资1.5万元修活动室") == [
        "配齐书记",
        "恢复三会一课",
        "筹资1.5万元修活动室",
    ]


def test_months_told_in_one_text_are_told_apart():
    assert split_months("5月：摸排情况；6月份：换届。2024年1月：验收", 2023) == {
        "2023-05": "摸排情况",
        "2023-06": "换届",
        "2024-01": "验收",
    }


def test_a_text_that_does_not_begin_with_a_month_tells_no_months():
    assert split_months("已完成，5月：摸排", 2023) == {}
