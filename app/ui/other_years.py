"""A strip that says in which other year there are records, when the year looked at has none, and goes there."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.services.years import Elsewhere, elsewhere
from app.ui.session import Session
from app.ui.widgets.messages import MessageBar


class OtherYears(MessageBar):
    """Hidden unless there is something to say; once put away it stays away for that year."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._put_away: set[int] = set()
        self.put_away.connect(lambda: self._put_away.add(session.year))

    def look(self, subjects: Sequence[str]) -> None:
        """Find out, away from the window, whether the year looked at has records of these subjects."""
        if not subjects:
            self.hide()
            return
        year = self._session.year
        self._session.run(
            lambda store, _progress: elsewhere(store, subjects, year=year),
            done=partial(self._show, year),
            title="正在查看各年的登记情况",
            quiet=True,
        )

    def _show(self, year: int, found: Elsewhere | None) -> None:
        if found is None or year != self._session.year or year in self._put_away:
            self.hide()
            return
        self.show_message(
            found.sentence, "info", f"看{found.year}年", partial(self._session.set_year, found.year)
        )
