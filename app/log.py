"""The program's log and the report files of bugs. Neither holds anything of the ledger but the program's own errors."""

import faulthandler
import logging
import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path

from app import PROGRAM_NAME, __version__
from app.paths import report_dir

KEEP_BYTES = 500_000

logger = logging.getLogger("dangjian")


def start_log() -> None:
    """Write the log into the account's log folder; a folder that cannot be written to is no reason to stop."""
    path = report_dir() / "log.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > KEEP_BYTES:
            path.replace(path.with_name("log.old.txt"))
        handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)


def start_faulthandler() -> None:
    """Let a crash of the interpreter itself leave its trace in a file."""
    try:
        report_dir().mkdir(parents=True, exist_ok=True)
        faulthandler.enable(open(report_dir() / "crash.txt", "a", encoding="utf-8"))  # noqa: SIM115 - open for life
    except OSError:
        if sys.stderr is not None:
            faulthandler.enable()


def write_bug_report(error: BaseException) -> Path | None:
    """Write what is needed to find a bug into a file of its own and return its path; None when nothing can be written."""
    moment = datetime.now()
    lines = [
        f"{PROGRAM_NAME} {__version__}  {moment.isoformat(timespec='seconds')}",
        f"Python {platform.python_version()}  {platform.platform()}",
        "",
        *_frames(error),
    ]
    path = report_dir() / f"bug-{moment:%Y%m%d-%H%M%S-%f}.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(line.rstrip("\n") for line in lines) + "\n", encoding="utf-8")
    except OSError:
        return None
    logger.error("%s: report %s", type(error).__name__, path.name)
    return path


def _frames(error: BaseException) -> list[str]:
    """Return where it happened, causes first; messages are left out, for they may quote a person's data."""
    cause = error.__cause__ or error.__context__
    before = [*_frames(cause), ""] if cause is not None else []
    return [*before, *traceback.format_tb(error.__traceback__), type(error).__qualname__]
