"""Fourth step: what would be added and, field by field, what would change in what the ledger holds."""

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from app.services.imports import Change, ImportPlan, describe
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.cards import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import label

HEADINGS = (
    Heading("文件", 200),
    Heading("行", 70, right=True),
    Heading("记录", 190),
    Heading("项目", 130),
    Heading("台账里现在是", 220),
    Heading("导入后改为"),
)


class ChangesPane(QWidget):
    """The totals in words, what to do with bad rows, and a table of old and new values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.card = Card("确认后将会")
        self.sentence = label("", wrap=True)
        self.counts = label("", "soft", wrap=True)
        self.card.body.addWidget(self.sentence)
        self.card.body.addWidget(self.counts)
        self.skip = QRadioButton()
        self.stop = QRadioButton("先不导入：回原表改好，再重新选择文件")
        self._group = QButtonGroup(self)
        for choice in (self.skip, self.stop):
            self._group.addButton(choice)
            self.card.body.addWidget(choice)
        box.addWidget(self.card)
        self.heading = label("", "heading")
        box.addWidget(self.heading)
        self.table = PlainTable(HEADINGS, "将要改动的内容")
        box.addWidget(self.table, 1)
        self.none = EmptyState("info", "台账里已有的内容都不会改动")
        box.addWidget(self.none, 1)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what the plan would do."""
        lines = [_line(sheet.file, change) for sheet in plan.sheets for change in sheet.changes]
        left = sum(sheet.changes_left_out for sheet in plan.sheets)
        self.table.show_lines(lines)
        more = f"（只列出前 {len(lines)} 处，共 {len(lines) + left} 处）" if left else ""
        self.heading.setText(f"改动台账里已有的内容 {len(lines) + left} 处{more}")
        for part in (self.heading, self.table):
            part.setVisible(bool(lines))
        self.none.setVisible(not lines)
        self.sentence.setText(describe(plan))
        self.counts.setText(plan_words(plan))
        self.skip.setText(f"导入没有问题的行，{plan.bad} 行有问题的不导入")
        for choice in (self.skip, self.stop):
            choice.setVisible(plan.bad > 0)
        self.skip.setChecked(True)


def plan_words(plan: ImportPlan) -> str:
    """Return in one sentence what accepting the plan would do."""
    new, changed, same = (plan.count(what) for what in ("new", "changed", "same"))
    parts = [f"新增 {new} 行", f"改动 {changed} 行", f"与台账相同、不动 {same} 行"]
    if plan.bad:
        parts.append(f"有问题 {plan.bad} 行")
    return "，".join(parts) + "。导入前会自动备份；导入后随时可以整个撤销。"


def _line(file: str, change: Change) -> Line:
    cells = (
        file,
        str(change.row),
        change.record_label,
        change.field_label,
        change.old or "（空）",
        change.new or "（空）",
    )
    return Line(cells, change, sort=(file, change.row, *cells[2:]))
