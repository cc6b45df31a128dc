"""The dates a timetable is built around: a step and a day each, as many as are settled."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.services.boards import StepHead
from app.ui import icons, theme
from app.ui.forms.entry import day_typed
from app.ui.forms.fields import DateField
from app.ui.widgets.buttons import button

MEETING = "15"


class FixedDates(QWidget):
    """One line a settled date; `changed` whenever one is another."""

    changed = Signal()

    def __init__(self, steps: tuple[StepHead, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = steps
        self.lines: list[tuple[QWidget, QComboBox, DateField]] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.space("xs"))
        more = button("再定一个日期", self.add, icon="add", role="link")
        self._box.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(MEETING)

    def add(self, code: str = MEETING, day: str = "") -> None:
        """Add a line for a step."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        step = QComboBox()
        step.setAccessibleName("定下日期的步骤")
        step.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        step.setMinimumContentsLength(8)
        for one in self._steps:
            step.addItem(f"{one.code.lstrip('0')} {one.name}", one.code)
        step.setCurrentIndex(max(0, step.findData(code)))
        typed = DateField()
        typed.setAccessibleName("定下的日期")
        typed.setPlaceholderText("如 2023-07-01")
        typed.put(day)
        remove = QToolButton()
        remove.setIcon(icons.icon("close"))
        remove.setToolTip("去掉这个日期")
        remove.clicked.connect(lambda: self._remove(line))
        row.addWidget(step, 3)
        row.addWidget(typed, 2)
        row.addWidget(remove)
        step.currentIndexChanged.connect(lambda _index: self.changed.emit())
        typed.textChanged.connect(lambda _text: self.changed.emit())
        self.lines.append((line, step, typed))
        self._box.insertWidget(len(self.lines) - 1, line)

    def fixed(self) -> dict[str, date]:
        """Return step → day; lines without a day are left out. Raises BadInput for one that cannot be read."""
        return {
            str(step.currentData()): day_typed(typed.text_value(), step.currentText())
            for _, step, typed in self.lines
            if typed.text_value()
        }

    def _remove(self, line: QWidget) -> None:
        self.lines = [one for one in self.lines if one[0] is not line]
        line.deleteLater()
        self.changed.emit()
