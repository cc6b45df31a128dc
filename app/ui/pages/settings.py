"""设置: office and user, password, rules, backups, history, looks, and a check of this computer."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from app.ui import icons, theme
from app.ui.page import PAGE_OF_TABLE, Page
from app.ui.pages.settings_backups import BackupsPane
from app.ui.pages.settings_computer import DoctorPane, LookPane
from app.ui.pages.settings_history import HistoryPane
from app.ui.pages.settings_office import OfficePane
from app.ui.pages.settings_rules import RulesPane
from app.ui.pages.settings_wording import WordingPane

Pane = OfficePane | RulesPane | WordingPane | BackupsPane | HistoryPane | LookPane | DoctorPane
SECTIONS: tuple[tuple[str, str, str, type[Pane]], ...] = (
    ("office", "单位与口令", "organizations", OfficePane),
    ("rules", "发展党员规则", "development", RulesPane),
    ("wording", "公文用语", "edit", WordingPane),
    ("backups", "备份与恢复", "backup", BackupsPane),
    ("history", "操作历史", "history", HistoryPane),
    ("look", "显示", "settings", LookPane),
    ("doctor", "电脑检查", "info", DoctorPane),
)


class SettingsPage(Page):
    """Sections on the left, the chosen one on the right; a section reads when it is shown."""

    name = "settings"
    title = "设置"
    icon = "settings"
    listens = frozenset(PAGE_OF_TABLE)

    def build(self) -> None:
        """Make the sections."""
        self.add_header()
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        self.sections = QListWidget()
        self.sections.setAccessibleName("设置项目")
        self.sections.setFixedWidth(theme.px(170))
        self.stack = QStackedWidget()
        self.panes: dict[str, Pane] = {}
        for name, title, icon, kind in SECTIONS:
            item = QListWidgetItem(icons.icon(icon), title, self.sections)
            item.setSizeHint(QSize(0, theme.px(38)))
            self.panes[name] = kind(self.session)
            self.stack.addWidget(_scrolled(self.panes[name]))
        row.addWidget(self.sections)
        row.addWidget(self.stack, 1)
        self.body.addLayout(row, 1)
        self.sections.setCurrentRow(0)
        self.sections.currentRowChanged.connect(self._on_section)

    def refresh(self) -> None:
        """Read the section shown."""
        self.panes[SECTIONS[self.sections.currentRow()][0]].refresh()

    def show_record(self, record: str) -> None:
        """Show a section by its name."""
        names = [section[0] for section in SECTIONS]
        self.sections.setCurrentRow(names.index(record) if record in names else 0)

    def _on_section(self, row: int) -> None:
        self.stack.setCurrentIndex(row)
        self.refresh()


def _scrolled(pane: QWidget) -> QScrollArea:
    area = QScrollArea()
    pane.setObjectName("scrolled")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(pane)
    return area
