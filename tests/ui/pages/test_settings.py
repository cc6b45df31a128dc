from contextlib import closing

import pytest

from app.models.connection import connect
from app.paths import profile_dir
from app.services import passwords
from app.services.backups import backups
from app.services.townships import setting, township


@pytest.fixture
def page(ids, opened):
    return opened("settings")


@pytest.fixture
def keys_kept():
    """The account's keys are put back afterwards: all test ledgers are copies that share one."""
    folder = profile_dir() / "keys"
    before = {path: path.read_bytes() for path in folder.iterdir()}
    yield
    for path, content in before.items():
        path.write_bytes(content)


def test_the_office_is_renamed(page, session, settled, answers):
    pane = page.panes["office"]
    pane.name.setText("绿水镇")
    pane._save_office()
    settled()
    assert township(session.reader).name == "绿水镇"


def test_an_office_without_a_name_is_refused_in_words(page, session, settled, answers):
    pane = page.panes["office"]
    pane.name.setText(" ")
    pane._save_office()
    settled()
    assert "单位名称不能为空" in answers.heard("show_error")[0]
    assert township(session.reader).name == "青山镇"


def test_operations_bear_the_new_users_name(page, session, settled):
    pane = page.panes["office"]
    pane.actor.setText("李干事")
    pane._save_actor()
    settled()
    assert session.actor == "李干事"
    assert setting(session.reader, "actor") == "李干事"


def test_a_password_is_set_and_taken_away(keys_kept, page, session, answers):
    pane = page.panes["office"]
    pane.new.setText("三月的山茶花开")
    pane.again.setText("三月的山茶花开了")
    pane._change_password()
    assert "不一样" in answers.heard("show_error")[0]
    pane.new.setText("三月的山茶花开了吗")
    pane.again.setText("三月的山茶花开了吗")
    pane._change_password()
    assert passwords.has_password(session.ledger)
    assert pane.form.isRowVisible(pane.old)
    pane.old.setText("三月的山茶花开了吗")
    answers.give("ask", True)
    pane._remove_password()
    assert not passwords.has_password(session.ledger)


def test_a_wrong_old_password_changes_nothing(keys_kept, page, session, answers):
    passwords.change_password(session.ledger, old="", new="十二个字的口令吧", again="十二个字的口令吧")
    pane = page.panes["office"]
    pane.old.setText("别的口令别的口令")
    answers.give("ask", True)
    pane._remove_password()
    assert passwords.has_password(session.ledger)


def test_a_backup_is_made_checked_and_listed(page, session, settled, answers):
    page.show_record("backups")
    pane = page.panes["backups"]
    assert pane.empty.isVisible()
    pane._make()
    settled()
    assert len(pane.table.plain.rows) == 1
    pane.table.choose_row(0)
    assert pane.check.isEnabled()
    pane._verify()
    settled()
    assert "可以用来恢复" in answers.heard("say")[-1]
    assert "人员 6" in answers.heard("say")[-1]


def holds(path, key, village):
    with closing(connect(path, key)) as held:
        return held.execute("SELECT count(*) FROM village WHERE name = ?", [village]).fetchone() == (1,)


def test_a_restored_ledger_is_as_the_backup_was(page, session, store, settled, answers, qtbot):
    page.show_record("backups")
    pane = page.panes["backups"]
    pane._make()
    settled()
    with store.operation("test", "改名", "测试员"):
        store.update("village", store.find("village", name="东岭村")[0]["id"], {"name": "新名字"})
    store.close()
    pane.table.choose_row(0)
    answers.give("ask", True)
    pane._restore()
    settled()
    again = session.ledger.connect(readonly=True)
    try:
        assert again.find("village", name="东岭村")
    finally:
        again.close()
    assert "已恢复" in answers.heard("say")[-1]
    assert len(backups(session.ledger)) == 2
    assert any(holds(backup.path, session.ledger.key, "新名字") for backup in backups(session.ledger))


def test_a_restore_is_asked_about_first(page, session, settled, answers):
    page.show_record("backups")
    pane = page.panes["backups"]
    pane._make()
    settled()
    pane.table.choose_row(0)
    answers.give("ask", False)
    pane._restore()
    assert session.reader.find("village", name="东岭村")


def test_any_step_can_be_taken_back_from_the_history(page, session, settled, answers):
    page.show_record("history")
    pane = page.panes["history"]
    assert pane.table.plain.rows[0].cells[2] == "写入示例乡镇"
    pane.table.choose_row(0)
    answers.give("ask", True)
    pane._undo()
    settled()
    assert session.reader.find("village") == []
    assert pane.table.plain.rows[1].cells[4] == "已撤销"


def test_making_the_ledger_cannot_be_taken_back(page):
    page.show_record("history")
    pane = page.panes["history"]
    pane.table.choose_row(len(pane.table.plain.rows) - 1)
    assert not pane.undo.isEnabled()


def test_the_history_is_searched(page):
    page.show_record("history")
    pane = page.panes["history"]
    pane.search.setText("新建台账")
    pane.search.searched.emit("新建台账")
    assert len(pane.table.plain.rows) == 1


def test_large_letters_are_remembered(page, session):
    page.show_record("look")
    page.panes["look"].large.setChecked(True)
    assert session.preferences.flag("large_font")
    page.panes["look"].normal.setChecked(True)
    assert not session.preferences.flag("large_font")


def test_the_computer_is_looked_over(page, settled, qtbot):
    page.show_record("doctor")
    pane = page.panes["doctor"]
    qtbot.waitUntil(lambda: bool(pane.table.plain.rows), timeout=10_000)
    assert "台账文件" in [line.cells[0] for line in pane.table.plain.rows]


def test_what_was_taken_back_is_brought_back_from_its_own_line(page, session, settled, answers):
    page.show_record("history")
    pane = page.panes["history"]
    for row, words in ((0, "撤销这一步"), (1, "恢复这一步")):
        pane.table.choose_row(row)
        assert pane.undo.text() == words
        answers.give("ask", True)
        pane.undo.click()
        settled()
    assert session.reader.find("village")
    told = [line.cells[2:5:2] for line in pane.table.plain.rows[:3]]
    assert told == [("恢复：写入示例乡镇", ""), ("撤销：写入示例乡镇", "已恢复"), ("写入示例乡镇", "")]
