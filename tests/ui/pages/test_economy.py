import pytest
from PySide6.QtWidgets import QToolButton

from app.ui.tables.income_grid import FIRST_MONTH, TARGET, TOTAL


@pytest.fixture
def page(ids, opened, settled):
    made = opened("economy")
    settled()
    return made


@pytest.fixture
def choose_caliber(page, settled):
    """Return a function that chooses a caliber and waits for its figures."""

    def choose(code):
        place = page.caliber.findData(code)
        page.caliber.setCurrentIndex(place)
        page.caliber.activated.emit(place)
        settled()

    return choose


def cell(page, row, column):
    page.table.setCurrentIndex(page.model.index(row, column))
    return [line.cells[3] for line in page.ledger.table.plain.rows]


def test_figures_of_the_year_stand_on_top(page):
    shown = {key: tile.value.text() for key, tile in page.tiles.items()}
    assert shown == {
        "economy.total_yuan": "14.49",
        "economy.average_yuan": "4.83",
        "economy.reaching_target": "0",
        "behind": "3",
        "economy.unbooked_entries": "1",
    }


def test_every_cell_shows_the_entries_behind_it(page, settled):
    assert cell(page, 0, FIRST_MONTH) == ["苹果园分成"]
    assert cell(page, 0, FIRST_MONTH + 1) == []
    assert len(cell(page, 0, TOTAL)) == 3
    cell(page, 3, TOTAL)
    settled()
    assert len(page.ledger.table.plain.rows) == 7


def test_the_sum_over_the_entries_is_the_cell(page, settled):
    cell(page, 3, TOTAL)
    settled()
    assert "合计 144,900.50 元" in page.ledger.sum.text()
    assert "未入账 25,500.50 元" in page.ledger.sum.text()


def test_another_caliber_counts_other_entries(page, choose_caliber):
    choose_caliber("operating")
    assert page.model.index(1, TOTAL).data() == "16,800.00"
    assert cell(page, 1, TOTAL) == ["劳务服务"]
    assert page.model.index(0, TARGET).data() == ""


def test_an_entry_is_added_to_the_cell_under_the_cursor(page, ids, form, session, settled):
    page.table.setCurrentIndex(page.model.index(1, FIRST_MONTH + 6))
    page.pane.add()
    dialog = form(page)
    assert dialog.values()["village_id"] == ids["village"][1]
    assert dialog.values()["received_on"] == "2023-07"
    dialog.fields["category"].put("operating")
    dialog.fields["amount_fen"].put("1,234.50")
    dialog.save()
    settled()
    assert page.model.index(1, FIRST_MONTH + 6).data() == "*1,234.50"
    assert page.table.currentIndex().column() == FIRST_MONTH + 6


def test_an_entry_is_corrected_from_its_line(page, form, settled):
    cell(page, 0, FIRST_MONTH)
    page.ledger.table.line_opened.emit(page.ledger.table.plain.rows[0].key)
    dialog = form(page)
    dialog.fields["amount_fen"].put("60000")
    dialog.save()
    settled()
    assert page.model.index(0, FIRST_MONTH).data() == "60,000.00"


def test_a_target_is_set_where_there_is_one_already(page, form, settled):
    page.table.setCurrentIndex(page.model.index(2, TARGET))
    page.pane.open_cell(page.model.index(2, TARGET))
    dialog = form(page)
    dialog.fields["amount_fen"].put("5000")
    dialog.save()
    settled()
    assert page.model.index(2, TARGET).data() == "5,000.00"
    assert page.tiles["economy.reaching_target"].value.text() == "1"


def test_villages_are_ranked_with_those_behind_named(page):
    lines = [line.cells for line in page.ranking.table.plain.rows]
    assert [line[1] for line in lines] == ["东岭村", "西河村", "南坪村"]
    assert all("落后" in line[5] for line in lines)


def test_the_half_year_check_names_who_has_not_half(page):
    assert page.half.summary.text().startswith("2023年进度过半、收入未过半的村 2 个：西河村、南坪村。")


def test_an_entry_named_elsewhere_is_brought_into_view(page, ids):
    page.show_record(f"income_entry:{ids['income_entry'][2]}")
    assert page.table.currentIndex().column() == FIRST_MONTH + 5
    assert page.ledger.table.current == ids["income_entry"][2]


def test_an_empty_ledger_says_what_to_do(opened, qtbot):
    page = opened("economy")
    qtbot.waitUntil(page.pane.empty.isVisible)
    assert not page.pane.split.isVisible()
    with qtbot.waitSignal(page.go_to) as asked:
        page.pane.empty.button.click()
    assert asked.args == ["exchange", ""]


def test_figures_of_a_caliber_nobody_keeps_lead_nowhere(page, choose_caliber):
    choose_caliber("net")
    assert page.tiles["economy.total_yuan"].key == ""
    cell(page, 0, TOTAL)
    assert "减去支出" in page.ledger.sum.text()
    choose_caliber("total")
    assert page.tiles["economy.total_yuan"].key == "economy.total_yuan"


def test_a_caliber_of_the_offices_own_is_offered(page, session, settled):
    from app.services.economy.calibers import CaliberDraft, save_caliber

    draft = CaliberDraft("县考核口径", categories=("operating",))
    session.run(
        lambda lane_store, _progress: save_caliber(lane_store, draft, actor="测试员"),
        done=lambda _code: None,
        title="口径",
    )
    settled()
    names = [page.caliber.itemText(n) for n in range(page.caliber.count())]
    assert "口径：县考核口径" in names


def test_a_year_without_income_says_which_year_has_some_and_goes_there(page, session, settled):
    assert page.elsewhere.isHidden()
    session.set_year(2026)
    settled()
    assert page.elsewhere.isVisible()
    assert "2026年没有登记村集体经济收入" in page.elsewhere.text.text()
    page.elsewhere.action.click()
    settled()
    assert session.year < 2026
    assert page.grid.total_fen > 0
    assert page.elsewhere.isHidden()


def test_a_strip_put_away_stays_away_for_its_year(page, session, settled):
    session.set_year(2026)
    settled()
    page.elsewhere.findChild(QToolButton).click()
    page.refresh()
    settled()
    assert page.elsewhere.isHidden()


def test_a_low_window_keeps_room_for_the_grid_and_tells_the_sum_in_its_heading(page, qtbot):
    page.setMinimumSize(10, 10)
    page.resize(900, 440)
    qtbot.waitUntil(lambda: not page.tiles["behind"].isVisible())
    assert "合计 14.49万元" in page.header_note.text()
    page.resize(1180, 700)
    qtbot.waitUntil(lambda: page.tiles["behind"].isVisible())
