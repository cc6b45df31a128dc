"""The wizard itself: choose → look at what was read → problems → confirm → done, with a way back at every step."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.models.store import Store
from app.progress import Progress
from app.rules.vocabulary import SheetKind
from app.services import backups, history, imports
from app.services.imports import ImportPlan, ImportResult, SheetPlan
from app.services.rereading import preview_again, preview_as
from app.ui import dialogs, theme
from app.ui.session import Session
from app.ui.undoing import ask_back
from app.ui.widgets.buttons import button
from app.ui.widgets.steps import StepStrip
from app.ui.wizard.changes import ChangesPane
from app.ui.wizard.choose import ChoosePane
from app.ui.wizard.problems import ProblemsPane
from app.ui.wizard.result import ResultPane
from app.ui.wizard.sheets import SheetsPane

STEPS = ("选择文件", "核对读法", "查看问题", "确认导入", "完成")
WORKBOOK = "Excel 表格 (*.xlsx)"
CHOOSE, SHEETS, PROBLEMS, CONFIRM, DONE = range(len(STEPS))


class ImportWizard(QWidget):
    """Holds the plan while the clerk looks at it; nothing is written before she accepts."""

    stepped = Signal()
    page_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.plan: ImportPlan | None = None
        self._files: list[Path] = []
        self._named: dict[tuple[Path, str], str] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space("m"))
        self.strip = StepStrip(STEPS)
        box.addWidget(self.strip)
        self.choose = ChoosePane()
        self.sheets = SheetsPane()
        self.problems = ProblemsPane()
        self.changes = ChangesPane()
        self.result = ResultPane()
        self.stack = QStackedWidget()
        for pane in (self.choose, self.sheets, self.problems, self.changes, self.result):
            self.stack.addWidget(pane)
        box.addWidget(self.stack, 1)
        box.addLayout(self._build_buttons())
        self.choose.chosen.connect(self.read)
        self.choose.template_wanted.connect(self._save_template)
        self.sheets.kind_named.connect(self._read_as)
        self.problems.save_wanted.connect(self._save_problems)
        self.result.undo_wanted.connect(self._undo)
        self.result.left_out_wanted.connect(self._save_problems)
        self.result.year_wanted.connect(self._session.set_year)
        self.result.page_wanted.connect(self.page_wanted)
        session.taken_back.connect(self._on_taken_back)
        self.show_step(CHOOSE)

    @property
    def step(self) -> int:
        """The step shown."""
        return self.stack.currentIndex()

    @property
    def is_under_way(self) -> bool:
        """Tell whether something was read and is neither imported nor given up."""
        return self.plan is not None and self.step < DONE

    def read(self, files: list[Path]) -> None:
        """Read files and show what an import of them would do."""
        self._files, self._named = files, {}
        self._read_again()

    def show_step(self, step: int) -> None:
        """Show a step."""
        self.stack.setCurrentIndex(step)
        self.strip.show_step(step if step < DONE else len(STEPS))
        reading = SHEETS <= step <= CONFIRM
        for part in (self.back, self.again):
            part.setVisible(reading)
        self.cancel.setVisible(self.is_under_way)
        self.forth.setVisible(self.is_under_way and step < CONFIRM)
        self.accept.setVisible(step == CONFIRM)
        self.more.setVisible(step == DONE)
        if step == CHOOSE and not self.is_under_way:
            self.choose.drop.files.setFocus()
        elif step == CONFIRM:
            self.accept.setFocus()
        elif step == DONE:
            self.more.setFocus()
        else:
            self.forth.setFocus()
        self.stepped.emit()

    def restart(self) -> None:
        """Forget the plan and begin anew."""
        self.plan = None
        self.show_step(CHOOSE)

    def give_up(self) -> None:
        """Forget the plan if that is really wanted."""
        question = "读好的表格和刚才的核对都要放弃吗？台账没有改动；以后要导入得重新选择文件。"
        if dialogs.ask(self, "取消导入", question, yes="放弃", no="继续导入", careful=True):
            self.restart()

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.cancel = button("取消导入", self.give_up)
        self.again = button("改好了，重新读取", self._read_again, icon="refresh")
        self.back = button("上一步", lambda: self.show_step(self.step - 1), icon="left")
        self.forth = button("下一步", self._forth, role="primary")
        self.accept = button("确认导入", self._accept, role="primary")
        self.more = button("再导入别的表格", self.restart)
        row.addWidget(self.cancel)
        row.addWidget(self.again)
        row.addStretch(1)
        for part in (self.back, self.forth, self.accept, self.more):
            row.addWidget(part)
        return row

    def _read_again(self) -> None:
        files, named, as_of = self._files, dict(self._named), self._session.as_of

        def task(store: Store, progress: Progress) -> ImportPlan:
            return preview_again(store, files, named, as_of=as_of, progress=progress)

        self._session.run(task, done=self._on_read, title="正在识别表格")

    def _read_as(self, sheet: SheetPlan, kind: str) -> None:
        plan, as_of = self.plan, self._session.as_of
        if plan is None or sheet.reading is None:
            return
        self._named[sheet.reading.path, sheet.reading.sheet] = kind

        def task(store: Store, progress: Progress) -> ImportPlan:
            return preview_as(store, plan, sheet, kind, as_of=as_of, progress=progress)

        row = self.sheets.list.currentRow()
        self._session.run(task, done=lambda made: self._on_read(made, row), title="正在按指明的种类读取")

    def _forth(self) -> None:
        self.show_step(self.step + 1)

    def _on_read(self, plan: ImportPlan, row: int = 0) -> None:
        self.plan = plan
        for pane in (self.sheets, self.problems, self.changes):
            pane.show_plan(plan)
        empty = not plan.count("new") and not plan.count("changed")
        self.accept.setEnabled(not empty)
        self.accept.setToolTip("没有新的内容可以导入" if empty else "")
        self.sheets.list.setCurrentRow(row)
        self.show_step(SHEETS)

    def _accept(self) -> None:
        plan, actor = self.plan, self._session.actor
        if plan is None:
            return
        if plan.bad and self.changes.stop.isChecked():
            self.restart()
            return
        ledger = self._session.ledger

        def task(store: Store, progress: Progress) -> ImportResult:
            progress.step(0, 0, "先做一个备份")
            backups.make_backup(ledger)
            return imports.apply(store, plan, actor=actor, skip_bad=True, progress=progress)

        self._session.run(task, done=self._on_applied, title="正在导入")

    def _on_applied(self, result: ImportResult) -> None:
        if self.plan is not None:
            self.result.show_result(result, self.plan, self._session.year)
        self.show_step(DONE)

    def _save_problems(self) -> None:
        plan = self.plan
        path = dialogs.save_file(self, "保存有问题的行", "导入问题.xlsx", WORKBOOK)
        if plan is None or path is None:
            return

        def task(_store: Store, _progress: Progress) -> Path:
            imports.problems_workbook(plan, path)
            return path

        self._save(task, "有问题的行已保存为")

    def _save_template(self, kind: str) -> None:
        title = SheetKind.label_of(kind)
        path = dialogs.save_file(self, f"保存{title}空白模板", f"{title}（空白模板）.xlsx", WORKBOOK)
        if path is None:
            return

        def task(_store: Store, _progress: Progress) -> Path:
            from app.excel.template import write_template

            write_template(kind, path)
            return path

        self._save(task, "空白模板已保存为")

    def _save(self, task: Callable[[Store, Progress], Path], words: str) -> None:
        self._session.run(
            task,
            done=lambda saved: dialogs.say(self, "已保存", f"{words}：\n{saved}", tone="success"),
            title="正在保存",
        )

    def _undo(self, operation: str) -> None:
        item = history.find(self._session.reader, operation)
        if item is not None:
            ask_back(self, self._session, item, lambda _told: None)

    def _on_taken_back(self, operation: str, result: history.UndoResult) -> None:
        """Say so where the import shown is taken back or brought back, from wherever that was asked for."""
        item = history.find(self._session.reader, self.result.operation) if self.result.operation else None
        if self.step != DONE or item is None:
            return
        if operation == item.id:
            self.result.show_undone(result)
        elif not item.undone:
            self.result.show_restored()
