"""批量修改: one field of the people chosen, to one value or to a pasted column; who changes from what to what is shown first."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.models.store import Store
from app.progress import Progress
from app.services import backups, bulk_editing
from app.services.bulk_editing import BulkLine, BulkPlan
from app.ui import theme
from app.ui.forms.fields import Field, make_field
from app.ui.session import Session
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.buttons import button, say_on
from app.ui.widgets.labels import label

HEADINGS = (
    Heading("姓名", 92),
    Heading("所在党支部", 200),
    Heading("原来", 160),
    Heading("改为", 160),
    Heading("不能修改的原因", 200),
)
SETTLE_MS = 200
LIKELY, LIKELY_PASTED = "organization_id", "phone"


class BulkDialog(QDialog):
    """`people` are ids; `values`, when given, are a pasted column with one text for each, `heading` what stood over it."""

    def __init__(
        self,
        session: Session,
        people: Sequence[str],
        values: Sequence[str] | None = None,
        *,
        heading: str = "",
        done: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent or session.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("粘贴到选中的人" if values is not None else "批量修改")
        self._session, self._people, self._values, self._done = session, list(people), values, done
        self.plan: BulkPlan | None = None
        self._asked = 0
        self._specs = bulk_editing.bulk_fields(pasted=values is not None)
        named = [spec.name for spec in self._specs if heading and spec.label in heading]
        likely = LIKELY if values is None else next(iter(named), LIKELY_PASTED)
        self.field = QComboBox()
        self.value = QStackedWidget()
        self.clear = QCheckBox("清空这一项")
        self.clear.toggled.connect(self.judge)
        self.table = PlainTable(HEADINGS, "修改前后", sortable=False)
        self.summary = label("", "soft", wrap=True)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.judge)
        self._build()
        self.field.setCurrentIndex(max(0, self.field.findData(likely)))
        self.field.currentIndexChanged.connect(lambda _index: self._on_field())
        self.field.setFocus()
        self._on_field()

    def judge(self) -> None:
        """Work out in the lane what would change, and show it."""
        spec = self._specs[self.field.currentIndex()]
        text: str | Sequence[str] = self._typed() if self._values is None else self._values
        self._show_plan(None)
        if spec.required and not text:
            self.summary.setText(f"请先在“改为”里选择{spec.label}。")
            return
        if not text and not self.clear.isChecked():
            self.summary.setText(f"请先填写“改为”；要把{spec.label}清空，请勾选“清空这一项”。")
            return
        self._asked += 1
        asked, people = self._asked, self._people
        self._session.run(
            lambda store, progress: bulk_editing.preview(store, people, spec.name, text, progress=progress),
            done=lambda plan: self._show_plan(plan) if asked == self._asked else None,
            title="正在核对",
        )

    def save(self) -> None:
        """Make a backup and write what is shown; the dialog closes when it is done."""
        plan, actor, ledger = self.plan, self._session.actor, self._session.ledger
        if plan is None:
            return

        def task(store: Store, progress: Progress) -> str:
            progress.step(0, 0, "先做一个备份")
            backups.make_backup(ledger)
            return bulk_editing.apply(store, plan, actor=actor, progress=progress)

        self._session.run(task, done=self._on_saved, title="正在批量修改")

    def reject(self) -> None:
        """Close; what is still being looked at is wanted no more."""
        self._asked += 1
        super().reject()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        edge = theme.space("l")
        box.setContentsMargins(edge, edge, edge, edge)
        box.setSpacing(theme.space("m"))
        count = f"{len(self._people):,} 人"
        told = (
            f"选中 {count}，把同一项改成同样的内容。" if self._values is None else f"粘贴了 {count}的内容。"
        )
        box.addWidget(label(f"{told}确认之前请逐行核对“原来”和“改为”。", "soft", wrap=True))
        for spec in self._specs:
            self.field.addItem(spec.label, spec.name)
        self.field.setAccessibleName("修改哪一项")
        self.field.setMaxVisibleItems(len(self._specs))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("m"))
        grid.setColumnStretch(1, 1)
        grid.addWidget(label("修改哪一项", "label"), 0, 0)
        grid.addWidget(self.field, 0, 1)
        if self._values is None:
            grid.addWidget(label("改为", "label"), 1, 0)
            grid.addWidget(self.value, 1, 1)
            grid.addWidget(self.clear, 1, 2)
        box.addLayout(grid)
        box.addWidget(self.table, 1)
        box.addWidget(self.summary)
        box.addLayout(self._foot())
        self.resize(theme.px(860), theme.px(560))

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("取消", self.reject))
        self.save_button = button("修改", self.save, role="primary", keys="Ctrl+S")
        self.save_button.setAutoDefault(False)
        row.addWidget(self.save_button)
        return row

    def _on_field(self) -> None:
        if self._values is None:
            spec = self._specs[self.field.currentIndex()]
            with QSignalBlocker(self.clear):
                self.clear.setChecked(False)
            self.clear.setVisible(not spec.required)
            made = make_field(spec, self._session.reader)
            made.setAccessibleName("改为")
            _watch(made, self._settle.start)
            before = self.value.currentWidget()
            self.value.addWidget(made)
            self.value.setCurrentWidget(made)
            self.setTabOrder(self.field, made)
            self.setTabOrder(made, self.clear)
            if before is not None:
                self.value.removeWidget(before)
                before.deleteLater()
        self.judge()

    def _typed(self) -> str:
        return cast(Field, self.value.currentWidget()).text_value()

    def _show_plan(self, plan: BulkPlan | None) -> None:
        self.plan = plan
        self.table.show_lines([_line(line) for line in plan.lines] if plan is not None else [])
        changed = len(plan.changes) if plan is not None else 0
        say_on(self.save_button, f"修改 {changed:,} 人" if changed else "修改")
        self.save_button.setEnabled(bool(changed))
        if plan is not None:
            self.summary.setText(_summary(plan))

    def _on_saved(self, sentence: str) -> None:
        self.accept()
        self._done(sentence)


def _watch(widget: QWidget, on_change: Callable[[], None]) -> None:
    if isinstance(widget, QComboBox):
        widget.currentTextChanged.connect(lambda _text: on_change())
    elif isinstance(widget, QLineEdit | QPlainTextEdit):
        widget.textChanged.connect(lambda *_text: on_change())


def _line(line: BulkLine) -> Line:
    cells = (line.name, line.organization, line.old, line.new, line.problem)
    return Line(cells, line.person_id, "danger" if line.problem else "")


def _summary(plan: BulkPlan) -> str:
    parts = [f"将修改 {len(plan.changes):,} 人"]
    if plan.same:
        parts.append(f"{plan.same:,} 人已经是这个内容")
    if plan.refused:
        parts.append(f"{plan.refused:,} 人不能修改，保持原样")
    return "，".join(parts) + "。修改之前自动做一个备份，修改之后可以撤销。"
