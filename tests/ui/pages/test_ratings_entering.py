"""Blocks of the round: pasted, filled, emptied, taken back; refused whole and in words where they do not fit."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication

from app.services import history, rounds
from app.services.ratings.rounds import file_round
from app.services.ratings.schemes import scheme_of
from app.ui.pages.ratings_entering import how
from app.ui.tables.cursor import put_cursor
from app.ui.tables.rating_grid import FIELDS
from tests.ui.conftest import AS_OF

NAME, SELF, MASS, TOWNSHIP, COUNTY, SCORE, NOTE = (
    FIELDS.index(name)
    for name in (
        "organization", "self_grade", "mass_grade", "township_grade", "county_grade", "score", "note",
    )
)  # fmt: skip
CTRL = Qt.KeyboardModifier.ControlModifier
ROWS = 9


class Grid:
    """The round's grid under somebody's fingers."""

    def __init__(self, page, session, settled, qtbot):
        self.pane, self.session, self.settled, self.qtbot = page.round, session, settled, qtbot
        self.table, self.model = page.round.table, page.round.model

    def choose(self, top, left, bottom=None, right=None):
        """Put the cursor into a cell, or choose a block."""
        put_cursor(self.table, self.model.index(top, left))
        corner = self.model.index(top if bottom is None else bottom, left if right is None else right)
        area = QItemSelection(self.model.index(top, left), corner)
        self.table.selectionModel().select(area, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def press(self, key, held=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.table, key, held)
        self.settled()

    def paste(self, text):
        QApplication.clipboard().setText(text)
        self.press(Qt.Key.Key_V, CTRL)

    def search(self, text):
        with self.qtbot.waitSignal(self.pane.filters.changed):
            self.pane.filters.search.setText(text)

    def stored(self, field, rows=ROWS):
        held = rounds.rating_round(self.session.reader, 2023).rows[:rows]
        return [getattr(row, field) for row in held]

    @property
    def said(self):
        message = self.pane.message
        return message.text.text() if message.isVisible() else ""


@pytest.fixture
def grid(opened, ids, session, settled, qtbot):
    page = opened("ratings")
    settled()
    return Grid(page, session, settled, qtbot)


@pytest.mark.parametrize(
    ("row", "column", "text", "said"),
    [
        (7, SELF, "先进\n先进\n先进", "有 3 行，从这一格往下只有 2 行"),
        (0, NOTE, "甲\t乙", "有 2 列，从这一格往右只有 1 列"),
        (0, NAME, "西河村第一党支部\t\t\t先进", "顺序不同"),
        (0, SELF, "\n", "还没有复制内容"),
    ],
)
def test_a_block_that_does_not_fit_is_refused_whole(grid, row, column, text, said):
    before = grid.stored("self_grade")
    grid.choose(row, column)
    grid.paste(text)
    assert said in grid.said
    assert grid.stored("self_grade") == before


def test_a_block_with_names_is_taken_where_each_stands_beside_its_own(grid):
    names = grid.stored("organization", 2)
    grid.choose(0, NAME)
    grid.paste("\n".join(f"{name}\t东岭村\t后进\t中间" for name in names))
    assert grid.stored("self_grade", 2) == ["middling", "middling"]
    assert grid.stored("last", 2) == ["advanced", "middling"]
    assert grid.said == "已录入 2 个党支部。“村、上年等次”不能填写，照旧。"
    grid.paste("\n".join(f"{name}\t\t\t先进" for name in names))
    assert grid.said == "已录入 2 个党支部。"


def test_one_value_is_pasted_into_all_chosen_cells(grid):
    grid.choose(0, SELF, 2, TOWNSHIP)
    grid.paste("后进")
    for field in ("self_grade", "mass_grade", "township_grade"):
        assert grid.stored(field, 4)[:3] == ["lagging"] * 3
        assert grid.stored(field, 4)[3] != "lagging"


def test_cells_that_cannot_be_taken_are_named_and_marked(grid):
    grid.choose(1, TOWNSHIP)
    grid.paste("先进\n优秀\n不合格")
    assert "有 2 格不能录入，全部没有写入" in grid.said
    assert f"{grid.stored('organization')[2]}的乡镇评定：等次“优秀”" in grid.said
    told = [grid.model.index(row, TOWNSHIP).data(Qt.ItemDataRole.ToolTipRole) for row in (1, 2, 3)]
    assert [bool(words) for words in told] == [False, True, True]


def test_a_block_that_changes_nothing_says_so(grid):
    grid.choose(0, TOWNSHIP)
    grid.paste("先进\n先进")
    assert "没有改动" in grid.said


def test_ctrl_d_fills_down_from_the_row_above_or_the_first_chosen(grid):
    grid.choose(0, SCORE)
    grid.paste("91.5")
    grid.choose(1, SCORE)
    grid.press(Qt.Key.Key_D, CTRL)
    assert grid.stored("score", 3) == ["91.5", "91.5", ""]
    grid.choose(1, SCORE, 4, SCORE)
    grid.press(Qt.Key.Key_D, CTRL)
    assert grid.stored("score", 6) == ["91.5"] * 5 + [""]


def test_ctrl_r_fills_to_the_right(grid):
    grid.choose(6, TOWNSHIP, 7, COUNTY)
    grid.press(Qt.Key.Key_R, CTRL)
    assert grid.stored("county_grade")[6:8] == ["lagging", ""]


def test_delete_empties_all_that_is_chosen_in_one_step(grid):
    before = grid.stored("township_grade")
    grid.choose(0, SELF, 8, COUNTY)
    grid.press(Qt.Key.Key_Delete)
    assert set(grid.stored("township_grade")) == {""}
    grid.press(Qt.Key.Key_Z, CTRL)
    assert grid.stored("township_grade") == before
    assert "已撤销" in grid.said


def test_delete_empties_one_cell_at_once(grid):
    grid.choose(1, TOWNSHIP)
    grid.press(Qt.Key.Key_Delete)
    assert grid.stored("township_grade")[1] == ""
    assert grid.said == ""


def test_a_digit_grades_all_chosen_cells_that_hold_grades(grid):
    grid.choose(0, COUNTY, 1, SCORE)
    grid.press(Qt.Key.Key_2)
    assert grid.stored("county_grade", 3) == ["middling", "middling", ""]
    assert grid.stored("score", 2) == ["", ""]


def test_why_a_key_did_nothing_is_said_until_the_cursor_is_elsewhere(grid):
    grid.choose(0, NAME)
    grid.press(Qt.Key.Key_1)
    assert "“党支部”这一列不能填写" in grid.said
    grid.press(Qt.Key.Key_Down)
    assert grid.said == ""


def test_cells_that_could_not_be_taken_stay_marked_and_said_while_others_are_filled_in(grid):
    grid.model.setData(grid.model.index(1, SCORE), "很高")
    grid.settled()
    grid.model.setData(grid.model.index(2, SCORE), "更高")
    grid.settled()
    grid.model.setData(grid.model.index(3, SCORE), "90")
    grid.settled()
    assert "更高" in grid.said
    grid.model.setData(grid.model.index(2, SCORE), "91")
    grid.settled()
    assert "更高" in grid.said
    grid.model.setData(grid.model.index(1, SCORE), "92")
    grid.settled()
    assert grid.said == ""
    assert grid.stored("score", 5) == ["", "92", "91", "90", ""]


def test_emptying_a_column_nobody_fills_in_says_so(grid):
    grid.choose(0, NAME)
    grid.press(Qt.Key.Key_Delete)
    assert "这一列不能填写" in grid.said


def test_ctrl_z_takes_back_the_cell_typed_last_although_it_is_just_being_kept(grid, qtbot):
    grid.choose(7, TOWNSHIP)
    qtbot.keyClicks(grid.table, "3")
    grid.press(Qt.Key.Key_Z, CTRL)
    assert grid.stored("township_grade")[7] == ""
    assert grid.model.index(7, TOWNSHIP).data() == ""


def test_ctrl_z_asks_before_it_takes_back_what_was_done_elsewhere(grid, session, answers):
    answers.give("ask", False)
    newest = history.undoable(session.reader)
    grid.press(Qt.Key.Key_Z, CTRL)
    assert newest.sentence in answers.heard("ask")[0]
    assert history.undoable(session.reader) == newest


def test_a_block_for_a_locked_round_is_refused_although_the_menu_offers_it(grid, session):
    session.run(
        lambda store, _progress: file_round(store, 2023, on=AS_OF, actor="王干事"),
        done=lambda _none: None,
        title="备案",
    )
    grid.settled()
    grid.choose(0, SELF)
    QApplication.clipboard().setText("后进")
    [action] = [one for one in grid.table.actions() if one.text().startswith("粘贴")]
    action.trigger()
    grid.settled()
    assert "备案锁定" in grid.said
    assert grid.stored("self_grade")[0] != "lagging"


def test_what_the_keys_do_is_said_for_the_column_the_cursor_is_in(grid, store):
    scheme = scheme_of(store, 2023)
    grid.choose(0, SELF)
    assert "1 先进、2 中间、3 后进" in grid.pane.hint.text()
    grid.choose(0, SCORE)
    assert "直接输入" in grid.pane.hint.text()
    grid.choose(0, NAME)
    assert grid.pane.hint.text().startswith("这一列不用填写")
    assert "重新开放" in how("score", scheme, is_locked=True)


def test_searching_and_choosing_lead_back_to_the_grid(grid, qtbot):
    grid.choose(3, TOWNSHIP)
    search = grid.pane.filters.search
    grid.search("西河")
    assert {row.village for row in grid.model.shown} == {"西河村"}
    search.setFocus()
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert len(grid.model.shown) < ROWS
    assert grid.table.hasFocus()
    search.setFocus()
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(grid.model.shown) == ROWS)
    assert grid.table.currentIndex().column() == TOWNSHIP


def test_the_cursor_comes_back_to_its_branch_after_a_search_that_found_nobody(grid):
    grid.choose(5, TOWNSHIP)
    grid.search("查无此支部")
    assert grid.model.shown == []
    assert grid.pane.panel.name.text() == ""
    grid.search("")
    assert (grid.table.currentIndex().row(), grid.table.currentIndex().column()) == (5, TOWNSHIP)
