import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui import dialogs


@pytest.fixture
def press(dressed):
    """Return a function that presses a key in the box that comes up next."""

    def later(key):
        QTimer.singleShot(0, lambda: QTest.keyClick(QApplication.activeModalWidget(), key))

    return later


@pytest.mark.parametrize(
    ("options", "agreed"), [({}, True), ({"careful": True}, False), ({"tone": "danger"}, False)]
)
def test_enter_agrees_only_to_what_is_harmless(press, options, agreed):
    press(Qt.Key.Key_Return)
    assert dialogs.ask(None, "问", "要做吗？", **options) is agreed
