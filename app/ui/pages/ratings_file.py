"""One file of 整顿: flags, four leads, three lists, months, acceptance, 销号 and 回头看, each with its form."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.services.ratings import rectifications
from app.services.ratings.rectifications import LEADS, LISTS, ListItem, MonthReport, RectificationFile
from app.ui import theme
from app.ui.forms.dialog import FormDialog
from app.ui.pages import ratings_file_steps as steps
from app.ui.session import Session
from app.ui.tables.list_part import ListPart
from app.ui.tables.plain import Heading, Line
from app.ui.widgets.badge import Badge
from app.ui.widgets.buttons import button
from app.ui.widgets.cards import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.facts import FactGrid
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import clear
from app.ui.widgets.scroll import scroll_area

ITEMS = (
    Heading("内容", 210),
    Heading("要求", 130),
    Heading("责任人", 76),
    Heading("时限", 96),
    Heading("完成", 96),
    Heading("进度", 56, right=True),
    Heading("备注", 80),
)
MONTHS = (Heading("月份", 90), Heading("进展", 280), Heading("结果", 160), Heading("上报", 100))
SHORT = {"problem": "问题", "task": "任务", "duty": "责任"}


class FilePanel(QStackedWidget):
    """Shows one file; `edit_wanted` asks for its form, `branch_wanted` for the organization's own file."""

    edit_wanted = Signal(str)
    branch_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._file: RectificationFile | None = None
        self.addWidget(EmptyState("list", "选一个党组织", "这里显示它的整顿台账。"))
        card = Card()
        self.addWidget(card)
        self._add_head(card)
        self.late = label("", "error", wrap=True)
        card.body.addWidget(self.late)
        self.tabs = QTabWidget()
        area, box = scroll_area()
        box.setContentsMargins(0, theme.space("s"), 4, 0)
        self.facts = FactGrid()
        box.addWidget(self.facts)
        box.addStretch(1)
        self.tabs.addTab(area, "基本情况")
        self.lists = {name: self._make_list(name) for name in LISTS}
        self.months = self._make_months()
        card.body.addWidget(self.tabs, 1)
        self._add_foot(card)

    def show_file(self, file_id: str) -> None:
        """Show a file, or that none is chosen."""
        self.setCurrentIndex(1 if file_id else 0)
        self._file = None
        if not file_id:
            return
        held = rectifications.file(self._session.reader, file_id, as_of=self._session.as_of)
        self._file = held
        card = held.card
        self.title.setText(f"{card.organization}　{card.year}年")
        self._show_badges()
        self.late.setText("\n".join(f"逾期：{said}" for said in card.late))
        self.late.setVisible(bool(card.late))
        self.facts.show_pairs(_facts(held))
        for number, (name, part) in enumerate(self.lists.items(), start=1):
            items = held.of_list(name)
            part.show_lines([_item(one) for one in items])
            self.tabs.setTabText(number, f"{SHORT[name]} {len(items)}")
            self.tabs.setTabToolTip(number, LISTS[name])
        self.months.show_lines([_month(one) for one in held.months])
        owed = sum(not one.id for one in held.months)
        self.tabs.setTabText(len(self.lists) + 1, f"每月进展{f' 缺 {owed}' if owed else ''}")
        self.close_button.setEnabled(bool(card.accepted_on) and not card.closed_on)
        self.look_button.setEnabled(bool(card.closed_on))

    def edit(self) -> None:
        """Ask for the form of the file shown."""
        if self._file is not None:
            self.edit_wanted.emit(self._file.card.id)

    def _add_head(self, card: Card) -> None:
        row = QHBoxLayout()
        self.title = label("", "heading", wrap=True)
        row.addWidget(self.title, 1)
        row.addWidget(button("支部档案", self._want_branch))
        row.addWidget(button("修改…", self.edit, icon="edit"))
        card.body.addLayout(row)
        self._badges = QHBoxLayout()
        self._badges.setSpacing(theme.space("s"))
        card.body.addLayout(self._badges)

    def _add_foot(self, card: Card) -> None:
        row = FlowLayout()
        row.addWidget(button("登记进展…", lambda: self._report(""), icon="calendar"))
        row.addWidget(button("验收…", lambda: self._step(steps.accept)))
        self.close_button = button("销号…", lambda: self._step(steps.close))
        self.look_button = button("回头看…", lambda: self._step(steps.look_back))
        row.addWidget(self.close_button)
        row.addWidget(self.look_button)
        card.body.addLayout(row)

    def _make_list(self, name: str) -> ListPart:
        part = ListPart(ITEMS, LISTS[name], ("list", f"{LISTS[name]}还是空的", ""))
        part.add_action("新增", lambda: self._add_item(name), icon="add")
        part.opened.connect(lambda key: self._form("rectification_item", str(key)))
        self.tabs.addTab(_padded(part), LISTS[name])
        return part

    def _make_months(self) -> ListPart:
        part = ListPart(MONTHS, "每月进展", ("calendar", "还没有要上报的月份", ""))
        part.opened.connect(lambda key: self._report(str(key)))
        self.tabs.addTab(_padded(part), "每月进展")
        return part

    def _show_badges(self) -> None:
        clear(self._badges)
        assert self._file is not None
        card = self._file.card
        words: list[tuple[str, str]] = [(card.stage_label, "success" if card.closed_on else "info")]
        words += [
            (word, "danger") for word, on in (("后进", card.is_lagging), ("软弱涣散", card.is_slack)) if on
        ]
        if card.repeated:
            words.append((f"{'、'.join(map(str, card.repeated))}年也曾列入", "warning"))
        for word, tone in words:
            self._badges.addWidget(Badge(word, tone))
        self._badges.addStretch(1)

    def _want_branch(self) -> None:
        if self._file is not None:
            self.branch_wanted.emit(self._file.card.organization_id)

    def _add_item(self, name: str) -> None:
        if self._file is not None:
            values = {"rectification_id": self._file.card.id, "list": name}
            FormDialog(
                self._session,
                "rectification_item",
                values=values,
                hidden=list(values),
                title=LISTS[name],
                parent=self,
            ).open()

    def _form(self, kind: str, record_id: str) -> None:
        FormDialog(self._session, kind, record_id=record_id, parent=self).open()

    def _report(self, month: str) -> None:
        if self._file is not None:
            steps.report(self._session, self._file, month, self)

    def _step(self, ask: steps.Ask) -> None:
        if self._file is not None:
            ask(self._session, self._file, self)


def _padded(part: ListPart) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, theme.space("s"), 0, 0)
    box.addWidget(part)
    part.heading.hide()
    return made


def _facts(held: RectificationFile) -> list[tuple[str, str]]:
    card = held.card
    points = "；".join(f"{name} {value / 100:g}" for name, value in held.scores.items())
    number = "" if held.score is None else f"{held.score / 100:g} 分"
    share = "" if held.satisfaction is None else f"满意率 {held.satisfaction / 100:g}%"
    pairs = [
        *((title, held.leads[name] or "还没有确定") for name, title in LEADS.items()),
        ("认定情形", _numbered(card.situations)),
        ("主要问题", _numbered(held.problems)),
        ("认定日期", card.listed_on),
        ("整顿时限", card.due_on),
        ("整顿方案", held.plan),
        ("为民服务项目", held.service_project),
        ("申请验收", held.applied_on),
        ("验收", "　".join(word for word in (card.accepted_on, number, share, held.accepted_by) if word)),
        ("验收结论", held.acceptance_result),
        ("分项得分", points),
        ("销号日期", card.closed_on),
        ("回头看", "　".join(word for word in (card.looked_back_on, held.look_back) if word)),
        ("备注", held.note),
    ]
    return [(name, value) for name, value in pairs if value]


def _numbered(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else "\n".join(f"{n}. {text}" for n, text in enumerate(items, start=1))


def _item(one: ListItem) -> Line:
    progress = "" if one.progress is None else f"{one.progress}%"
    cells = (one.content, one.requirement, one.responsible, one.due_on, one.done_on, progress, one.note)
    tone = "danger" if one.is_late else "text_soft" if one.done_on else ""
    return Line(cells, one.id, tone, (*cells[:5], one.progress or 0, cells[6]))


def _month(one: MonthReport) -> Line:
    words = (one.month, one.content or "还没有上报", one.result, one.reported_on)
    return Line(words, one.month, "" if one.id else "danger")
