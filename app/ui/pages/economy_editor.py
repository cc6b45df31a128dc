"""What the keys do to the cells of one category: each change one operation, refusals in words and marked in the grid."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal

from app.errors import AppError, BadInput
from app.services import history
from app.services.economy.grids import BadBlock, Block, BlockCheck, clipboard_cells, paste_block, set_cell
from app.services.history import UndoResult
from app.ui import failures
from app.ui.pages.economy_words import refusals
from app.ui.session import Session
from app.ui.tables.income_grid import IncomeModel, IncomeTable
from app.ui.undoing import ask_back, take_back
from app.ui.widgets.messages import MessageBar

OWN = ("income.grid", "income.reverse")
Cells = tuple[tuple[str, ...], ...]
OUTSIDE = BadInput("粘贴的内容超出了表格。", "请从有村名的行、有月份的列开始粘贴，行数和列数不要多于表格。")


class GridEditor(QObject):
    """Writes what is typed, pasted, filled or emptied in `category`; `refused` asks to show the ledger's figures again."""

    refused = Signal()

    def __init__(
        self, session: Session, table: IncomeTable, model: IncomeModel, message: MessageBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._table, self._model, self._message = session, table, model, message
        self.category = ""
        model.edited.connect(self.put_cell)
        table.pasted.connect(self.paste)
        table.filled.connect(self.fill)
        table.emptied.connect(self.empty)
        table.undo_wanted.connect(self.undo)

    def put_cell(self, village_id: str, month: int, text: str) -> None:
        """Write one cell."""
        row = next(n for n, shown in enumerate(self._model.shown) if shown.village_id == village_id)
        year, category, factor = self._session.year, self.category, self._model.factor
        actor = self._session.actor
        self._run(
            lambda store: set_cell(
                store, village_id, month, text, year=year, category=category, factor=factor, actor=actor
            ),
            (row, self._model.column_of(month)),
            lambda _check: None,
        )

    def paste(self, text: str) -> None:
        """Put the clipboard's block into the grid from the first chosen cell on; a single value fills all chosen."""
        cells = clipboard_cells(text)
        top, left, bottom, right = self._table.chosen
        if len(cells) == len(cells[0]) == 1:
            cells = tuple((cells[0][0],) * (right - left + 1) for _ in range(bottom - top + 1))
        self._put(top, left, cells)

    def fill(self, to_the_right: bool) -> None:
        """Fill the chosen cells from their first row, or their first column; a single one from the cell beside it."""
        top, left, bottom, right = self._table.chosen
        if to_the_right:
            left = left - 1 if left == right else left
            firsts = [self._typed(row, left) for row in range(top, bottom + 1)]
            cells = tuple((text,) * (right - left + 1) for text in firsts)
        else:
            top = top - 1 if top == bottom else top
            line = tuple(self._typed(top, column) for column in range(left, right + 1))
            cells = (line,) * (bottom - top + 1)
        if top >= 0:
            self._put(top, left, cells)

    def empty(self) -> None:
        """Empty the chosen cells."""
        top, left, bottom, right = self._table.chosen
        self._put(top, left, (("0",) * (right - left + 1),) * (bottom - top + 1))

    def undo(self) -> None:
        """Take back the last change of the grid; anything else only after asking."""
        item = history.undoable(self._session.reader)
        if item is None:
            return
        window = self._table.window()

        def tell(result: UndoResult) -> None:
            self._message.show_message(f"{result.sentence}。", "info")

        if item.kind in OWN:
            take_back(window, self._session, item, tell)
        else:
            ask_back(window, self._session, item, tell, note="最近一步不是在这张表里做的。")

    def _put(self, top: int, left: int, cells: Cells) -> None:
        rows, columns = range(top, top + len(cells)), range(left, left + len(cells[0]))
        if not all(self._model.can_edit(row, column) for row in rows for column in columns):
            self._message.show_message(str(OUTSIDE), "danger")
            return
        villages = tuple(self._model.shown[row].village_id for row in rows)
        months = tuple(self._model.month_of(column) or 0 for column in columns)
        block = Block(self._session.year, self.category, villages, months, cells, factor=self._model.factor)
        actor = self._session.actor
        self._run(lambda store: paste_block(store, block, actor=actor), (top, left), self._tell)

    def _run(
        self,
        write: Callable[..., BlockCheck],
        origin: tuple[int, int],
        done: Callable[[BlockCheck], None],
    ) -> None:
        self._model.refuse({})
        self._message.hide()
        self._session.run(
            lambda store, _progress: write(store),
            done=done,
            failed=lambda error: self._on_failed(error, *origin),
            title="正在填写收入表",
        )

    def _tell(self, check: BlockCheck) -> None:
        counted: Sequence[tuple[str, int]] = (
            ("新填", check.new),
            ("改动", check.changed),
            ("清空", check.emptied),
        )
        words = "，".join(f"{name} {number} 格" for name, number in counted if number)
        if words:
            self._message.show_message(f"{words}。", "success", "撤销", self.undo)
        else:
            self._message.show_message("这些格里已经是这些数，没有改动。", "info")

    def _on_failed(self, error: BaseException, top: int, left: int) -> None:
        self.refused.emit()
        if isinstance(error, BadBlock):
            self._model.refuse({(top + bad.row, left + bad.column): bad.message for bad in error.cells})
            self._message.show_message(refusals(self._model, error.cells, top, left), "danger")
        elif isinstance(error, AppError):
            self._message.show_message(str(error), "danger")
        else:
            failures.report(self._table, error)

    def _typed(self, row: int, column: int) -> str:
        return str(self._model.index(row, column).data(Qt.ItemDataRole.EditRole) or "")
