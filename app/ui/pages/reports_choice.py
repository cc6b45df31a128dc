"""The list of papers and charts one can have."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.services import reporting
from app.ui import icons, theme

FORMAT_LABELS = {
    "pdf": "PDF 文件",
    "xlsx": "Excel 表格",
    "docx": "Word 文档",
    "png": "PNG 图片",
    "svg": "SVG 矢量图",
}
CHART_FORMATS = ("png", "svg", "pdf")


@dataclass(frozen=True, slots=True)
class Choice:
    """A report or a chart: its id, title, the formats it can be saved in, and of a report what it can be about."""

    id: str
    title: str
    formats: tuple[str, ...]
    report: reporting.ReportInfo | None = None

    @property
    def is_chart(self) -> bool:
        """Tell whether it is a chart."""
        return self.report is None

    @property
    def record(self) -> str:
        """The name other pages use to ask for it."""
        return f"{'chart' if self.is_chart else 'report'}:{self.id}"


def all_choices() -> list[tuple[str, list[Choice]]]:
    """Return reports under the headings of their subjects, then charts."""
    papers = [
        (heading, [Choice(info.id, info.title, info.formats, info) for info in infos])
        for heading, infos in reporting.subjects()
    ]
    return [*papers, ("图表", [Choice(one.id, one.title, CHART_FORMATS) for one in reporting.charts()])]


def format_label(suffix: str) -> str:
    """Return the word for a file format."""
    return FORMAT_LABELS.get(suffix, suffix.upper())


class ChoiceList(QListWidget):
    """Reports and charts under their headings."""

    chosen = Signal(object)

    def __init__(self, choices: list[tuple[str, list[Choice]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("报表和图表")
        self.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.setMinimumWidth(theme.px(200))
        for heading, offered in choices:
            self._add_heading(heading)
            for choice in offered:
                icon = icons.icon("chart" if choice.is_chart else "reports")
                item = QListWidgetItem(icon, choice.title, self)
                item.setToolTip(choice.title)
                item.setSizeHint(QSize(0, theme.px(32)))
                item.setData(Qt.ItemDataRole.UserRole, choice)
        self.currentItemChanged.connect(lambda _now, _before: self._tell())

    @property
    def current(self) -> Choice | None:
        """What is chosen."""
        item = self.currentItem()
        choice: Choice | None = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return choice

    def choose(self, record: str) -> None:
        """Choose `report:id` or `chart:id`."""
        for row in range(self.count()):
            choice = self.item(row).data(Qt.ItemDataRole.UserRole)
            if choice is not None and choice.record == record:
                self.setCurrentRow(row)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text, self)
        item.setSizeHint(QSize(0, theme.px(34)))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(theme.color("text_faint"))

    def _tell(self) -> None:
        if self.current is not None:
            self.chosen.emit(self.current)
