"""The first dialog when no ledger is known: 新建, 打开 or 看示例."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app import PROGRAM_NAME, __version__
from app.ui import icons, theme
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label

CHOICES = (
    ("new", "add", "新建台账", "登记乡镇，导入现有表格"),
    ("open", "folder", "打开台账", "打开已有的台账文件夹"),
    ("demo", "chart", "看示例", "虚构的乡镇，随意试用"),
)


class StartDialog(QDialog):
    """`choice` is new, open or demo once it was accepted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(PROGRAM_NAME)
        self.setWindowIcon(icons.icon("emblem", "accent"))
        self.choice = ""
        self.buttons: dict[str, QToolButton] = {}
        box = QVBoxLayout(self)
        edge = theme.space("xl")
        box.setContentsMargins(edge + 8, edge, edge + 8, edge)
        box.setSpacing(theme.space("s"))
        picture = QLabel()
        picture.setPixmap(icons.pixmap("emblem", "accent", theme.px(48), self.devicePixelRatioF()))
        name = label(PROGRAM_NAME, "title")
        note = label("乡镇党建工作台账：党组织、党员、发展党员、分类定级、村集体经济", "soft")
        for part in (picture, name, note):
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addSpacing(theme.space("l"))
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        for code, icon, title, hint in CHOICES:
            row.addWidget(self._choice(code, icon, title, hint))
        box.addLayout(row)
        box.addSpacing(theme.space("m"))
        foot = QHBoxLayout()
        foot.addWidget(label(f"版本 {__version__}　数据只存放在本机，不联网", "faint"))
        foot.addStretch(1)
        leave = button("退出", self.reject)
        leave.setAutoDefault(False)
        foot.addWidget(leave)
        box.addLayout(foot)
        self.buttons["new"].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter on a choice as a click."""
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QToolButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    def _choice(self, code: str, icon: str, title: str, hint: str) -> QWidget:
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        made = QToolButton()
        made.setObjectName("startChoice")
        made.setIcon(icons.icon(icon, "accent"))
        made.setIconSize(QSize(theme.px(36), theme.px(36)))
        made.setText(title)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setFixedSize(theme.px(190), theme.px(104))
        made.setAccessibleDescription(hint)
        made.clicked.connect(lambda: self._choose(code))
        note = label(hint, "soft", wrap=True)
        note.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        note.setFixedWidth(theme.px(190))
        box.addWidget(made)
        box.addWidget(note)
        self.buttons[code] = made
        return whole

    def _choose(self, code: str) -> None:
        self.choice = code
        self.accept()
