"""工作台: what is due, this year's key figures, charts, findings, and the first steps while the ledger is empty."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.models.store import Store
from app.progress import Progress
from app.ui import dialogs, theme
from app.ui.other_years import OtherYears
from app.ui.page import Page
from app.ui.pages.home_figures import FigureRow
from app.ui.pages.home_lists import due_card, finding_card, unanswered
from app.ui.widgets.across import Across
from app.ui.widgets.buttons import button
from app.ui.widgets.cards import Card
from app.ui.widgets.charts import ChartView
from app.ui.widgets.labels import label
from app.ui.widgets.scroll import scroll_area
from app.ui.widgets.split import TurningSplitter
from app.ui.widgets.steps import StepStrip

if TYPE_CHECKING:
    from app.services.checks import Finding
    from app.services.dues import DueItem

UNSEEN_MS = 200  # how long the first picture is waited for
CHARTS = (
    ("grades", "分类定级等次", "ratings"),
    ("funnel", "发展党员各阶段人数", "development"),
    ("income-target", "各村集体经济收入与目标", "economy"),
)
STEPS = ("导入现有表格", "核对体检结果", "开始使用")
STEP_WORDS = (
    "把手头的党组织表、花名册、发展党员台账、定级表、收入台账一次选上，程序自己认出每张表。写入之前先给您看。",
    "数据已经导入。请看“体检”列出的问题，逐条更正或写明情况；都看过之后点“核对完成”。",
)
LEAST_WIDTH, CHART_WIDTH = 860, 240
WEEKDAYS = "一二三四五六日"
Lists = tuple[list["DueItem"], list["Finding"]]


class HomePage(Page):
    """The first page. Figures and lists are read in the lane once the first picture stands."""

    name = "home"
    title = "工作台"
    icon = "home"
    listens = frozenset(
        {
            "organization",
            "village",
            "village_group",
            "person",
            "development_case",
            "step_record",
            "case_person",
        }
        | {
            "rating",
            "rating_round",
            "pairing",
            "contact_point",
            "branch_task",
            "rectification",
            "rectification_item",
            "rectification_progress",
            "income_entry",
            "cost_entry",
            "target",
            "explanation",
            "setting",
        }
    )

    def build(self) -> None:
        """Make the page's parts."""
        self._first = QTimer(self, singleShot=True)
        self._first.timeout.connect(self._ask)
        header = self.add_header()
        header.addWidget(button("刷新", self.refresh, icon="refresh", tip="F5"))
        area, box = scroll_area()
        self.body.addWidget(area, 1)
        self._box = box
        self.elsewhere = OtherYears(self.session)
        box.addWidget(self.elsewhere)
        self.figures = FigureRow()
        self.figures.clicked.connect(self._trace)
        box.addWidget(self.figures)
        self.dues, self.findings = due_card(self.session.as_of), finding_card()
        self.explain_button = button(
            "写明情况…", self._explain, role="chip", tip="这个问题属实且有原因时，写明后不再提醒"
        )
        self.findings.header.row.addWidget(self.explain_button)
        self.split = split = TurningSplitter(LEAST_WIDTH)
        for card, share in ((self.dues, 11), (self.findings, 10)):
            card.opened.connect(self._open)
            split.addWidget(card)
            split.setStretchFactor(split.count() - 1, share)
        split.setSizes([theme.px(LEAST_WIDTH)] * 2)
        box.addWidget(split, 1)
        box.addWidget(self._make_charts())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Begin to read what the page shows when it has been painted for the first time."""
        super().paintEvent(event)
        if self.built and self._first.isActive():
            self._first.start(0)

    def refresh(self) -> None:
        """Name the office and the day, and read what the page shows."""
        session = self.session
        day = session.as_of
        office = session.township
        weekday = WEEKDAYS[day.weekday()]
        self.header_note.setText(
            f"{office.county}{office.name}　{day.year}年{day.month}月{day.day}日 星期{weekday}"
        )
        if self.isVisible():
            self._ask()
        else:
            self._first.start(UNSEEN_MS)

    def _ask(self) -> None:
        """Ask the lane for the figures, the lists and the pictures; what counts them is loaded there."""
        session = self.session
        year, as_of = session.year, session.as_of

        def figures(store: Store, _progress: Progress) -> tuple[dict[str, Any], dict[str, Any]]:
            from app.services.figures import stats

            return stats(store, year=year, as_of=as_of), stats(store, year=year - 1, as_of=as_of)

        def lists(store: Store, progress: Progress) -> Lists:
            from app.services.checks import check
            from app.services.dues import due

            return due(store, as_of=as_of), check(store, as_of=as_of, progress=progress)

        session.run(
            figures,
            done=lambda both: self._show_figures(year, *both),
            title="正在汇总",
            quiet=True,
            topic="home.figures",
        )
        self.elsewhere.look(["ratings", "economy"])
        session.run(lists, done=self._show_lists, title="正在检查", quiet=True, topic="home.lists")
        for chart in self.charts:
            chart.redraw()

    def show_record(self, record: str) -> None:
        """There is no record to show here."""

    def _trace(self, key: str) -> None:
        from app.ui.trace import open_trace

        open_trace(self, key)

    def _open(self, table: str, record_id: str) -> None:
        if record_id:
            self.open_record(table, record_id)
        else:
            self.go_to.emit("economy", "")

    def _explain(self) -> None:
        from app.services.checks import explain

        finding = self.findings.chosen
        if finding is None:
            dialogs.say(self.window(), "写明情况", "请先在“体检”列表里选一条。")
            return
        asked = f"{finding.record_label}：{finding.message}\n\n请写明情况（会保存在台账里，报告中一并列出）："
        reason = dialogs.ask_text(self.window(), "写明情况", asked)
        if reason:
            on, actor = self.session.as_of, self.session.actor
            self.session.run(
                lambda store, _progress: explain(store, finding, reason, on=on, actor=actor),
                done=lambda _nothing: None,
                title="正在保存说明",
            )

    def _make_charts(self) -> QWidget:
        self.charts: list[ChartView] = []
        for chart_id, title, page in CHARTS:
            chart = ChartView(self.session, chart_id, title)
            chart.setFixedHeight(theme.px(196))
            chart.clicked.connect(lambda _id, page=page: self.go_to.emit(page, ""))
            self.charts.append(chart)
        return Across(self.charts, (len(CHARTS), 1), CHART_WIDTH)

    @cached_property
    def first_steps(self) -> Card:
        """The card over everything else while there is little in the ledger, made when it is needed."""
        card = Card("第一次使用")
        self._box.insertWidget(0, card)
        self.steps = StepStrip(STEPS)
        card.body.addWidget(self.steps)
        row = QHBoxLayout()
        self.step_words = label("", "soft", wrap=True)
        row.addWidget(self.step_words, 1)
        self.step_button = button("", self._next_step, role="primary")
        row.addWidget(self.step_button)
        card.body.addLayout(row)
        card.hide()
        return card

    def _show_figures(self, year: int, now: dict[str, Any], last: dict[str, Any]) -> None:
        self.figures.show_figures(year, now, last)
        empty = not now["organizations"]["branches"] and not now["members"]["total"]
        if empty:
            self._show_step(0)
        else:
            self._show_step(2 if self.session.preferences.flag(self._step_name()) else 1)

    def _show_lists(self, found: Lists) -> None:
        self.dues.show_rows(found[0])
        self.findings.show_rows(unanswered(found[1]))

    def _show_step(self, step: int) -> None:
        self._step = step
        if step < len(STEP_WORDS) or "first_steps" in vars(self):
            self.first_steps.setVisible(step < len(STEP_WORDS))
        if step < len(STEP_WORDS):
            self.steps.show_step(step)
            self.step_words.setText(STEP_WORDS[step])
            self.step_button.setText(("导入表格", "核对完成")[step])

    def _next_step(self) -> None:
        if self._step == 0:
            self.go_to.emit("exchange", "")
        else:
            self.session.preferences.keep(self._step_name(), True)
            self._show_step(2)

    def _step_name(self) -> str:
        """Return the name under which this computer remembers that this ledger was checked."""
        import hashlib  # loads a whole cipher library: not before the first picture

        return "checked/" + hashlib.sha256(str(self.session.ledger.folder).encode()).hexdigest()[:12]
