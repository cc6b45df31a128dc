"""Schemes in the window: copied from any there is, changed without losing what years compare by, used at once or later."""

from dataclasses import replace

import pytest

from app.services import history, rounds
from app.services.ratings import schemes
from app.ui.forms.entry import EntryDialog
from app.ui.pages.ratings_dialogs import enter_points
from app.ui.pages.ratings_scheme_editor import SchemeDialog


@pytest.fixture
def pane(ids, opened):
    page = opened("ratings")
    page.tabs.setCurrentWidget(page.schemes)
    return page.schemes


@pytest.fixture
def copied(pane, settled):
    """Return a function that copies a scheme in the window and gives the editor of the copy."""

    def copy(code, begins="2024-01-01"):
        pane.choose(code)
        pane._copy()
        [dialog] = [one for one in pane.window().findChildren(EntryDialog) if one.isVisible()]
        dialog.fields["name"].put("青山镇方案")
        dialog.fields["valid_from"].put(begins)
        dialog.save()
        settled()
        [editor] = [one for one in pane.window().findChildren(SchemeDialog) if one.isVisible()]
        return editor

    return copy


@pytest.mark.parametrize("code", [one.code for one in [schemes.shipped.schemes()[0], *schemes.examples()]])
def test_every_shipped_scheme_is_copied_and_kept_as_the_townships_own(copied, code, session, settled):
    editor = copied(code)
    editor.save()
    settled()
    assert not editor.isVisible()
    kept = schemes.scheme_of(session.reader, 2024)
    [before] = [one for one in [*schemes.shipped.schemes(), *schemes.examples()] if one.code == code]
    assert (kept.name, kept.status) == ("青山镇方案", "own")
    assert (kept.grades, kept.cutoffs, kept.dimensions) == (before.grades, before.cutoffs, before.dimensions)
    assert (kept.sheets, kept.shares, kept.mass_weight) == (before.sheets, before.shares, before.mass_weight)
    assert schemes.scheme_of(session.reader, 2023).code == "three"
    assert history.history(session.reader)[0].sentence == "保存分类定级方案：青山镇方案"


def test_a_grade_renamed_in_its_line_is_still_the_grade_years_compare_by(copied, session, settled):
    editor = copied("three")
    editor.grades.table.item(1, 0).setText("合格")
    editor.grades.table.setCurrentCell(0, 0)
    editor.grades.add_line()
    editor.grades.table.item(1, 0).setText("良好")
    editor.grades.table.item(1, 1).setText("75")
    editor.save()
    settled()
    kept = schemes.scheme_of(session.reader, 2024)
    assert kept.grades == ("advanced", "良好", "middling", "lagging")
    assert kept.label_of("middling") == "合格"
    assert kept.cutoffs == {"advanced": 9000, "良好": 7500, "middling": 6000}


def test_a_field_has_dimensions_vetoes_weight_bonus_and_lines_of_its_own(copied, session, settled):
    editor = copied("three")
    sheets = editor.sheets
    sheets.branch_field.setCurrentIndex(sheets.branch_field.findData("state_firm"))
    sheets.dimensions.put([["生产经营", "70"], ["党的建设", "30"]])
    sheets.vetoes.put([["发生安全生产事故"]])
    sheets.mass_weight.put("20")
    sheets.bonus.put("5")
    sheets.branch_field.setCurrentIndex(0)
    assert "另有规定" in sheets.branch_field.itemText(sheets.branch_field.findData("state_firm"))
    assert sheets.dimensions.lines()[0][0] == "党组织带头人"
    editor.limits.put([["国有企业", "先进", "88", "", "20"], ["国有企业", "中间", "55", "", ""]])
    editor.save()
    settled()
    kept = schemes.scheme_of(session.reader, 2024)
    firm, village = kept.sheet_for("state_firm"), kept.sheet_for("village")
    assert [one.name for one in firm.dimensions] == ["生产经营", "党的建设"]
    assert (firm.vetoes, firm.mass_weight, firm.bonus) == (("发生安全生产事故",), 20, 500)
    assert firm.cutoffs == {"advanced": 8800, "middling": 5500}
    assert firm.shares == {"advanced": (None, 20.0)}
    assert (village.cutoffs["advanced"], village.mass_weight, village.bonus) == (9000, 0, 0)


def test_a_sheet_that_cannot_be_read_is_not_turned_away_from(copied):
    editor = copied("three")
    editor.sheets.dimensions.put([["组织生活", "很多"]])
    editor.sheets.branch_field.setCurrentIndex(2)
    assert editor.sheets.branch_field.currentIndex() == 0
    assert editor.sheets.dimensions.lines() == [["组织生活", "很多"]]
    assert "组织生活" in editor.message.text.text()
    editor.hide()


@pytest.mark.parametrize(
    ("grades", "said"),
    [
        ([["先进", "60", "", ""], ["中间", "90", "", ""], ["后进", "", "", ""]], "“中间”的分数线90分"),
        ([["先进", "90", "", ""], ["先进", "60", "", ""], ["后进", "", "", ""]], "“先进”写了两次"),
        ([["先进", "120", "", ""], ["后进", "", "", ""]], "高于最多可得的100分"),
        ([["先进", "九十", "", ""], ["后进", "", "", ""]], "请填数字"),
        ([["先进", "90", "50", "30"], ["后进", "", "", ""]], "下限不能高于上限"),
    ],
)
def test_a_wrong_entry_is_said_and_nothing_is_kept(copied, grades, said, session, settled):
    editor = copied("three")
    editor.grades.put(grades)
    editor.save()
    settled()
    assert said in editor.message.text.text()
    assert schemes.scheme_of(session.reader, 2024).code == "three"
    editor.hide()


def test_points_that_do_not_add_up_are_asked_about_before_they_are_kept(copied, answers, session, settled):
    editor = copied("three")
    editor.sheets.dimensions.put([["组织生活", "60"], ["作用发挥", "35"]])
    answers.give("ask", False)
    editor.save()
    assert "合计95分" in answers.heard("ask")[0]
    assert editor.isVisible()
    answers.give("ask", True)
    editor.save()
    settled()
    assert schemes.scheme_of(session.reader, 2024).name == "青山镇方案"


def test_leaving_a_copy_or_a_change_asks_first_and_looking_does_not(copied, pane, answers, session, settled):
    editor = copied("three")
    answers.give("ask", False)
    editor.reject()
    assert editor.isVisible()
    editor.save()
    settled()
    pane._edit()
    [editor] = [one for one in pane.window().findChildren(SchemeDialog) if one.isVisible()]
    editor.sheets.branch_field.setCurrentIndex(1)
    editor.reject()
    assert not editor.isVisible()
    assert len(answers.heard("ask")) == 1


def test_an_open_year_is_put_under_a_scheme_made_after_it_was_begun(copied, pane, answers, session, settled):
    editor = copied("three", "2023-01-01")
    editor.grades.table.item(0, 1).setText("95")
    editor.save()
    settled()
    assert rounds.rating_round(session.reader, 2023).scheme.cutoffs["advanced"] == 9000
    assert pane.use_button.text() == "用于2023年"
    answers.give("ask", True)
    pane.use_button.click()
    settled()
    assert rounds.rating_round(session.reader, 2023).scheme.cutoffs["advanced"] == 9500
    assert not pane.use_button.isVisible()


def test_examples_are_there_to_copy_from_and_not_to_use(pane):
    pane.choose("stars-2023")
    assert not pane.use_button.isVisible()
    assert not pane.edit_button.isVisible()
    assert pane.copy_button.isVisible()


def test_points_of_a_branch_are_asked_and_added_up_by_the_sheet_of_its_field(copied, ids, session, settled):
    editor = copied("three")
    sheets = editor.sheets
    sheets.branch_field.setCurrentIndex(sheets.branch_field.findData("village"))
    sheets.dimensions.put([["党建引领", "60"], ["产业发展", "40"]])
    sheets.mass_weight.put("50")
    sheets.bonus.put("5")
    editor.save()
    settled()
    held = rounds.rating_round(session.reader, 2024)
    row = replace(held.rows[0], satisfaction="80")
    asked = enter_points(session, 2024, held.scheme, row, session.window, lambda _none: None)
    assert list(asked.fields) == ["党建引领", "产业发展", "加分"]
    for name, points in (("党建引领", "50"), ("产业发展", "40"), ("加分", "4")):
        asked.fields[name].put(points)
    asked.save()
    settled()
    assert rounds.rating_round(session.reader, 2024).rows[0].score == "89"
