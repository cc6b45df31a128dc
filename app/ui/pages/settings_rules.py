"""The rules of 发展党员 a township works by: which are on, its own papers, the days off of each year."""

from PySide6.QtWidgets import QComboBox, QTabWidget, QVBoxLayout, QWidget

from app.models.store import Store
from app.progress import Progress
from app.rules.development.schema import DocumentKind
from app.rules.reference_development import development_rules
from app.services.development import ownrules
from app.services.development.ownrules import NEEDS, HolidayLine, RuleLine
from app.ui import dialogs, theme
from app.ui.forms.entry import Entry, EntryDialog
from app.ui.session import Session
from app.ui.tables.list_part import ListPart
from app.ui.tables.plain import Heading, Line
from app.ui.widgets.filters import FilterBar
from app.ui.widgets.labels import label

RULES = (
    Heading("使用", 60),
    Heading("级别", 60),
    Heading("规则", 280),
    Heading("期限、人数", 150),
    Heading("类别", 90),
    Heading("依据", 240),
)
PAPERS = (
    Heading("步骤", 220),
    Heading("材料", 330),
    Heading("要求", 70),
    Heading("归档", 60),
    Heading("来源"),
)
HOLIDAYS = (Heading("年份", 70), Heading("放假", 470), Heading("调休上班", 310), Heading("来源", 90))
TONES = {True: "", False: "text_faint"}
OWN, COMMON = "本单位", "通用"
RULES_NOTE = "阻断的全国规定不能停用，其他的按本地要求启用、停用。"
SETS_NOTE = "每一步按办理当天的规定判断：{}。"
HOLIDAY_NOTE = "照国务院办公厅每年的通知填写，只填日期。公示期按工作日计算，没有当年安排的结果是暂定。"
NOT_SWITCHED = "所选的都是阻断的全国规定，不能停用。个别情况可以在办理时写明理由后放行。"


class RulesPane(QWidget):
    """Three lists behind tabs; each reads when the pane is shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.tabs = QTabWidget()
        self.rules, self.papers, self.holidays = RuleList(session), PaperList(session), HolidayList(session)
        for part, title in ((self.rules, "规则"), (self.papers, "材料"), (self.holidays, "节假日")):
            self.tabs.addTab(part, title)
        box.addWidget(self.tabs, 1)

    def refresh(self) -> None:
        """Read all three lists."""
        for part in (self.rules, self.papers, self.holidays):
            part.refresh()


class RuleList(QWidget):
    """Every rule with its level, limits and source; those chosen are switched on or off together."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lines: dict[str, RuleLine] = {}
        box = _box(self)
        self.filters = FilterBar("规则或条款")
        layers = (ownrules.NATIONAL, ownrules.PLACE, ownrules.ACROSS)
        self.filters.add("layer", "类别", [(layer, layer) for layer in layers])
        self.filters.changed.connect(self._show)
        self.start = QComboBox()
        self.start.setAccessibleName("审批期限的起算")
        for code, words in ownrules.STARTS.items():
            self.start.addItem(f"审批期限从{words}算起", code)
        self.start.activated.connect(self._on_start)
        self.filters.row.addWidget(self.start)
        box.addWidget(self.filters)
        box.addWidget(label(SETS_NOTE.format(ownrules.sets_in_words()), "soft", wrap=True))
        self.list = ListPart(RULES, "规则", ("list", "没有这样的规则", "换一个条件再找。"))
        self.list.add_action("启用", lambda: self._switch(True), icon="success", needs_line=True)
        self.list.add_action("停用", lambda: self._switch(False), icon="close", needs_line=True)
        self.list.opened.connect(lambda code: self._switch(not self._lines[code].on))
        box.addWidget(self.list, 1)

    def refresh(self) -> None:
        """Read the rules."""
        reader = self._session.reader
        found = ownrules.rule_lines(reader, as_of=self._session.as_of)
        self._lines = {line.code: line for line in found}
        self.start.setCurrentIndex(self.start.findData(ownrules.approval_from(reader)))
        self._show()

    def _show(self) -> None:
        text, layer = self.filters.text, self.filters.value("layer")
        shown = [
            line
            for line in self._lines.values()
            if layer in ("", line.layer) and text in f"{line.name}{line.terms}{line.basis}"
        ]
        self.list.show_lines([_rule_line(line) for line in shown], RULES_NOTE)

    def _switch(self, on: bool) -> None:
        chosen = [self._lines[code] for code in self.list.chosen]
        codes = [line.code for line in chosen if line.on is not on and not line.fixed]
        if not codes:
            if not on and any(line.fixed for line in chosen):
                dialogs.say(self, "停用规则", NOT_SWITCHED, tone="warning")
            return
        actor = self._session.actor

        def task(store: Store, _progress: Progress) -> None:
            ownrules.switch_rules(store, codes, on=on, actor=actor)

        self._session.run(task, done=lambda _none: self.refresh(), title="正在保存")

    def _on_start(self, index: int) -> None:
        start, actor = str(self.start.itemData(index)), self._session.actor

        def task(store: Store, _progress: Progress) -> None:
            ownrules.set_approval_from(store, start, actor=actor)

        self._session.run(task, done=lambda _none: self.refresh(), title="正在保存")


class PaperList(QWidget):
    """The papers of each step; the office adds its own."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        box = _box(self)
        self.list = ListPart(PAPERS, "材料", ("list", "没有材料", ""))
        self.list.add_action("增加材料…", self._add, icon="add")
        self.remove = self.list.add_action("去掉", self._remove, icon="delete", needs_line=True)
        self.list.picked.connect(lambda name: self.remove.setEnabled(name in self._own))
        self._own: frozenset[str] = frozenset()
        box.addWidget(self.list, 1)

    def refresh(self) -> None:
        """Read the papers."""
        reader = self._session.reader
        self._own = ownrules.own_papers(reader)
        names = _step_names(self._session)
        lines = [_paper_line(paper, names, own=paper.code in self._own) for paper in ownrules.papers(reader)]
        self.list.show_lines(lines, "省、市、县另外要求的材料在这里增加，案卷的材料清单和齐备度随之变化。")
        self.remove.setEnabled(self.list.current in self._own)

    def _add(self) -> None:
        session = self._session
        steps = tuple(
            (code, f"{code.lstrip('0')} {name}") for code, name in _step_names(session).items() if code
        )
        entries = [
            Entry("name", "材料名称", hint="例如 群众座谈记录"),
            Entry("step", "属于哪一步", "choice", steps[0][0], steps),
            Entry("need", "要求", "choice", "required", tuple(NEEDS.items())),
        ]

        def save(store: Store, values: dict[str, str]) -> None:
            ownrules.add_paper(store, **values, actor=session.actor)

        EntryDialog(session, "增加材料", entries, save, done=lambda _none: self.refresh(), parent=self).open()

    def _remove(self) -> None:
        name, actor = self.list.current, self._session.actor
        if not dialogs.ask(self, "去掉材料", f"以后的材料清单里不再有“{name}”？", yes="去掉"):
            return

        def task(store: Store, _progress: Progress) -> None:
            ownrules.remove_paper(store, name, actor=actor)

        self._session.run(task, done=lambda _none: self.refresh(), title="正在保存")


class HolidayList(QWidget):
    """Days off and worked weekends of each year; a new year's notice is entered here."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lines: dict[str, HolidayLine] = {}
        box = _box(self)
        self.list = ListPart(HOLIDAYS, "节假日", ("list", "没有节假日安排", "点“登记一年”。"))
        self.list.add_action("登记一年…", self._add, icon="add")
        self.list.add_action("修改…", self._edit, icon="edit", needs_line=True)
        self.reset = self.list.add_action("恢复原样", self._reset, icon="undo", needs_line=True)
        self.list.opened.connect(lambda _year: self._edit())
        self.list.picked.connect(lambda _year: self._enable())
        box.addWidget(self.list, 1)

    def refresh(self) -> None:
        """Read the years."""
        self._lines = {str(line.year): line for line in ownrules.holiday_lines(self._session.reader)}
        self.list.show_lines([_holiday_line(line) for line in self._lines.values()], HOLIDAY_NOTE)
        self._enable()

    def _enable(self) -> None:
        line = self._lines.get(self.list.current)
        self.reset.setEnabled(line is not None and line.own)

    def _add(self) -> None:
        newest = max((line.year for line in self._lines.values()), default=self._session.year)
        self._ask("登记节假日安排", HolidayLine(newest + 1, "", "", "", own=True))

    def _edit(self) -> None:
        line = self._lines.get(self.list.current)
        if line is not None:
            self._ask(f"修改{line.year}年节假日安排", line)

    def _ask(self, title: str, line: HolidayLine) -> None:
        session = self._session
        entries = [
            Entry("year", "年份", value=str(line.year)),
            Entry("off", "放假的日子", "note", line.off, hint="1月1日至3日、2月5日至11日"),
            Entry("work", "调休上班的星期六、星期日", "note", line.work),
            Entry("source", "依据", value=line.source, hint="国务院办公厅关于…年部分节假日安排的通知"),
        ]

        def save(store: Store, values: dict[str, str]) -> None:
            ownrules.save_holidays(store, **values, actor=session.actor)

        note = f"{HOLIDAY_NOTE}例如：1月1日至3日、2月5日至11日。"
        EntryDialog(
            session, title, entries, save, note=note, done=lambda _none: self.refresh(), parent=self
        ).open()

    def _reset(self) -> None:
        line, actor = self._lines[self.list.current], self._session.actor

        def task(store: Store, _progress: Progress) -> None:
            ownrules.reset_holidays(store, line.year, actor=actor)

        self._session.run(task, done=lambda _none: self.refresh(), title="正在保存")


def _box(part: QWidget) -> QVBoxLayout:
    box = QVBoxLayout(part)
    edge = theme.space("s")
    box.setContentsMargins(edge, edge, edge, edge)
    box.setSpacing(theme.space("s"))
    return box


def _step_names(session: Session) -> dict[str, str]:
    """Return the names of the steps under the rules of the day; "" is the whole case."""
    book = development_rules()
    rule_set = book.at(session.as_of).code
    return {"": "全程", **{code: kind.name_in(rule_set) for code, kind in book.steps.items()}}


def _rule_line(line: RuleLine) -> Line:
    used = "✓" if line.on else "—"
    cells = (used, line.level.label, line.name, line.terms, line.layer, line.basis)
    return Line(cells, line.code, TONES[line.on])


def _paper_line(paper: DocumentKind, names: dict[str, str], *, own: bool) -> Line:
    step = f"{paper.step.lstrip('0')} {names[paper.step]}".strip()
    cells = (step, paper.name, NEEDS[paper.need], "是" if paper.archive else "", OWN if own else COMMON)
    return Line(cells, paper.code)


def _holiday_line(line: HolidayLine) -> Line:
    cells = (str(line.year), line.off, line.work, OWN if line.own else COMMON)
    return Line(cells, str(line.year))
