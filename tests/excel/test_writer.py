"""Tables written by the program: what goes in comes out, on paper that fits."""

import errno
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.errors import BadInput, Cancelled, StorageError
from app.excel.cells import clean_text
from app.excel.files import replaced
from app.excel.reading import raw_sheets, read_file
from app.excel.writer import SMALL_TABLE, Table, TableColumn, sheet_name, write_table, write_tables

ROSTER = (
    TableColumn("姓名"),
    TableColumn("公民身份号码", 21),
    TableColumn("入党时间", 12, "date"),
    TableColumn("所在党支部", 24),
    TableColumn("备注", 20),
)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=12).map(
    clean_text
)
DAYS = st.dates(date(1900, 3, 1), date(2099, 12, 31))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from(["杨斌", "䶮一", "𠮷野", "阿卜杜拉·买买提"]), st.from_regex(r"[1-9]\d{16}[\dX]", fullmatch=True), DAYS, st.just("机关党支部"), WORDS),
        min_size=1, max_size=6,
    )
)  # fmt: skip
def test_what_is_written_is_read_again(rows: list[tuple[str, str, date, str, str]], tmp_path: Path) -> None:
    path = tmp_path / "花名册.xlsx"
    assert write_table(path, "党员花名册", ROSTER, rows, notes=["注：内部资料"]) == len(rows)
    ((_, title), _, *read) = raw_sheets(path)[0].open()
    assert title[0] == "党员花名册"
    for (number, cells), row in zip(read, rows, strict=False):
        assert cells[0] == row[0]
        assert cells[1] == row[1]
        assert cells[2].date() == row[2]
        assert (clean_text(str(cells[4])) if len(cells) > 4 and cells[4] is not None else "") == row[4], (
            number
        )


def test_a_list_written_by_the_program_is_understood_again(tmp_path: Path) -> None:
    path = tmp_path / "花名册.xlsx"
    write_table(
        path,
        "党员花名册",
        ROSTER,
        [("杨斌", "110105194912310021", "1970-07-01", "机关党支部", "")],
        notes=["注：内部资料"],
    )
    (reading,) = read_file(path)
    (row,) = reading.rows
    assert (reading.kind, reading.left_out) == ("members", ((4, "说明行"),))
    assert {key.field: value for key, value in row.cells.items()} == {
        "name": "杨斌",
        "id_number": "110105194912310021",
        "joined_on": date(1970, 7, 1),
        "organization": "机关党支部",
    }


@pytest.mark.parametrize("count", [1, SMALL_TABLE + 1])
def test_text_that_looks_like_a_formula_or_a_link_stays_text(count: int, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    cells = ("=1+1", "http://example.invalid", "+86", "@a", "00123")
    write_table(path, "表", [TableColumn(str(n)) for n in range(5)], [cells] * count)
    sheet = load_workbook(path).worksheets[0]
    for row in (3, count + 2):
        assert tuple(cell.value for cell in sheet[row]) == cells
        assert {cell.data_type for cell in sheet[row]} <= {"s", "inlineStr"}
        assert not any(cell.hyperlink for cell in sheet[row])


def test_a_date_is_a_real_date_and_a_shortened_one_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    write_table(
        path,
        "表",
        [TableColumn("时间", 12, "date")],
        [("2023-07-01",), ("2023-07",), (date(2020, 2, 29),), ("",)],
    )
    cells = [
        cell.value for cell in next(iter(load_workbook(path).worksheets[0].iter_cols(min_row=3, max_row=6)))
    ]
    assert [str(value)[:10] for value in cells] == ["2023-07-01", "2023-07", "2020-02-29", "None"]


def test_money_is_given_in_fen_and_shown_in_yuan(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    write_table(path, "表", [TableColumn("金额（元）", 14, "money")], [(123_456,), (0,)])
    sheet = load_workbook(path).worksheets[0]
    assert (sheet["A3"].value, sheet["A4"].value, sheet["A3"].number_format) == (1234.56, 0, "#,##0.00")


@pytest.mark.parametrize(("width", "orientation"), [(20, "portrait"), (60, "landscape")])
def test_the_sheet_prints_on_a4_with_its_heading_on_every_page(
    width: float, orientation: str, tmp_path: Path
) -> None:
    path = tmp_path / "表.xlsx"
    write_table(path, "名册", [TableColumn("甲", width), TableColumn("乙", width)], [("1", "2")])
    sheet = load_workbook(path).worksheets[0]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A3", "$1:$2")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation or "portrait") == (9, orientation)
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)


def test_stopping_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    class Impatient:
        def step(self, done: int, total: int, note: str = "") -> None:
            raise Cancelled

    path = tmp_path / "表.xlsx"
    write_table(path, "旧表", [TableColumn("甲")], [("1",)])
    old = path.read_bytes()
    with pytest.raises(Cancelled):
        write_table(path, "新表", [TableColumn("甲")], [("1",)] * 2_000, progress=Impatient())
    assert path.read_bytes() == old
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_one_sentence_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"old")

    def write_until_full() -> None:
        with replaced(path) as draft:
            draft.write_bytes(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StorageError, match=r"“表\.xlsx”没有写成。"):
        write_until_full()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="找不到文件夹"):
        write_table(tmp_path / "没有" / "表.xlsx", "表", [TableColumn("甲")], [])


def test_a_name_no_sheet_may_have_is_made_fit() -> None:
    assert sheet_name("2023/2024年[收入]*台账?") == "2023 2024年 收入  台账"
    assert len(sheet_name("长" * 40)) == 31
    assert sheet_name("''") == "表"
    assert sheet_name("䶮𬱖" * 20) == "䶮𬱖" * 10 + "䶮"


def test_several_tables_stand_on_sheets_of_their_own_names(tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    tables = [
        Table("收入汇总", [TableColumn("村"), TableColumn("金额", 12, "wan")], [("长城村", 12_345_678)]),
        Table("收入汇总", [TableColumn("村")], [("长城村",), ("落母村",)], ["注：内部资料"]),
    ]
    assert write_tables(path, tables) == 3
    book = load_workbook(path)
    assert book.sheetnames == ["收入汇总", "收入汇总（2）"]
    assert book["收入汇总"]["B3"].value == 12.345678
    assert book["收入汇总（2）"]["A5"].value == "注：内部资料"


def test_a_line_under_the_title_moves_headings_and_rows_down(tmp_path):
    out = tmp_path / "名册.xlsx"
    columns = [TableColumn("村"), TableColumn("占比", kind="percent")]
    write_tables(out, [Table("名册", columns, [("甲村", 0.264)], ["说明"], under="单位：万元")])
    sheet = load_workbook(out).active
    assert [sheet.cell(row, 1).value for row in range(1, 6)] == ["名册", "单位：万元", "村", "甲村", "说明"]
    assert (sheet["B4"].value, sheet["B4"].number_format) == (0.264, "0.0%")
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$1:$3"


def test_sheets_of_one_long_name_with_rare_characters_can_be_told_apart(tmp_path):
    out = tmp_path / "名册.xlsx"
    write_tables(out, [Table("𬱖" * 30, [TableColumn("村")], []) for _ in range(2)])
    assert load_workbook(out).sheetnames == ["𬱖" * 15, "𬱖" * 13 + "（2）"]


def test_a_title_wider_than_its_table_stands_in_several_lines(tmp_path):
    out = tmp_path / "名册.xlsx"
    write_tables(
        out, [Table("很长的标题" * 6, [TableColumn("村")], []), Table("短", [TableColumn("村")], [])]
    )
    long, short = load_workbook(out).worksheets
    assert long["A1"].alignment.wrap_text
    assert long.row_dimensions[1].height >= 8 * short.row_dimensions[1].height


def test_every_page_of_an_internal_table_says_so(tmp_path):
    out = tmp_path / "名册.xlsx"
    columns = [TableColumn("村")]
    write_tables(out, [Table("内部", columns, [], internal=True), Table("公开", columns, [])])
    internal, public = load_workbook(out).worksheets
    assert internal.oddFooter.left.text == "内部资料　注意保存"
    assert public.oddFooter.left.text is None
