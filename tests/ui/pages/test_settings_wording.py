"""设置 → 公文用语: a text of a paper reworded and put back by a clerk."""

import pytest
from PySide6.QtWidgets import QApplication

from app.services.reporting.wordings import own_words
from app.ui.forms.entry import EntryDialog


@pytest.fixture
def page(ids, opened):
    return opened("settings")


@pytest.fixture
def pane(page):
    page.show_record("wording")
    return page.panes["wording"]


def test_a_text_is_found_reworded_and_put_back(pane, session, settled):
    pane.filters.choose("paper", "工作提醒")
    pane.list.table.choose(lambda key: key == "reminder.closing")
    assert not pane.reset.isEnabled()
    pane.list.opened.emit("reminder.closing")
    [dialog] = [one for one in QApplication.topLevelWidgets() if isinstance(one, EntryDialog)]
    assert "【党委】" in dialog.fields["text"].text_value()
    dialog.fields["text"].put("请报【县】。")
    dialog.save()
    settled()
    assert "不能自动填写" in dialog.message.text.text()
    dialog.fields["text"].put("请三日内报【党委】。")
    dialog.save()
    settled()
    assert own_words(session.reader) == {"reminder.closing": "请三日内报{office}。"}
    assert pane.list.current == "reminder.closing"
    pane.reset.click()
    settled()
    assert own_words(session.reader) == {}
