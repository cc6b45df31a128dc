"""The 三资 platform's workbooks held against the ledger: choose files, see what differs, save the list."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.models.store import Store
from app.progress import Progress
from app.rules.money import yuan
from app.services.economy.platforms import (
    COLUMNS,
    Comparison,
    Difference,
    compare_platform,
    differences_workbook,
)
from app.services.economy.platformsums import keep_totals
from app.ui import dialogs, theme
from app.ui.session import Session
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import label
from app.ui.widgets.messages import MessageBar

WIDTHS = (100, 80, 130, 130, 130, 120, 200)
HEADINGS = tuple(
    Heading(name, width, right=name.endswith("（元）")) for name, width in zip(COLUMNS, WIDTHS, strict=True)
)
CHOOSE = "选择三资平台导出的表"
SHEETS = "表格文件 (*.xlsx)"
NAMED = 5


class PlatformDialog(QDialog):
    """Shows the differences of one year; what the platform says is kept, so that the checks go on comparing."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._found: Comparison | None = None
        self.setWindowTitle(f"{session.year}年三资平台与台账对照")
        box = QVBoxLayout(self)
        edge = theme.space("l")
        box.setContentsMargins(edge, edge, edge, edge)
        box.setSpacing(theme.space("s"))
        self.summary = label("", "heading", wrap=True)
        box.addWidget(self.summary)
        self.message = MessageBar()
        box.addWidget(self.message)
        self.table = PlainTable(HEADINGS, "三资平台与台账不同之处")
        box.addWidget(self.table, 1)
        self.empty = EmptyState(
            "exchange",
            f"核对{session.year}年三资平台与台账的收入",
            "选择从三资平台导出的收入表，逐村比较，列出不同之处。台账的收入不会改动；平台的数会记下，体检时一直核对到一致为止。",
        )
        box.addWidget(self.empty, 1)
        foot = QHBoxLayout()
        foot.addWidget(button("选择表格…", self.choose, icon="folder", role="primary"))
        foot.addStretch(1)
        self.save_button = button("保存为表格…", self.save, icon="save")
        foot.addWidget(self.save_button)
        foot.addWidget(button("关闭", self.accept))
        box.addLayout(foot)
        self.table.hide()
        self.summary.hide()
        self.save_button.setEnabled(False)
        self.resize(theme.px(980), theme.px(520))

    def choose(self) -> None:
        """Ask for the workbooks and compare them."""
        files = dialogs.choose_files(self, CHOOSE)
        if not files:
            return
        session, year = self._session, self._session.year

        def compare(store: Store, progress: Progress) -> Comparison:
            found = compare_platform(store, files, year, progress=progress)
            keep_totals(store, found.totals, on=session.as_of, actor=session.actor)
            return found

        session.run(compare, done=self._show, title="正在比较三资平台的表")

    def save(self) -> None:
        """Ask where to save the list of differences, and save it."""
        found = self._found
        if found is None:
            return
        path = dialogs.save_file(self, "保存对照表", f"{found.year}年三资平台对照表.xlsx", SHEETS)
        if path is None:
            return
        self._session.run(
            lambda _store, _progress: differences_workbook(found, path),
            done=lambda _made: self._say_saved(path),
            title="正在保存对照表",
        )

    def _show(self, found: Comparison) -> None:
        self._found = found
        self.summary.setText(_summary(found))
        self.summary.show()
        self.table.show_lines([_line(one) for one in found.differences])
        self.table.setVisible(bool(found.differences))
        self.empty.setVisible(not found.differences)
        self.empty.show_words("平台与台账一致", "比较过的收入没有不同之处。")
        self.save_button.setEnabled(True)
        self.message.hide()
        if warnings := _warnings(found):
            self.message.show_message("\n".join(warnings), "warning")

    def _say_saved(self, path: Path) -> None:
        dialogs.say(self, "已保存", f"对照表已保存为：\n{path}", tone="success")


def _summary(found: Comparison) -> str:
    sums = f"三资平台 {yuan(found.platform_fen)} 元，台账 {yuan(found.ledger_fen)} 元"
    return f"{sums}；相同 {found.same} 项，不同 {len(found.differences)} 项。"


def _warnings(found: Comparison) -> list[str]:
    said = list(found.problems[:NAMED])
    if len(found.problems) > NAMED:
        said.append(f"另有 {len(found.problems) - NAMED} 处没有读懂，保存的表格中全部列出。")
    if found.unknown:
        said.append(f"认不出的村：{'、'.join(found.unknown)}。")
    if found.absent:
        said.append(f"台账有收入、平台的表中没有的村：{'、'.join(found.absent)}。")
    return said


def _line(one: Difference) -> Line:
    sums = (one.platform_fen, one.ledger_fen, one.more_fen)
    cells = (one.village, one.period or "全年", one.category, *map(yuan, sums), one.remark)
    return Line(cells, one.village_id, "", (*cells[:3], *sums, one.remark))
