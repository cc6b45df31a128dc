"""Second step: sheet by sheet what was understood — kind, heading rows, every column — and what was not."""

from collections import Counter

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.excel.readings import Column
from app.rules import fields
from app.rules.vocabulary import IncomeCategory, SheetKind
from app.services.imports import ImportPlan, SheetPlan
from app.services.rereading import can_be_reread
from app.ui import icons, theme
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.badge import Badge
from app.ui.widgets.buttons import button
from app.ui.widgets.cards import Card
from app.ui.widgets.labels import label

HEADINGS = (
    Heading("列", 46),
    Heading("表里的表头", 220),
    Heading("读作", 200),
    Heading("单位", 60),
    Heading("例如"),
)
UNITS = {100: "元", 1_000_000: "万元"}
ADVICE = (
    "这张表不会导入。如果它应当导入，可以在下面指明它是什么表；还不行，请检查表头的写法，改好后重新读取。"
)


class SheetsPane(QWidget):
    """Sheets on the left, the chosen one on the right. `kind_named(sheet, kind)` when the clerk says what one is."""

    kind_named = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: ImportPlan | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.summary = label("", "soft", wrap=True)
        box.addWidget(self.summary)
        self.list = QListWidget()
        self.list.setAccessibleName("读到的表")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.currentRowChanged.connect(self._on_sheet)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(self._build_detail())
        split.setStretchFactor(1, 1)
        split.setSizes([theme.px(300), 900])
        split.setChildrenCollapsible(False)
        box.addWidget(split, 1)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the sheets of a plan, those not understood marked."""
        self._plan = None
        self.list.clear()
        self._plan = plan
        for sheet in plan.sheets:
            known = sheet.kind is not None
            words = f"{sheet.kind_label}（{sheet.rows} 行）" if known else "没有识别"
            item = QListWidgetItem(f"{words}\n{_place(sheet)}", self.list)
            sign = "warning" if not known or sheet.bad else "success"
            item.setIcon(icons.icon(sign, sign))
            item.setSizeHint(QSize(0, theme.px(50)))
            item.setToolTip(_place(sheet))
        unknown = len(plan.sheets) - len(plan.understood)
        words = f"读到 {len(plan.files)} 个文件、{len(plan.sheets)} 张表，认出 {len(plan.understood)} 张"
        self.summary.setText(
            f"{words}，{unknown} 张没有认出。" if unknown else f"{words}。请逐张看一看读得对不对。"
        )
        self.list.setCurrentRow(0)

    def _build_detail(self) -> QWidget:
        self.card = Card()
        head = QHBoxLayout()
        self.kind = label("", "heading")
        self.badge = Badge()
        head.addWidget(self.kind)
        head.addWidget(self.badge)
        head.addStretch(1)
        self.card.body.addLayout(head)
        self.where = label("", "soft", wrap=True)
        self.reason = label("", wrap=True)
        self.unread = label("", "soft", wrap=True)
        self.left_out = label("", "soft", wrap=True)
        for part in (self.where, self.reason):
            self.card.body.addWidget(part)
        self.naming = QWidget()
        row = QHBoxLayout(self.naming)
        row.setContentsMargins(0, 0, 0, 0)
        self.kinds = QComboBox()
        self.kinds.setAccessibleName("这张表是")
        for code, words in SheetKind.labels().items():
            self.kinds.addItem(words, code)
        row.addWidget(label("认得不对？这张表是", "soft"))
        row.addWidget(self.kinds)
        row.addWidget(button("按此重新读取", self._name_kind))
        row.addStretch(1)
        self.card.body.addWidget(self.naming)
        self.columns = PlainTable(HEADINGS, "列的读法", sortable=False)
        self.card.body.addWidget(self.columns, 1)
        for part in (self.unread, self.left_out):
            self.card.body.addWidget(part)
        self.card.body.addStretch(0)
        return self.card

    def _name_kind(self) -> None:
        if self._plan is not None:
            self.kind_named.emit(self._plan.sheets[self.list.currentRow()], self.kinds.currentData())

    def _on_sheet(self, row: int) -> None:
        if self._plan is None or row < 0:
            return
        sheet = self._plan.sheets[row]
        known = sheet.kind is not None
        self.kind.setText(sheet.kind_label if known else "没有识别")
        tone = "warning" if sheet.bad else "success"
        self.badge.show_word(f"有问题 {sheet.bad} 行" if sheet.bad else "读懂了", tone)
        self.badge.setVisible(known)
        self.where.setText(where_words(sheet) if known else _place(sheet))
        self.reason.setText(f"{sheet.reason}\n{ADVICE}")
        self.reason.setVisible(not known)
        self.naming.setVisible(can_be_reread(sheet))
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(sheet.kind)))
        self.columns.setVisible(bool(sheet.columns))
        self.columns.show_lines(_column_lines(sheet))
        self.unread.setText(f"没有读的列：{'、'.join(sheet.unread)}。" if sheet.unread else "")
        self.unread.setVisible(bool(sheet.unread))
        self.left_out.setText(left_out_words(sheet))
        self.left_out.setVisible(bool(sheet.left_out))


def where_words(sheet: SheetPlan) -> str:
    """Return file, sheet, heading rows and the counts of a sheet in words."""
    first, last = sheet.heading_rows
    heading = f"第 {first} 行" if first == last else f"第 {first}–{last} 行"
    counts = f"新增 {sheet.new}，改动 {sheet.changed}，与台账相同 {sheet.same}"
    return f"{_place(sheet)}　表头在{heading}，数据 {sheet.rows} 行：{counts}。"


def left_out_words(sheet: SheetPlan) -> str:
    """Return which rows are no data and why, the same reasons together."""
    counted = Counter(why for _, why in sheet.left_out)
    parts = []
    for why, number in counted.items():
        rows = [str(row) for row, reason in sheet.left_out if reason == why]
        parts.append(f"{why} {number} 行（第 {'、'.join(rows[:5])}{'…' if number > 5 else ''} 行）")
    return f"不当作数据的行：{'；'.join(parts)}。" if parts else ""


def column_words(kind: str | None, column: Column) -> str:
    """Return what a column is read as, with its year, month and category."""
    key = column.key
    found = fields.spec(kind or "", key.field)
    words = found.label if found else column.heading
    narrowed = [
        f"{key.year}年" if key.year else "",
        f"{key.month}月" if key.month else "",
        IncomeCategory.label_of(key.category),
    ]
    inside = "，".join(part for part in narrowed if part)
    return f"{words}（{inside}）" if inside else words


def _column_lines(sheet: SheetPlan) -> list[Line]:
    samples: dict[str, str] = {}
    for sample in sheet.samples:
        for heading, value in sample:
            if value:
                samples.setdefault(heading, value)
    return [
        Line(
            (
                column.letter,
                column.heading,
                column_words(sheet.kind, column),
                UNITS.get(column.factor or 0, ""),
                samples.get(column.heading, ""),
            )
        )
        for column in sheet.columns
    ]


def _place(sheet: SheetPlan) -> str:
    name = "" if sheet.sheet.lower().startswith("sheet") else sheet.sheet
    return f"《{sheet.file}》{name}"
