"""The yearly 分类定级 of 53 branches in the whole window, with keys alone: from self-assessment through votes, points,
meeting, 公示 and the county's word to filing, what is refused afterwards, why it is opened again and filed again; the
grades pasted from a workbook and taken back; who is left found by the filters; the same round in the lists."""

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
LETTERS = "x" * ADVANCED + "z" * MIDDLING + "h" * LAGGING
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

    @property
    def table(self):
        return self.window.page.round.table

    @property
    def shown(self):
        """What the strip says of every stage."""
        return self.window.page.round.stages.shown()

    @property
    def said(self):
        message = self.window.page.round.message
        return message.text.text() if message.isVisible() else ""

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
            in_grid = focused is self.table
            self.press(Qt.Key.Key_Escape if in_grid else Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {words}")

    def to_grid(self):
        """Go to the page's search and from there back to the grid, listing everybody."""
        self.press(Qt.Key.Key_F, CTRL)
        self.press(Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is self.table

    def answer(self, words, save, *texts):
        """Press a button, fill the entries of its dialog with Enter between them, and press the one that saves."""
        self.tab_to(words)
        self.press(Qt.Key.Key_Space)
        self.fill(save, *texts)

    def fill(self, save, *texts):
        """Fill the entries of the dialog that comes up, and press the button that saves."""
        self.wait(lambda: isinstance(QApplication.activeWindow(), EntryDialog))
        for number, text in enumerate(texts):
            if number:
                self.press(Qt.Key.Key_Return)
            self.press(Qt.Key.Key_A, CTRL)
            self.type(text)
        self.tab_to(save)
        self.press(Qt.Key.Key_Space)
        self.settled()
        self.window.activateWindow()  # a screen kept in memory does not give it back by itself
        self.wait(self.window.isActiveWindow)

    def paste(self, text):
        """Paste what a workbook put on the clipboard."""
        QApplication.clipboard().setText(text)
        self.press(Qt.Key.Key_V, CTRL)
        self.settled()


@pytest.fixture
def keys(store, session, settled, qtbot):
    with store.operation("test.fill", "写入党支部", "王干事"):
        rows = [{"name": f"第{n}党支部", "kind": "branch", "sort": n} for n in range(1, BRANCHES + 1)]
        ids = store.insert("organization", rows)
        before = [{"organization_id": one, "year": YEAR - 1, "township_grade": "middling"} for one in ids]
        store.insert("rating", before)
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
    typed_in = (
        ("self_grade", KEYS),
        ("mass_grade", LETTERS),
        ("member_grade", KEYS),
        ("township_grade", KEYS),
    )
    for field, typed in typed_in:
        keys.go_to(field)
        keys.type(typed)
    keys.go_to("score")
    for _ in range(BRANCHES):
        keys.type("92.5")
        keys.press(Qt.Key.Key_Return)
    keys.settled()
    assert stored(session, "self_grade") == stored(session, "mass_grade") == GRADES
    assert stored(session, "member_grade") == stored(session, "township_grade") == GRADES
    assert set(stored(session, "score")) == {"92.5"}
    assert totals(session) == (ADVANCED, MIDDLING, LAGGING)

    keys.answer("会议和公示…", "保存", "dangwei", "2023.12.8", "20231211", "2023-12-15")
    state = round_state(session.reader, YEAR)
    assert (state.meeting, state.held_on) == ("dangwei", "2023-12-08")
    assert (state.publicity_from, state.publicity_to) == ("2023-12-11", "2023-12-15")
    keys.to_grid()
    keys.go_to("county_grade")
    keys.type("22")
    keys.settled()
    assert totals(session) == (ADVANCED - 2, MIDDLING + 2, LAGGING)

    keys.answer("备案锁定…", "备案锁定", "2023.12.29")
    assert keys.shown == [f"{BRANCHES}/{BRANCHES}", f"{BRANCHES}/{BRANCHES}", f"{BRANCHES}/{BRANCHES}，12-08会议",
                          "12-11至12-15", f"2/{BRANCHES}", "2023-12-29"]  # fmt: skip
    keys.to_grid()
    keys.go_to("township_grade")
    keys.type("3")
    keys.settled()
    assert stored(session, "township_grade") == GRADES
    assert "备案锁定" in keys.said

    keys.answer("重新开放…", "重新开放", "xianli fuhe")
    state = round_state(session.reader, YEAR)
    assert (state.is_locked, [one.reason for one in state.reopenings]) == (False, ["xianli fuhe"])
    assert keys.shown[-1] == "2023-12-29，已重新开放"
    keys.to_grid()
    keys.go_to("county_grade", row=2)
    keys.type("1")
    keys.answer("备案锁定…", "备案锁定", "2023.12.31")
    assert (keys.shown[-2:], round_state(session.reader, YEAR).is_locked) == (
        [f"3/{BRANCHES}", "2023-12-31"],
        True,
    )

    keys.to_grid()
    keys.press(Qt.Key.Key_Tab, CTRL)
    keys.settled()
    page = keys.window.page
    assert page.tabs.currentWidget() is page.moves
    assert [page.moves.years.matrix(YEAR).number("middling", one) for one in ("advanced", "middling", "lagging")] == [
        ADVANCED - 2, MIDDLING + 2, LAGGING,
    ]  # fmt: skip
    keys.press(Qt.Key.Key_Tab, CTRL)
    keys.settled()
    assert page.tabs.currentWidget() is page.branch
    assert page.branch.title.text() == "第1党支部"
    page.tabs.setCurrentWidget(page.round)
    keys.to_grid()
    keys.go_to("score", row=4)
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.settled()
    assert page.branch.title.text() == "第5党支部"


def test_points_and_votes_go_from_branch_to_branch_by_one_key_each(keys, session):
    keys.go_to("mass_grade")
    for votes in (("30", "5", "2"), ("8", "0", "2")):
        keys.press(Qt.Key.Key_F8)
        keys.fill("保存", *votes)
    assert stored(session, "satisfaction")[:3] == ["94.59", "80", ""]
    assert stored(session, "mass_votes")[1] == "满意：8；基本满意：0；不满意：2"
    keys.press(Qt.Key.Key_F7)
    keys.fill("保存", "14", "9.5", "18", "9", "8", "17", "13")
    assert stored(session, "score")[:4] == ["", "", "88.5", ""]
    assert keys.table.currentIndex().row() == 3


def test_who_is_not_graded_yet_is_listed_graded_and_all_come_back_by_keys_alone(keys, session):
    keys.go_to("township_grade")
    keys.type("1" * (BRANCHES - 2))
    keys.settled()
    keys.press(Qt.Key.Key_F, CTRL)
    while QApplication.focusWidget().accessibleName() != "等次":
        keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_End)
    keys.press(Qt.Key.Key_Return)
    assert [row.organization for row in keys.window.page.round.model.shown] == ["第52党支部", "第53党支部"]
    keys.type("23")
    keys.settled()
    assert stored(session, "township_grade")[-3:] == ["advanced", "middling", "lagging"]
    keys.to_grid()
    assert len(keys.window.page.round.model.shown) == BRANCHES


def test_two_columns_of_53_rows_are_pasted_as_a_workbook_gives_them_and_one_undo_takes_them_back(
    keys, session
):
    keys.go_to("mass_grade")
    lines = [f"{mass}\t{own}" for mass, own in zip(WORDS[::-1], WORDS, strict=True)]
    for wrong, said in (
        ([*lines, "先进\t先进"], "54 行，从这一格往下只有 53 行"),
        (["优秀\t先进", *lines[1:]], "第1党支部的群众评议：等次“优秀”"),
    ):
        keys.paste("\r\n".join(wrong) + "\r\n")
        assert said in keys.said
        assert set(stored(session, "mass_grade")) == set(stored(session, "township_grade")) == {""}
    keys.paste("\r\n".join(lines) + "\r\n")
    assert stored(session, "mass_grade") == GRADES[::-1]
    assert stored(session, "township_grade") == GRADES
    keys.press(Qt.Key.Key_Z, CTRL)
    keys.settled()
    assert set(stored(session, "mass_grade")) == set(stored(session, "township_grade")) == {""}
