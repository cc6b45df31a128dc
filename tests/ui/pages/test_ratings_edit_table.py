import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.ui.pages.ratings_edit_table import EditTable


@pytest.fixture
def table(dressed, qtbot):
    made = EditTable((("分项", 200), ("分值", 80)), "分项", total=(1, 100))
    qtbot.addWidget(made)
    made.put([["组织生活", "60"], ["作用发挥", "40"]])
    made.show()
    qtbot.waitExposed(made)
    return made


def test_numbers_are_summed_under_the_table(table):
    assert table.sum.text() == "合计 100 分"
    table.table.item(0, 1).setText("55.5")
    assert table.sum.text() == "合计 95.5 分，还差 4.5 分"
    table.table.item(1, 1).setText("50")
    assert table.sum.text() == "合计 105.5 分，多出 5.5 分"


def test_a_line_is_added_under_the_cursor_and_typed_at_once(table, qtbot):
    table.table.setCurrentCell(0, 0)
    table.add_line()
    editor = table.table.viewport().findChildren(QLineEdit)[-1]
    qtbot.keyClicks(editor, "abc")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [line[0] for line in table.lines()] == ["组织生活", "abc", "作用发挥"])


def test_what_is_typed_right_after_enter_goes_into_the_line_below(table, qtbot):
    table.activateWindow()
    qtbot.waitUntil(table.isActiveWindow)
    table.table.setFocus()
    table.table.setCurrentCell(0, 1)
    for key in (Qt.Key.Key_7, Qt.Key.Key_Return, Qt.Key.Key_8, Qt.Key.Key_Return):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert [line[1] for line in table.lines()] == ["7", "8"]


def test_lines_are_moved_and_taken_out(table):
    table.table.setCurrentCell(1, 0)
    table._move(-1)
    assert [line[0] for line in table.lines()] == ["作用发挥", "组织生活"]
    table.remove_line()
    assert table.lines() == [["组织生活", "60"]]


def test_a_line_keeps_its_key_however_it_is_moved_or_written_over(table):
    table.put([["先进", ""], ["中间", ""]], ("advanced", "middling"))
    table.table.setCurrentCell(1, 0)
    table._move(-1)
    table.table.item(0, 0).setText("一般")
    table.add_line()
    table.table.item(1, 0).setText("较差")
    assert [(key, line[0]) for key, line in table.keyed_lines()] == [
        ("middling", "一般"),
        ("", "较差"),
        ("advanced", "先进"),
    ]


def test_lines_left_empty_are_no_lines(table):
    table.add_line()
    assert len(table.lines()) == 2
