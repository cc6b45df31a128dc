"""The eight workbooks of a real-looking township are understood wholly."""

from collections import Counter
from pathlib import Path

import pytest

from app.excel.reading import read_file
from app.excel.readings import ColumnKey, Reading

SAMPLES = Path(__file__).parent.parent / "data" / "changcheng-2023"
EXPECTED = {
    "1-党组织基本情况表.xlsx": ("organizations", 61),
    "2-党员花名册.xls": ("members", 1096),
    "3-村民小组情况表.xlsx": ("groups", 59),
    "4-发展党员工作台账.xlsx": ("development", 27),
    "5-党支部分类定级汇总表.xlsx": ("ratings", 53),
    "6-村集体经济收入台账2023.xlsx": ("income", 70),
    "7-村集体经济收入台账2024上半年.xlsx": ("income", 28),
    "8-村集体经济目标.xlsx": ("targets", 7),
}


def reading_of(name: str) -> Reading:
    (reading,) = read_file(SAMPLES / name)
    return reading


@pytest.mark.parametrize("name", EXPECTED)
def test_each_sample_is_understood_and_no_column_is_left_unread(name: str) -> None:
    reading = reading_of(name)
    assert (reading.kind, len(list(reading.rows))) == EXPECTED[name]
    assert reading.unread == ()
    assert reading.reason == ""


def test_income_of_the_sample_adds_up_to_the_fen() -> None:
    reading = reading_of("6-村集体经济收入台账2023.xlsx")
    (amount,) = [column for column in reading.columns if column.key.field == "amount"]
    fen = sum(round(row.cells[amount.key] * amount.factor) for row in reading.rows)
    assert fen == 79_564_984


def test_grades_of_two_years_stand_under_their_years() -> None:
    reading = reading_of("5-党支部分类定级汇总表.xlsx")
    for year, expected in (
        (2022, {"先进": 11, "中间": 39, "后进": 3}),
        (2023, {"先进": 14, "中间": 38, "后进": 1}),
    ):
        assert Counter(row.cells[ColumnKey("grade", year)] for row in reading.rows) == expected
    assert reading.years == (2022, 2023)


def test_targets_are_in_ten_thousand_yuan_by_year() -> None:
    reading = reading_of("8-村集体经济目标.xlsx")
    assert {column.key: column.factor for column in reading.columns if column.factor} == {
        ColumnKey("amount", 2023): 1_000_000,
        ColumnKey("amount", 2024): 1_000_000,
    }


def test_totals_and_signatures_of_the_samples_are_left_out_with_a_reason() -> None:
    assert reading_of("1-党组织基本情况表.xlsx").left_out == ((65, "签名行"),)
    assert reading_of("2-党员花名册.xls").left_out == ((1099, "合计行"),)
    assert reading_of("6-村集体经济收入台账2023.xlsx").left_out == ((74, "合计行"),)


def test_steps_under_a_stage_go_to_that_stage() -> None:
    reading = reading_of("4-发展党员工作台账.xlsx")
    by_letter = {column.letter: column.key.field for column in reading.columns}
    assert reading.heading_rows == (2, 3)
    assert (by_letter["R"], by_letter["T"]) == ("meeting_on", "conversion_meeting_on")
    assert (by_letter["L"], by_letter["N"]) == ("activist_on", "object_on")
