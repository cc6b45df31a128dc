"""Making and opening the ledger of one office."""

from dataclasses import dataclass
from pathlib import Path

from app.models.ledger import Ledger
from app.services import townships

DEFAULT_ACTOR = "台账管理员"


@dataclass(frozen=True, slots=True)
class Created:
    """A new ledger and the recovery code that has to be printed now: it is kept nowhere."""

    ledger: Ledger
    recovery_code: str


def create(
    folder: Path,
    *,
    name: str,
    county: str = "",
    level: str = "township",
    password: str | None = None,
    actor: str = DEFAULT_ACTOR,
) -> Created:
    """Make an empty ledger for an office in `folder`."""
    ledger, code = Ledger.create(folder, password=password)
    try:
        store = ledger.connect()
        try:
            townships.set_up(store, name=name, county=county, level=level, actor=actor)
        finally:
            store.close()
    except BaseException:
        ledger.close()
        ledger.path.unlink(missing_ok=True)
        raise
    return Created(ledger, code)


def open_ledger(folder: Path, *, password: str | None = None, recovery_code: str | None = None) -> Ledger:
    """Open a ledger; one that needs a migration is backed up first."""
    return Ledger.open(
        folder,
        password=password,
        recovery_code=recovery_code,
        before_migration=_back_up,
    )


def _back_up(ledger: Ledger) -> None:
    from app.services.backups import make_backup  # no start needs it but the first of a new version

    make_backup(ledger)
