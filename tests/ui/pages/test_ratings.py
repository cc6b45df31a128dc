import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.errors import BadInput
from app.services import history, rounds
from app.ui.forms.entry import EntryDialog
from app.ui.pages.ratings_moves import ALL
from app.ui.tables.rating_grid import FIELDS
from app.ui.undoing import take_back

TOWNSHIP, SCORE = FIELDS.index("township_grade"), FIELDS.index("score")


@pytest.fixture
def page(ids, opened, settled):
    made = opened("ratings")
    settled()
    return made


def grades(session, year=2023):
    return [row.township_grade for row in rounds.rating_round(session.reader, year).rows]


def counts(page):
    return {name: tile.value.text() for name, tile in page._tiles.items()}


def test_the_round_of_the_year_is_counted(page):
    assert counts(page) == {
        "advanced": "2",
        "middling": "5",
        "lagging": "1",
        "open": "1",
        "rose": "2",
        "fell": "1",
    }
    assert page.round.model.rowCount() == 9


def test_a_round_is_entered_by_keyboard_alone_and_kept(page, session, qtbot, settled):
    table = page.round.table
    table.setFocus()
    table.setCurrentIndex(page.round.model.index(0, TOWNSHIP))
    for key in "313131313":
        qtbot.keyClicks(table, key)
    assert counts(page)["lagging"] == "5"
    settled()
    assert grades(session) == ["lagging", "advanced"] * 4 + ["lagging"]
    assert [row.township_grade for row in page._held.rows] == grades(session)


def test_counts_follow_each_key_before_anything_is_saved(page, qtbot):
    table = page.round.table
    table.setCurrentIndex(page.round.model.index(2, TOWNSHIP))
    qtbot.keyClick(table, Qt.Key.Key_3)
    assert (counts(page)["middling"], counts(page)["lagging"]) == ("4", "2")


def test_the_cursor_stays_when_the_round_is_read_again(page, qtbot, settled):
    table = page.round.table
    table.setCurrentIndex(page.round.model.index(4, TOWNSHIP))
    qtbot.keyClick(table, Qt.Key.Key_1)
    settled()
    assert (table.currentIndex().row(), table.currentIndex().column()) == (5, TOWNSHIP)


def test_a_branch_without_a_rating_gets_one(page, session, qtbot, settled):
    table = page.round.table
    table.setCurrentIndex(page.round.model.index(7, TOWNSHIP))
    qtbot.keyClick(table, Qt.Key.Key_1)
    table.setCurrentIndex(page.round.model.index(7, FIELDS.index("self_grade")))
    qtbot.keyClick(table, Qt.Key.Key_2)
    settled()
    row = rounds.rating_round(session.reader, 2023).rows[7]
    assert (row.township_grade, row.self_grade) == ("advanced", "middling")


def test_a_score_that_is_no_number_is_refused_in_words_and_put_back(page, session, settled):
    model = page.round.model
    model.setData(model.index(0, SCORE), "很好")
    settled()
    assert model.index(0, SCORE).data() == ""
    assert page.round.message.isVisible()
    assert "东岭村第一党支部" in page.round.message.text.text()


def test_filters_narrow_the_grid_but_not_the_counts(page):
    page.round.filters.choose("village", "西河村")
    assert page.round.model.rowCount() == 3
    page.round.filters.choose("move", "-1")
    assert [row.organization for row in page.round.model.shown] == ["西河村第三党支部"]
    assert counts(page)["advanced"] == "2"


def test_branches_not_graded_can_be_found(page):
    page.round.filters.choose("grade", "open")
    assert [row.organization for row in page.round.model.shown] == ["南坪村第二党支部"]


def test_a_number_of_the_matrix_leads_to_its_branches(page, settled):
    page.tabs.setCurrentWidget(page.moves)
    settled()
    page.moves.show_behind("middling", "advanced")
    assert [line.cells[0] for line in page.moves.table.plain.rows] == ["东岭村第二党支部"]


def test_the_matrix_adds_up(page, settled):
    page.tabs.setCurrentWidget(page.moves)
    settled()
    behind, matrix = page.moves.behind, page.moves.matrix
    everyone = behind(ALL, ALL)
    assert sorted(b for row in matrix.rows for b in behind(row, ALL)) == sorted(everyone)
    assert sorted(b for column in matrix.columns for b in behind(ALL, column)) == sorted(everyone)
    assert len(everyone) == 9


def test_pairs_of_the_year_are_listed(page, settled):
    page.tabs.setCurrentWidget(page.pairs)
    settled()
    assert page.pairs.pairs.note.text().startswith("共 1 对")


def test_another_year_shows_its_own_round(page, session, settled):
    session.set_year(2022)
    settled()
    assert counts(page)["open"] == "1"
    assert page.round.model.headerData(FIELDS.index("last"), Qt.Orientation.Horizontal) == "2021年"


def test_a_rating_named_elsewhere_is_brought_into_view(page, ids, session):
    record = session.reader.find("rating", organization_id=ids["organization"][6], year=2023)[0]
    page.show_record(f"rating:{record['id']}")
    assert page.round.model.shown[page.round.table.currentIndex().row()].organization == "南坪村第一党支部"


def test_a_rating_named_before_the_round_is_read_is_brought_into_view_then(ids, session, opened, settled):
    page = opened("ratings")
    record = session.reader.find("rating", organization_id=ids["organization"][6], year=2023)[0]
    page.show_record(f"rating:{record['id']}")
    settled()
    assert page.round.model.shown[page.round.table.currentIndex().row()].organization == "南坪村第一党支部"


def test_a_rating_of_another_year_is_brought_into_view_in_its_own_year(page, ids, session, settled):
    record = session.reader.find("rating", organization_id=ids["organization"][6], year=2022)[0]
    page.show_record(f"rating:{record['id']}")
    settled()
    assert session.year == 2022
    assert page.round.model.shown[page.round.table.currentIndex().row()].organization == "南坪村第一党支部"


def test_of_several_years_turned_to_the_last_is_shown(page, session, settled):
    for year in (2024, 2021, 2022):
        session.set_year(year)
    settled()
    assert counts(page)["open"] == "1"
    assert page.header_note.text().startswith("2022年度")


def test_what_is_typed_while_the_round_is_read_again_stays(page, session, qtbot, settled):
    table = page.round.table
    table.setCurrentIndex(page.round.model.index(0, TOWNSHIP))
    page.refresh()
    qtbot.keyClicks(table, "33")
    settled()
    assert [page.round.model.index(row, TOWNSHIP).data() for row in range(2)] == ["后进", "后进"]
    assert grades(session)[:2] == ["lagging", "lagging"]
    assert table.currentIndex().row() == 2


def test_the_cursor_stays_on_its_branch_when_another_comes_before_it(page, session, settled):
    table = page.round.table
    table.setCurrentIndex(page.round.model.index(4, TOWNSHIP))
    branch = page.round.model.shown[4].organization_id

    def elsewhere(store, _progress):
        with store.operation("test", "新建党支部", "测试员"):
            village = store.find("village", name="东岭村")[0]["id"]
            row = {"name": "东岭村新党支部", "kind": "branch", "village_id": village, "sort": 0}
            store.insert("organization", [row])

    session.run(elsewhere, done=lambda _none: None, title="别处")
    settled()
    assert page.round.model.rowCount() == 10
    here = table.currentIndex()
    assert (page.round.model.shown[here.row()].organization_id, here.column()) == (branch, TOWNSHIP)


def test_an_empty_ledger_says_what_to_do(opened, qtbot):
    page = opened("ratings")
    qtbot.waitUntil(page.round.empty.isVisible)
    with qtbot.waitSignal(page.go_to) as asked:
        page.round.empty.button.click()
    assert asked.args == ["exchange", ""]
    assert not page.round.table.isVisible()


def test_a_change_made_elsewhere_is_read_although_grades_are_being_typed(
    page, session, store, qtbot, settled
):
    table = page.round.table
    table.setCurrentIndex(page.round.model.index(0, TOWNSHIP))
    qtbot.keyClick(table, Qt.Key.Key_3)
    other = session.reader.find("rating", year=2023)[2]

    def elsewhere(lane_store, _progress):
        with lane_store.operation("test", "别处的改动", "测试员"):
            lane_store.update("rating", other["id"], {"township_grade": "lagging"})

    session.run(elsewhere, done=lambda _none: None, title="别处")
    qtbot.keyClick(table, Qt.Key.Key_3)
    settled()
    shown = {row.rating_id: row.township_grade for row in page.round.model.shown}
    assert shown[other["id"]] == "lagging"
    assert counts(page)["lagging"] == "4"


def test_an_edit_that_says_the_same_in_other_words_hides_no_later_change(page, session, settled):
    model = page.round.model
    model.setData(model.index(0, SCORE), "92.5")
    settled()
    model.setData(model.index(0, SCORE), "92.50")
    settled()
    session.run(
        lambda lane_store, _progress: history.undo(lane_store, actor="测试员"),
        done=lambda _done: None,
        title="撤销",
    )
    settled()
    assert model.index(0, SCORE).data() == ""


def test_a_block_from_a_workbook_is_pasted_in_one_step(page, session, qtbot, settled):
    table = page.round.table
    table.setCurrentIndex(page.round.model.index(0, FIELDS.index("self_grade")))
    QGuiApplication.clipboard().setText("后进\t中间\t先进\r\n先进\t\t后进\r\n")
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled()
    rows = rounds.rating_round(session.reader, 2023).rows
    assert [(r.self_grade, r.mass_grade, r.township_grade) for r in rows[:2]] == [
        ("lagging", "middling", "advanced"),
        ("advanced", "", "lagging"),
    ]
    assert history.undoable(session.reader).sentence.startswith("录入2个党支部2023年的")
    assert page.round.model.index(0, FIELDS.index("self_grade")).data() == "后进"


def test_a_block_with_an_unknown_grade_is_refused_whole(page, session, qtbot, settled):
    before = grades(session)
    table = page.round.table
    table.setCurrentIndex(page.round.model.index(0, TOWNSHIP))
    QGuiApplication.clipboard().setText("后进\n优秀")
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert grades(session) == before
    assert "优秀" in page.round.message.text.text()


def dialog(page):
    """Return the small dialog now open."""
    return next(one for one in page.findChildren(EntryDialog) if one.isVisible())


def test_a_filed_round_is_locked_until_it_is_opened_with_a_reason(page, session, qtbot, settled):
    page.lock_button.click()
    dialog(page).save()
    settled()
    table = page.round.table
    table.setCurrentIndex(page.round.model.index(0, TOWNSHIP))
    qtbot.keyClick(table, Qt.Key.Key_3)
    assert page.round.model.index(0, TOWNSHIP).data() == "先进"
    assert "已备案锁定" in page.header_note.text()
    page.lock_button.click()
    asked = dialog(page)
    asked.save()
    settled()
    assert "原因" in asked.message.text.text()
    asked.fields["reason"].put("县委组织部复核后调整等次")
    asked.save()
    settled()
    qtbot.keyClick(table, Qt.Key.Key_3)
    settled()
    assert grades(session)[table.currentIndex().row() - 1] == "lagging"


def test_a_low_window_has_the_counts_in_its_heading(page):
    page.setMinimumHeight(1)  # as in the window, which may be lower than its pages would like
    page.resize(1180, 500)
    assert not page._tile_bar.isVisible()
    assert "先进2 中间5 后进1 未评定1" in page.header_note.text()


def test_a_very_low_window_folds_the_stages_until_they_are_asked_for(page):
    page.setMinimumHeight(1)
    page.resize(820, 460)
    assert not page.round.stages.isVisible()
    assert not page.round.hint.isVisible()
    page.round.stages_button.click()
    assert page.round.stages.isVisible()
    page.resize(820, 620)
    assert page.round.stages.isVisible()
    assert not page.round.stages_button.isVisible()


@pytest.mark.parametrize("size", [(820, 460), (612, 358)])
def test_no_tab_needs_more_height_than_a_low_window_has(page, settled, size):
    page.setMinimumHeight(1)
    page.resize(*size)
    for pane in page.panes:
        page.tabs.setCurrentWidget(pane)
        settled()
        assert pane.minimumSizeHint().height() <= pane.height(), pane.words


def test_a_round_that_could_not_be_read_is_read_again_after_the_next_grade(page, settled):
    page.round._say_unread(BadInput("台账正被别的程序占用。", "请关掉那个程序。"))
    page.round.model.setData(page.round.model.index(0, TOWNSHIP), "后进")
    settled()
    assert not page.round.unread.isVisible()


def test_filing_is_asked_about_first(page, session, settled):
    page.lock_button.click()
    dialog(page).reject()
    settled()
    assert not rounds.rating_round(session.reader, 2023).is_locked


def test_a_block_pasted_onto_the_names_of_branches_is_refused_in_words(page, qtbot, settled):
    table = page.round.table
    table.setCurrentIndex(page.round.model.index(0, 0))
    QGuiApplication.clipboard().setText("后进\r\n先进\r\n")
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert "这一列不能填写" in page.round.message.text.text()


def test_a_year_without_grades_says_which_year_has_some_and_goes_there(page, session, settled):
    assert page.round.elsewhere.isHidden()
    session.set_year(2026)
    settled()
    assert "2026年没有登记分类定级；2023年有" in page.round.elsewhere.text.text()
    page.round.elsewhere.action.click()
    settled()
    assert session.year == 2023
    assert page.round.elsewhere.isHidden()


def test_what_was_entered_is_no_longer_said_once_it_is_undone(page, session, settled):
    page.round.editor.tell(3)
    assert page.round.message.isVisible()
    take_back(page, session, history.undoable(session.reader))
    settled()
    assert page.round.message.isHidden()
