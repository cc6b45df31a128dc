"""Workbooks of other townships: 万元 in the heading, two years in one sheet, quarters."""

from datetime import date
from pathlib import Path

from openpyxl import Workbook

from app.services.economy.progress import progress
from app.services.economy.standings import standings
from app.services.imports import apply, preview

END = date(2024, 12, 31)


def brought(store, folder: Path, *rows) -> None:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    path = folder / "收入.xlsx"
    book.save(path)
    apply(store, preview(store, [path], as_of=END), actor="王干事")


def test_two_years_in_wan_yuan_in_one_sheet_come_out_each_in_its_year(store, tmp_path):
    brought(
        store, tmp_path, ["村集体经济收入情况（万元）"], ["村名", "2023年收入", "2024年收入"],
        ["东坡村", 12.3456, 15], ["西河村", "8.5", "4.99"],
    )  # fmt: skip
    assert {row.village: row.fen for row in standings(store, year=2023).rows} == {
        "东坡村": 12_345_600,
        "西河村": 8_500_000,
    }
    found = standings(store, year=2024)
    assert ([row.fen for row in found.rows], found.shell) == ([15_000_000, 4_990_000], ("西河村",))


def test_quarters_and_targets_of_another_township_give_its_half_year_list(store, tmp_path):
    brought(
        store,
        tmp_path,
        ["2024年村集体经济收入"],
        ["村名", "一季度", "二季度"],
        ["东坡村", 30000, 20000],
        ["西河村", 1, 49998.99],
    )
    brought(
        store,
        tmp_path,
        ["2024年村集体经济收入目标（万元）"],
        ["村名", "目标"],
        ["东坡村", 10],
        ["西河村", 10],
    )
    mid = date(2024, 6, 30)
    assert [one.actual_fen for one in progress(store, year=2024, as_of=mid)] == [5_000_000, 4_999_999]
    assert [one.village for one in progress(store, year=2024, as_of=mid) if one.behind] == ["西河村"]
