import pytest
from PySide6.QtWidgets import QDialog

from app.services.development.steps import record_step
from app.ui.forms.entry import EntryDialog
from app.ui.pages.development_case import CaseDialog
from app.ui.pages.development_papers import PapersDialog


@pytest.fixture
def page(ids, opened, settled):
    made = opened("development")
    settled()
    return made


def newest(page, kind):
    return [d for d in page.findChildren(QDialog) if isinstance(d, kind) and d.isVisible()][-1]


def case_of(page, name):
    return next(row.case_id for row in page.model.shown if row.name == name)


@pytest.fixture
def opened_case(page):
    page._show_case(case_of(page, "黄大山"))
    page.panel.file_wanted.emit(case_of(page, "黄大山"))
    return newest(page, CaseDialog)


def choose(dialog, name, *, received=False):
    dialog.papers.table.choose(lambda key: key[0].name == name and (key[1] is not None) == received)


def test_a_paper_ticked_as_received_counts_towards_completeness(opened_case, session, settled):
    before = opened_case.state.text()
    [first, *_] = opened_case._held.missing
    choose(opened_case, first)
    opened_case.receive()
    newest(opened_case, EntryDialog).save()
    settled()
    assert opened_case.state.text() != before
    assert first not in opened_case.missing.text()
    [paper] = session.reader.find("document", case_id=opened_case._case)
    assert paper["received_on"] == session.as_of.isoformat()


def test_a_papers_date_and_number_are_entered_and_corrected(opened_case, session, settled):
    [first, *_] = opened_case._held.missing
    choose(opened_case, first)
    opened_case._enter(opened_case.papers.table.current)
    entry = newest(opened_case, EntryDialog)
    entry.fields["dated_on"].put("2021.3.1")
    entry.fields["number"].put("001")
    entry.save()
    settled()
    choose(opened_case, first, received=True)
    opened_case._enter(opened_case.papers.table.current)
    entry = newest(opened_case, EntryDialog)
    assert entry.fields["dated_on"].text_value() == "2021-03-01"
    entry.fields["number"].put("002")
    entry.save()
    settled()
    [paper] = session.reader.find("document", case_id=opened_case._case)
    assert paper["number"] == "002"
    choose(opened_case, first, received=True)
    opened_case._remove()
    settled()
    assert first in opened_case.missing.text()


def test_a_case_that_ends_leaves_the_board_and_can_be_resumed(page, opened_case, settled):
    opened_case.end_button.click()
    entry = newest(opened_case, EntryDialog)
    entry.save()
    settled()
    assert "还没有写原因" in entry.message.text.text()
    entry.fields["reason"].put("本人长期外出")
    entry.save()
    settled()
    assert "黄大山" not in [row.name for row in page.model.shown]
    page.filters.choose("closed", "closed")
    settled()
    assert [row.name for row in page.model.shown] == ["黄大山"]
    opened_case.resume_button.click()
    newest(opened_case, EntryDialog).save()
    settled()
    page.filters.clear()
    settled()
    assert "黄大山" in [row.name for row in page.model.shown]


def test_a_case_that_moves_tells_where_it_has_been(page, opened_case, ids, settled):
    opened_case.move_button.click()
    entry = newest(opened_case, EntryDialog)
    entry.fields["to"].put(ids["organization"][5])
    entry.save()
    settled()
    assert len(opened_case.moves.table.plain.rows) == 2
    row = next(row for row in page.model.shown if row.name == "黄大山")
    assert row.organization_id == ids["organization"][5]


def test_old_papers_are_entered_in_one_sitting(page, session, settled, answers):
    case = case_of(page, "林小雨")
    page.panel.papers_wanted.emit(case)
    dialog = newest(page, PapersDialog)
    assert dialog.fields["01"].text_value() == "2023-10-30"
    dialog.fields["01"].put("2022.1.5")
    dialog.fields["02"].put("2022.1.20")
    dialog.fields["03"].put("2022-07-10")
    dialog.fields["06"].put("2023-01-10、2023-07-10")
    dialog.save()
    settled()
    found = {(row["step"], row["happened_on"]) for row in session.reader.find("step_record", case_id=case)}
    assert {("01", "2022-01-05"), ("03", "2022-07-10"), ("06", "2023-01-10"), ("06", "2023-07-10")} <= found
    assert "补录了 4 个步骤" in answers.heard("say")[0]


def test_a_date_that_cannot_be_read_keeps_the_whole_sitting_open(page, session, settled):
    case = case_of(page, "林小雨")
    page.panel.papers_wanted.emit(case)
    dialog = newest(page, PapersDialog)
    dialog.fields["03"].put("去年")
    dialog.fields["04"].put("2023-11-20")
    dialog.save()
    settled()
    assert dialog.isVisible()
    assert dialog.message.text.text()
    assert session.reader.find("step_record", case_id=case, step="04") == []


def test_dates_of_old_papers_are_given_up_only_when_that_is_meant(page, answers):
    page.panel.papers_wanted.emit(case_of(page, "林小雨"))
    dialog = newest(page, PapersDialog)
    dialog.fields["03"].put("2022-07-10")
    answers.give("ask", False)
    dialog.reject()
    assert dialog.isVisible()
    answers.give("ask", True)
    dialog.reject()
    assert not dialog.isVisible()


def test_an_exception_is_told_in_words_with_its_reason(page, session, settled, store):
    case = case_of(page, "林小雨")
    record_step(
        store,
        case,
        "03",
        {"happened_on": "2023-10-01"},
        override_reason="原件日期有误，已由党委核实",
        as_of=session.as_of,
        actor="王干事",
    )
    dialog = CaseDialog(session, case, page)
    told = dialog.reasons.table.plain.rows
    assert told
    assert all(line.cells[1] == "原件日期有误，已由党委核实" for line in told)
    assert all("推荐" in line.cells[0] or "积极分子" in line.cells[0] for line in told)
