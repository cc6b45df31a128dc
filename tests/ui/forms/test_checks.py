"""Lists to tick in a form."""

import pytest
from PySide6.QtCore import Qt

from app.ui.forms.checks import SEARCHED_FROM, ChecksField

BRANCHES = [(f"b{n}", f"{'西' if n in (2, 3) else '东'}第{n}党支部") for n in range(SEARCHED_FROM)]


@pytest.fixture
def field(dressed, qtbot):
    made = ChecksField(BRANCHES)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(field):
    return [field.model.index(row).data() for row in range(field.model.rowCount())]


def test_the_model_keeps_qts_rules(field, qtmodeltester):
    qtmodeltester.check(field.model)


def test_the_space_bar_ticks_and_takes_away_again(field, qtbot):
    field.list.setCurrentIndex(field.model.index(1))
    qtbot.keyClick(field.list, Qt.Key.Key_Space)
    assert field.text_value() == "b1"
    qtbot.keyClick(field.list, Qt.Key.Key_Space)
    assert field.text_value() == ""


def test_what_is_ticked_stays_while_others_are_looked_for(field, qtbot):
    field.put("b9")
    field.search.setText("西")
    qtbot.waitUntil(lambda: shown(field) == ["西第2党支部", "西第3党支部"])
    field.model.tick_shown()
    assert field.text_value() == "b2；b3；b9"
    field.model.tick_shown()
    assert field.text_value() == "b9"


def test_what_is_put_and_not_offered_is_added(field):
    field.put("b0；旧支部")
    assert field.text_value() == "b0；旧支部"
    assert shown(field)[-1] == "旧支部"


def test_a_short_list_has_no_search(dressed, qtbot):
    made = ChecksField(BRANCHES[1:])
    qtbot.addWidget(made)
    assert not hasattr(made, "search")
