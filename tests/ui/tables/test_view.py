import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip

from app.ui.tables.columns import Column
from app.ui.tables.rows import RowsModel
from app.ui.tables.view import TableView

LONG = "一个很长很长的党支部名称" * 4


@pytest.fixture
def table(qtbot, dressed):
    columns = (
        Column("名称", lambda row: row[0], width=120),
        Column("人数", lambda row: str(row[1]), "right", order=lambda row: row[1], tone=lambda row: "danger"),
    )
    view = TableView(RowsModel(columns, [("甲", 3), (LONG, 12), ("", 1)]))
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    qtbot.waitExposed(view)
    return view


def test_enter_opens_the_row_the_cursor_is_in(table, qtbot):
    table.choose_row(1)
    with qtbot.waitSignal(table.opened) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [1]


def test_arrows_move_and_tell_the_row(table, qtbot):
    table.choose_row(0)
    with qtbot.waitSignal(table.picked) as told:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert told.args == [1]


def test_copied_rows_go_into_a_spreadsheet_as_they_are_shown(table, qtbot):
    table.selectAll()
    table.hideColumn(1)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    table.copy_selection()
    assert QGuiApplication.clipboard().text() == f"甲\n{LONG}\n"
    table.showColumn(1)
    table.copy_selection()
    assert QGuiApplication.clipboard().text() == f"甲\t3\n{LONG}\t12\n\t1"


def test_the_program_chooses_a_row_whatever_key_is_held(table, qtbot):
    qtbot.keyPress(table, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
    table.choose_row(0)
    table.choose_row(2)
    assert table.chosen_rows() == [2]


def test_nothing_chosen_leaves_the_clipboard_alone(table):
    QGuiApplication.clipboard().setText("原来的")
    table.clearSelection()
    table.copy_selection()
    assert QGuiApplication.clipboard().text() == "原来的"


def test_a_click_on_a_heading_sorts(table, qtbot):
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert table.model().record(0)[1] == 1


def hover(table, row, column):
    index = table.model().index(row, column)
    place = table.visualRect(index).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, table.viewport().mapToGlobal(place))
    return table.itemDelegate().helpEvent(event, table, QStyleOptionViewItem(), index)


def test_a_shortened_text_is_whole_in_its_tooltip(table):
    assert hover(table, 1, 0)
    assert QToolTip.text() == LONG


def test_a_text_with_room_enough_has_no_tooltip(table):
    QToolTip.hideText()
    hover(table, 0, 0)
    assert QToolTip.text() != "甲"


def test_numbers_end_at_one_edge(table):
    """The rightmost ink of two numbers of different length lies in the same column of pixels."""
    picture = table.viewport().grab().toImage()
    edges = []
    for row in (0, 1):
        room = table.visualRect(table.model().index(row, 1))
        inked = [
            x
            for x in range(room.left(), room.right())
            for y in range(room.top() + 4, room.bottom() - 4)
            if picture.pixelColor(QPoint(x, y)).red() > picture.pixelColor(QPoint(x, y)).green() + 60
        ]
        edges.append(max(inked))
    assert abs(edges[0] - edges[1]) <= 1
