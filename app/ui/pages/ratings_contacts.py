"""联系点: leaders and their branches, the visits of the year and what they solved."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from app.services.ratings import ties
from app.services.ratings.ties import ContactPoint
from app.ui.forms.dialog import FormDialog
from app.ui.page import split_record
from app.ui.pane import Pane
from app.ui.session import Session
from app.ui.tables.list_part import ListPart
from app.ui.tables.plain import Heading, Line
from app.ui.widgets.scroll import scrolling

POINTS = (
    Heading("联系领导", 100),
    Heading("职务", 180),
    Heading("联系党支部", 220),
    Heading("村", 100),
    Heading("开始", 100),
    Heading("走访", 60, right=True),
    Heading("解决问题", 76, right=True),
    Heading("最近走访", 100),
    Heading("备注", 120),
)
VISITS = (Heading("日期", 110), Heading("内容", 420), Heading("解决的问题", 300))


class ContactsPane(Pane):
    """Contact points above, the visits of the chosen one below; those nobody visited this year in orange."""

    words = "联系点"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        empty = ("people", "还没有登记联系点", "用“新增联系点”登记领导联系的党支部。")
        self.points = ListPart(POINTS, "联系点", empty)
        self.points.add_action("新增联系点", self._add, icon="add")
        self.points.table.setToolTip("双击或按回车修改")
        self.points.opened.connect(self._correct)
        self.points.picked.connect(lambda _key: self._show_visits())
        self.visits = ListPart(VISITS, "走访", ("calendar", "还没有走访", "选中联系点后用“登记走访”添加。"))
        self.add_visit = self.visits.add_action("登记走访", self._add_visit, icon="add")
        self.visits.opened.connect(self._correct_visit)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.points)
        split.addWidget(self.visits)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        self.body.addWidget(scrolling(split), 1)

    def refresh(self) -> None:
        """Read the contact points of the year."""
        year = self.session.year
        self.read(lambda store: ties.contact_points(store, year), self._show_points)

    def _show_points(self, found: list[ContactPoint]) -> None:
        counts = ties.contact_counts(found)
        said = f"{counts.leaders} 名领导联系 {counts.points} 个，走访 {counts.visits} 次，解决问题 {counts.solved} 个"
        if counts.unvisited:
            said += f"，{counts.unvisited} 个本年度没有走访"
        self.points.show_lines([_point(one) for one in found], said)
        self._show_visits()

    def show_record(self, record: str) -> None:
        """Show a contact point, or the one of a visit."""
        table, record_id = split_record(record)
        row = self.session.reader.get(table, record_id)
        self.choose(row["contact_point_id"] if row and table == "contact_visit" else record_id)

    def bring(self, record_id: str) -> None:
        """Bring a contact point into view."""
        self.points.table.choose(lambda key: key == record_id)

    def _show_visits(self) -> None:
        point = self.points.current
        found = ties.visits(self.session.reader, point) if point else []
        lines = [Line((one.visited_on, one.content, one.solved), one.id) for one in reversed(found)]
        year = str(self.session.year)
        now = sum(one.visited_on.startswith(year) for one in found)
        self.visits.show_lines(lines, f"{year}年 {now} 次，历年共 {len(found)} 次" if found else "")
        self.add_visit.setEnabled(bool(point))

    def _add(self) -> None:
        FormDialog(self.session, "contact_point", parent=self).open()

    def _correct(self, record_id: str) -> None:
        FormDialog(self.session, "contact_point", record_id=record_id, parent=self).open()

    def _add_visit(self) -> None:
        values = {"contact_point_id": self.points.current}
        FormDialog(
            self.session,
            "contact_visit",
            values=values,
            hidden=["contact_point_id"],
            title="登记走访",
            parent=self,
        ).open()

    def _correct_visit(self, record_id: str) -> None:
        FormDialog(self.session, "contact_visit", record_id=record_id, parent=self).open()


def _point(one: ContactPoint) -> Line:
    cells = (
        one.leader,
        one.duty,
        one.organization,
        one.village,
        one.from_on,
        str(one.visits),
        str(one.solved),
        one.last_on,
        one.note,
    )
    sort = (*cells[:5], one.visits, one.solved, *cells[7:])
    return Line(cells, one.id, "" if one.visits else "warning", sort)
