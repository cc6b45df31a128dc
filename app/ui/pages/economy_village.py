"""A village's own page: years under every caliber, categories, target and forecast, projects, contracts, assets."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.errors import NotFound
from app.reports.amounts import wan
from app.rules.money import yuan
from app.services.economy.holdings import Asset, Contract, Project
from app.services.economy.progress import explain_change
from app.services.economy.villages import VillagePage, VillageYear, village_page
from app.ui import dialogs, theme
from app.ui.forms.dialog import FormDialog
from app.ui.pages.economy_village_words import facts
from app.ui.session import Session
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.facts import FactGrid
from app.ui.widgets.labels import label

SUMS = (Heading("类别", 220), Heading("金额（元）", 150, right=True), Heading("收支", 100))
PROJECTS = (
    Heading("项目", 180),
    Heading("模式", 110),
    Heading("总投资（万元）", 120, right=True),
    Heading("开工", 96),
    Heading("预计年收益（元）", 130, right=True),
    Heading("本年收益（元）", 120, right=True),
    Heading("进度", 60, right=True),
    Heading("问题", 160),
)
CONTRACTS = (
    Heading("合同", 180),
    Heading("承包（承租）方", 120),
    Heading("标的", 140),
    Heading("年租金（元）", 110, right=True),
    Heading("期限", 190),
    Heading("欠缴（元）", 100, right=True),
    Heading("状态", 90),
)
ASSETS = (
    Heading("名称", 180),
    Heading("种类", 120),
    Heading("使用情况", 110),
    Heading("原值（元）", 120, right=True),
    Heading("面积", 100),
    Heading("位置", 150),
)
KINDS = (("project", "项目", PROJECTS), ("contract", "合同", CONTRACTS), ("asset", "资产资源", ASSETS))
LATE = ("已到期", "即将到期")


class VillageDialog(QDialog):
    """Shows one village in the year looked at; shows it anew when something of it has changed."""

    def __init__(
        self, session: Session, village_id: str, caliber: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._village_id, self._caliber = session, village_id, caliber
        box = QVBoxLayout(self)
        edge = theme.space("l")
        box.setContentsMargins(edge, edge, edge, edge)
        box.setSpacing(theme.space("m"))
        self.heading = label("", "title")
        box.addWidget(self.heading)
        self.facts = FactGrid(2)
        box.addWidget(self.facts)
        self.tabs = QTabWidget()
        self.years = QVBoxLayout()
        self.tabs.addTab(_holding(self.years), "历年收入")
        self.sums = PlainTable(SUMS, "本年收支")
        self.tabs.addTab(self.sums, "本年收支")
        self._empties: dict[str, EmptyState] = {}
        self.lists = {kind: self._add_list(kind, name, headings) for kind, name, headings in KINDS}
        box.addWidget(self.tabs, 1)
        foot = QHBoxLayout()
        self.explain = button("说明变化原因", self._explain, icon="edit")
        foot.addWidget(self.explain)
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.accept))
        box.addLayout(foot)
        session.changed.connect(self._show)
        self._show()
        room = self.screen().availableSize()
        self.resize(min(theme.px(1000), room.width() - 60), min(theme.px(660), room.height() - 60))

    def _add_list(self, kind: str, name: str, headings: tuple[Heading, ...]) -> PlainTable:
        pane = QWidget()
        box = QVBoxLayout(pane)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(f"登记{name}", lambda: self._form(kind), icon="add"))
        box.addLayout(row)
        table = PlainTable(headings, name)
        table.line_opened.connect(lambda key: self._form(kind, str(key)))
        box.addWidget(table, 1)
        empty = EmptyState("list", f"这个村还没有登记{name}")
        self._empties[kind] = empty
        box.addWidget(empty, 1)
        self.tabs.addTab(pane, name)
        return table

    def _form(self, kind: str, record_id: str | None = None) -> None:
        values = None if record_id else {"village_id": self._village_id}
        FormDialog(self._session, kind, record_id=record_id, values=values, parent=self).open()

    def _show(self, _tables: object = None) -> None:
        reader, year, as_of = self._session.reader, self._session.year, self._session.as_of
        try:
            page = village_page(reader, self._village_id, year=year, as_of=as_of, caliber=self._caliber)
        except NotFound:
            self.reject()
            return
        self.setWindowTitle(page.village)
        self.heading.setText(f"{page.village}　{page.year}年村集体经济")
        self.facts.show_pairs(facts(page))
        self.explain.setVisible(page.progress.jumps)
        self._show_years(page)
        income = [Line((name, yuan(fen), "收入"), sort=(name, fen, "1")) for name, fen in page.categories]
        costs = [Line((name, yuan(fen), "支出"), sort=(name, fen, "2")) for name, fen in page.costs]
        self.sums.show_lines([*income, *costs])
        self._show_list("project", "项目", [_project(one, page.year) for one in page.projects])
        self._show_list("contract", "合同", [_contract(one) for one in page.contracts])
        self._show_list("asset", "资产资源", [_asset(one) for one in page.assets])

    def _explain(self) -> None:
        reason = dialogs.ask_text(self, "说明变化原因", "收入同比变化较大，请写明原因：")
        if reason is None:
            return
        session, village_id, year = self._session, self._village_id, self._session.year
        session.run(
            lambda store, _progress: explain_change(
                store, village_id, year, reason, on=session.as_of, actor=session.actor
            ),
            done=lambda _made: None,
            title="正在保存说明",
        )

    def _show_years(self, page: VillagePage) -> None:
        while self.years.count():
            self.years.takeAt(0).widget().deleteLater()
        calibers = [Heading(f"{name}（元）", 150, right=True) for name in page.calibers.values()]
        table = PlainTable(
            (Heading("年度", 80), *calibers, Heading("目标（元）", 130, right=True), Heading("", 20)),
            "历年收入",
        )
        table.show_lines([_year(one, tuple(page.calibers)) for one in reversed(page.years)])
        self.years.addWidget(table)

    def _show_list(self, kind: str, name: str, lines: list[Line]) -> None:
        table = self.lists[kind]
        table.show_lines(lines)
        table.setVisible(bool(lines))
        self._empties[kind].setVisible(not lines)
        place = [one for one, _, _ in KINDS].index(kind) + 2
        self.tabs.setTabText(place, f"{name} {len(lines)}")


def _holding(layout: QVBoxLayout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    layout.setContentsMargins(0, 0, 0, 0)
    return made


def _year(one: VillageYear, calibers: tuple[str, ...]) -> Line:
    amounts = [one.amounts.get(code) for code in calibers]
    cells = (str(one.year), *map(_money, amounts), _money(one.target_fen), "")
    return Line(cells, sort=(one.year, *(fen or 0 for fen in amounts), one.target_fen or 0, ""))


def _project(one: Project, year: int) -> Line:
    done = "" if one.progress is None else f"{one.progress}%"
    earned = one.earned_in(year)
    cells = (
        one.name, one.mode, wan(one.invested_fen), one.started_on, _money(one.expected_fen), yuan(earned), done,
        one.trouble,
    )  # fmt: skip
    sort = (
        *cells[:2],
        one.invested_fen,
        one.started_on,
        one.expected_fen or 0,
        earned,
        one.progress or 0,
        "",
    )
    return Line(cells, one.id, "danger" if one.trouble else "", sort)


def _contract(one: Contract) -> Line:
    term = f"{one.from_on} 至 {one.to_on}" if one.to_on else one.from_on
    cells = (
        one.name,
        one.party,
        one.object,
        _money(one.yearly_fen),
        term,
        _money(one.arrears_fen),
        one.state,
    )
    sort = (*cells[:3], one.yearly_fen or 0, one.to_on, one.arrears_fen or 0, one.state)
    return Line(cells, one.id, "danger" if one.arrears_fen or one.state in LATE else "", sort)


def _asset(one: Asset) -> Line:
    cells = (one.name, one.kind, one.usage, _money(one.cost_fen), one.area, one.place)
    return Line(cells, one.id, "", (*cells[:3], one.cost_fen or 0, *cells[4:]))


def _money(fen: int | None) -> str:
    return "" if fen is None else yuan(fen)
