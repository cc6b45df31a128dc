"""Single habits of clerks: how one heading, one merged cell or one word in a title is written somewhere."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from app.excel.reading import read_file
from app.excel.readings import CellValue, ColumnKey, Reading

Rows = Sequence[Sequence[Any]]


def read(
    folder: Path, rows: Rows, *, merges: Sequence[str] = (), sheet: str = "Sheet1", name: str = "表"
) -> list[Reading]:
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for merge in merges:
        page.merge_cells(merge)
    path = folder / f"{name}.xlsx"
    book.save(path)
    return read_file(path)


def cells(reading: Reading, *fields: str) -> list[tuple[CellValue, ...]]:
    return [
        tuple(next((v for k, v in row.cells.items() if k.field == field), None) for field in fields)
        for row in reading.rows
    ]


LEDGER = ["村名", "收入时间", "收入来源", "金额（元）"]


def ledger(*sources: str) -> Rows:
    return [LEDGER, *[["石门村", f"2023-0{n}-01", source, 100 * n] for n, source in enumerate(sources, 1)]]


def test_a_column_of_sources_tells_the_category_when_its_values_are_categories(tmp_path: Path) -> None:
    [reading] = read(tmp_path, ledger("资产租赁", "发包收入", "投资分红", "老王家"))
    assert reading.kind == "income"
    assert cells(reading, "item", "category") == [
        ("资产租赁", "资产租赁"), ("发包收入", "发包收入"), ("投资分红", "投资分红"), ("老王家", None),
    ]  # fmt: skip


def test_a_column_of_sources_that_are_no_categories_tells_only_the_item(tmp_path: Path) -> None:
    [reading] = read(tmp_path, ledger("老王家", "县农投公司", "村小学", "投资分红"))
    assert {item for item, _ in cells(reading, "item", "category")} >= {"老王家", "村小学"}
    assert {category for _, category in cells(reading, "item", "category")} == {None}


def test_a_column_called_type_gives_way_to_the_sources_when_only_those_are_categories(tmp_path: Path) -> None:
    rows = [[*LEDGER, "类别"], *[[*row, "固定"] for row in ledger("资产租赁", "土地发包", "入股分红")[1:]]]
    [reading] = read(tmp_path, rows)
    assert [category for (category,) in cells(reading, "category")] == ["资产租赁", "土地发包", "入股分红"]


TICKS = [
    ["青山镇2023年党支部分类定级情况表"],
    ["序号", "党支部名称", "上年度等次", "本年度评定等次", None, None],
    [None, None, None, "先进", "中间", "后进"],
    [1, "东山党支部", "中间", "√", None, None],
    [2, "西河党支部", "后进", None, None, "✓"],
    [3, "南坝党支部", "先进", "√", "√", None],
    ["合计", 3, None, 2, 1, 1],
]
TICK_MERGES = ["A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:F2"]


def test_a_tick_under_a_grade_is_that_grade(tmp_path: Path) -> None:
    [reading] = read(tmp_path, TICKS, merges=TICK_MERGES)
    assert [(row.cells.get(ColumnKey("grade", 2022)), row.cells.get(ColumnKey("grade", 2023))) for row in reading.rows] == [
        ("中间", "先进"), ("后进", "后进"), ("先进", "先进、中间"),
    ]  # fmt: skip


def test_ticks_of_two_years_side_by_side_stay_apart(tmp_path: Path) -> None:
    rows = [
        ["党支部名称", "2022年", None, None, "2023年", None, None],
        [None, *["先进", "中间", "后进"] * 2],
        ["东山党支部", None, 1, None, 1, None, None],
        ["西河党支部", None, None, "是", None, "是", None],
    ]
    [reading] = read(tmp_path, rows, merges=["A1:A2", "B1:D1", "E1:G1"], name="分类定级")
    assert [{key.year: value for key, value in row.cells.items() if key.field == "grade"} for row in reading.rows] == [
        {2022: "中间", 2023: "先进"}, {2022: "后进", 2023: "中间"},
    ]  # fmt: skip


def test_numbers_of_branches_under_the_grades_are_no_ticks(tmp_path: Path) -> None:
    rows = [
        ["2023年各村支部分类定级统计"],
        ["党组织名称", "先进", "中间", "后进"],
        ["石门村党总支", 3, 5, 2],
        ["沙坝村党总支", 2, 4, 3],
    ]
    for reading in read(tmp_path, rows, merges=["A1:D1"]):
        assert all(key.field != "grade" for row in reading.rows for key in row.cells)


def test_a_table_of_pairs_alone_is_a_table_of_pairs(tmp_path: Path) -> None:
    rows = [["先进支部", "结对支部", "结对时间"], ["东山党支部", "西河党支部", "5月"]]
    [reading] = read(tmp_path, rows, name="结对共建")
    assert reading.kind == "pairs"
    assert cells(reading, "organization", "paired_with") == [("东山党支部", "西河党支部")]


@pytest.mark.parametrize(
    "last",
    [
        ["支部书记（签字）：", None, None, "填表人："],
        ["石门村党总支书记：", None, "审核："],
        ["单位负责人签章："],
    ],
)
def test_a_place_to_sign_is_no_data(tmp_path: Path, last: list[Any]) -> None:
    rows = [
        ["姓名", "性别", "民族", "出生日期", "身份证号码", "所在党支部"],
        ["李明", "男", "汉族", "1980-01-23", "532699198001230011", "东山党支部"],
        last,
    ]
    [reading] = read(tmp_path, rows, name="花名册")
    assert cells(reading, "name") == [("李明",)]


@pytest.mark.parametrize(
    "title, kind",
    [
        ("青山镇预备党员名册", "预备党员"),
        ("青山镇正式党员花名册", "正式党员"),
        ("青山镇正式党员、预备党员花名册", None),
    ],
)
def test_the_title_tells_the_kind_of_member_unless_it_names_both(
    tmp_path: Path, title: str, kind: str | None
) -> None:
    rows = [[title], ["姓名", "性别", "身份证号码", "支部", "入党时间"], ["李明", "男", "532699198001230011", "东山", "2023.7.1"]]  # fmt: skip
    [reading] = read(tmp_path, rows, merges=["A1:E1"])
    assert (reading.kind, cells(reading, "member_kind")) == ("members", [(kind,)])


def test_a_list_of_those_made_full_is_a_development_ledger(tmp_path: Path) -> None:
    rows = [["青山镇2023年转正党员名册"], ["姓名", "身份证号", "所在支部", "入党时间", "转正时间"], ["李明", "532699198001230011", "东山", "2022.7.1", "2023.7.1"]]  # fmt: skip
    [reading] = read(tmp_path, rows, merges=["A1:E1"])
    assert reading.kind == "development"
    assert cells(reading, "meeting_on", "conversion_meeting_on") == [("2022.7.1", "2023.7.1")]


def test_the_same_step_under_two_stages_is_two_steps(tmp_path: Path) -> None:
    rows = [
        ["青山镇发展党员25步工作台账"],
        ["姓名", "身份证号", "所在支部", "一、申请入党", "四、预备党员的接收", None, "五、预备党员的教育考察和转正", None],
        [None, None, None, 1, 15, 17, 23, 24],
        [None, None, None, "递交入党申请书", "支部大会讨论", "上级党委审批", "支部大会讨论", "上级党委审批"],
        ["李明", "532699198001230011", "东山", "2020.1.1", "2022.7.1", "2022.8.1", "2023.7.1", "2023.8.1"],
    ]  # fmt: skip
    merges = ["A1:H1", "A2:A4", "B2:B4", "C2:C4", "E2:F2", "G2:H2"]
    [reading] = read(tmp_path, rows, merges=merges)
    steps = ("applied_on", "meeting_on", "approved_on", "conversion_meeting_on", "conversion_approved_on")
    assert cells(reading, *steps) == [("2020.1.1", "2022.7.1", "2022.8.1", "2023.7.1", "2023.8.1")]


def test_people_named_in_two_columns_come_together(tmp_path: Path) -> None:
    rows = [["姓名", "所在支部", "目前阶段", "申请入党时间", "培养联系人1", "培养联系人2"], ["李明", "东山", "积极分子", "2022.1.1", "王芳", "孙红"]]  # fmt: skip
    [reading] = read(tmp_path, rows, name="发展党员")
    assert cells(reading, "contacts") == [("王芳、孙红",)]


def test_a_heading_reaches_down_to_the_end_of_its_merged_cells(tmp_path: Path) -> None:
    rows = [
        ["村委会", "村民小组", "总户数", "其中党员（名）", None, "是否空白"],
        [None, None, None, "正式党员", "预备党员", None],
        ["石门村", "上寨小组", 30, 2, 1, "否"],
    ]
    merges = ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"]
    [reading] = read(tmp_path, rows, merges=merges)
    assert reading.heading_rows[1] == 2
    assert cells(reading, "village", "name", "has_member") == [("石门村", "上寨小组", 2)]


@pytest.mark.parametrize(
    "sheet, title, month",
    [
        ("3月", "2024年村集体经济收入月报表", "3月"),
        ("Sheet1", "青山镇2024年3月村集体经济收入月报表", "3月"),
        ("Sheet1", "青山镇2024年上半年村集体经济收入统计表", "6月"),
        ("Sheet1", "青山镇2024年1-6月村集体经济收入统计表", "6月"),
        ("Sheet1", "青山镇2024年1-12月村集体经济收入统计表", None),
        ("Sheet1", "青山镇2024年村集体经济收入统计表", None),
    ],
)
def test_the_month_stands_in_the_name_of_the_sheet_or_the_title(
    tmp_path: Path, sheet: str, title: str, month: str | None
) -> None:
    rows = [[title], ["村名", "经营收入（元）", "补助收入（元）"], ["石门村", 100, 200]]
    [reading] = read(tmp_path, rows, merges=["A1:C1"], sheet=sheet)
    assert cells(reading, "month") == [(month,)]


def test_a_second_year_below_the_first_is_another_year(tmp_path: Path) -> None:
    rows = [
        ["青山镇2022年党支部分类定级结果"], ["序号", "党支部名称", "评定等次"], [1, "东山党支部", "中间"], [],
        ["青山镇2023年党支部分类定级结果"], ["序号", "党支部名称", "评定等次"], [1, "东山党支部", "先进"],
    ]  # fmt: skip
    [reading] = read(tmp_path, rows)
    assert [(row.cells.get(ColumnKey("grade", 2022)), row.cells.get(ColumnKey("grade", 2023))) for row in reading.rows] == [
        ("中间", None), (None, "先进"),
    ]  # fmt: skip


def test_months_of_a_second_year_below_the_first_are_of_that_year(tmp_path: Path) -> None:
    head = ["村名", "收入类别", "1月", "2月"]
    rows = [
        ["2023年村集体经济收入统计表（单位：万元）"], head, ["石门村", "经营收入", 1, 2],
        ["2024年村集体经济收入统计表（单位：万元）"], head, ["石门村", "经营收入", 3, 4],
    ]  # fmt: skip
    [reading] = read(tmp_path, rows)
    months = [{(k.year, k.month): v for k, v in row.cells.items() if k.month} for row in reading.rows]
    assert months == [{(2023, 1): 1, (2023, 2): 2}, {(2024, 1): 3, (2024, 2): 4}]


def test_targets_of_a_second_year_below_the_first_are_of_that_year(tmp_path: Path) -> None:
    rows = [["2023年收入目标（万元）"], ["村名", "目标"], ["石门村", 5], ["2024年收入目标（万元）"], ["村名", "目标"], ["石门村", 10]]  # fmt: skip
    [reading] = read(tmp_path, rows)
    assert [[(k.year, v) for k, v in row.cells.items() if k.field == "amount"] for row in reading.rows] == [[(2023, 5)], [(2024, 10)]]  # fmt: skip


def test_rosters_of_several_branches_below_each_other_keep_their_branches(tmp_path: Path) -> None:
    head = ["姓名", "性别", "身份证号码", "入党时间"]
    rows = [
        ["东山党支部党员花名册"], head, ["李明", "男", "532699198001230011", "2000.7.1"],
        ["西河党支部党员花名册"], head, ["王芳", "女", "532699198001230020", "2001.7.1"],
    ]  # fmt: skip
    [reading] = read(tmp_path, rows)
    assert cells(reading, "name", "organization") == [("李明", "东山党支部"), ("王芳", "西河党支部")]


def test_months_below_each_other_keep_their_months(tmp_path: Path) -> None:
    head = ["村名", "经营收入（元）", "补助收入（元）"]
    rows = [["2024年1月村集体经济收入月报表"], head, ["石门村", 1, 2], ["2024年2月村集体经济收入月报表"], head, ["石门村", 3, 4]]  # fmt: skip
    [reading] = read(tmp_path, rows)
    assert cells(reading, "month") == [("1月",), ("2月",)]


def test_a_hidden_list_of_options_is_left_out_with_the_reason(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["党支部名称", "类别", "上级党组织"])
    book.worksheets[0].append(["东山党支部", "党支部", "石门村党总支"])
    options = book.create_sheet("数据源")
    options.append(["党委", "党总支", "党支部"])
    options.append(["先进", "中间", "后进"])
    options.sheet_state = "hidden"
    book.save(tmp_path / "组织.xlsx")
    shown, hidden = read_file(tmp_path / "组织.xlsx")
    assert (shown.kind, hidden.kind) == ("organizations", None)
    assert "隐藏" in hidden.reason


def test_years_beside_targets_named_as_such_are_incomes(tmp_path: Path) -> None:
    incomes, targets = read(
        tmp_path,
        [
            ["青山镇村集体经济收入及目标情况表（单位：万元）"],
            ["行政村", "2022年", "2023年", "2024年上半年", "2023年目标", "2024年目标"],
            ["石门村", 3.5, 4.2, 2.1, 5, 10],
            ["沙坝村", 3.6, 4.3, 2.2, 5, 10],
        ],
    )
    told = {
        reading.kind: [
            (column.key.year, column.key.month) for column in reading.columns if column.key.field == "amount"
        ]
        for reading in (incomes, targets)
    }
    assert told == {
        "income": [(2022, None), (2023, None), (2024, 6)],
        "targets": [(2023, None), (2024, None)],
    }


def test_what_is_done_of_a_target_is_the_income(tmp_path: Path) -> None:
    readings = read(
        tmp_path,
        [
            ["青山镇2023年村集体经济收入完成情况表（万元）"],
            ["村名", "年度目标任务", "已完成收入", "其中：经营性收入", "完成率"],
            ["石门村", 5, 4, 3, "80%"],
            ["沙坝村", 5, 6, 2, "120%"],
        ],
    )
    amounts = {
        reading.kind: [
            (column.letter, column.key.category)
            for column in reading.columns
            if column.key.field in ("amount", "total")
        ]
        for reading in readings
    }
    assert amounts["targets"] == [("B", None)]
    assert ("C", None) in amounts["income"]


def test_a_tick_under_the_stages_tells_the_stage(tmp_path: Path) -> None:
    [reading] = read(
        tmp_path,
        [
            ["青山镇2023年发展党员情况统计表"],
            ["序号", "姓名", "所在支部", "递交申请书日期", "目前所处阶段", "", ""],
            ["", "", "", "", "入党申请人", "积极分子", "发展对象"],
            [1, "李明", "东山党支部", "2023.2.1", "√", "", ""],
            [2, "王芳", "东山党支部", "2022.2.1", "", "", "√"],
        ],
        merges=("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:G2"),
    )
    assert reading.kind == "development"
    assert cells(reading, "name", "stage") == [("李明", "入党申请人"), ("王芳", "发展对象")]


def test_days_under_the_names_of_stages_are_no_ticks(tmp_path: Path) -> None:
    [reading] = read(
        tmp_path,
        [
            ["姓名", "身份证号", "所在支部", "申请入党", "入党积极分子", "发展对象"],
            ["李明", "", "东山党支部", "2021.2.1", "2022.2.1", "2023.3.1"],
        ],
        name="发展党员台账",
    )
    assert cells(reading, "activist_on", "object_on") == [("2022.2.1", "2023.3.1")]
