from datetime import date

import pytest

from app.errors import BadInput
from app.services import incomes
from app.services.economy.halfyear import decide, decisions, income_check
from app.services.economy.progress import explain_change, progress
from app.services.figures import stats
from tests.builders import make_income, make_target, make_village, put

ACTOR = "王干事"
MID = date(2024, 6, 30)


def test_the_half_year_list_of_the_sample_is_that_of_the_key_figures(township):
    expected = stats(township, year=2024, as_of=MID)["economy"]["half_year"]
    assert (
        [one.village for one in progress(township, year=2024, as_of=MID) if one.behind]
        == expected["behind"]
        == ["卜戛村", "礓嚓村"]
    )
    amounts = {one.village: one.actual_fen / 100 for one in progress(township, year=2024, as_of=MID)}
    assert amounts == expected["by_village"]


def test_the_year_of_the_sample_comes_out_to_the_fen_under_every_caliber(township):
    end = date(2023, 12, 31)
    expected = stats(township, year=2023, as_of=end)["economy"]
    for caliber, by_village, total in (
        ("total", "by_village", 79564984),
        ("operating", "operating_by_village", 67233698),
    ):
        found = progress(township, year=2023, as_of=end, caliber=caliber)
        assert {one.village: one.actual_fen / 100 for one in found} == expected[by_village]
        assert sum(one.actual_fen for one in found) == total


def test_the_grid_and_the_progress_call_the_same_villages_late_on_any_day(township):
    for month in range(1, 13):
        day = date(2024, month, 15)
        rows = incomes.income_grid(township, year=2024, as_of=day).rows
        assert [row.village for row in rows if row.behind] == [
            one.village for one in progress(township, year=2024, as_of=day, caliber="total") if one.behind
        ]


def test_a_village_with_only_a_year_sum_is_told_of_at_the_half_and_counted_at_the_end(store):
    village = make_village(store)
    make_income(store, village, "2024", 80_000_00)
    make_target(store, village, 2024, 80_000_00)
    (half,) = progress(store, year=2024, as_of=MID)
    assert (half.actual_fen, half.undated_fen, half.behind) == (0, 80_000_00, True)
    (end,) = progress(store, year=2024, as_of=date(2024, 12, 31))
    assert (end.actual_fen, end.behind, end.done) == (80_000_00, False, 1.0)
    assert "没有月份" in "".join(income_check(store, year=2024).rows[0].remarks)


def test_each_village_is_measured_by_the_caliber_of_its_own_target(store):
    village = make_village(store)
    make_income(store, village, "2024-01-05", 60_000_00)
    put(
        store,
        "cost_entry",
        village_id=village,
        spent_on="2024-02-01",
        category="operating_cost",
        amount_fen=20_000_00,
    )
    make_target(store, village, 2024, 100_000_00, "net")
    (one,) = progress(store, year=2024, as_of=MID)
    assert (one.caliber, one.actual_fen, one.behind) == ("net", 40_000_00, True)
    assert stats(store, year=2023, as_of=MID)["economy"]["half_year"]["behind"] == ["长城村"]


def test_a_jump_against_last_year_asks_for_a_reason_until_one_is_given(store):
    village = make_village(store)
    make_income(store, village, "2023-03-01", 10_000_00)
    make_income(store, village, "2024-03-01", 30_000_00)
    (one,) = progress(store, year=2024, as_of=MID)
    assert one.jumps
    assert one.year_on_year.share == 2.0
    explain_change(store, village, 2024, "新建厂房出租", on=MID, actor=ACTOR)
    (one,) = progress(store, year=2024, as_of=MID)
    assert one.explanation == "新建厂房出租"
    assert progress(store, year=2023, as_of=MID)[0].explanation == ""
    with pytest.raises(BadInput):
        explain_change(store, village, 2024, " ", on=MID, actor=ACTOR)


def test_the_forecast_says_whether_the_target_will_be_reached(store):
    village = make_village(store)
    make_income(store, village, "2024-03-01", 40_000_00)
    make_target(store, village, 2024, 100_000_00)
    (one,) = progress(store, year=2024, as_of=MID)
    assert (one.forecast.fen, one.will_reach, one.missing_fen) == (80_000_00, False, 60_000_00)


def test_the_check_proposes_and_keeps_what_was_decided(store):
    late, loose, troubled, fine = (make_village(store, f"{name}村") for name in "甲乙丙丁")
    for village in (late, loose, troubled, fine):
        make_target(store, village, 2024, 10_000_00)
    make_income(store, late, "2024-02-01", 4_000_00)
    make_income(store, loose, "2024-02-01", 6_000_00, booked_on=None)
    make_income(store, loose, "2024-08-01", 6_000_00, booked_on=None)
    make_income(store, troubled, "2024-02-01", 6_000_00)
    put(store, "project", village_id=troubled, name="茶叶加工", trouble="水电没有接通")
    make_income(store, fine, "2024-02-01", 6_000_00)
    found = income_check(store, year=2024)
    suggested = {row.progress.village: row.suggestion for row in found.rows}
    assert suggested == {"甲村": "dispatch", "乙村": "rectify", "丙村": "help", "丁村": "none"}
    assert (found.left, found.behind) == (3, ("甲村",))
    decide(store, late, 2024, "dispatch", "7月底前：落实租金", on=MID, actor=ACTOR)
    decide(store, late, 2024, "help", "7月底前：落实租金", on=MID, actor=ACTOR)
    row = next(row for row in income_check(store, year=2024).rows if row.village_id == late)
    assert (row.decision, row.reason, row.decided_by) == ("help", "7月底前：落实租金", ACTOR)
    assert income_check(store, year=2024).left == 2
    assert not any(row.decision for row in income_check(store, year=2023).rows)
    assert set(suggested.values()) <= set(decisions())
    with pytest.raises(BadInput):
        decide(store, late, 2024, "whatever", on=MID, actor=ACTOR)
