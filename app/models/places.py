"""Where a ledger may not lie: sticks lie about having written, and are lost or pulled out."""

import os
import sys
from pathlib import Path

SYSFS = Path("/sys/dev/block")
_REMOVABLE, _REMOTE = 2, 4  # GetDriveType's answers for sticks and for network drives


def on_stick(folder: Path, sysfs: Path = SYSFS) -> bool:
    """Tell whether the nearest existing folder lies on a removable disk (on Windows also: a network drive)."""
    place = next(one for one in (folder, *folder.resolve().parents) if one.exists())
    return _drive_is_foreign(place) if sys.platform == "win32" else removable(os.stat(place).st_dev, sysfs)


def removable(device: int, sysfs: Path = SYSFS) -> bool:
    """Tell whether the kernel calls the disk behind a device number removable; a part answers for its disk."""
    entry = sysfs / f"{os.major(device)}:{os.minor(device)}"
    if not entry.exists():
        return False
    block = entry.resolve()
    marks = [one / "removable" for one in (block, block.parent)]
    return any(mark.exists() and mark.read_text().strip() == "1" for mark in marks)


if sys.platform == "win32":

    def _drive_is_foreign(place: Path) -> bool:
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW(place.resolve().anchor)
        return kind in (_REMOVABLE, _REMOTE)

else:

    def _drive_is_foreign(place: Path) -> bool:
        return False
