import pytest

from app.errors import BadInput
from app.services.imports.pasting import copied_cells, one_column, write_pasted


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        ("\r\n\r\n", []),
        ("姓名\t性别\r\n沙晨\t男\r\n", [["姓名", "性别"], ["沙晨", "男"]]),
        ("甲\r\n\r\n丙\r\n", [["甲"], [""], ["丙"]]),
        ('"第一行\n第二行"\t乙', [["第一行\n第二行", "乙"]]),
        (" 甲 \t", [["甲"]]),
    ],
)
def test_copied_cells_are_read_as_spreadsheets_give_them(text, rows):
    assert copied_cells(text) == rows


def test_one_column_is_told_from_a_table():
    assert one_column([["甲"], [""], ["丙"]]) == ["甲", "", "丙"]
    assert one_column([["甲", "乙"]]) is None
    assert one_column([]) is None


def test_text_that_is_no_cells_is_refused():
    with pytest.raises(BadInput):
        copied_cells("长" * 200_000)


def test_a_pasted_table_is_read_back_as_it_was(tmp_path):
    from app.excel.reading import raw_sheets

    rows = [["姓名", "公民身份号码"], ["沙,晨", "532626196602240877"]]
    [sheet] = raw_sheets(write_pasted(rows, tmp_path))
    assert [list(row) for _, row in sheet.open()] == rows
