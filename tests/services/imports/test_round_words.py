"""Rounds whose cells say more than one thing, old names of branches, and tables of other matters."""

from pathlib import Path
from typing import Any

import pytest

from app.models.store import Store
from app.rules.vocabulary import Level
from app.services import history, imports
from tests.services.imports.workbooks import TODAY, bring, look, only, rows, start, workbook

EAST, WEST, FLAT = "石门村东山党支部", "石门村西河党支部", "沙坝村党支部"
NEW = "石门村先锋党支部"
TITLE = "2023年党支部分类定级汇总表"


@pytest.fixture
def office(store: Store, tmp_path: Path) -> Store:
    start(store, tmp_path)
    return store


def held(store: Store, *fields: str) -> dict[str, tuple[Any, ...]]:
    """Return branch → what its rating holds."""
    names = {row["id"]: row["name"] for row in store.find("organization")}
    return {
        names[row["organization_id"]]: tuple(row[name] for name in fields) for row in store.find("rating")
    }


def rename(store: Store, before: str, after: str) -> str:
    [found] = store.find("organization", name=before)
    with store.operation("edit", f"{before}改名为{after}", "王干事"):
        store.update("organization", found["id"], {"name": after})
    return str(found["id"])


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("等次（得分）", ("先进（92.5分）", "中间（80）")),
        ("评定等次", ("先进 92.5", "中间 80")),
        ("得分", ("92.5/先进", "80分、中间")),
        ("得分及等次", ("先进92.5分", "中间：80分")),
    ],
)
def test_grade_and_points_of_one_cell_are_both_taken(
    office: Store, tmp_path: Path, heading: str, cells: tuple[str, str]
) -> None:
    file = workbook(tmp_path / "a.xlsx", ["党支部", heading], [EAST, cells[0]], [WEST, cells[1]], title=TITLE)
    bring(office, file)
    assert held(office, "township_grade", "score") == {EAST: ("advanced", 9250), WEST: ("middling", 8000)}
    assert rows(only(look(office, file))) == (0, 0, 2, 0)


def test_points_of_the_self_assessment_are_told_to_be_left_out(office: Store, tmp_path: Path) -> None:
    head = ["党支部", "自评等次（得分）", "评定等次（得分）"]
    plan = look(office, workbook(tmp_path / "a.xlsx", head, [EAST, "先进（95）", "中间（80）"], title=TITLE))
    [problem] = plan.problems
    assert (problem.code, problem.level) == ("rating.points", Level.HINT)
    imports.apply(office, plan, actor="王干事")
    assert held(office, "self_grade", "township_grade", "score") == {EAST: ("advanced", "middling", 8000)}


@pytest.mark.parametrize("cell", [f"{EAST}（王明）", f"{EAST} 王明", f"{EAST}/王明", EAST])
def test_the_secretary_in_the_cell_of_the_branch_is_no_part_of_its_name(
    office: Store, tmp_path: Path, cell: str
) -> None:
    bring(office, workbook(tmp_path / "a.xlsx", ["党支部（书记姓名）", "等次"], [cell, "先进"], title=TITLE))
    assert held(office, "township_grade") == {EAST: ("advanced",)}


def test_grades_under_a_heading_of_classes_are_grades(office: Store, tmp_path: Path) -> None:
    bring(office, workbook(tmp_path / "2023.xlsx", ["党支部", "类别"], [EAST, "先进"], [WEST, "后进"]))
    assert held(office, "township_grade") == {EAST: ("advanced",), WEST: ("lagging",)}


def test_points_of_the_parts_a_scheme_knows_are_kept_and_their_sum_is_the_score(
    office: Store, tmp_path: Path
) -> None:
    head = ["党支部", "党组织带头人", "工作思路（10分）", "合计", "等次"]
    bring(office, workbook(tmp_path / "a.xlsx", head, [EAST, 14, 9.5, 23.5, "先进"], title=TITLE))
    assert held(office, "dimension_scores", "score") == {EAST: ("党组织带头人：14；工作思路：9.5", 2350)}
    head = ["党支部", "工作思路", "得分", "等次"]
    bring(office, workbook(tmp_path / "b.xlsx", head, [EAST, 9, 23, "先进"], title=TITLE))
    assert held(office, "dimension_scores", "score") == {EAST: ("党组织带头人：14；工作思路：9", 2300)}


@pytest.mark.parametrize(
    ("cell", "points", "told"),
    [("工作思路：9.5；党组织带头人：14", "工作思路：9.5；党组织带头人：14", []), ("都很好", None, ["rating.points_unreadable"])],
)  # fmt: skip
def test_points_may_stand_in_one_cell_as_they_are_exported(
    office: Store, tmp_path: Path, cell: str, points: str | None, told: list[str]
) -> None:
    file = workbook(tmp_path / "a.xlsx", ["党支部", "等次", "分项得分"], [EAST, "先进", cell], title=TITLE)
    plan = look(office, file)
    assert [problem.code for problem in plan.problems] == told
    imports.apply(office, plan, actor="王干事")
    assert held(office, "dimension_scores") == {EAST: (points,)}


def test_points_no_scheme_knows_are_named_as_left_out(office: Store, tmp_path: Path) -> None:
    head = ["党支部", "党员数", "党建引领（60分）", "服务群众（40分）", "总分", "等次"]
    plan = look(office, workbook(tmp_path / "a.xlsx", head, [EAST, 12, 55, 35, 90, "先进"], title=TITLE))
    [problem] = plan.problems
    assert (problem.code, problem.level) == ("rating.parts", Level.HINT)
    assert "“党建引领（60分）”“服务群众（40分）”" in problem.message
    assert {"党建引领（60分）", "服务群众（40分）"} <= set(only(plan).unread)
    imports.apply(office, plan, actor="王干事")
    assert held(office, "dimension_scores", "score") == {EAST: (None, 9000)}


def test_a_grade_in_a_table_of_organizations_is_pointed_out(office: Store, tmp_path: Path) -> None:
    head = ["党组织名称", "党组织类别", "上级党组织", "2023年等次"]
    file = workbook(
        tmp_path / "a.xlsx", head, [EAST, "党支部", "石门村党总支", "先进"], title="党组织基本情况表"
    )
    [problem] = look(office, file).problems
    assert (problem.code, problem.level) == ("organization.grades", Level.HINT)
    assert "“2023年等次”" in problem.message


@pytest.mark.parametrize("partner", ["县财政局", "绿源农业有限公司", "石门村茶叶专业合作社", "县委组织部", "市烟草公司"])  # fmt: skip
def test_a_partner_that_is_no_branch_of_the_township_needs_no_warning(
    office: Store, tmp_path: Path, partner: str
) -> None:
    plan = look(
        office, workbook(tmp_path / "a.xlsx", ["党支部", "结对支部"], [EAST, partner], title="2023年结对共建")
    )
    assert not plan.problems
    assert plan.sheets[0].new == 1


def test_a_partner_whose_kind_is_told_needs_no_warning(office: Store, tmp_path: Path) -> None:
    head = ["党支部", "结对支部", "结对单位类型"]
    row = [EAST, "农业农村局机关党支部", "县直单位"]
    assert not look(office, workbook(tmp_path / "a.xlsx", head, row, title="2023年结对共建")).problems


@pytest.mark.parametrize(
    ("partner", "kind"), [("石门村东岭党支部", "党支部"), ("石门村东岭", ""), ("沙巴村", "")]
)
def test_a_partner_that_may_be_a_misspelt_branch_is_doubted(
    office: Store, tmp_path: Path, partner: str, kind: str
) -> None:
    file = workbook(
        tmp_path / "a.xlsx", ["党支部", "结对支部", "单位性质"], [WEST, partner, kind], title="2023年结对共建"
    )
    assert [problem.code for problem in look(office, file).problems] == ["pairing.partner"]


def test_an_old_workbook_is_about_the_branch_as_it_is_called_now(office: Store, tmp_path: Path) -> None:
    grades = workbook(tmp_path / "a.xlsx", ["党支部", "等次"], [EAST, "先进"], [WEST, "中间"], title=TITLE)
    ties = workbook(tmp_path / "b.xlsx", ["党支部", "结对支部"], [WEST, EAST], title="2023年结对共建")
    bring(office, grades, ties)
    rename(office, EAST, NEW)
    plan = look(office, grades, ties, tmp_path / "组织.xlsx")
    assert [rows(sheet)[:2] + rows(sheet)[3:] for sheet in plan.sheets] == [(0, 0, 0)] * 3
    assert {(problem.code, problem.level) for problem in plan.problems} == {
        ("organization.former", Level.HINT)
    }
    assert held(office, "township_grade") == {NEW: ("advanced",), WEST: ("middling",)}


def test_a_former_name_that_another_branch_has_now_is_that_branchs(office: Store, tmp_path: Path) -> None:
    rename(office, EAST, NEW)
    rename(office, WEST, EAST)
    plan = look(office, workbook(tmp_path / "a.xlsx", ["党支部", "等次"], [EAST, "先进"], title=TITLE))
    assert not plan.problems
    imports.apply(office, plan, actor="王干事")
    assert held(office, "township_grade") == {EAST: ("advanced",)}


def test_a_new_branch_may_take_the_former_name_of_one_that_is_listed_too(
    office: Store, tmp_path: Path
) -> None:
    rename(office, EAST, NEW)
    head = ["党组织名称", "党组织类别", "上级党组织"]
    above = "石门村党总支"
    bring(office, workbook(tmp_path / "a.xlsx", head, [NEW, "党支部", above], [EAST, "党支部", above]))
    assert {NEW, EAST} <= {row["name"] for row in office.find("organization")}


def test_a_renaming_that_was_undone_left_no_former_name(office: Store, tmp_path: Path) -> None:
    rename(office, EAST, NEW)
    history.undo(office, actor="王干事")
    plan = look(office, workbook(tmp_path / "a.xlsx", ["党支部", "等次"], [NEW, "先进"], title=TITLE))
    assert [problem.code for problem in plan.problems] == ["organization.unknown"]


def test_a_paper_of_one_branch_is_refused_with_what_to_do(office: Store, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "a.xlsx",
        ["党支部名称", EAST, "书记", "王明"],
        ["支部自评等次", "先进", "群众测评满意率", "95%"],
        ["党委评定等次", "中间", "县级审定等次", "中间"],
        title="党支部分类定级登记表（2023年度）",
    )
    [sheet] = look(office, file).sheets
    assert (sheet.kind, "一行一个党支部" in sheet.reason) == (None, True)


@pytest.mark.parametrize(
    ("title", "heading", "row"),
    [
        ("2024年民主评议党员结果汇总表", ["党支部", "姓名", "自评等次", "评定等次"], [EAST, "王明", "先进", "先进"]),
        ("2024年度先进集体名单", ["单位", "类别"], [EAST, "先进"]),
        ("2024年教师考核", ["单位", "教师", "得分", "等次"], [EAST, "王明", 91, "先进"]),
        ("星级文明家庭", ["党支部", "家庭", "2024年等次"], [EAST, "王明家庭", "五星"]),
        ("2024年度述职评议结果", ["党支部", "述职人", "等次"], [EAST, "王明", "好"]),
        ("2024年三会一课检查评定情况", ["党支部", "存在问题", "评定"], [EAST, "记录不规范", "一般"]),
        ("2024年第三季度人居环境红黑榜", ["党支部", "得分", "等级"], [EAST, 90, "好"]),
        ("2024年安全生产考核等次", ["单位", "得分", "考核等次"], [EAST, 90, "优秀"]),
        ("2024年党员集中培训情况", ["党支部", "应参训", "测试得分", "测试等次"], [EAST, 12, 90, "优秀"]),
        ("2024年党员积分管理", ["党支部", "姓名", "积分", "等级"], [EAST, "王明", 90, "A"]),
        ("党员志愿服务结对帮扶台账（2024年）", ["党支部", "党员姓名", "帮扶对象", "帮扶措施"], [EAST, "王明", "李老汉", "送米"]),
        ("2024年主题党日活动计划表", ["党支部", "活动内容", "责任人", "时间"], [EAST, "学习", "王明", "2024-03-05"]),
        ("2024年党费收缴情况表", ["党支部", "党员数", "应缴金额（元）", "实缴金额（元）"], [EAST, 12, 1200, 1200]),
        ("疫情防控值守安排表", ["党支部", "卡口", "带班领导", "值守时间"], [EAST, "东路口", "王明", "2022-03-01"]),
        ("网格员考核", ["所在党支部", "网格员", "考核等次"], [EAST, "王明", "优秀"]),
        ("党支部换届问题整改台账", ["党支部", "存在问题", "整改措施", "责任人", "完成时限"], [EAST, "超期", "换届", "王明", "2024-06-30"]),
    ],
)  # fmt: skip
def test_tables_of_other_matters_bring_nothing_into_the_round(
    office: Store, tmp_path: Path, title: str, heading: list[str], row: list[Any]
) -> None:
    plan = look(office, workbook(tmp_path / "2024年.xlsx", heading, row, title=title))
    kinds = {"ratings", "pairs", "rectification", "contacts", "tasks"}
    assert not kinds & {sheet.kind for sheet in plan.sheets}


def test_a_round_is_one_whatever_else_its_title_speaks_of(office: Store, tmp_path: Path) -> None:
    title = "2023年民主评议党员暨党支部分类定级结果汇总表"
    bring(
        office, workbook(tmp_path / "a.xlsx", ["党支部", "姓名", "等次"], [EAST, "王明", "先进"], title=title)
    )
    assert held(office, "township_grade") == {EAST: ("advanced",)}


def test_a_table_is_read_the_same_once_more(office: Store, tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", ["党支部", "等次（得分）"], [FLAT, "先进（92）"], title=TITLE)
    bring(office, file)
    assert rows(only(imports.preview(office, [file], as_of=TODAY))) == (0, 0, 1, 0)
