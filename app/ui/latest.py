"""Questions put to the lane again and again, while something is typed or changes: only the last answer counts."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.models.store import Store
from app.ui import dialogs, failures
from app.ui.session import Session

T = TypeVar("T")


class Latest:
    """Asks for a dialog or a part of a page: an answer that comes after the next question, or after its owner is gone,
    is dropped, and a question nobody has begun with by then is given up."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        self._session = session
        self._number = 0
        owner.destroyed.connect(self.drop)

    def ask(
        self,
        question: Callable[[Store], T],
        answered: Callable[[T], object],
        refused: Callable[[AppError], object] | None = None,
        *,
        failed: Callable[[BaseException], object] | None = None,
        title: str,
    ) -> None:
        """Find something out in the lane; nothing is asked once the session is closed.

        Errors are shown unless `refused` takes those a user can do something about, or `failed` any of them.
        """
        if self._session.closed:
            return
        self.drop()
        mine = self._number

        def on_answer(answer: T) -> None:
            if mine == self._number:
                answered(answer)

        def on_error(error: BaseException) -> None:
            if mine == self._number:
                (failed or partial(self._tell, refused))(error)

        self._session.run(
            lambda store, _progress: question(store),
            done=on_answer,
            failed=on_error,
            title=title,
            quiet=True,
            topic=f"latest {id(self)}",
        )

    def drop(self) -> None:
        """Wait for no answer any more."""
        self._number += 1

    def _tell(self, refused: Callable[[AppError], object] | None, error: BaseException) -> None:
        if not isinstance(error, AppError):
            failures.report(None, error)
        elif refused is not None:
            refused(error)
        else:
            dialogs.show_error(self._session.window, error)
