"""The way to an open ledger: the one asked for or remembered, else the user's choice."""

import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from app.errors import AppError, Damaged, Locked, NotFound
from app.models.keyring import has_password
from app.models.ledger import KEY_NAME, Ledger
from app.paths import default_data_dir
from app.services.ledgers import open_ledger
from app.ui import dialogs
from app.ui.preferences import Preferences

LAST_LEDGER = "ledger"
DEMO_FOLDER = "示例"


def find_ledger(
    asked: Path | None, password: str | None, preferences: Preferences, today: datetime.date
) -> Ledger | None:
    """Return an open ledger, or None when the user gave up.

    Raises Locked, with the folder in `detail`, when another window holds the ledger.
    """
    known = asked or remembered(preferences)
    opened = _open(known, password) if Ledger.exists(known) else None
    while opened is None:
        from app.ui.start.choice import StartDialog

        start = StartDialog()
        if start.exec() != QDialog.DialogCode.Accepted:
            return None
        if start.choice == "new":
            opened = _new(asked)
        else:
            opened = _choose() if start.choice == "open" else _demo(today)
    if opened.folder != demo_folder():
        preferences.keep(LAST_LEDGER, str(opened.folder))
    return opened


def remembered(preferences: Preferences) -> Path:
    """Return the folder of the ledger used last, or where a first one belongs."""
    last = preferences.text(LAST_LEDGER)
    return Path(last) if last and Ledger.exists(Path(last)) else default_data_dir()


def demo_folder() -> Path:
    """Return where the invented township lies."""
    return default_data_dir() / DEMO_FOLDER


def _open(folder: Path, password: str | None = None) -> Ledger | None:
    key = {} if password is None else {"password": password}
    try:
        if key or not has_password(folder / KEY_NAME):
            return open_ledger(folder, **key)
        Ledger.require_free(folder)
        from app.ui.start.unlock import UnlockDialog

        prompt = UnlockDialog(folder)
        prompt.exec()
        key = prompt.key
        if prompt.failure is not None:
            raise prompt.failure
        return prompt.ledger
    except Damaged as error:
        from app.ui.start.rescue import rescue

        return rescue(folder, error, key)
    except Locked as error:
        raise Locked(error.what, error.do, detail=str(folder)) from None
    except AppError as error:
        dialogs.show_error(None, error)
        return None


def _new(asked: Path | None) -> Ledger | None:
    from app.ui.start.creation import NewLedgerDialog, RecoveryCodeDialog

    creation = NewLedgerDialog(asked if asked and not Ledger.exists(asked) else _free_folder())
    if creation.exec() != QDialog.DialogCode.Accepted or creation.ledger is None:
        return None
    RecoveryCodeDialog(creation.recovery_code, creation.county.text() + creation.name.text()).exec()
    return creation.ledger


def _choose() -> Ledger | None:
    folder = dialogs.choose_folder(None, "选择台账所在的文件夹", str(default_data_dir()))
    if folder is None:
        return None
    if not Ledger.exists(folder):
        dialogs.show_error(None, NotFound("这个文件夹里没有台账。", "请选放着 ledger.db 文件的那个文件夹。"))
        return None
    return _open(folder)


def _demo(today: datetime.date) -> Ledger | None:
    folder = demo_folder()
    if Ledger.exists(folder):
        return _open(folder)
    from app.services.demo import make_demo

    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        return make_demo(folder, as_of=today)
    except AppError as error:
        dialogs.show_error(None, error)
        return None
    finally:
        QApplication.restoreOverrideCursor()


def _free_folder() -> Path:
    first = default_data_dir()
    number = 2
    folder = first
    while Ledger.exists(folder):
        folder = first.with_name(f"{first.name}-{number}")
        number += 1
    return folder
