"""One process at a time: a lock on a file beside the ledger that dies with its holder."""

import sys
from pathlib import Path
from typing import IO

from app.errors import Locked, StorageError


class FileLock:
    """Holds the lock from construction to `release`; the operating system frees it when the process dies."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: IO[bytes] | None = open(path, "a+b")  # noqa: SIM115 - held open for the life of the lock
        except OSError as error:
            raise StorageError(
                f"文件夹“{path.parent}”写不进去，台账打不开。",
                "请检查文件夹的权限和磁盘，数据没有改动。",
                detail=str(error),
            ) from error
        try:
            _lock(self._file)
        except OSError:
            self._file.close()
            self._file = None
            raise Locked("这个台账已在另一个窗口或程序中打开。", "请用已打开的窗口，或先关闭它。") from None

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._file is not None:
            self._file.close()
            self._file = None


if sys.platform == "win32":

    def _lock(file: IO[bytes]) -> None:
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:

    def _lock(file: IO[bytes]) -> None:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
