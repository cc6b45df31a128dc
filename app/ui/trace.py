"""反查: the records behind a figure, each leading to its page."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from app.errors import AppError
from app.ui import dialogs, theme
from app.ui.page import PAGE_OF_TABLE, Page
from app.ui.tables.columns import Column
from app.ui.tables.rows import RowsModel
from app.ui.tables.view import TableView
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import label

if TYPE_CHECKING:
    from app.services.figures import Trace, TraceRow

LONGEST = 40


def open_trace(page: Page, key: str, *, year: int | None = None) -> None:
    """Show over `page` what is behind the figure `key` of the session's year."""
    from app.services.figures import trace

    session = page.session
    try:
        found = trace(session.reader, key, year=year or session.year, as_of=session.as_of)
    except AppError as error:
        dialogs.show_error(page.window(), error)
        return
    TraceDialog(page, found).open()


class TraceDialog(QDialog):
    """The figure on top, its records below; Enter or double click opens a record."""

    def __init__(self, page: Page, found: "Trace") -> None:
        super().__init__(page.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"反查：{found.title}")
        self._page = page
        self.model = RowsModel(trace_columns(found), found.rows)
        self.table = TableView(self.model)
        self.table.opened.connect(self._open)
        box = QVBoxLayout(self)
        edge = theme.space("l")
        box.setContentsMargins(edge, edge, edge, edge)
        box.setSpacing(theme.space("m"))
        head = QHBoxLayout()
        head.addWidget(label(found.title, "heading"))
        head.addStretch(1)
        head.addWidget(label(figure_text(found.total), "figure"))
        head.addWidget(label(found.unit, "unit"))
        box.addLayout(head)
        if found.rows:
            box.addWidget(self.table, 1)
        else:
            box.addWidget(EmptyState("trace", "这个数字后面没有记录"), 1)
        foot = QHBoxLayout()
        foot.addWidget(label(f"共 {len(found.rows)} 条。双击或按回车打开记录；Ctrl+C 复制所选。", "faint"))
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.accept))
        box.addLayout(foot)
        self._fit()

    def _fit(self) -> None:
        wanted = sum(self.table.columnWidth(n) for n in range(self.model.columnCount())) + theme.px(60)
        room = self._page.window().size()
        self.resize(
            max(theme.px(560), min(wanted, room.width() - 80)),
            min(theme.px(180) + theme.px(32) * max(4, self.model.rowCount()), room.height() - 80),
        )

    def _open(self, row: int) -> None:
        record = self.model.record(row)
        if record.table in PAGE_OF_TABLE:
            self.accept()
            self._page.open_record(record.table, record.id)


def trace_columns(found: "Trace") -> list[Column]:
    """Return the table columns of a trace, numbers on the right; what is known of no record has none."""
    return [
        _column(found, number, title)
        for number, title in enumerate(found.columns)
        if any(row.values[number] not in ("", None) for row in found.rows)
    ]


def figure_text(value: Any) -> str:
    """Return a figure as people read it: thousands apart, money to the 分, lists by name."""
    if value is None:
        return "—"
    if isinstance(value, float):
        return f"{value:,.2f}"
    if isinstance(value, int):
        return f"{value:,}"
    return "、".join(str(one) for one in value) if isinstance(value, list | tuple) else str(value)


def _column(found: "Trace", number: int, title: str) -> Column:
    values = [row.values[number] for row in found.rows]
    numeric = bool(values) and all(isinstance(v, int | float) or v in ("", None) for v in values)
    longest = max((len(figure_text(v)) for v in (title, *values[:200])), default=4)

    def text(row: "TraceRow") -> str:
        value = row.values[number]
        return "" if value is None else figure_text(value) if isinstance(value, float) else str(value)

    def order(row: "TraceRow") -> Any:
        value = row.values[number]
        return (value if value not in ("", None) else float("-inf")) if numeric else str(value or "")

    width = (9 if numeric else 15) * min(longest, LONGEST) + 30
    return Column(title, text, "right" if numeric else "left", max(70, min(width, 340)), order)
