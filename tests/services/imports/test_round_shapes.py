"""Two rounds as different townships keep them: whatever the shape of the workbook, the same grades come out of it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from app.models.store import Store
from app.rules.vocabulary import Level
from app.services import imports
from app.services.ratings.years import Years
from tests.services.imports.workbooks import TODAY, bring, codes, look, start, workbook

EAST, WEST, FLAT = "石门村东山党支部", "石门村西河党支部", "沙坝村党支部"
GRADES = {EAST: ("中间", "先进"), WEST: ("后进", "中间"), FLAT: ("先进", "先进")}
CODES = {"先进": "advanced", "中间": "middling", "后进": "lagging"}
YEARS = (2023, 2024)

Pages = dict[str, Sequence[Sequence[Any]]]
Shape = Callable[[Path], list[Path]]


@pytest.fixture
def office(store: Store, tmp_path: Path) -> Store:
    start(store, tmp_path)
    return store


def book(path: Path, pages: Pages, merged: Sequence[str] = ()) -> Path:
    """Write several sheets; the same cells are merged on each."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in pages.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(list(row))
        for cells in merged:
            page.merge_cells(cells)
    made.save(path)
    return path


def graded(year: int, grade: str) -> list[str]:
    return [branch for branch, given in GRADES.items() if given[YEARS.index(year)] == grade]


def years_under_a_merged_heading(folder: Path) -> list[Path]:
    rows = [
        ["青山镇“先进、中间、后进”党支部分类定级汇总表"],
        ["序号", "党支部名称", "2023年", "", "2024年", "", "备注"],
        ["", "", "支部自评", "党工委审定", "支部自评", "党工委审定", ""],
        *([at, one, given[0], given[0], given[1], given[1], None] for at, (one, given) in enumerate(GRADES.items(), 1)),
        ["合计", "3个", "", "", "", "", ""],
        ["", "", "", "", "", "", "2025年1月6日"],
    ]  # fmt: skip
    return [
        book(folder / "定级.xlsx", {"Sheet1": rows}, ["A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3"])
    ]


def a_block_for_each_grade(folder: Path) -> list[Path]:
    pages: Pages = {}
    for year in YEARS:
        rows: list[list[Any]] = [[f"青山镇{year}年党支部分类定级名单"]]
        for sign, grade in zip("一二三", CODES, strict=True):
            names = graded(year, grade)
            rows += [[f"{sign}、{grade}党支部（{len(names)}个）"], ["序号", "党支部名称", "党支部书记"]]
            rows += [[at, name, "王明"] for at, name in enumerate(names, 1)]
        pages[f"{year}年"] = rows
    return [book(folder / "名单.xlsx", pages)]


def a_sheet_for_each_grade(folder: Path) -> list[Path]:
    return [
        book(
            folder / f"{year}年定级名单.xlsx",
            {
                grade: [
                    [f"{year}年{grade}党支部名单"],
                    ["序号", "党支部名称", "书记姓名"],
                    *([at, name, "王明"] for at, name in enumerate(graded(year, grade), 1)),
                ]
                for grade in CODES
                if graded(year, grade)
            },
        )
        for year in YEARS
    ]


def names_under_their_grade(folder: Path) -> list[Path]:
    files = []
    for year in YEARS:
        lists = [graded(year, grade) for grade in CODES]
        heading = [f"{grade}支部（{len(names)}个）" for grade, names in zip(CODES, lists, strict=True)]
        rows = [
            [names[at] if at < len(names) else None for names in lists] for at in range(max(map(len, lists)))
        ]
        title = f"{year}年度党支部分类定级结果"
        files.append(workbook(folder / f"{year}.xlsx", heading, *rows, title=title))
    return files


def names_in_one_cell(folder: Path) -> list[Path]:
    return [
        workbook(
            folder / f"{year}.xlsx",
            ["等次", "数量", "党支部名称"],
            *([grade, len(graded(year, grade)), "、".join(graded(year, grade))] for grade in CODES),
            title=f"{year}年党支部分类定级结果",
        )
        for year in YEARS
    ]


def two_years_side_by_side(folder: Path) -> list[Path]:
    rows = [["序号", "党支部", "2023年等次", "党支部", "2024年等次", "备注"]]
    for at, (one, two) in enumerate(zip(GRADES, reversed(GRADES), strict=True), 1):
        rows.append([str(at), one, GRADES[one][0], two, GRADES[two][1], ""])
    return [workbook(folder / "等次对照.xlsx", *rows)]


def short_names_under_their_village(folder: Path) -> list[Path]:
    rows = [
        ["序号", "党支部", "2024年等次", "2023年等次"],
        ["一、石门村"],
        [1, "东山党支部", *reversed(GRADES[EAST])],
        [2, "西河党支部", *reversed(GRADES[WEST])],
        ["二、沙坝村"],
        [3, "党支部", *reversed(GRADES[FLAT])],
    ]
    rows[-1][1] = FLAT
    return [workbook(folder / "a.xlsx", *rows, title="青山镇党支部分类定级情况")]


def ticks_in_circles(folder: Path) -> list[Path]:
    rows = [
        ["党支部", "2023年", "", "", "2024年", "", ""],
        ["", *CODES, *CODES],
        *([one, *("○" if given[at] == grade else None for at in (0, 1) for grade in CODES)] for one, given in GRADES.items()),
    ]  # fmt: skip
    return [book(folder / "定级.xlsx", {"定级": rows}, ["A1:A2", "B1:D1", "E1:G1"])]


def halves_of_the_year(folder: Path) -> list[Path]:
    heading = ["党支部"]
    for year in YEARS:
        heading += [f"{year}年上半年等次", f"{year}年下半年等次"]
    rows = [[one, "中间", given[0], "中间", given[1]] for one, given in GRADES.items()]
    return [workbook(folder / "a.xlsx", heading, *rows, title="党支部分类定级情况")]


def year_written_once(folder: Path) -> list[Path]:
    rows = [
        [f"{year}年" if at == 0 else "", one, given[YEARS.index(year)]]
        for year in YEARS
        for at, (one, given) in enumerate(GRADES.items())
    ]
    file = folder / "定级.csv"
    text = "\n".join(",".join(row) for row in [["年度", "党支部名称", "定级"], *rows])
    file.write_bytes(text.encode("gb18030"))
    return [file]


SHAPES: list[Shape] = [
    years_under_a_merged_heading,
    a_block_for_each_grade,
    a_sheet_for_each_grade,
    names_under_their_grade,
    names_in_one_cell,
    two_years_side_by_side,
    short_names_under_their_village,
    ticks_in_circles,
    halves_of_the_year,
    year_written_once,
]


def grades_in(store: Store) -> dict[tuple[str, int], str]:
    names = {row["id"]: row["name"] for row in store.find("organization")}
    return {
        (names[row["organization_id"]], row["year"]): row["township_grade"] for row in store.find("rating")
    }


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_grades_and_moves_come_out_of_every_shape_to_the_letter(
    office: Store, tmp_path: Path, shape: Shape
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    files = shape(folder)
    plan = look(office, *files)
    assert not [problem for problem in plan.problems if problem.level == Level.BLOCK]
    bring(office, *files)
    assert grades_in(office) == {
        (one, year): CODES[given[at]] for one, given in GRADES.items() for at, year in enumerate(YEARS)
    }
    assert not office.find("pairing")
    moved = {move.branch.name: move.steps for move in Years(office).moves(2024)}
    assert {one: steps for one, steps in moved.items() if steps} == {EAST: 1, WEST: 1}
    again = look(office, *files)
    assert (again.count("new"), again.count("changed"), again.bad) == (0, 0, 0)


@pytest.mark.parametrize(
    ("words", "grades", "labels"),
    [
        (["先进", "一般", "较差"], ["advanced", "middling", "lagging"], ["先进", "一般", "较差"]),
        (["优秀", "合格", "不合格"], ["advanced", "middling", "lagging"], ["优秀", "合格", "不合格"]),
        (["优秀", "良好", "合格"], ["优秀", "良好", "合格"], ["优秀", "良好", "合格"]),
        (["A类", "B类", "D类"], ["A", "B", "D"], ["A", "B", "D"]),
        (["★★★★☆", "三星级党支部", "未评星"], ["四星", "三星", "无星"], ["四星", "三星", "无星"]),
        (
            ["先进↑", "中间（降）", "后进党支部"],
            ["advanced", "middling", "lagging"],
            ["先进", "中间", "后进"],
        ),
    ],
)
def test_a_year_is_kept_and_shown_in_the_words_it_is_written_in(
    office: Store, tmp_path: Path, words: list[str], grades: list[str], labels: list[str]
) -> None:
    rows = [["党支部名称", "等次"], *zip([EAST, WEST, FLAT], words, strict=True)]
    bring(office, workbook(tmp_path / "等次.xlsx", *rows, title="2023年党支部分类定级汇总表"))
    assert [row["township_grade"] for row in office.find("rating")] == grades
    scheme = Years(office).scheme(2023)
    assert [scheme.label_of(grade) for grade in grades] == labels


def test_a_branch_may_assess_itself_in_other_words_than_it_is_graded_in(
    office: Store, tmp_path: Path
) -> None:
    rows = [
        ["党支部名称", "自评", "等次"],
        [EAST, "好", "先进"],
        [WEST, "一般", "中间"],
        [FLAT, "差", "后进"],
    ]
    bring(office, workbook(tmp_path / "等次.xlsx", *rows, title="2023年党支部分类定级汇总表"))
    grades = ["advanced", "middling", "lagging"]
    assert [(row["self_grade"], row["township_grade"]) for row in office.find("rating")] == list(
        zip(grades, grades, strict=True)
    )


def test_a_word_of_no_scale_leaves_out_its_row_and_says_what_to_write(office: Store, tmp_path: Path) -> None:
    rows = [["党支部名称", "等次"], [EAST, "先进"], [WEST, "先迸"], [FLAT, "后进"]]
    plan = look(office, workbook(tmp_path / "等次.xlsx", *rows, title="2023年党支部分类定级汇总表"))
    assert codes(plan) == [(4, "B", "rating.outside_scheme")]
    assert plan.problems[0].message == (
        f"{WEST}2023年的等次“先迸”不在该年度的方案“先进、中间、后进”里。请改成：先进、中间、后进；或先设置该年度的方案。"
    )


def test_two_words_for_one_grade_in_a_column_are_pointed_out(office: Store, tmp_path: Path) -> None:
    rows = [["党支部名称", "等次"], [EAST, "一般"], [WEST, "中间"], [FLAT, "后进"]]
    plan = look(office, workbook(tmp_path / "等次.xlsx", *rows, title="2023年党支部分类定级汇总表"))
    assert [problem.code for problem in plan.problems] == ["rating.two_words"]
    assert "“一般”“中间”都按“中间”导入" in plan.problems[0].message


def test_a_branch_that_was_not_graded_has_no_grade(office: Store, tmp_path: Path) -> None:
    rows = [["党支部名称", "等次"], [EAST, "先进"], [WEST, "新成立，不参评"]]
    file = workbook(tmp_path / "等次.xlsx", *rows, title="2023年党支部分类定级汇总表")
    assert codes(look(office, file)) == [(4, "B", "rating.ungraded")]
    bring(office, file)
    assert grades_in(office) == {(EAST, 2023): "advanced"}


def test_the_steps_of_a_round_may_stand_on_sheets_of_their_own(office: Store, tmp_path: Path) -> None:
    pages: Pages = {
        step: [["党支部", "等次"], [EAST, grade]]
        for step, grade in (("支部自评", "先进"), ("群众测评", "中间"), ("党委评定", "中间"))
    }
    bring(office, book(tmp_path / "2023年分类定级.xlsx", pages))
    [row] = office.find("rating")
    assert (row["self_grade"], row["mass_grade"], row["township_grade"]) == (
        "advanced",
        "middling",
        "middling",
    )


def test_a_file_called_by_a_letter_tells_no_grade(office: Store, tmp_path: Path) -> None:
    rows = [["党支部", "得分"], [EAST, 91], [WEST, 72], [FLAT, 55]]
    bring(office, workbook(tmp_path / "A.xlsx", *rows, title="2023年党支部分类定级得分表"))
    assert [row["township_grade"] for row in office.find("rating")] == [None] * 3


def test_a_column_left_unread_because_another_tells_the_grade_is_named(office: Store, tmp_path: Path) -> None:
    rows = [["党支部", "党委初评", "党委审定等次"], [EAST, "中间", "先进"]]
    file = workbook(tmp_path / "a.xlsx", *rows, title="2023年党支部分类定级汇总表")
    plan = imports.preview(office, [file], as_of=TODAY)
    assert [problem.message for problem in plan.problems] == [
        "“党委初评”一列没有导入，这一年的等次按别的列记。"
    ]


@pytest.mark.parametrize(
    ("heading", "rows", "title", "name"),
    [
        (["党支部", "先进", "中间", "后进"], [[EAST, 18, 1, 1], [WEST, 1, 18, 1]], "分类定级群众测评票数", "票数"),
        (["村名", "集体收入（万元）", "得分", "等次"], [["石门村", 12, 90, "先进"]], "村集体经济考核评定表", "考核"),
        (["姓名", "职务", "所在村", "考核等次"], [["王明", "主任", "石门村", "先进"]], "村干部考核等次", "考核"),
        (["先进支部", "后进支部"], [[EAST, WEST], [FLAT, WEST]], "", "2024年结对"),
        (["序号", "党支部名称"], [[1, EAST], [2, WEST]], "先进基层党组织表彰名单", "表彰"),
    ],
)  # fmt: skip
def test_what_is_no_round_of_grades_gives_none(
    office: Store, tmp_path: Path, heading: list[str], rows: list[list[Any]], title: str, name: str
) -> None:
    file = workbook(tmp_path / f"{name}.xlsx", heading, *rows, title=f"2024年{title}" if title else "")
    plan = look(office, file)
    assert not [sheet for sheet in plan.sheets if sheet.kind == "ratings"]
    assert "rating" not in {table for sheet in plan.sheets for table in sheet.created}
