import pytest
from PySide6.QtCore import QPoint

from app.services import imports
from app.services.imports.pasting import write_pasted
from app.ui.page import record_name
from app.ui.wizard.wizard import CONFIRM, DONE
from tests.sources import ROOT
from tests.ui.conftest import AS_OF

GROUPS = ROOT / "tests" / "data" / "changcheng-2023" / "3-村民小组情况表.xlsx"


@pytest.fixture
def imported(store):
    plan = imports.preview(store, [GROUPS], as_of=AS_OF)
    return imports.apply(store, plan, actor="王干事")


def test_a_first_start_shows_what_can_be_imported(opened, qtbot):
    page = opened("exchange")
    qtbot.waitUntil(page.wizard.choose.kinds.isVisible)
    assert not page.past.isVisible()


def test_past_imports_are_listed_and_taken_back(imported, opened, session, settled, answers):
    page = opened("exchange")
    assert page.past.isVisible()
    [line] = page.past.table.plain.rows
    assert "村民小组59个" in line.cells[3]
    page.past.table.choose_row(0)
    answers.give("ask", True)
    page.past.undo.click()
    settled()
    assert session.reader.find("village_group") == []
    assert page.past.table.plain.rows[0].cells[2] == "已撤销"


def test_an_undo_is_asked_about_first(imported, opened, session, settled, answers):
    page = opened("exchange")
    page.past.table.choose_row(0)
    answers.give("ask", False)
    page.past.undo.click()
    settled()
    assert len(session.reader.find("village_group")) == 59


def test_past_imports_step_aside_while_something_is_imported(imported, opened, settled):
    page = opened("exchange")
    page.wizard.read([GROUPS])
    settled()
    assert not page.past.isVisible()
    page.wizard.restart()
    assert page.past.isVisible()


@pytest.mark.parametrize("imports_it", [True, False])
def test_a_pasted_table_goes_once_it_is_imported_or_given_up(opened, settled, tmp_path, imports_it):
    table = write_pasted([["村名", "组名"], ["石桥村", "一组"]], tmp_path)
    page = opened("exchange")
    page.show_record(record_name("file", str(table)))
    settled()
    assert table.exists()
    if imports_it:
        page.wizard.show_step(CONFIRM)
        page.wizard.accept.click()
        settled()
        assert page.wizard.step == DONE
    else:
        page.wizard.back.click()
        assert table.exists()
        page.wizard.restart()
    assert not table.exists()


def test_a_file_of_the_clerk_stays_when_it_is_imported(opened, settled, tmp_path):
    table = write_pasted([["村名", "组名"], ["石桥村", "一组"]], tmp_path)
    page = opened("exchange")
    page.wizard.read([table])
    settled()
    page.wizard.restart()
    assert table.exists()


def test_the_result_leads_to_another_page(imported, opened):
    page = opened("exchange")
    asked = []
    page.go_to.connect(lambda name, record: asked.append((name, record)))
    page.wizard.page_wanted.emit("people")
    assert asked == [("people", "")]


def test_an_import_not_yet_confirmed_is_unfinished(imported, opened, settled):
    page = opened("exchange")
    assert page.unfinished == ""
    page.wizard.read([GROUPS])
    settled()
    assert "还没有确认导入" in page.unfinished


def test_in_a_low_window_the_choice_of_files_is_whole_above_the_imports_so_far(imported, opened, qtbot):
    page = opened("exchange")
    page.setMinimumSize(10, 10)
    page.resize(800, 440)
    drop, choose = page.wizard.choose.drop, page.wizard.choose.drop.files

    def bottom(part):
        return part.mapTo(page, QPoint(0, part.height())).y()

    qtbot.waitUntil(lambda: bottom(drop) <= page.past.y())
    assert bottom(choose) < bottom(drop)
    assert bottom(page.past) <= page.height()
