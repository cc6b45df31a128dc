import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.ui.wizard.choose import ChoosePane, workbooks


@pytest.fixture
def pane(dressed, answers, qtbot):
    made = ChoosePane()
    qtbot.addWidget(made)
    made.chosen_files = []
    made.chosen.connect(made.chosen_files.extend)
    return made


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "里").mkdir()
    for name in ("甲.xlsx", "乙.XLS", "里/丙.et", "说明.docx", "~$甲.xlsx", ".~乙.xls"):
        (tmp_path / name).write_bytes(b"")
    return tmp_path


def test_a_folder_gives_its_workbooks_and_no_leftovers_of_open_ones(folder):
    assert sorted(path.name for path in workbooks([folder])) == ["丙.et", "乙.XLS", "甲.xlsx"]


def test_a_file_named_twice_is_taken_once(folder):
    assert len(workbooks([folder / "甲.xlsx", folder / "甲.xlsx"])) == 1


def test_dropped_files_are_taken(pane, folder):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    pane.drop.dropEvent(event)
    assert len(pane.chosen_files) == 3


def test_picked_files_are_taken(pane, folder, answers):
    answers.give("choose_files", [folder / "甲.xlsx"])
    pane.drop.files.click()
    assert [path.name for path in pane.chosen_files] == ["甲.xlsx"]


def test_a_folder_without_workbooks_is_told(pane, folder, answers):
    (folder / "空").mkdir()
    answers.give("choose_folder", folder / "空")
    pane.drop.folder.click()
    assert pane.chosen_files == []
    assert "没有表格文件" in answers.heard("say")[0]


def test_giving_up_the_choice_says_nothing(pane, answers):
    answers.give("choose_folder", None)
    pane.drop.folder.click()
    assert answers.heard("say") == []
