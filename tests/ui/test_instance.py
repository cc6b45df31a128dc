import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.ui.instance import Doorbell, call_first_window, server_name

CALL = "import sys, pathlib; from app.ui.instance import call_first_window as call; print(call(pathlib.Path(sys.argv[1])))"


def test_a_second_start_brings_the_first_window_back(dressed, qtbot, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    bell = Doorbell(tmp_path, window)
    caller = subprocess.Popen([sys.executable, "-c", CALL, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    qtbot.waitUntil(lambda: caller.poll() is not None, timeout=20_000)
    bell.close()
    assert caller.communicate()[0].strip() == "True"
    assert not window.isMinimized()


def test_nobody_there_is_no_answer(dressed, tmp_path):
    assert call_first_window(tmp_path / "none") is False


def test_each_ledger_has_its_own_bell():
    assert server_name(Path("/a")) != server_name(Path("/b"))
