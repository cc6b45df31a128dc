"""半年核查 as a guided list: village after village what speaks against it, what is proposed, what was decided."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.reports.amounts import wan_short
from app.rules.money import yuan
from app.services.economy.halfyear import CheckRow, IncomeCheck, decide, decisions
from app.ui import theme
from app.ui.forms.fields import ChoiceField, NoteField
from app.ui.session import Session
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.buttons import button
from app.ui.widgets.cards import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import label
from app.ui.widgets.split import TurningSplitter

HEADINGS = (
    Heading("村", 90),
    Heading("上半年收入（元）", 130, right=True),
    Heading("全年目标（万元）", 120, right=True),
    Heading("完成目标", 80, right=True),
    Heading("核查结果", 150),
    Heading("处理意见"),
)
PERCENT = 100


class HalfYearPane(QWidget):
    """The list, and beside it the village to be decided on; saving goes on to the next that needs a decision."""

    opened = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._check: IncomeCheck | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.space("s"), 0, 0)
        self.summary = label("", "heading", wrap=True)
        box.addWidget(self.summary)
        self.table = PlainTable(HEADINGS, "半年核查")
        self.table.line_opened.connect(self.opened)
        self.table.line_picked.connect(self._show_village)
        self.split = TurningSplitter(760)
        self.split.addWidget(self.table)
        self.split.addWidget(self._build_card())
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([theme.px(760), theme.px(330)])
        box.addWidget(self.split, 1)
        self.empty = EmptyState(
            "village", "本年度还没有设收入目标", "在“数据交换”导入目标表，或用“设目标”登记。"
        )
        box.addWidget(self.empty, 1)

    def show_check(self, check: IncomeCheck) -> None:
        """Show the check of a year; the village being decided on stays, or the next to be decided on comes up."""
        kept, self._check = self.table.current, check
        measured = [row for row in check.rows if row.progress.target_fen]
        done = "处理意见都已写明。" if any(row.decision for row in check.rows) else "没有需要处理的村。"
        left = f"还有 {check.left} 个村没有写处理意见。" if check.left else done
        self.summary.setText(
            _summary(check.year, [r for r in measured if r.progress.behind], measured) + left
        )
        self.table.show_lines([_line(row) for row in check.rows])
        for part in (self.summary, self.split):
            part.setVisible(bool(measured))
        self.empty.setVisible(not measured)
        open_rows = [row.village_id for row in check.rows if row.needs_decision]
        wanted = kept if kept in open_rows or not open_rows else open_rows[0]
        self.table.choose(lambda key: key == wanted or wanted is None)

    def save(self) -> None:
        """Keep what is decided for the village shown."""
        village, session, check = self.table.current, self._session, self._check
        if village is None or check is None:
            return
        decision, reason = self.decision.text_value(), self.reason.text_value()
        session.run(
            lambda store, _progress: decide(
                store, village, check.year, decision, reason, on=session.as_of, actor=session.actor
            ),
            done=lambda _made: None,
            title="正在保存处理意见",
        )

    def _build_card(self) -> QWidget:
        self.card = Card()
        self.card.setMinimumWidth(theme.px(280))
        box = self.card.body
        self.village = label("", "heading")
        self.remarks = label("", wrap=True)
        self.proposal = label("", "soft", wrap=True)
        self.decided = label("", "faint", wrap=True)
        self.decision = ChoiceField(list(decisions().items()), required=True)
        self.decision.setAccessibleName("处理意见")
        self.reason = NoteField(64)
        self.reason.setAccessibleName("说明")
        for part in (self.village, self.remarks, self.proposal):
            box.addWidget(part)
        box.addWidget(label("处理意见", "label"))
        box.addWidget(self.decision)
        box.addWidget(label("说明", "label"))
        box.addWidget(self.reason)
        box.addWidget(self.decided)
        self.save_button = button("保存，看下一个", self.save, role="primary")
        box.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignRight)
        box.addStretch(1)
        return self.card

    def _show_village(self, village_id: object) -> None:
        rows = self._check.rows if self._check is not None else ()
        row = next((one for one in rows if one.village_id == village_id), None)
        if row is None:
            return
        self.village.setText(row.progress.village)
        self.remarks.setText("\n".join(f"· {one}" for one in row.remarks) or "没有发现问题。")
        self.proposal.setText(f"建议：{decisions()[row.suggestion]}")
        self.decision.put(row.decision or row.suggestion)
        self.reason.put(row.reason)
        self.decided.setText(f"{row.decided_on}　{row.decided_by}" if row.decided_on else "还没有写处理意见")


def _summary(year: int, behind: list[CheckRow], measured: list[CheckRow]) -> str:
    if behind:
        names = "、".join(row.progress.village for row in behind)
        return f"{year}年进度过半、收入未过半的村 {len(behind)} 个：{names}。"
    return f"{year}年上半年 {len(measured)} 个村收入都已过半。"


def _line(row: CheckRow) -> Line:
    one = row.progress
    words = "没有设目标" if one.done is None else "收入未过半" if one.behind else "收入已过半"
    share = "" if one.done is None else f"{one.done * PERCENT:.1f}%"
    target = "" if one.target_fen is None else wan_short(one.target_fen)
    decided = decisions()[row.decision] if row.decision else "待定" if row.needs_decision else ""
    tone = "danger" if row.needs_decision else "text_soft" if one.done is None else ""
    cells = (one.village, yuan(one.actual_fen), target, share, words, decided)
    sort = (one.village, one.actual_fen, one.target_fen or 0, one.done or 0, words, decided)
    return Line(cells, row.village_id, tone, sort)
