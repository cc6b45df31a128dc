from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from app.rules.ratings import Scheme
from app.services import rounds
from app.ui.tables.cursor import put_cursor
from app.ui.tables.rating_grid import FIELDS, RatingModel
from app.ui.tables.rating_table import RatingTable
from tests.ui.page_ledger import fill

NAME, SELF, TOWNSHIP, COUNTY, SCORE, SATISFACTION, NOTE = (
    FIELDS.index(name)
    for name in (
        "organization", "self_grade", "township_grade", "county_grade", "score", "satisfaction", "note",
    )
)  # fmt: skip
KEY = Qt.Key


@pytest.fixture
def model(store):
    fill(store)
    held = rounds.rating_round(store, 2023)
    made = RatingModel()
    made.show_rows(list(held.rows), held.year, held.scheme)
    return made


@pytest.fixture
def window(model, dressed, qtbot):
    """A window of the table and a button after it."""
    made = QWidget()
    box = QVBoxLayout(made)
    table = RatingTable(made)
    table.show_model(model)
    box.addWidget(table)
    box.addWidget(QPushButton("下一个", made))
    qtbot.addWidget(made)
    made.resize(1100, 400)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    table.setFocus()
    return made


@pytest.fixture
def table(window):
    return window.findChild(RatingTable)


@pytest.fixture
def told(table):
    said = []
    table.told.connect(said.append)
    table.closed_typed.connect(lambda: said.append("锁定"))
    return said


def go(table, row, column):
    put_cursor(table, table.model().index(row, column))


def at(table):
    return table.currentIndex().row(), table.currentIndex().column()


def editor(table):
    return table.viewport().findChild(QLineEdit)


def column(model, number, rows):
    return [model.index(row, number).data() for row in range(rows)]


def test_digits_set_grades_and_go_down(table, model, qtbot):
    edits = []
    model.edited.connect(lambda *edit: edits.append(edit[1:]))
    go(table, 0, TOWNSHIP)
    qtbot.keyClicks(table, "321")
    assert column(model, TOWNSHIP, 3) == ["后进", "中间", "先进"]
    assert at(table) == (3, TOWNSHIP)
    assert ("township_grade", "lagging") in edits


def test_first_letters_and_first_words_set_grades_too(table, model, qtbot):
    go(table, 0, TOWNSHIP)
    qtbot.keyClicks(table, "hZx")
    table.inputMethodEvent(_written("中间"))
    qtbot.keyClicks(table, "0")
    assert column(model, TOWNSHIP, 5) == ["后进", "中间", "先进", "中间", ""]


def test_a_key_that_is_no_grade_says_which_are(table, model, told, qtbot):
    go(table, 0, TOWNSHIP)
    qtbot.keyClicks(table, "9")
    table.inputMethodEvent(_written("优秀"))
    assert column(model, TOWNSHIP, 1) == ["先进"]
    assert "“9”" in told[0]
    assert "“优秀”" in told[1]
    assert "1 先进、2 中间、3 后进" in told[1]


def test_what_is_being_written_in_an_input_method_opens_nothing(table, qtbot):
    go(table, 0, TOWNSHIP)
    table.inputMethodEvent(QInputMethodEvent("xian", []))
    assert editor(table) is None


@pytest.mark.parametrize(
    "opening", [(KEY.Key_F2,), (KEY.Key_Space,), (KEY.Key_Down, Qt.KeyboardModifier.AltModifier)]
)
def test_a_grade_is_chosen_from_a_list_with_the_keyboard(table, model, qtbot, opening):
    go(table, 0, TOWNSHIP)
    qtbot.keyClick(table, *opening)
    menu = table.findChild(QMenu)
    assert menu.activeAction().data() == "advanced"
    qtbot.keyClick(menu, KEY.Key_Down)
    qtbot.keyClick(menu, KEY.Key_Return)
    assert column(model, TOWNSHIP, 1) == ["中间"]
    assert at(table) == (1, TOWNSHIP)


def test_a_letter_that_may_be_two_grades_offers_them_with_the_first_under_the_cursor(table, model, qtbot):
    stars = Scheme("own", "星级", "", date(2023, 1, 1), ("五星", "二星", "无星"), {})
    model.show_rows(model.shown, 2023, stars)
    go(table, 0, TOWNSHIP)
    qtbot.keyClicks(table, "w")
    menu = table.findChild(QMenu)
    assert menu.activeAction().data() == "五星"
    qtbot.keyClick(menu, KEY.Key_3)
    assert column(model, TOWNSHIP, 1) == ["无星"]


def test_the_cursor_stays_in_view_when_the_table_gets_lower(table, window, qtbot):
    go(table, 8, TOWNSHIP)
    window.resize(1100, 200)
    qtbot.waitUntil(lambda: table.viewport().height() < 150)
    seen = table.viewport().rect()
    assert seen.contains(table.visualRect(table.currentIndex()).center())


def test_the_list_of_grades_is_left_with_escape(table, model, qtbot):
    go(table, 0, TOWNSHIP)
    qtbot.keyClick(table, KEY.Key_F2)
    qtbot.keyClick(table.findChild(QMenu), KEY.Key_Escape)
    assert column(model, TOWNSHIP, 1) == ["先进"]
    assert at(table) == (0, TOWNSHIP)


def test_a_grade_for_many_chosen_cells_is_told_not_set(table, model, qtbot):
    asked = []
    table.chosen_graded.connect(asked.append)
    go(table, 0, TOWNSHIP)
    qtbot.keyClick(table, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(table, "3")
    assert asked == ["lagging"]
    assert column(model, TOWNSHIP, 2) == ["先进", "先进"]


def test_digits_typed_into_the_score_are_a_score_and_enter_takes_it_and_goes_down(table, model, qtbot):
    go(table, 0, SCORE)
    qtbot.keyClicks(table, "1")
    qtbot.keyClicks(editor(table), "2.5")
    qtbot.keyClick(editor(table), KEY.Key_Return)
    assert at(table) == (1, SCORE)
    assert column(model, SCORE, 1) == ["12.5"]
    assert column(model, TOWNSHIP, 1) == ["先进"]


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (KEY.Key_Tab, (1, SATISFACTION)),
        (KEY.Key_Backtab, (1, COUNTY)),
        (KEY.Key_Down, (2, SCORE)),
        (KEY.Key_Up, (0, SCORE)),
    ],
)
def test_an_edit_is_ended_as_in_a_spreadsheet(table, model, qtbot, key, place):
    go(table, 1, SCORE)
    qtbot.keyClicks(table, "8")
    qtbot.keyClick(editor(table), key)
    assert model.index(1, SCORE).data() == "8"
    assert at(table) == place
    assert table.state() != table.State.EditingState


def test_an_edit_given_up_leaves_the_cell_and_the_cursor(table, model, qtbot):
    go(table, 1, SCORE)
    qtbot.keyClicks(table, "8")
    qtbot.keyClick(editor(table), KEY.Key_Escape)
    assert model.index(1, SCORE).data() == ""
    assert at(table) == (1, SCORE)


def test_what_is_being_typed_stays_when_the_round_is_read_again(table, model, qtbot):
    go(table, 1, SCORE)
    qtbot.keyClicks(table, "8")
    model.dataChanged.emit(model.index(0, 0), model.index(8, NOTE))
    assert editor(table).text() == "8"


def test_tab_goes_from_one_open_cell_to_the_next_and_from_row_to_row(table, qtbot):
    go(table, 0, COUNTY)
    qtbot.keyClick(table, KEY.Key_Tab)
    assert at(table) == (0, SCORE)
    go(table, 0, NOTE)
    qtbot.keyClick(table, KEY.Key_Tab)
    assert at(table) == (1, SELF)
    qtbot.keyClick(table, KEY.Key_Backtab)
    assert at(table) == (0, NOTE)


def test_tab_stays_at_the_corners(table, model, qtbot):
    go(table, 0, SELF)
    qtbot.keyClick(table, KEY.Key_Backtab)
    assert at(table) == (0, SELF)
    last = model.rowCount() - 1
    go(table, last, NOTE)
    qtbot.keyClick(table, KEY.Key_Tab)
    assert at(table) == (last, NOTE)


def test_escape_leaves_the_table_for_what_comes_after_it(table, window, qtbot):
    go(table, 0, SELF)
    qtbot.keyClick(table, KEY.Key_Escape)
    assert QApplication.focusWidget() is window.findChild(QPushButton)
    table.setFocus()
    qtbot.keyClick(table, KEY.Key_Tab)
    assert at(table) == (0, SELF + 1)


def test_keys_on_a_column_nobody_fills_in_say_so(table, told, qtbot):
    go(table, 0, NAME)
    qtbot.keyClicks(table, "1")
    assert told == ["“党支部”这一列不能填写，请移到等次、得分、满意率、测评票数或备注的格子里。"]


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (KEY.Key_3, Qt.KeyboardModifier.NoModifier),
        (KEY.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (KEY.Key_F2, Qt.KeyboardModifier.NoModifier),
        (KEY.Key_V, Qt.KeyboardModifier.ControlModifier),
        (KEY.Key_D, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_keys_that_would_change_a_locked_round_say_that_it_is_locked(table, model, told, qtbot, key, held):
    model.is_locked = True
    go(table, 0, TOWNSHIP)
    qtbot.keyClick(table, key, held)
    assert told == ["锁定"]
    assert column(model, TOWNSHIP, 1) == ["先进"]


def test_a_locked_round_is_moved_through_and_copied_from(table, model, told, qtbot):
    model.is_locked = True
    go(table, 0, TOWNSHIP)
    qtbot.keyClick(table, KEY.Key_Return)
    assert at(table) == (1, TOWNSHIP)
    qtbot.keyClick(table, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "先进"
    assert told == []


def _written(text):
    event = QInputMethodEvent()
    event.setCommitString(text)
    return event
