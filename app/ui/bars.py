"""The bars over and under the pages."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton

from app import PROGRAM_NAME
from app.ui import dialogs, icons, theme
from app.ui.session import Session
from app.ui.undoing import ask_back
from app.ui.widgets.labels import ShortenedLabel, label
from app.ui.widgets.search import GlobalSearch

if TYPE_CHECKING:
    from app.services.history import HistoryItem

FIRST_YEAR = 2000
SHORT, SHORTER = 24, 10


class TopBar(QFrame):
    """The program's name, the global search, the year."""

    picked = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self._session = session
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space("l"), theme.space("s"), theme.space("l"), theme.space("s"))
        row.setSpacing(theme.space("m"))
        name = label(PROGRAM_NAME)
        name.setObjectName("program")
        name.setMinimumWidth(theme.px(132 - 16))
        row.addWidget(name)
        self.search = GlobalSearch(session.reader)
        self.search.picked.connect(self.picked)
        row.addWidget(self.search, 4)
        row.addStretch(1)
        row.addWidget(label("年度", "label"))
        self.year = QComboBox()
        self.year.setAccessibleName("年度")
        self.year.setToolTip("各页显示哪一年的数字")
        for year in range(session.as_of.year + 1, FIRST_YEAR - 1, -1):
            self.year.addItem(f"{year} 年", year)
        self.year.setCurrentIndex(self.year.findData(session.year))
        self.year.setMaxVisibleItems(12)
        self.year.currentIndexChanged.connect(self._on_year)
        session.year_changed.connect(self._follow)
        row.addWidget(self.year)

    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self.search.setFocus()
        self.search.selectAll()

    def _on_year(self, index: int) -> None:
        self._session.set_year(int(self.year.itemData(index)))

    def _follow(self, year: int) -> None:
        self.year.setCurrentIndex(self.year.findData(year))


class BottomBar(QFrame):
    """The file, the user, the last backup, and what undo would take back."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("bottomBar")
        self.setMinimumHeight(theme.px(33))
        self._session = session
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space("l"), 3, theme.space("l"), 3)
        row.setSpacing(theme.space("xl"))
        self.file, self.user, self.backup = ShortenedLabel(), ShortenedLabel(), ShortenedLabel()
        for part in (self.file, self.user, self.backup):
            row.addWidget(part)
        row.addStretch(1)
        self.redo_button = QPushButton(icons.icon("redo"), "恢复")
        self.undo_button = QPushButton(icons.icon("undo"), "撤销")
        for made, act in ((self.redo_button, self.redo), (self.undo_button, self.undo)):
            made.setVisible(False)
            made.clicked.connect(act)
            row.addWidget(made)
        session.changed.connect(lambda _tables: self.refresh())

    def refresh(self) -> None:
        """Read who, where, when and what again."""
        from app.services import backups, history

        session = self._session
        self.file.setText(f"台账：{_short(session.ledger.folder)}")
        self.file.tip = str(session.ledger.folder)
        self.user.setText(f"使用人：{session.actor}")
        made = backups.backups(session.ledger)
        self.backup.setText(
            f"最近备份：{_when(made[0].made_at, session.as_of)}" if made else "最近备份：还没有"
        )
        _offer(self.undo_button, history.undoable(session.reader), "Ctrl+Z", SHORT)
        _offer(self.redo_button, history.restorable(session.reader), "Ctrl+Y", SHORTER)

    def undo(self) -> None:
        """Ask, then take back the newest operation."""
        from app.services import history

        self._ask(history.undoable(self._session.reader), "没有可以撤销的操作。")

    def redo(self) -> None:
        """Ask, then bring back what was undone last, as long as nothing else has been done since."""
        from app.services import history

        self._ask(history.restorable(self._session.reader), "没有可以恢复的操作。")

    def _ask(self, item: "HistoryItem | None", none: str) -> None:
        if item is None:
            dialogs.say(self.window(), "撤销和恢复", none)
        else:
            ask_back(self.window(), self._session, item)


def _offer(shown: QPushButton, item: "HistoryItem | None", keys: str, longest: int) -> None:
    shown.setVisible(item is not None)
    if item is not None:
        words = item.subject if len(item.subject) <= longest else item.subject[: longest - 1] + "…"
        shown.setText(f"{item.verb}：{words}")
        shown.setToolTip(f"{item.verb}“{item.subject}”（{keys}）")


def _short(folder: Path) -> str:
    text = str(folder)
    return text if len(text) <= 36 else "…" + text[-35:]


def _when(moment: datetime.datetime, today: datetime.date) -> str:
    day = "今天" if moment.date() == today else f"{moment.year}年{moment.month}月{moment.day}日"
    return f"{day} {moment:%H:%M}"
