"""Templates: recognised empty and filled, with drop-downs that hold the program's own words."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.errors import BadInput
from app.excel.reading import read_file
from app.excel.template import OPTIONS_SHEET, write_template
from app.excel.vocabularies import KINDS, vocabulary
from app.rules.fields import FIELDS


@pytest.mark.parametrize("kind", KINDS)
def test_an_own_empty_template_is_recognised_with_every_column(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    write_template(kind, path)
    form, *others = read_file(path)
    fields = [field.name for field in vocabulary(kind).fields if field.template]
    assert (form.kind, form.reason, form.unread, list(form.rows)) == (kind, "", (), [])
    assert [column.key.field for column in form.columns] == fields
    assert {reading.kind for reading in others} == {None}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_template_is_one_the_program_checks(kind: str) -> None:
    assert {field.name for field in vocabulary(kind).fields if field.template} <= set(FIELDS[kind])


def test_a_filled_template_gives_back_what_was_typed(tmp_path: Path) -> None:
    path = tmp_path / "党员.xlsx"
    write_template("members", path)
    book = load_workbook(path)
    typed = {
        "姓名": "龙𠮷",
        "性别": "男",
        "公民身份号码": "110105194912310021",
        "入党时间": "1970-07",
        "所在党支部": "机关党支部",
    }
    sheet = book["党员花名册"]
    for cell in list(sheet[2]):
        if cell.value in typed:
            sheet.cell(3, cell.column).value = typed[cell.value]
    book.save(path)
    (row,) = read_file(path)[0].rows
    assert {key.field: value for key, value in row.cells.items()} == {
        "name": "龙𠮷",
        "sex": "男",
        "id_number": "110105194912310021",
        "joined_on": "1970-07",
        "organization": "机关党支部",
    }


def test_drop_downs_offer_the_labels_of_the_codes(tmp_path: Path) -> None:
    path = tmp_path / "党员.xlsx"
    write_template("members", path)
    book = load_workbook(path)
    lists = [[cell.value for cell in column if cell.value] for column in book[OPTIONS_SHEET].columns]
    by_heading = {column[0]: column[1:] for column in lists}
    assert by_heading["性别"] == ["男", "女"]
    assert by_heading["人员类别"] == ["正式党员", "预备党员"]
    assert "彝族" in by_heading["民族"]
    assert "大学本科" in by_heading["学历"]
    assert book[OPTIONS_SHEET].sheet_state == "hidden"
    sources = {rule.formula1 for rule in book["党员花名册"].data_validations.dataValidation}
    assert f"{OPTIONS_SHEET}!$A$2:$A$3" in sources


def test_the_id_column_is_text_and_the_template_carries_its_version(tmp_path: Path) -> None:
    path = tmp_path / "党员.xlsx"
    write_template("members", path)
    book = load_workbook(path)
    letter = next(cell.column_letter for cell in book["党员花名册"][2] if cell.value == "公民身份号码")
    assert book["党员花名册"].column_dimensions[letter].number_format == "@"
    assert book.properties.keywords == "dangjian-template members 1"


def test_an_unknown_kind_is_refused_with_the_choices(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有“会议”这种模板"):
        write_template("会议", tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []
