"""Last step: what was done, where to look at it, and taking it back."""

from collections import Counter
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.services.history import UndoResult
from app.services.imports import ImportPlan, ImportResult
from app.ui import icons, theme
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label
from app.ui.widgets.messages import MessageBar

HEADINGS = (
    Heading("内容", 160),
    Heading("文件", 300),
    Heading("新增", 70, right=True),
    Heading("改动", 70, right=True),
    Heading("相同", 70, right=True),
    Heading("没有导入", 90, right=True),
    Heading(""),
)


TABLE_SHARE = 100
"""How much more of the room the table gets than the empty space that is left where it is hidden."""


class ResultPane(QWidget):
    """A sign, the sentence of the operation, counts per sheet, where to go on, undo."""

    undo_wanted = Signal(str)
    year_wanted = Signal(int)
    page_wanted = Signal(str)
    left_out_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.operation = ""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space("m"))
        head = QHBoxLayout()
        self.sign = QLabel()
        head.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        self.heading = label("", "title")
        self.sentence = label("", wrap=True)
        words.addWidget(self.heading)
        words.addWidget(self.sentence)
        head.addLayout(words, 1)
        self.undo = button("撤销本次导入", self._on_undo, icon="undo")
        head.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(head)
        self.message = MessageBar()
        box.addWidget(self.message)
        row = QHBoxLayout()
        row.addWidget(label("接下来：", "soft"))
        for page, title in (
            ("home", "看工作台和体检结果"),
            ("people", "看党员花名册"),
            ("reports", "看报表"),
        ):
            row.addWidget(button(title, partial(self.page_wanted.emit, page), role="link"))
        self.left_out = button("把没有导入的行存成表格…", self.left_out_wanted.emit, role="link")
        row.addWidget(self.left_out)
        row.addStretch(1)
        box.addLayout(row)
        self.table = PlainTable(HEADINGS, "导入结果")
        box.addWidget(self.table, TABLE_SHARE)
        box.addStretch(1)

    def show_result(self, result: ImportResult, plan: ImportPlan, year: int) -> None:
        """Show what an import did; `year` is the one the window shows, in case the workbooks speak of another."""
        self._offer_year(main_year(plan), year)
        self.operation = result.operation or ""
        self._sentence = _told(result.sentence, plan.bad)
        self.left_out.setVisible(plan.bad > 0)
        self._say(
            "导入完成" if result.operation else "没有改动",
            self._sentence,
            "success" if result.operation else "info",
        )
        self.undo.setVisible(bool(result.operation))
        self.undo.setEnabled(True)
        self.table.show_lines(
            [
                Line(
                    (s.kind_label, s.file, str(s.new), str(s.changed), str(s.same), str(s.bad), ""),
                    s,
                    sort=(s.kind_label, s.file, s.new, s.changed, s.same, s.bad, ""),
                )
                for s in plan.understood
            ]
        )
        self.table.show()

    def show_undone(self, result: UndoResult) -> None:
        """Show that the import was taken back, and what had to stay."""
        kept = (
            f"\n其中 {len(result.kept)} 处后来又改过，保留不动：{'；'.join(result.kept[:5])}"
            if result.kept
            else ""
        )
        self._say("已撤销", f"{result.sentence}。台账回到导入以前的样子。{kept}", "info")
        self.undo.setEnabled(False)
        self.table.hide()

    def show_restored(self) -> None:
        """Show that the import taken back was brought back again."""
        self._say("已恢复", self._sentence, "success")
        self.undo.setEnabled(True)
        self.table.show()

    def _offer_year(self, found: int | None, shown: int) -> None:
        if found is None or found == shown:
            self.message.hide()
            return
        self.message.show_message(
            f"这些表格说的主要是 {found} 年的事，窗口现在显示 {shown} 年。",
            "info",
            f"切换到 {found} 年",
            lambda: self._on_year(found),
        )

    def _on_year(self, year: int) -> None:
        self.message.hide()
        self.year_wanted.emit(year)

    def _say(self, heading: str, sentence: str, tone: str) -> None:
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.sign.setPixmap(icons.pixmap(tone, tone, theme.px(40), self.devicePixelRatioF()))

    def _on_undo(self) -> None:
        self.undo_wanted.emit(self.operation)


def main_year(plan: ImportPlan) -> int | None:
    """Return the year most rows of the sheets speak of, the later one of equals; None when no sheet names one."""
    rows: Counter[int] = Counter()
    for sheet in plan.understood:
        for year in set(sheet.reading.years) if sheet.reading else ():
            rows[year] += sheet.rows
    return max(rows, key=lambda year: (rows[year], year), default=None)


def _told(sentence: str, bad: int) -> str:
    """Return what was imported, and that rows were left out."""
    ended = sentence if sentence.endswith("。") else f"{sentence}。"
    return f"{ended}有 {bad} 行有问题，没有导入；改好以后可以再导入。" if bad else sentence
