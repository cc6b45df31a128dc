"""Lists and numbers in one field."""

from hypothesis import given
from hypothesis import strategies as st

from app.rules.ratings_notes import join_items, join_numbers, split_items, split_numbers

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
