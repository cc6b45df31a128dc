"""The way out when the ledger's file is damaged: the newest backup that is whole takes its place."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.errors import AppError, Damaged
from app.models.ledger import Ledger
from app.services import backups
from app.services.ledgers import open_ledger
from app.ui import dialogs

QUESTION = """{what}
最近一份完好的备份是 {when} 的。要用它恢复吗？
这份备份以后登记的内容将不在台账里；现在的文件会另存一份，不会丢。"""


def rescue(folder: Path, error: Damaged, key: Mapping[str, str]) -> Ledger | None:
    """Offer the newest whole backup; return the ledger restored from it, None when there is none or it is not wanted.

    `key` opens the ledger: the arguments of `open_ledger`.
    """
    try:
        held = Ledger.hold(folder, **key)
    except AppError as refused:
        dialogs.show_error(None, refused)
        return None
    try:
        return open_ledger(folder, **key) if _restored(held, error) else None
    except AppError as refused:
        dialogs.show_error(None, refused)
        return None


def _restored(held: Ledger, error: Damaged) -> bool:
    """Restore when the user agrees; the ledger is let go of in any case."""
    try:
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            backup = backups.newest_whole(held)
        finally:
            QApplication.restoreOverrideCursor()
        if backup is None:
            dialogs.show_error(
                None, AppError(error.what, "没有找到完好的备份。请保留这个文件夹，联系维护人员。")
            )
            return False
        question = QUESTION.format(what=error.what, when=f"{backup.made_at:%Y年%m月%d日 %H:%M}")
        if not dialogs.ask(None, "台账打不开", question, yes="用备份恢复", tone="warning"):
            return False
        backups.restore_backup(held, backup.path.name)
        return True
    finally:
        held.let_go()
