"""Accepting a plan: bad rows, stale plans, several files, cancelling, the workbook of problems, the JSON."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.errors import BadInput, Cancelled
from app.models.store import Store
from app.services import imports
from app.services.history import undo
from tests.excel.builders import STYLES, invent
from tests.services.imports.workbooks import (
    ACTOR,
    GROUPS,
    MEMBERS,
    ORGANIZATIONS,
    TODAY,
    TWO_BRANCHES,
    bring,
    look,
    number,
    only,
    rows,
    start,
    workbook,
)

Content = Callable[[Store], dict[str, list[tuple[object, ...]]]]
GOOD = [
    "李明",
    "男",
    "汉族",
    number(),
    "1980-01-23",
    "大专",
    "2005.7.1",
    "2006.7.1",
    "正式党员",
    "石门村东山党支部",
]
BAD = [
    "王芳",
    "女",
    "汉族",
    "532699198001230028",
    "1980-01-23",
    "大专",
    "2005.7.1",
    "2006.7.1",
    "正式党员",
    "西山党支部",
]


def roster(folder: Path) -> Path:
    return workbook(folder / "花名册.xlsx", MEMBERS, GOOD, BAD, title="青山镇党员花名册")


def test_bad_rows_are_refused_with_their_number_and_nothing_is_written(
    store: Store, tmp_path: Path, content: Content
) -> None:
    start(store, tmp_path)
    before = content(store)
    with pytest.raises(BadInput) as refused:
        bring(store, roster(tmp_path))
    assert (
        str(refused.value)
        == "有1行有问题（《花名册.xlsx》1行），这次没有导入。请改正后再导入，或选择“跳过有问题的行”。"
    )
    assert content(store) == before


def test_bad_rows_can_be_left_out(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    result = bring(store, roster(tmp_path), skip_bad=True)
    assert (result.new, result.left_out) == (1, 1)
    assert [row["name"] for row in store.find("person")] == ["李明"]


def test_the_workbook_of_problems_holds_the_bad_rows_and_can_be_imported_when_mended(
    store: Store, tmp_path: Path
) -> None:
    start(store, tmp_path)
    plan = look(store, roster(tmp_path))
    out = tmp_path / "问题.xlsx"
    assert imports.problems_workbook(plan, out) == 1
    imports.apply(store, plan, actor=ACTOR, skip_bad=True)
    book = load_workbook(out)
    page = book.worksheets[0]
    [row] = [cells[0].row for cells in page.iter_rows() if cells[0].value == "王芳"]
    notes = {cell.column_letter: cell.comment.text for cell in page[row] if cell.comment}
    assert "校验码" in notes["D"]
    assert "没有党组织" in notes["J"]
    page[f"D{row}"], page[f"J{row}"] = number(order=2), "东山党支部"
    book.save(out)
    result = bring(store, out)
    assert (result.new, result.left_out) == (1, 0)
    assert {person["name"] for person in store.find("person")} == {"李明", "王芳"}


def test_a_ledger_changed_since_the_preview_asks_for_a_new_preview(store: Store, tmp_path: Path) -> None:
    plan = look(store, workbook(tmp_path / "组织.xlsx", ORGANIZATIONS, *TWO_BRANCHES))
    with store.operation("edit", "另一处修改", ACTOR):
        store.insert("village", [{"name": "石门村"}])
    with pytest.raises(BadInput, match="重新预览"):
        imports.apply(store, plan, actor=ACTOR)


class StopAfter:
    """A progress that is cancelled at the n-th step."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self, done: int, total: int, note: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_cancelling_at_any_step_leaves_no_trace(store: Store, tmp_path: Path, content: Content) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    files = STYLES["one_workbook"](folder, invent())
    before = content(store)
    steps = 0
    while True:
        try:
            plan = imports.preview(store, files, as_of=TODAY, progress=StopAfter(steps))
            imports.apply(store, plan, actor=ACTOR, progress=StopAfter(steps))
        except Cancelled:
            assert content(store) == before
            steps += 1
            continue
        break
    assert steps > 5
    assert len(store.find("person")) == 70


def test_a_cycle_of_parents_makes_its_rows_bad(store: Store, tmp_path: Path) -> None:
    ring = [
        ["甲村党总支", "党总支", "乙村党总支", "甲村"],
        ["乙村党总支", "党总支", "甲村党总支", "乙村"],
        ["丙村党支部", "党支部", "甲村党总支", "丙村"],
        ["中共青山镇委员会", "党委", "", ""],
    ]
    plan = look(store, workbook(tmp_path / "组织.xlsx", ORGANIZATIONS, *ring))
    assert [(p.row, p.code) for p in plan.problems] == [
        (2, "organization.cycle"),
        (3, "organization.cycle"),
        (4, "organization.refused"),
    ]
    assert imports.apply(store, plan, actor=ACTOR, skip_bad=True).new == 1


def test_what_stands_under_a_refused_organization_is_refused_with_it(store: Store, tmp_path: Path) -> None:
    lines = [
        ["甲村党总支", "党总支", "县委组织部党总支", "甲村"],
        ["甲村东山党支部", "党支部", "甲村党总支", "甲村"],
    ]
    people = workbook(tmp_path / "花名册.xlsx", MEMBERS, [*GOOD[:-1], "甲村东山党支部"])
    plan = look(store, workbook(tmp_path / "组织.xlsx", ORGANIZATIONS, *lines), people)
    assert [problem.code for problem in plan.problems] == [
        "organization.unknown",
        "organization.refused",
        "organization.refused",
    ]
    assert imports.apply(store, plan, actor=ACTOR, skip_bad=True).new == 0


def test_the_same_file_under_two_names_is_read_once(store: Store, tmp_path: Path) -> None:
    one = workbook(tmp_path / "组织.xlsx", ORGANIZATIONS, *TWO_BRANCHES)
    other = tmp_path / "组织（副本）.xlsx"
    other.write_bytes(one.read_bytes())
    plan = look(store, one, other)
    assert plan.bad == 0
    assert "完全相同" in plan.sheets[1].reason
    assert imports.apply(store, plan, actor=ACTOR).new == 5


def test_a_broken_file_among_good_ones_is_named_and_stops_the_import(store: Store, tmp_path: Path) -> None:
    good = workbook(tmp_path / "组织.xlsx", ORGANIZATIONS, *TWO_BRANCHES)
    broken = tmp_path / "坏了.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    plan = look(store, good, broken)
    assert [(sheet.file, sheet.kind) for sheet in plan.sheets] == [
        ("组织.xlsx", "organizations"),
        ("坏了.xlsx", None),
    ]
    with pytest.raises(BadInput, match="坏了"):
        imports.apply(store, plan, actor=ACTOR)
    assert imports.apply(store, plan, actor=ACTOR, skip_bad=True).new == 5


def test_only_broken_files_are_an_error(store: Store, tmp_path: Path) -> None:
    broken = tmp_path / "坏了.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(BadInput):
        look(store, broken)


@pytest.mark.parametrize("style", sorted(STYLES))
def test_townships_that_write_otherwise_import_whole_and_twice(
    store: Store, tmp_path: Path, style: str
) -> None:
    township = invent()
    folder = tmp_path / "files"
    folder.mkdir()
    files = STYLES[style](folder, township)
    bring(store, *files)
    assert len(store.find("organization")) == len(township.organizations)
    assert {row["name"] for row in store.find("village")} == set(township.villages)
    assert len(store.find("village_group")) == len(township.groups)
    numbers = {row["id_number"] for row in store.find("person")}
    assert numbers == {one.id_number for one in (*township.members, *township.cases)}
    assert len(store.find("development_case")) == len(township.cases)
    assert len(store.find("rating")) == sum(len(years) for years in township.grades.values())
    assert sum(row["amount_fen"] for row in store.find("income_entry")) == sum(
        one.fen for one in township.receipts
    )
    again = look(store, *files)
    assert (again.count("new"), again.count("changed"), again.bad) == (0, 0, 0)


@pytest.mark.parametrize("style", sorted(STYLES))
def test_undoing_another_townships_import_leaves_nothing(
    store: Store, tmp_path: Path, style: str, content: Content
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    files = STYLES[style](folder, invent())
    before = content(store)
    bring(store, *files)
    first = content(store)
    undo(store, actor=ACTOR)
    assert content(store) == before
    bring(store, *files)
    assert content(store) == first


def test_the_json_of_a_plan_names_sheets_columns_rows_and_problems(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    plan = look(store, roster(tmp_path))
    told = json.loads(json.dumps(imports.plan_json(plan), ensure_ascii=False))
    [sheet] = told["sheets"]
    assert (sheet["file"], sheet["sheet"], sheet["kind"], sheet["kind_label"]) == (
        "花名册.xlsx",
        "Sheet1",
        "members",
        "党员花名册",
    )
    assert sheet["heading_rows"] == [2, 2]
    assert sheet["columns"][3] == {
        "column": "D", "heading": "公民身份号码", "field": "id_number", "year": None, "month": None, "category": None, "unit": None,
    }  # fmt: skip
    assert sheet["rows"] == {"new": 1, "changed": 0, "same": 0, "bad": 1}
    assert told["problems"][0] == {
        "file": "花名册.xlsx", "sheet": "Sheet1", "row": 4, "column": "D", "heading": "公民身份号码",
        "value": "532699198001230028", "code": "id.check_digit", "level": "block",
        "message": "身份证号“532699198001230028”的末位校验码不对，号码里至少错了一位。请对照身份证原件核对。",
    }  # fmt: skip


def test_samples_show_the_first_rows_as_understood(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    sample = dict(only(look(store, roster(tmp_path))).samples[0])
    assert (sample["学历"], sample["入党时间"], sample["性别"]) == ("大学专科", "2005年7月1日", "男")


def test_a_forced_kind_is_taken(store: Store, tmp_path: Path) -> None:
    file = workbook(tmp_path / "表.xlsx", GROUPS, ["石门村", "上寨小组", "有"])
    assert only(look(store, file, kind="groups")).kind == "groups"


def test_workbooks_of_one_import_may_refer_to_each_other(store: Store, tmp_path: Path) -> None:
    organizations = workbook(tmp_path / "组织.xlsx", ORGANIZATIONS, *TWO_BRANCHES)
    people = workbook(tmp_path / "花名册.xlsx", MEMBERS, GOOD)
    plan = look(store, people, organizations)
    assert [rows(sheet) for sheet in plan.sheets] == [(1, 0, 0, 0), (5, 0, 0, 0)]


def test_a_hidden_sheet_is_pointed_out(store: Store, tmp_path: Path) -> None:
    book = load_workbook(workbook(tmp_path / "组织.xlsx", ORGANIZATIONS, *TWO_BRANCHES))
    hidden = book.create_sheet("旧表")
    for row in ([*GROUPS], ["石门村", "上寨小组", "有"]):
        hidden.append(row)
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "组织.xlsx")
    plan = look(store, tmp_path / "组织.xlsx")
    assert [(problem.sheet, problem.code) for problem in plan.problems] == [("旧表", "sheet.hidden")]


def test_a_table_of_headings_alone_is_not_said_to_be_in_the_ledger(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    brought = bring(store, workbook(tmp_path / "花名册.xlsx", MEMBERS))
    assert brought.sentence == "表里没有可以导入的内容，台账没有改动。"
