"""The pairs of 结对共建 of a year."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.rounds import Pair
from app.ui import theme
from app.ui.forms.dialog import FormDialog
from app.ui.session import Session
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import label

HEADINGS = (
    Heading("党支部", 220),
    Heading("结对党组织", 220),
    Heading("开始", 100),
    Heading("结束", 100),
    Heading("共建内容", 220),
    Heading("成效"),
)


class PairsPane(QWidget):
    """A list with adding and correcting."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.space("s"), 0, 0)
        row = QHBoxLayout()
        self.count = label("", "soft")
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(button("新增结对", self._add, icon="add"))
        box.addLayout(row)
        self.table = PlainTable(HEADINGS, "结对共建")
        self.table.setToolTip("双击或按回车修改")
        self.table.line_opened.connect(self._correct)
        box.addWidget(self.table, 1)
        self.empty = EmptyState(
            "pair", "本年度还没有登记结对共建", "分类定级汇总表里的“结对支部”一列导入后会出现在这里。"
        )
        box.addWidget(self.empty, 1)

    def show_pairs(self, pairs: list[Pair]) -> None:
        """Show these pairs."""
        self.table.show_lines(
            [Line((p.organization, p.partner, p.from_on, p.to_on, p.content, p.result), p.id) for p in pairs]
        )
        self.count.setText(f"共 {len(pairs)} 对")
        self.table.setVisible(bool(pairs))
        self.empty.setVisible(not pairs)

    def _add(self) -> None:
        FormDialog(
            self._session, "pairing", values={"year": str(self._session.year)}, hidden=["year"], parent=self
        ).open()

    def _correct(self, record_id: str) -> None:
        FormDialog(self._session, "pairing", record_id=record_id, parent=self).open()
