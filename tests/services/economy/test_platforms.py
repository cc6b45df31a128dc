from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from app.errors import BadInput
from app.services.economy.platforms import compare_platform, differences_workbook
from app.services.history import history
from tests.builders import make_income, make_village
from tests.services.economy.conftest import SAMPLES

MONTHS = ["1月", "2月", "3月"]


def workbook(path: Path, *rows) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.fixture
def villages(store):
    made = {
        name: make_village(store, f"{name}村", sort=at) for at, name in enumerate(("长城", "落母", "红石"))
    }
    make_income(store, made["长城"], "2024-01-05", 100_00)
    make_income(store, made["长城"], "2024-03-05", 50_00, booked_on=None)
    make_income(store, made["落母"], "2024-02-05", 30_00, category="subsidy")
    make_income(store, made["红石"], "2024-02-05", 7_00)
    return made


def told(found):
    return [
        (one.village, one.period, one.category, one.platform_fen, one.ledger_fen) for one in found.differences
    ]


@pytest.mark.parametrize(
    ("name", "year", "sums"),
    [
        ("6-村集体经济收入台账2023.xlsx", 2023, 79564984),
        ("7-村集体经济收入台账2024上半年.xlsx", 2024, 34200000),
    ],
)
def test_what_was_imported_agrees_with_its_own_workbook(township, name, year, sums):
    before = len(history(township))
    found = compare_platform(township, [SAMPLES / name], year)
    assert (found.differences, found.platform_fen, found.ledger_fen) == ((), sums, sums)
    assert len(history(township)) == before


def test_months_are_compared_month_by_month_and_what_is_not_booked_is_pointed_at(store, villages, tmp_path):
    path = workbook(
        tmp_path / "平台.xlsx",
        ["2024年村集体经济收入"],
        ["村名", *MONTHS],
        ["长城村", 100, 0, 0],
        ["落母村", 0, 30, 5],
    )
    found = compare_platform(store, [path], 2024)
    assert told(found) == [("长城村", "3月", "", 0, 50_00), ("落母村", "3月", "", 5_00, 0)]
    assert [one.remark for one in found.differences] == ["台账中未入账的收入正好是这个数", "台账没有登记"]
    assert found.absent == ("红石村",)


def test_quarters_in_wan_yuan_are_compared_as_quarters(store, villages, tmp_path):
    path = workbook(
        tmp_path / "平台.xlsx",
        ["2024年村集体经济收入（万元）"],
        ["村名", "一季度", "二季度"],
        ["长城", 0.015, 0],
        ["没有村", 1, 0],
    )
    found = compare_platform(store, [path], 2024)
    assert (told(found), found.unknown) == ([], ("没有村",))


def test_categories_of_the_old_rule_are_compared_under_those_of_the_year(store, villages, tmp_path):
    make_income(store, villages["红石"], "2024-05-01", 9_00, category="contracting", item="鱼塘承包")
    path = workbook(
        tmp_path / "平台.xlsx",
        ["2024年收入汇总"],
        ["村名", "经营收入", "补助收入"],
        ["红石村", 16, 0],
        ["落母村", 0, 31],
    )
    assert told(compare_platform(store, [path], 2024)) == [("落母村", "", "补助收入", 31_00, 30_00)]


def test_another_year_or_another_kind_of_sheet_is_refused_in_words(store, villages, tmp_path):
    path = workbook(tmp_path / "平台.xlsx", ["2023年村集体经济收入"], ["村名", *MONTHS], ["长城村", 1, 2, 3])
    with pytest.raises(BadInput, match="2024年"):
        compare_platform(store, [path], 2024)


def test_the_differences_leave_as_a_workbook(store, villages, tmp_path):
    path = workbook(tmp_path / "平台.xlsx", ["2024年村集体经济收入"], ["村名", "金额"], ["长城村", 100])
    out = tmp_path / "对照.xlsx"
    differences_workbook(compare_platform(store, [path], 2024), out)
    sheet = load_workbook(out).active
    assert [cell.value for cell in sheet[3]] == [
        "长城村",
        None,
        None,
        100,
        150,
        -50,
        "台账中未入账的收入正好是这个数",
    ]


def test_receipts_with_days_are_compared_by_month_and_other_years_left_out(store, villages, tmp_path):
    path = workbook(
        tmp_path / "平台.xlsx",
        ["村名", "收款日期", "金额"],
        ["长城村", date(2024, 1, 20), 100],
        ["长城村", date(2023, 1, 20), 9],
    )
    assert told(compare_platform(store, [path], 2024)) == [("长城村", "3月", "", 0, 50_00)]
