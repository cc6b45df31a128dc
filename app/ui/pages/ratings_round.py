"""The round of a year: the grid filled in by keyboard, filters over it, counts and shares that follow every key."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import AppError
from app.models.store import Store
from app.progress import Progress
from app.services import rounds
from app.services.ratings.entering import set_ratings
from app.services.rounds import RatingRow, Round
from app.ui import failures, theme
from app.ui.session import Session
from app.ui.tables.rating_grid import EDITABLE, FIELDS, GRADES, RatingModel, RatingTable
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.filters import FilterBar
from app.ui.widgets.labels import label
from app.ui.widgets.messages import MessageBar

OPEN = "open"
Edit = tuple[int, str, str]
"""Year, organization and field of a cell."""

MOVES = (("1", "上升"), ("-1", "下降"), ("0", "持平"))


class RoundPane(QWidget):
    """Shows and edits one round; `counted(rows)` after every change with all rows as they stand."""

    counted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._round: Round | None = None
        self._pending: dict[Edit, str] = {}
        self._echoes: set[Edit] = set()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.space("s"), 0, 0)
        self.filters = FilterBar("按党支部名称查找")
        self.filters.add("village", "村", [])
        self.filters.add("grade", "等次", [])
        self.filters.add("move", "升降", MOVES)
        self.filters.changed.connect(self._show_rows)
        box.addWidget(self.filters)
        self.message = MessageBar()
        box.addWidget(self.message)
        self.model = RatingModel(self)
        self.model.edited.connect(self._on_edited)
        self.table = RatingTable()
        self.table.show_model(self.model)
        self.table.pasted.connect(self._on_pasted)
        box.addWidget(self.table, 1)
        self.empty = EmptyState(
            "ratings", "还没有党支部", "先在“数据交换”导入党组织情况表，或在“党组织”里新增。"
        )
        box.addWidget(self.empty, 1)
        self.hint = label("", "faint")
        box.addWidget(self.hint)

    def show_round(self, held: Round) -> None:
        """Show a round as it is stored, with what has been typed but not yet saved."""
        self._round = replace(held, rows=tuple(self._with_pending(held.year, row) for row in held.rows))
        villages = list(dict.fromkeys(row.village for row in held.rows if row.village))
        self.filters.set_choices("village", "村", [(name, name) for name in villages])
        named = [(grade, held.scheme.label_of(grade)) for grade in held.scheme.grades]
        self.filters.set_choices("grade", "等次", [*named, (OPEN, "未评定")])
        keys = "、".join(f"{number} {words}" for number, (_, words) in enumerate(named, start=1))
        how = f"键盘录入：选中等次格，按 {keys}、0 清空，自动跳到下一行；按 F2 从列表选择；可从表格软件粘贴。"
        self.hint.setText("这一年度已备案锁定，不能修改。" if held.is_locked else how)
        for part in (self.filters, self.table, self.hint):
            part.setVisible(bool(held.rows))
        self.empty.setVisible(not held.rows)
        self._show_rows()
        self.counted.emit(list(self._round.rows))

    def take_echo(self) -> bool:
        """Tell whether a change just announced is one typed here, which the grid shows already; each is told once."""
        return bool(self._echoes and self._echoes.pop())

    def show_branch(self, organization_id: str) -> None:
        """Bring a branch into view."""
        self.filters.clear()
        for number, row in enumerate(self.model.shown):
            if row.organization_id == organization_id:
                self.table.setCurrentIndex(self.model.index(number, 0))

    def _show_rows(self) -> None:
        held = self._round
        if held is not None:
            shown = [row for row in held.rows if self._fits(row, held)]
            self.model.show_rows(shown, held.year, held.scheme, is_locked=held.is_locked)

    def _fits(self, row: RatingRow, held: Round) -> bool:
        grade, move = self.filters.value("grade"), self.filters.value("move")
        step = rounds.grade_change(row, held.scheme)
        return (
            self.filters.text in row.organization
            and self.filters.value("village") in ("", row.village)
            and (not grade or grade == (row.final or OPEN))
            and (not move or (step is not None and (step > 0) - (step < 0) == int(move)))
        )

    def _with_pending(self, year: int, row: RatingRow) -> RatingRow:
        typed: dict[str, Any] = {
            field: value
            for (of, branch, field), value in self._pending.items()
            if of == year and branch == row.organization_id
        }
        return replace(row, **typed) if typed else row

    def _on_edited(self, organization_id: str, field: str, value: str) -> None:
        held = self._round
        if held is None:
            return
        key = (held.year, organization_id, field)
        self._pending[key] = value
        typed: dict[str, Any] = {field: value}
        rows = (replace(r, **typed) if r.organization_id == organization_id else r for r in held.rows)
        self._round = replace(held, rows=tuple(rows))
        self.message.hide()

        def save(store: Store, _progress: Progress) -> None:
            set_ratings(store, held.year, {organization_id: {field: value}}, actor=self._session.actor)
            if field in GRADES:
                self._echoes.add(key)

        self._session.run(
            save,
            done=lambda _none: self._settle(key, value),
            failed=partial(self._on_failed, key, value),
            title="保存等次",
        )
        self.counted.emit(list(self._round.rows))

    def _on_pasted(self, lines: list[list[str]]) -> None:
        """Enter a block copied from a workbook, from the cell under the cursor on, in one operation."""
        held, start = self._round, self.table.currentIndex()
        if held is None:
            return
        rows = self.model.shown[start.row() : start.row() + len(lines)]
        entries = {
            row.organization_id: {
                field: text
                for field, text in zip(FIELDS[start.column() :], line, strict=False)
                if field in EDITABLE
            }
            for row, line in zip(rows, lines, strict=False)
        }
        self.message.hide()

        def save(store: Store, _progress: Progress) -> int:
            return set_ratings(store, held.year, entries, actor=self._session.actor)

        self._session.run(save, done=self._on_entered, failed=self._on_paste_failed, title="录入等次")

    def _on_entered(self, number: int) -> None:
        self.message.show_message(f"已录入 {number} 个党支部。", "success")

    def _on_paste_failed(self, error: BaseException) -> None:
        if isinstance(error, AppError):
            self.message.show_message(str(error), "warning")
        else:
            failures.report(self, error)

    def _settle(self, key: Edit, value: str) -> None:
        self._echoes.discard(key)
        if self._pending.get(key) == value:
            del self._pending[key]

    def _on_failed(self, key: Edit, value: str, error: BaseException) -> None:
        self._settle(key, value)
        if not isinstance(error, AppError):
            failures.report(self, error)
            return
        name = next((r.organization for r in self.model.shown if r.organization_id == key[1]), "")
        self.show_round(rounds.rating_round(self._session.reader, key[0]))
        self.message.show_message(f"{name}：{error} 这一格没有保存，保持原样。", "warning")
