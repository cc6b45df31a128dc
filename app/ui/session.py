"""What every page is handed: the reading connection, the year looked at, who works here, and the lane for work."""

import datetime
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.errors import AppError, Cancelled
from app.models.ledger import Ledger, fold
from app.models.store import Store
from app.progress import Progress
from app.services.townships import Township, setting, township
from app.ui import dialogs, failures
from app.ui.lane import Job, Lane
from app.ui.preferences import Preferences
from app.ui.progress_window import ProgressWindow

T = TypeVar("T")
FOLD_MS = 10_000  # how long nothing must have been done before the file is made whole for a copy by hand


class Session(QObject):
    """An open ledger in the window. `reader` belongs to the window's thread and cannot write."""

    changed = Signal(object)
    year_changed = Signal(int)
    idle = Signal()
    taken_back = Signal(str, object)
    """An operation was taken back, with what that did: what was said of it is no longer so."""

    def __init__(
        self, ledger: Ledger, *, as_of: datetime.date, actor: str = "", preferences: Preferences | None = None
    ) -> None:
        super().__init__()
        self.ledger = ledger
        self.reader: Store = ledger.connect(readonly=True)
        self.closed = False
        self.as_of = as_of
        self.year = as_of.year
        self.preferences = preferences or Preferences()
        self.actor = actor or setting(self.reader, "actor") or "台账管理员"
        self.window: QWidget | None = None
        self._open_jobs: list[Job] = []
        self.progress = ProgressWindow(self)
        self._fold = QTimer(self, singleShot=True, interval=FOLD_MS)
        self._fold.timeout.connect(self._fold_away)
        self._lane = Lane(ledger, self)
        self._lane.began.connect(self._on_began)
        self._lane.stepped.connect(self._on_stepped)
        self._lane.finished_job.connect(self._on_finished)
        self._lane.failed_job.connect(self._on_failed)
        self._lane.start()

    @property
    def township(self) -> Township:
        """The office the ledger belongs to, as it is named now."""
        return township(self.reader)

    @property
    def open_jobs(self) -> int:
        """The number of jobs waiting or under way, pictures included."""
        return len(self._open_jobs)

    @property
    def busy(self) -> bool:
        """Tell whether work the user waits for is under way."""
        return any(not job.quiet for job in self._open_jobs)

    def set_year(self, year: int) -> None:
        """Look at another year."""
        if year != self.year:
            self.year = year
            self.year_changed.emit(year)

    def run(
        self,
        task: Callable[[Store, Progress], T],
        *,
        done: Callable[[T], None],
        title: str,
        failed: Callable[[BaseException], None] | None = None,
        quiet: bool = False,
        topic: str = "",
        looked_at: bool = False,
    ) -> None:
        """Do `task` in the lane, then call `done` with its result on the window's thread.

        `title` says in Chinese what is being done; a progress window with a way to stop comes up when it takes long.
        Errors are shown unless `failed` is given and takes them. `quiet` is for pictures: no window, after all else
        (`looked_at` before the rest of them), and given up when the same `topic` is asked for anew.
        """
        job = Job(title, task, done, failed, quiet, topic, looked_at)
        for earlier in self._open_jobs:
            earlier.cancelled |= bool(topic) and earlier.topic == topic
        self._open_jobs.append(job)
        self._lane.submit(job)

    def close(self) -> None:
        """End the lane and the reading connection; the ledger itself stays open."""
        self.closed = True
        self._fold.stop()
        for job in self._open_jobs:
            job.cancelled = True
        self._lane.stop()
        self._open_jobs.clear()
        self.progress.finish()
        self.reader.close()

    def _on_began(self, job: Job) -> None:
        if not job.quiet:
            self.progress.begin(job, self.window)

    def _on_stepped(self, job: Job, done: int, total: int, note: str) -> None:
        self.progress.step(job, done, total, note)

    def _on_finished(self, job: Job, result: Any) -> None:
        done = job.done
        if self._settle(job):
            done(result)
            self._say_idle()

    def _on_failed(self, job: Job, error: BaseException) -> None:
        failed = job.failed
        if not self._settle(job):
            return
        if failed is not None:
            failed(error)
        elif isinstance(error, Cancelled) and job.quiet:
            pass  # nobody waited for it
        elif isinstance(error, Cancelled):
            dialogs.say(self.window, "已取消", str(error))
        elif isinstance(error, AppError):
            dialogs.show_error(self.window, error, untouched=not job.tables)
        else:
            failures.report(self.window, error, untouched=not job.tables)
        self._say_idle()

    def _settle(self, job: Job) -> bool:
        """Take the job off the list and tell what it changed; False when the session was closed meanwhile."""
        job.forget()
        if job not in self._open_jobs:
            return False
        self._open_jobs.remove(job)
        if not job.quiet:
            self.progress.finish()
        if job.tables:
            self._fold.start()
            self.changed.emit(job.tables)
        return True

    def _fold_away(self) -> None:
        self.run(lambda store, _progress: fold(store), done=lambda _: None, title="正在整理台账", quiet=True)

    def _say_idle(self) -> None:
        if not self._open_jobs:
            self.idle.emit()
