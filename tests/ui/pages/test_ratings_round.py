import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.services import history, rounds
from app.services.ratings import rounds as held_rounds
from app.services.ratings.entering import set_ratings
from app.services.ratings.rounds import STAGES, round_state
from app.ui.forms.entry import EntryDialog
from app.ui.main_window import MainWindow
from app.ui.tables.rating_grid import FIELDS

BRANCHES = 53
SELF, MASS, TOWNSHIP, SCORE = (
    FIELDS.index(n) for n in ("self_grade", "mass_grade", "township_grade", "score")
)


@pytest.fixture
def page(ids, opened, settled):
    made = opened("ratings")
    settled()
    return made


@pytest.fixture
def township(store):
    """A township of 53 branches without any grade."""
    with store.operation("test.fill", "写入党支部", "王干事"):
        rows = [{"name": f"第{n}党支部", "kind": "branch", "sort": n} for n in range(1, BRANCHES + 1)]
        return store.insert("organization", rows)


@pytest.fixture
def window(township, session, qtbot):
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.resize(1366, 740)
    made.show()
    qtbot.waitExposed(made)
    return made


def dialog(page):
    """Return the small dialog now open."""
    return next(one for one in page.findChildren(EntryDialog) if one.isVisible())


def stored(session):
    return rounds.rating_round(session.reader, 2023).rows


def test_a_whole_round_of_53_branches_is_entered_by_keyboard_alone(window, session, qtbot, settled):
    qtbot.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    page = window.pages["ratings"]
    settled()
    assert page.round.table.currentIndex().column() == SELF
    keys = [str(n % 3 + 1) for n in range(BRANCHES)]
    table = page.round.table
    for column, typed in ((SELF, keys), (MASS, keys[::-1]), (TOWNSHIP, keys)):
        qtbot.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for _ in range(column):
            qtbot.keyClick(table, Qt.Key.Key_Right)
        for key in typed:
            qtbot.keyClicks(table, key)
    settled()
    codes = ("advanced", "middling", "lagging")
    wanted = [codes[int(key) - 1] for key in keys]
    rows = stored(session)
    assert [row.self_grade for row in rows] == wanted
    assert [row.mass_grade for row in rows] == wanted[::-1]
    assert [row.township_grade for row in rows] == wanted
    assert page.round.stages.shown()[:3] == [f"{BRANCHES}/{BRANCHES}"] * 3
    assert page._tiles["advanced"].value.text() == str(wanted.count("advanced"))


def test_a_score_is_typed_and_enter_takes_it(window, session, qtbot, settled):
    window.open_page("ratings")
    settled()
    table = window.pages["ratings"].round.table
    table.setCurrentIndex(table.model().index(0, SCORE))
    qtbot.keyClicks(table, "9")
    editor = table.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, "1.5")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.state() == table.State.NoState)
    settled()
    assert stored(session)[0].score == "91.5"


def test_who_has_not_handed_in_is_counted_and_can_be_listed(page):
    assert page.round.stages.shown()[0] == "8/9"
    page.round.stages.missing.click()
    assert [row.organization for row in page.round.model.shown] == ["南坪村第二党支部"]
    page.round.stages.missing.click()
    assert len(page.round.model.shown) == 9


def test_a_value_that_cannot_be_taken_is_marked_and_said_once(page, session, qtbot, settled):
    page.round.table.setCurrentIndex(page.round.model.index(0, SCORE))
    page.round.model.setData(page.round.model.index(0, SCORE), "很高")
    settled()
    cell = page.round.model.index(0, SCORE)
    said = page.round.message.text.text()
    assert said.startswith("东岭村第一党支部的得分：得分“很高”不对。")
    assert said.endswith("最多两位小数。这一格没有保存，保持原样。")
    assert (cell.data(), cell.data(Qt.ItemDataRole.ToolTipRole)[:2]) == ("", "得分")
    page.round.model.setData(cell, "91")
    settled()
    assert cell.data(Qt.ItemDataRole.ToolTipRole) is None
    assert not page.round.message.isVisible()


def test_many_chosen_cells_take_one_key_and_one_undo_gives_them_back(page, session, qtbot, settled):
    before = [row.township_grade for row in stored(session)]
    table, model = page.round.table, page.round.model
    table.setCurrentIndex(model.index(0, TOWNSHIP))
    for _ in range(3):
        qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(table, "3")
    settled()
    assert [row.township_grade for row in stored(session)][:4] == ["lagging"] * 4
    session.run(lambda store, _p: history.undo(store, actor="王干事"), done=lambda _done: None, title="撤销")
    settled()
    assert [row.township_grade for row in stored(session)] == before


def test_the_day_of_handing_in_is_filled_for_those_without_one(page, session, settled):
    page.round.stages.bulk.click()
    asked = dialog(page)
    asked.fields["field"].put("handed_in_on")
    asked.fields["value"].put("2023.12.20")
    asked.save()
    settled()
    assert {row.handed_in_on for row in stored(session)} == {"2023-12-20"}


def test_a_bulk_entry_without_a_value_stays_open_and_says_why(page, session, settled):
    page.round.stages.bulk.click()
    asked = dialog(page)
    asked.save()
    settled()
    assert asked.isVisible()
    assert "填什么" in asked.message.text.text()


def test_meeting_and_publicity_are_kept_and_shown(page, session, settled):
    page.round.stages.dates.click()
    asked = dialog(page)
    for name, text in (
        ("held_on", "2023.12.25"),
        ("publicity_from", "2023.12.26"),
        ("publicity_to", "2023.12.30"),
    ):
        asked.fields[name].put(text)
    asked.save()
    settled()
    state = round_state(session.reader, 2023)
    assert (state.held_on, state.publicity_to) == ("2023-12-25", "2023-12-30")
    assert page.round.stages.shown()[STAGES.index("公示")] == "12-26至12-30"


def test_publicity_that_ends_before_it_begins_is_refused_in_the_dialog(page, session, settled):
    page.round.stages.dates.click()
    asked = dialog(page)
    asked.fields["publicity_from"].put("2023-12-26")
    asked.fields["publicity_to"].put("2023-12-20")
    asked.save()
    settled()
    assert "早于" in asked.message.text.text()


def test_filing_on_a_day_of_its_own_and_why_it_was_opened_again_stay_on_record(page, session, settled):
    page.lock_button.click()
    asked = dialog(page)
    asked.fields["on"].put("2024-01-10")
    asked.save()
    settled()
    assert round_state(session.reader, 2023).filed_on == "2024-01-10"
    assert not page.round.stages.bulk.isEnabled()
    page.lock_button.click()
    asked = dialog(page)
    asked.fields["reason"].put("县委组织部复核")
    asked.save()
    settled()
    [one] = held_rounds.round_state(session.reader, 2023).reopenings
    assert (one.reason, one.opened_on) == ("县委组织部复核", datetime.date(2023, 12, 31).isoformat())


def test_the_panel_gives_reasons_and_leaves_the_grade_alone(page, session, ids, settled):
    settled()
    table = page.round.table
    table.setCurrentIndex(page.round.model.index(6, TOWNSHIP))
    words = [w.text() for w in page.round.panel.findChildren(type(page.round.panel.name))]
    assert page.round.panel.name.text() == "南坪村第一党支部"
    assert any("后进" in word for word in words)
    assert stored(session)[6].township_grade == "lagging"


def test_points_of_the_dimensions_give_the_score(page, session, settled):
    page.round.table.setCurrentIndex(page.round.model.index(0, TOWNSHIP))
    page.round.panel.points_button.click()
    asked = dialog(page)
    for name, points in (("党组织带头人", "14"), ("工作思路", "9.5")):
        asked.fields[name].put(points)
    asked.save()
    settled()
    assert (stored(session)[0].score, stored(session)[0].dimension_scores) == (
        "23.5",
        "党组织带头人：14；工作思路：9.5",
    )


def test_more_points_than_a_dimension_has_are_refused(page, settled):
    page.round.panel.points_button.click()
    asked = dialog(page)
    asked.fields["党组织带头人"].put("16")
    asked.save()
    settled()
    assert "最多 15 分" in asked.message.text.text()


def test_a_veto_is_ticked_and_speaks_in_the_panel(page, session, settled):
    page.round.table.setCurrentIndex(page.round.model.index(0, TOWNSHIP))
    page.round.panel.vetoes_button.click()
    asked = dialog(page)
    asked.fields["vetoes"].model.tick_shown()
    asked.save()
    settled()
    assert stored(session)[0].vetoes
    words = [w.text() for w in page.round.panel.findChildren(type(page.round.panel.name))]
    assert any("一票否决" in word for word in words)


def test_chosen_cells_are_copied_as_spreadsheets_take_them(page, qtbot):
    table = page.round.table
    table.setCurrentIndex(page.round.model.index(0, SELF))
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "先进\n先进"


def test_papers_of_the_subject_lead_to_the_reports(page, qtbot):
    action = next(a for a in page.papers.actions() if a.text() == "分类定级升降情况表")
    with qtbot.waitSignal(page.go_to) as asked:
        action.trigger()
    assert asked.args == ["reports", "report:rating-moves"]


def test_votes_give_the_share_of_the_content_and_the_cursor_goes_on(page, session, qtbot, settled):
    page.round.table.setCurrentIndex(page.round.model.index(0, TOWNSHIP))
    page.round.panel.votes_button.click()
    asked = dialog(page)
    for name, number in (("满意", "30"), ("基本满意", "5"), ("不满意", "2")):
        asked.fields[name].put(number)
    asked.save()
    settled()
    row = stored(session)[0]
    assert (row.mass_votes, row.satisfaction) == ("满意：30；基本满意：5；不满意：2", "94.59")
    assert page.round.table.currentIndex().row() == 1


def test_votes_under_other_names_are_kept_and_leave_the_share_alone(page, session, settled):
    typed = {stored(session)[0].organization_id: {"mass_votes": "好：8；差：2", "satisfaction": "80"}}

    def enter(store, _progress):
        return set_ratings(store, 2023, typed, actor="王干事")

    session.run(enter, done=lambda _number: None, title="录入")
    settled()
    page.round.table.setCurrentIndex(page.round.model.index(0, TOWNSHIP))
    page.round.panel.votes_button.click()
    asked = dialog(page)
    assert list(asked.fields) == ["好", "差"]
    asked.fields["差"].put("3")
    asked.save()
    settled()
    assert (stored(session)[0].mass_votes, stored(session)[0].satisfaction) == ("好：8；差：3", "80")


def test_half_a_vote_is_refused(page, settled):
    page.round.panel.votes_button.click()
    asked = dialog(page)
    asked.fields["满意"].put("3.5")
    asked.save()
    settled()
    assert "票数请填整数" in asked.message.text.text()


def test_what_a_round_lacks_is_said_before_it_is_filed(page):
    page.lock_button.click()
    words = " ".join(one.text() for one in dialog(page).findChildren(type(page.round.panel.name)))
    assert (
        "1 个党支部没有上报自评；1 个党支部没有评定等次；没有登记评定会议日期；没有登记公示起止日期" in words
    )


def test_a_round_opened_again_says_so_and_a_locked_one_opens_no_sheets(page, session, settled, qtbot):
    def file(store, _progress):
        held_rounds.file_round(store, 2023, on=datetime.date(2023, 12, 30), actor="王干事")

    session.run(file, done=lambda _none: None, title="备案")
    settled()
    assert page.round.stages.shown()[-1] == "2023-12-30"
    for action in page.round.table.actions():
        if action.text().startswith(("分项打分", "群众测评", "一票否决", "全部内容")):
            page.round.message.hide()
            action.trigger()
            assert "备案锁定" in page.round.message.text.text()
            assert page.round.message.isVisible()

    def reopen(store, _progress):
        day = datetime.date(2023, 12, 31)
        held_rounds.reopen_round(store, 2023, reason="县委组织部复核", on=day, actor="王干事")

    session.run(reopen, done=lambda _none: None, title="重新开放")
    settled()
    assert page.round.stages.shown()[-1] == "2023-12-30，已重新开放"
