"""The password prompt, with the recovery code as the way round a forgotten password."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLayout, QLineEdit, QVBoxLayout, QWidget

from app import PROGRAM_NAME
from app.errors import AppError, BadInput
from app.models.ledger import Ledger
from app.services.ledgers import open_ledger
from app.ui import icons, theme
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label
from app.ui.widgets.messages import MessageBar


class UnlockDialog(QDialog):
    """Opens the ledger when accepted: `ledger` is then set. `failure` holds an error that no password cures.

    `key` holds what was typed, as the arguments of `open_ledger`.
    """

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(PROGRAM_NAME)
        self.setWindowIcon(icons.icon("emblem", "accent"))
        self._folder = folder
        self.ledger: Ledger | None = None
        self.failure: AppError | None = None
        self.key: dict[str, str] = {}
        self.by_code = False
        box = QVBoxLayout(self)
        box.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        box.addStrut(theme.px(452))
        edge = theme.space("xl")
        box.setContentsMargins(edge, edge, edge, edge - 4)
        box.setSpacing(theme.space("m"))
        self.message = MessageBar()
        box.addWidget(self.message)
        self.heading = label("请输入口令", "heading")
        box.addWidget(self.heading)
        box.addWidget(label(f"台账：{folder}", "faint", wrap=True))
        self.secret = QLineEdit()
        box.addWidget(self.secret)
        self.visible = QCheckBox("显示口令")
        self.visible.toggled.connect(self._show_kind)
        box.addWidget(self.visible)
        row = QHBoxLayout()
        self.switch = button("", self._switch, role="link")
        row.addWidget(self.switch)
        row.addStretch(1)
        row.addWidget(button("取消", self.reject))
        go = button("打开", self.unlock, role="primary")
        go.setDefault(True)
        row.addWidget(go)
        box.addLayout(row)
        self._show_kind()
        self.secret.setFocus()

    def unlock(self) -> None:
        """Try what is typed."""
        typed = self.secret.text()
        if not typed:
            self.message.show_message(f"请先输入{'恢复码' if self.by_code else '口令'}。", "warning")
            return
        self.key = {"recovery_code" if self.by_code else "password": typed}
        try:
            self.ledger = open_ledger(self._folder, **self.key)
        except BadInput as error:
            self.message.show_message(str(error), "danger")
            self.secret.selectAll()
            self.secret.setFocus()
            return
        except AppError as error:
            self.failure = error
            self.reject()
            return
        self.accept()

    def _switch(self) -> None:
        self.by_code = not self.by_code
        self.secret.clear()
        self._show_kind()
        self.secret.setFocus()

    def _show_kind(self) -> None:
        hidden = not self.by_code and not self.visible.isChecked()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)
        self.heading.setText("请输入恢复码" if self.by_code else "请输入口令")
        self.secret.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX" if self.by_code else "")
        self.secret.setAccessibleName(self.heading.text())
        self.visible.setVisible(not self.by_code)
        self.switch.setText("改用口令打开" if self.by_code else "忘记口令？用恢复码打开")
