"""A tab that reads the ledger in the lane."""

import pytest

from app.errors import BadInput
from app.ui.pane import Pane


class Counting(Pane):
    """Shows how often it has read; `wrong` is raised instead while there is one."""

    words = "结对共建"
    wrong: Exception | None = None
    shown = 0
    brought = ""

    def refresh(self):
        self.read(self._question, self._show)

    def bring(self, record_id):
        self.brought = record_id

    def _question(self, _store):
        if self.wrong is not None:
            raise self.wrong
        return self.shown + 1

    def _show(self, number):
        self.shown = number


@pytest.fixture
def pane(session, qtbot):
    made = Counting(session)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_tab_that_cannot_be_read_says_so_and_offers_to_read_again(pane, settled, answers):
    pane.enter()
    settled()
    pane.stale, pane.wrong = True, BadInput("台账正被别的程序占用。", "请关掉那个程序。")
    pane.enter()
    settled()
    assert pane.shown == 1
    assert "台账正被别的程序占用" in pane.unread.text.text()
    assert pane.unread.isVisible()
    assert not answers.said
    pane.wrong = None
    pane.unread.action.click()
    settled()
    assert pane.shown == 2
    assert not pane.unread.isVisible()


def test_a_tab_that_could_not_be_read_is_read_when_it_is_entered_again(pane, settled):
    pane.wrong = BadInput("台账正被别的程序占用。", "请关掉那个程序。")
    pane.enter()
    settled()
    pane.wrong = None
    pane.enter()
    settled()
    assert pane.shown == 1


def test_a_record_asked_for_meanwhile_is_brought_once_it_is_read(pane, settled):
    pane.enter()
    pane.choose("b1")
    assert pane.brought == ""
    settled()
    assert pane.brought == "b1"
