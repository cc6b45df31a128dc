import datetime

import pytest
from PySide6.QtCore import Qt

from app.services.ratings import rectifications, schemes, ties
from app.services.ratings.tasks import branch_tasks
from app.ui.forms.checks import ChecksField
from app.ui.forms.entry import EntryDialog
from app.ui.pages.ratings_scheme_editor import SchemeDialog
from app.ui.tables.rating_grid import FIELDS
from tests.builders import make_file

AS_OF = datetime.date(2023, 12, 31)
ACTOR = "王干事"


@pytest.fixture
def page(ids, opened, settled):
    made = opened("ratings")
    settled()
    return made


@pytest.fixture
def show(page, settled):
    """Return a function that turns to a tab and waits until it has been read."""

    def turn(name):
        pane = getattr(page, name)
        page.tabs.setCurrentWidget(pane)
        settled()
        return pane

    return turn


@pytest.fixture
def file_id(store, ids):
    """A branch under 整顿 since May with one task that is late, nothing reported."""
    made = make_file(
        store,
        ids["organization"][6],
        2023,
        is_lagging=1,
        listed_on="2023-05-10",
        due_on="2023-11-30",
        situations="组织制度形同虚设",
    )
    with store.operation("test", "任务", ACTOR):
        store.insert(
            "rectification_item",
            [{"rectification_id": made, "list": "task", "content": "配齐书记", "due_on": "2023-08-31"}],
        )
    return made


def asked(pane, **typed):
    """Fill the small dialog now open and save it."""
    dialog = next(one for one in pane.window().findChildren(EntryDialog) if one.isVisible())
    for name, text in typed.items():
        dialog.fields[name].put(text)
    dialog.save()
    return dialog


def cells(part, column=0):
    return [line.cells[column] for line in part.table.plain.rows]


def file_of(session, file_id):
    return rectifications.file(session.reader, file_id, as_of=AS_OF)


def test_files_with_something_late_are_red_and_say_what(file_id, show):
    pane = show("files")
    [line] = pane.board.table.plain.rows
    assert line.tone == "danger"
    assert line.cells[2] == "后进、软弱涣散"
    assert "配齐书记" in pane.file.late.text()
    assert pane.chips.buttons["late"].text() == "有逾期 1"


def test_months_owed_are_listed_in_red_and_reported_one_after_the_other(file_id, show, session, settled):
    pane = show("files")
    owed = [line for line in pane.file.months.table.plain.rows if line.tone == "danger"]
    assert owed[0].cells[0] == "2023-06"
    pane.file._report("")
    asked(pane, content="召开支部党员大会，制定整改措施")
    settled()
    [first, second] = pane.file.months.table.plain.rows[:2]
    assert (first.cells[0], first.cells[1], first.tone) == ("2023-06", "召开支部党员大会，制定整改措施", "")
    assert second.tone == "danger"


def test_acceptance_below_the_line_is_taken_with_a_word_of_warning(file_id, show, session, settled, answers):
    from app.ui.pages import ratings_file_steps as steps

    pane = show("files")
    pane.file._step(steps.accept)
    asked(
        pane,
        on="2023-12-10",
        by="镇党委",
        score="65",
        satisfaction="90",
        aspects="班子建设 18\n组织生活：17.5",
    )
    settled()
    held = file_of(session, file_id)
    assert (held.card.accepted_on, held.score, dict(held.scores)) == (
        "2023-12-10",
        6500,
        {"班子建设": 1800, "组织生活": 1750},
    )
    assert "不到70分" in answers.heard("say")[0]


def test_closing_comes_after_acceptance_and_looking_back_after_closing(file_id, show, session, settled):
    from app.ui.pages import ratings_file_steps as steps

    pane = show("files")
    assert not pane.file.close_button.isEnabled()
    assert not pane.file.look_button.isEnabled()
    pane.file._step(steps.accept)
    asked(pane, on="2023-12-10", score="85", satisfaction="96")
    settled()
    pane.file.close_button.click()
    asked(pane, on="2023-12-20")
    settled()
    assert pane.board.table.plain.rows == []
    pane.chips.buttons["closed"].click()
    pane.file.look_button.click()
    asked(pane, on="2023-12-30", finding="未反弹")
    settled()
    assert file_of(session, file_id).look_back == "未反弹"
    assert cells(pane.board, 3) == ["已回头看"]


def test_an_organization_is_listed_with_situations_ticked(ids, show, session, form, settled, qtbot):
    pane = show("files")
    pane._list()
    dialog = form(pane)
    situations = dialog.fields["situations"]
    assert isinstance(situations, ChecksField)
    assert situations.model.rowCount() == len(rectifications.situations(session.reader))
    dialog.fields["organization_id"].put(ids["organization"][2])
    for row in (0, 3):
        situations.list.setCurrentIndex(situations.model.index(row))
        qtbot.keyClick(situations.list, Qt.Key.Key_Space)
    dialog.save()
    settled()
    [card] = rectifications.board(session.reader, as_of=AS_OF)
    known = rectifications.situations(session.reader)
    assert card.situations == (known[0], known[3])
    assert pane.board.current == card.id


def test_situations_can_be_the_townships_own(show, session, settled):
    pane = show("files")
    pane._edit_situations()
    asked(pane, situations="书记长期空缺\n班子不团结")
    settled()
    assert rectifications.situations(session.reader) == ("书记长期空缺", "班子不团结")


def test_a_row_of_a_list_named_elsewhere_brings_its_file(file_id, page, session, settled):
    [item] = session.reader.find("rectification_item", rectification_id=file_id)
    page.show_record(f"rectification_item:{item['id']}")
    settled()
    assert page.tabs.currentWidget() is page.files
    assert page.files.board.current == file_id


def test_many_branches_are_paired_at_once_and_known_pairs_stay(ids, show, session, settled):
    pane = show("pairs")
    one, two, three = ids["organization"][0], ids["organization"][6], ids["organization"][7]
    pane._pair_many()
    settled()
    asked(pane, leading=one, partners=f"{two}；{three}", leader="李书记")
    settled()
    found = ties.pairs(session.reader, 2023)
    assert len(found) == 2
    assert [pair.leader for pair in found if three in (pair.partner_id, pair.organization_id)] == ["李书记"]


def test_an_activity_of_a_pair_is_added_and_counted(show, form, settled):
    pane = show("pairs")
    pane.add_activity.click()
    dialog = form(pane)
    dialog.fields["held_on"].put("2023-06-30")
    dialog.fields["content"].put("联合主题党日")
    dialog.save()
    settled()
    assert cells(pane.activities, 1) == ["联合主题党日"]
    assert "活动 1 次" in pane.pairs.note.text()


def test_last_years_pairs_are_taken_over(show, session, settled):
    session.set_year(2024)
    pane = show("pairs")
    pane._copy()
    settled()
    assert len(ties.pairs(session.reader, 2024)) == 1


def test_a_contact_point_nobody_visited_stands_out_until_it_is_visited(ids, show, session, form, settled):
    pane = show("contacts")
    pane._add()
    dialog = form(pane)
    dialog.fields["organization_id"].put(ids["organization"][1])
    dialog.fields["leader"].put("张书记")
    dialog.save()
    settled()
    assert pane.points.table.plain.rows[0].tone == "warning"
    pane.add_visit.click()
    dialog = form(pane)
    dialog.fields["visited_on"].put("2023-07-01")
    dialog.save()
    settled()
    assert pane.points.table.plain.rows[0].tone == ""
    assert "走访 1 次" in pane.points.note.text()


def test_quarterly_tasks_are_given_to_many_and_finished_together(ids, show, session, settled):
    pane = show("tasks")
    pane._give()
    settled()
    branches = "；".join(ids["organization"][:2])
    asked(pane, branches=branches, contents="规范三会一课\n建强活动阵地", quarters="1；3")
    settled()
    assert len(branch_tasks(session.reader, 2023, as_of=AS_OF)) == 8
    assert {line.tone for line in pane.list.table.plain.rows} == {"danger"}
    pane.list.table.selectAll()
    pane._finish()
    asked(pane, on="2023-12-30")
    settled()
    assert all(one.done_on == "2023-12-30" for one in branch_tasks(session.reader, 2023, as_of=AS_OF))
    assert pane.filters.value("state") == ""


def test_a_days_mistake_in_a_small_dialog_is_told_there(ids, show, session, settled):
    pane = show("tasks")
    pane._give()
    settled()
    asked(pane, branches=ids["organization"][0], contents="一项")
    settled()
    pane._finish()
    dialog = asked(pane, on="2023年冬")
    settled()
    assert dialog.isVisible()
    assert "完成日期" in dialog.message.text.text()


def test_rise_fall_and_tracks_name_their_branches(show):
    pane = show("moves")
    assert [line.cells[0] for line in pane.table.plain.rows] == ["东岭村第二党支部", "西河村第一党支部"]
    pane.chips.buttons["falls"].click()
    assert [line.cells[0] for line in pane.table.plain.rows] == ["西河村第三党支部"]
    pane.chips.buttons["again"].click()
    assert [line.cells[0] for line in pane.table.plain.rows] == ["南坪村第一党支部"]
    pane.chips.buttons["village"].click()
    assert [line.cells[0] for line in pane.table.plain.rows] == ["东岭村", "西河村", "南坪村"]


def test_the_flows_are_drawn_from_the_year_compared_with(show, ids, session, settled):
    session.set_year(2024)
    pane = show("moves")
    settled()
    pane.before.setCurrentIndex(pane.before.findData(2022))
    pane.before.activated.emit(pane.before.currentIndex())
    pane.chips.buttons["flows"].click()
    assert pane.heading.text() == "2022年到2024年"
    assert pane.chart.before == 2022


def test_a_branch_of_the_lists_opens_its_file_with_all_years(page, show, ids, settled):
    pane = show("moves")
    pane.branch_wanted.emit(ids["organization"][6])
    settled()
    assert page.tabs.currentWidget() is page.branch
    assert page.branch.title.text() == "南坪村第一党支部"
    assert [line.cells[0] for line in page.branch.years.plain.rows] == ["2023", "2022"]
    assert page.branch.branch == ids["organization"][6]


def test_the_file_of_a_branch_shows_its_ties_and_income(page, show, ids, settled):
    pane = show("branch")
    pane.choose(ids["organization"][6])
    settled()
    shown = [w.text() for w in pane.findChildren(type(pane.title))]
    assert any("南坪村集体收入" in word for word in shown)
    assert any("2023年结对共建" in word for word in shown)


def test_the_starter_scheme_is_marked_and_offers_a_copy_only(show):
    pane = show("schemes")
    pane.choose("three")
    assert pane.status.text() == "非官方"
    assert not pane.edit_button.isVisible()


def test_an_example_is_copied_edited_and_next_years_round_uses_it(show, session, settled, qtbot):
    pane = show("schemes")
    pane.choose("three")
    pane._copy()
    asked(pane, name="青山镇2024年方案", valid_from="2024-01-01")
    settled()
    [editor] = [one for one in pane.window().findChildren(SchemeDialog) if one.isVisible()]
    editor.grades.put([["先进", "85", "", "30"], ["中间", "65", "", ""], ["后进", "", "5", ""]])
    editor.sheets.dimensions.put([["组织生活", "60"], ["作用发挥", "40"]])
    editor.sheets.branch_field.setCurrentIndex(1)
    editor.sheets.vetoes.put([["村级班子集体违纪"]])
    editor.save()
    settled()
    now, next_year = schemes.scheme_of(session.reader, 2023), schemes.scheme_of(session.reader, 2024)
    assert (now.name, now.cutoffs["advanced"]) == ("先进、中间、后进", 9000)
    assert (next_year.name, next_year.cutoffs["advanced"]) == ("青山镇2024年方案", 8500)
    assert next_year.shares == {"advanced": (None, 30.0), "lagging": (5.0, None)}
    assert [(one.name, one.points) for one in next_year.dimensions] == [
        ("组织生活", 6000),
        ("作用发挥", 4000),
    ]
    [sheet] = next_year.sheets
    assert sheet.vetoes == ("村级班子集体违纪",)
    assert next_year.grades == ("advanced", "middling", "lagging")


def test_a_scheme_that_cannot_be_used_is_not_saved_and_says_why(show, session, settled):
    pane = show("schemes")
    editor = SchemeDialog(session, pane.chosen, done=pane.choose, parent=pane)
    editor.open()
    editor.grades.put([["先进", "60", "", ""], ["中间", "90", "", ""], ["后进", "", "", ""]])
    editor.save()
    settled()
    assert editor.isVisible()
    assert "分数线" in editor.message.text.text()


def test_an_empty_ledger_says_on_every_tab_what_to_do(opened, qtbot):
    page = opened("ratings")
    for pane, empty in (
        (page.files, lambda: page.files.board.empty),
        (page.pairs, lambda: page.pairs.pairs.empty),
        (page.contacts, lambda: page.contacts.points.empty),
        (page.tasks, lambda: page.tasks.list.empty),
        (page.moves, lambda: page.moves.empty),
        (page.branch, lambda: page.branch.list.empty),
    ):
        page.tabs.setCurrentWidget(pane)
        qtbot.waitUntil(lambda empty=empty: empty().isVisible())


def test_a_tab_looked_at_follows_changes_made_elsewhere(show, session, ids, settled):
    pane = show("contacts")

    def elsewhere(store, _progress):
        with store.operation("test", "别处登记", ACTOR):
            store.insert("contact_point", [{"organization_id": ids["organization"][0], "leader": "赵乡长"}])

    session.run(elsewhere, done=lambda _none: None, title="别处")
    settled()
    assert cells(pane.points) == ["赵乡长"]


def test_a_tab_turned_to_later_shows_what_was_typed_into_the_round(page, show, qtbot, settled):
    show("moves")
    show("round")
    page.round.table.setCurrentIndex(page.round.model.index(2, FIELDS.index("township_grade")))
    qtbot.keyClicks(page.round.table, "3")
    settled()
    pane = show("moves")
    pane.chips.buttons["falls"].click()
    assert "东岭村第三党支部" in [line.cells[0] for line in pane.table.plain.rows]
