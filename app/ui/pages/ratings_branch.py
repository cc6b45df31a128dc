"""支部档案: one branch with all its years — grades, pairs, contact points, tasks, 整顿, members, income of its village."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.store import Store
from app.services import rounds
from app.services.rounds import RatingRow, Round
from app.ui import theme
from app.ui.forms.dialog import FormDialog
from app.ui.latest import Latest
from app.ui.pages.ratings_branch_parts import BranchParts, Part, Track, known_years, parts_of, years_of
from app.ui.pane import Pane
from app.ui.session import Session
from app.ui.tables.list_part import ListPart
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.badge import Badge
from app.ui.widgets.cards import Card
from app.ui.widgets.facts import FactGrid
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import clear
from app.ui.widgets.scroll import scroll_area, scrolling
from app.ui.widgets.search import SearchBox
from app.ui.widgets.split import TurningSplitter

YEARS = (
    Heading("年度", 56),
    Heading("自评", 64),
    Heading("测评", 64),
    Heading("乡镇评定", 76),
    Heading("县级审定", 76),
    Heading("等次", 64),
    Heading("升降", 66),
    Heading("得分", 60, right=True),
    Heading("满意率", 66, right=True),
    Heading("争创目标", 90),
    Heading("理由和备注", 110),
)
BRANCHES = (Heading("党支部", 176), Heading("等次", 56))
ROW = 32
LEAST = 760


class BranchPane(Pane):
    """The branches on the left, everything about the chosen one on the right."""

    words = "支部档案"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._rows: tuple[RatingRow, ...] = ()
        self._file = Latest(session, self)
        self.branch = ""
        split = TurningSplitter(LEAST)
        split.addWidget(self._make_choice())
        split.addWidget(self._make_file())
        split.setStretchFactor(1, 1)
        split.setSizes([theme.px(264), 900])
        self.body.addWidget(scrolling(split), 1)

    def refresh(self) -> None:
        """Read the branches and the chosen one anew."""
        year = self.session.year
        self.read(lambda store: rounds.rating_round(store, year), self._show_round)

    def bring(self, record_id: str) -> None:
        """Show a branch."""
        self.search.clear()
        self._offer()
        self.list.table.choose(lambda key: key == record_id)

    def _show_round(self, held: Round) -> None:
        self._rows, self._scheme = held.rows, held.scheme
        self._offer()

    def _make_choice(self) -> QWidget:
        made = QWidget()
        made.setMinimumWidth(theme.px(220))
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        self.search = SearchBox("按党支部名称查找")
        self.search.searched.connect(lambda _text: self._offer())
        box.addWidget(self.search)
        self.list = ListPart(BRANCHES, "党支部", ("branch", "没有这个名称的党支部", ""))
        self.list.heading.hide()
        self.list.picked.connect(self._show_branch)
        box.addWidget(self.list, 1)
        return made

    def _make_file(self) -> QWidget:
        area, box = scroll_area()
        head = Card()
        row = QHBoxLayout()
        self.title = label("", "heading", wrap=True)
        row.addWidget(self.title, 1)
        self._badges = QHBoxLayout()
        self._badges.setSpacing(theme.space("s"))
        row.addLayout(self._badges)
        head.body.addLayout(row)
        self.facts = FactGrid(sides=2)
        head.body.addWidget(self.facts)
        box.addWidget(head)
        card = Card("历年等次", "双击或按回车修改")
        self.years = PlainTable(YEARS, "历年等次", sortable=False)
        self.years.line_opened.connect(self._open_year)
        card.body.addWidget(self.years)
        box.addWidget(card)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(theme.space("m"))
        box.addLayout(self._parts)
        box.addStretch(1)
        return area

    def _offer(self) -> None:
        words = self.search.text().strip()
        shown = [row for row in self._rows if words in row.organization]
        lines = [
            Line((row.organization, self._scheme.label_of(row.final)), row.organization_id) for row in shown
        ]
        self.list.show_lines(lines, f"共 {len(lines)} 个" if lines else "")
        self._show_branch(self.list.current)

    def _show_branch(self, organization_id: str) -> None:
        row = next((one for one in self._rows if one.organization_id == organization_id), None)
        if row is None:
            return
        self.branch = organization_id
        year, as_of = self.session.year, self.session.as_of

        def question(store: Store) -> tuple[Track, BranchParts]:
            return known_years(store, organization_id), parts_of(store, row, year, as_of)

        self._file.ask(
            question, lambda found: self._show_file(row.organization, *found), title="读取支部档案"
        )

    def _show_file(self, name: str, tracked: Track, found: BranchParts) -> None:
        self.title.setText(name)
        clear(self._badges)
        for word, tone in tracked.badges:
            self._badges.addWidget(Badge(word, tone))
        self.facts.show_pairs(found.facts)
        self.years.show_lines(years_of(tracked.years))
        self.years.setFixedHeight(_height(len(tracked.years)))
        clear(self._parts)
        for part in found.parts:
            self._parts.addWidget(self._make_part(part))

    def _make_part(self, part: Part) -> QWidget:
        card = Card(part.title, part.note)
        table = PlainTable([Heading(*one) for one in part.headings], part.title)
        table.show_lines(part.lines)
        table.setFixedHeight(_height(len(part.lines)))
        table.line_opened.connect(lambda key: self._open_part(part.kind, str(key)))
        table.setVisible(bool(part.lines))
        card.body.addWidget(table)
        if not part.lines:
            card.header.show_note("没有登记")
        return card

    def _open_year(self, record_id: object) -> None:
        FormDialog(self.session, "rating", record_id=str(record_id), parent=self).open()

    def _open_part(self, kind: str, record_id: str) -> None:
        if record_id:
            FormDialog(self.session, kind, record_id=record_id, parent=self).open()


def _height(lines: int) -> int:
    return theme.px(ROW) * (max(lines, 1) + 1) + 14
