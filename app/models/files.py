"""Putting files in place so that a power cut leaves the old one or the new one, whole."""

import errno
import os
import sys
import time
from pathlib import Path

TRIES, PAUSE_SECONDS = 10, 0.1


def put(draft: Path, final: Path) -> None:
    """Give a finished draft its name, over what bore it before; both lie in one folder."""
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    _replace(draft, final)
    sync_folder(final.parent)


def copy(source: Path, target: Path) -> None:
    """Copy a file whole or not at all."""
    draft = target.with_name(target.name + ".part")
    try:
        with source.open("rb") as read, draft.open("wb") as write:
            while block := read.read(1 << 20):
                write.write(block)
        put(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Let the names in a folder reach the disk; Windows does this by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a folder of another computer that knows no such order
            raise
    finally:
        os.close(handle)


def _replace(draft: Path, final: Path) -> None:
    """Rename; on Windows a virus scanner may hold a new file for a moment."""
    for _ in range(TRIES - 1 if sys.platform == "win32" else 0):
        try:
            os.replace(draft, final)
            return
        except PermissionError:
            time.sleep(PAUSE_SECONDS)
    os.replace(draft, final)
