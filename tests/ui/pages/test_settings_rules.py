"""设置 → 发展党员规则: rules switched, papers added, a year's days off entered, all by a clerk."""

import pytest
from PySide6.QtWidgets import QApplication

from app.services.development.ownrules import calendar, own_papers, rulebook
from app.services.townships import township
from app.ui.forms.entry import EntryDialog


@pytest.fixture
def page(ids, opened):
    return opened("settings")


@pytest.fixture
def pane(page):
    page.show_record("rules")
    return page.panes["rules"]


@pytest.fixture
def dialog(qtbot):
    def newest():
        found = [d for d in QApplication.topLevelWidgets() if isinstance(d, EntryDialog) and d.isVisible()]
        assert found, "no dialog is open"
        return found[-1]

    return newest


def test_a_local_rule_is_found_and_switched_on_and_off(pane, session, settled):
    rules = pane.rules
    rules.filters.choose("layer", "地方规定")
    assert not any(line.cells[0] == "✓" for line in rules.list.table.plain.rows)
    rules.list.table.choose(lambda code: code == "L04")
    rules._switch(True)
    settled()
    assert rulebook(session.reader).local == {"L04"}
    assert rules.list.current == "L04"
    rules.list.opened.emit("L04")
    settled()
    assert rulebook(session.reader).local == frozenset()


def test_a_block_of_the_national_text_is_not_switched_off(pane, session, settled, answers):
    pane.rules.list.table.choose(lambda code: code == "D03")
    pane.rules._switch(False)
    settled()
    assert "不能停用" in answers.heard("say")[0]
    assert "D03" not in rulebook(session.reader).off


def test_the_start_of_the_approval_is_chosen(pane, session, settled):
    pane.rules.start.setCurrentIndex(1)
    pane.rules.start.activated.emit(1)
    settled()
    assert rulebook(session.reader).approval_from == "received"


def test_a_paper_is_added_and_taken_off_again(pane, session, settled, answers, dialog):
    papers = pane.papers
    papers._add()
    form = dialog()
    form.fields["name"].put("群众座谈记录")
    form.fields["step"].put("03")
    form.save()
    settled()
    assert own_papers(session.reader) == {"群众座谈记录"}
    papers.list.table.choose(lambda name: name == "群众座谈记录")
    assert papers.remove.isEnabled()
    answers.give("ask", True)
    papers._remove()
    settled()
    assert own_papers(session.reader) == frozenset()


def test_the_next_year_is_entered_as_the_notice_writes_it(pane, session, settled, dialog):
    pane.holidays._add()
    form = dialog()
    assert form.fields["year"].text_value() == "2027"
    form.fields["off"].put("元旦放三天")
    form.save()
    settled()
    assert "元旦放三天" in form.message.text.text()
    form.fields["off"].put("1月1日至3日")
    form.save()
    settled()
    assert calendar(session.reader).knows(2027)
    pane.holidays.list.table.choose(lambda year: year == "2027")
    assert pane.holidays.reset.isEnabled()


def test_the_telephone_of_the_office_is_kept_for_its_notices(page, session, settled, answers):
    office = page.panes["office"]
    office.phone.setText("0876-4120001")
    office._save_office()
    settled()
    assert township(session.reader).phone == "0876-4120001"
