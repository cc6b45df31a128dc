"""Habits met in the workbooks of other townships, each through the whole import."""

import os
from pathlib import Path
from typing import Any

import pytest

from app.errors import BadInput
from app.models.store import Store
from app.services.townships import put_settings
from tests.services.imports.workbooks import (
    GROUPS,
    MEMBERS,
    RATINGS,
    bring,
    codes,
    look,
    number,
    only,
    rows,
    start,
    workbook,
)

SHORT_ROSTER = ["姓名", "性别", "身份证号", "入党时间", "所在党支部"]


def roster(folder: Path, heading: str, *cells: Any) -> Path:
    """Write a roster without 转正时间 in which `heading` alone tells who is probationary."""
    people = [
        [f"李{'明亮光'[place]}", "男", number(order=2 * place + 1), "2023.7.1", "石门村东山党支部", cell]
        for place, cell in enumerate(cells)
    ]
    return workbook(folder / "花名册.xlsx", [*SHORT_ROSTER, heading], *people)


def statuses(store: Store) -> list[str]:
    return [row["status"] for row in store.find("person")]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("是否预备党员", ["否", "是", "否"]),
        ("预备党员", ["", "√", ""]),
        ("是否正式党员", ["是", "否", "是"]),
        ("是否转正", ["已转正", "未转正", "已转正"]),
        ("转正情况", ["按期转正", "未转正", "已转正"]),
    ],
)
def test_a_column_of_ticks_tells_who_is_probationary(
    store: Store, tmp_path: Path, heading: str, cells: list[str]
) -> None:
    start(store, tmp_path)
    bring(store, roster(tmp_path, heading, *cells))
    assert statuses(store) == ["full", "probationary", "full"]


def test_a_roster_of_many_people_that_does_not_say_who_is_probationary_is_imported(
    store: Store, tmp_path: Path
) -> None:
    start(store, tmp_path)
    people = [
        [
            f"李{'一二三四五六七八九十'[n % 10]}",
            "男",
            number(order=2 * (n // 10) + 1, birth=f"1980{n % 10 + 1:02}11"),
            "2001.7.1",
            "2002.7.1",
            "石门村东山党支部",
        ]
        for n in range(600)
    ]
    file = workbook(
        tmp_path / "名册.xlsx", ["姓名", "性别", "身份证号", "入党时间", "转正时间", "所在党支部"], *people
    )
    bring(store, file)
    assert statuses(store) == ["full"] * 600


def test_sex_written_with_its_code_and_a_dot_for_yes_are_read(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    head = [*MEMBERS[:9], "所在党支部", "流动党员（是/否）"]
    one = ["李明", "1男", "汉", number(), "", "", "2005.7.1", "2006.7.1", "正式", "石门村东山党支部", "●"]
    file = workbook(tmp_path / "花名册.xlsx", head, one)
    assert codes(look(store, file)) == []
    bring(store, file)
    [person] = store.find("person")
    assert (person["sex"], person["is_migrant"]) == (1, 1)


def test_a_village_is_known_with_the_township_before_and_the_office_behind_its_name(
    store: Store, tmp_path: Path
) -> None:
    with store.operation("setting", "命名", "王干事"):
        put_settings(store, {"township": "青山镇"})
    start(store, tmp_path)
    file = workbook(
        tmp_path / "目标.xlsx", ["村名", "2023年目标（万元）"], ["青山镇石门村", 5], ["沙坝村居委会", 6]
    )
    plan = look(store, file)
    assert codes(plan) == []
    assert rows(only(plan)) == (2, 0, 0, 0)


def test_a_community_is_known_by_its_bare_name_and_by_that_of_its_committee(
    store: Store, tmp_path: Path
) -> None:
    bring(store, workbook(tmp_path / "小组.xlsx", GROUPS[:3], ["前进社区", "一组", "有"]))
    file = workbook(
        tmp_path / "目标.xlsx", ["村名", "2023年目标（万元）"], ["前进社区居委会", 5], ["前进", 5]
    )
    assert "village.unknown" not in [code for _, _, code in codes(look(store, file))]


def test_a_blank_inside_the_name_of_a_branch_makes_no_two_partners(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    file = workbook(
        tmp_path / "定级.xlsx",
        [*RATINGS[:4], "联建支部"],
        ["石门村东山党支部", "一般", "先进", "先进", "石门村 西河党支部、沙坝 村党支部"],
        ["石门村西河党支部", "后进", "一般", "一般", ""],
        ["沙坝村党支部", "一般", "一般", "一般", ""],
    )
    assert codes(look(store, file)) == []
    bring(store, file)
    assert len(store.find("pairing")) == 2
    assert {row["township_grade"] for row in store.find("rating", year=2022)} == {"middling", "lagging"}


def test_a_title_that_names_the_unit_in_brackets_still_tells_the_half_year(
    store: Store, tmp_path: Path
) -> None:
    start(store, tmp_path)
    file = workbook(
        tmp_path / "表.xlsx",
        ["附件1"],
        ["青山镇2024年上半年村集体经济收入情况表（单位：元）"],
        ["村名", "小计", "经营性收入", "发包收入", "投资收益"],
        ["石门村", 600, 100, 200, 300],
    )
    plan = look(store, file)
    assert codes(plan) == []
    bring(store, file)
    entries = store.find("income_entry")
    assert sorted((row["category"], row["amount_fen"]) for row in entries) == [
        ("contracting", 200_00), ("investment", 300_00), ("operating", 100_00),
    ]  # fmt: skip
    assert {row["received_on"] for row in entries} == {"2024-06"}


def test_a_year_alone_under_a_heading_of_grades_is_the_grade_given(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    file = workbook(
        tmp_path / "定级.xlsx",
        ["序号", "党支部名称", "分类定级等次", "", ""],
        ["", "", "2022年", "2023年自评", "2023年评定"],
        [1, "石门村东山党支部", "先进", "先进", "中间"],
        [2, "石门村西河党支部", "后进", "中间", "中间"],
    )
    bring(store, file)
    graded = {(row["year"], row["self_grade"], row["township_grade"]) for row in store.find("rating")}
    assert graded == {
        (2022, None, "advanced"), (2022, None, "lagging"),
        (2023, "advanced", "middling"), (2023, "middling", "middling"),
    }  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_no_workbook_and_is_not_waited_for(store: Store, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "花名册.xlsx")
    with pytest.raises(BadInput, match="找不到文件"):
        look(store, tmp_path / "花名册.xlsx")


def test_later_rows_show_what_stands_in_columns_empty_at_first(store: Store, tmp_path: Path) -> None:
    lines = [[f"第{n}村党支部", "党支部", "", ""] for n in range(1, 9)]
    lines[7][3] = "李明"
    file = workbook(tmp_path / "组织.xlsx", ["党组织名称", "党组织类别", "上级党组织", "书记姓名"], *lines)
    shown = [dict(sample) for sample in only(look(store, file)).samples]
    assert [one["党组织名称"] for one in shown] == [line[0] for line in lines[:5]] + ["第8村党支部"]
    assert shown[-1]["书记姓名"] == "李明"
