import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from app.services import rounds
from app.ui.tables.rating_grid import FIELDS, RatingModel, RatingTable
from tests.ui.page_ledger import fill

TOWNSHIP, SCORE, MOVE = (FIELDS.index(name) for name in ("township_grade", "score", "move"))


@pytest.fixture
def held(store):
    fill(store)
    return rounds.rating_round(store, 2023)


@pytest.fixture
def model(held):
    made = RatingModel()
    made.show_rows(list(held.rows), held.year, held.scheme)
    return made


@pytest.fixture
def table(model, dressed, qtbot):
    made = RatingTable()
    qtbot.addWidget(made)
    made.show_model(model)
    made.resize(1100, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_model_keeps_qts_rules(model, qtmodeltester):
    qtmodeltester.check(model)


def test_last_years_column_bears_its_year(model):
    assert "2022年" in [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]


def test_moves_are_told_against_last_year(model):
    assert [model.index(n, MOVE).data() for n in range(9)] == [
        "平",
        "升",
        "平",
        "升",
        "平",
        "降",
        "平",
        "",
        "",
    ]


def test_digits_set_grades_and_go_down(table, model, qtbot):
    edits = []
    model.edited.connect(lambda *edit: edits.append(edit[1:]))
    table.setCurrentIndex(model.index(0, TOWNSHIP))
    for key in (Qt.Key.Key_3, Qt.Key.Key_2, Qt.Key.Key_1):
        qtbot.keyClick(table, key)
    assert [model.index(n, TOWNSHIP).data() for n in range(3)] == ["后进", "中间", "先进"]
    assert table.currentIndex().row() == 3
    assert ("township_grade", "lagging") in edits


def test_delete_empties_a_grade(table, model, qtbot):
    table.setCurrentIndex(model.index(1, TOWNSHIP))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert model.index(1, TOWNSHIP).data() == ""


def test_a_grade_is_chosen_from_a_list_with_the_keyboard(table, model, qtbot):
    table.setCurrentIndex(model.index(0, TOWNSHIP))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    [box] = table.findChildren(QComboBox)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert model.index(0, TOWNSHIP).data() == "中间"


def test_digits_typed_into_the_score_are_a_score(table, model, qtbot):
    table.setCurrentIndex(model.index(0, SCORE))
    qtbot.keyClicks(table, "1")
    assert model.index(0, TOWNSHIP).data() == "先进"
    assert table.state() == table.State.EditingState


def test_names_and_kinds_cannot_be_edited(model):
    assert not model.setData(model.index(0, 0), "改名")
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
