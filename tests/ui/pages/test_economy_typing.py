"""Typing into the income grid as into a spreadsheet, by keyboard only, on the sample township."""

import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from app.services.imports import apply, preview
from app.ui.main_window import MainWindow
from app.ui.tables.income_grid import FIRST_MONTH, TARGET, UNDATED

SAMPLES = Path(__file__).parents[2] / "data" / "changcheng-2023"
VILLAGES = 7
JULY = FIRST_MONTH + 6
BLOCK = "1000\n2,000\n3000.50\n4000\n5000\n6000\n7000\n"


def load_sample(store):
    files = [path for path in sorted(SAMPLES.iterdir()) if path.name[0] in "1368"]
    plan = preview(store, files, as_of=datetime.date(2023, 12, 31))
    apply(store, plan, actor="测试员", skip_bad=True)


@pytest.fixture
def page(store, opened, settled):
    load_sample(store)
    made = opened("economy")
    settled()
    choose_category(made, "other")
    settled()
    return made


@pytest.fixture
def keys(page, qtbot, settled):
    """Return a function that sends keys to whatever has the focus in the grid and waits for what they write."""

    def press(key, modifier=Qt.KeyboardModifier.NoModifier):
        editor = page.table.findChild(QLineEdit)
        target = editor if editor is not None and editor.isVisible() else page.table
        qtbot.keyClick(target, key, modifier)
        qtbot.wait(1)

    def send(*pressed):
        for key in pressed:
            if isinstance(key, tuple):
                press(key[1], key[0])
            else:
                for one in key if isinstance(key, str) else (key,):
                    press(one)
        settled()

    return send


CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


def choose_category(page, code):
    place = page.category.findData(code)
    page.category.setCurrentIndex(place)
    page.category.activated.emit(place)


def go(page, row, column):
    page.table.setCurrentIndex(page.model.index(row, column))


def column(page, number):
    return [page.model.index(row, number).data() for row in range(page.model.rowCount())]


def test_a_month_of_seven_villages_is_pasted_and_undone(page, keys, store, content):
    before, cells = content(store), column(page, JULY)
    assert page.model.rowCount() == VILLAGES + 1
    go(page, 0, JULY)
    QGuiApplication.clipboard().setText(BLOCK)
    keys((CTRL, KEY.Key_V))
    assert column(page, JULY) == [
        "1,000.00", "2,000.00", "3,000.50", "4,000.00", "5,000.00", "6,000.00", "7,000.00", "28,000.50",
    ]  # fmt: skip
    assert "新填 7 格" in page.pane.message.text.text()
    keys((CTRL, KEY.Key_Z))
    assert column(page, JULY) == cells
    assert content(store) == before


def test_one_bad_cell_keeps_the_whole_block_out_and_is_named(page, keys):
    go(page, 0, JULY)
    QGuiApplication.clipboard().setText("1000\n两千块\n3000")
    keys((CTRL, KEY.Key_V))
    assert set(column(page, JULY)) == {"", column(page, JULY)[-1]}
    village = page.model.shown[1].village
    assert f"{village}7月“两千块”" in page.pane.message.text.text()
    assert page.model.index(1, JULY).data(Qt.ItemDataRole.BackgroundRole) is not None
    assert page.model.index(0, JULY).data(Qt.ItemDataRole.BackgroundRole) is None


def test_typing_edits_enter_goes_down_and_tab_to_the_right(page, keys):
    go(page, 0, JULY)
    keys("1200", KEY.Key_Return)
    assert (page.table.currentIndex().row(), page.table.currentIndex().column()) == (1, JULY)
    keys("300.5", KEY.Key_Tab)
    assert (page.table.currentIndex().row(), page.table.currentIndex().column()) == (1, JULY + 1)
    assert column(page, JULY)[:3] == ["1,200.00", "300.50", ""]
    assert column(page, JULY)[-1] == "1,500.50"


def test_what_is_typed_counts_at_once_in_its_row(page, keys):
    go(page, 0, JULY)
    total = page.model.shown[0].total_fen
    keys("1200", KEY.Key_Return)
    assert page.model.shown[0].total_fen == total + 120_000
    assert page.grid.rows[0].total_fen >= 120_000


def test_delete_empties_all_chosen_cells(page, keys):
    go(page, 0, JULY)
    QGuiApplication.clipboard().setText(BLOCK)
    keys((CTRL, KEY.Key_V))
    go(page, 1, JULY)
    keys((SHIFT, KEY.Key_Down), (SHIFT, KEY.Key_Down), KEY.Key_Delete)
    assert column(page, JULY)[:5] == ["1,000.00", "", "", "", "5,000.00"]


def test_a_cell_is_filled_down_and_to_the_right(page, keys):
    go(page, 0, JULY)
    keys("50", KEY.Key_Return, KEY.Key_Up, (SHIFT, KEY.Key_Down), (SHIFT, KEY.Key_Down), (CTRL, KEY.Key_D))
    assert column(page, JULY)[:4] == ["50.00", "50.00", "50.00", ""]
    go(page, 0, JULY + 1)
    keys((CTRL, KEY.Key_R))
    assert page.model.index(0, JULY + 1).data() == "50.00"


def test_what_is_copied_can_be_pasted_elsewhere(page, keys):
    go(page, 0, JULY)
    QGuiApplication.clipboard().setText("1,000.5\t20\n3\t4")
    keys((CTRL, KEY.Key_V))
    keys((SHIFT, KEY.Key_Down), (SHIFT, KEY.Key_Right), (CTRL, KEY.Key_C))
    assert QGuiApplication.clipboard().text() == "1000.5\t20\n3\t4"
    go(page, 0, UNDATED - 1)
    keys((CTRL, KEY.Key_V))
    assert page.model.index(0, UNDATED).data() == "20.00"


def test_a_block_that_does_not_fit_is_refused(page, keys):
    go(page, VILLAGES - 1, JULY)
    QGuiApplication.clipboard().setText(BLOCK)
    keys((CTRL, KEY.Key_V))
    assert "超出了表格" in page.pane.message.text.text()
    assert column(page, JULY)[VILLAGES - 1] == ""


def test_undoing_something_done_elsewhere_is_asked_first(page, keys, answers):
    answers.give("ask", False)
    go(page, 0, JULY)
    keys((CTRL, KEY.Key_Z))
    assert "不是在这张表里做的" in answers.heard("ask")[0]


def test_amounts_are_typed_in_the_unit_shown(page, keys):
    page.pane.set_unit(True)
    go(page, 0, JULY)
    keys("1.5", KEY.Key_Return)
    page.pane.set_unit(False)
    assert page.model.index(0, JULY).data() == "15,000.00"


def test_chosen_cells_are_added_up(page, keys):
    go(page, 0, JULY)
    QGuiApplication.clipboard().setText("10\n20\n30")
    keys((CTRL, KEY.Key_V), (SHIFT, KEY.Key_Down), (SHIFT, KEY.Key_Down))
    assert page.pane.sums.text() == "选中 3 格，有数 3 格，合计 60.00 元"


def test_nothing_is_typed_while_all_categories_are_shown(page, keys, store, content, settled):
    choose_category(page, "")
    settled()
    before = content(store)
    go(page, 0, JULY)
    keys("1", KEY.Key_Delete, (CTRL, KEY.Key_D))
    assert content(store) == before
    assert not page.table.isColumnHidden(TARGET)


def test_in_the_window_itself_a_pasted_month_is_undone_without_being_asked(
    store, session, qtbot, settled, content
):
    load_sample(store)
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.open_page("economy")
    page = window.page
    settled()
    choose_category(page, "other")
    settled()
    before = content(store)
    go(page, 0, JULY)
    QGuiApplication.clipboard().setText(BLOCK)
    qtbot.keyClick(page.table, KEY.Key_V, CTRL)
    settled()
    assert column(page, JULY)[-1] == "28,000.50"
    assert content(store) != before
    qtbot.keyClick(page.table, KEY.Key_Z, CTRL)
    settled()
    assert content(store) == before


def test_a_year_of_seven_villages_is_pasted_in_wan_yuan_filled_on_and_undone_in_the_window(
    store, session, qtbot, settled, content
):
    with store.operation("village", "登记村", "测试员"):
        store.insert("village", [{"name": f"第{n}村", "sort": n} for n in range(VILLAGES)])
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.open_page("economy")
    page = window.page
    settled()
    choose_category(page, "operating")
    page.unit.setCurrentIndex(1)
    page.unit.activated.emit(1)
    settled()
    empty = content(store)
    go(page, 0, FIRST_MONTH)
    lines = ["\t".join(f"1,{row}{month:02d}.5" for month in range(12)) for row in range(VILLAGES)]
    QGuiApplication.clipboard().setText("\r\n".join(lines) + "\r\n")
    qtbot.keyClick(page.table, KEY.Key_V, CTRL)
    settled()
    amounts = [row["amount_fen"] for row in store.find("income_entry")]
    expected = [
        (1000 + 100 * row + month) * 1_000_000 + 500_000 for row in range(VILLAGES) for month in range(12)
    ]
    assert sorted(amounts) == sorted(expected)
    assert page.model.shown[-1].total_fen == sum(expected) == page.grid.total_fen
    assert sum(fen for _, fen in page.grid.categories) == sum(expected)
    assert column(page, UNDATED)[-1] == ""
    qtbot.keyClick(page.table, KEY.Key_Z, CTRL)
    settled()
    assert content(store) == empty


def test_typing_into_the_sums_of_all_categories_says_what_to_choose_first(page, keys, settled):
    choose_category(page, "")
    settled()
    go(page, 0, FIRST_MONTH)
    keys(KEY.Key_1)
    assert "选一类收入" in page.pane.message.text.text()
