"""支出、项目、合同、资产资源 of all villages: what was spent, what each brings, what is in arrears, what ends soon."""

from collections.abc import Sequence

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.reports.amounts import wan
from app.rules.money import yuan
from app.services.economy.entries import LedgerEntry, reverse_entry
from app.services.economy.holdings import Asset, Contract, Project
from app.services.economy.overview import YearOverview
from app.ui import dialogs, theme
from app.ui.forms.dialog import FormDialog
from app.ui.session import Session
from app.ui.tables.list_part import ListPart
from app.ui.tables.plain import Heading, Line

VILLAGE = Heading("村", 90)
SOURCES = ("中央", "省级", "县级", "自筹", "其他")
PROJECTS = (
    Heading("项目", 170),
    Heading("模式", 90),
    Heading("总投资（万元）", 110, right=True),
    *(Heading(f"{name}（万元）", 96, right=True) for name in SOURCES),
    Heading("开工", 96),
    Heading("预计年收益（元）", 130, right=True),
    Heading("本年收益（元）", 120, right=True),
    Heading("带动户数", 76, right=True),
    Heading("就业人数", 76, right=True),
    Heading("进度", 60, right=True),
    Heading("问题", 160),
)
CONTRACTS = (
    Heading("合同", 170),
    Heading("编号", 100),
    Heading("承包（承租）方", 120),
    Heading("标的", 130),
    Heading("年租金（元）", 110, right=True),
    Heading("期限", 190),
    Heading("已收（元）", 110, right=True),
    Heading("欠缴（元）", 110, right=True),
    Heading("下次缴款", 190),
    Heading("状态", 90),
)
ASSETS = (
    Heading("名称", 180),
    Heading("种类", 120),
    Heading("使用情况", 100),
    Heading("原值（元）", 120, right=True),
    Heading("净值（元）", 120, right=True),
    Heading("面积", 100),
    Heading("位置", 140),
    Heading("合同", 140),
)
COSTS = (
    Heading("支出日期", 100),
    Heading("类别", 110),
    Heading("事项", 170),
    Heading("收款方", 140),
    Heading("金额（元）", 110, right=True),
    Heading("凭证号", 100),
    Heading("所属项目", 130),
    Heading("冲销", 70),
    Heading("备注"),
)
KINDS = (("project", "项目", PROJECTS), ("contract", "合同", CONTRACTS), ("asset", "资产资源", ASSETS))
LATE = ("已到期", "即将到期")


class HoldingsPane(QWidget):
    """Four lists; a line is opened as a form, new ones are entered over the list; a payment is taken back with a reason."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.space("s"), 0, 0)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        box.addWidget(self.tabs, 1)
        self.lists = {
            kind: self._add_list(kind, name, headings)
            for kind, name, headings in (*KINDS, ("cost", "支出", COSTS))
        }
        self.lists["cost"].add_action("冲销", self.reverse, needs_line=True)

    def show_lists(self, found: YearOverview) -> None:
        """Show what the villages hold; those that need something done stand in red."""
        self._fill("project", [project_line(one, found.year, one.village) for one in found.projects])
        self._fill("contract", [contract_line(one, one.village) for one in found.contracts])
        self._fill("asset", [asset_line(one, one.village) for one in found.assets])
        self._fill("cost", [_cost_line(one) for one in found.costs])
        spent = sum(one.amount_fen for one in found.costs)
        self.lists["cost"].note.setText(f"{found.year}年支出 {yuan(spent)} 元" if found.costs else "")
        invested = sum(one.invested_fen for one in found.projects)
        owed = sum(one.arrears_fen or 0 for one in found.contracts)
        ending = sum(one.state in LATE for one in found.contracts)
        self.lists["project"].note.setText(f"总投资 {wan(invested)} 万元" if found.projects else "")
        notes = [f"欠缴 {yuan(owed)} 元"] if owed else []
        notes += [f"{ending} 份已到期或即将到期"] if ending else []
        self.lists["contract"].note.setText("，".join(notes))

    def choose(self, kind: str, record_id: str) -> None:
        """Bring a record into view."""
        self.tabs.setCurrentWidget(self.lists[kind])
        self.lists[kind].table.choose(lambda key: key == record_id)
        self.lists[kind].table.setFocus()

    def _add_list(self, kind: str, name: str, headings: tuple[Heading, ...]) -> ListPart:
        empty = ("list", f"还没有登记{name}", f"用右上方的“登记{name}”登记；也可以在各村的页面中登记。")
        part = ListPart((VILLAGE, *headings), name, empty)
        part.heading.hide()
        part.add_action(f"登记{name}", lambda: self._form(kind), icon="add")
        part.opened.connect(lambda key: self._form(kind, str(key)))
        self.tabs.addTab(part, name)
        return part

    def _fill(self, kind: str, lines: Sequence[Line]) -> None:
        part = self.lists[kind]
        part.show_lines(lines)
        self.tabs.setTabText(self.tabs.indexOf(part), f"{part.heading.text()} {len(lines)}")

    def reverse(self) -> None:
        """Ask why, and take a payment back by a counter-entry."""
        record_id, session = self.lists["cost"].current, self._session
        asked = "这一笔会由一笔金额相反的支出抵掉，两笔都留在台账里。请写明原因："
        reason = dialogs.ask_text(self.window(), "冲销", asked)
        if reason is None:
            return
        session.run(
            lambda store, _progress: reverse_entry(
                store, record_id, reason, kind="cost", actor=session.actor
            ),
            done=lambda _id: None,
            title="正在冲销",
        )

    def _form(self, kind: str, record_id: str | None = None) -> None:
        FormDialog(self._session, kind, record_id=record_id, parent=self).open()


def project_line(one: Project, year: int, *first: str) -> Line:
    """Return a project's line; `first` are cells in front of it."""
    earned = one.earned_in(year)
    counts = tuple("" if number is None else str(number) for number in (one.households, one.jobs))
    cells = (
        *first, one.name, one.mode, wan(one.invested_fen), *(wan(fen) if fen else "" for fen in one.sources),
        one.started_on, money(one.expected_fen), yuan(earned), *counts,
        "" if one.progress is None else f"{one.progress}%", one.trouble,
    )  # fmt: skip
    sort = (
        *first, one.name, one.mode, one.invested_fen, *one.sources, one.started_on, one.expected_fen or 0, earned,
        one.households or 0, one.jobs or 0, one.progress or 0, one.trouble,
    )  # fmt: skip
    return Line(cells, one.id, "danger" if one.trouble else "", sort)


def contract_line(one: Contract, *first: str) -> Line:
    """Return a contract's line; `first` are cells in front of it."""
    term = f"{one.from_on} 至 {one.to_on}" if one.to_on else one.from_on
    coming = f"{one.next_due[0].isoformat()} 应收 {yuan(one.next_due[1])}" if one.next_due else ""
    cells = (
        *first, one.name, one.number, one.party, one.object, money(one.yearly_fen), term, yuan(one.received_fen),
        money(one.arrears_fen), coming, one.state,
    )  # fmt: skip
    sort = (
        *cells[: len(first) + 4], one.yearly_fen or 0, one.to_on, one.received_fen, one.arrears_fen or 0, coming, one.state,
    )  # fmt: skip
    return Line(cells, one.id, "danger" if one.arrears_fen or one.state in LATE else "", sort)


def asset_line(one: Asset, *first: str) -> Line:
    """Return an asset's line; `first` are cells in front of it."""
    cells = (
        *first, one.name, one.kind, one.usage, money(one.cost_fen), money(one.net_fen), one.area, one.place, one.contract,
    )  # fmt: skip
    sums = (one.cost_fen or 0, one.net_fen or 0)
    return Line(cells, one.id, "", (*cells[: len(first) + 3], *sums, *cells[len(first) + 5 :]))


def _cost_line(one: LedgerEntry) -> Line:
    cells = (
        one.village, one.on, one.category_label, one.item, one.other, yuan(one.amount_fen), one.voucher, one.project,
        one.state, one.note,
    )  # fmt: skip
    return Line(cells, one.id, "text_faint" if one.state else "", (*cells[:5], one.amount_fen, *cells[6:]))


def money(fen: int | None) -> str:
    """Return an amount in 元, empty for none."""
    return "" if fen is None else yuan(fen)
