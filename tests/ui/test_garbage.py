import gc
import threading

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QDialog

from app.ui.garbage import Collector


class Knot(QDialog):
    """A dialog in a cycle, as every dialog with a connected function is; remembers where it ends."""

    def __init__(self, ends):
        super().__init__()
        self.me = self
        self.ends = ends

    def __del__(self):
        self.ends.append(QThread.currentThread() is self.thread())


@pytest.fixture
def collector(qtbot):
    made = Collector()
    gc.collect()
    yield made
    made.deleteLater()


def allocate():
    kept = [[number] for number in range(50_000)]
    return len(kept)


def test_work_on_another_thread_destroys_no_window(collector):
    ends = []
    Knot(ends)
    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert ends == []


def test_what_is_due_is_collected_on_the_windows_thread(collector, qtbot):
    ends = []
    Knot(ends)
    kept = [QObject() for _ in range(2 * gc.get_threshold()[0])]
    qtbot.waitUntil(lambda: bool(ends), timeout=5_000)
    assert ends == [True]
    assert kept
