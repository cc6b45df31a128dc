"""The workbook of bad rows: marked where they are bad, importable once corrected."""

from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook

from app.excel.problems import write_problems
from app.excel.reading import read_file
from tests.excel.builders import STYLES, invent

SAMPLES = Path(__file__).parent.parent / "data" / "changcheng-2023"


@dataclass(frozen=True)
class Problem:
    row: int
    column: str
    message: str


def test_each_bad_cell_has_a_note_and_each_row_its_reason(tmp_path: Path) -> None:
    (reading,) = read_file(SAMPLES / "2-党员花名册.xls")
    path = tmp_path / "问题.xlsx"
    problems = [
        Problem(7, "E", "公民身份号码校验位不对。请核对身份证。"),
        Problem(5, "", "同一个人出现两次。"),
        Problem(7, "K", "没有这个党支部。"),
    ]
    assert write_problems(path, [(reading, problems)]) == 2
    sheet = load_workbook(path).worksheets[0]
    headings = [cell.value for cell in sheet[3]]
    assert headings[-1] == "问题说明"
    assert sheet["A1"].value == "来源：2-党员花名册.xls 花名册"
    assert [sheet.cell(row, 2).value for row in (4, 5)] == ["杨斌", "钱花明"]
    assert "校验位不对" in sheet["E5"].comment.text
    assert "没有这个党支部" in sheet["K5"].comment.text
    assert sheet["E5"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["B5"].comment is None
    assert sheet.cell(4, len(headings)).value == "同一个人出现两次"
    assert sheet["E5"].data_type in ("s", "inlineStr")


def test_corrected_rows_come_back_as_the_rows_they_were(tmp_path: Path) -> None:
    for name in (
        "4-发展党员工作台账.xlsx",
        "5-党支部分类定级汇总表.xlsx",
        "6-村集体经济收入台账2023.xlsx",
        "8-村集体经济目标.xlsx",
    ):
        (reading,) = read_file(SAMPLES / name)
        rows = list(reading.rows)[2:5]
        path = tmp_path / "问题.xlsx"
        write_problems(path, [(reading, [Problem(row.number, "B", "请核对。") for row in rows])])
        (again,) = read_file(path)
        assert again.kind == reading.kind
        assert again.years == reading.years
        assert {column.key: column.factor for column in again.columns} == {
            column.key: column.factor for column in reading.columns
        }
        assert [row.cells for row in again.rows] == [row.cells for row in rows]


def test_what_only_the_surroundings_told_is_kept(tmp_path: Path) -> None:
    for style in STYLES:
        folder = tmp_path / style
        folder.mkdir()
        parts, expected = [], []
        for file in STYLES[style](folder, invent()):
            for reading in read_file(file):
                rows = list(reading.rows)[:2]
                if rows and reading.kind != "targets":
                    parts.append((reading, [Problem(row.number, "", "请核对。") for row in rows]))
                    expected.append((reading.kind, [row.cells for row in rows]))
        write_problems(folder / "问题.xlsx", parts)
        got = [(again.kind, [row.cells for row in again.rows]) for again in read_file(folder / "问题.xlsx")]
        assert [found for found in got if found[0] != "targets"] == expected


def test_sheets_of_the_same_name_do_not_hide_each_other(tmp_path: Path) -> None:
    readings = []
    for number in (1, 2):
        book = Workbook()
        book.active.append(["姓名", "身份证号", "入党时间"])
        book.active.append([f"人{number}", "110105194912310021", "1970.7.1"])
        book.save(tmp_path / f"{number}.xlsx")
        readings += read_file(tmp_path / f"{number}.xlsx")
    path = tmp_path / "问题.xlsx"
    write_problems(path, [(reading, [Problem(2, "A", "请核对。")]) for reading in readings])
    assert load_workbook(path).sheetnames == ["Sheet", "Sheet(2)"]


def test_a_file_without_problems_still_opens(tmp_path: Path) -> None:
    (reading,) = read_file(SAMPLES / "8-村集体经济目标.xlsx")
    assert write_problems(tmp_path / "问题.xlsx", [(reading, [])]) == 0
    assert load_workbook(tmp_path / "问题.xlsx").sheetnames == ["没有问题"]
