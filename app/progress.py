"""How long work speaks to whoever waits for it: one call, `step`, nothing else."""

from typing import Protocol


class Progress(Protocol):
    """Receives the state of long work; raises `Cancelled` from `step` when the user wants to stop."""

    def step(self, done: int, total: int, note: str = "") -> None:
        """Report `done` of `total` units (total 0: unknown) and what is being done, in Chinese."""


class Silent:
    """A progress nobody looks at."""

    def step(self, done: int, total: int, note: str = "") -> None:
        """Take the report and say nothing."""


SILENT = Silent()
