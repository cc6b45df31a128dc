"""Cut-offs and share hints of single 领域 in the editor of a scheme."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from app.services import rounds
from app.services.ratings import schemes
from app.services.ratings.entering import set_ratings
from app.ui.pages.ratings_scheme_editor import SchemeDialog

ACTOR = "王干事"


@pytest.fixture
def editor(ids, opened, session):
    """The editor of a copy of the stars with a hint of its own for 社区, in force from 2024."""
    page = opened("ratings")
    page.tabs.setCurrentWidget(page.schemes)
    [example] = [one for one in schemes.examples() if one.code == "stars-2016"]
    copied = schemes.copy_scheme(
        example, code="own-2024-1", name="青山镇2024年方案", valid_from=example.valid_from.replace(year=2024)
    )
    made = SchemeDialog(session, copied, done=page.schemes.choose, parent=page.schemes)
    made.open()
    return made


def test_the_hints_of_a_field_are_shown_changed_and_kept(editor, session, settled):
    assert editor.limits.lines() == [["社区", "无星", "", "10", ""]]
    editor.limits.put(
        [["社区", "无星", "", "8", ""], ["村", "五星", "92", "", "12.5"], ["村", "无星", "", "5", "20"]]
    )
    editor.save()
    settled()
    kept = schemes.scheme_of(session.reader, 2024)
    assert kept.sheet_for("community").shares == {"无星": (8.0, None)}
    assert kept.sheet_for("village").cutoffs == {"五星": 9200}
    assert kept.sheet_for("community").cutoffs["五星"] == 9500
    assert kept.sheet_for("village").shares == {"五星": (None, 12.5), "无星": (5.0, 20.0)}
    assert kept.sheet_for("office").shares == {"无星": (5.0, None)}
    assert [one.name for one in kept.sheet_for("community").dimensions] == ["社区量表得分"]
    assert schemes.scheme_of(session.reader, 2023).code == "three"


def test_a_hint_taken_out_is_gone(editor, session, settled):
    editor.limits.put([])
    editor.save()
    settled()
    assert schemes.scheme_of(session.reader, 2024).sheet_for("community").shares == {"无星": (5.0, None)}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["社区", "六星", "", "5", ""], "没有找到"),
        (["", "无星", "", "5", ""], "（空）"),
        (["村", "无星", "", "多", ""], "比例"),
        (["村", "无星", "", "50", "20"], "下限"),
        (["村", "无星", "", "", "120"], "0至100"),
    ],
)
def test_a_hint_that_cannot_be_used_is_said(editor, session, settled, line, said):
    editor.limits.put([line])
    editor.save()
    settled()
    assert editor.isVisible()
    assert said in editor.message.text.text()


def test_a_hint_said_twice_is_refused(editor, session):
    editor.limits.put([["村", "无星", "", "5", ""], ["村", "无星", "", "", "20"]])
    editor.save()
    assert "写了两次" in editor.message.text.text()


def test_the_cells_offer_the_fields_and_the_grades_as_they_are_typed(editor, qtbot):
    editor.grades.put([["优", "80", "", ""], ["良", "", "", ""]])
    table = editor.limits.table
    editor.tabs.setCurrentIndex(2)
    for column, offered in ((0, "国有企业"), (1, "良")):
        table.setCurrentCell(0, column)
        table.edit(table.currentIndex())
        [chosen] = table.viewport().findChildren(QComboBox)
        chosen.setCurrentText(offered)
        qtbot.keyClick(chosen, Qt.Key.Key_Return)
        assert table.item(0, column).text() == offered
        table.closePersistentEditor(table.currentItem())
        table.setCurrentCell(-1, -1)
        qtbot.waitUntil(lambda: not table.viewport().findChildren(QComboBox))


def test_enter_in_a_field_presses_no_button(editor, qtbot):
    before = len(editor.grades.lines())
    qtbot.keyClick(editor.name, Qt.Key.Key_Return)
    assert editor.isVisible()
    assert editor.grades.table.rowCount() == before


def test_hints_never_keep_a_grade_out(editor, session, store, settled, ids):
    editor.limits.put([["村", "五星", "", "", "0"]])
    editor.save()
    settled()
    branches = ids["organization"]
    set_ratings(store, 2024, {one: {"township_grade": "五星"} for one in branches[:2]}, actor=ACTOR)
    graded = [row for row in rounds.rating_round(store, 2024).rows if row.final]
    assert {row.final for row in graded} == {"五星"}
