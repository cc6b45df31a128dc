from datetime import date

from app.reports import amounts


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
