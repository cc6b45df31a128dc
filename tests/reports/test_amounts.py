from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.reports import amounts

COUNTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=8)


@given(COUNTS, st.integers(0, 100_000))
def test_parts_add_up_to_the_total_and_stay_within_one_unit_of_their_share(parts, total):
    shared = amounts.apportion(parts, total)
    whole = sum(parts)
    assert sum(shared) == (total if whole else 0)
    for part, units in zip(parts, shared, strict=True):
        assert not whole or abs(units - part * total / whole) < 1


@given(COUNTS)
def test_shares_as_printed_add_up_to_a_hundred_percent(parts):
    printed = [amounts.percent(share) for share in amounts.shares(parts)]
    tenths = sum(int(text.removesuffix("%").replace(".", "")) for text in printed)
    assert tenths == (1000 if sum(parts) else 0)


def test_the_grades_of_53_branches_are_printed_as_shares():
    assert [amounts.percent(share) for share in amounts.shares([14, 38, 1])] == ["26.4%", "71.7%", "1.9%"]


def test_half_a_unit_of_wan_is_rounded_up():
    assert amounts.wan(11_365_000) == "11.37"
    assert amounts.wan(11_364_999) == "11.36"


def test_wan_in_a_sentence_has_no_noughts_at_the_end():
    assert amounts.wan_short(5_000_000) == "5"
    assert amounts.wan_short(10_000_000) == "10"
    assert amounts.wan_short(7_950_000) == "7.95"


def test_cells_are_shown_by_their_kind():
    assert amounts.show(16_800_000, "yuan") == "168,000.00"
    assert amounts.show(-5, "yuan") == "-0.05"
    assert amounts.show(0.264, "percent") == "26.4%"
    assert amounts.show("2023-07", "date") == "2023.07"
    assert amounts.show(date(2023, 7, 1), "date") == "2023.07.01"
    assert amounts.show(None, "int") == ""


def test_a_paper_is_dated_without_leading_noughts():
    assert amounts.long_day(date(2024, 1, 5)) == "2024年1月5日"
