"""时间表: around settled dates, from when to when each other step may lie — for nobody, one person or several at once."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.models.store import Store
from app.progress import Progress
from app.rules.development.timetable import Timetable, Window
from app.services import boards
from app.services.boards import BoardRow
from app.services.development.timetables import CommonWindow, batch_timetable, general_timetable
from app.services.reporting.making import ReportResult
from app.ui import dialogs, theme
from app.ui.forms.enter import let_enter_be
from app.ui.latest import Latest
from app.ui.pages.development_fixed import FixedDates
from app.ui.session import Session
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label
from app.ui.widgets.messages import MessageBar

Reckoned = tuple[list[tuple[str, Timetable]], tuple[CommonWindow, ...]]

SETTLE_MS = 350
IDLE = "填上已经定下的日期（例如支部党员大会开会的那一天），其他各步最早、最晚可以在哪一天办，就列在下面。"
COMMON = "（大家共同的日子）"
FORMATS = "PDF 文件 (*.pdf);;Word 文档 (*.docx);;Excel 表格 (*.xlsx)"
HEADINGS = (
    Heading("步骤", 200),
    Heading("最早", 96),
    Heading("最晚", 96),
    Heading("建议", 96),
    Heading("为什么", 240),
)


class TimetableDialog(QDialog):
    """Reckons anew whenever a date or the people change; prints what is shown."""

    def __init__(
        self,
        session: Session,
        people: Sequence[BoardRow],
        *,
        chosen: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent or session.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("发展党员工作时间表")
        self._session = session
        self._tables: list[tuple[str, Timetable]] = []
        self._common: tuple[CommonWindow, ...] = ()
        self._is_idle = True
        self._latest = Latest(session, self)
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self.reckon)
        self._build(people, chosen)
        let_enter_be(self)
        self.reckon()

    def reckon(self) -> None:
        """Find the windows around the dates as they are typed; shown when they are known."""
        if self._session.closed:
            return
        as_of, cases = self._session.as_of, self.chosen()
        try:
            fixed = self.dates.fixed()
        except AppError as error:
            self._on_refused(error)
            return
        self._is_idle = not fixed and not cases

        def question(store: Store) -> Reckoned:
            if not cases:
                return [("", general_timetable(store, fixed, as_of=as_of))], ()
            tables, common = batch_timetable(store, cases, fixed, as_of=as_of)
            return [(one.name, one.table) for one in tables], common

        self._latest.ask(question, self._on_reckoned, self._on_refused, title="推算时间表")

    def _on_reckoned(self, reckoned: Reckoned) -> None:
        self._tables, self._common = reckoned
        self.print_button.setEnabled(True)
        self._offer_views()
        self._show_view()

    def _on_refused(self, error: AppError) -> None:
        self._latest.drop()
        self.message.show_message(str(error), "warning")

    def chosen(self) -> list[str]:
        """Return the cases of those ticked."""
        items = [self.people.item(row) for row in range(self.people.count())]
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]

    def print_plan(self) -> None:
        """Write the timetables as a plan, one person a page."""
        from app.services.reporting.plans import write_plan

        made, as_of = list(self._tables), self._session.as_of
        out = dialogs.save_file(self, "保存时间表", "发展党员工作时间表.pdf", FORMATS)
        if out is None:
            return

        def task(store: Store, progress: Progress) -> ReportResult:
            return write_plan(store, made, out, as_of=as_of, progress=progress)

        self._session.run(task, done=self._on_written, title="正在制作时间表")

    def _build(self, people: Sequence[BoardRow], chosen: Collection[str]) -> None:
        box = QVBoxLayout(self)
        edge = theme.space("l")
        box.setContentsMargins(edge, edge, edge, edge)
        box.setSpacing(theme.space("s"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._asked(people, chosen))
        split.addWidget(self._found())
        split.setStretchFactor(1, 1)
        split.setSizes([theme.px(400), theme.px(800)])
        box.addWidget(split, 1)
        row = QHBoxLayout()
        row.addWidget(
            label("点选一行，下面有完整的说明。标“暂定”的年份，放假安排还没有公布。", "faint", wrap=True), 1
        )
        self.print_button = button("打印或另存…", self.print_plan, icon="print", role="primary")
        self.print_button.setEnabled(False)
        row.addWidget(self.print_button)
        row.addWidget(button("关闭", self.accept))
        box.addLayout(row)
        screen = self.screen().availableSize()
        self.resize(
            min(theme.px(1240), max(screen.width() - 60, 700)),
            min(theme.px(660), max(screen.height() - 60, 500)),
        )

    def _asked(self, people: Sequence[BoardRow], chosen: Collection[str]) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, theme.space("s"), 0)
        self.dates = FixedDates(boards.board_steps(self._session.as_of))
        self.dates.changed.connect(self._timer.start)
        self.people = QListWidget()
        self.people.setAccessibleName("为谁推算")
        self.people.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for person in people:
            item = QListWidgetItem(f"{person.name}　{person.stage_label}　{person.organization}", self.people)
            item.setToolTip(item.text())
            item.setData(Qt.ItemDataRole.UserRole, person.case_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = person.case_id in chosen
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.people.itemChanged.connect(lambda _item: self._timer.start())
        box.addWidget(label("已经定下的日期", "heading"))
        box.addWidget(self.dates)
        box.addWidget(label("为谁推算", "heading"))
        box.addWidget(label("都不勾选，就是从申请开始的一般时间表。", "soft", wrap=True))
        box.addWidget(self.people, 1)
        return made

    def _found(self) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        self.view = QComboBox()
        self.view.setAccessibleName("看谁的时间表")
        self.view.setMinimumWidth(theme.px(220))
        self.view.currentIndexChanged.connect(lambda _index: self._show_view())
        row.addWidget(label("看谁的", "label"))
        row.addWidget(self.view)
        row.addStretch(1)
        box.addLayout(row)
        self.message = MessageBar()
        box.addWidget(self.message)
        self.table = PlainTable(HEADINGS, "各步骤的合法日期", sortable=False)
        self.table.setWordWrap(True)
        box.addWidget(self.table, 1)
        self.why = label("", wrap=True)
        self.table.line_picked.connect(lambda why: self.why.setText(str(why or "")))
        box.addWidget(self.why)
        return made

    def _offer_views(self) -> None:
        kept = self.view.currentText()
        names = [name or "一般时间表" for name, _ in self._tables]
        if len(names) > 1:
            names.insert(0, COMMON)
        self.view.blockSignals(True)
        self.view.clear()
        self.view.addItems(names)
        self.view.setCurrentIndex(max(0, self.view.findText(kept)))
        self.view.blockSignals(False)

    def _show_view(self) -> None:
        if not self._tables:
            return
        if self.view.currentText() == COMMON:
            clashes = [(name, words) for name, table in self._tables for words in table.conflicts]
            lines = [Line((name, "", "", "", words), words, "danger") for name, words in clashes]
            lines += [_common_line(one) for one in self._common]
            names = "、".join(dict.fromkeys(name for name, _ in clashes))
            said = (
                [f"{names}的日子与定下的日期不合，为什么列在下面。去掉他们，或者另定日期。"] if names else []
            )
        else:
            table = self._tables[self.view.currentIndex() - (len(self._tables) > 1)][1]
            said, lines = list(table.conflicts), [_line(one) for one in table.windows]
        self.table.show_lines(lines)
        self.why.setText("")
        if lines:
            self.table.choose_row(0)
        if said:
            self.message.show_message("\n".join(said), "danger")
        elif self._is_idle:
            self.message.show_message(IDLE, "info")
        else:
            self.message.hide()

    def _on_written(self, result: ReportResult) -> None:
        dialogs.say(self, "时间表", f"已保存：\n{result.path}", tone="success")


def _line(window: Window) -> Line:
    sides = [side for side in (window.earliest, window.latest) if side]
    why = "已定" if window.fixed else "；".join(side.why for side in sides)
    words = f"{why}（暂定）" if window.provisional else why
    cells = (
        f"{window.step.lstrip('0')} {window.name}",
        window.earliest.on.isoformat() if window.earliest and not window.fixed else "",
        window.latest.on.isoformat() if window.latest and not window.fixed else "",
        window.planned.isoformat() if window.planned else "",
        words,
    )
    return Line(cells, words)


def _common_line(window: CommonWindow) -> Line:
    cells = (
        f"{window.step.lstrip('0')} {window.name}",
        window.earliest.isoformat() if window.earliest else "",
        window.latest.isoformat() if window.latest else "",
        "",
        window.conflict,
    )
    return Line(cells, window.conflict, "danger" if window.conflict else "")
