import pytest
from PySide6.QtCore import Qt

from app.ui.widgets.cards import FigureTile
from app.ui.widgets.chips import Chips
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.facts import FactGrid
from app.ui.widgets.filters import FilterBar
from app.ui.widgets.labels import ShortenedLabel
from app.ui.widgets.messages import MessageBar
from app.ui.widgets.steps import StepStrip


@pytest.fixture
def shown(qtbot, dressed):
    def show(widget):
        qtbot.addWidget(widget)
        widget.show()
        qtbot.waitExposed(widget)
        return widget

    return show


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_tile_is_clicked_by_mouse_and_keyboard(shown, qtbot, key):
    tile = shown(FigureTile("members.total", "党员", "人"))
    tile.show_value("1,096", "上年 1,090")
    with qtbot.waitSignal(tile.clicked) as told:
        qtbot.keyClick(tile, key)
    assert told.args == ["members.total"]
    with qtbot.waitSignal(tile.clicked):
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert "1,096" in tile.accessibleName()


def test_a_tile_without_records_cannot_be_clicked(shown, qtbot):
    tile = shown(FigureTile("", "党员", "人"))
    with qtbot.assertNotEmitted(tile.clicked):
        qtbot.keyClick(tile, Qt.Key.Key_Return)
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)


def test_exactly_one_chip_is_on(shown, qtbot):
    chips = shown(Chips([("a", "甲"), ("b", "乙")]))
    chips.show_counts({"a": 3})
    assert [chip.text() for chip in chips.buttons.values()] == ["甲 3", "乙 0"]
    with qtbot.waitSignal(chips.chosen) as told:
        qtbot.mouseClick(chips.buttons["b"], Qt.MouseButton.LeftButton)
    assert (told.args, chips.value) == (["b"], "b")


def test_filters_say_what_is_asked_and_are_cleared_at_once(shown, qtbot):
    bar = shown(FilterBar("找"))
    bar.add("sex", "性别", [("1", "男"), ("2", "女")])
    assert not bar.narrows
    with qtbot.waitSignal(bar.changed):
        bar.choose("sex", "2")
    assert (bar.value("sex"), bar.narrows) == ("2", True)
    bar.set_choices("sex", "性别", [("2", "女")])
    assert bar.value("sex") == "2"
    bar.clear_button.click()
    assert (bar.value("sex"), bar.narrows) == ("", False)


def test_a_message_offers_its_action_and_can_be_put_away(dressed, qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    assert bar.isHidden()
    done = []
    bar.show_message("没有保存", "warning", "再试", lambda: done.append(True))
    bar.action.click()
    assert done == [True]
    bar.show_message("已保存", "success")
    assert not bar.action.isVisible()


def test_an_empty_place_offers_its_action(shown):
    done = []
    empty = shown(EmptyState("people", "还没有人", "可以导入。", "去导入", lambda: done.append(True)))
    empty.button.click()
    assert done == [True]
    assert not shown(EmptyState("people", "还没有人")).button.isVisible()


def test_steps_show_what_is_done_and_what_is_now(shown):
    strip = shown(StepStrip(["选", "看", "写"]))
    strip.show_step(1)
    assert [label.property("state") for label in strip.labels] == ["done", "now", "later"]


def test_facts_are_replaced_whole(shown, qtbot):
    grid = shown(FactGrid(sides=2))
    grid.show_pairs([("姓名", "沙晨"), ("性别", "男")])
    grid.show_pairs([("姓名", "普玉芬")])
    assert grid.layout().count() == 2
    assert grid.layout().itemAt(1).widget().text() == "普玉芬"


def test_chips_with_nothing_behind_them_are_left_out_where_asked(qtbot):
    chips = Chips([("all", "全部"), ("late", "已逾期"), ("soon", "7 天内")])
    qtbot.addWidget(chips)
    chips.show()
    chips.show_counts({"all": 0, "late": 0, "soon": 2}, only_some=True)
    assert [code for code, chip in chips.buttons.items() if chip.isVisible()] == ["all", "soon"]
    chips.choose("soon")
    chips.show_counts({"all": 0, "late": 0, "soon": 0}, only_some=True)
    assert chips.buttons["soon"].isVisible()


def test_filters_are_told_and_asked_for_as_a_whole(qtbot):
    bar = FilterBar("找")
    qtbot.addWidget(bar)
    bar.add("sex", "性别", [("1", "男"), ("2", "女")])
    bar.add("group", "分组", [("village", "按村")], "不分组", narrows=False)
    told = []
    bar.changed.connect(lambda: told.append(bar.asked))
    bar.ask({"text": "沙", "sex": "2", "group": "village", "gone": "x"})
    assert told == [{"text": "沙", "sex": "2", "group": "village"}]
    bar.ask({"sex": "9"})
    assert bar.asked == {}
    bar.choose("group", "village")
    assert not bar.narrows


def test_a_note_with_little_room_is_shortened_and_told_whole(qtbot):
    note = ShortenedLabel("截至 2026-11-20　在办案卷 23 份")
    qtbot.addWidget(note)
    note.resize(60, 20)
    note.show()
    note.grab()
    assert note.toolTip() == note.text()
    note.resize(note.sizeHint())
    note.grab()
    assert note.toolTip() == ""
