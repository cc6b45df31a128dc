"""新建台账: who the ledger belongs to, a password with the reason for it, and the recovery code to be kept on paper."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app import PROGRAM_NAME
from app.errors import AppError
from app.models.keyring import check_password
from app.models.ledger import Ledger
from app.services import ledgers, townships
from app.ui import dialogs, theme
from app.ui.forms.enter import EnterMovesOn
from app.ui.start import code_sheet
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label, rule
from app.ui.widgets.messages import MessageBar

WHY = (
    "台账里有党员的身份证号和电话。设了口令，文件被拷走或电脑丢失时别人也打不开。"
    "口令至少 8 个字，可以用一句话。口令丢了只能用恢复码打开，下一步会给出恢复码。"
)
WITHOUT = "暂不设口令（只有本机当前账户能打开，以后可在“设置”里补设）"


class NewLedgerDialog(QDialog):
    """Makes the ledger when accepted: `ledger` and `recovery_code` are then set."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建台账")
        self.folder = folder
        self.ledger: Ledger | None = None
        self.recovery_code = ""
        self.name, self.county = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText("如 长城彝族乡")
        self.county.setPlaceholderText("如 丘北县")
        self.level = QComboBox()
        for code, shown in townships.LEVELS.items():
            self.level.addItem(shown, code)
        self.password, self.again = QLineEdit(), QLineEdit()
        for line in (self.password, self.again):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self.without = QCheckBox(WITHOUT)
        self.without.toggled.connect(self._on_without)
        self.message = MessageBar()
        self._build()
        self.name.setFocus()

    def make(self) -> None:
        """Check what is typed and make the ledger."""
        password = None if self.without.isChecked() else self.password.text()
        try:
            if password is not None:
                check_password(password)
                if password != self.again.text():
                    self.message.show_message("两次输入的口令不一样，请重新输入。", "danger")
                    self.again.setFocus()
                    return
            made = ledgers.create(
                self.folder,
                name=self.name.text(),
                county=self.county.text(),
                level=str(self.level.currentData()),
                password=password,
            )
        except AppError as error:
            self.message.show_message(str(error), "danger")
            return
        self.ledger, self.recovery_code = made.ledger, made.recovery_code
        self.accept()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        box.addStrut(theme.px(512))
        edge = theme.space("xl")
        box.setContentsMargins(edge, edge, edge, edge - 4)
        box.setSpacing(theme.space("m"))
        box.addWidget(self.message)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("m"))
        grid.setVerticalSpacing(theme.space("s"))
        self._row(grid, 0, "乡镇（街道）名称 *", self.name)
        self._row(grid, 1, "所属县（市、区）", self.county)
        self._row(grid, 2, "使用单位", self.level)
        box.addLayout(grid)
        box.addWidget(rule())
        box.addWidget(label("口令", "heading"))
        box.addWidget(label(WHY, "soft", wrap=True))
        secrets = QGridLayout()
        secrets.setHorizontalSpacing(theme.space("m"))
        self._row(secrets, 0, "口令", self.password)
        self._row(secrets, 1, "再输一次", self.again)
        box.addLayout(secrets)
        box.addWidget(self.without)
        box.addWidget(rule())
        self._place = label(f"存放在：{self.folder}", "faint", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self._place, 1)
        row.addWidget(button("更改…", self._choose_folder, role="link"))
        box.addLayout(row)
        foot = QHBoxLayout()
        foot.addStretch(1)
        back = button("返回", self.reject)
        back.setAutoDefault(False)
        foot.addWidget(back)
        go = button("新建", self.make, role="primary")
        go.setDefault(True)
        EnterMovesOn(self, (self.name, self.county, self.level, self.password, self.again), go)
        foot.addWidget(go)
        box.addLayout(foot)

    def _row(self, grid: QGridLayout, row: int, title: str, widget: QWidget) -> None:
        shown = label(title, "label")
        shown.setBuddy(widget)
        shown.setMinimumWidth(theme.px(126))
        widget.setAccessibleName(title)
        grid.addWidget(shown, row, 0)
        grid.addWidget(widget, row, 1)
        grid.setColumnStretch(1, 1)

    def _on_without(self, without: bool) -> None:
        for line in (self.password, self.again):
            line.setEnabled(not without)

    def _choose_folder(self) -> None:
        chosen = dialogs.choose_folder(self, "台账存放在哪个文件夹", str(self.folder.parent))
        if chosen is not None:
            self.folder = chosen
            self._place.setText(f"存放在：{chosen}")


class RecoveryCodeDialog(QDialog):
    """Shows the recovery code once; goes on only when the user says it is kept."""

    def __init__(self, code: str, office: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("恢复码")
        self.code, self._office = code, office
        box = QVBoxLayout(self)
        box.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        box.addStrut(theme.px(472))
        edge = theme.space("xl")
        box.setContentsMargins(edge, edge, edge, edge - 4)
        box.setSpacing(theme.space("m"))
        box.addWidget(label("请把恢复码打印或抄写下来，锁进保密柜", "heading"))
        why = "忘记口令、换电脑或重装系统后，只有它能打开台账。它只显示这一次，程序里不保存。"
        box.addWidget(label(why, "soft", wrap=True))
        shown = label(code, "code")
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addWidget(shown)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("打印…", self._print, icon="print"))
        self.save_button = button("存成文件…", self._save, icon="save")
        row.addWidget(self.save_button)
        row.addWidget(button("复制", self._copy, icon="copy"))
        row.addStretch(1)
        box.addLayout(row)
        self.kept = QCheckBox("我已经把恢复码保存在台账之外的地方")
        box.addWidget(self.kept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.go_on = button("继续", self.accept, role="primary")
        self.go_on.setEnabled(False)
        self.kept.toggled.connect(self.go_on.setEnabled)
        foot.addWidget(self.go_on)
        box.addLayout(foot)

    def reject(self) -> None:
        """Ask before the only sight of the code is given up."""
        if dialogs.ask(
            self, "恢复码", "恢复码还没有保存。关闭后就看不到了，确定不保存吗？", yes="不保存", tone="danger"
        ):
            super().reject()

    def _print(self) -> None:
        code_sheet.print_code(self, self.code, self._office)

    def _save(self) -> None:
        path = dialogs.save_file(self, "恢复码存成文件", f"{PROGRAM_NAME}恢复码.txt", "文本文件 (*.txt)")
        if path is not None:
            path.write_text(code_sheet.text(self.code, self._office), encoding="utf-8-sig")
            dialogs.say(
                self, "已保存", f"恢复码已保存为：\n{path}\n请不要和台账放在同一台电脑上。", tone="success"
            )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code)
