"""The window's door: start-up, one named step a line."""

import datetime
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app import PROGRAM_NAME
from app.log import start_faulthandler, start_log
from app.services.ledgers import open_ledger
from app.ui import failures, theme
from app.ui.main_window import MainWindow
from app.ui.preferences import Preferences
from app.ui.session import Session


def run_window(folder: Path | None, *, as_of: datetime.date | None = None) -> int:
    """Show the window until it is closed; return the exit code."""
    start_faulthandler()
    start_log()
    app = QApplication(sys.argv[:1])
    app.setApplicationName(PROGRAM_NAME)
    failures.install_hook()
    preferences = Preferences()
    theme.apply(app, large=preferences.flag("large_font"))
    assert folder is not None
    ledger = open_ledger(folder)
    session = Session(ledger, as_of=as_of or datetime.date.today(), preferences=preferences)
    window = MainWindow(session)
    window.show()
    code = app.exec()
    session.close()
    ledger.close()
    return code
