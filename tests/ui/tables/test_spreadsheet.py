import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QLineEdit

from app.ui.tables.cursor import put_cursor
from app.ui.tables.spreadsheet import SpreadsheetDelegate, SpreadsheetTable

KEY, SHIFT, NONE = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def table(dressed, qtbot):
    made = SpreadsheetTable(1)
    model = QStandardItemModel(5, 3)
    model.setParent(made)
    made.setModel(model)
    made.set_delegates(SpreadsheetDelegate(made), SpreadsheetDelegate(made))
    made.set_typing(True)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    put_cursor(made, model.index(0, 1))
    return made


def press(qtbot, *keys):
    """Press keys one right after the other, each where the focus is then."""
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def cells(table, column):
    return [table.model().index(row, column).data() for row in range(table.model().rowCount())]


def test_what_is_typed_right_after_enter_goes_into_the_next_cell(table, qtbot):
    press(
        qtbot,
        KEY.Key_8,
        KEY.Key_6,
        KEY.Key_Return,
        KEY.Key_8,
        KEY.Key_7,
        KEY.Key_Enter,
        KEY.Key_9,
        KEY.Key_Tab,
    )
    assert cells(table, 1) == ["86", "87", "9", None, None]
    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, 2)


@pytest.mark.parametrize(
    ("key", "held", "row"),
    [(KEY.Key_Down, NONE, 3), (KEY.Key_Up, NONE, 1), (KEY.Key_Return, SHIFT, 1)],
)
def test_an_edit_is_taken_by_the_keys_that_go_up_and_down(table, qtbot, key, held, row):
    put_cursor(table, table.model().index(2, 1))
    press(qtbot, KEY.Key_5)
    qtbot.keyClick(table.viewport().findChild(QLineEdit), key, held)
    assert cells(table, 1) == [None, None, "5", None, None]
    assert table.currentIndex().row() == row


def test_an_edit_given_up_changes_nothing(table, qtbot):
    press(qtbot, KEY.Key_5, KEY.Key_Escape)
    assert cells(table, 1) == [None] * 5
    assert table.currentIndex().row() == 0
