import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QWidget

from app.services import townships
from app.ui import dialogs
from app.ui import pages as registry
from app.ui.main_window import MainWindow
from app.ui.page import Page, record_name, split_record
from tests.builders import make_village

LOADED_LATE = [
    "numpy",
    "matplotlib",
    "openpyxl",
    "reportlab",
    "pypinyin",
    "sqlite_utils",
    "docx",
    "xlsxwriter",
]


class QuietPage(Page):
    """A page that writes down what happens to it."""

    name, title, icon = "people", "党员", "people"
    listens = frozenset({"person"})

    def __init__(self, session, parent=None):
        super().__init__(session, parent)
        self.calls = []

    def build(self):
        self.calls.append("build")
        self.add_header("说明")

    def refresh(self):
        self.calls.append("refresh")

    def show_record(self, record):
        self.calls.append(record)


@pytest.fixture
def window(session, qtbot, monkeypatch):
    """The window with pages that stand still, so that the frame itself is looked at."""
    monkeypatch.setattr(registry.PageEntry, "load", lambda entry: QuietPage)
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_pages_are_made_at_their_first_visit_only(window):
    assert set(window.pages) == {"home"}
    window.open_page("people")
    window.open_page("home")
    window.open_page("people")
    assert set(window.pages) == {"home", "people"}
    assert window.pages["people"].calls == ["build", "refresh"]


def test_every_page_is_reached_by_its_key(window, qtbot):
    for number, entry in enumerate(registry.PAGES, start=1):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
        assert window.page is window.pages[entry.name]
        assert window.nav.currentRow() == number - 1


def test_a_hidden_page_turns_stale_and_the_page_shown_refreshes(window, session):
    window.open_page("people")
    window.open_page("home")
    hidden, shown = window.pages["people"], window.pages["home"]
    hidden.calls.clear()
    shown.calls.clear()
    session.changed.emit(frozenset({"person"}))
    assert (hidden.calls, shown.calls) == ([], ["refresh"])
    window.open_page("people")
    assert hidden.calls == ["refresh"]


def test_what_a_page_does_not_listen_to_leaves_it_alone(window, session):
    window.page.calls.clear()
    session.changed.emit(frozenset({"income_entry"}))
    assert window.page.calls == []


def test_another_year_refreshes_the_page_shown(window, session):
    window.page.calls.clear()
    window.top.year.setCurrentIndex(window.top.year.findData(2021))
    assert session.year == 2021
    assert window.page.calls == ["refresh"]


def test_a_record_opens_on_the_page_it_belongs_to(window):
    window.pages["home"].open_record("person", "abc")
    assert window.page is window.pages["people"]
    assert window.page.calls[-1] == "person:abc"
    assert split_record(record_name("person", "abc")) == ("person", "abc")


def test_a_page_that_cannot_open_leaves_the_others_usable(session, qtbot, monkeypatch, answers):
    def load(entry):
        if entry.name == "economy":
            raise RuntimeError("broken")
        return QuietPage

    monkeypatch.setattr(registry.PageEntry, "load", load)
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.open_page("economy")
    assert isinstance(made.page, QWidget)
    assert answers.heard("show_bug")
    answers.said.clear()
    made.open_page("home")
    assert isinstance(made.page, QuietPage)


def test_undo_says_what_it_takes_back(window, session, store, answers, settled, qtbot):
    make_village(store, "新村")
    window.bottom.refresh()
    assert "登记 village" in window.bottom.undo_button.text()
    answers.give("ask", True)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert "登记 village" in answers.heard("ask")[0]
    assert session.reader.find("village") == []


def test_undo_can_be_thought_better_of(window, session, store, answers, qtbot):
    make_village(store, "新村")
    answers.give("ask", False)
    window.bottom.undo()
    assert len(session.reader.find("village")) == 1


def test_what_was_undone_is_offered_to_be_brought_back(window, session, store, answers, settled, qtbot):
    make_village(store, "新村")
    for key in (Qt.Key.Key_Z, Qt.Key.Key_Y):
        answers.give("ask", True)
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        settled()
        assert len(session.reader.find("village")) == (key == Qt.Key.Key_Y)
        assert window.bottom.redo_button.isHidden() is (key == Qt.Key.Key_Y)
    assert "恢复“登记 village”" in answers.heard("ask")[1]


def test_undoing_many_records_says_how_many_and_is_not_done_by_enter(
    window, session, store, monkeypatch, answers
):
    with store.operation("test", "登记两个村", "测试员"):
        store.insert("village", [{"name": "甲村"}, {"name": "乙村"}])
    asked = []
    monkeypatch.setattr(dialogs, "ask", lambda *given, **options: asked.append((given[2], options)))
    window.bottom.undo()
    [(question, options)] = asked
    assert "2 条记录" in question
    assert options["careful"]


def test_nothing_to_undo_is_said(window, answers):
    window.bottom.undo()
    assert "没有可以撤销" in answers.heard("say")[0]


def test_the_bar_tells_file_user_and_backup(window, session):
    window.bottom.refresh()
    assert session.actor in window.bottom.user.text()
    assert "还没有" in window.bottom.backup.text()
    assert window.bottom.file.tip == str(session.ledger.folder)


def test_the_window_is_named_after_the_office(window, session, settled):
    def rename(store, progress):
        townships.rename(store, name="新名镇", county="白水县", level="township", actor="某人")

    assert "青山镇" in window.windowTitle()
    session.run(rename, done=lambda _: None, title="改名")
    settled()
    assert "新名镇" in window.windowTitle()


def test_the_window_does_not_close_over_work_under_way_and_says_why(window, session, settled, qtbot):
    begun, gate = threading.Event(), threading.Event()
    session.run(lambda _store, _progress: begun.set() or gate.wait(10), done=lambda _: None, title="很久")
    event = QCloseEvent()
    qtbot.waitUntil(begun.is_set)
    window.closeEvent(event)
    assert not event.isAccepted()
    assert "才能关闭程序" in session.progress.panel.reason.text()
    gate.set()
    settled()
    assert session.progress.panel is None


def test_closing_asks_first_while_a_page_has_something_unfinished(window, answers, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(QuietPage, "unfinished", "还有没做完的事。")
        for agreed in (False, True):
            answers.give("ask", agreed)
            event = QCloseEvent()
            window.closeEvent(event)
            assert event.isAccepted() is agreed
    assert "还有没做完的事" in answers.heard("ask")[0]


def test_the_search_is_reached_by_its_key(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.top.search.hasFocus() or window.focusWidget() is window.top.search


def test_nothing_is_cut_off_on_a_small_screen(window, qtbot):
    window.resize(1366, 728)
    qtbot.wait(20)
    for part in (window.top.year, window.top.search, window.bottom.backup, window.nav):
        corner = part.mapTo(window, QPoint(part.width(), part.height()))
        assert corner.x() <= 1366
        assert corner.y() <= 728


class WindowsSeen(QObject):
    """Writes down whatever is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_no_part_of_a_page_flashes_up_as_a_window_while_it_is_built(window, qapp, settled):
    watch = WindowsSeen()
    qapp.installEventFilter(watch)
    for entry in registry.PAGES:
        window.open_page(entry.name)
        settled()
    qapp.removeEventFilter(watch)
    assert watch.seen == []


def test_nothing_heavy_is_loaded_before_the_first_picture(ledger):
    ledger.close()
    script = f"""
import datetime, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.services.ledgers import open_ledger
from app.ui import theme
import app.gui
app_ = QApplication([])
theme.apply(app_)
from app.ui.session import Session
from app.ui.main_window import MainWindow
ledger = open_ledger(Path({str(ledger.folder)!r}))
seen = []
class First(MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        seen.extend(m for m in sys.modules if m.split(".")[0] in {LOADED_LATE!r} and "." not in m)
        seen.extend(m for m in sys.modules if m.startswith("PySide6.Qt"))
        app_.quit()
session = Session(ledger, as_of=datetime.date(2023, 12, 31))
window = First(session)
window.show()
app_.exec()
print(",".join(sorted(set(seen))))
session.close()
ledger.close()
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (
        done.stdout.strip().splitlines()[-1] == "PySide6.QtCore,PySide6.QtGui,PySide6.QtSvg,PySide6.QtWidgets"
    )


@pytest.fixture
def whole(session, qtbot, settled):
    """The window with its real pages; it goes when the lane has done what they asked for."""
    made = MainWindow(session)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    settled()
    yield made
    settled()
    made.close()
    made.deleteLater()


@pytest.mark.parametrize("entry", registry.PAGES, ids=lambda entry: entry.name)
def test_every_page_takes_the_keyboard_when_it_is_opened(whole, qtbot, entry):
    whole.nav.setFocus()
    whole.open_page(entry.name)
    qtbot.waitUntil(lambda: whole.page.isAncestorOf(whole.focusWidget()))


def test_f6_goes_to_the_navigation_and_back_into_the_page(whole, qtbot):
    whole.open_page("settings")
    qtbot.waitUntil(lambda: whole.page.isAncestorOf(whole.focusWidget()))
    qtbot.keyClick(whole, Qt.Key.Key_F6)
    assert whole.focusWidget() is whole.nav
    qtbot.keyClick(whole, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: whole.page.isAncestorOf(whole.focusWidget()))


def test_ctrl_f_goes_to_the_search_of_the_page_or_to_the_global_one(whole, qtbot):
    whole.open_page("organizations")
    qtbot.waitUntil(lambda: whole.page.filters.search.isVisible())
    qtbot.keyClick(whole, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert whole.focusWidget() is whole.page.filters.search
    whole.open_page("home")
    qtbot.keyClick(whole, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert whole.focusWidget() is whole.top.search


def test_enter_presses_the_button_the_focus_is_on(whole, qtbot):
    whole.open_page("home")
    qtbot.waitUntil(lambda: whole.page.first_steps.isVisible())
    whole.page.step_button.setFocus()
    qtbot.keyClick(whole.page.step_button, Qt.Key.Key_Return)
    assert whole.page.name == "exchange"


def stops(page):
    """Return what of a page the keyboard must reach: of buttons that exclude each other the one that is on."""
    return {
        part
        for kind in (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
        for part in page.findChildren(kind)
        if part.isVisible()
        and not part.objectName().startswith("qt_")  # inside another part
        and part.isEnabled()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (isinstance(part, QAbstractButton) and part.group() and not part.isChecked())
    }


@pytest.mark.parametrize("entry", registry.PAGES, ids=lambda entry: entry.name)
def test_tab_reaches_every_part_of_a_page(whole, qtbot, settled, entry):
    whole.open_page(entry.name)
    qtbot.waitUntil(lambda: whole.page.isAncestorOf(whole.focusWidget()))
    settled()
    seen = []
    while (focus := whole.focusWidget()) not in seen:
        seen.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    missed = stops(whole.page) - set(seen)
    assert not missed, [part.accessibleName() or getattr(part, "text", str)() for part in missed]
