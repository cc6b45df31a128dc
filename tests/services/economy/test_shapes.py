"""Shapes of income and target workbooks as townships keep them: every amount arrives once, in its year and month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook

from app.models.store import Store
from app.services.economy.progress import progress
from app.services.imports import apply, preview

END = date(2024, 12, 31)
VILLAGES = ("东坡村", "西河村", "南湾村")
EAST, WEST, SOUTH = VILLAGES
Truth = dict[tuple[str, str, str | None], int]


@dataclass(frozen=True, slots=True)
class Shape:
    """A sheet (title, headings, rows), its merged cells, and the 分 by village, month or year, and category."""

    rows: Sequence[Sequence[Any]]
    truth: Truth
    merges: tuple[str, ...] = ()
    name: str = "Sheet1"


def years(east: dict[str, int], west: dict[str, int]) -> Truth:
    return {(v, on, None): fen for v, found in ((EAST, east), (WEST, west)) for on, fen in found.items()}


SHAPES = {
    "the unit in the title, text and noise in the amounts": Shape(
        [["2024年各村收入统计表（单位：万元）"], ["序号", "村名", "收入", "备注"], [1, EAST, 12.3456, ""], [2, WEST, "8.5", ""], ["合计", "", 20.8456, ""]],
        years({"2024": 12_345_600}, {"2024": 8_500_000}),
    ),
    "units in the cells": Shape(
        [["2024年村集体经济收入"], ["村名", "收入"], [EAST, "1.2万元"], [WEST, "3,500元"], [SOUTH, "￥120.50"]],
        {**years({"2024": 1_200_000}, {"2024": 350_000}), (SOUTH, "2024", None): 12_050},
    ),
    "two years and a half beside each other": Shape(
        [["村集体经济收入情况表"], ["单位：万元"], ["村名", "2022年", "2023年", "2024上半年"], [EAST, 5, 6.5, 3.25], [WEST, 4.9999, 7, 0]],
        years({"2022": 5_000_000, "2023": 6_500_000, "2024-06": 3_250_000}, {"2022": 4_999_900, "2023": 7_000_000}),
    ),
    "years under one merged heading": Shape(
        [["某乡收入统计表", None, None, None, None], ["序号", "村（社区）", "村级集体经济收入（万元）", None, None], [None, None, "2022年", "2023年", "2024年1-6月"], [1, EAST, 5, 6.5, 3.25], [2, WEST, 4.9999, 7, 1.1], ["合计", None, 9.9999, 13.5, 4.35]],
        years({"2022": 5_000_000, "2023": 6_500_000, "2024-06": 3_250_000}, {"2022": 4_999_900, "2023": 7_000_000, "2024-06": 1_100_000}),
        ("A1:E1", "A2:A3", "B2:B3", "C2:E2"),
    ),
    "categories under each year": Shape(
        [["村集体经济收入对比表（万元）"], ["村名", "2023年", None, None, "2024年上半年", None, None], [None, "经营收入", "补助收入", "小计", "经营收入", "补助收入", "小计"], [EAST, 1, 2, 3, 0.5, 0.6, 1.1]],
        {(EAST, "2023", "operating"): 1_000_000, (EAST, "2023", "subsidy"): 2_000_000, (EAST, "2024-06", "operating"): 500_000, (EAST, "2024-06", "subsidy"): 600_000},
        ("A2:A3", "B2:D2", "E2:G2"),
    ),
    "months with a total to the side and below": Shape(
        [["2023年村集体经济收入月报表（元）"], ["村名", *(f"{m}月" for m in range(1, 13)), "合计"], [EAST, *(100.01 * m for m in range(1, 13)), 7800.78], ["合计", *(100.01 * m for m in range(1, 13)), 7800.78]],
        {(EAST, f"2023-{m:02d}", None): 10_001 * m for m in range(1, 13)},
    ),
    "categories under each month": Shape(
        [["2024年村集体经济收入分月台账（元）"], ["村名", "1月", None, "2月", None, "合计", None], [None, "经营收入", "其他收入", "经营收入", "其他收入", "经营收入", "其他收入"], [EAST, 1, 2, 3, 4, 4, 6]],
        {(EAST, "2024-01", "operating"): 100, (EAST, "2024-01", "other"): 200, (EAST, "2024-02", "operating"): 300, (EAST, "2024-02", "other"): 400},
        ("A2:A3", "B2:C2", "D2:E2", "F2:G2"),
    ),
    "quarters with halves and the year": Shape(
        [["2024年村级集体经济收入（万元）"], ["村", "一季度", "二季度", "上半年小计", "三季度", "四季度", "下半年小计", "全年合计"], [EAST, 1, 2, 3, 3, 4, 7, 10], [WEST, 0.5, 0.25, 0.75, 0, 1, 1, 1.75]],
        years({"2024-03": 1_000_000, "2024-06": 2_000_000, "2024-09": 3_000_000, "2024-12": 4_000_000}, {"2024-03": 500_000, "2024-06": 250_000, "2024-12": 1_000_000}),
    ),
    "running sums only": Shape(
        [["2024年收入累计完成情况（万元）"], ["村名", "1-3月累计", "1-6月累计", "1-9月累计", "1-12月累计"], [EAST, 1, 3, 6, 10], [WEST, 0.5, 0.75, 0.75, 1.75], [SOUTH, 1, 1.5, None, None]],
        {**years({"2024-03": 1_000_000, "2024-06": 2_000_000, "2024-09": 3_000_000, "2024-12": 4_000_000}, {"2024-03": 500_000, "2024-06": 250_000, "2024-12": 1_000_000}), (SOUTH, "2024-03", None): 1_000_000, (SOUTH, "2024-06", None): 500_000},
    ),
    "the half beside the whole year": Shape(
        [["2023年村集体经济收入（万元）"], ["村名", "上半年", "全年"], [EAST, 1, 2.5], [WEST, 3, 3]],
        years({"2023-06": 1_000_000, "2023-12": 1_500_000}, {"2023-06": 3_000_000}),
    ),
    "a month and its running sum": Shape(
        [["2024年6月村集体经济收入统计表（万元）"], ["村名", "本月收入", "本年累计收入"], [EAST, 1, 4], [WEST, 2, 6]],
        years({"2024-06": 1_000_000}, {"2024-06": 2_000_000}),
    ),
    "a running sum alone": Shape(
        [["2024年1-6月村集体经济收入完成情况（万元）"], ["村名", "累计完成", "完成率"], [EAST, 4, "40%"], [WEST, 6, "60%"]],
        years({"2024-06": 4_000_000}, {"2024-06": 6_000_000}),
    ),
    "the same half of two years": Shape(
        [["2024年上半年村集体经济收入同比表"], ["村名", "2024年1—6月（元）", "2023年1—6月（元）", "同比增减（元）", "增长%"], [EAST, 300, 200, 100, 0.5], [WEST, 400.55, 100, 300.55, 3]],
        years({"2024-06": 30_000, "2023-06": 20_000}, {"2024-06": 40_055, "2023-06": 10_000}),
    ),
    "categories with a total": Shape(
        [["2023年度收入分类统计表"], ["单位：元"], ["序号", "村名", "经营收入", "发包及上交收入", "投资收益", "补助收入", "其他收入", "合计"], [1, EAST, "12,000.50", 3000, "", 1, "", 15001.5]],
        {(EAST, "2023", "operating"): 1_200_050, (EAST, "2023", "contracting"): 300_000, (EAST, "2023", "subsidy"): 100},
    ),
    "a total and what is operating of it": Shape(
        [["2023年村级集体经济收入（万元）"], ["村名", "集体经济总收入", "其中：经营性收入", "备注"], [EAST, 10, 6, ""], [WEST, 3, 3, ""]],
        {(EAST, "2023", "operating"): 6_000_000, (EAST, "2023", None): 4_000_000, (WEST, "2023", "operating"): 3_000_000},
    ),
    "a total and sources nobody classes": Shape(
        [["2023年收入明细统计（万元）"], ["村名", "总收入", "其中", None, None], [None, None, "门面出租", "光伏发电", "村史馆"], [EAST, 10, 1, 2, 7]],
        {(EAST, "2023", "operating"): 1_000_000, (EAST, "2023", "investment"): 2_000_000, (EAST, "2023", None): 7_000_000},
        ("A2:A3", "B2:B3", "C2:E2"),
    ),
    "a village written once, subtotals, dates in every way": Shape(
        [["2024年村集体经济收入台账"], ["村名", "收入时间", "收入来源", "金额（元）", "是否入账"], [EAST, "2024年1月5日", "门面租金", 100, "是"], [None, "2024.2.6", "光伏", 50.5, "否"], ["小计", None, None, 150.5, None], [WEST, "24.3.7", "土地发包", 10, "√"], [None, "4月8日", "补贴", 20, "×"], ["小计", None, None, 30, None], ["合计", None, None, 180.5, None]],
        {(EAST, "2024-01", "operating"): 10_000, (EAST, "2024-02", "investment"): 5_050, (WEST, "2024-03", "contracting"): 1_000, (WEST, "2024-04", "subsidy"): 2_000},
        ("A3:A4", "A6:A7"),
    ),
    "corrections below nothing": Shape(
        [["2024年收入台账"], ["村名", "日期", "类别", "摘要", "金额（元）"], [EAST, "2024-01-05", "经营收入", "租金", 100], [EAST, "2024-02-05", "经营收入", "冲销1月租金", -100], [EAST, "2024-02-05", "经营收入", "更正", "(10.5)"], [WEST, "2024-02-05", "经营收入", "租金", "－3"]],
        {(EAST, "2024-01", "operating"): 10_000, (EAST, "2024-02", "operating"): -11_050, (WEST, "2024-02", "operating"): -300},
    ),
    "one village a sheet, nothing else says which": Shape(
        [["日期", "摘要", "金额（元）"], ["2024-01-05", "门面租金", 7], ["2024-03-08", "慰问", 14], ["合计", "", 21]],
        {(WEST, "2024-01", None): 700, (WEST, "2024-03", None): 1_400},
        name=WEST,
    ),
    "villages by months down the rows": Shape(
        [["2024年村集体经济收入"], ["村名", "月份", "经营收入（元）", "补助收入（元）", "小计"], [EAST, "1月", 100, 5, 105], [EAST, "2月", 50, None, 50], [WEST, 1, 7, 8, 15]],
        {(EAST, "2024-01", "operating"): 10_000, (EAST, "2024-01", "subsidy"): 500, (EAST, "2024-02", "operating"): 5_000, (WEST, "2024-01", "operating"): 700, (WEST, "2024-01", "subsidy"): 800},
    ),
    "one year below the other": Shape(
        [["2023年收入统计表"], ["村名", "收入（万元）"], [EAST, 1], [WEST, 2], ["合计", 3], [], ["2024年收入统计表"], ["村名", "收入（万元）"], [EAST, 3], [WEST, 4], ["合计", 7]],
        years({"2023": 1_000_000, "2024": 3_000_000}, {"2023": 2_000_000, "2024": 4_000_000}),
    ),
}  # fmt: skip


@pytest.fixture
def office(store: Store) -> Store:
    with store.operation("village", "登记村", "测试员"):
        store.insert("village", [{"name": name, "sort": at} for at, name in enumerate(VILLAGES)])
    return store


def written(path: Path, shape: Shape) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    page.title = shape.name
    for row in shape.rows:
        page.append(list(row))
    for merge in shape.merges:
        page.merge_cells(merge)
    book.save(path)
    return path


def bring(store: Store, *files: Path) -> None:
    apply(store, preview(store, files, as_of=END), actor="王干事")


def held(store: Store) -> Truth:
    names = {row["id"]: row["name"] for row in store.find("village")}
    found: Truth = {}
    for row in store.find("income_entry"):
        key = names[row["village_id"]], row["received_on"][:7], row["category"]
        found[key] = found.get(key, 0) + row["amount_fen"]
    return found


def targets(store: Store) -> dict[tuple[str, int, str], int]:
    names = {row["id"]: row["name"] for row in store.find("village")}
    return {
        (names[row["village_id"]], row["year"], row["caliber"]): row["amount_fen"]
        for row in store.find("target")
    }


@pytest.mark.parametrize("name", SHAPES)
def test_every_amount_arrives_once_and_only_once(office: Store, tmp_path: Path, name: str) -> None:
    shape = SHAPES[name]
    path = written(tmp_path / "收入.xlsx", shape)
    bring(office, path)
    assert held(office) == shape.truth
    bring(office, path)
    assert held(office) == shape.truth


def test_words_beside_booked_and_not_booked_are_understood(office: Store, tmp_path: Path) -> None:
    words = ["已入账（记-5）", "暂未入账", "未入账（待开票）", "√"]
    for heading in ("是否入账", "入账时间"):
        rows = [["2024年收入台账"], ["村名", "日期", "摘要", "金额（元）", heading]]
        rows += [[EAST, f"2024-0{n + 1}-05", heading, n + 1, word] for n, word in enumerate(words)]
        path = written(tmp_path / "收入.xlsx", Shape(rows, {}))
        assert preview(office, [path], as_of=END).problems == ()
        bring(office, path)
    booked = [row["booked_on"] for row in office.find("income_entry")]
    assert booked == ["2024-01-05", None, None, "2024-04-05"] * 2


def test_formulas_count_as_their_kept_values(office: Store, tmp_path: Path) -> None:
    path = tmp_path / "收入.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["2024年村集体经济收入（万元）"])
        page.write_row(1, 0, ["村名", "一季度", "二季度", "合计"])
        page.write_row(2, 0, [EAST, None, 3])
        page.write_formula(2, 1, "=1.1+0.1", None, 1.2000000000000002)
        page.write_formula(2, 3, "=B3+C3", None, 4.2)
    bring(office, path)
    assert held(office) == {(EAST, "2024-03", None): 1_200_000, (EAST, "2024-06", None): 3_000_000}


def test_a_running_sum_that_falls_is_refused(office: Store, tmp_path: Path) -> None:
    rows = [["2024年收入（万元）"], ["村名", "1-3月累计", "1-6月累计"], [EAST, 3, 2]]
    plan = preview(office, [written(tmp_path / "收入.xlsx", Shape(rows, {}))], as_of=END)
    assert [problem.code for problem in plan.problems] == ["income.cumulative"]


def test_the_rest_of_a_total_is_not_brought_where_the_receipts_make_it_up(
    office: Store, tmp_path: Path
) -> None:
    receipts = [["村名", "日期", "类别", "金额（元）"], [EAST, "2023-01-05", "经营收入", 6], [EAST, "2023-02-05", "补助收入", 4]]  # fmt: skip
    bring(office, written(tmp_path / "流水.xlsx", Shape(receipts, {})))
    before = held(office)
    total = [["2023年收入"], ["村名", "总收入（元）", "其中：经营收入（元）"], [EAST, 10, 6]]
    bring(office, written(tmp_path / "汇总.xlsx", Shape(total, {})))
    assert held(office) == before
    total[2] = [EAST, 11, 6]
    plan = preview(office, [written(tmp_path / "汇总.xlsx", Shape(total, {}))], as_of=END)
    assert [problem.code for problem in plan.problems] == ["income.counted_twice"]


def test_the_sheet_of_targets_and_half_year_gives_the_list_of_those_behind(
    office: Store, tmp_path: Path
) -> None:
    rows = [["村级集体经济发展情况统计表（单位：万元）"], ["村名", "2022年收入", "2023年收入", "2024年目标", "2024年1-6月完成", "完成率(%)"], [EAST, 5, 6, 10, 4.9999, "50%"], [WEST, 4, 5.5, 8, 4, "50%"]]  # fmt: skip
    bring(office, written(tmp_path / "情况.xlsx", Shape(rows, {})))
    assert targets(office) == {(EAST, 2024, "total"): 10_000_000, (WEST, 2024, "total"): 8_000_000}
    assert [one.village for one in progress(office, year=2024, as_of=date(2024, 6, 30)) if one.behind] == [
        EAST
    ]


@pytest.mark.parametrize(
    ("rows", "merges", "truth"),
    [
        ([["2024年经营性收入目标任务表"], ["村名", "经营性收入目标（万元）"], [EAST, 10]], (), {(EAST, 2024, "operating"): 10_000_000}),
        ([["2024年村集体经济经营性收入目标"], ["村名", "目标（元）"], [EAST, 80_000.55]], (), {(EAST, 2024, "operating"): 8_000_055}),
        (
            [["目标任务分解表（万元）"], ["村名", "2024年目标任务", None, "2025年目标任务", None], [None, "总收入", "经营性收入", "总收入", "经营性收入"], [EAST, 10, 6, 12, 7]],
            ("A2:A3", "B2:C2", "D2:E2"),
            {(EAST, 2024, "total"): 10_000_000, (EAST, 2024, "operating"): 6_000_000, (EAST, 2025, "total"): 12_000_000, (EAST, 2025, "operating"): 7_000_000},
        ),
    ],
)  # fmt: skip
def test_targets_come_under_the_caliber_they_are_set_under(
    office: Store,
    tmp_path: Path,
    rows: list[list[Any]],
    merges: tuple[str, ...],
    truth: dict[tuple[str, int, str], int],
) -> None:
    bring(office, written(tmp_path / "目标.xlsx", Shape(rows, {}, merges)))
    assert (targets(office), held(office)) == (truth, {})
