"""One person beside the board: what comes next and when, what contradicts the rules, what has been done."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.rules.calendar import chinese
from app.rules.development.findings import Finding
from app.rules.development.planning import NextStep
from app.rules.vocabulary import Level
from app.services.boards import CasePage, StepEntry
from app.ui import icons, theme
from app.ui.widgets.badge import Badge
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label, rule

TONES = {Level.BLOCK: "danger", Level.WARNING: "warning", Level.HINT: "info"}
NEXT_SHOWN = 4


class PersonPanel(QFrame):
    """Filled anew for each case. Asks for a step to be entered (`step_wanted`) or corrected (`correct_wanted`)."""

    closed = Signal()
    step_wanted = Signal(str)
    correct_wanted = Signal(str, str)
    person_wanted = Signal(str)
    case_wanted = Signal(str)
    file_wanted = Signal(str)
    papers_wanted = Signal(str)
    timetable_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setMinimumWidth(theme.px(300))
        self._page: CasePage | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.space("m"), theme.space("m"), theme.space("xs"), theme.space("s"))
        head = QHBoxLayout()
        self.name = label("", "heading")
        self.stage = Badge("", "info")
        close = QToolButton()
        close.setIcon(icons.icon("close"))
        close.setToolTip("收起")
        close.setAccessibleName("收起个人情况")
        close.clicked.connect(self.closed)
        for part in (self.name, self.stage):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(close)
        box.addLayout(head)
        self.branch = label("", "soft", wrap=True)
        box.addWidget(self.branch)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box.addWidget(self._area, 1)

    def show_page(self, page: CasePage) -> None:
        """Show one case."""
        self._page = page
        self.name.setText(page.name)
        self.stage.show_word(page.stage_label, "info")
        self.branch.setText(page.organization)
        inside = QWidget()
        inside.setObjectName("scrolled")
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, theme.space("s"), 0)
        box.setSpacing(theme.space("s"))
        self._add_helpers(box, page)
        self._add_next(box, page)
        self._add_findings(box, page)
        self._add_entries(box, page)
        box.addStretch(1)
        self._area.setWidget(inside)

    def _add_helpers(self, box: QVBoxLayout, page: CasePage) -> None:
        for words, names in (("培养联系人", page.contacts), ("入党介绍人", page.introducers)):
            if names:
                box.addWidget(label(f"{words}：{'、'.join(names)}", "soft", wrap=True))
        row = QHBoxLayout()
        row.addWidget(button("个人资料", lambda: self.person_wanted.emit(page.person_id), role="link"))
        row.addWidget(button("修改案卷", lambda: self.case_wanted.emit(page.case_id), role="link"))
        row.addStretch(1)
        box.addLayout(row)
        more = QHBoxLayout()
        for words, wanted in (
            ("材料和案卷", self.file_wanted),
            ("补录", self.papers_wanted),
            ("时间表", self.timetable_wanted),
        ):
            more.addWidget(button(words, partial(wanted.emit, page.case_id)))
        more.addStretch(1)
        box.addLayout(more)

    def _add_next(self, box: QVBoxLayout, page: CasePage) -> None:
        box.addWidget(_section("下一步"))
        if not page.next:
            box.addWidget(label("各步骤都已办完，或案卷已结束。", "soft", wrap=True))
        for step in page.next[:NEXT_SHOWN]:
            row = QHBoxLayout()
            words = QVBoxLayout()
            words.setSpacing(1)
            words.addWidget(label(f"{_number(step.step)} {step.name}", wrap=True))
            late = step.latest is not None and step.latest < page.as_of
            words.addWidget(label(when_words(step, page.as_of), "error" if late else "soft", wrap=True))
            if basis := basis_words(step):
                words.addWidget(label(basis, "faint", wrap=True))
            row.addLayout(words, 1)
            enter = button("登记", partial(self.step_wanted.emit, step.step))
            enter.setAccessibleName(f"登记{step.name}")
            row.addWidget(enter, 0, Qt.AlignmentFlag.AlignTop)
            box.addLayout(row)

    def _add_findings(self, box: QVBoxLayout, page: CasePage) -> None:
        if page.findings:
            box.addWidget(_section(f"发现的问题（{len(page.findings)}）"))
        for finding in page.findings:
            row = QHBoxLayout()
            row.addWidget(Badge(finding.level.label, TONES[finding.level]), 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(1)
            words.addWidget(label(finding.message, wrap=True))
            words.addWidget(label(source_words(finding), "faint", wrap=True))
            for entry in _concerned(page, finding):
                words.addWidget(self._way_to(entry), 0, Qt.AlignmentFlag.AlignLeft)
            row.addLayout(words, 1)
            box.addLayout(row)

    def _add_entries(self, box: QVBoxLayout, page: CasePage) -> None:
        box.addWidget(_section(f"已办步骤（{len(page.entries)}）"))
        for entry in page.entries:
            row = QHBoxLayout()
            row.addWidget(label(entry.on or "日期未写", "soft"))
            row.addWidget(self._way_to(entry))
            row.addStretch(1)
            box.addLayout(row)
            if details := _details(entry):
                box.addWidget(label(details, "faint", wrap=True))

    def _way_to(self, entry: StepEntry) -> QPushButton:
        ask = partial(self.correct_wanted.emit, entry.id, entry.name)
        return button(f"{_number(entry.code)} {entry.name}", ask, role="link", tip="点开查看或更正这一步")


def window_words(step: NextStep) -> str:
    """Return from when to when a step can be taken, and why not yet."""
    if step.why_not:
        return "；".join(step.why_not)
    if step.earliest and step.latest:
        return f"{chinese(step.earliest)}至{chinese(step.latest)}"
    if step.latest:
        return f"{chinese(step.latest)}以前"
    return f"{chinese(step.earliest)}起可以办" if step.earliest else "现在可以办"


def when_words(step: NextStep, today: date) -> str:
    """Return from when to when a step can be taken, and how late it is."""
    words = window_words(step)
    if step.latest is None or step.latest >= today:
        return words
    return f"{words}，已超过{(today - step.latest).days}天"


def basis_words(step: NextStep) -> str:
    """Return the rule behind the term that runs, and what is not done yet or came to nothing before."""
    terms = [
        bound.rule for bound in step.bounds if bound.is_max and bound.on == step.latest and bound.rule.due
    ]
    said = [f"{rule.due}（{rule.source} {rule.article}）" for rule in terms[:1]]
    return "；".join([*said, *step.notes])


def _concerned(page: CasePage, finding: Finding) -> list[StepEntry]:
    """Return the records a finding is about: of its step the one judged, of the others the first."""
    found = []
    for at, code in enumerate(dict.fromkeys(finding.steps)):
        same = [entry for entry in page.entries if entry.code == code]
        judged = [entry for entry in same if entry.seq == finding.seq] if at == 0 else []
        found += (judged or same)[:1]
    return found


def source_words(finding: Finding) -> str:
    """Return where the rule stands."""
    return f"{finding.source} {finding.article}".strip()


def _details(entry: StepEntry) -> str:
    parts = [f"至{entry.until}" if entry.until else "", entry.who, entry.detail]
    return "　".join(part for part in parts if part)


def _number(code: str) -> str:
    return code.lstrip("0")


def _section(text: str) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, theme.space("xs"), 0, 0)
    box.setSpacing(theme.space("xs"))
    box.addWidget(rule())
    box.addWidget(label(text, "heading"))
    return made
