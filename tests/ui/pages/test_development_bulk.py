import pytest
from PySide6.QtCore import Qt
from shiboken6 import isValid

from app.services import history
from app.ui.pages.development_bulk import BulkDialog
from app.ui.pages.development_bulk_table import OWN, SAID


@pytest.fixture
def page(ids, opened, settled):
    made = opened("development")
    settled()
    return made


@pytest.fixture
def bulk(page):
    """The dialog of the bulk step, at the talk with applicants, everybody listed."""
    page.enter_bulk()
    dialog = next(one for one in page.findChildren(BulkDialog) if one.isVisible())
    choose(dialog, "02")
    return dialog


def choose(dialog, step):
    dialog.step.setCurrentIndex(dialog.step.findData(step))


def listed(dialog):
    return [person.name for person in dialog.table.people]


def said(dialog, row):
    return dialog.table.at(row, SAID).text()


@pytest.fixture
def look(bulk, settled):
    """Return a function that has the dialog look at what is filled in, and waits for what it finds."""

    def wait():
        bulk.look()
        settled()

    return wait


def test_only_those_whose_turn_it_is_are_listed_until_others_are_asked_for(bulk):
    assert listed(bulk) == ["陈一鸣"]
    choose(bulk, "03")
    bulk.only_turn.setChecked(False)
    assert "林小雨" in listed(bulk)
    assert "黄大山" not in listed(bulk)


def test_a_step_is_entered_for_all_who_are_ticked_and_undone_at_once(bulk, session, store, look, settled):
    choose(bulk, "06")
    bulk.only_turn.setChecked(False)
    bulk.table.tick(True)
    number = len(bulk.table.ticked())
    before = len(session.reader.find("step_record", step="06"))
    bulk.fields["happened_on"].put("2023-12-20")
    look()
    reasons = [said(bulk, row) for row in range(number)]
    for row, words in enumerate(reasons):
        if words.startswith("不能登记"):
            bulk.table.at(row, bulk.table.reason_column).setText("补办手续，党委已核实")
    bulk.save()
    settled()
    assert number > 1
    assert len(session.reader.find("step_record", step="06")) == before + number
    history.undo(store, actor="王干事")
    assert len(session.reader.find("step_record", step="06")) == before


def test_what_is_wrong_is_said_of_each_while_typing(bulk, look):
    bulk.table.tick(True)
    look()
    assert said(bulk, 0) == ""
    assert "左边还要填：谈话日期、谈话人" in bulk.counted.text()
    bulk.fields["happened_on"].put("2023-09-01")
    bulk.fields["who"].put("刘书记")
    look()
    assert "不能登记" in said(bulk, 0)
    assert "1 人还不能登记" in bulk.counted.text()
    bulk.fields["happened_on"].put("2023-10-08")
    look()
    assert said(bulk, 0) == "可以登记"
    assert bulk.counted.text() == "已选 1 人"


def test_nothing_is_entered_when_one_cannot_and_it_says_who(bulk, session, settled):
    bulk.only_turn.setChecked(False)
    bulk.table.tick(True)
    bulk.fields["happened_on"].put("2024-02-01")
    bulk.fields["who"].put("刘书记")
    bulk.save()
    settled()
    assert bulk.isVisible()
    assert "陈一鸣" in bulk.message.text.text()
    assert "都没有登记" in bulk.message.text.text()
    assert bulk.counted.text().endswith("人还不能登记")


def test_what_is_ones_own_wins_over_what_is_shared(bulk, session, settled):
    [case] = [person.case_id for person in bulk.table.people]
    bulk.table.tick(True)
    bulk.fields["happened_on"].put("2023-10-08")
    bulk.fields["who"].put("刘书记")
    own = [spec.name for spec in bulk.table.own]
    bulk.table.at(0, OWN + own.index("note")).setText("在村部谈话")
    bulk.save()
    settled()
    [step] = session.reader.find("step_record", case_id=case, step="02")
    assert (step["who"], step["note"]) == ("刘书记", "在村部谈话")


def test_enter_in_a_field_chooses_nobody_and_writes_nothing(bulk, qtbot, session):
    before = len(session.reader.find("step_record"))
    qtbot.keyClick(bulk.fields["happened_on"], Qt.Key.Key_Return)
    assert bulk.isVisible()
    assert bulk.table.ticked() == []
    assert len(session.reader.find("step_record")) == before


def test_a_form_looks_nothing_up_once_its_window_has_closed(bulk, session, monkeypatch):
    bulk.counted.setText("原样")
    monkeypatch.setattr(session, "closed", True)
    bulk.look()
    assert bulk.counted.text() == "原样"


def test_people_of_several_branches_do_not_share_a_meeting(bulk, settled):
    choose(bulk, "15")
    bulk.only_turn.setChecked(False)
    bulk.table.tick(True)
    bulk.look()
    settled()
    assert "各支部开各自的党员大会" in bulk.message.text.text()
    bulk.table.tick(False)
    bulk.look()
    assert not bulk.message.isVisible()


def test_an_answer_to_an_earlier_question_is_dropped(bulk, settled):
    bulk.table.tick(True)
    bulk.fields["who"].put("刘书记")
    bulk.fields["happened_on"].put("2023-09-01")
    bulk.look()
    bulk.fields["happened_on"].put("")
    bulk.look()
    settled()
    assert said(bulk, 0) == ""


def test_a_dialog_closed_while_it_is_asking_is_left_alone(bulk, settled, answers):
    bulk.table.tick(True)
    bulk.fields["who"].put("刘书记")
    bulk.fields["happened_on"].put("2023-10-08")
    bulk.look()
    answers.give("ask", True)
    bulk.reject()
    settled()
    assert not isValid(bulk)
