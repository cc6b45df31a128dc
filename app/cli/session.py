"""What a command works with: the options given for all, and the ledger, opened when first asked for."""

from argparse import Namespace
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from app.errors import BadInput, NotFound
from app.models.ledger import Ledger
from app.models.store import Store
from app.paths import default_data_dir
from app.progress import Progress

DONE, WITH_FINDINGS, BUG = 0, 1, 3


@dataclass(slots=True)
class Outcome:
    """What a command has to say: one JSON document, the same as lines of text, and the exit code."""

    data: dict[str, Any]
    lines: list[str] = field(default_factory=list)
    code: int = DONE


class Session:
    """The options common to all commands and the ledger they name."""

    def __init__(self, arguments: Namespace, progress: Progress) -> None:
        self.arguments = arguments
        self.progress = progress
        self._ledger: Ledger | None = None
        self._store: Store | None = None

    @property
    def folder(self) -> Path:
        """The data folder."""
        return Path(self.arguments.data) if self.arguments.data else default_data_dir()

    @property
    def as_of(self) -> date:
        """The day as of which everything is judged."""
        return self.arguments.as_of or date.today()

    @property
    def password(self) -> str | None:
        """The password from the file given, without its line end; None when no file is given."""
        if self.arguments.password_file is None:
            return None
        try:
            text = Path(self.arguments.password_file).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeError) as error:
            raise BadInput(
                f"口令文件读不了：{self.arguments.password_file}", "请核对文件名。", detail=str(error)
            ) from error
        return text.strip("\r\n")

    @property
    def ledger(self) -> Ledger:
        """The ledger, opened at first use."""
        if self._ledger is None:
            from app.services.ledgers import open_ledger

            if not Ledger.exists(self.folder):
                raise NotFound(
                    f"文件夹“{self.folder}”里没有台账。",
                    "请先用 init 新建，或用 --data 指明台账所在的文件夹。",
                )
            self._ledger = open_ledger(self.folder, password=self.password)
        return self._ledger

    @property
    def held(self) -> Ledger:
        """The ledger for looking after its backups: unlocked, its file not looked at, for it may be damaged."""
        if self._ledger is None:
            self._ledger = Ledger.hold(self.folder, password=self.password)
        return self._ledger

    @property
    def store(self) -> Store:
        """The ledger's connection, opened at first use."""
        if self._store is None:
            self._store = self.ledger.connect()
        return self._store

    @property
    def store_if_any(self) -> Store | None:
        """The ledger's connection, None where there is no ledger: for what can be answered without one."""
        return self.store if self._ledger or Ledger.exists(self.folder) else None

    @property
    def actor(self) -> str:
        """Who is written into the history."""
        from app.services.ledgers import DEFAULT_ACTOR
        from app.services.townships import setting

        return setting(self.store, "actor") or DEFAULT_ACTOR

    def hold(self, ledger: Ledger) -> None:
        """Take over a ledger just made."""
        self._ledger = ledger

    def let_go(self) -> None:
        """Close the connection but keep the ledger: restoring needs the file to itself."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def close(self) -> None:
        """Close whatever was opened."""
        self.let_go()
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None
