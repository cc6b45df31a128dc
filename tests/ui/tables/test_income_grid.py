import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from app.services.incomes import SLOTS, IncomeRow, income_grid
from app.ui.tables.income_grid import (
    FIRST_MONTH,
    PROGRESS,
    TOTAL,
    UNDATED,
    VILLAGE,
    IncomeModel,
    IncomeTable,
    total_of,
)
from tests.ui.page_ledger import fill

AS_OF = datetime.date(2023, 12, 31)


@pytest.fixture
def model(store):
    fill(store)
    grid = income_grid(store, year=2023, as_of=AS_OF)
    made = IncomeModel()
    made.show_rows(list(grid.rows), grid.passed)
    return made


def text(model, row, column):
    return model.index(row, column).data()


def test_the_model_keeps_qts_rules(model, qtmodeltester):
    qtmodeltester.check(model)


def test_amounts_stand_in_their_months_and_unbooked_ones_are_marked(model):
    assert text(model, 0, FIRST_MONTH) == "50,400.00"
    assert text(model, 0, FIRST_MONTH + 5) == "*25,500.50"
    assert "1 笔未入账" in model.index(0, FIRST_MONTH + 5).data(Qt.ItemDataRole.ToolTipRole)
    assert text(model, 0, FIRST_MONTH + 1) == ""


def test_income_known_only_by_year_has_a_column_of_its_own(model, dressed, qtbot):
    table = IncomeTable()
    qtbot.addWidget(table)
    table.show_model(model)
    model.set_unit(False)
    assert text(model, 2, UNDATED) == "1,200.00"
    assert not table.isColumnHidden(UNDATED)


def test_the_column_without_month_is_hidden_when_nobody_needs_it(model, dressed, qtbot):
    table = IncomeTable()
    qtbot.addWidget(table)
    table.show_model(model)
    model.show_rows(model.shown[:2], 1.0)
    assert table.isColumnHidden(UNDATED)


def test_the_last_row_adds_up_the_others(model):
    assert text(model, 3, VILLAGE) == "合计"
    assert text(model, 3, TOTAL) == "144,900.50"
    assert text(model, 3, PROGRESS) == "48.3%"


def test_amounts_can_be_shown_in_wan(model):
    model.set_unit(True)
    assert text(model, 0, TOTAL) == "8.79"


def test_columns_know_their_months(model):
    assert [model.month_of(c) for c in (TOTAL, FIRST_MONTH, FIRST_MONTH + 11, UNDATED)] == [None, 1, 12, 0]


AMOUNTS = st.lists(st.integers(-(10**9), 10**9), min_size=SLOTS, max_size=SLOTS)


@given(st.lists(AMOUNTS, min_size=1, max_size=6))
def test_sums_by_village_and_by_month_agree(amounts):
    rows = [IncomeRow(str(n), str(n), tuple(a), (1,) * SLOTS, (0,) * SLOTS) for n, a in enumerate(amounts)]
    whole = total_of(rows)
    assert whole.total_fen == sum(row.total_fen for row in rows)
    assert whole.entries == (len(rows),) * SLOTS


def test_the_open_model_keeps_qts_rules(model, qtmodeltester):
    model.show_rows(model.shown[:-1], 1.0, is_open=True)
    qtmodeltester.check(model)
    assert model.flags(model.index(0, FIRST_MONTH)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(3, FIRST_MONTH)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, TOTAL)) & Qt.ItemFlag.ItemIsEditable


def test_sums_of_large_villages_are_shown_whole(model, dressed, qtbot):
    table = IncomeTable()
    qtbot.addWidget(table)
    table.show_model(model)
    rich = [replace(row, months=tuple(987_654_321 for _ in row.months)) for row in model.shown[:-1]]
    model.show_rows(rich, 1.0)
    font = table.font()
    font.setBold(True)
    needed = QFontMetrics(font).horizontalAdvance(text(model, model.rowCount() - 1, FIRST_MONTH))
    assert table.columnWidth(FIRST_MONTH) > needed
    assert text(model, 0, FIRST_MONTH) == "9,876,543.21"
