import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView

from app.ui.tables.cursor import put_cursor
from app.ui.tables.frozen import FrozenTable


@pytest.fixture
def table(dressed, qtbot):
    model = QStandardItemModel(60, 20)
    for row in range(60):
        for column in range(20):
            model.setItem(row, column, QStandardItem(f"{row}/{column}"))
    made = FrozenTable(2)
    model.setParent(made)
    made.setModel(model)
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_first_columns_stay_when_the_rest_is_scrolled(table):
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    assert table.left.columnViewportPosition(0) == 0
    assert not table.left.isColumnHidden(1)
    assert table.left.isColumnHidden(2)


def test_both_parts_scroll_down_together(table):
    table.verticalScrollBar().setValue(200)
    assert table.left.verticalScrollBar().value() == 200
    table.left.verticalScrollBar().setValue(100)
    assert table.verticalScrollBar().value() == 100


def test_a_widened_frozen_column_moves_the_edge(table):
    before = table.left.width()
    table.setColumnWidth(0, table.columnWidth(0) + 50)
    assert table.left.width() == before + 50


def test_a_cell_chosen_by_keys_is_never_under_the_frozen_columns(table):
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    index = table.model().index(5, 4)
    table.setCurrentIndex(index)
    table.scrollTo(index)
    assert table.visualRect(index).left() >= table.left.width() - 2


def test_choosing_a_frozen_cell_does_not_scroll_back(table):
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    place = table.horizontalScrollBar().value()
    table.setCurrentIndex(table.model().index(30, 0))
    assert table.horizontalScrollBar().value() == place


def test_the_heading_of_the_first_columns_lies_over_a_heading_that_is_put_in_later(table):
    headings = [QHeaderView(Qt.Orientation.Horizontal, view) for view in (table, table.left)]
    table.set_headers(*headings)
    for heading in headings:
        heading.show()
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    seen = table.childAt(10, table.frameWidth() + 4)
    assert headings[1].isAncestorOf(seen)


def test_both_parts_stand_alike_when_more_rows_come_and_one_far_down_is_shown_at_once(table, qtbot):
    table.model().setRowCount(3)
    qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() == 0)
    table.model().setRowCount(60)
    put_cursor(table, table.model().index(50, 4))
    assert table.verticalScrollBar().value() > 0
    qtbot.waitUntil(lambda: table.left.verticalScrollBar().value() == table.verticalScrollBar().value())
    assert table.left.rowViewportPosition(50) == table.rowViewportPosition(50)
