"""整顿 in the window: two flags that go each their own way, who was listed again, who should be listed."""

import datetime

import pytest

from app.services import history
from app.services.ratings import rectifications
from tests.builders import make_file

AS_OF = datetime.date(2023, 12, 31)


@pytest.fixture
def pane(ids, opened, settled):
    page = opened("ratings")
    page.tabs.setCurrentWidget(page.files)
    settled()
    return page.files


@pytest.fixture
def enlist(pane, form, settled):
    """Return a function that lists a branch through the form, with the flags ticked that are named."""

    def listed(branch, *flags):
        pane._list()
        dialog = form(pane)
        dialog.fields["organization_id"].put(branch)
        for name in ("is_lagging", "is_slack"):
            dialog.fields[name].put("1" if name in flags else "0")
        dialog.save()
        settled()
        return dialog

    return listed


def marks(pane):
    return {line.cells[0]: line.cells[2] for line in pane.board.table.plain.rows}


def test_lagging_and_slack_are_two_flags_a_branch_may_bear_one_the_other_or_both(pane, enlist, ids, session):
    first, second, third = ids["organization"][:3]
    enlist(first, "is_lagging")
    enlist(second, "is_slack")
    enlist(third, "is_lagging", "is_slack")
    cards = {one.organization_id: one for one in rectifications.board(session.reader, as_of=AS_OF)}
    assert [(cards[one].is_lagging, cards[one].is_slack) for one in (first, second, third)] == [
        (True, False), (False, True), (True, True),
    ]  # fmt: skip
    names = [cards[one].organization for one in (first, second, third)]
    assert [marks(pane)[name] for name in names] == ["后进", "软弱涣散", "后进、软弱涣散"]
    assert "后进 2 个，软弱涣散 2 个，其中 1 个两者都是" in pane.board.note.text()


def test_a_branch_with_neither_flag_is_not_listed_and_the_form_says_why(pane, enlist, ids, session):
    dialog = enlist(ids["organization"][0])
    assert dialog.isVisible()
    assert "软弱涣散" in dialog.cells["is_lagging"].wrong.text()
    assert rectifications.board(session.reader, as_of=AS_OF) == []
    dialog.hide()


def test_a_flag_taken_off_leaves_the_other_and_undo_puts_it_back(pane, enlist, ids, form, settled, session):
    enlist(ids["organization"][0], "is_lagging", "is_slack")
    pane.file.edit()
    dialog = form(pane)
    dialog.fields["is_lagging"].put("0")
    dialog.save()
    settled()
    assert list(marks(pane).values()) == ["软弱涣散"]
    [done, *_] = history.history(session.reader)
    assert done.sentence == "修改整顿“东岭村第一党支部2023年”的后进"
    session.run(
        lambda store, _progress: history.undo(store, actor="王干事"), done=lambda _none: None, title="撤销"
    )
    settled()
    assert list(marks(pane).values()) == ["后进、软弱涣散"]


def test_who_was_listed_before_is_marked_and_can_be_picked_out(pane, ids, store, settled):
    branch, other = ids["organization"][:2]
    make_file(store, branch, 2021, closed_on="2021-12-01")
    make_file(store, branch, 2023, listed_on="2023-05-01")
    make_file(store, other, 2023, listed_on="2023-05-01")
    pane.refresh()
    settled()
    assert pane.chips.buttons["again"].text() == "再次列入 1"
    pane.chips.buttons["again"].click()
    assert [line.key for line in pane.board.table.plain.rows] == [
        one["id"] for one in store.find("rectification", organization_id=branch, year=2023)
    ]


def test_a_branch_of_the_lowest_grade_without_a_file_is_named_and_offered(pane, ids, form, settled, store):
    lowest = ids["organization"][6]
    assert "评为末等而没有列入整顿的：南坪村第一党支部" in pane.board.note.text()
    pane._list()
    dialog = form(pane)
    assert dialog.fields["organization_id"].text_value() == lowest
    dialog.save()
    settled()
    assert "没有列入" not in pane.board.note.text()
