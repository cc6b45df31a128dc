"""Third step: what is wrong in the files, grouped by kind, each with its place and what to do."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from app.rules.vocabulary import Level
from app.services.imports import ImportPlan, Problem
from app.ui import icons, theme
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.buttons import button
from app.ui.widgets.cards import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import label

HEADINGS = (
    Heading("文件", 170),
    Heading("行", 70, right=True),
    Heading("列", 140),
    Heading("写的是", 160),
    Heading("问题和办法"),
)
FAMILIES = {
    "id": "公民身份号码",
    "date": "日期",
    "amount": "金额",
    "missing": "该填的没有填",
    "name": "姓名",
    "person": "人员对不上或重复",
    "people": "人员对不上或重复",
    "organization": "党组织",
    "village": "村",
    "group": "村民小组",
    "rating": "等次",
    "pairing": "结对共建",
    "contact": "培养联系人",
    "stage": "发展阶段",
    "income": "收入",
    "target": "目标",
    "file": "文件读不了",
    "cell": "格子里是错误值",
    "phone": "电话",
}
OTHER = "其他写法"


class ProblemsPane(QWidget):
    """Kinds of problem on the left, their places on the right."""

    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: list[list[Problem]] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        self.summary = label("", "soft", wrap=True)
        row.addWidget(self.summary, 1)
        self.save = button("把有问题的行存成表格…", self.save_wanted.emit, icon="save")
        self.save.setToolTip("存出的表格里，每个有问题的格子都带批注；改好后把它再导入即可。")
        row.addWidget(self.save)
        box.addLayout(row)
        self.kinds = QListWidget()
        self.kinds.setAccessibleName("问题种类")
        self.kinds.currentRowChanged.connect(self._on_kind)
        self.table = PlainTable(HEADINGS, "问题清单")
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self.kinds)
        self._split.addWidget(self.table)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([theme.px(250), 900])
        self._split.setChildrenCollapsible(False)
        box.addWidget(self._split, 1)
        self.detail = Card()
        self.place, self.words = label("", "soft", wrap=True), label("", wrap=True)
        self.detail.body.addWidget(self.place)
        self.detail.body.addWidget(self.words)
        self.table.line_picked.connect(self._on_problem)
        box.addWidget(self.detail)
        self.none = EmptyState("success", "没有发现问题", "所有数据行都可以导入。")
        box.addWidget(self.none, 1)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the problems of a plan, those that keep a row out first."""
        groups = grouped(plan.problems)
        self._groups = [list(plan.problems), *groups.values()]
        self.kinds.clear()
        if plan.problems:
            QListWidgetItem(icons.icon("list"), f"全部（{len(plan.problems)}）", self.kinds)
        for (blocks, family), found in groups.items():
            sign = "danger" if blocks else "warning"
            words = f"{family}（{len(found)}）"
            item = QListWidgetItem(icons.icon(sign, sign), words, self.kinds)
            item.setToolTip("这些行不能导入" if blocks else "这些行可以导入，请核对")
        self.summary.setText(summary_words(plan))
        for part in (self.summary, self._split, self.detail):
            part.setVisible(bool(plan.problems))
        self.save.setVisible(plan.bad > 0)
        self.none.setVisible(not plan.problems)
        self.kinds.setCurrentRow(0)

    def _on_kind(self, row: int) -> None:
        if 0 <= row < len(self._groups):
            self.table.show_lines([_line(problem) for problem in self._groups[row]])
            if self._groups[row]:
                self.table.choose_row(0)

    def _on_problem(self, problem: Problem) -> None:
        written = f"，写的是“{problem.value}”" if problem.value else ""
        self.place.setText(f"{problem.place}{written}")
        self.words.setText(problem.message)


def grouped(problems: Iterable[Problem]) -> dict[tuple[bool, str], list[Problem]]:
    """Return (keeps the row out, kind in words) → problems; those that keep rows out first, the most first."""
    found: dict[tuple[bool, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        family = FAMILIES.get(problem.code.partition(".")[0], OTHER)
        found[problem.level == Level.BLOCK, family].append(problem)
    return dict(sorted(found.items(), key=lambda item: (not item[0][0], -len(item[1]))))


def summary_words(plan: ImportPlan) -> str:
    """Return how many rows cannot be imported and what to do about it."""
    doubts = sum(problem.level != Level.BLOCK for problem in plan.problems)
    parts = []
    if plan.bad:
        parts.append(f"有 {plan.bad} 行不能导入：可以回原表改好后重新选择文件，也可以先导入其余的行。")
    if doubts:
        parts.append(
            f"另有 {doubts} 处请核对，不影响导入。" if plan.bad else f"有 {doubts} 处请核对，不影响导入。"
        )
    return "".join(parts)


def _line(problem: Problem) -> Line:
    column = f"{problem.column}列 {problem.heading}" if problem.column else ""
    place = problem.file if problem.sheet.lower().startswith("sheet") else f"{problem.file} {problem.sheet}"
    cells = (place, str(problem.row or ""), column, problem.value, problem.message)
    sort: tuple[Any, ...] = (place, problem.row, column, problem.value, problem.message)
    return Line(cells, problem, "danger" if problem.level == Level.BLOCK else "", sort)
