"""Saving what is typed into the round's grid: each cell at once through the lane, blocks in one operation."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.errors import AppError
from app.models.store import Store
from app.progress import Progress
from app.services.ratings.entering import CellErrors, set_ratings
from app.services.rounds import RatingRow
from app.ui import failures
from app.ui.session import Session
from app.ui.tables.rating_grid import GRADES

Edit = tuple[int, str, str]
"""Year, organization and field of a cell."""


class RoundSaver(QObject):
    """Keeps what has been typed but not yet stored.

    `entered(number)` after a block was taken, `refused(error)` when it was not; `undone(organization, field,
    sentence)` when a single cell could not be taken and has to be put back.
    """

    entered = Signal(int)
    refused = Signal(object)
    undone = Signal(str, str, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pending: dict[Edit, str] = {}
        self._echoes: set[Edit] = set()

    def take_echo(self) -> bool:
        """Tell whether a change just announced is one typed here, which the grid shows already; each is told once."""
        return bool(self._echoes and self._echoes.pop())

    def with_pending(self, year: int, row: RatingRow) -> RatingRow:
        """Return a row as stored with what has been typed over it."""
        typed: dict[str, Any] = {
            field: value
            for (of, branch, field), value in self._pending.items()
            if of == year and branch == row.organization_id
        }
        return replace(row, **typed) if typed else row

    def save_cell(self, year: int, organization_id: str, field: str, value: str) -> None:
        """Save one cell."""
        key = (year, organization_id, field)
        self._pending[key] = value

        def save(store: Store, _progress: Progress) -> None:
            set_ratings(store, year, {organization_id: {field: value}}, actor=self._session.actor)
            if field in GRADES:
                self._echoes.add(key)

        self._session.run(
            save,
            done=lambda _none: self._settle(key, value),
            failed=partial(self._on_failed, key, value),
            title="保存等次",
        )

    def save_block(self, year: int, entries: dict[str, dict[str, str]]) -> None:
        """Save many cells in one operation."""

        def save(store: Store, _progress: Progress) -> int:
            return set_ratings(store, year, entries, actor=self._session.actor)

        self._session.run(save, done=self.entered.emit, failed=self._on_block_failed, title="录入等次")

    def _settle(self, key: Edit, value: str) -> None:
        self._echoes.discard(key)
        if self._pending.get(key) == value:
            del self._pending[key]

    def _on_failed(self, key: Edit, value: str, error: BaseException) -> None:
        self._settle(key, value)
        if isinstance(error, AppError):
            said = error.errors[0].message if isinstance(error, CellErrors) else str(error)
            self.undone.emit(key[1], key[2], said)
        else:
            failures.report(self._session.window, error)

    def _on_block_failed(self, error: BaseException) -> None:
        if isinstance(error, AppError):
            self.refused.emit(error)
        else:
            failures.report(self._session.window, error)
