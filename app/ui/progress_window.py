"""The progress window of the lane: comes up when work takes longer than a moment, and can stop it."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.lane import Job
from app.ui.widgets.labels import label

DELAY_MS = 600


class ProgressWindow(QObject):
    """Follows one job; its window appears after a delay."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._owner: QWidget | None = None
        self.panel: ProgressPanel | None = None
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._show)

    def begin(self, job: Job, owner: QWidget | None) -> None:
        """Start following a job."""
        self._job, self._owner = job, owner
        self._timer.start()

    def step(self, job: Job, done: int, total: int, note: str) -> None:
        """Show how far the job is."""
        if job is self._job and self.panel is not None:
            self.panel.show_step(done, total, note)

    def insist(self, words: str) -> None:
        """Bring the window up at once, to say why something has to wait for the work."""
        if self._job is None:
            return
        if self.panel is None:
            self._timer.stop()
            self._show()
        if self.panel is not None:
            self.panel.insist(words)

    def finish(self) -> None:
        """Stop following and take the window away."""
        self._timer.stop()
        self._job = None
        if self.panel is not None:
            self.panel.dismiss()
            self.panel = None

    def _show(self) -> None:
        if self._job is not None:
            self.panel = ProgressPanel(self._job, self._owner)
            self.panel.open()


class ProgressPanel(QDialog):
    """A heading, a bar, a note, and the button that stops the work."""

    def __init__(self, job: Job, owner: QWidget | None) -> None:
        super().__init__(owner)
        self._job = job
        self._over = False
        self.setWindowTitle(job.title)
        self.setMinimumWidth(theme.px(420))
        box = QVBoxLayout(self)
        edge = theme.space("xl")
        box.setContentsMargins(edge, edge, edge, theme.space("l"))
        box.setSpacing(theme.space("m"))
        box.addWidget(label(job.title, "heading"))
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, 0)
        box.addWidget(self._bar)
        self._note = label("请稍候……", "soft")
        box.addWidget(self._note)
        self.reason = label("", "error", wrap=True)
        self.reason.hide()
        box.addWidget(self.reason)
        row = QHBoxLayout()
        row.addStretch(1)
        self.stop_button = QPushButton("取消")
        self.stop_button.setShortcut(Qt.Key.Key_Escape)
        self.stop_button.setToolTip("Esc")
        # Enter or Space meant for what stood there a moment ago must not stop the work.
        self.stop_button.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()
        self.stop_button.clicked.connect(self._on_stop)
        row.addWidget(self.stop_button)
        box.addLayout(row)

    def show_step(self, done: int, total: int, note: str) -> None:
        """Show how far the work is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        counted = f"{done}/{total}" if total else ""
        if counted in note:
            counted = ""
        if not self._job.cancelled:
            self._note.setText("　".join(part for part in (note, counted) if part) or "请稍候……")

    def insist(self, words: str) -> None:
        """Say why something has to wait."""
        self.reason.setText(words)
        self.reason.show()

    def dismiss(self) -> None:
        """Go away: the work is over."""
        self._over = True
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take closing as the wish to stop."""
        if self._over:
            event.accept()
        else:
            event.ignore()
            self._on_stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Escape from closing the window behind the work's back."""
        event.accept()

    def _on_stop(self) -> None:
        self._job.cancelled = True
        self.stop_button.setEnabled(False)
        self._note.setText("正在停下，不会留下半截改动……")
