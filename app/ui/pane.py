"""A tab of a page: reads when it is looked at, reads and writes in the lane, asks in small dialogs."""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import AppError
from app.models.store import Store
from app.ui import failures, theme
from app.ui.latest import Latest
from app.ui.page import split_record
from app.ui.session import Session
from app.ui.widgets.messages import MessageBar

T = TypeVar("T")


class Pane(QWidget):
    """`stale` when what it shows may have changed since it was read; `branch_wanted` asks for a branch.

    Where the ledger cannot be read it says so over what it shows, and offers to read again.
    """

    words: ClassVar[str] = ""
    branch_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.stale = True
        self._latest = Latest(session, self)
        self._reading = False
        self._wanted = ""
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, theme.space("s"), 0, 0)
        self.body.setSpacing(theme.space("s"))
        self.unread = MessageBar()
        self.body.addWidget(self.unread)

    def refresh(self) -> None:
        """Read what is shown and show it."""

    def enter(self) -> None:
        """Read again where something has changed."""
        if self.stale:
            self.stale = False
            self.unread.hide()
            self.refresh()

    def show_record(self, record: str) -> None:
        """Bring a record of this tab into view."""
        self.choose(split_record(record)[1])

    def choose(self, record_id: str) -> None:
        """Bring what has this id into view, once it is there where the ledger is just being read."""
        if self._reading:
            self._wanted = record_id
        else:
            self.bring(record_id)

    def bring(self, record_id: str) -> None:
        """Bring what has this id into view among what is shown."""

    def read(self, question: Callable[[Store], T], show: Callable[[T], object]) -> None:
        """Read in the lane and show what was found; what stood there before stays until then."""

        def on_read(found: T) -> None:
            self._reading = False
            show(found)
            wanted, self._wanted = self._wanted, ""
            if wanted:
                self.bring(wanted)

        self._reading = True
        self._latest.ask(question, on_read, failed=self._say_unread, title=f"读取{self.words}")

    def look_up(self, question: Callable[[Store], T], done: Callable[[T], None]) -> None:
        """Read in the lane what a dialog needs before it can ask."""
        self.session.run(lambda store, _progress: question(store), done=done, title=f"读取{self.words}")

    def change(
        self, write: Callable[[Store], T], title: str, done: Callable[[T], object] = lambda _done: None
    ) -> None:
        """Write in the lane; `title` says in Chinese what is being done."""
        self.session.run(
            lambda store, _progress: write(store), done=lambda result: _drop(done(result)), title=title
        )

    def _say_unread(self, error: BaseException) -> None:
        self._reading, self.stale = False, True
        why = str(error) if isinstance(error, AppError) else ""
        said = f"“{self.words}”没有读出来，下面的内容可能不是最新的。{why}"
        self.unread.show_message(said, "danger", "重新读取", self.enter)
        if not isinstance(error, AppError):
            failures.report(self.session.window, error)


def _drop(_result: object) -> None:
    """Take a result nobody needs."""
