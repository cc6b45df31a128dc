import pytest
from PySide6.QtCore import Qt

from app.ui.pages.development_timetable import COMMON, TimetableDialog


@pytest.fixture
def page(ids, opened, settled):
    made = opened("development")
    settled()
    return made


@pytest.fixture
def plan(page, settled):
    page.plan()
    settled()
    return next(one for one in page.findChildren(TimetableDialog) if one.isVisible())


@pytest.fixture
def reckon(plan, settled):
    """Return a function that has the timetable reckoned and waits for it."""

    def wait():
        plan.reckon()
        settled()

    return wait


def lines(dialog):
    return {line.cells[0].split()[1]: line.cells for line in dialog.table.plain.rows}


def tick(dialog, *names):
    for row in range(dialog.people.count()):
        item = dialog.people.item(row)
        if item.text().split("　")[0] in names:
            item.setCheckState(Qt.CheckState.Checked)


def test_what_to_fill_in_is_said_while_nothing_is_settled(plan):
    assert "填上已经定下的日期" in plan.message.text.text()
    assert plan.print_button.isEnabled()


def test_one_settled_meeting_gives_the_days_of_everything_else(plan, reckon):
    plan.dates.lines[0][2].put("2025.11.30")
    reckon()
    found = lines(plan)
    assert found["支部大会讨论"][3] == "2025-11-30"
    assert found["上级党委审批"][2] == "2026-02-28"
    assert "三个月" in found["上级党委审批"][4] or "3个月" in found["上级党委审批"][4]


def test_dates_that_contradict_are_told_in_a_sentence_naming_both(plan, reckon):
    plan.dates.lines[0][2].put("2025-11-30")
    plan.dates.add("07", "2026-03-01")
    reckon()
    assert plan.message.isVisible()
    assert "确定发展对象" in plan.message.text.text()


def test_a_date_that_cannot_be_read_is_named(plan, reckon):
    plan.dates.lines[0][2].put("年底")
    reckon()
    assert "支部大会讨论" in plan.message.text.text()


def test_several_people_get_the_days_that_suit_all_and_one_page_each(
    plan, reckon, settled, answers, tmp_path
):
    tick(plan, "黄大山", "周明")
    reckon()
    assert plan.view.itemText(0) == COMMON
    assert [plan.view.itemText(1), plan.view.itemText(2)] == ["黄大山", "周明"]
    assert lines(plan)
    out = tmp_path / "时间表.docx"
    answers.give("save_file", out)
    plan.print_plan()
    settled()
    assert out.stat().st_size > 0
    assert str(out) in answers.heard("say")[0]


def test_a_persons_timetable_starts_from_what_is_done(page, settled):
    case = next(row.case_id for row in page.model.shown if row.name == "黄大山")
    page.panel.timetable_wanted.emit(case)
    dialog = next(one for one in page.findChildren(TimetableDialog) if one.isVisible())
    settled()
    assert dialog.chosen() == [case]
    assert lines(dialog)["推荐和确定入党积极分子"][3] == "2021-10-08"
