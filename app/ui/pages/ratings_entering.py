"""What the keys do to the cells of the round: blocks are pasted, filled, emptied and taken back, refusals said in words."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence

from app.errors import AppError, BadInput
from app.rules import texts
from app.rules.ratings import Scheme
from app.rules.reference import column_label
from app.services import history
from app.services.history import HistoryItem, UndoResult
from app.services.imports.pasting import copied_cells
from app.services.ratings.entering import CellErrors
from app.ui.pages.ratings_saving import RoundSaver
from app.ui.session import Session
from app.ui.tables.rating_grid import COLUMNS, EDITABLE, FIELDS, GRADES, RatingModel
from app.ui.tables.rating_table import RatingTable
from app.ui.undoing import ask_back, take_back
from app.ui.widgets.messages import MessageBar

OWN = "rating.enter"
NAMED = 3
VOTED = {"mass_votes", "satisfaction"}
CLOSED = "这一列不能填写。请先把光标移到等次、得分、满意率、测评票数或备注的格子里。"
LOCKED = "这一年度已备案锁定，不能修改；要修改请先“重新开放”并写明原因。"
MOVING = "Tab 向右，Esc 离开表格"
BLOCKS = "Ctrl+C、Ctrl+V 复制粘贴，Ctrl+D 向下填充，Ctrl+Z 撤销"
Cells = Sequence[Sequence[str]]


class RoundEditor(QObject):
    """Turns what `table` tells into entries of the round; every block is one operation, all of it or nothing."""

    def __init__(
        self, session: Session, table: RatingTable, saver: RoundSaver, message: MessageBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._table, self._saver, self._message = session, table, saver, message
        self._passes = False
        self._left_out: list[str] = []
        table.pasted.connect(self.paste)
        table.filled.connect(self.fill)
        table.emptied.connect(self.empty)
        table.undo_wanted.connect(self.undo)
        table.chosen_graded.connect(self.grade)
        table.told.connect(self.refuse)
        table.closed_typed.connect(lambda: self.refuse(LOCKED))
        table.selectionModel().currentChanged.connect(lambda _now, _before: self._on_moved())
        saver.entered.connect(self.tell)
        saver.refused.connect(self._on_refused)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        # The table takes these keys itself; the menu only tells them.
        self.offer("复制\tCtrl+C", table.copy)
        self.offer("粘贴\tCtrl+V", lambda: self.paste(QGuiApplication.clipboard().text()))
        self.offer("向下填充\tCtrl+D", lambda: self.fill(to_the_right=False))
        self.offer("清空\tDelete", self.empty)

    def offer(self, words: str, act: Callable[[], object], keys: str = "") -> None:
        """Offer something in the menu of the right button, and by keys while the cursor is in the table."""
        action = QAction(words, self._table)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked=False: act())
        self._table.addAction(action)

    def paste(self, text: str) -> None:
        """Enter a block copied from a workbook, from the first chosen cell on; a single value fills all chosen."""
        try:
            cells: Cells = copied_cells(text)
        except BadInput as error:
            self.refuse(str(error))
            return
        if not cells:
            self.refuse("还没有复制内容。请先在表格里选中要复制的格子，按 Ctrl+C，再回来粘贴。")
            return
        top, left, bottom, right = self._table.chosen
        if len(cells) == len(cells[0]) == 1:
            cells = _repeated(cells[0], bottom - top + 1, right - left + 1)
        self._put(top, left, cells)

    def fill(self, to_the_right: bool) -> None:
        """Fill the chosen cells from their first row, or their first column; a single one from the cell beside it."""
        top, left, bottom, right = self._table.chosen
        if to_the_right:
            left -= left == right
            cells = [[_text(self._model, row, left)] * (right - left + 1) for row in range(top, bottom + 1)]
        else:
            top -= top == bottom
            line = [_text(self._model, top, column) for column in range(left, right + 1)]
            cells = [line] * (bottom - top + 1)
        if top >= 0 and left >= 0:
            self._put(top, left, cells)

    def empty(self) -> None:
        """Empty the chosen cells; a single one at once, as if nothing had been typed into it."""
        top, left, bottom, right = self._table.chosen
        if (top, left) == (bottom, right) and FIELDS[left] in EDITABLE:
            self._model.setData(self._table.currentIndex(), "")
        else:
            self._put_everywhere("", EDITABLE)

    def grade(self, code: str) -> None:
        """Set a grade in all chosen cells that hold grades."""
        self._put_everywhere(self._model.label_of(code), GRADES)

    def undo(self) -> None:
        """Take back the last change of the grid; anything else only after asking."""
        # Asked in the lane: what was typed last may still be on its way there.
        self._session.run(
            lambda store, _progress: history.undoable(store), done=self._on_undoable, title="正在撤销"
        )

    def tell(self, number: int) -> None:
        """Say how many branches were entered, and offer to take it back."""
        self._model.refuse({})
        left_out, self._left_out = "、".join(self._left_out), []
        closed = f"“{left_out}”不能填写，照旧。" if left_out else ""
        if number:
            self._say(f"已录入 {number} 个党支部。{closed}", "success", "撤销", self.undo)
        else:
            self._say(f"这些格里已经是这些内容，没有改动。{closed}", "info")

    def refuse(self, said: str) -> None:
        """Say why a key did nothing, until the cursor is elsewhere."""
        self._message.show_message(said, "warning")
        self._passes = True

    def forget(self) -> None:
        """Say no more of what was done before, once every cell that could not be taken has been filled in anew."""
        if not self._model.refused:
            self._message.hide()

    def put_back(self, organization_id: str, field: str, said: str) -> None:
        """Say and mark that what was typed into one cell could not be taken."""
        self._model.refuse({**self._model.refused, (organization_id, field): said})
        self._say(
            f"{_named(self._model, organization_id, field)}：{said}这一格没有保存，保持原样。", "danger"
        )

    @property
    def _model(self) -> RatingModel:
        model = self._table.model()
        assert isinstance(model, RatingModel)
        return model

    def _put_everywhere(self, text: str, fields: set[str]) -> None:
        """Enter a text in all chosen cells of these fields."""
        top, left, bottom, right = self._table.chosen
        columns = [field for field in FIELDS[left : right + 1] if field in fields]
        if columns:
            rows = self._model.shown[top : bottom + 1]
            self._enter({row.organization_id: dict.fromkeys(columns, text) for row in rows})
        else:
            self.refuse(CLOSED)

    def _put(self, top: int, left: int, cells: Cells) -> None:
        """Enter a block with its corner at a cell; what belongs to columns nobody fills in is left out."""
        rows, columns = self._model.shown[top:], FIELDS[left:]
        width = max(map(len, cells))
        said = (
            _too_large(len(cells), len(rows), width, len(columns))
            or ("" if EDITABLE & set(columns[:width]) else CLOSED)
            or (_misplaced(cells, [row.organization for row in rows]) if left == 0 else "")
        )
        if said:
            self.refuse(said)
            return
        self._left_out = _left_out(left, cells)
        self._enter(
            {
                row.organization_id: {f: t for f, t in zip(columns, line, strict=False) if f in EDITABLE}
                for row, line in zip(rows, cells, strict=False)
            }
        )

    def _enter(self, entries: dict[str, dict[str, str]]) -> None:
        self._model.refuse({})
        self._message.hide()
        self._saver.save_block(self._session.year, entries)

    def _on_refused(self, error: AppError) -> None:
        if not isinstance(error, CellErrors):
            self.refuse(str(error))
            return
        self._model.refuse({(one.organization_id, one.field): one.message for one in error.errors})
        said = "；".join(
            f"{_named(self._model, one.organization_id, one.field)}：{one.message.rstrip('。')}"
            for one in error.errors[:NAMED]
        )
        more = "等" if len(error.errors) > NAMED else ""
        self._say(f"有 {len(error.errors)} 格不能录入，全部没有写入。{said}{more}。", "danger")

    def _say(
        self, said: str, tone: str, action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """Say something that stays until the next entry."""
        self._message.show_message(said, tone, action, on_action)
        self._passes = False

    def _on_moved(self) -> None:
        if self._passes:
            self._message.hide()
            self._passes = False

    def _on_undoable(self, item: HistoryItem | None) -> None:
        if item is None:
            self.refuse("没有可以撤销的操作。")
            return
        if item.kind == OWN:
            take_back(self._table.window(), self._session, item, self._on_undone)
        else:
            note = "最近一步不是在这张表里做的。"
            ask_back(self._table.window(), self._session, item, self._on_undone, note=note)

    def _on_undone(self, result: UndoResult) -> None:
        kept = f"有 {len(result.kept)} 处后来又改过，保留不动。" if result.kept else ""
        self._say(f"已{result.sentence}。{kept}", "success")


def how(field: str, scheme: Scheme, *, is_locked: bool) -> str:
    """Say which keys work in a column of the round."""
    if is_locked:
        return LOCKED
    if field in GRADES:
        named = "、".join(
            f"{number} {scheme.label_of(grade)}" for number, grade in enumerate(scheme.grades, 1)
        )
        own = f"按 {named}（或首字母），0 清空；F2 从列表选"
    elif field in VOTED:
        own = "F8 逐项填票数，满意率自动算出；也可直接输入，回车到下一行"
    elif field in EDITABLE:
        own = "直接输入，回车到下一行；F2 修改，Delete 清空"
    else:
        own = "这一列不用填写"
    return f"{own}；{MOVING}；{BLOCKS}。"


def _text(model: RatingModel, row: int, column: int) -> str:
    return str(model.index(row, column).data(Qt.ItemDataRole.EditRole) or "")


def _named(model: RatingModel, organization_id: str, field: str) -> str:
    """Return what a cell is called."""
    name = next((row.organization for row in model.shown if row.organization_id == organization_id), "")
    heading = next((words for one, words, _ in COLUMNS if one == field), column_label("rating", field))
    return f"{name}的{heading}"


def _repeated(line: Sequence[str], rows: int, columns: int) -> Cells:
    return [list(line) * columns for _ in range(rows)]


def _too_large(rows: int, rows_left: int, columns: int, columns_left: int) -> str:
    """Say that a block does not fit, "" when it does."""
    if rows > rows_left:
        return f"粘贴的内容有 {rows} 行，从这一格往下只有 {rows_left} 行，全部没有写入。请从对应的第一个党支部开始粘贴；只列出部分党支部时先清除条件。"
    if columns > columns_left:
        return f"粘贴的内容有 {columns} 列，从这一格往右只有 {columns_left} 列，全部没有写入。请核对从哪一列开始粘贴。"
    return ""


def _left_out(left: int, cells: Cells) -> list[str]:
    """Return the headings of the columns a block has something for and nobody fills in, but the names of branches."""
    return [
        COLUMNS[number][1]
        for number in range(max(left, 1), left + max(map(len, cells)))
        if FIELDS[number] not in EDITABLE
        and any(line[number - left] for line in cells if number - left < len(line))
    ]


def _misplaced(cells: Cells, names: Sequence[str]) -> str:
    """Say which pasted name stands beside another branch, "" when each stands beside its own."""
    for line, name in zip(cells, names, strict=False):
        if line[0] and texts.squeeze(line[0]) != texts.squeeze(name):
            return f"粘贴的“{line[0]}”对着的是“{name}”，顺序不同，全部没有写入。请按表中的顺序排好再粘贴，或用“数据交换”导入。"
    return ""
