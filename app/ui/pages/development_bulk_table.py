"""The people of a bulk step: ticked or not, what is each one's own, the reason of an exception, and what the rules say."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from app.rules.reference_steps import StepField
from app.services.boards import BoardRow
from app.services.development.bulk import BulkRow
from app.ui import theme
from app.ui.tables.spreadsheet import ChoiceDelegate, SpreadsheetDelegate

NAME, BRANCH, SAID, OWN = range(4)
NAME_WIDTH, BRANCH_WIDTH, SAID_WIDTH, REASON_WIDTH = 92, 110, 210, 130
OWN_WIDTHS = {"number": 72, "choice": 90, "note": 150}
REASON_HEADING, SAID_HEADING = "例外的理由", "能否登记"
FITS, NOT_LOOKED = "可以登记", ""


class BulkTable(QTableWidget):
    """One line a person; `itemChanged` tells of ticks and of what is typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("这一批人")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(32))
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.own: tuple[StepField, ...] = ()
        self.people: list[BoardRow] = []

    def show_people(self, people: Sequence[BoardRow], own: tuple[StepField, ...]) -> None:
        """Show these people, nobody ticked, with a column for each field that is everyone's own."""
        self.blockSignals(True)
        self.clear()
        self.own, self.people = own, list(people)
        headings = ["姓名", "所在党支部", SAID_HEADING, *(spec.label for spec in own), REASON_HEADING]
        self.setColumnCount(len(headings))
        self.setRowCount(len(people))
        self.setHorizontalHeaderLabels(headings)
        widths = [NAME_WIDTH, BRANCH_WIDTH, SAID_WIDTH]
        widths += [OWN_WIDTHS.get(spec.kind, 110) for spec in own] + [REASON_WIDTH]
        for column, width in enumerate(widths):
            self.setColumnWidth(column, theme.px(width))
        for column, spec in enumerate(own, start=OWN):
            words = ["", *(spec.choices or {}).values()] if spec.kind == "choice" else []
            delegate = ChoiceDelegate(partial(list, words), self) if words else SpreadsheetDelegate(self)
            self.setItemDelegateForColumn(column, delegate)
        self.setItemDelegateForColumn(self.reason_column, SpreadsheetDelegate(self))
        for row, person in enumerate(people):
            self._fill(row, person)
        self.blockSignals(False)

    @property
    def reason_column(self) -> int:
        """The column of the reasons."""
        return OWN + len(self.own)

    def tick(self, wanted: bool) -> None:
        """Tick everybody listed, or nobody."""
        state = Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked
        self.blockSignals(True)
        for row in range(self.rowCount()):
            self.at(row, NAME).setCheckState(state)
        self.blockSignals(False)
        if self.rowCount():
            self.itemChanged.emit(self.at(0, NAME))

    def ticked(self) -> list[str]:
        """Return the cases of those ticked."""
        return [
            person.case_id
            for row, person in enumerate(self.people)
            if self.at(row, NAME).checkState() == Qt.CheckState.Checked
        ]

    def own_values(self) -> dict[str, dict[str, str]]:
        """Return case → what is typed for that person; what is left empty is the same for all."""
        found: dict[str, dict[str, str]] = {}
        for row, person in enumerate(self.people):
            typed = {
                spec.name: self.at(row, column).text().strip()
                for column, spec in enumerate(self.own, start=OWN)
            }
            found[person.case_id] = {name: text for name, text in typed.items() if text}
        return found

    def reasons(self) -> dict[str, str]:
        """Return case → the reason typed for an exception."""
        return {
            person.case_id: self.at(row, self.reason_column).text().strip()
            for row, person in enumerate(self.people)
        }

    def at(self, row: int, column: int) -> QTableWidgetItem:
        """Return a cell, made when it is not there yet."""
        found = self.item(row, column)
        if found is None:
            found = QTableWidgetItem("")
            self.setItem(row, column, found)
        return found

    def show_said(self, said: Mapping[str, BulkRow]) -> None:
        """Show what the rules say of each; nothing for those not ticked."""
        self.blockSignals(True)
        for row, person in enumerate(self.people):
            found = said.get(person.case_id)
            item = self.at(row, SAID)
            item.setText(words_of(found) if found else NOT_LOOKED)
            item.setToolTip(item.text())
            tone = "danger" if found and found.refusal else "warning" if found and found.findings else "text"
            item.setForeground(theme.color(tone))
        self.blockSignals(False)

    def _fill(self, row: int, person: BoardRow) -> None:
        for column in range(self.columnCount()):
            if column in (NAME, BRANCH, SAID):
                item = self.at(row, column)
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
        name, branch = self.at(row, NAME), self.at(row, BRANCH)
        name.setText(person.name)
        name.setFlags(name.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        name.setCheckState(Qt.CheckState.Unchecked)
        branch.setText(person.organization)
        branch.setToolTip(person.organization)


def words_of(row: BulkRow) -> str:
    """Return in words whether a person can be entered and what is to be known about it."""
    if row.refusal:
        errors = "".join(message for _, message in row.errors)
        way = "写明理由后可以登记。" if row.may_override else ""
        return f"不能登记：{errors or row.refusal}{way}"
    said = "".join(f"{one.level.label}：{one.message}" for one in row.findings)
    return said or FITS
