import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.services import history
from app.services.figures import stats
from app.ui.undoing import take_back
from app.ui.wizard.wizard import CHOOSE, CONFIRM, DONE, PROBLEMS, SHEETS
from tests.contents import living_content

ROSTER = (
    "姓名,性别,民族,公民身份号码,所在党支部,入党时间,转正时间,人员类别",
    "沙晨,男,壮族,532699196602240878,长城村西湾党支部,1992.01.18,19930118,正式党员",
)
BRANCHES = (
    "党组织名称,党组织类别,上级党组织",
    "中共长城乡委员会,党委,",
    "长城村西湾党支部,党支部,中共长城乡委员会",
)


@pytest.fixture
def two_files(csv):
    return [csv("党组织.csv", *BRANCHES), csv("花名册.csv", *ROSTER)]


def test_the_example_township_is_imported_looked_at_and_taken_back(
    wizard, session, sample, settled, store, answers
):
    before = living_content(store)
    wizard.choose._take([sample])
    settled()
    assert wizard.step == SHEETS
    assert wizard.sheets.list.count() == 8
    for step in (PROBLEMS, CONFIRM):
        wizard.forth.click()
        assert wizard.step == step
    assert "党员1096人" in wizard.changes.sentence.text()
    wizard.accept.click()
    settled()
    assert wizard.step == DONE
    expected = json.loads((sample / "expected.json").read_text(encoding="utf-8"))
    found = stats(session.reader, year=2023, as_of=session.as_of)
    assert {**found, "township": expected["township"]} == expected
    answers.give("ask", True)
    wizard.result.undo.click()
    settled()
    assert wizard.result.heading.text() == "已撤销"
    result = wizard.result
    assert (
        result.sentence.geometry().bottom() < result.height() / 3
    )  # at the top, where the table was under it
    assert living_content(store) == before
    [asked] = answers.heard("ask")
    assert "条记录" in asked


def test_an_import_undone_elsewhere_is_no_longer_called_done(wizard, session, two_files, settled, answers):
    wizard.read(two_files)
    settled()
    wizard.show_step(CONFIRM)
    wizard.accept.click()
    settled()
    for ask in (history.undoable, history.restorable):
        take_back(wizard, session, ask(session.reader))
        settled()
        assert wizard.result.undo.isEnabled() is (ask is history.restorable)
    assert wizard.result.heading.text() == "已恢复"


def test_nothing_is_written_before_it_is_confirmed_and_giving_up_is_asked_about(
    wizard, session, two_files, settled, answers
):
    wizard.read(two_files)
    settled()
    wizard.show_step(CONFIRM)
    assert session.reader.find("person") == []
    for given_up in (False, True):
        answers.give("ask", given_up)
        assert wizard.is_under_way
        wizard.cancel.click()
        assert (wizard.plan is None) is given_up
    assert wizard.step == CHOOSE
    assert not wizard.is_under_way


def test_going_back_to_the_files_keeps_what_was_read(wizard, two_files, settled):
    wizard.read(two_files)
    settled()
    wizard.back.click()
    assert wizard.step == CHOOSE
    wizard.forth.click()
    assert wizard.step == SHEETS
    assert wizard.sheets.list.count() == 2


def test_a_backup_is_made_before_an_import(wizard, session, two_files, settled):
    from app.services.backups import backups

    wizard.read(two_files)
    settled()
    wizard.show_step(CONFIRM)
    wizard.accept.click()
    settled()
    assert len(backups(session.ledger)) == 1
    assert [row["name"] for row in session.reader.find("person")] == ["沙晨"]


def test_the_same_files_twice_have_nothing_to_accept(wizard, two_files, settled):
    for _ in range(2):
        wizard.read(two_files)
        settled()
        wizard.show_step(CONFIRM)
        if wizard.accept.isEnabled():
            wizard.accept.click()
            settled()
    assert wizard.step == CONFIRM
    assert not wizard.accept.isEnabled()
    assert "相同、不动 3 行" in wizard.changes.counts.text()


def test_a_changed_file_shows_what_will_change_field_by_field(wizard, two_files, csv, settled):
    wizard.read(two_files)
    settled()
    wizard.show_step(CONFIRM)
    wizard.accept.click()
    settled()
    wizard.read([csv("花名册2.csv", ROSTER[0], ROSTER[1].replace("1992.01.18", "1992.02.18"))])
    settled()
    wizard.show_step(CONFIRM)
    [line] = wizard.changes.table.plain.rows
    assert line.cells[2:] == ("沙晨", "入党时间", "1992年1月18日", "1992年2月18日")


def test_bad_rows_can_be_left_out_and_saved_to_be_put_right(
    wizard, session, two_files, csv, settled, answers, tmp_path
):
    bad = csv(
        "花名册.csv",
        *ROSTER,
        "李四,男,汉族,532699196602240879,长城村西湾党支部,2000-01-01,2001-01-01,正式党员",
    )
    wizard.read([two_files[0], bad])
    settled()
    wizard.show_step(CONFIRM)
    assert "1 行有问题" in wizard.changes.skip.text()
    wizard.accept.click()
    settled()
    assert [row["name"] for row in session.reader.find("person")] == ["沙晨"]
    assert "有 1 行有问题，没有导入" in wizard.result.sentence.text()
    answers.give("save_file", tmp_path / "没有导入.xlsx")
    wizard.result.left_out.click()
    settled()
    assert (tmp_path / "没有导入.xlsx").exists()


def test_with_bad_rows_the_clerk_can_decide_to_import_nothing(wizard, session, two_files, csv, settled):
    bad = csv(
        "花名册.csv",
        ROSTER[0],
        "李四,男,汉族,532699196602240879,长城村西湾党支部,2000-01-01,2001-01-01,正式党员",
    )
    wizard.read([two_files[0], bad])
    settled()
    wizard.show_step(CONFIRM)
    wizard.changes.stop.setChecked(True)
    wizard.accept.click()
    settled()
    assert wizard.step == CHOOSE
    assert session.reader.find("organization") == []


def test_the_bad_rows_are_saved_as_a_workbook(wizard, two_files, csv, settled, answers, tmp_path):
    bad = csv(
        "花名册.csv",
        ROSTER[0],
        "李四,男,汉族,532699196602240879,长城村西湾党支部,2000-01-01,2001-01-01,正式党员",
    )
    wizard.read([two_files[0], bad])
    settled()
    wizard.show_step(PROBLEMS)
    answers.give("save_file", tmp_path / "问题.xlsx")
    wizard.problems.save.click()
    settled()
    assert (tmp_path / "问题.xlsx").stat().st_size > 0


def test_a_file_that_cannot_be_read_is_told_in_one_sentence(wizard, tmp_path, settled, answers):
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    wizard.read([broken])
    settled()
    assert wizard.step == CHOOSE
    assert len(answers.heard("show_error")) == 1


def test_a_mended_file_is_read_again(wizard, two_files, settled):
    wizard.read(two_files)
    settled()
    two_files[1].write_text(
        "\n".join((*ROSTER, ROSTER[1].replace("沙晨", "沙明").replace("532699196602240878", ""))),
        encoding="utf-8-sig",
    )
    wizard.again.click()
    settled()
    assert wizard.sheets._plan.sheets[1].rows == 2


def test_the_whole_way_is_gone_with_the_keyboard(wizard, session, two_files, settled, qtbot):
    wizard.read(two_files)
    settled()
    for _ in range(2):
        assert wizard.forth.hasFocus()
        qtbot.keyClick(wizard.forth, Qt.Key.Key_Space)
    assert wizard.accept.hasFocus()
    qtbot.keyClick(wizard.accept, Qt.Key.Key_Space)
    settled()
    assert wizard.step == DONE
    assert session.reader.find("person")


def test_the_result_leads_on_to_other_pages(wizard, two_files, settled):
    wanted = []
    wizard.page_wanted.connect(wanted.append)
    wizard.read(two_files)
    settled()
    wizard.show_step(CONFIRM)
    wizard.accept.click()
    settled()
    link = next(b for b in wizard.result.findChildren(QPushButton) if b.text() == "看党员花名册")
    link.click()
    assert wanted == ["people"]


def test_a_sheet_taken_for_another_kind_is_read_as_the_clerk_says(wizard, csv, settled):
    wizard.read(
        [
            csv("甲.csv", *ROSTER),
            csv("名单.csv", "姓名,所在党支部,申请时间", "李四,长城村西湾党支部,2023-01-01"),
        ]
    )
    settled()
    assert [sheet.kind for sheet in wizard.plan.sheets] == ["members", "members"]
    wizard.sheets.list.setCurrentRow(1)
    wizard.sheets.kinds.setCurrentIndex(wizard.sheets.kinds.findData("development"))
    wizard.sheets._name_kind()
    settled()
    assert [sheet.kind for sheet in wizard.plan.sheets] == ["members", "development"]
    assert wizard.sheets.list.currentRow() == 1


def test_a_file_that_could_not_be_read_stays_in_the_list(wizard, csv, tmp_path, settled):
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    wizard.read([csv("名单.csv", "姓名,所在党支部,申请时间", "李四,长城村西湾党支部,2023-01-01"), broken])
    settled()
    wizard.sheets.kinds.setCurrentIndex(wizard.sheets.kinds.findData("development"))
    wizard.sheets._name_kind()
    settled()
    assert [sheet.file for sheet in wizard.plan.sheets] == ["名单.csv", "坏.xlsx"]
    wizard.sheets.list.setCurrentRow(1)
    assert not wizard.sheets.naming.isVisible()


def test_an_empty_workbook_to_fill_in_is_saved_and_can_be_read_back(wizard, answers, tmp_path, settled):
    path = tmp_path / "空白.xlsx"
    answers.give("save_file", path)
    entry = next(action for action in wizard.choose.templates.actions() if action.text() == "党员花名册")
    entry.trigger()
    settled()
    assert "空白模板已保存为" in answers.heard("say")[0]
    wizard.read([path])
    settled()
    assert [sheet.kind for sheet in wizard.plan.understood] == ["members"]


def test_the_year_the_workbooks_speak_of_is_offered(wizard, session, sample, settled):
    session.set_year(2019)
    wizard.read([sample / "6-村集体经济收入台账2023.xlsx", sample / "7-村集体经济收入台账2024上半年.xlsx"])
    settled()
    wizard.show_step(CONFIRM)
    wizard.accept.click()
    settled()
    assert wizard.result.message.action.text() == "切换到 2023 年"
    wizard.result.message.action.click()
    assert session.year == 2023
    assert not wizard.result.message.isVisible()


def test_no_year_is_offered_when_it_is_the_one_shown(wizard, sample, settled):
    wizard.read([sample / "6-村集体经济收入台账2023.xlsx"])
    settled()
    wizard.show_step(CONFIRM)
    wizard.accept.click()
    settled()
    assert not wizard.result.message.isVisible()


def test_the_kind_named_stays_when_the_files_are_read_again(wizard, two_files, settled):
    wizard.read(two_files)
    settled()
    wizard.sheets.list.setCurrentRow(1)
    wizard.sheets.kinds.setCurrentIndex(wizard.sheets.kinds.findData("development"))
    wizard.sheets._name_kind()
    settled()
    wizard.again.click()
    settled()
    assert [sheet.kind for sheet in wizard.plan.sheets] == ["organizations", "development"]
