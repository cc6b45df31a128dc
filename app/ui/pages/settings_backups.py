"""The backups: made, checked, put back."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.models.store import Store
from app.progress import Progress
from app.rules.reference import table_label
from app.services import backups
from app.services.backups import Backup
from app.ui import dialogs
from app.ui.session import Session
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import label

HEADINGS = (Heading("备份时间", 190), Heading("大小", 110, right=True), Heading("文件"))
MEGABYTE = 1_000_000
COUNTED = ("person", "organization", "development_case", "rating", "income_entry")
HINT = "每次导入以前、每天关闭程序时都会自动备份。请定期把备份文件夹复制到另一台电脑或移动硬盘上。"
RESTORE = (
    "要把台账恢复成 {when} 的样子吗？\n这以后登记的内容将不在台账里；现在的台账会先备份，不会丢。\n"
    "恢复后程序会关闭，请重新打开。"
)
RESTORED = (
    "台账已恢复成 {when} 的样子。\n恢复以前的台账已经做成备份，列在“备份与恢复”里，需要时可以再恢复回来。\n"
    "程序现在关闭，请重新打开。"
)


class BackupsPane(QWidget):
    """The list with its three actions."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(button("现在备份", self._make, icon="backup", role="primary"))
        self.check = button("检查这份备份", self._verify, icon="success")
        self.restore = button("恢复到这份备份", self._restore, icon="history")
        row.addWidget(self.check)
        row.addWidget(self.restore)
        row.addStretch(1)
        row.addWidget(button("打开备份文件夹", self._open_folder, icon="folder"))
        box.addLayout(row)
        box.addWidget(label(HINT, "soft", wrap=True))
        self.table = PlainTable(HEADINGS, "备份", sortable=False)
        self.table.line_picked.connect(lambda _key: self._enable(True))
        box.addWidget(self.table, 1)
        self.empty = EmptyState("backup", "还没有备份", "点“现在备份”做第一份。")
        box.addWidget(self.empty, 1)

    def refresh(self) -> None:
        """Read the backups."""
        found = backups.backups(self._session.ledger)
        self.table.show_lines(
            [
                Line((f"{b.made_at:%Y-%m-%d %H:%M:%S}", f"{b.size / MEGABYTE:.1f} MB", b.path.name), b)
                for b in found
            ]
        )
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._enable(False)

    def _enable(self, chosen: bool) -> None:
        self.check.setEnabled(chosen)
        self.restore.setEnabled(chosen)

    def _make(self) -> None:
        ledger = self._session.ledger

        def task(_store: Store, _progress: Progress) -> Backup:
            return backups.make_backup(ledger)

        self._session.run(task, done=self._on_made, title="正在备份")

    def _on_made(self, made: Backup) -> None:
        self.refresh()
        dialogs.say(self, "已备份", f"备份已做好并检查过：\n{made.path}", tone="success")

    def _verify(self) -> None:
        ledger, backup = self._session.ledger, self.table.current

        def task(_store: Store, _progress: Progress) -> tuple[Backup, dict[str, int]]:
            return backups.verify_backup(ledger, backup.path.name)

        self._session.run(task, done=self._on_verified, title="正在检查备份")

    def _on_verified(self, answer: tuple[Backup, dict[str, int]]) -> None:
        backup, counts = answer
        held = "、".join(f"{table_label(table)} {counts[table]}" for table in COUNTED if table in counts)
        words = f"{backup.made_at:%Y-%m-%d %H:%M} 的备份完好，可以用来恢复。\n其中：{held}。"
        dialogs.say(self, "备份完好", words, tone="success")

    def _restore(self) -> None:
        backup: Backup = self.table.current
        question = RESTORE.format(when=_minute(backup))
        if not dialogs.ask(self, "恢复备份", question, yes="恢复", tone="danger"):
            return
        ledger = self._session.ledger

        def keep(_store: Store, _progress: Progress) -> None:
            if backups.needs_backup(ledger):
                backups.make_backup(ledger)

        self._session.run(keep, done=lambda _: self._put_back(backup), title="正在备份现在的台账")

    def _put_back(self, backup: Backup) -> None:
        """Put a backup in the ledger's place, with no connection open, and end the program."""
        window = self.window()
        self._session.close()
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            backups.restore_backup(self._session.ledger, backup.path.name)
        except AppError as error:
            QGuiApplication.restoreOverrideCursor()
            dialogs.show_error(window, error)
        else:
            QGuiApplication.restoreOverrideCursor()
            dialogs.say(window, "已恢复", RESTORED.format(when=_minute(backup)), tone="success")
        window.close()

    def _open_folder(self) -> None:
        place: Path = self._session.ledger.folder / "backups"
        place.mkdir(exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))


def _minute(backup: Backup) -> str:
    return f"{backup.made_at:%Y-%m-%d %H:%M}"
