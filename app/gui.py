"""The window's door: start-up, one named step a line."""

import datetime
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from app import PROGRAM_NAME, log
from app.errors import AppError, Locked
from app.models.ledger import Ledger
from app.ui import dialogs, failures, theme
from app.ui.garbage import Collector
from app.ui.main_window import MainWindow
from app.ui.preferences import Preferences
from app.ui.session import Session
from app.ui.start.way import find_ledger


def run_window(data: str | None = None, password_file: str | None = None, as_of: str | None = None) -> int:
    """Show the window until it is closed; return the exit code."""
    log.start_faulthandler()
    log.start_log()
    app = QApplication([*sys.argv[:1], *theme.ARGUMENTS])
    app.setApplicationName(PROGRAM_NAME)
    _translate(app)
    failures.install_hook()
    preferences = Preferences()
    theme.apply(app, large=preferences.flag("large_font"))
    app.setQuitOnLastWindowClosed(False)
    try:
        password = _first_line(Path(password_file)) if password_file else None
        today = datetime.date.fromisoformat(as_of) if as_of else datetime.date.today()
        ledger = find_ledger(Path(data) if data else None, password, preferences, today)
    except Locked as error:
        return _end_second_start(error)
    except (OSError, ValueError) as error:
        dialogs.say(None, "没有打开", f"启动时给的文件或日期读不了：{error}", tone="warning")
        return 2
    if ledger is None:
        return 0
    return _show(app, ledger, preferences, today)


def _show(app: QApplication, ledger: Ledger, preferences: Preferences, today: datetime.date) -> int:
    session = Session(ledger, as_of=today, preferences=preferences)
    window = MainWindow(session)
    window.closed.connect(app.quit)
    bell: list[object] = []
    window.shown.connect(lambda: _speak_chinese(window))
    window.shown.connect(lambda: Collector(app))
    window.shown.connect(lambda: bell.append(_doorbell(ledger, window)))
    window.show()
    code = app.exec()
    session.close()
    _back_up(ledger)
    ledger.close()
    return code


def _speak_chinese(window: MainWindow) -> None:
    """Let Qt write numbers and dates the Chinese way; its list of the world's languages takes long to load."""
    from PySide6.QtCore import QLocale

    chinese = QLocale(QLocale.Language.Chinese, QLocale.Country.China)
    QLocale.setDefault(chinese)
    window.setLocale(chinese)


def _doorbell(ledger: Ledger, window: MainWindow) -> object:
    from app.ui.instance import Doorbell

    return Doorbell(ledger.folder, window)


def _end_second_start(error: Locked) -> int:
    from app.ui.instance import call_first_window

    if call_first_window(Path(error.detail)):
        return 0
    dialogs.show_error(None, error)
    return 2


def _back_up(ledger: Ledger) -> None:
    """Make the backup of the day's work; a full disk is told, and the ledger is closed all the same."""
    from app.services import backups

    try:
        if backups.needs_backup(ledger):
            backups.make_backup(ledger)
    except AppError as error:
        dialogs.show_error(None, error)


def _first_line(path: Path) -> str:
    return path.read_text(encoding="utf-8").splitlines()[0] if path.stat().st_size else ""


def _translate(app: QApplication) -> None:
    """Let Qt's own words be Chinese too."""
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
