"""The ledger behind a cell: its single entries, each to be corrected or taken back (冲销), new ones to be added."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.rules.money import yuan
from app.services.economy.entries import LedgerEntry
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
    Heading("冲销", 70),
    Heading("备注"),
)
NOT_BOOKED = "未入账"


class LedgerPanel(QWidget):
    """A heading with number and sum over the entries."""

    add_wanted = Signal()
    correct_wanted = Signal(object)
    reverse_wanted = Signal(object)

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
        self.reverse = button("冲销", self._reverse, tip="用一笔相反的收入抵掉这一笔，两笔都留在台账里")
        self.reverse.setEnabled(False)
        row.addWidget(self.reverse)
        row.addWidget(button("登记收入", self.add_wanted.emit, icon="add"))
        box.addLayout(row)
        self.table = PlainTable(HEADINGS, "收入明细")
        self.table.line_opened.connect(self.correct_wanted)
        self.table.line_picked.connect(self._on_picked)
        self._standing: frozenset[str] = frozenset()
        box.addWidget(self.table, 1)

    def show_entries(self, heading: str, entries: list[LedgerEntry], note: str = "") -> None:
        """Show entries under a heading; `note` follows their sum."""
        self.heading.setText(heading)
        open_fen = sum(e.amount_fen for e in entries if not e.booked_on and not e.state)
        words = f"{len(entries)} 笔，合计 {yuan(sum(e.amount_fen for e in entries))} 元"
        unbooked = f"，其中未入账 {yuan(open_fen)} 元" if open_fen else ""
        self.sum.setText(f"{words}{unbooked}{note}")
        self.correct.setEnabled(False)
        self.reverse.setEnabled(False)
        self._standing = frozenset(entry.id for entry in entries if not entry.state)
        self.table.show_lines([_line(entry) for entry in entries])

    def _on_picked(self, key: object) -> None:
        self.correct.setEnabled(True)
        self.reverse.setEnabled(key in self._standing)

    def _correct(self) -> None:
        if self.table.current is not None:
            self.correct_wanted.emit(self.table.current)

    def _reverse(self) -> None:
        if self.table.current is not None:
            self.reverse_wanted.emit(self.table.current)


def _line(entry: LedgerEntry) -> Line:
    booked = entry.booked_on or ("" if entry.state else NOT_BOOKED)
    cells = (
        entry.village, entry.on, entry.category_label, entry.item, entry.other,
        yuan(entry.amount_fen), booked, entry.voucher, entry.state, entry.note,
    )  # fmt: skip
    sort = (*cells[:5], entry.amount_fen, *cells[6:])
    tone = "text_faint" if entry.state else "" if entry.booked_on else "danger"
    return Line(cells, entry.id, tone, sort)
