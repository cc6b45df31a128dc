"""What the window toolkit must stand, whichever release of it the lock names."""

import subprocess
import sys

MILLION_CALLS = """
import sys
from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label, thing, area = QLabel(), QObject(), QRect()
before = sys.getrefcount(None)
for _ in range(250_000):
    area.setLeft(1)
    thing.setObjectName("a")
    label.setIndent(1)
    thing.blockSignals(False)
    area.setTop(1)
print(before - sys.getrefcount(None))
"""


def test_a_million_calls_that_return_nothing_leave_none_alone():
    """Some releases give away one reference to None a call, and the process dies after a few thousand."""
    done = subprocess.run([sys.executable, "-c", MILLION_CALLS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert abs(int(done.stdout)) < 1000
