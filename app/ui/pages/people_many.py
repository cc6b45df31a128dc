"""What is done to the people chosen in the roster: one field for all, a pasted column, or a pasted table instead."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTemporaryDir
from PySide6.QtGui import QGuiApplication

from app.errors import BadInput
from app.services.imports.pasting import copied_cells, one_column, write_pasted
from app.ui import dialogs
from app.ui.pages.people_bulk import BulkDialog
from app.ui.session import Session
from app.ui.tables.roster_view import RosterTable

CHOOSE_FIRST = (
    "请先选中要修改的人：按住 Shift 用方向键或单击可以连着选，按住 Ctrl 单击可以跳着选，Ctrl+A 选全部。\n"
    "分组显示时，选中分组的标题就是选中这一组的人。"
)
NOTHING = "没有可以粘贴的内容。\n请先在表格里选中要用的格子，按 Ctrl+C 复制，再回到这里粘贴。"
NOBODY = (
    "粘贴的是一列内容，请先选中要填给哪些人（按住 Shift 用方向键或单击可以选多行），再粘贴。\n"
    "要粘贴整张花名册，请连表头一起复制。"
)
NOT_AS_MANY = "粘贴的内容有 {given} 行，选中了 {chosen} 人，对不上。\n请选中同样多的人再粘贴。"


class ManyPeople:
    """Works on what is chosen in `table`; `changed` gets the sentence of what was done, `pasted` a table to import.

    A pasted table may hold ID numbers: its folder goes with the next one or the end of the program, the table itself as
    soon as who imports it is done with it.
    """

    def __init__(
        self,
        session: Session,
        table: RosterTable,
        *,
        changed: Callable[[str], object],
        pasted: Callable[[Path], object],
    ) -> None:
        self._session, self._table = session, table
        self._changed, self._pasted = changed, pasted
        self._kept: QTemporaryDir | None = None

    @property
    def chosen(self) -> list[str]:
        """The ids of the people chosen; a group's heading stands for everyone in it."""
        return self._table.roster.people(self._table.chosen_rows())

    def change(self) -> None:
        """Set one field for everyone chosen."""
        chosen = self.chosen
        if chosen:
            BulkDialog(self._session, chosen, done=self._changed).open()
        else:
            dialogs.say(self._table.window(), "批量修改", CHOOSE_FIRST)

    def paste(self) -> None:
        """Do with what was copied what it looks like: import a table, fill a column."""
        try:
            rows = copied_cells(QGuiApplication.clipboard().text())
        except BadInput as error:
            dialogs.show_error(self._table.window(), error)
            return
        column = one_column(rows)
        if rows and column is None:
            self._kept = QTemporaryDir()
            self._pasted(write_pasted(rows, Path(self._kept.path())))
        else:
            self._fill(column or [])

    def _fill(self, column: Sequence[str]) -> None:
        """Fill a column into the people chosen; one of one more is taken to begin with its heading."""
        chosen = self.chosen
        if column and len(chosen) in (len(column), len(column) - 1):
            heading = column[0] if len(column) > len(chosen) else ""
            BulkDialog(
                self._session, chosen, column[-len(chosen) :], heading=heading, done=self._changed
            ).open()
            return
        words = NOTHING if not column else NOBODY if not chosen else NOT_AS_MANY
        dialogs.say(self._table.window(), "粘贴", words.format(given=len(column), chosen=len(chosen)))
