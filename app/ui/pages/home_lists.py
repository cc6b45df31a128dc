"""The two lists of 工作台: what is due, and what the check found; each row leads to its record."""

import datetime
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.rules.vocabulary import Level
from app.ui import theme
from app.ui.tables.columns import Column
from app.ui.widgets.cards import Card
from app.ui.widgets.chips import Chips
from app.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from app.services.checks import Finding
    from app.services.dues import DueItem
    from app.ui.tables.rows import RowsModel
    from app.ui.tables.view import TableView

SOON_DAYS = 7
Keep = Callable[[Any], bool]

LEVEL_TONES = {Level.BLOCK: "danger", Level.WARNING: "warning", Level.HINT: "info"}


class ListCard(Card):
    """A card with quick filters over a table; `opened` gives table and id of the row's record."""

    opened = Signal(str, str)

    def __init__(
        self,
        title: str,
        chips: Sequence[tuple[str, str, Keep]],
        columns: Sequence[Column],
        empty: Callable[[], EmptyState],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent=parent)
        self._keeps = {code: keep for code, _, keep in chips}
        self._rows: Sequence[Any] = ()
        self.chips = Chips([(code, shown) for code, shown, _ in chips])
        self.chips.chosen.connect(lambda _code: self._show_chosen())
        self.header.row.addWidget(self.chips)
        self._columns = columns
        self._make_empty = empty
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(theme.px(196))
        self.body.addWidget(self._stack, 1)

    @cached_property
    def model(self) -> "RowsModel":
        """The rows shown."""
        from app.ui.tables.rows import RowsModel

        return RowsModel(self._columns)

    @cached_property
    def table(self) -> "TableView":
        """The table, made for the first rows to come: not for the window's first picture."""
        from app.ui.tables.view import TableView

        made = TableView(self.model)
        made.opened.connect(self._open)
        self._stack.addWidget(made)
        return made

    @cached_property
    def empty(self) -> EmptyState:
        """What is shown where there are no rows."""
        made = self._make_empty()
        self._stack.addWidget(made)
        return made

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows, with the filter chosen before."""
        self._rows = rows
        counts = {code: sum(map(keep, rows)) for code, keep in self._keeps.items()}
        self.chips.show_counts(counts, only_some=True)
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = [row for row in self._rows if self._keeps[self.chips.value](row)]
        self.model.set_rows(chosen)
        self._stack.setCurrentWidget(self.table if chosen else self.empty)

    @property
    def chosen(self) -> Any:
        """The row the cursor is in, or None."""
        return self.model.record(self.table.row) if self.table.row >= 0 else None

    def _open(self, row: int) -> None:
        record = self.model.record(row)
        self.opened.emit(record.table, record.record_id)


def due_card(as_of: datetime.date) -> ListCard:
    """Return the card of what falls due and what is late, by urgency."""

    def days_left(item: "DueItem") -> int:
        return -item.late_days if item.late_days else (item.on - as_of).days

    def left(item: "DueItem") -> str:
        if item.late_days:
            return f"逾期 {item.late_days} 天"
        days = days_left(item)
        return "今天" if days == 0 else f"{days} 天后" if days > 0 else "可以办理"

    def tone(item: "DueItem") -> str:
        return "danger" if item.late_days else "warning" if days_left(item) <= SOON_DAYS else ""

    columns = (
        Column("期限", lambda item: item.on.isoformat(), width=100, order=lambda item: item.on),
        Column("还有", left, "right", 108, order=days_left, tone=tone),
        Column("对象", lambda item: item.label, width=112),
        Column("事项", lambda item: item.sentence, width=60),
    )
    chips = (
        ("all", "全部", lambda _item: True),
        ("late", "已逾期", lambda item: item.late_days > 0),
        ("soon", f"{SOON_DAYS} 天内", lambda item: not item.late_days and days_left(item) <= SOON_DAYS),
    )
    return ListCard(
        "待办", chips, columns, lambda: EmptyState("success", "没有到期的事项", "近 30 天内没有要办的事。")
    )


def finding_card() -> ListCard:
    """Return the card of what the check found, by level."""
    columns = (
        Column("级别", lambda one: Level.label_of(one.level), "center", 56, order=_gravity, tone=_level_tone),
        Column("对象", lambda one: one.record_label, width=110),
        Column("问题", lambda one: one.message, width=60),
    )
    chips = [("all", "全部", lambda _one: True)]
    chips += [(level.value, level.label, _of_level(level)) for level in Level]
    return ListCard("体检", chips, columns, lambda: EmptyState("success", "没有发现问题", "数据前后一致。"))


def unanswered(findings: Sequence["Finding"]) -> list["Finding"]:
    """Return the findings nobody has explained, in the order of the check."""
    return [one for one in findings if not one.explanation]


def _gravity(finding: "Finding") -> int:
    return list(Level).index(Level(finding.level))


def _level_tone(finding: "Finding") -> str:
    return LEVEL_TONES[Level(finding.level)]


def _of_level(level: Level) -> Keep:
    return lambda one: bool(one.level == level)
