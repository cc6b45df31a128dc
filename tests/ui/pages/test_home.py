import datetime

import pytest
from PySide6.QtCore import Qt

from app.services.checks import TABLES
from app.services.dues import DueItem
from app.ui.pages.home import HomePage
from app.ui.pages.home_lists import due_card
from tests.builders import make_branch, make_member, make_rating, make_village, put
from tests.ui.conftest import AS_OF


@pytest.fixture
def page(session, qtbot):
    made = HomePage(session)
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    return made


@pytest.fixture
def township(store):
    branch = make_branch(store, "长城村西湾党支部", elected_on="2019-01-10", field="village")
    for name in ("沙晨", "普玉芬"):
        make_member(store, name, organization_id=branch)
    village = make_village(store, "长城村")
    put(
        store,
        "income_entry",
        village_id=village,
        received_on="2023-05-01",
        category="operating",
        amount_fen=12_345_600,
    )
    return branch


def tile(page, title):
    return next(tile for tile in page.figures.tiles if tile.title.text() == title)


def test_an_empty_ledger_shows_the_first_steps_and_leads_to_the_import(page, settled, qtbot):
    page.enter()
    settled()
    assert page.first_steps.isVisible()
    assert page.step_button.text() == "导入表格"
    with qtbot.waitSignal(page.go_to) as asked:
        qtbot.mouseClick(page.step_button, Qt.MouseButton.LeftButton)
    assert asked.args == ["exchange", ""]


def test_figures_stand_beside_last_years(page, township, settled):
    page.enter()
    settled()
    assert tile(page, "党员").value.text() == "2"
    assert tile(page, "村集体经济收入").value.text() == "12.35"
    assert tile(page, "村集体经济收入").last.text() == "上年 0.00"


def test_a_figure_leads_to_its_records_by_keyboard(page, township, settled, qtbot, dressed):
    page.enter()
    settled()
    members = tile(page, "党员")
    members.setFocus()
    qtbot.keyClick(members, Qt.Key.Key_Return)
    dialog = dressed.activeModalWidget()
    qtbot.addWidget(dialog)
    assert "党员" in dialog.windowTitle()
    assert dialog.model.rowCount() == 2
    with qtbot.waitSignal(page.go_to) as asked:
        dialog.table.choose_row(0)
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert asked.args[0] == "people"
    assert asked.args[1].startswith("person:")


def test_what_is_late_leads_to_its_record(page, township, settled, qtbot):
    page.enter()
    settled()
    terms = [row for row in page.dues.model.rows if row.code == "TERM"]
    assert terms, "the term of 2019 is over"
    page.dues.table.choose_row(list(page.dues.model.rows).index(terms[0]))
    with qtbot.waitSignal(page.go_to) as asked:
        qtbot.keyClick(page.dues.table, Qt.Key.Key_Return)
    assert asked.args == ["organizations", f"organization:{township}"]


def test_findings_are_counted_by_level_and_narrowed(page, township, settled):
    page.enter()
    settled()
    found = list(page.findings.model.rows)
    assert found
    for level in ("block", "warning", "hint"):
        page.findings.chips.choose(level)
        shown = list(page.findings.model.rows)
        assert shown == [one for one in found if one.level == level]


def test_a_finding_that_is_explained_is_gone_from_the_list(page, township, settled, answers):
    page.enter()
    settled()
    before = page.findings.model.rowCount()
    page.findings.table.choose_row(0)
    answers.give("ask_text", "已报上级批准")
    page.explain_button.click()
    settled()
    settled()
    assert page.findings.model.rowCount() == before - 1


def test_explaining_nothing_is_told(page, township, settled, answers):
    page.enter()
    settled()
    page.findings.table.clearSelection()
    page.findings.table.setCurrentIndex(page.findings.model.index(-1, -1))
    page.explain_button.click()
    assert "先在" in answers.heard("say")[0]


def test_checked_once_the_steps_are_gone_for_good(page, township, settled, session):
    page.enter()
    settled()
    assert page.step_button.text() == "核对完成"
    page.step_button.click()
    assert not page.first_steps.isVisible()
    page.refresh()
    settled()
    assert not page.first_steps.isVisible()


def test_charts_are_drawn_after_the_page_stands(page, store, township, settled, qtbot):
    make_rating(store, township, 2023, "advanced")
    page.enter()
    qtbot.waitUntil(lambda: all(chart.picture_shown for chart in page.charts), timeout=60_000)
    settled()
    first = page.charts[0]
    with qtbot.waitSignal(page.go_to) as asked:
        first.setFocus()
        qtbot.keyClick(first, Qt.Key.Key_Return)
    assert asked.args == ["ratings", ""]


def test_a_chart_is_saved_as_what_its_name_says(page, store, township, settled, qtbot, answers, tmp_path):
    make_rating(store, township, 2023, "advanced")
    page.enter()
    settled()
    for suffix, start in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")):
        out = tmp_path / f"chart.{suffix}"
        answers.give("save_file", out)
        page.charts[0].save()
        settled()
        assert out.read_bytes().startswith(start)


def test_on_a_narrow_window_the_lists_stand_over_each_other(page, settled, qtbot):
    page.enter()
    settled()
    page.resize(760, 500)
    qtbot.waitUntil(lambda: page.split.orientation() == Qt.Orientation.Vertical)
    page.resize(1200, 900)
    qtbot.waitUntil(lambda: page.split.orientation() == Qt.Orientation.Horizontal)


@pytest.mark.parametrize("on,late,words,tone", [
    ("2023-12-01", 30, "逾期 30 天", "danger"),
    ("2023-12-31", 0, "今天", "warning"),
    ("2024-01-05", 0, "5 天后", "warning"),
    ("2024-01-20", 0, "20 天后", ""),
])  # fmt: skip
def test_urgency_is_said_in_days(dressed, qtbot, on, late, words, tone):
    card = due_card(AS_OF)
    qtbot.addWidget(card)
    card.show_rows([DueItem(datetime.date.fromisoformat(on), late, "沙晨", "谈话", "X", "person", "1", "")])
    assert card.model.cell_text(0, 1) == words
    assert card.model.cell_tone(0, 1) == tone


def test_a_year_without_grades_and_income_says_which_year_has_them(page, township, store, session, settled):
    make_rating(store, township, 2023, "advanced")
    page.enter()
    session.set_year(2030)
    settled()
    assert "2030年没有登记分类定级和村集体经济收入；2023年有" in page.elsewhere.text.text()
    page.elsewhere.action.click()
    settled()
    assert session.year == 2023
    assert page.elsewhere.isHidden()


def test_the_page_hears_of_everything_a_check_may_be_about():
    assert set(TABLES) <= HomePage.listens
