"""The ledger behind a cell: its single entries, each to be corrected, new ones to be added."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.rules.money import yuan
from app.services.incomes import IncomeEntry
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label

HEADINGS = (
    Heading("村", 90),
    Heading("收入日期", 100),
    Heading("类别", 130),
    Heading("项目", 170),
    Heading("付款方", 140),
    Heading("金额（元）", 110, right=True),
    Heading("入账日期", 100),
    Heading("凭证号", 110),
    Heading("备注"),
)
NOT_BOOKED = "未入账"


class LedgerPanel(QWidget):
    """A heading with number and sum over the entries."""

    add_wanted = Signal()
    correct_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        self.heading = label("", "heading")
        self.sum = label("", "soft")
        row.addWidget(self.heading)
        row.addWidget(self.sum)
        row.addStretch(1)
        self.correct = button("修改这一笔", self._correct, icon="edit")
        self.correct.setEnabled(False)
        row.addWidget(self.correct)
        row.addWidget(button("登记收入", self.add_wanted.emit, icon="add"))
        box.addLayout(row)
        self.table = PlainTable(HEADINGS, "收入明细")
        self.table.line_opened.connect(self.correct_wanted)
        self.table.line_picked.connect(lambda _key: self.correct.setEnabled(True))
        box.addWidget(self.table, 1)

    def show_entries(self, heading: str, entries: list[IncomeEntry], note: str = "") -> None:
        """Show entries under a heading; `note` follows their sum."""
        self.heading.setText(heading)
        open_fen = sum(e.amount_fen for e in entries if not e.booked_on)
        words = f"{len(entries)} 笔，合计 {yuan(sum(e.amount_fen for e in entries))} 元"
        unbooked = f"，其中未入账 {yuan(open_fen)} 元" if open_fen else ""
        self.sum.setText(f"{words}{unbooked}{note}")
        self.correct.setEnabled(False)
        self.table.show_lines([_line(entry) for entry in entries])

    def _correct(self) -> None:
        if self.table.current is not None:
            self.correct_wanted.emit(self.table.current)


def _line(entry: IncomeEntry) -> Line:
    cells = (
        entry.village, entry.received_on, entry.category, entry.item, entry.payer,
        yuan(entry.amount_fen), entry.booked_on or NOT_BOOKED, entry.voucher, entry.note,
    )  # fmt: skip
    sort = (*cells[:5], entry.amount_fen, *cells[6:])
    return Line(cells, entry.id, "" if entry.booked_on else "danger", sort)
