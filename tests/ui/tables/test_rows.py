import pytest
from PySide6.QtCore import Qt

from app.ui.tables.columns import Column
from app.ui.tables.rows import RowsModel

COLUMNS = (
    Column("姓名", lambda row: row[0], tip="全名"),
    Column("金额", lambda row: f"{row[1]:,}", "right", order=lambda row: row[1]),
)
ROWS = [("王五", 9), ("李四", 1000), ("张三", 20)]


@pytest.fixture
def model():
    return RowsModel(COLUMNS, ROWS)


def texts(model, column=0):
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_a_model_over_records_keeps_qts_rules(model, qtmodeltester):
    qtmodeltester.check(model)
    RowsModel(COLUMNS)
    qtmodeltester.check(RowsModel(COLUMNS))


def test_numbers_sort_as_numbers_not_as_text(model):
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert texts(model, 1) == ["9", "20", "1,000"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert texts(model, 1) == ["1,000", "20", "9"]


def test_other_records_come_in_the_order_chosen_before(model):
    model.sort(1, Qt.SortOrder.AscendingOrder)
    model.set_rows([("乙", 5), ("甲", 3)])
    assert texts(model) == ["甲", "乙"]


def test_no_column_to_sort_by_leaves_the_order(model):
    model.sort(-1)
    assert texts(model) == ["王五", "李四", "张三"]


def test_headings_of_numbers_stand_over_the_numbers(model):
    side = model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert side & int(Qt.AlignmentFlag.AlignRight)
    assert model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == "全名"
