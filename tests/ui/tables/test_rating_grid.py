from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.rules.ratings import Scheme
from app.services import rounds
from app.ui.tables.rating_grid import FIELDS, RatingModel
from tests.ui.page_ledger import fill

TOWNSHIP, KIND, MOVE = (FIELDS.index(name) for name in ("township_grade", "kind", "move"))
ROLES = Qt.ItemDataRole


@pytest.fixture
def held(store):
    fill(store)
    return rounds.rating_round(store, 2023)


@pytest.fixture
def model(held):
    made = RatingModel()
    made.show_rows(list(held.rows), held.year, held.scheme)
    return made


def under(*grades):
    """An empty round held under a scheme of these grades."""
    made = RatingModel()
    made.show_rows([], 2023, Scheme("own", "本县方案", "", date(2023, 1, 1), grades, {}))
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


def test_names_and_kinds_cannot_be_edited(model):
    assert not model.setData(model.index(0, 0), "改名")
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_branches_are_told_apart_by_their_field(model):
    assert model.index(0, KIND).data() == "村"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1", ["好"]), ("4", ["差"]), ("5", []), ("0", []), ("较", ["较好"]), ("一般", ["一般"]), ("优", [])],
)
def test_a_grade_is_meant_by_its_number_or_how_it_begins(typed, meant):
    assert under("好", "较好", "一般", "差").meant(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("w", ["五星", "无星"]), ("W", ["五星", "无星"]), ("e", ["二星"])]
)
def test_a_first_letter_of_pinyin_stands_for_all_that_begin_with_it(typed, meant):
    assert under("五星", "二星", "无星").meant(typed) == meant


def test_a_whole_word_is_meant_before_one_that_only_begins_with_it():
    assert under("好", "好一些").meant("好") == ["好"]


def test_a_cell_that_could_not_be_taken_is_marked_and_says_why_until_it_is_filled_anew(model, held):
    cell, plain = model.index(2, TOWNSHIP), model.index(2, TOWNSHIP).data(ROLES.BackgroundRole)
    model.refuse({(held.rows[2].organization_id, "township_grade"): "不在方案里。"})
    assert cell.data(ROLES.ToolTipRole) == "不在方案里。"
    assert cell.data(ROLES.BackgroundRole) != plain
    assert model.setData(cell, "lagging")
    assert cell.data(ROLES.ToolTipRole) is None
    model.setData(cell, held.rows[2].township_grade)
    model.refuse({(held.rows[2].organization_id, "township_grade"): "不在方案里。"})
    model.refuse({})
    assert (cell.data(ROLES.ToolTipRole), cell.data(ROLES.BackgroundRole)) == (None, plain)


def test_of_a_typed_cell_only_it_and_the_move_are_told(model):
    told = []
    model.dataChanged.connect(lambda first, last, _roles: told.append((first, last)))
    model.setData(model.index(2, TOWNSHIP), "好")
    assert told == [(model.index(2, column), model.index(2, column)) for column in (TOWNSHIP, MOVE)]
