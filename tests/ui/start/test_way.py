import datetime
import shutil

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog

from app.errors import Locked
from app.models.ledger import DB_NAME, Ledger
from app.paths import default_data_dir
from app.services import ledgers, townships
from app.services.backups import make_backup
from app.ui.preferences import Preferences
from app.ui.start import creation, way
from app.ui.start.choice import StartDialog
from app.ui.start.creation import NewLedgerDialog, RecoveryCodeDialog
from app.ui.start.unlock import UnlockDialog

TODAY = datetime.date(2023, 12, 31)
PASSWORD = "一句很长的口令吧"


@pytest.fixture
def preferences(tmp_path, dressed):
    return Preferences(tmp_path / "window.ini")


@pytest.fixture
def shut(empty_ledger_folder, tmp_path):
    """A ledger without a password that nobody holds."""
    return shutil.copytree(empty_ledger_folder, tmp_path / "ledger")


@pytest.fixture
def locked_up(tmp_path):
    """A ledger with a password, and its recovery code."""
    made = ledgers.create(tmp_path / "secret", name="青山镇", password=PASSWORD)
    made.ledger.close()
    return tmp_path / "secret", made.recovery_code


@pytest.fixture
def user(monkeypatch):
    """Lets a test play the user of the modal dialogs, one function per kind of dialog."""
    plays = {}

    def run(dialog):
        plays[type(dialog)](dialog)
        return QDialog.DialogCode(dialog.result())

    for kind in (StartDialog, NewLedgerDialog, RecoveryCodeDialog, UnlockDialog):
        monkeypatch.setattr(kind, "exec", run)
    return plays


def find(preferences, asked=None, password=None):
    return way.find_ledger(asked, password, preferences, TODAY)


def test_a_known_ledger_opens_without_a_question_and_is_remembered(preferences, shut, answers):
    ledger = find(preferences, shut)
    ledger.close()
    assert way.remembered(preferences) == shut


def test_a_ledger_that_is_gone_is_forgotten(preferences, shut):
    preferences.keep(way.LAST_LEDGER, str(shut))
    (shut / DB_NAME).unlink()
    assert way.remembered(preferences) == default_data_dir()


def test_the_password_may_come_from_a_file(preferences, locked_up, answers):
    find(preferences, locked_up[0], PASSWORD).close()


def test_the_password_is_asked_again_when_it_is_wrong(preferences, locked_up, user, answers):
    def play(dialog):
        dialog.unlock()
        assert "先输入口令" in dialog.message.text.text()
        dialog.secret.setText("不是这个口令呀")
        dialog.unlock()
        assert "口令不对" in dialog.message.text.text()
        dialog.secret.setText(PASSWORD)
        dialog.unlock()

    user[UnlockDialog] = play
    find(preferences, locked_up[0]).close()


def test_a_forgotten_password_gives_way_to_the_recovery_code(preferences, locked_up, user, answers):
    def play(dialog):
        dialog.switch.click()
        assert dialog.secret.echoMode() == dialog.secret.EchoMode.Normal
        dialog.secret.setText(locked_up[1].lower())
        dialog.unlock()

    user[UnlockDialog] = play
    find(preferences, locked_up[0]).close()


def test_giving_up_at_the_password_leads_to_the_start_and_out(preferences, locked_up, user, answers):
    user[UnlockDialog] = lambda dialog: dialog.reject()
    user[StartDialog] = lambda dialog: dialog.reject()
    assert find(preferences, locked_up[0]) is None


def test_a_held_ledger_says_which_one_it_is(preferences, ledger, answers):
    with pytest.raises(Locked) as refused:
        find(preferences, ledger.folder)
    assert refused.value.detail == str(ledger.folder)


def test_no_password_is_asked_for_a_ledger_that_another_window_holds(preferences, locked_up, answers):
    held = ledgers.open_ledger(locked_up[0], password=PASSWORD)
    with pytest.raises(Locked):
        find(preferences, locked_up[0])
    held.close()


def test_a_damaged_file_is_told_in_words_and_the_start_comes_back(preferences, shut, user, answers):
    (shut / DB_NAME).write_bytes(b"\0" * 8192)
    user[StartDialog] = lambda dialog: dialog.reject()
    assert find(preferences, shut) is None
    [told] = answers.heard("show_error")
    assert "。" in told


def new_ledger(password, again=None):
    def play(dialog):
        dialog.name.setText("长城彝族乡")
        dialog.county.setText("丘北县")
        if password is None:
            dialog.without.setChecked(True)
        else:
            dialog.password.setText(password)
            dialog.again.setText(again or password)
        dialog.make()
        if dialog.ledger is None:
            dialog.again.setText(password)
            dialog.make()

    return play


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_a_new_ledger_is_named_and_its_recovery_code_shown(preferences, tmp_path, user, answers, password):
    codes = []

    def keep(dialog):
        assert not dialog.go_on.isEnabled()
        dialog.kept.setChecked(True)
        codes.append(dialog.code)
        dialog.go_on.click()

    user[StartDialog] = lambda dialog: dialog.buttons["new"].click()
    user[NewLedgerDialog] = new_ledger(password, "打错了的口令呀")
    user[RecoveryCodeDialog] = keep
    ledger = find(preferences, tmp_path / "new")
    reader = ledger.connect(readonly=True)
    assert townships.township(reader) == townships.Township("长城彝族乡", "丘北县", "township")
    reader.close()
    ledger.close()
    ledgers.open_ledger(tmp_path / "new", recovery_code=codes[0]).close()


def test_a_short_password_and_a_missing_name_are_told_in_the_dialog(dressed, qtbot, tmp_path):
    dialog = NewLedgerDialog(tmp_path / "new")
    qtbot.addWidget(dialog)
    dialog.password.setText("短")
    dialog.make()
    assert "口令太短" in dialog.message.text.text()
    dialog.without.setChecked(True)
    dialog.make()
    assert "名称不能为空" in dialog.message.text.text()
    assert not Ledger.exists(tmp_path / "new")


def test_closing_the_recovery_code_is_asked_back(dressed, qtbot, answers):
    dialog = RecoveryCodeDialog("AAAAA-BBBBB", "丘北县长城彝族乡")
    qtbot.addWidget(dialog)
    dialog.show()
    answers.give("ask", False)
    dialog.reject()
    assert dialog.isVisible()
    answers.give("ask", True)
    dialog.reject()
    assert not dialog.isVisible()


def test_the_recovery_code_can_be_saved_to_a_stick(dressed, qtbot, answers, tmp_path):
    dialog = RecoveryCodeDialog("AAAAA-BBBBB", "丘北县长城彝族乡")
    qtbot.addWidget(dialog)
    answers.give("save_file", tmp_path / "恢复码.txt")
    dialog.save_button.click()
    assert "AAAAA-BBBBB" in (tmp_path / "恢复码.txt").read_text(encoding="utf-8-sig")


def test_a_folder_without_a_ledger_is_told_and_asked_again(preferences, tmp_path, shut, user, answers):
    answers.give("choose_folder", tmp_path)
    answers.give("choose_folder", shut)
    user[StartDialog] = lambda dialog: dialog.buttons["open"].click()
    find(preferences, tmp_path / "none").close()
    assert "没有台账" in answers.heard("show_error")[0]


def test_the_code_sheet_has_everything_needed_years_later():
    text = creation.code_sheet.text("AAAAA-BBBBB", "丘北县长城彝族乡")
    assert "AAAAA-BBBBB" in text
    assert "丘北县长城彝族乡" in text


def test_the_code_sheet_is_one_page_with_the_code_in_large_letters(dressed, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "恢复码.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    code = "357A6-628WA-ZWN60-HER2G-Y57YX"
    creation.code_sheet.draw(printer, dressed.font(), code, "丘北县长城彝族乡")
    with pypdfium2.PdfDocument(tmp_path / "恢复码.pdf") as document:
        [page] = document
        words = page.get_textpage()
        place = words.search(code).get_next()
        left, right = (words.get_charbox(place[0] + n) for n in (0, len(code) - 1))
        assert right[2] - left[0] > page.get_width() / 2


def spoil(folder):
    """Damage a ledger's file as a bad disk would."""
    path = folder / DB_NAME
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])


def test_a_damaged_ledger_is_opened_again_from_its_backup_when_the_user_agrees(shut, preferences, answers):
    with Ledger.open(shut) as ledger:
        make_backup(ledger)
    spoil(shut)
    answers.give("ask", True)
    with way.find_ledger(shut, None, preferences, TODAY) as opened:
        store = opened.connect()
        assert townships.township(store).name
        store.close()
    assert "最近一份完好的备份" in answers.heard("ask")[0]
    assert [path.name for path in shut.iterdir() if path.name.startswith("恢复前-")]


def test_a_damaged_ledger_with_a_password_is_asked_for_it_once(locked_up, preferences, answers, user):
    folder, _ = locked_up
    with Ledger.open(folder, password=PASSWORD) as ledger:
        make_backup(ledger)
    spoil(folder)
    prompts = []

    def type_it(prompt):
        prompts.append(prompt)
        prompt.secret.setText(PASSWORD)
        prompt.unlock()

    user[UnlockDialog] = type_it
    answers.give("ask", True)
    way.find_ledger(folder, None, preferences, TODAY).close()
    assert len(prompts) == 1


def test_a_damaged_ledger_without_a_backup_is_left_as_it_is(shut, preferences, answers, user):
    spoil(shut)
    before = (shut / DB_NAME).read_bytes()
    user[StartDialog] = lambda dialog: dialog.reject()
    assert way.find_ledger(shut, None, preferences, TODAY) is None
    assert "没有找到完好的备份" in answers.heard("show_error")[0]
    assert (shut / DB_NAME).read_bytes() == before


def test_enter_takes_the_choice_the_focus_is_on(qtbot, dressed):
    start = StartDialog()
    qtbot.addWidget(start)
    start.show()
    start.buttons["demo"].setFocus()
    qtbot.keyClick(start.buttons["demo"], Qt.Key.Key_Return)
    assert start.choice == "demo"
