"""The same workbook again, a corrected one, an older one: what changes, what stays."""

from pathlib import Path
from typing import Any

import pytest

from app.models.store import Store
from app.services.imports import Change
from tests.services.imports.workbooks import (
    DEVELOPMENT,
    GROUPS,
    MEMBERS,
    ORGANIZATIONS,
    RATINGS,
    TWO_BRANCHES,
    bring,
    codes,
    look,
    number,
    only,
    rows,
    start,
    workbook,
)

MAN = ["李明", "男", "汉族", number(), "1980-01-23", "大专", "2005.7.1", "2006.7.1", "正式党员", "石门村东山党支部", "书记", "", "13800000001", "否", "老支书"]  # fmt: skip


def member(**changes: Any) -> list[Any]:
    return [changes.get(name, value) for name, value in zip(MEMBERS, MAN, strict=True)]


def roster(folder: Path, *people: list[Any], name: str = "花名册.xlsx") -> Path:
    return workbook(folder / name, MEMBERS, *people)


def test_a_changed_field_is_shown_with_both_values_in_words(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, roster(tmp_path, member()))
    plan = look(
        store,
        roster(
            tmp_path, member(学历="本科", 入党时间="2005年7月2日", 所在党支部="西河党支部", 是否流动党员="是")
        ),
    )
    assert rows(only(plan)) == (0, 1, 0, 0)
    assert set(only(plan).changes) >= {
        Change(2, "李明", "学历", "大学专科", "大学本科"),
        Change(2, "李明", "入党时间", "2005年7月1日", "2005年7月2日"),
        Change(2, "李明", "所在党支部", "石门村东山党支部", "石门村西河党支部"),
        Change(2, "李明", "是否流动党员", "否", "是"),
    }


def test_applying_a_change_writes_only_the_changed_fields(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, roster(tmp_path, member()))
    before = store.scalar("SELECT count(*) FROM op")
    result = bring(store, roster(tmp_path, member(学历="本科")))
    assert result.sentence == "导入1个工作簿：修改1条"
    assert store.scalar("SELECT count(*) FROM op") == before + 1
    assert store.find("person")[0]["education"] == "20"


def test_an_empty_cell_or_a_missing_column_erases_nothing(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, roster(tmp_path, member()))
    plan = look(
        store, roster(tmp_path, member(学历="", 联系电话="无", 备注="—", 党内职务="", 是否流动党员=""))
    )
    assert rows(only(plan)) == (0, 0, 1, 0)
    short = workbook(
        tmp_path / "短.xlsx",
        ["姓名", "公民身份号码", "入党时间", "所在党支部"],
        ["李明", number(), "2005.7.1", "东山党支部"],
    )
    assert rows(only(look(store, short))) == (0, 0, 1, 0)


def test_a_date_that_says_less_than_the_ledger_changes_nothing(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, roster(tmp_path, member()))
    assert rows(only(look(store, roster(tmp_path, member(入党时间="2005.07", 转正时间="2006年"))))) == (
        0,
        0,
        1,
        0,
    )
    assert rows(only(look(store, roster(tmp_path, member(入党时间="2005.08"))))) == (0, 1, 0, 0)


def test_a_birth_known_by_month_is_completed_from_the_number(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, roster(tmp_path, member(出生日期="1980.01", 性别="")))
    [person] = store.find("person")
    assert (person["birth_on"], person["sex"]) == ("1980-01-23", 1)
    assert rows(only(look(store, roster(tmp_path, member(出生日期="1980.01"))))) == (0, 0, 1, 0)


def test_a_person_without_a_number_is_known_by_name_birth_and_branch(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, roster(tmp_path, member(公民身份号码="")))
    plan = look(store, roster(tmp_path, member()))
    assert rows(only(plan)) == (0, 1, 0, 0)
    assert [change.field_label for change in only(plan).changes] == ["公民身份号码"]


def test_a_number_learnt_from_one_row_is_known_in_the_next(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, roster(tmp_path, member(公民身份号码="")))
    plan = look(store, roster(tmp_path, member(), member(姓名="李鸣")))
    assert codes(plan) == [(3, "D", "person.duplicate")]


def test_a_namesake_with_another_birth_is_somebody_else(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, roster(tmp_path, member(公民身份号码="")))
    assert rows(only(look(store, roster(tmp_path, member(公民身份号码="", 出生日期="1985-02-02"))))) == (
        1,
        0,
        0,
        0,
    )
    assert rows(
        only(look(store, roster(tmp_path, member(公民身份号码=number("19800124"), 出生日期="1980-01-24"))))
    ) == (1, 0, 0, 0)


def test_another_name_under_the_same_number_is_a_change_with_a_doubt(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, roster(tmp_path, member()))
    file = roster(tmp_path, member(姓名="李鸣"))
    assert codes(look(store, file)) == [(2, "A", "person.renamed")]
    bring(store, file)
    [person] = store.find("person")
    assert (person["name"], person["initials"]) == ("李鸣", "lm")


def test_somebody_who_left_is_pointed_out(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, roster(tmp_path, member()))
    [person] = store.find("person")
    with store.operation("edit", "转出", "王干事"):
        store.update("person", person["id"], {"ended_on": "2024-03-01", "end_reason": "转出"})
    assert codes(look(store, roster(tmp_path, member()))) == [(2, "A", "person.ended")]


def test_duties_become_posts_and_a_new_duty_changes_the_post(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, roster(tmp_path, member(党内职务="支部书记、组织委员")))
    assert sorted(post["duty"] for post in store.find("post")) == ["书记", "组织委员"]
    plan = look(store, roster(tmp_path, member(党内职务="书记、宣传委员")))
    assert [(c.field_label, c.old, c.new) for c in only(plan).changes] == [
        ("党内职务", "书记、组织委员", "书记、宣传委员")
    ]
    bring(store, roster(tmp_path, member(党内职务="书记、宣传委员")))
    assert sorted(post["duty"] for post in store.find("post")) == ["书记", "宣传委员"]


def test_a_roster_without_the_kind_of_member_tells_it_by_dates(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    heading = ["姓名", "公民身份号码", "入党时间", "转正时间", "所在党支部"]
    people = [
        ["甲一", number(order=1), "1990.7.1", "1991.7.1", "东山党支部"],
        ["乙二", number(order=3), "2023.12.1", "", "东山党支部"],
        ["丙三", number(order=5), "1988.7.1", "", "东山党支部"],
    ]
    bring(store, workbook(tmp_path / "花名册.xlsx", heading, *people))
    assert [row["status"] for row in store.find("person")] == ["full", "probationary", "full"]


def test_a_roster_without_the_kind_of_member_leaves_the_recorded_one(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, roster(tmp_path, member(人员类别="预备党员", 转正时间="")))
    short = workbook(
        tmp_path / "短.xlsx",
        ["姓名", "公民身份号码", "入党时间", "所在党支部"],
        ["李明", number(), "2005.7.1", "东山党支部"],
    )
    assert rows(only(look(store, short))) == (0, 0, 1, 0)


def test_the_group_of_a_roster_row_belongs_to_the_village_of_its_branch(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    groups = [["石门村", "上寨小组", "有"], ["沙坝村", "上寨小组", "无"]]
    bring(store, workbook(tmp_path / "组.xlsx", GROUPS, *groups))
    bring(store, roster(tmp_path, member(所属村小组="上寨组")))
    [person] = store.find("person")
    group = store.get("village_group", person["village_group_id"])
    assert store.get("village", group["village_id"])["name"] == "石门村"


def test_a_change_of_an_organization_is_shown_with_names(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    changed = [["沙坝村党支部", "党支部", "石门村党总支", "石门村", 12, "赵强", "", "2024年3月1日"]]
    plan = look(store, workbook(tmp_path / "组织.xlsx", ORGANIZATIONS, *changed))
    assert [(c.field_label, c.old, c.new) for c in only(plan).changes] == [
        ("换届时间", "", "2024年3月1日"),
        ("书记", "", "赵强"),
        ("党员数", "", "12"),
        ("所在村", "沙坝村", "石门村"),
        ("上级党组织", "中共青山镇委员会", "石门村党总支"),
    ]


def test_organizations_may_come_children_first(store: Store, tmp_path: Path) -> None:
    bring(store, workbook(tmp_path / "组织.xlsx", ORGANIZATIONS, *TWO_BRANCHES[::-1]))
    parents = {row["name"]: row["parent_id"] for row in store.find("organization")}
    names = {row["id"]: row["name"] for row in store.find("organization")}
    assert names[parents["石门村东山党支部"]] == "石门村党总支"
    assert parents["中共青山镇委员会"] is None


def test_without_parents_and_villages_the_natural_ones_are_taken(store: Store, tmp_path: Path) -> None:
    groups = workbook(tmp_path / "组.xlsx", GROUPS, ["石门村", "上寨小组", "有"])
    names = [["中共青山镇委员会"], ["石门村党总支"], ["石门村东山党支部"], ["派出所党支部"]]
    bring(
        store,
        workbook(tmp_path / "组织.xlsx", ["党组织名称", "书记姓名"], *[[*n, "赵强"] for n in names]),
        groups,
    )
    found = {row["name"]: row for row in store.find("organization")}
    ids = {row["id"]: name for name, row in found.items()}
    assert [ids.get(found[name[0]]["parent_id"]) for name in names] == [
        None,
        "中共青山镇委员会",
        "石门村党总支",
        "中共青山镇委员会",
    ]
    assert [found[name[0]]["village_id"] is not None for name in names] == [False, True, True, False]


def test_a_committee_named_only_as_parent_is_added_and_said(store: Store, tmp_path: Path) -> None:
    plan = look(store, workbook(tmp_path / "组织.xlsx", ORGANIZATIONS, *TWO_BRANCHES[1:]))
    assert codes(plan) == [(2, "C", "organization.added")]
    assert only(plan).created == {"village": 2, "organization": 5}


def test_branches_of_the_same_name_under_different_parents_are_two(store: Store, tmp_path: Path) -> None:
    twins = [
        *TWO_BRANCHES,
        ["沙坝村党总支", "党总支", "中共青山镇委员会", "沙坝村"],
        ["第一党支部", "党支部", "石门村党总支", "石门村"],
        ["第一党支部", "党支部", "沙坝村党总支", "沙坝村"],
    ]
    file = workbook(tmp_path / "组织.xlsx", ORGANIZATIONS, *twins)
    plan = look(store, file)
    assert plan.problems == ()
    bring(store, file)
    assert len(store.find("organization", name="第一党支部")) == 2
    assert rows(only(look(store, file))) == (0, 0, 8, 0)


def test_a_corrected_group_changes_and_keeps_its_identity(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, workbook(tmp_path / "组.xlsx", GROUPS, ["石门村", "上寨小组", "无", 20, "2人", ""]))
    plan = look(
        store, workbook(tmp_path / "组.xlsx", GROUPS, ["石门村委会", "上寨村民小组", "有", 21, "", ""])
    )
    assert [(c.record_label, c.field_label, c.old, c.new) for c in only(plan).changes] == [
        ("石门村上寨小组", "户数", "20", "21"),
        ("石门村上寨小组", "有无党员", "无", "有"),
    ]


APPLICANT = ["赵强", number("19950505"), "东山党支部", "", "入党申请人", "2023.5.1", "2023.5.20", "", "李明、王芳", "", "", "", "", ""]  # fmt: skip


def ledger(folder: Path, **changes: Any) -> Path:
    line = [changes.get(name, value) for name, value in zip(DEVELOPMENT, APPLICANT, strict=True)]
    return workbook(folder / "发展.xlsx", DEVELOPMENT, line)


def test_an_applicant_goes_on_with_the_next_ledger(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, ledger(tmp_path))
    file = ledger(
        tmp_path,
        当前阶段="入党积极分子",
        确定积极分子时间="2023.12.1",
        集中培训时间="2024.3.2",
        培训学时=24,
        培养联系人="李明、孙红",
    )
    plan = look(store, file)
    assert {(c.field_label, c.old, c.new) for c in only(plan).changes} == {
        ("人员类别", "入党申请人", "入党积极分子"),
        ("当前阶段", "入党申请人", "入党积极分子"),
        ("确定入党积极分子时间", "", "2023年12月1日"),
        ("集中培训时间", "", "2024年3月2日"),
        ("培训学时", "", "24学时"),
        ("培养联系人", "李明、王芳", "李明、孙红"),
    }
    bring(store, file)
    assert rows(only(look(store, file))) == (0, 0, 1, 0)
    assert [row["step"] for row in store.find("step_record")] == ["01", "02", "03", "11"]
    assert store.find("person")[0]["status"] == "activist"


def test_the_stage_follows_from_the_dates_when_no_column_tells_it(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, ledger(tmp_path, 当前阶段="", 确定积极分子时间="2023.12.1"))
    assert store.find("development_case")[0]["stage"] == "activist"


@pytest.mark.parametrize(
    "others, linked",
    [
        (["西河党支部"], True),
        (["沙坝村党支部"], True),
        (["西河党支部", "沙坝村党支部"], True),
        (["沙坝村党支部", "青山镇机关党支部"], False),
        ([], False),
    ],
)
def test_a_contact_is_looked_for_in_the_branch_then_the_village_then_everywhere(
    store: Store, tmp_path: Path, others: list[str], linked: bool
) -> None:
    start(store, tmp_path)
    bring(store, workbook(tmp_path / "机关.xlsx", ORGANIZATIONS[:2], ["青山镇机关党支部", "党支部"]))
    women = [
        member(姓名="王芳", 公民身份号码=number(order=2 * order), 性别="女", 所在党支部=branch)
        for order, branch in enumerate(others, 2)
    ]
    plan = look(store, ledger(tmp_path), roster(tmp_path, member(), *women))
    assert codes(plan) == ([] if linked else [(2, "I", "contact.unknown")])
    bring(store, *plan.files)
    assert {row["name"]: row["person_id"] is not None for row in store.find("case_person")} == {
        "李明": True,
        "王芳": linked,
    }


def test_a_member_on_the_roster_keeps_what_the_roster_says(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    file = ledger(
        tmp_path,
        姓名="李明",
        身份证号=number(),
        递交申请书时间="2003.1.5",
        派人谈话时间="",
        当前阶段="预备党员",
        接收预备党员支部大会时间="2005.6.30",
        培养联系人="",
    )
    plan = look(store, file, roster(tmp_path, member()))
    assert [problem.code for problem in plan.problems] == ["stage.differs"]
    bring(store, file, roster(tmp_path, member()))
    [person] = store.find("person")
    assert (person["status"], person["joined_on"]) == ("full", "2005-07-01")
    assert store.find("development_case")[0]["stage"] == "probationary"


def test_a_new_probationary_member_joins_on_the_day_of_the_meeting(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, ledger(tmp_path, 当前阶段="预备党员", 接收预备党员支部大会时间="2024.5.6"))
    [person] = store.find("person")
    assert (person["status"], person["joined_on"]) == ("probationary", "2024-05-06")


def test_a_later_application_after_a_closed_case_is_a_new_case(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, ledger(tmp_path))
    [case] = store.find("development_case")
    with store.operation("edit", "终止", "王干事"):
        store.update("development_case", case["id"], {"closed_on": "2023-09-01", "outcome": "终止培养"})
    assert rows(only(look(store, ledger(tmp_path)))) == (0, 0, 1, 0)
    assert rows(only(look(store, ledger(tmp_path, 递交申请书时间="2024.2.1", 派人谈话时间="2024.2.9")))) == (
        1,
        0,
        0,
        0,
    )


def test_a_corrected_grade_and_a_new_pair_are_changes(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, workbook(tmp_path / "定级.xlsx", RATINGS, ["东山党支部", "中间", "先进", "先进"]))
    plan = look(
        store, workbook(tmp_path / "定级.xlsx", RATINGS, ["东山党支部", "中间", "先进", "中间", "西河党支部"])
    )
    assert rows(only(plan)) == (0, 1, 0, 0)
    assert [(c.record_label, c.field_label, c.old, c.new) for c in only(plan).changes] == [
        ("石门村东山党支部2023年", "评定等次", "先进", "中间"),
        ("石门村东山党支部2023年", "结对支部", "", "石门村西河党支部"),
    ]


def test_a_pair_named_from_both_sides_is_one_pair(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    lines = [
        ["东山党支部", "", "", "先进", "西河党支部、沙坝村党支部"],
        ["西河党支部", "", "", "中间", "东山支部"],
    ]
    file = workbook(tmp_path / "定级.xlsx", RATINGS, *lines)
    bring(store, file)
    assert len(store.find("pairing")) == 2
    assert rows(only(look(store, file))) == (0, 0, 2, 0)


def test_one_applicant_in_the_sheets_of_two_stages_is_one_case(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    who = ["赵强", number("19950505"), "东山党支部"]
    applicants = workbook(
        tmp_path / "申请人.xlsx",
        ["姓名", "身份证号", "所在党支部", "申请入党时间", "派人谈话时间"],
        [*who, "2023.5.1", "2023.5.20"],
        ["钱进", number("19960606"), "西河党支部", "2023.6.1", ""],
        sheet="入党申请人",
    )
    activists = workbook(
        tmp_path / "积极分子.xlsx",
        ["姓名", "身份证号", "所在党支部", "申请入党时间", "确定积极分子时间", "培养联系人"],
        [*who, "2023.5.2", "2023.12.1", "李明、王芳"],
        sheet="入党积极分子",
    )
    plan = look(store, applicants, activists)
    assert codes(plan) == [(2, "D", "row.differs")]
    bring(store, applicants, activists)
    assert sorted(row["stage"] for row in store.find("development_case")) == ["activist", "applicant"]
    [case] = store.find("development_case", stage="activist")
    steps = {row["step"]: row["happened_on"] for row in store.find("step_record", case_id=case["id"])}
    assert steps == {"01": "2023-05-01", "02": "2023-05-20", "03": "2023-12-01"}
    again = look(store, applicants, activists)
    assert (again.count("new"), again.count("changed")) == (0, 0)


def test_the_name_of_the_sheet_tells_the_stage_when_nothing_else_does(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    heading = ["姓名", "身份证号", "所在党支部", "申请入党时间", "培养联系人"]
    line = ["赵强", number("19950505"), "东山党支部", "2022.5.1", "李明、王芳"]
    bring(store, workbook(tmp_path / "名单.xlsx", heading, line, title="发展对象名册"))
    assert store.find("development_case")[0]["stage"] == "object"


def test_the_share_of_the_satisfied_is_kept_as_a_share(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    heading = ["党支部名称", "群众满意度", "党委评定等次"]
    file = workbook(
        tmp_path / "定级.xlsx",
        heading,
        ["东山党支部", "98%", "先进"],
        ["西河党支部", "先进", "先进"],
        title="2023年分类定级",
    )
    bring(store, file)
    assert [(row["satisfaction"], row["mass_grade"]) for row in store.find("rating")] == [
        (9800, None),
        (None, "advanced"),
    ]
    assert rows(only(look(store, file))) == (0, 0, 2, 0)


def test_a_closed_branch_is_not_founded_again_by_an_old_table(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    [branch] = store.find("organization", name="石门村东山党支部")
    with store.operation("edit", "撤销", "王干事"):
        store.update("organization", branch["id"], {"ended_on": "2024-03-01", "end_reason": "合并"})
    plan = look(store, workbook(tmp_path / "组织.xlsx", ORGANIZATIONS, *TWO_BRANCHES))
    assert rows(only(plan)) == (0, 0, 5, 0)
    assert codes(plan) == [(4, "A", "organization.ended")]
    assert codes(look(store, roster(tmp_path, member(党内职务="")))) == [(2, "J", "organization.ended")]


def test_a_branch_under_a_new_name_with_its_old_code_is_renamed_and_keeps_its_grades(
    store: Store, tmp_path: Path
) -> None:
    heads = ["党组织名称", "党组织类别", "组织代码"]
    old = [["石桥党支部", "党支部", "532601"], ["沙坝党支部", "党支部", "532602"]]
    bring(store, workbook(tmp_path / "一.xlsx", heads, *old))
    [branch] = [row for row in store.find("organization") if row["name"] == "石桥党支部"]
    plan = look(store, workbook(tmp_path / "二.xlsx", heads, ["大桥党支部", "党支部", "532601"], old[1]))
    assert codes(plan) == [(2, "A", "organization.renamed")]
    bring(store, workbook(tmp_path / "二.xlsx", heads, ["大桥党支部", "党支部", "532601"], old[1]))
    assert {row["id"]: row["name"] for row in store.find("organization")}[branch["id"]] == "大桥党支部"
    assert len(store.find("organization")) == 2


@pytest.mark.parametrize(
    "others",
    [
        [["大桥党支部", "党支部", "532601"], ["石桥党支部", "党支部", "532609"]],
        [["大桥党支部", "党支部", "532601"], ["小桥党支部", "党支部", "532601"]],
        [["大桥党总支", "党总支", "532601"]],
    ],
)
def test_a_code_that_does_not_single_out_one_branch_renames_nothing(
    store: Store, tmp_path: Path, others: list[list[str]]
) -> None:
    heads = ["党组织名称", "党组织类别", "组织代码"]
    bring(store, workbook(tmp_path / "一.xlsx", heads, ["石桥党支部", "党支部", "532601"]))
    bring(store, workbook(tmp_path / "二.xlsx", heads, *others))
    names = {row["name"] for row in store.find("organization")}
    assert names == {"石桥党支部", *(name for name, *_ in others)}
