"""A village's own page: years under every caliber, categories, target and forecast, projects, contracts, assets."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.errors import NotFound
from app.rules.money import yuan
from app.services.economy.progress import explain_change
from app.services.economy.villages import VillagePage, VillageYear, village_page
from app.ui import dialogs, theme
from app.ui.forms.dialog import FormDialog
from app.ui.pages.economy_holdings import KINDS, asset_line, contract_line, money, project_line
from app.ui.pages.economy_village_words import facts
from app.ui.session import Session
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.facts import FactGrid
from app.ui.widgets.labels import label

SUMS = (Heading("类别", 220), Heading("金额（元）", 150, right=True), Heading("收支", 100))


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
        self._show_list("project", "项目", [project_line(one, page.year) for one in page.projects])
        self._show_list("contract", "合同", [contract_line(one) for one in page.contracts])
        self._show_list("asset", "资产资源", [asset_line(one) for one in page.assets])

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
    cells = (str(one.year), *map(money, amounts), money(one.target_fen), "")
    return Line(cells, sort=(one.year, *(fen or 0 for fen in amounts), one.target_fen or 0, ""))
