"""The one worker lane: a thread with its own writable connection that does one job after the other."""

import itertools
import queue
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from app.errors import AppError, Cancelled
from app.models import changes
from app.models.ledger import Ledger
from app.models.store import Store
from app.progress import Progress

Task = Callable[[Store, Progress], Any]
REPORT_EVERY = 0.05
PRESSING, LOOKED_AT, QUIET = 0, 1, 2


def _nothing(*_given: object) -> None:
    """Stand where a finished job's functions stood."""


@dataclass(slots=True)
class Job:
    """A task on its way through the lane; `quiet` work (pictures) waits for what the user is waiting for.

    Of quiet work of one `topic` only the newest is wanted. What is `looked_at` goes before all other quiet work.
    """

    title: str
    task: Task
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None] | None = None
    quiet: bool = False
    topic: str = ""
    looked_at: bool = False
    cancelled: bool = False
    tables: frozenset[str] = field(default_factory=frozenset)

    @property
    def rank(self) -> int:
        """Its place in the line, the lowest first."""
        if not self.quiet:
            return PRESSING
        return LOOKED_AT if self.looked_at else QUIET

    def forget(self) -> None:
        """Let go of the functions, which hold windows: the lane's thread may be the last to hold the job itself."""
        self.task, self.done, self.failed = _nothing, _nothing, None


class Lane(QThread):
    """Runs jobs in the order given, quiet ones last. Signals arrive on the window's thread."""

    began = Signal(object)
    stepped = Signal(object, int, int, str)
    finished_job = Signal(object, object)
    failed_job = Signal(object, object)

    def __init__(self, ledger: Ledger, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self._store: Store | None = None
        self._queue: queue.PriorityQueue[tuple[int, int, Job | None]] = queue.PriorityQueue()
        self._numbers = itertools.count()

    def submit(self, job: Job) -> None:
        """Put a job in the line."""
        self._queue.put((job.rank, next(self._numbers), job))

    def has_before(self, job: Job) -> bool:
        """Tell whether something waits that goes before a job."""
        with self._queue.mutex:
            return bool(self._queue.queue) and self._queue.queue[0][0] < job.rank

    def stop(self) -> None:
        """Finish what is under way, drop quiet work that has not begun, and end the thread."""
        self._queue.put((PRESSING, next(self._numbers), None))
        self.wait()

    def run(self) -> None:
        """Do jobs until told to stop."""
        try:
            while (job := self._queue.get()[2]) is not None:
                self._do(job)
        finally:
            if self._store is not None:
                self._store.close()

    def _do(self, job: Job) -> None:
        self.began.emit(job)
        moment: int | None = None
        try:
            # Opened for the first job, so that it does not delay the window's first picture.
            store = self._store = self._store or self._ledger.connect()
            moment = changes.mark(store)
            if job.cancelled:
                raise Cancelled
            result = job.task(store, _Bridge(self, job))
        except _MadeWay:
            self.submit(job)
        except BaseException as error:
            job.tables = self._written_since(moment)
            self.failed_job.emit(job, error)
        else:
            job.tables = self._written_since(moment)
            self.finished_job.emit(job, result)

    def _written_since(self, moment: int | None) -> frozenset[str]:
        """Return the tables written to, as far as the ledger can still be read."""
        if self._store is None or moment is None:
            return frozenset()
        try:
            return changes.tables_since(self._store, moment)
        except AppError:
            return frozenset()


class _MadeWay(Cancelled):
    """Quiet work that stopped for what the user waits for; it begins again afterwards."""


class _Bridge:
    """Carries progress from the lane to the window, and the wish to stop back."""

    def __init__(self, lane: Lane, job: Job) -> None:
        self._lane = lane
        self._job = job
        self._last = 0.0

    def step(self, done: int, total: int, note: str = "") -> None:
        """Report, at most twenty times a second; raise Cancelled when the user wants to stop or waits for other work."""
        if self._job.cancelled:
            raise Cancelled
        if self._lane.has_before(self._job):
            raise _MadeWay
        now = time.monotonic()
        if now - self._last >= REPORT_EVERY:
            self._last = now
            self._lane.stepped.emit(self._job, done, total, note)
