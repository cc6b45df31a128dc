import pytest

from app.services.imports import preview
from app.ui.wizard.sheets import SheetsPane, column_words, left_out_words
from tests.ui.conftest import AS_OF


@pytest.fixture
def pane(dressed, qtbot):
    made = SheetsPane()
    qtbot.addWidget(made)
    made.show()
    return made


def test_columns_say_their_year_and_unit(pane, store, sample):
    plan = preview(store, [sample / "8-村集体经济目标.xlsx"], as_of=AS_OF)
    pane.show_plan(plan)
    cells = [line.cells for line in pane.columns.plain.rows]
    assert cells[1][:4] == ("B", "2023年目标（万元）", "目标（2023年）", "万元")
    assert cells[1][4] == "50,000.00"


def test_a_sheet_not_understood_says_why_and_what_to_do(pane, store, csv):
    plan = preview(store, [csv("便条.csv", "今天买菜", "白菜,3斤", "萝卜,2斤")], as_of=AS_OF)
    pane.show_plan(plan)
    assert pane.kind.text() == "没有识别"
    assert "不会导入" in pane.reason.text()
    assert not pane.columns.isVisible()


def test_rows_that_are_no_data_are_told_with_their_reason(store, sample):
    [sheet] = preview(store, [sample / "5-党支部分类定级汇总表.xlsx"], as_of=AS_OF).sheets
    assert left_out_words(sheet) == "不当作数据的行：合计行 1 行（第 56 行）。"


def test_every_column_of_the_example_is_read_as_something(store, sample):
    for sheet in preview(store, sorted(sample.glob("*.xls*")), as_of=AS_OF).sheets:
        assert all(column_words(sheet.kind, column) for column in sheet.columns)
