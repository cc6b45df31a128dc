"""A bare window: the floor of P1."""

import os
import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


class Watch(QObject):
    """Tells when the first picture stands."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first painting to end."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, tell_now)
        return False


def tell_now() -> None:
    """Print and leave."""
    from tests.bench.harness import peak_mib, since_begun, tell

    tell(seconds=since_begun(), mib=peak_mib())


app = QApplication(sys.argv[:1])
window = QMainWindow()
label = QLabel("党建台账")
window.setCentralWidget(label)
window.resize(1366, 768)
watch = Watch()
label.installEventFilter(watch)
window.show()
os._exit(app.exec())
