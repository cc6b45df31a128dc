"""What follows from a rating, as townships keep it in workbooks: pairs, files of 整顿, contact points, tasks."""

from pathlib import Path
from typing import Any

import pytest

from app.models.store import Store
from app.rules.vocabulary import SheetKind
from app.services.exports import export
from tests.services.imports.workbooks import ACTOR, RATINGS, bring, look, start, workbook

EAST, WEST, FLAT = "石门村东山党支部", "石门村西河党支部", "沙坝村党支部"


@pytest.fixture
def office(store: Store, tmp_path: Path) -> Store:
    start(store, tmp_path)
    return store


def named(store: Store, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """Return columns of a table in the order of entry, ids of organizations as names."""
    names = {row["id"]: row["name"] for row in store.find("organization")}
    return [tuple(names.get(row[column], row[column]) for column in columns) for row in store.find(table)]


@pytest.fixture
def with_files(office: Store, tmp_path: Path) -> Store:
    rows = [
        ["党组织名称", "认定时间", "认定情形", "主要问题", "县级联系领导", "乡镇包抓领导", "整改措施", "责任人", "完成时限", "3月进展", "4月进展"],
        [WEST, "2023.2.10", "班子不团结", "活动少", "张县长", "李乡长", "1.配齐书记", "李乡长", "2023年6月底", "已谈话", "已选配"],
        ["", "", "", "", "", "", "2.恢复三会一课", "王支书", "2023年3月", "", ""],
    ]  # fmt: skip
    bring(office, workbook(tmp_path / "整顿.xlsx", *rows, title="2023年软弱涣散党组织整顿台账"))
    return office


def test_a_file_over_several_rows_keeps_its_measures_and_months(with_files: Store) -> None:
    [file] = with_files.find("rectification")
    assert (file["year"], file["is_slack"], file["is_lagging"]) == (2023, 1, 0)
    assert (file["listed_on"], file["county_leader"], file["township_leader"]) == (
        "2023-02-10",
        "张县长",
        "李乡长",
    )
    assert named(with_files, "rectification_item", "content", "responsible") == [
        ("配齐书记", "李乡长"),
        ("恢复三会一课", "王支书"),
    ]
    assert named(with_files, "rectification_progress", "month", "content") == [
        ("2023-03", "已谈话"),
        ("2023-04", "已选配"),
    ]


def test_lagging_and_slack_are_told_apart_by_the_column_that_names_them(
    office: Store, tmp_path: Path
) -> None:
    rows = [
        ["支部名称", "年度", "认定类别", "主要问题"],
        [EAST, 2023, "后进", "无活动场所"],
        [WEST, 2023, "软弱涣散", "书记空缺"],
        [FLAT, 2023, "后进、软弱涣散", "三会一课不正常"],
    ]
    bring(office, workbook(tmp_path / "整顿对象.xlsx", *rows, title="整顿党组织台账"))
    assert named(office, "rectification", "organization_id", "is_lagging", "is_slack") == [
        (EAST, 1, 0),
        (WEST, 0, 1),
        (FLAT, 1, 1),
    ]


@pytest.fixture
def with_contacts(office: Store, tmp_path: Path) -> Store:
    rows = [
        ["姓名", "职务", "联系支部", "走访时间", "解决的问题"],
        ["赵明", "党委书记", f"{EAST}、{FLAT}", "2023.5.6", "修活动室"],
        ["钱亮", "副书记", WEST, "", ""],
    ]
    bring(office, workbook(tmp_path / "联系点.xlsx", *rows, title="2023年班子成员党支部联系点安排表"))
    return office


def test_a_leader_with_several_branches_in_one_cell_has_several_contact_points(with_contacts: Store) -> None:
    assert named(with_contacts, "contact_point", "leader", "duty", "organization_id") == [
        ("赵明", "党委书记", EAST),
        ("赵明", "党委书记", FLAT),
        ("钱亮", "副书记", WEST),
    ]
    assert named(with_contacts, "contact_visit", "visited_on", "solved") == [("2023-05-06", "修活动室")] * 2


@pytest.fixture
def with_tasks(office: Store, tmp_path: Path) -> Store:
    rows = [
        ["党支部名称", "一季度任务", "二季度任务", "三季度任务", "四季度任务"],
        [EAST, "建活动室", "1.开展培训\n2.慰问党员", "", "总结"],
    ]
    bring(office, workbook(tmp_path / "任务.xlsx", *rows, title="2023年党支部晋位升级任务表"))
    return office


def test_quarters_side_by_side_are_tasks_of_their_quarter(with_tasks: Store) -> None:
    assert named(with_tasks, "branch_task", "year", "quarter", "content") == [
        (2023, 1, "建活动室"),
        (2023, 2, "开展培训"),
        (2023, 2, "慰问党员"),
        (2023, 4, "总结"),
    ]


def test_the_pair_of_two_sheets_is_one_whoever_names_whom(office: Store, tmp_path: Path) -> None:
    bring(office, workbook(tmp_path / "等次.xlsx", RATINGS, [EAST, "中间", "先进", "先进", WEST, ""]))
    rows = [
        ["后进支部", "结对支部", "结对内容", "活动时间", "活动内容"],
        [WEST, EAST, "帮建班子", "2023年8月", "联合主题党日"],
        [WEST, "县供电公司党支部", "帮修道路", "", ""],
    ]
    bring(office, workbook(tmp_path / "结对.xlsx", *rows, title="2023年结对共建台账"))
    assert named(office, "pairing", "year", "organization_id", "partner_id", "partner_name", "content") == [
        (2023, EAST, WEST, None, "帮建班子"),
        (2023, WEST, None, "县供电公司党支部", "帮修道路"),
    ]
    assert named(office, "pairing_activity", "held_on", "content") == [("2023-08", "联合主题党日")]


@pytest.mark.parametrize(
    ("words", "grades"),
    [
        (["好", "一般", "差"], ["advanced", "middling", "lagging"]),
        (["一类", "二类", "三类"], ["advanced", "middling", "lagging"]),
        (["A", "B", "C"], ["advanced", "middling", "lagging"]),
        (["好", "较好", "较差"], ["好", "较好", "较差"]),
        (["五星", "三星", "一星"], ["五星", "三星", "一星"]),
    ],
)
def test_a_year_is_held_in_the_grades_its_workbook_is_written_in(
    office: Store, tmp_path: Path, words: list[str], grades: list[str]
) -> None:
    rows = [["党支部名称", "等次"], *zip([EAST, WEST, FLAT], words, strict=True)]
    bring(office, workbook(tmp_path / "等次.xlsx", *rows, title="2023年党支部分类定级汇总表"))
    assert [row["township_grade"] for row in office.find("rating")] == grades


@pytest.mark.usefixtures("with_files", "with_contacts", "with_tasks")
def test_every_table_that_follows_from_a_rating_comes_back_as_it_left(store: Store, tmp_path: Path) -> None:
    kinds = (SheetKind.RECTIFICATION, SheetKind.CONTACTS, SheetKind.TASKS)
    files = [tmp_path / f"{kind}.xlsx" for kind in kinds]
    for kind, file in zip(kinds, files, strict=True):
        export(store, kind, file, full_ids=True, reason="核对", actor=ACTOR)
    again = look(store, *files)
    assert [sheet.kind for sheet in again.sheets] == list(kinds)
    assert (again.count("new"), again.count("changed"), again.bad, again.problems) == (0, 0, 0, ())
    assert again.count("same") > 0


def test_partners_are_told_by_number_and_a_further_activity_needs_no_name(
    office: Store, tmp_path: Path
) -> None:
    rows = [
        ["序号", "先进党支部", "结对对象", "帮扶责任人", "活动时间", "活动内容"],
        [1, EAST, f"1.{WEST}\n2.{FLAT}", "王主任", "2024.3.5、2024.6.8", "主题党日"],
        [None, None, None, None, "2024年9月", "送教上门"],
    ]
    bring(office, workbook(tmp_path / "结对.xlsx", *rows, title="2024年党支部结对共建台账"))
    assert named(office, "pairing", "organization_id", "partner_id", "leader") == [
        (EAST, WEST, "王主任"),
        (EAST, FLAT, "王主任"),
    ]
    days = [row["held_on"] for row in office.find("pairing_activity")]
    assert sorted(days) == ["2024-03-05"] * 2 + ["2024-06-08"] * 2 + ["2024-09"] * 2


def test_two_columns_of_branches_with_one_heading_are_the_two_sides_of_a_pair(
    office: Store, tmp_path: Path
) -> None:
    rows = [["序号", "党支部名称", "书记", "党支部名称", "书记"], [1, EAST, "张明", WEST, "李亮"]]
    bring(office, workbook(tmp_path / "结对.xlsx", *rows, title="2024年党支部结对共建一览表"))
    assert named(office, "pairing", "organization_id", "partner_id") == [(EAST, WEST)]
    assert not office.find("rating")


def test_a_leader_with_duty_in_one_cell_and_a_village_is_a_contact_point_of_its_general_branch(
    office: Store, tmp_path: Path
) -> None:
    rows = [["联系领导及职务", "联系村"], ["赵明（党委书记）", "石门村"], ["钱亮（镇长）", "沙坝村"]]
    bring(office, workbook(tmp_path / "联系.xlsx", *rows, title="2024年班子成员联系村党组织一览表"))
    assert named(office, "contact_point", "leader", "duty", "organization_id") == [
        ("赵明", "党委书记", "石门村党总支"),
        ("钱亮", "镇长", FLAT),
    ]


def test_several_days_in_a_cell_are_visits_and_a_number_of_visits_is_none(
    office: Store, tmp_path: Path
) -> None:
    rows = [
        ["姓名", "职务", "联系支部", "走访时间", "到点次数", "解决问题（个）"],
        ["赵明", "党委书记", EAST, "2024.3.5、2024.6.8", "2次", ""],
        ["钱亮", "镇长", WEST, "", "3次", 2],
    ]
    file = workbook(tmp_path / "联系点.xlsx", *rows, title="2024年领导联系党支部统计表")
    assert [problem.code for problem in look(office, file).problems] == ["contact.count"]
    bring(office, file)
    assert named(office, "contact_visit", "visited_on") == [("2024-03-05",), ("2024-06-08",)]
    assert len(office.find("contact_point")) == 2


def test_a_table_of_lagging_branches_lists_them_as_lagging_with_each_measure(
    office: Store, tmp_path: Path
) -> None:
    rows = [["党支部", "整改措施", "整改时限"], [WEST, "①公开村务；②完善制度", "2024年底"]]
    bring(office, workbook(tmp_path / "整顿.xlsx", *rows, title="2024年后进党支部整顿台账"))
    [file] = office.find("rectification")
    assert (file["is_lagging"], file["is_slack"]) == (1, 0)
    assert named(office, "rectification_item", "content", "due_on") == [
        ("公开村务", "2024-12"),
        ("完善制度", "2024-12"),
    ]


def test_a_list_of_tasks_for_slack_branches_belongs_to_their_files(office: Store, tmp_path: Path) -> None:
    rows = [["党组织名称", "整改任务", "完成时限"], [WEST, "规范三会一课", "2024.8.31"]]
    file = workbook(tmp_path / "清单.xlsx", *rows, sheet="任务清单", title="2024年软弱涣散党组织整顿任务清单")
    bring(office, file)
    assert named(office, "rectification_item", "content", "due_on") == [("规范三会一课", "2024-08-31")]
    assert not office.find("branch_task")
