"""Readers: every format gives the same cells; what a cell or a sheet hides is reported."""

import json
import struct
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app import __main__ as main
from app.errors import BadInput
from app.excel.biff import error_cells
from app.excel.legacy import CHILD_SWITCH
from app.excel.packages import SheetLook
from app.excel.reading import raw_sheets, read_file
from app.excel.readings import ColumnKey, ErrorCell, Reading
from app.excel.xlsx import NO_RESULT

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "data" / "changcheng-2023"
HEAD = ["姓名", "身份证号", "入党时间", "所在党支部", "备注"]
PERSON = ["杨斌", "110105194912310021", "1970.7.1", "机关党支部", "好"]
CONTENT = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>
 <table:table table:name="花名册">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
 <manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"""


def sheet(book: Workbook) -> Worksheet:
    found = book.worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def one(path: Path) -> Reading:
    (reading,) = read_file(path)
    return reading


def plain(reading: Reading) -> list[dict[str, object]]:
    return [{key.field: value for key, value in row.cells.items()} for row in reading.rows]


def ods(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", CONTENT.format(rows=rows))
    return path


def ods_row(cells: list[str]) -> str:
    texts = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row>{texts}</table:table-row>"


def test_an_open_document_sheet_is_read(tmp_path: Path) -> None:
    day = '<table:table-cell office:value-type="date" office:date-value="2023-07-01"><text:p>2023/7/1</text:p></table:table-cell>'
    rows = (
        ods_row(HEAD)
        + ods_row(PERSON)
        + ods_row(["龙𠮷", "110105194912310021"]).replace("</table:table-row>", f"{day}</table:table-row>")
    )
    reading = one(ods(tmp_path / "花名册.ods", rows))
    assert reading.kind == "members"
    assert plain(reading)[0]["id_number"] == "110105194912310021"
    assert plain(reading)[1] == {
        "name": "龙𠮷",
        "id_number": "110105194912310021",
        "joined_on": date(2023, 7, 1),
    }


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("gb18030", ","), ("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-16-le", ","), ("utf-16-be", "\t"), ("gb18030", "\t")],
)  # fmt: skip
def test_text_is_read_in_every_usual_encoding(encoding: str, delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "花名册.csv"
    person = ["䶮𠮷", "11010519491231002X", *PERSON[2:]]
    path.write_bytes("\r\n".join(delimiter.join(cells) for cells in (HEAD, person)).encode(encoding))
    reading = one(path)
    assert [column.key.field for column in reading.columns] == [
        "name",
        "id_number",
        "joined_on",
        "organization",
        "note",
    ]
    assert plain(reading)[0]["name"] == "䶮𠮷"


def test_rows_of_uneven_length_are_read(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    upper = "姓名,身份证号,所在党支部,申请入党,,入党积极分子,,,,,,"
    lower = ",,,时间,谈话时间,确定时间,联系人"
    path.write_text(f"{upper}\n{lower}\n杨斌,110105194912310021,机关党支部,2020.1.1,2020.1.8\n", "utf-8")
    assert plain(one(path)) == [
        {
            "name": "杨斌",
            "id_number": "110105194912310021",
            "organization": "机关党支部",
            "applied_on": "2020.1.1",
            "talked_on": "2020.1.8",
        }
    ]


def test_digits_wrapped_to_stay_text_are_unwrapped(tmp_path: Path) -> None:
    path = tmp_path / "花名册.csv"
    path.write_text(
        'sep=,\n姓名,身份证号,入党时间\n杨斌,"=""110105194912310021""",1970.7.1\n李四,\'110105194912310021,\t1970.7.1\n',
        "gb18030",
    )
    assert [row["id_number"] for row in plain(one(path))] == ["110105194912310021"] * 2


def test_a_quoted_cell_may_hold_the_delimiter_and_a_line_break(tmp_path: Path) -> None:
    path = tmp_path / "花名册.csv"
    path.write_text(
        '姓名,身份证号,入党时间,备注\n杨斌,110105194912310021,1970.7.1,"书记,\n老党员"\n', "utf-8"
    )
    assert plain(one(path))[0]["note"] == "书记,\n老党员"


def test_error_cells_and_formulas_without_result_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "花名册.xlsx"
    book = Workbook()
    for row in (
        HEAD,
        ["杨斌", "=VLOOKUP(A2,B:C,2)", "#N/A", "机关党支部"],
        ["李四", "110105194912310021", "#REF!"],
    ):
        sheet(book).append(row)
    book.save(path)
    first, second = plain(one(path))
    assert first == {
        "name": "杨斌",
        "id_number": NO_RESULT,
        "joined_on": ErrorCell("#N/A"),
        "organization": "机关党支部",
    }
    assert second["joined_on"] == ErrorCell("#REF!")


def test_an_empty_text_is_a_result_of_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = Workbook()
    for row in (HEAD, PERSON[:4]):
        sheet(book).append(row)
    book.save(path)
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    formula = b'<c r="E2" t="str"><f>IF(A2="","","")</f><v></v></c></row></sheetData>'
    parts[part] = parts[part].replace(b"</row></sheetData>", formula)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert "note" not in plain(one(path))[0]


def test_a_wrong_dimension_does_not_hide_rows(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = Workbook()
    for row in (HEAD, PERSON, PERSON):
        sheet(book).append(row)
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    part = "xl/worksheets/sheet1.xml"
    assert b'ref="A1:E3"' in parts[part]
    parts[part] = parts[part].replace(b'ref="A1:E3"', b'ref="A1"')
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert len(plain(one(path))) == 2


def test_hidden_sheets_are_read_and_said_to_be_hidden(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = Workbook()
    sheet(book).append(["看这里"])
    hidden = book.create_sheet("旧数据")
    hidden.append(HEAD)
    hidden.append(PERSON)
    hidden.sheet_state = "hidden"
    book.save(path)
    seen = {reading.sheet: (reading.kind, reading.hidden) for reading in read_file(path)}
    assert seen == {"Sheet": (None, False), "旧数据": ("members", True)}


def test_rows_hidden_by_a_filter_are_read_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = Workbook()
    for row in (HEAD, PERSON, PERSON):
        sheet(book).append(row)
    sheet(book).row_dimensions[3].hidden = True
    book.save(path)
    assert (len(plain(one(path))), one(path).hidden_rows) == (2, 1)


def test_merges_without_end_cost_nothing(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = Workbook()
    for row in (["村名", "年度", "金额（元）"], ["石门村", 2022, 1], [None, 2023, 2]):
        sheet(book).append(row)
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    part = "xl/worksheets/sheet1.xml"
    merges = b'<mergeCell ref="A2:A1048576"/>' * 2_000
    parts[part] = parts[part].replace(
        b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert [row["village"] for row in plain(one(path))] == ["石门村", "石门村"]


def test_reading_stops_after_two_hundred_empty_rows(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = Workbook()
    for row in (HEAD, PERSON):
        sheet(book).append(row)
    sheet(book)["A190"] = "近"
    sheet(book)["A500"] = "远"
    book.save(path)
    assert [number for number, _ in raw_sheets(path)[0].open()] == [1, 2, 190]


def test_a_sheet_read_twice_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = Workbook()
    for row in (HEAD, PERSON, ["合计", "1人"]):
        sheet(book).append(row)
    book.save(path)
    reading = one(path)
    assert list(reading.rows) == list(reading.rows)
    assert reading.rows.raw([2, 9]) == {2: ["杨斌", "110105194912310021", "1970.7.1", "机关党支部", "好"]}


def test_a_big_sheet_is_streamed_and_says_what_it_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.excel.rows.HELD_CELLS", 10)
    path = tmp_path / "表.xlsx"
    book = Workbook()
    for row in (HEAD, PERSON, PERSON, ["合计", "2人"]):
        sheet(book).append(row)
    book.save(path)
    reading = one(path)
    assert not reading.rows.held
    assert reading.left_out == ((4, "合计行"),)
    assert [row.number for row in reading.rows] == [row.number for row in reading.rows] == [2, 3]


def test_real_dates_percent_and_money_cells_keep_their_values(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = Workbook()
    sheet(book).append(["村名", "收入日期", "金额（元）", "收入类别"])
    sheet(book).append(["长城村", date(2023, 7, 1), 1234.5, "经营收入"])
    sheet(book)["C2"].number_format = "¥#,##0.00"
    book.save(path)
    (row,) = one(path).rows
    assert row.cells[ColumnKey("received_on")] == date(2023, 7, 1)
    assert row.cells[ColumnKey("amount")] == 1234.5


def test_a_date_out_of_range_is_an_error_cell_and_not_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = Workbook()
    sheet(book).append(["姓名", "身份证号", "入党时间"])
    sheet(book).append(["杨斌", "110105194912310021", 20230701])
    sheet(book)["C2"].number_format = "yyyy-mm-dd"
    book.save(path)
    assert plain(one(path))[0]["joined_on"] == ErrorCell("#VALUE!")


def test_openpyxl_reads_what_the_samples_of_the_look_say(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = Workbook()
    sheet(book).append(["党员花名册"])
    sheet(book).append(HEAD)
    sheet(book).merge_cells("A1:E1")
    sheet(book).merge_cells("B3:B5")
    book.save(path)
    assert {str(found) for found in sheet(load_workbook(path)).merged_cells.ranges} == {"A1:E1", "B3:B5"}
    assert set(raw_sheets(path)[0].merges or ()) == {(1, 1, 1, 5), (3, 2, 5, 2)}
    assert SheetLook().merges == []


def test_error_cells_of_an_old_workbook_are_reported(tmp_path: Path) -> None:
    """The sample's text cell K3 is turned into a cell with the error #N/A."""
    content = bytearray((SAMPLES / "2-党员花名册.xls").read_bytes())
    text_cell = struct.pack("<HHHH", 0xFD, 10, 2, 10)
    at = content.index(text_cell)
    content[at : at + 2] = struct.pack("<H", 0x205)
    content[at + 10 : at + 12] = bytes([0x2A, 1])
    path = tmp_path / "花名册.xls"
    path.write_bytes(content)
    assert plain(one(path))[0]["organization"] == ErrorCell("#N/A")
    assert plain(one(path))[1]["organization"] == "长城村西湾党支部"


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        (struct.pack("<HH", 0x42, 2), struct.pack("<HH", 0x2F, 2), "打开密码"),
        (struct.pack("<HHH", 0x809, 16, 0x600), struct.pack("<HHH", 0x809, 16, 0x500), "很旧"),
    ],
)
def test_an_old_workbook_that_cannot_be_read_says_why(
    tmp_path: Path, was: bytes, becomes: bytes, words: str
) -> None:
    """The sample's record of the code page becomes that of a password, or its version that of Excel 95."""
    path = tmp_path / "花名册.xls"
    path.write_bytes((SAMPLES / "2-党员花名册.xls").read_bytes().replace(was, becomes, 1))
    with pytest.raises(BadInput, match=words):
        read_file(path)


def test_the_frozen_program_can_be_its_own_reader() -> None:
    path = SAMPLES / "2-党员花名册.xls"
    command = [sys.executable, "-m", "app", CHILD_SWITCH, str(path), "100"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines[0]["sheet"] == "花名册"
    assert lines[1][0] == "长城彝族乡党员花名册"
    assert lines[-1] == {"error": "large"}
    assert main.CHILD_SWITCH == CHILD_SWITCH


def test_bytes_that_are_no_compound_file_have_no_error_cells() -> None:
    assert error_cells(b"\0" * 600) == {}
    assert error_cells(b"") == {}


def test_empty_sheets_beside_others_are_left_out_and_a_workbook_of_empty_ones_is_told(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Sheet2")
    book.save(tmp_path / "空.xlsx")
    assert [reading.reason for reading in read_file(tmp_path / "空.xlsx")] == ["工作表是空的。"]
    for row in (HEAD, PERSON):
        sheet(book).append(row)
    book.save(tmp_path / "一张.xlsx")
    assert [reading.kind for reading in read_file(tmp_path / "一张.xlsx")] == ["members"]
