"""Questions to the lane of which only the last is wanted."""

import threading

import pytest
from PySide6.QtWidgets import QWidget

from app.errors import BadInput
from app.ui.latest import Latest


@pytest.fixture
def owner(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_of_questions_that_wait_only_the_last_is_asked(session, owner, settled):
    gate, asked, answered = threading.Event(), [], []
    session.run(lambda _store, _progress: gate.wait(), done=lambda _done: None, title="别的事")
    latest = Latest(session, owner)
    for number in (1, 2, 3):
        latest.ask(lambda _store, number=number: asked.append(number) or number, answered.append, title="问")
    gate.set()
    settled()
    assert (asked, answered) == ([3], [3])


def test_two_that_ask_do_not_give_up_each_others_questions(session, owner, settled):
    answered = []
    one, two = Latest(session, owner), Latest(session, owner)
    one.ask(lambda _store: "甲", answered.append, title="问")
    two.ask(lambda _store: "乙", answered.append, title="问")
    settled()
    assert answered == ["甲", "乙"]


def test_a_refusal_nobody_takes_is_shown(session, owner, answers, settled):
    def refuse(_store):
        raise BadInput("没有这个年度。", "请换一个年度。")

    latest, taken = Latest(session, owner), []
    latest.ask(refuse, lambda _answer: None, taken.append, title="问")
    settled()
    assert [error.what for error in taken] == ["没有这个年度。"]
    assert not answers.said
    latest.ask(refuse, lambda _answer: None, title="问")
    settled()
    assert "没有这个年度" in answers.heard("show_error")[0]
