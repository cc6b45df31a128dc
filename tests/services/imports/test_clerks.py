"""Townships that keep their records in several tables, or leave unsaid what everybody there knows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app.models.store import Store
from tests.services.imports.workbooks import (
    DEVELOPMENT,
    GROUPS,
    INCOME,
    MEMBERS,
    ORGANIZATIONS,
    bring,
    codes,
    look,
    number,
    only,
    rows,
    start,
    workbook,
)

MAN = ["李明", "男", "汉族", number(), "1980-01-23", "大专", "2005.7.1", "2006.7.1", "正式党员", "石门村东山党支部", "", "", "", "", ""]  # fmt: skip


def member(**changes: Any) -> list[Any]:
    return [changes.get(name, value) for name, value in zip(MEMBERS, MAN, strict=True)]


def again(store: Store, *files: Path) -> tuple[int, int]:
    plan = look(store, *files)
    return plan.count("new"), plan.count("changed")


def organizations(folder: Path, *lines: Sequence[str]) -> Path:
    return workbook(folder / "组织.xlsx", ORGANIZATIONS[:4], *lines)


def kinds(store: Store) -> list[tuple[str, str]]:
    return sorted((row["kind"], row["name"]) for row in store.find("organization"))


def test_what_stands_above_the_committee_is_no_second_committee(store: Store, tmp_path: Path) -> None:
    file = organizations(tmp_path, ["中共青山镇委员会", "党委", "中共清水县委员会"])
    assert codes(look(store, file)) == [(2, "C", "organization.above")]
    bring(store, file)
    assert kinds(store) == [("committee", "中共青山镇委员会")]
    assert store.find("organization")[0]["parent_id"] is None
    assert again(store, file) == (0, 0)


def test_heads_that_stand_only_in_the_column_of_parents_are_added(store: Store, tmp_path: Path) -> None:
    file = organizations(
        tmp_path,
        ["中共青山镇委员会", "党委"],
        ["石门村东山党支部", "党支部", "石门村党总支", "石门村"],
        ["沙坝村西河党支部", "党支部", "沙坝村党总支", "沙坝村"],
        ["机关党支部", "党支部", "乡党委直属"],
    )
    bring(store, file)
    assert [name for kind, name in kinds(store) if kind == "general_branch"] == [
        "沙坝村党总支",
        "石门村党总支",
    ]
    above = {row["name"]: row["parent_id"] for row in store.find("organization")}
    [committee] = store.find("organization", kind="committee")
    assert {above["机关党支部"], above["石门村党总支"], above["沙坝村党总支"]} == {committee["id"]}
    assert again(store, file) == (0, 0)


def test_a_general_branch_nobody_lists_is_a_mistake_where_others_are_listed(
    store: Store, tmp_path: Path
) -> None:
    file = organizations(
        tmp_path,
        ["石门村党总支", "党总支", "", "石门村"],
        ["石门村东山党支部", "党支部", "石们村党总支", "石门村"],
    )
    assert codes(look(store, file)) == [(3, "C", "organization.unknown")]


def test_a_short_branch_name_means_the_branch_of_the_village_in_the_title(
    store: Store, tmp_path: Path
) -> None:
    start(store, tmp_path)
    bring(store, organizations(tmp_path, ["沙坝村东山党支部", "党支部", "", "沙坝村"]))
    line = member(所在党支部="东山支部")
    plain = workbook(tmp_path / "名册.xlsx", MEMBERS, line, title="青山镇党员花名册")
    assert codes(look(store, plain)) == [(3, "J", "organization.ambiguous")]
    told = workbook(tmp_path / "沙坝村.xlsx", MEMBERS, line, title="沙坝村党员花名册")
    bring(store, told)
    [branch] = store.find("organization", id=store.find("person")[0]["organization_id"])
    assert branch["name"] == "沙坝村东山党支部"


def test_a_list_of_migrants_adds_to_the_roster(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    heads = MEMBERS[:10]
    roster = workbook(tmp_path / "名册.xlsx", heads, MAN[:10])
    away = workbook(tmp_path / "流动.xlsx", ["姓名", "所在支部", "身份证号", "联系电话"], ["李明", "石门村东山党支部", number(), "13800000001"], title="流动党员名册")  # fmt: skip
    assert codes(look(store, roster, away)) == []
    bring(store, roster, away)
    [person] = store.find("person")
    assert (person["is_migrant"], person["phone"]) == (1, "13800000001")
    assert again(store, roster, away) == (0, 0)


def test_the_ledger_tells_the_kind_of_member_that_the_roster_only_suggests(
    store: Store, tmp_path: Path
) -> None:
    start(store, tmp_path)
    roster = workbook(
        tmp_path / "名册.xlsx", [*MEMBERS[:8], "所在党支部"], [*MAN[:6], "2022.7.1", "", MAN[9]]
    )
    values = {"姓名": "李明", "身份证号": number(), "所在党支部": MAN[9], "当前阶段": "预备党员"}
    ledger = workbook(tmp_path / "台账.xlsx", DEVELOPMENT, [values.get(name, "") for name in DEVELOPMENT])
    bring(store, roster, ledger)
    assert store.find("person")[0]["status"] == "probationary"


def test_groups_not_on_the_list_of_blank_ones_have_a_member(store: Store, tmp_path: Path) -> None:
    everything = workbook(tmp_path / "小组.xlsx", GROUPS[:2], ["石门村", "上寨小组"], ["石门村", "下寨小组"])
    blank = workbook(tmp_path / "空白.xlsx", ["村名", "村民小组", "储备情况"], ["石门村", "下寨小组", "已储备"], title="党员空白村民小组台账")  # fmt: skip
    plan = look(store, everything, blank)
    assert ([rows(sheet) for sheet in plan.sheets], codes(plan)) == ([(2, 0, 0, 0), (0, 0, 1, 0)], [])
    bring(store, everything, blank)
    assert {row["name"]: (row["states_member"], row["note"]) for row in store.find("village_group")} == {
        "上寨小组": (1, None),
        "下寨小组": (0, "储备：已储备"),
    }
    assert again(store, everything, blank) == (0, 0)


def test_a_group_without_a_tick_in_the_column_of_blank_ones_is_not_blank(
    store: Store, tmp_path: Path
) -> None:
    bring(store, workbook(tmp_path / "小组.xlsx", ["村名", "村民小组", "党员空白村民小组"], ["石门村", "上寨小组", ""], ["石门村", "下寨小组", "√"], ["石门村", "中寨小组", ""]))  # fmt: skip
    assert [row["states_member"] for row in store.find("village_group")] == [1, 0, 1]


def test_the_person_in_reserve_belongs_to_the_group(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    groups = workbook(tmp_path / "小组.xlsx", ["村名", "村民小组", "有无党员", "储备人选"], ["石门村", "下寨小组", "无", "刘海"])  # fmt: skip
    values = {
        "姓名": "刘海",
        "身份证号": number(),
        "所在党支部": "石门村东山党支部",
        "当前阶段": "入党申请人",
    }
    ledger = workbook(tmp_path / "台账.xlsx", DEVELOPMENT, [values.get(name, "") for name in DEVELOPMENT])
    bring(store, ledger, groups)
    [group] = store.find("village_group")
    assert store.find("development_case")[0]["village_group_id"] == group["id"]


def test_a_village_is_called_as_most_people_call_it(store: Store, tmp_path: Path) -> None:
    groups = workbook(
        tmp_path / "小组.xlsx", GROUPS[:3], ["石门村委会", "上寨小组", "有"], ["沙坝村委会", "上寨小组", "有"]
    )
    income = workbook(
        tmp_path / "收入.xlsx", INCOME, ["石门村", "2023-05-01", "经营收入", "", 100, "", "", ""]
    )
    bring(store, groups, income)
    assert [row["name"] for row in store.find("village")] == ["石门村", "沙坝村委会"]


def test_pairs_without_a_year_belong_to_the_year_of_the_grades(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    grades = workbook(tmp_path / "定级.xlsx", ["年度", "党支部名称", "等次"], [2023, "石门村东山党支部", "先进"], [2022, "石门村东山党支部", "中间"])  # fmt: skip
    pairs = workbook(
        tmp_path / "结对共建.xlsx", ["先进支部", "结对支部"], ["石门村东山党支部", "石门村西河党支部"]
    )
    assert codes(look(store, grades, pairs)) == [(0, "", "pairing.year")]
    bring(store, grades, pairs)
    assert [row["year"] for row in store.find("pairing")] == [2023]


def test_a_branch_is_told_by_the_village_beside_it(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, organizations(tmp_path, ["沙坝村东山党支部", "党支部", "", "沙坝村"]))
    bring(
        store,
        workbook(
            tmp_path / "定级.xlsx", ["行政村", "党支部名称", "2023年等次"], ["沙坝村", "东山党支部", "先进"]
        ),
    )
    [branch] = store.find("organization", id=store.find("rating")[0]["organization_id"])
    assert branch["name"] == "沙坝村东山党支部"


def test_incomes_and_targets_of_one_table_may_leave_each_other_out(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    file = workbook(
        tmp_path / "季报.xlsx",
        ["行政村", "年度目标", "季度", "经营收入", "补助收入"],
        ["石门村", 5, "第一季度", 1, 2],
        ["石门村", None, "第二季度", 3, 4],
        title="青山镇2023年村集体经济收入季报表（单位：万元）",
    )
    assert codes(look(store, file)) == []
    bring(store, file)
    assert [row["amount_fen"] for row in store.find("target")] == [5_000_000]
    assert sum(row["amount_fen"] for row in store.find("income_entry")) == 10_000_000


@pytest.mark.parametrize(
    "words, category",
    [("光伏发电收益", "investment"), ("土地承包费", "contracting"), ("资产租赁", "operating"), ("上级财政奖补资金", "subsidy"), ("社会捐款", "other")],
)  # fmt: skip
def test_a_category_is_told_by_a_part_of_its_words(
    store: Store, tmp_path: Path, words: str, category: str
) -> None:
    start(store, tmp_path)
    bring(
        store, workbook(tmp_path / "收入.xlsx", INCOME, ["石门村", "2023-05-01", words, "", 100, "", "", ""])
    )
    assert store.find("income_entry")[0]["category"] == category


def test_income_of_a_category_nobody_knows_still_counts(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    file = workbook(tmp_path / "收入.xlsx", INCOME, ["石门村", "2023-05-01", "某某款", "", 100, "", "", ""])
    assert codes(look(store, file)) == [(2, "C", "income_category.unknown")]
    assert rows(only(look(store, file))) == (1, 0, 0, 0)


def test_a_subtotal_may_stand_inside_another(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    line = ["石门村", "2023-01-01", "经营收入", "", 100, "", "", ""]
    total = ["", "", "", "", 200, "", "", ""]
    file = workbook(
        tmp_path / "收入.xlsx", INCOME,
        line, line, ["1月小计", *total[1:]], line, line, ["2月小计", *total[1:]], ["石门村合计", "", "", "", 400, "", "", ""], line, line, ["沙坝村小计", *total[1:]], ["总计", "", "", "", 601, "", "", ""],
    )  # fmt: skip
    assert codes(look(store, file)) == [(12, "", "total.differs")]


def test_expenses_beside_the_income_are_left_out(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    file = workbook(
        tmp_path / "收支.xlsx",
        ["村名", "日期", "收入类别", "收入金额", "支出金额"],
        ["石门村", "2023-01-05", "经营收入", 1.5, None],
        ["石门村", "2023-01-06", None, None, 0.5],
        title="青山镇2023年村集体经济收支台账（单位：人、万元）",
    )
    assert codes(look(store, file)) == []
    bring(store, file)
    assert [row["amount_fen"] for row in store.find("income_entry")] == [1_500_000]


def test_rows_of_the_kind_expense_are_left_out(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    lines = [["石门村", "2023-01-05", "经营收入", 100], ["石门村", "2023-01-06", "管理支出", 30]]
    bring(store, workbook(tmp_path / "收支.xlsx", ["村名", "日期", "收支类别", "金额"], *lines))
    assert [row["amount_fen"] for row in store.find("income_entry")] == [10_000]


@pytest.mark.parametrize("year_sum, bad", [(3, 0), (4, 1)])
def test_a_sum_of_the_year_beside_sums_of_its_months_counts_once(
    store: Store, tmp_path: Path, year_sum: int, bad: int
) -> None:
    start(store, tmp_path)
    months = workbook(tmp_path / "月.xlsx", ["村名", "收入类别", "1月", "2月"], ["石门村", "经营收入", 1, 2], title="2023年村集体经济收入（万元）")  # fmt: skip
    done = workbook(tmp_path / "目标.xlsx", ["村名", "2023年目标", "2023年完成"], ["石门村", 5, year_sum], title="村集体经济目标（万元）")  # fmt: skip
    plan = look(store, months, done)
    assert plan.bad == bad
    bring(store, months, done, skip_bad=True)
    assert sum(row["amount_fen"] for row in store.find("income_entry")) == 3_000_000


def test_pairs_that_come_later_belong_to_the_latest_round(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, workbook(tmp_path / "定级.xlsx", ["党支部名称", "2023年等次"], ["石门村东山党支部", "先进"]))
    pairs = workbook(
        tmp_path / "结对共建.xlsx", ["先进支部", "结对支部"], ["石门村东山党支部", "石门村西河党支部"]
    )
    assert codes(look(store, pairs)) == [(0, "", "pairing.year")]
    bring(store, pairs)
    assert [row["year"] for row in store.find("pairing")] == [2023]


def test_a_roster_imported_years_later_is_judged_by_the_latest_date_in_it(
    store: Store, tmp_path: Path
) -> None:
    start(store, tmp_path)
    heads = [*MEMBERS[:8], "所在党支部"]
    old = [*MAN[:6], "2018.7.1", "2019.7.1", MAN[9]]
    new = ["王芳", "女", "汉族", number(order=4), "1980-01-23", "大专", "2018.12.1", "", MAN[9]]
    bring(store, workbook(tmp_path / "名册.xlsx", heads, old, new))
    assert {row["name"]: row["status"] for row in store.find("person")} == {
        "李明": "full",
        "王芳": "probationary",
    }


@pytest.mark.parametrize("half_year, bad", [(6, 0), (7, 1)])
@pytest.mark.parametrize("heads", [["1月", "5月"], ["一季度", "二季度"]])
def test_a_sum_of_the_half_year_beside_finer_sums_counts_once(
    store: Store, tmp_path: Path, heads: list[str], half_year: int, bad: int
) -> None:
    start(store, tmp_path)
    finer = workbook(tmp_path / "收入.xlsx", ["村名", "收入类别", *heads], ["石门村", "经营收入", 2, 1], ["石门村", "补助收入", 3, None], title="2024年村集体经济收入（万元）")  # fmt: skip
    check = workbook(tmp_path / "核查.xlsx", ["村名", "2024年目标", "2024年上半年完成"], ["石门村", 10, half_year], title="半年核查（万元）")  # fmt: skip
    assert look(store, finer, check).bad == bad
    bring(store, finer, check, skip_bad=True)
    assert sum(row["amount_fen"] for row in store.find("income_entry")) == 6_000_000


def test_quarters_of_a_year_are_kept_side_by_side(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, workbook(tmp_path / "收入.xlsx", ["村名", "一季度", "二季度", "三季度", "四季度", "合计"], ["石门村", 1, 2, 3, 4, 10], title="2023年村集体经济收入（万元）"))  # fmt: skip
    assert sum(row["amount_fen"] for row in store.find("income_entry")) == 10_000_000


def test_a_total_may_stand_above_its_rows(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    line = ["石门村", "2023-01-01", "经营收入", "", 100, "", "", ""]
    total = ["合计", "", "", "", 200, "", "", ""]
    assert codes(look(store, workbook(tmp_path / "收入.xlsx", INCOME, total, line, line))) == []


def test_the_day_of_booking_is_not_the_day_of_the_income(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    heads = ["村名", "收入发生时间", "收入类别", "金额", "记账日期"]
    bring(store, workbook(tmp_path / "收入.xlsx", heads, ["石门村", "2023-01-05", "经营收入", 1, None]))
    [entry] = store.find("income_entry")
    assert (entry["received_on"], entry["booked_on"]) == ("2023-01-05", None)
