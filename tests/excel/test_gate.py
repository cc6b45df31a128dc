"""Foreign, broken and hostile files: one Chinese sentence each, no harm, little memory."""

import random
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.errors import BadInput, Cancelled
from app.excel.gate import LARGEST_FILE
from app.excel.legacy import legacy_sheets
from app.excel.reading import read_file

SAMPLES = Path(__file__).parent.parent / "data" / "changcheng-2023"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"
ROSTER = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'


def sentence(path: Path) -> str:
    with pytest.raises(BadInput) as refused:
        read_file(path)
    text = str(refused.value)
    assert path.name in text
    assert text.endswith("。")
    assert not any(word in text for word in ("Error", "zip", "0x", "Traceback", "NULL"))
    return text


def workbook(
    path: Path, replace: dict[str, bytes] | None = None, extra: dict[str, bytes] | None = None
) -> Path:
    """Write a small good workbook, with parts replaced or added."""
    plain = path.with_name("plain.xlsx")
    book = Workbook()
    book.active.append(["姓名", "身份证号", "入党时间"])
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, (replace or {}).get(entry.filename, source.read(entry)))
        for name, content in (extra or {}).items():
            target.writestr(name, content)
    plain.unlink()
    return path


def outcome(path: Path) -> str:
    """Return the sentence a file is refused with, or its name when it can be read."""
    try:
        read_file(path)
    except BadInput as refused:
        return str(refused)
    return path.name


def sheet_xml(rows: str, before: str = "") -> bytes:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.xlsx", b"", "是空文件"),
        ("~$花名册.xlsx", b"\x05user", "临时文件"),
        ("网页.xls", "<html><table><tr><td>姓名".encode("gbk"), "其实是网页"),
        ("网页2.xls", "\ufeff\r\n<!DOCTYPE html><body>".encode(), "其实是网页"),
        ("网页3.xls", "<table border=1>".encode("utf-16"), "其实是网页"),
        ("旧.xls", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>', "XML 表格"),
        ("别的.xls", b'<?xml version="1.0"?><note/>', "不是表格文件"),
        ("加密.xlsx", OLE + "EncryptedPackage\0".encode("utf-16-le"), "打开密码"),
        ("文档.xls", OLE + "WordDocument\0".encode("utf-16-le"), "文字文档"),
        ("残.xls", OLE + b"\0" * 600, "已损坏"),
        ("残2.xls", OLE + "Workbook\0".encode("utf-16-le") * 90, "已损坏"),
        ("报告.xlsx", b"%PDF-1.7", "PDF"),
        ("照片.xlsx", b"\xff\xd8\xff\xe0", "图片"),
        ("包.xlsx", b"Rar!\x1a\x07", "压缩包"),
        ("程序.xls", b"MZ\x90\x00", "程序"),
        ("很旧.xls", b"\x09\x00\x04\x00\x02\x00\x10\x00", "很旧"),
        ("断.xlsx", b"PK\x03\x04\x14\x00", "已损坏"),
        ("断2.xlsx", b"PK\x05\x06" + b"\0" * 18, "已损坏"),
        ("乱.csv", bytes(range(1, 256)) * 40, "编码认不出来"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_gets_its_own_sentence(
    name: str, content: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert said in sentence(path)


def test_a_folder_and_a_missing_file_have_their_sentences(tmp_path: Path) -> None:
    (tmp_path / "表格.xlsx").mkdir()
    assert "是文件夹" in sentence(tmp_path / "表格.xlsx")
    assert "找不到文件" in sentence(tmp_path / "没有.xlsx")


def test_a_file_beyond_all_measure_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert "内容太多" in sentence(path)


@pytest.mark.parametrize(
    ("name", "parts", "said"),
    [
        ("文档.xlsx", {"word/document.xml": b"<a/>", "[Content_Types].xml": b"<a/>"}, "文字文档"),
        ("包.xlsx", {"照片/1.jpg": b"x"}, "压缩包"),
        ("文字.ods", {"mimetype": b"application/vnd.oasis.opendocument.text"}, "文字文档"),
        ("空壳.xlsx", {"[Content_Types].xml": b"<a/>"}, "已损坏"),
    ],
)
def test_packages_of_other_programs_are_told_apart(
    name: str, parts: dict[str, bytes], said: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    assert said in sentence(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = sheet_xml(" " * 60_000_000)
    assert "内容太多" in sentence(workbook(tmp_path / "炸弹.xlsx", {SHEET: bomb}))
    many = {f"xl/media/{number}.png": b"" for number in range(5_100)}
    assert "内容太多" in sentence(workbook(tmp_path / "碎.xlsx", extra=many))


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_a_document_type_declaration_is_refused_wherever_it_stands(part: str, tmp_path: Path) -> None:
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert "为安全起见没有打开" in sentence(workbook(tmp_path / "实体.xlsx", {part: entity}))


@pytest.mark.parametrize("place", ["XFD1048576", "A1048577", "CXY2"])
def test_a_cell_beyond_any_ledger_is_refused(place: str, tmp_path: Path) -> None:
    row = "".join(sign for sign in place if sign.isdigit())
    far = ROSTER + f'<row r="{row}"><c r="{place}"><v>1</v></c></row>'
    assert "内容太多" in sentence(workbook(tmp_path / "远.xlsx", {SHEET: sheet_xml(far)}))


def test_cells_nested_without_end_are_refused(tmp_path: Path) -> None:
    deep = sheet_xml("<x>" * 100 + "</x>" * 100)
    assert "内容太多" in sentence(workbook(tmp_path / "深.xlsx", {SHEET: deep}))


@pytest.mark.parametrize(
    "cell", ['<c r="?1"><v>1</v></c>', '<c r="A1" t="s"><v>99</v></c>', '<c r="A1"><v>x</v></c>']
)
def test_a_part_that_is_no_sheet_is_damage(cell: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "坏.xlsx", {SHEET: sheet_xml(f'<row r="1">{cell}</row>')})
    assert "已损坏" in sentence(path)


def test_a_workbook_cut_anywhere_is_damage(tmp_path: Path) -> None:
    whole = (SAMPLES / "8-村集体经济目标.xlsx").read_bytes()
    path = tmp_path / "断.xlsx"
    for length in range(20, len(whole) - 1, len(whole) // 12):
        path.write_bytes(whole[:length])
        assert "已损坏" in sentence(path)


def test_random_bytes_never_do_worse_than_a_sentence(tmp_path: Path) -> None:
    rng = random.Random(7)
    path = tmp_path / "随机.xls"
    for magic in (b"", OLE, b"PK\x03\x04", OLE + "Workbook\0".encode("utf-16-le")):
        path.write_bytes(magic + rng.randbytes(3_000))
        try:
            readings = read_file(path)
        except BadInput:
            continue
        assert all(reading.kind is None for reading in readings)


def test_flipped_bytes_in_an_old_workbook_never_end_the_program(tmp_path: Path) -> None:
    whole = bytearray((SAMPLES / "2-党员花名册.xls").read_bytes())
    rng = random.Random(3)
    for number in range(10):
        damaged = bytearray(whole)
        for _ in range(30):
            damaged[rng.randrange(512, len(damaged))] = rng.randrange(256)
        path = tmp_path / f"{number}.xls"
        path.write_bytes(damaged)
        assert path.name in outcome(path)


def test_flipped_bytes_in_a_new_workbook_never_do_worse_than_a_sentence(tmp_path: Path) -> None:
    whole = (SAMPLES / "6-村集体经济收入台账2023.xlsx").read_bytes()
    rng = random.Random(5)
    path = tmp_path / "坏.xlsx"
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(4):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        path.write_bytes(damaged)
        assert path.name in outcome(path)


def test_a_reader_that_takes_too_long_is_stopped_with_a_sentence() -> None:
    with pytest.raises(BadInput, match="读了很久"):
        legacy_sheets(SAMPLES / "2-党员花名册.xls", seconds=0.0)


def test_the_user_can_stop_the_reading_of_either_kind(tmp_path: Path) -> None:
    class Impatient:
        def step(self, done: int, total: int, note: str = "") -> None:
            raise Cancelled

    for name in ("2-党员花名册.xls", "1-党组织基本情况表.xlsx"):
        with pytest.raises(Cancelled):
            read_file(SAMPLES / name, progress=Impatient())


@pytest.mark.parametrize("extension", ["xls", "et", "csv", "dat"])
def test_the_content_decides_and_not_the_extension(extension: str, tmp_path: Path) -> None:
    path = tmp_path / f"表.{extension}"
    path.write_bytes((SAMPLES / "3-村民小组情况表.xlsx").read_bytes())
    assert [reading.kind for reading in read_file(path)] == ["groups"]


def test_an_old_workbook_under_a_new_name_is_read(tmp_path: Path) -> None:
    path = tmp_path / "花名册.xlsx"
    path.write_bytes((SAMPLES / "2-党员花名册.xls").read_bytes())
    assert [reading.kind for reading in read_file(path)] == ["members"]


def test_a_declaration_in_a_part_with_any_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    Workbook().save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "xl/strings.bin", '\ufeff<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
        )
    with pytest.raises(BadInput, match="为安全起见"):
        read_file(path)
