"""Recognition: by content, whatever stands around the table and in whatever order its columns come."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from app.excel.reading import read_file
from app.excel.readings import ColumnKey, ErrorCell, Reading
from tests.excel.builders import id_number

TABLES: dict[str, list[list[Any]]] = {
    "organizations": [["党组织名称", "类别", "上级党组织", "换届时间", "书记"], ["东山党支部", "党支部", "石门村党总支", "2021.3.5", "赵明"]],
    "members": [["姓名", "性别", "身份证号", "入党时间", "转正时间", "所在党支部"], ["赵明", "男", "110105194912310021", "1970.7.1", "1971.7.1", "东山党支部"]],
    "groups": [["行政村", "村民小组", "有无党员", "储备人选"], ["石门村", "上寨", "无", "赵明"]],
    "development": [["姓名", "身份证号", "所在党支部", "申请入党时间", "确定积极分子时间", "列为发展对象时间"], ["赵明", "110105194912310021", "东山党支部", "2020.1.1", "2020.8.1", ""]],
    "ratings": [["党支部", "自评等次", "党委评定等次", "结对支部"], ["东山党支部", "先进", "先进", "西河党支部"]],
    "income": [["村名", "收入日期", "收入类别", "金额（元）", "入账日期"], ["石门村", "2023.5.1", "经营收入", 1200.5, "2023.5.2"]],
    "targets": [["村名", "2023年目标（万元）", "2024年目标（万元）"], ["石门村", 5, 10]],
}  # fmt: skip
ABOVE = [
    "某某乡党建办",
    "填报单位：青山镇党委",
    "填报时间：2024年1月8日",
    "（此表由各村填报，请于五日内报送党建办）",
    "附件3",
    "单位：人",
]
QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)


def reading(
    folder: Path, rows: list[list[Any]], name: str = "表.xlsx", merges: tuple[str, ...] = ()
) -> Reading:
    path = folder / name
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for merge in merges:
        book.worksheets[0].merge_cells(merge)
    book.save(path)
    (found,) = read_file(path)
    return found


def by_key(found: Reading) -> list[dict[ColumnKey, object]]:
    return [row.cells for row in found.rows]


@QUIET
@given(kind=st.sampled_from(sorted(TABLES)), seed=st.randoms(use_true_random=False))
def test_the_order_of_the_columns_does_not_matter(kind: str, seed: random.Random, tmp_path: Path) -> None:
    straight = reading(tmp_path, TABLES[kind])
    order = list(range(len(TABLES[kind][0])))
    seed.shuffle(order)
    shuffled = reading(tmp_path, [[row[index] for index in order] for row in TABLES[kind]])
    assert straight.kind == shuffled.kind == kind
    assert by_key(straight) == by_key(shuffled)


@QUIET
@given(
    kind=st.sampled_from(sorted(TABLES)),
    above=st.lists(st.sampled_from(ABOVE), max_size=4),
    gap=st.integers(0, 3),
)
def test_titles_and_notes_above_do_not_matter(kind: str, above: list[str], gap: int, tmp_path: Path) -> None:
    straight = reading(tmp_path, TABLES[kind])
    rows = [[text] for text in above] + [[] for _ in range(gap)] + TABLES[kind]
    moved = reading(tmp_path, rows)
    assert moved.kind == kind
    assert moved.heading_rows == (len(above) + gap + 1,) * 2
    assert [set(row) for row in by_key(moved)] == [set(row) for row in by_key(straight)] or kind == "ratings"


@pytest.mark.parametrize("kind", sorted(TABLES))
def test_without_any_title_the_headings_alone_tell_the_kind(kind: str, tmp_path: Path) -> None:
    assert reading(tmp_path, TABLES[kind], "1.xlsx").kind == kind


def test_a_misleading_title_or_file_name_does_not_beat_the_headings(tmp_path: Path) -> None:
    for kind in TABLES:
        found = reading(tmp_path, [["2023年党建工作台账"], *TABLES[kind]], "党员花名册.xlsx")
        assert found.kind == kind


def test_a_roster_with_the_day_of_application_stays_a_roster(tmp_path: Path) -> None:
    head = ["姓名", "性别", "身份证号", "申请入党时间", "入党时间", "转正时间", "入党介绍人", "所在党支部"]
    row = ["赵明", "男", "110105194912310021", "1969.1.1", "1970.7.1", "1971.7.1", "钱华", "东山党支部"]
    assert reading(tmp_path, [head, row]).kind == "members"
    assert reading(tmp_path, [["石门村党员花名册"], head, row]).kind == "members"


def test_lists_of_one_stage_are_development(tmp_path: Path) -> None:
    base, row = (
        ["姓名", "性别", "民族", "身份证号", "所在党支部"],
        ["赵明", "男", "汉", "110105194912310021", "东山党支部"],
    )
    assert (
        reading(tmp_path, [["入党申请人名册"], [*base, "申请入党时间"], [*row, "2023.1.1"]]).kind
        == "development"
    )
    assert (
        reading(
            tmp_path,
            [["入党积极分子花名册"], [*base, "申请时间", "确定时间"], [*row, "2023.1.1", "2023.8.1"]],
        ).kind
        == "development"
    )


def test_a_column_of_id_numbers_is_known_by_its_values(tmp_path: Path) -> None:
    from datetime import date

    rows = [
        [f"人{n}", id_number(date(1970, 1, n), n), "男" if n % 2 else "女", f"1380000000{n}", "1995.7.1"]
        for n in range(1, 6)
    ]
    found = reading(tmp_path, [["姓名", "号码（18位）", "", "号码2", "入党时间"], *rows])
    assert [column.key.field for column in found.columns] == [
        "name",
        "id_number",
        "sex",
        "phone",
        "joined_on",
    ]
    assert found.unread == ()


def test_a_heading_nobody_knows_is_reported_unread(tmp_path: Path) -> None:
    table = TABLES["members"]
    found = reading(tmp_path, [[*table[0], "特长爱好"], [*table[1], "山歌"]])
    assert found.unread == ("特长爱好",)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["填表说明"], ["一、请各村认真填写。"], ["二、五日内报送。"]], "没有找到认得的表头"),
        ([["姓名", "性别", "民族"], ["赵明", "男", "汉"]], "缺少"),
        ([["村名", "2023年目标（万元）"][:1], ["石门村"]], "没有找到认得的表头"),
        (
            [["会议名称", "时间", "地点", "主持人"], ["支委会", "2023.1.1", "会议室", "赵明"]],
            "没有找到认得的表头",
        ),
    ],
)
def test_a_sheet_that_is_something_else_says_why(rows: list[list[Any]], said: str, tmp_path: Path) -> None:
    found = reading(tmp_path, rows)
    assert found.kind is None
    assert said in found.reason


def test_an_empty_sheet_says_so(tmp_path: Path) -> None:
    assert reading(tmp_path, []).reason == "工作表是空的。"


def test_the_kind_can_be_forced(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = Workbook()
    for row in [
        ["姓名", "人员类别", "身份证号", "所在党支部"],
        ["赵明", "预备党员", "110105194912310021", "东山党支部"],
    ]:
        book.worksheets[0].append(row)
    book.save(path)
    assert [found.kind for found in read_file(path, kind="development")] == ["development"]
    assert [found.kind for found in read_file(path, kind="income")] == [None]


def test_the_year_comes_from_title_then_sheet_then_file(tmp_path: Path) -> None:
    table = [["党支部", "评定等次"], ["东山党支部", "先进"]]
    assert (
        by_key(reading(tmp_path, [["2022年度分类定级"], *table], "2021.xlsx"))[0][ColumnKey("grade", 2022)]
        == "先进"
    )
    assert by_key(reading(tmp_path, table, "2021年定级.xlsx"))[0][ColumnKey("grade", 2021)] == "先进"
    named = [["分类定级汇总表"], ["填报日期：2024年1月9日"], *table]
    assert by_key(reading(tmp_path, named, "2023年.xlsx"))[0][ColumnKey("grade", 2023)] == "先进"


def test_the_title_is_told_from_what_stands_around_it(tmp_path: Path) -> None:
    above = [["附件3"], ["青山镇2023年党员花名册"], ["（内部资料）"], ["填报单位：党建办"]]
    assert reading(tmp_path, [*above, *TABLES["members"]]).title == "青山镇2023年党员花名册"


def test_the_unit_of_a_title_holds_for_columns_without_one(tmp_path: Path) -> None:
    table = [["村名", "收入日期", "经营收入", "补助收入（元）"], ["石门村", "2023.1.1", 1, 1]]
    found = reading(tmp_path, [["收入台账"], ["单位：万元"], *table])
    assert {column.heading: column.factor for column in found.columns if column.factor} == {
        "经营收入": 1_000_000,
        "补助收入（元）": 100,
    }


def test_merged_villages_hold_for_the_rows_below_but_merged_amounts_do_not(tmp_path: Path) -> None:
    rows = [
        ["村名", "收入日期", "金额（元）", "收入类别"],
        ["石门村", "2023.1.1", 300, "经营收入"],
        [None, "2023.2.1", None, "投资收益"],
    ]
    found = reading(tmp_path, rows, merges=("A2:A3", "C2:C3"))
    first, second = by_key(found)
    assert second[ColumnKey("village")] == "石门村"
    assert ColumnKey("amount") not in second
    assert first[ColumnKey("amount")] == 300


def test_a_village_written_once_for_a_run_of_rows_holds_for_the_run(tmp_path: Path) -> None:
    rows = [
        ["村名", "村民小组", "有无党员"],
        ["石门村", "上寨", "有"],
        [None, "下寨", "无"],
        ["沙坝村", "老街", "有"],
        [None, "新街", "有"],
    ]
    found = reading(tmp_path, rows)
    assert [row[ColumnKey("village")] for row in by_key(found)] == ["石门村", "石门村", "沙坝村", "沙坝村"]


def test_a_single_forgotten_branch_is_not_guessed(tmp_path: Path) -> None:
    head, row = TABLES["members"]
    found = reading(tmp_path, [head, row, row, [*row[:5], None], row])
    assert [ColumnKey("organization") in cells for cells in by_key(found)] == [True, True, False, True]


def test_figures_without_any_word_do_not_get_the_village_above(tmp_path: Path) -> None:
    head = ["村名", "收入日期", "收入类别", "金额（元）", "凭证号"]
    rows = [
        ["石门村", "2023.1.1", "经营收入", 1, 7],
        [None, "2023.2.1", "经营收入", 2, 8],
        [None, "2023.3.1", "经营收入", 2, 8],
        [None, None, None, 3, 9],
    ]
    found = by_key(reading(tmp_path, [["2023年收入"], head, *rows]))
    assert [ColumnKey("village") in row for row in found] == [True, True, True, False]


def test_a_village_written_above_its_rows_holds_for_them(tmp_path: Path) -> None:
    rows = [
        ["收入日期", "收入类别", "金额（元）"],
        ["一、石门村"],
        ["2023.1.1", "经营收入", 1],
        ["小计", "", 1],
        ["二、沙坝村（2笔）"],
        ["2023.2.1", "投资收益", 2],
    ]
    found = reading(tmp_path, [["2023年收入台账"], *rows])
    assert [row.get(ColumnKey("village")) for row in by_key(found)] == ["石门村", "沙坝村"]


def test_a_ledger_of_one_village_takes_the_village_from_its_title(tmp_path: Path) -> None:
    rows = [
        ["青山镇石门村2023年集体经济收入台账"],
        ["收入日期", "收入类别", "金额（元）"],
        ["2023.1.1", "经营收入", 1],
    ]
    found = reading(tmp_path, rows)
    assert found.given == ((ColumnKey("village"), "石门村"),)
    assert by_key(found)[0][ColumnKey("village")] == "石门村"


@pytest.mark.parametrize(
    "title", ["青山镇2023年村级集体经济收入台账", "青山彝族乡村集体经济收入", "全乡各村收入台账"]
)
def test_a_title_of_the_whole_township_names_no_village(title: str, tmp_path: Path) -> None:
    rows = [[title], ["收入日期", "收入类别", "金额（元）"], ["2023.1.1", "经营收入", 1]]
    assert reading(tmp_path, rows).reason == "看起来像《村集体经济收入台账》，但缺少“村名”一列。"


def test_rows_that_are_no_data_are_left_out_with_their_reason(tmp_path: Path) -> None:
    head, row = TABLES["members"]
    rows = [
        ["党员花名册"], ["序号", *head], [1, *row], ["示例", "张三"], [2], ["序号", *head], ["小 计", "", "", "1人"], [3, *row],
        ["党员花名册"], ["总计：2人"], ["注：本表一式两份。"], ["填表人：赵明", "", "审核人：钱华"],
    ]  # fmt: skip
    found = reading(tmp_path, rows)
    assert [row.number for row in found.rows] == [3, 8]
    assert dict(found.left_out) == {
        4: "示例行", 5: "只有序号的空行", 6: "重复的表头", 7: "合计行", 9: "重复的标题", 10: "合计行", 11: "说明行", 12: "签名行",
    }  # fmt: skip


def test_a_row_of_column_numbers_under_the_heading_is_left_out(tmp_path: Path) -> None:
    head, row = TABLES["income"]
    found = reading(tmp_path, [head, ["甲", 1, 2, 3, 4], row])
    assert [row.number for row in found.rows] == [3]
    assert found.left_out == ((2, "栏号行"),)


def test_two_columns_of_one_category_are_added(tmp_path: Path) -> None:
    head = ["村名", "年度", "门面租金", "光伏经营收入", "补助收入"]
    found = reading(tmp_path, [head, ["石门村", 2023, 1.1, 2.2, 5], ["沙坝村", 2023, "暂无", 2, 1]])
    added = ColumnKey("amount", None, None, "operating")
    assert [row[added] for row in by_key(found)] == [3.3, ErrorCell("暂无＋2")]


@pytest.mark.parametrize(
    ("title", "table", "field"),
    [
        ("党员空白村民小组台账", [["村名", "小组名称", "储备人选"], ["石门村", "上寨", "赵明"]], "is_blank"),
        ("流动党员花名册", TABLES["members"], "is_migrant"),
        ("生活困难党员名册", TABLES["members"], "is_hardship"),
    ],
)
def test_a_title_may_say_what_holds_for_all_rows(
    title: str, table: list[list[Any]], field: str, tmp_path: Path
) -> None:
    assert by_key(reading(tmp_path, [[title], *table]))[0][ColumnKey(field)] == "是"


def test_a_title_says_nothing_where_a_column_does_or_a_branch_has_that_name(tmp_path: Path) -> None:
    assert reading(tmp_path, [["党员空白村民小组排查"], *TABLES["groups"]]).given == ()
    assert reading(tmp_path, [["农贸市场流动党员党支部花名册"], *TABLES["members"]]).given == ()


def test_incomes_and_targets_of_one_table_come_as_two_readings(tmp_path: Path) -> None:
    path = tmp_path / "季报.xlsx"
    book = Workbook()
    for row in [
        ["2024年村集体经济季报（万元）"],
        ["村", "年目标", "一季度", "二季度", "累计", "完成率"],
        ["石门村", 10, 2, 3, 5, "50%"],
    ]:
        book.worksheets[0].append(row)
    book.save(path)
    income, targets = read_file(path)
    assert (income.kind, targets.kind) == ("income", "targets")
    assert by_key(income) == [
        {ColumnKey("village"): "石门村", ColumnKey("amount", 2024, 3): 2, ColumnKey("amount", 2024, 6): 3}
    ]
    assert by_key(targets) == [{ColumnKey("village"): "石门村", ColumnKey("amount", 2024): 10}]
    assert (income.unread, targets.unread) == ((), ())
