"""Unexpected errors in the window: written to a report file, told in words, never a traceback on the screen."""

import sys
from types import TracebackType

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.log import write_bug_report
from app.ui import dialogs


def report(parent: QWidget | None, error: BaseException, *, untouched: bool = True) -> None:
    """Write the report of a bug and say where it is."""
    dialogs.show_bug(parent, write_bug_report(error), untouched=untouched)


def install_hook() -> None:
    """Let every error that nobody took on the window's thread end in a report and a sentence."""
    sys.excepthook = _on_error


def _on_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    elif isinstance(error, AppError):
        dialogs.show_error(None, error)
    else:
        report(None, error.with_traceback(trace))
