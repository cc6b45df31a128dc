import pytest
from PySide6.QtWidgets import QScrollArea

from app.errors import BadInput
from app.ui.forms.entry import Entry, EntryDialog


@pytest.fixture
def asked(session, qtbot):
    """A dialog whose entries are never taken."""

    def refuse(_store, _values):
        raise BadInput("没有写原因。", "请写明原因。")

    made = EntryDialog(
        session, "重新开放", [Entry("reason", "原因", "note"), Entry("on", "日期", "date")], refuse
    )
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_refusal_is_said_without_taking_room_from_the_entries(asked, settled):
    [area] = asked.findChildren(QScrollArea)
    before = area.height()
    for _ in range(2):
        asked.save()
        settled()
    assert "没有写原因" in asked.message.text.text()
    assert area.height() >= before
    grown = asked.height()
    asked.save()
    settled()
    assert asked.height() == grown
