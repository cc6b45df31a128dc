"""The yearly 分类定级 of 53 branches in the whole window, with keys alone: from self-assessment to filing, what is
refused afterwards, why it is opened again; and the township's grades pasted from a workbook and taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services import rounds
from app.services.ratings.rounds import round_state
from app.ui.forms.entry import EntryDialog
from app.ui.main_window import MainWindow
from app.ui.tables.rating_grid import FIELDS

BRANCHES, YEAR = 53, 2023
ADVANCED, MIDDLING, LAGGING = 14, 38, 1
KEYS = "1" * ADVANCED + "2" * MIDDLING + "3" * LAGGING
GRADES = ["advanced"] * ADVANCED + ["middling"] * MIDDLING + ["lagging"] * LAGGING
WORDS = ["先进"] * ADVANCED + ["中间"] * MIDDLING + ["后进"] * LAGGING
CTRL, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)


class Keys:
    """Somebody with a keyboard and no mouse: every key goes to whatever has the focus."""

    def __init__(self, window, settled, wait):
        self.window, self.settled, self.wait = window, settled, wait

    def press(self, key, held=NONE):
        """Press one key."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        QApplication.processEvents()

    def type(self, text):
        """Type letters one after the other, moving on with the focus."""
        for letter in text:
            QTest.keyClicks(QApplication.focusWidget(), letter)

    def open_ratings(self):
        self.press(Qt.Key.Key_5, ALT)
        self.settled()

    def go_to(self, field, row=0):
        """Go to a cell of the grid with Ctrl+Home and the arrows."""
        self.press(Qt.Key.Key_Home, CTRL)
        for _ in range(FIELDS.index(field)):
            self.press(Qt.Key.Key_Right)
        for _ in range(row):
            self.press(Qt.Key.Key_Down)

    def tab_to(self, words):
        """Tab through the window to the button that says this; Escape leads out of the grid."""
        for _ in range(60):
            focused = QApplication.focusWidget()
            if words in (getattr(focused, "text", str)() or ""):
                return
            in_grid = focused is self.window.page.round.table
            self.press(Qt.Key.Key_Escape if in_grid else Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {words}")

    def tab_to_grid(self):
        """Tab through the window until the cursor is in the grid."""
        for _ in range(60):
            if QApplication.focusWidget() is self.window.page.round.table:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError("Tab never reaches the grid")

    def answer(self, words, save, text):
        """Press a button, fill the first entry of its dialog, and press the one that saves."""
        self.tab_to(words)
        self.press(Qt.Key.Key_Space)
        self.wait(lambda: isinstance(QApplication.activeWindow(), EntryDialog))
        self.press(Qt.Key.Key_A, CTRL)
        self.type(text)
        self.tab_to(save)
        self.press(Qt.Key.Key_Space)
        self.settled()
        self.window.activateWindow()  # a screen kept in memory does not give it back by itself
        self.wait(self.window.isActiveWindow)


@pytest.fixture
def keys(store, session, settled, qtbot):
    with store.operation("test.fill", "写入党支部", "王干事"):
        rows = [{"name": f"第{n}党支部", "kind": "branch", "sort": n} for n in range(1, BRANCHES + 1)]
        store.insert("organization", rows)
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settled()
    made = Keys(window, settled, qtbot.waitUntil)
    made.open_ratings()
    return made


def stored(session, field):
    return [getattr(row, field) for row in rounds.rating_round(session.reader, YEAR).rows]


def totals(session):
    held = rounds.rating_round(session.reader, YEAR)
    return tuple(rounds.grade_counts(list(held.rows), held.scheme).values())


def test_a_whole_round_from_self_assessment_to_filing_and_opened_again_by_keys_alone(keys, session):
    for field in ("self_grade", "mass_grade", "township_grade"):
        keys.go_to(field)
        keys.type(KEYS)
    keys.go_to("score")
    for _ in range(BRANCHES):
        keys.type("92.5")
        keys.press(Qt.Key.Key_Return)
    keys.settled()
    assert stored(session, "self_grade") == stored(session, "mass_grade") == GRADES
    assert stored(session, "township_grade") == GRADES
    assert set(stored(session, "score")) == {"92.5"}
    assert totals(session) == (ADVANCED, MIDDLING, LAGGING)

    keys.answer("会议和公示…", "保存", "dangwei")
    keys.answer("备案锁定…", "备案锁定", "2023.12.29")
    state = round_state(session.reader, YEAR)
    assert state.meeting == "dangwei"
    assert (state.is_locked, state.filed_on) == (True, "2023-12-29")

    keys.tab_to_grid()
    keys.go_to("township_grade")
    keys.type("3")
    keys.settled()
    assert stored(session, "township_grade") == GRADES
    assert "备案锁定" in keys.window.page.round.message.text.text()

    keys.answer("重新开放…", "重新开放", "xianli fuhe")
    state = round_state(session.reader, YEAR)
    assert (state.is_locked, [one.reason for one in state.reopenings]) == (False, ["xianli fuhe"])


def test_two_columns_of_53_rows_are_pasted_as_a_workbook_gives_them_and_one_undo_takes_them_back(
    keys, session, answers
):
    keys.go_to("mass_grade")
    lines = [f"{mass}\t{own}" for mass, own in zip(WORDS[::-1], WORDS, strict=True)]
    QApplication.clipboard().setText("\r\n".join(lines) + "\r\n")
    keys.press(Qt.Key.Key_V, CTRL)
    keys.settled()
    assert stored(session, "mass_grade") == GRADES[::-1]
    assert stored(session, "township_grade") == GRADES
    answers.give("ask", True)
    keys.press(Qt.Key.Key_Z, CTRL)
    keys.settled()
    assert set(stored(session, "mass_grade")) == set(stored(session, "township_grade")) == {""}
