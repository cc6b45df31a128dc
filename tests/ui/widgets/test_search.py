import pytest
from PySide6.QtCore import Qt

from app.ui.widgets.search import GlobalSearch, SearchBox
from tests.builders import make_branch, make_member


@pytest.fixture
def search(session, store, qtbot):
    branch = make_branch(store, "西湾党支部")
    for name, initials in (("沙晨", "sc"), ("沙川", "sc"), ("普玉芬", "pyf")):
        make_member(store, name, initials=initials, organization_id=branch)
    made = GlobalSearch(session.reader)
    qtbot.addWidget(made)
    made.resize(400, 40)
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    return made


def hits(search):
    return [search.hits.item(row).text() for row in range(search.hits.count())]


def test_initials_find_people_and_enter_opens_the_one_chosen(search, qtbot):
    qtbot.keyClicks(search, "sc")
    qtbot.waitUntil(lambda: search.hits.isVisible() and search.hits.count() == 2)
    second = hits(search)[1]
    qtbot.keyClick(search, Qt.Key.Key_Down)
    with qtbot.waitSignal(search.picked) as told:
        qtbot.keyClick(search, Qt.Key.Key_Return)
    assert told.args[0] == "person"
    assert search.text() == ""
    assert not search.hits.isVisible()
    assert second.startswith("沙")


def test_an_organization_is_found_by_a_part_of_its_name(search, qtbot):
    search.setText("西湾")
    qtbot.waitUntil(lambda: search.hits.count() > 0 and "西湾党支部" in hits(search)[-1])
    with qtbot.waitSignal(search.picked) as told:
        search.hits.itemClicked.emit(search.hits.item(search.hits.count() - 1))
    assert told.args[0] == "organization"


def test_nothing_found_is_said_and_cannot_be_chosen(search, qtbot):
    search.setText("没有这个人")
    qtbot.waitUntil(lambda: search.hits.isVisible())
    assert "没有找到" in hits(search)[0]
    with qtbot.assertNotEmitted(search.picked):
        qtbot.keyClick(search, Qt.Key.Key_Return)


def test_escape_puts_the_hits_away_and_an_empty_box_too(search, qtbot):
    search.setText("沙")
    qtbot.waitUntil(lambda: search.hits.isVisible())
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert not search.hits.isVisible()
    search.setText("沙川")
    qtbot.waitUntil(lambda: search.hits.isVisible())
    search.clear()
    qtbot.waitUntil(lambda: not search.hits.isVisible())


def test_a_search_waits_for_the_typing_to_stop(dressed, qtbot):
    box = SearchBox("找", delay_ms=30)
    qtbot.addWidget(box)
    asked = []
    box.searched.connect(asked.append)
    qtbot.keyClicks(box, "abc")
    qtbot.waitUntil(lambda: asked == ["abc"])
