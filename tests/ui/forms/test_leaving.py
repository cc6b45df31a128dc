"""Nothing typed into a form or a small dialog is given up without asking."""

import threading

import pytest
from PySide6.QtCore import Qt

from app.ui.forms.dialog import FormDialog
from app.ui.forms.entry import Entry, EntryDialog


@pytest.fixture(params=["form", "entries"])
def dialog(request, session, qtbot):
    made = (
        FormDialog(session, "contact_point", values={"duty": "副乡长"})
        if request.param == "form"
        else EntryDialog(
            session, "销号", [Entry("leader", "领导", value="李乡长")], lambda _store, _values: None
        )
    )
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made, before_close_func=type(made).hide)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_an_untouched_dialog_closes_without_a_question(dialog):
    dialog.reject()
    assert not dialog.isVisible()


def test_a_touched_dialog_asks_and_stays_until_it_is_given_up(dialog, answers):
    dialog.fields["leader"].put("张书记")
    answers.give("ask", False)
    dialog.close()
    assert dialog.isVisible()
    assert dialog.fields["leader"].text_value() == "张书记"
    answers.give("ask", True)
    dialog.reject()
    assert not dialog.isVisible()


def test_what_is_typed_back_needs_no_question(dialog):
    before = dialog.fields["leader"].text_value()
    dialog.fields["leader"].put("张书记")
    dialog.fields["leader"].put(before)
    dialog.reject()
    assert not dialog.isVisible()


def test_what_is_being_saved_is_not_given_up(dialog, session, settled, answers):
    gate = threading.Event()
    session.run(lambda _store, _progress: gate.wait(), done=lambda _done: None, title="别的事")
    dialog.fields["leader"].put("张书记")
    dialog.save()
    dialog.reject()
    assert dialog.isVisible()
    assert not answers.heard("ask")
    gate.set()
    settled()
