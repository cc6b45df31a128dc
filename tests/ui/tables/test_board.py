import datetime
import itertools

import pytest
from PySide6.QtCore import Qt

from app.services import boards
from app.ui.tables import signs
from app.ui.tables.board import LEAD, BoardModel, BoardTable, stage_groups
from tests.ui.page_ledger import fill

AS_OF = datetime.date(2023, 12, 31)


@pytest.fixture
def board(store):
    fill(store)
    return boards.case_board(store, as_of=AS_OF)


def test_the_model_keeps_qts_rules(board, qtmodeltester):
    model = BoardModel(board.steps)
    model.show_rows(list(board.rows))
    qtmodeltester.check(model)


def test_every_state_is_told_in_words_with_its_date(board):
    model = BoardModel(board.steps)
    model.show_rows(list(board.rows))
    row = model.row_of(next(one.case_id for one in board.rows if one.name == "林小雨"))
    assert model.index(row, LEAD).data() == "完成 2023-10-30"
    assert "林小雨" in model.index(row, LEAD).data(Qt.ItemDataRole.ToolTipRole)


def test_every_state_the_service_knows_has_a_sign_and_a_word():
    states = {boards.DONE, boards.CURRENT, boards.LATE, boards.MISSING, boards.WAITING, boards.UNUSED}
    assert set(signs.LABELS) == states


def test_signs_differ_in_shape_not_only_in_colour(dressed, monkeypatch):
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QImage, QPainter

    from app.ui import theme

    black = theme.color("text")
    monkeypatch.setattr(theme, "color", lambda _name: black)
    drawn = set()
    for state in signs.LABELS:
        image = QImage(20, 20, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        signs.paint(painter, QRect(0, 0, 20, 20), state)
        painter.end()
        drawn.add(bytes(image.constBits()))
    assert len(drawn) == len(signs.LABELS)


def test_steps_of_one_stage_stand_under_one_heading(board):
    groups = stage_groups(board.steps)
    assert len(groups) == 5
    assert groups[0].first == LEAD
    assert groups[-1].last == LEAD + len(board.steps) - 1
    assert all(a.last + 1 == b.first for a, b in itertools.pairwise(groups))


def test_the_same_people_keep_the_cursor_when_shown_again(board, dressed, qtbot):
    model = BoardModel(board.steps)
    table = BoardTable()
    qtbot.addWidget(table)
    table.show_model(model)
    model.show_rows(list(board.rows))
    table.setCurrentIndex(model.index(2, LEAD + 3))
    model.show_rows(list(board.rows))
    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, LEAD + 3)


def test_two_thousand_people_are_painted_row_by_row(board, dressed, qtbot):
    model = BoardModel(board.steps)
    table = BoardTable()
    qtbot.addWidget(table)
    table.show_model(model)
    model.show_rows([row for _ in range(400) for row in board.rows])
    table.resize(1100, 500)
    table.show()
    qtbot.waitExposed(table)
    asked = set()
    plain = model.data

    def watched(index, role=0):
        asked.add(index.row())
        return plain(index, role)

    model.data = watched
    table.viewport().repaint()
    assert model.rowCount() == 2400
    assert len(asked) < 40
