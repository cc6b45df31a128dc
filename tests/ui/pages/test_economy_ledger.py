import pytest

from app.ui.tables.income_grid import FIRST_MONTH


@pytest.fixture
def page(ids, opened, settled):
    made = opened("economy")
    settled()
    made.table.setCurrentIndex(made.model.index(0, FIRST_MONTH))
    made.ledger.table.choose_row(0)
    return made


def lines(page):
    return [(line.cells[5], line.cells[8], line.cells[9]) for line in page.ledger.table.plain.rows]


def test_an_entry_is_taken_back_with_a_reason_and_both_stay_to_be_seen(page, answers, settled):
    answers.give("ask_text", "重复登记")
    page.ledger.reverse.click()
    settled()
    assert sorted(lines(page)) == [("-50,400.00", "冲销", "冲销：重复登记"), ("50,400.00", "已冲销", "")]
    assert page.model.index(0, FIRST_MONTH).data() == "0.00"
    page.ledger.table.choose_row(0)
    assert not page.ledger.reverse.isEnabled()


def test_taking_back_is_undone_at_once(page, answers, settled):
    answers.give("ask_text", "重复登记")
    page.ledger.reverse.click()
    settled()
    page.pane.message.action.click()
    settled()
    assert lines(page) == [("50,400.00", "", "")]


def test_without_a_reason_nothing_is_taken_back(page, answers, settled):
    answers.give("ask_text", "")
    page.ledger.reverse.click()
    settled()
    assert "没有写冲销的原因" in answers.heard("show_error")[0]
    assert lines(page) == [("50,400.00", "", "")]


def test_giving_up_changes_nothing(page, answers, settled):
    answers.give("ask_text", None)
    page.ledger.reverse.click()
    settled()
    assert lines(page) == [("50,400.00", "", "")]
