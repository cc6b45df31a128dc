"""The board of 发展党员: people down, the 25 steps across, each cell a state told by sign and colour."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.services.boards import CURRENT, LATE, BoardRow, StepHead
from app.ui import theme
from app.ui.tables import signs
from app.ui.tables.frozen import FrozenTable
from app.ui.tables.storeys import Group, StoreyHeader

Index = QModelIndex | QPersistentModelIndex
PLAIN = QModelIndex()

NAME, BRANCH, STAGE = range(3)
LEAD = 3
LEAD_HEADINGS = ("姓名", "所在党支部", "阶段")
STEP_WIDTH = 34
NAME_LINES = 7


class BoardModel(QAbstractTableModel):
    """Rows of the board as a table; `shown` is the filtered part."""

    def __init__(self, steps: tuple[StepHead, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.steps = steps
        self.shown: list[BoardRow] = []
        self.names = True

    def show_rows(self, rows: list[BoardRow]) -> None:
        """Show these rows; the same people keep their place."""
        if rows and [row.case_id for row in rows] == [row.case_id for row in self.shown]:
            self.shown = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.shown = rows
        self.endResetModel()

    def row_of(self, case_id: str) -> int:
        """Return the row of a case, or -1."""
        return next((i for i, row in enumerate(self.shown) if row.case_id == case_id), -1)

    def rowCount(self, parent: Index = PLAIN) -> int:
        """Number of people shown."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = PLAIN) -> int:
        """Leading columns and steps."""
        return 0 if parent.isValid() else LEAD + len(self.steps)

    def data(self, index: Index, role: int = 0) -> Any:
        """Words for reading and for screen readers; the delegate paints the steps."""
        if role and role != Qt.ItemDataRole.ToolTipRole:
            return None
        if not index.isValid():
            return None
        row, column = self.shown[index.row()], index.column()
        if column == NAME:
            return row.name
        if column == BRANCH:
            return row.organization
        if column == STAGE:
            return row.stage_label.removeprefix("入党")
        cell, step = row.cells[column - LEAD], self.steps[column - LEAD]
        words = f"{signs.LABELS[cell.state]} {cell.on}".rstrip()
        return f"{row.name}：{step.name}\n{words}" if role else words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Names of columns; the full name of a step as tooltip."""
        if orientation != Qt.Orientation.Horizontal or role not in (0, Qt.ItemDataRole.ToolTipRole):
            return None
        if section < LEAD:
            return LEAD_HEADINGS[section]
        step = self.steps[section - LEAD]
        number = step.code.lstrip("0")
        if role:
            return f"第{number}步 {step.name}"
        return f"{number}\n{step.name}" if self.names else number


class BoardDelegate(QStyledItemDelegate):
    """Paints a step as ground and sign, and a date below when there is room."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        column = index.column()
        model = index.model()
        if column < LEAD or not isinstance(model, BoardModel):
            super().paint(painter, option, index)
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs lack the option's fields
        cell = model.shown[index.row()].cells[column - LEAD]
        ground = signs.ground(cell.state)
        if ground is not None:
            painter.fillRect(rect, ground)
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # the stubs lack the option's fields
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        signs.paint(painter, rect, cell.state)


class BoardTable(FrozenTable):
    """The board's view: names frozen, stages over steps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(LEAD - 1, parent)
        self.setAccessibleName("发展党员进度表")
        self.setSelectionBehavior(self.SelectionBehavior.SelectItems)
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.set_delegates(BoardDelegate(self), BoardDelegate(self))
        self.set_row_height(theme.px(30))

    def show_model(self, model: BoardModel) -> None:
        """Attach the model and build the headings from its steps."""
        heads = []
        for view in (self, self.left):
            header = StoreyHeader(lines=NAME_LINES, parent=view)
            header.set_groups(stage_groups(model.steps))
            heads.append(header)
        self._board, self._heads = model, heads
        self.setModel(model)
        self.set_headers(heads[0], heads[1])
        heads[0].attach()
        widths = {NAME: 70, BRANCH: 136, STAGE: 75} | {LEAD + i: STEP_WIDTH for i in range(len(model.steps))}
        self.set_widths({column: theme.px(width) for column, width in widths.items()})

    def show_names(self, wanted: bool) -> None:
        """Name the steps in the heading, or only number them where there is no room."""
        if self._board.names != wanted:
            self._board.names = wanted
            for header in self._heads:
                header.set_lines(NAME_LINES if wanted else 1)
            self.updateGeometries()

    def bring_into_view(self, row: int) -> None:
        """Scroll sideways to the step somebody has come to."""
        states = [cell.state for cell in self._board.shown[row].cells]
        here = [at for at, state in enumerate(states) if state in (LATE, CURRENT)]
        if here:
            self.scrollTo(self._board.index(row, LEAD + here[0]))


def stage_groups(steps: tuple[StepHead, ...]) -> tuple[Group, ...]:
    """Return one heading group per run of steps of the same stage."""
    groups: list[Group] = []
    for column, step in enumerate(steps, start=LEAD):
        if groups and groups[-1].label == step.stage:
            groups[-1] = groups[-1]._replace(last=column)
        else:
            groups.append(Group(step.stage, column, column))
    return tuple(groups)
