"""补录: the dates of all old papers of a case in one sitting; nothing is refused but what cannot be read."""

from collections.abc import Callable
from itertools import zip_longest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.models.store import Store
from app.progress import Progress
from app.services import boards
from app.services.development.cases import HistoryResult, Papers, record_history
from app.services.editing import FieldErrors
from app.ui import dialogs, failures, theme
from app.ui.forms.enter import EnterMovesOn
from app.ui.forms.fields import DateField
from app.ui.forms.leaving import AsksBeforeLeaving
from app.ui.session import Session
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label
from app.ui.widgets.messages import MessageBar
from app.ui.widgets.scroll import scroll_area

ENDS = {"08a": "公示结束", "11": "培训结束"}
SIDES = 4
INTRODUCTION = (
    "照原件填各步骤的日期，没有的空着。同一步骤有几次的（如考察），日期之间用顿号隔开。"
    "表决、谈话等内容保存后点开各步骤再补。与规定不合的也可以登记，会列在“发现的问题”里。"
)


class PapersDialog(AsksBeforeLeaving):
    """One date a step, the known ones filled in; only what differs is written, in one operation.

    A date that is emptied takes its step off the case, once that has been confirmed.
    """

    def __init__(
        self,
        session: Session,
        case_id: str,
        *,
        done: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent or session.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._case, self._done = session, case_id, done
        self.page = boards.case_page(session.reader, case_id, as_of=session.as_of)
        self.setWindowTitle(f"补录{self.page.name}以前的步骤")
        self.fields: dict[str, DateField] = {}
        self.ends: dict[str, DateField] = {}
        self._in_order: list[DateField] = []
        self._build()
        self._before = self.typed()
        self.remember()

    def save(self) -> None:
        """Write what differs from what was known; the dialog closes when all of it is stored."""
        typed = self.typed()
        changed = {
            step: self._papers(step, *texts) for step, texts in typed.items() if texts != self._before[step]
        }
        if not changed:
            self.message.show_message("日期都没有改动。", "info")
            return
        emptied = [self.fields[step].accessibleName() for step, papers in changed.items() if papers == []]
        if emptied and not self._may_take_off(emptied):
            return
        case_id, as_of, actor = self._case, self._session.as_of, self._session.actor
        self.set_saving(True)

        def task(store: Store, _progress: Progress) -> HistoryResult:
            return record_history(store, case_id, changed, as_of=as_of, actor=actor)

        self._session.run(task, done=self._on_saved, failed=self._on_failed, title="正在补录")

    def _may_take_off(self, names: list[str]) -> bool:
        question = (
            f"这些步骤的日期清空了：{'、'.join(names)}。\n"
            "保存后，这些步骤连同登记过的内容都从案卷里去掉；去掉错了，可以用“撤销”找回来。"
        )
        return dialogs.ask(self, "去掉步骤", question, yes="去掉并保存", tone="warning")

    def _build(self) -> None:
        box = QVBoxLayout(self)
        edge = theme.space("l")
        box.setContentsMargins(edge, edge, edge, edge)
        box.setSpacing(theme.space("s"))
        self.message = MessageBar()
        box.addWidget(self.message)
        box.addWidget(label(INTRODUCTION, "soft", wrap=True))
        area, inner = scroll_area()
        inner.addLayout(self._grid())
        inner.addStretch(1)
        box.addWidget(area, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("取消", self.reject))
        self.save_button = button("保存", self.save, role="primary", tip="Ctrl+S")
        self.save_button.setShortcut("Ctrl+S")
        EnterMovesOn(self, self._in_order, self.save_button)
        row.addWidget(self.save_button)
        box.addLayout(row)
        screen = self.screen().availableSize()
        self.resize(
            min(theme.px(1240), max(screen.width() - 60, 700)),
            min(theme.px(580), max(screen.height() - 60, 500)),
        )

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("l"))
        grid.setVerticalSpacing(theme.space("xs"))
        cells = []
        for step in boards.board_steps(self._session.as_of):
            entries = [one for one in self.page.entries if one.code == step.code]
            self.fields[step.code] = _field("、".join(one.on for one in entries if one.on))
            cells.append((f"{step.code.lstrip('0')} {step.name}", self.fields[step.code]))
            if step.code in ENDS:
                self.ends[step.code] = _field("、".join(one.until for one in entries if one.until))
                cells.append((f"{step.code.lstrip('0')} {ENDS[step.code]}", self.ends[step.code]))
        down = -(-len(cells) // SIDES)
        for place, (words, field) in enumerate(cells):
            side, row = divmod(place, down)
            heading = label(words, "label")
            heading.setBuddy(field)
            field.setAccessibleName(words)
            self._in_order.append(field)
            grid.addWidget(heading, 2 * row, side)
            grid.addWidget(field, 2 * row + 1, side)
        return grid

    def typed(self) -> dict[str, tuple[str, str]]:
        """Return step → the days typed and, where a step lasts, the days it ended."""
        return {
            step: (field.text_value(), self.ends[step].text_value() if step in self.ends else "")
            for step, field in self.fields.items()
        }

    def _papers(self, step: str, day: str, end: str) -> Papers:
        if step not in self.ends:
            return [{"happened_on": one} for one in _split(day)]
        pairs = zip_longest(_split(day), _split(end), fillvalue="")
        return [{"happened_on": first, "until_on": last} for first, last in pairs]

    def _on_saved(self, result: HistoryResult) -> None:
        found = (
            f"发现 {len(result.findings)} 个问题，列在右边“发现的问题”里。"
            if result.findings
            else "没有发现问题。"
        )
        done = [f"补录了 {result.written} 个步骤"] if result.written else []
        done += [f"去掉了 {result.removed} 个步骤"] if result.removed else []
        words = f"{'，'.join(done)}。{found}"
        parent = self.parentWidget()
        self.accept()
        dialogs.say(parent, "补录完成", words, tone="warning" if result.findings else "success")
        if self._done is not None:
            self._done()

    def _on_failed(self, error: BaseException) -> None:
        self.set_saving(False)
        if isinstance(error, FieldErrors):
            self.message.show_message("\n".join(one.message for one in error.errors), "danger")
        elif isinstance(error, AppError):
            self.message.show_message(str(error), "danger")
        else:
            failures.report(self, error)


def _split(text: str) -> list[str]:
    for mark in "，,；;":
        text = text.replace(mark, "、")
    return [day for one in text.split("、") if (day := one.strip())]


def _field(text: str) -> DateField:
    made = DateField()
    made.put(text)
    return made
