"""Collecting reference cycles on the window's thread only.

Python collects cycles on whichever thread happens to allocate. Windows and dialogs are held in cycles by the functions
connected to their signals; were they collected while the lane works, Qt's objects would be destroyed on the lane's
thread, and Qt ends the program for that.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class Collector(QObject):
    """Takes the automatic collection over: looks twice a second whether a generation has reached its threshold."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)

    def look(self) -> None:
        """Collect the oldest generation that is due; needs to be called on the window's thread."""
        due = [
            generation
            for generation, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > limit > 0
        ]
        if due:
            gc.collect(max(due))
