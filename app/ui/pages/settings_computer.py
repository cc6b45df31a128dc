"""How the program looks on this computer, and whether the computer has all it needs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.models.store import Store
from app.progress import Progress
from app.services import doctor
from app.ui import icons, theme
from app.ui.session import Session
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.buttons import button
from app.ui.widgets.cards import Card
from app.ui.widgets.labels import label

HEADINGS = (Heading("项目", 150), Heading("结果", 90), Heading("情况"))
LARGE_FONT = "large_font"


class LookPane(QWidget):
    """Size of the letters."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        card = Card("文字大小")
        self.normal, self.large = QRadioButton("标准"), QRadioButton("大字")
        group = QButtonGroup(self)
        for choice in (self.normal, self.large):
            group.addButton(choice)
            card.body.addWidget(choice)
        is_large = session.preferences.flag(LARGE_FONT)
        self.large.setChecked(is_large)
        self.normal.setChecked(not is_large)
        self.large.toggled.connect(self._on_large)
        card.body.addWidget(label("马上生效；个别页面的行高和列宽在重新打开程序后调整。", "soft", wrap=True))
        box.addWidget(card)
        box.addStretch(1)

    def refresh(self) -> None:
        """Nothing here comes from the ledger."""

    def _on_large(self, large: bool) -> None:
        self._session.preferences.keep(LARGE_FONT, large)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, large=large)


class DoctorPane(QWidget):
    """Versions, integrity, backups, disk, fonts: looked over in the lane."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        self.sign = QLabel()
        self.words = label("正在检查……", "heading")
        row.addWidget(self.sign)
        row.addWidget(self.words)
        row.addStretch(1)
        row.addWidget(button("重新检查", self.refresh, icon="refresh"))
        box.addLayout(row)
        self.table = PlainTable(HEADINGS, "检查结果", sortable=False)
        box.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Look everything over."""
        ledger = self._session.ledger

        def task(store: Store, _progress: Progress) -> list[doctor.Item]:
            return doctor.examine(ledger, store)

        self._session.run(task, done=self._show, title="正在检查", quiet=True)

    def _show(self, items: list[doctor.Item]) -> None:
        bad = [item for item in items if not item.good]
        tone = "warning" if bad else "success"
        self.sign.setPixmap(icons.pixmap(tone, tone, theme.px(22), self.devicePixelRatioF()))
        self.sign.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.words.setText(f"有 {len(bad)} 项需要注意" if bad else "一切正常")
        self.table.show_lines(
            [
                Line((i.name, "正常" if i.good else "注意", i.words), i, "" if i.good else "danger")
                for i in items
            ]
        )
