"""结对共建: the pairs of a year, what was done together, pairs of many with many, last year's taken over."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from app.models.store import Store
from app.rules.ratings import Scheme
from app.services import rounds
from app.services.ratings import ties
from app.services.ratings.schemes import scheme_of
from app.services.ratings.ties import Activity, Pair
from app.services.rounds import Round
from app.ui.forms.dialog import FormDialog
from app.ui.forms.entry import Entry, EntryDialog
from app.ui.page import split_record
from app.ui.pane import Pane
from app.ui.session import Session
from app.ui.tables.list_part import ListPart
from app.ui.tables.plain import Heading, Line
from app.ui.widgets.scroll import scrolling

PAIRS = (
    Heading("党支部", 182),
    Heading("等次", 52),
    Heading("结对党组织", 182),
    Heading("等次", 52),
    Heading("牵头人", 72),
    Heading("开始", 92),
    Heading("结束", 92),
    Heading("活动", 46, right=True),
    Heading("最近", 92),
    Heading("共建内容", 154),
    Heading("成效", 134),
)
ACTIVITIES = (Heading("日期", 110), Heading("内容", 420), Heading("成效", 300))


class PairsPane(Pane):
    """Pairs above, the activities of the chosen pair below."""

    words = "结对共建"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        empty = ("pair", "本年度还没有登记结对共建", "可以导入分类定级汇总表，或用“批量结对”“延续上年”。")
        self.pairs = ListPart(PAIRS, "结对共建", empty)
        self.pairs.add_action("延续上年", self._copy, icon="copy")
        self.pairs.add_action("批量结对…", self._pair_many, icon="pair")
        self.pairs.add_action("新增结对", self._add, icon="add")
        self.pairs.table.setToolTip("双击或按回车修改")
        self.pairs.opened.connect(self._correct)
        self.pairs.picked.connect(lambda _key: self._show_activities())
        self.activities = ListPart(
            ACTIVITIES, "共建活动", ("calendar", "还没有登记活动", "选中上面的一对，用“登记活动”添加。")
        )
        self.add_activity = self.activities.add_action("登记活动", self._add_activity, icon="add")
        self.activities.opened.connect(self._correct_activity)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.pairs)
        split.addWidget(self.activities)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        self.body.addWidget(scrolling(split), 1)

    def refresh(self) -> None:
        """Read the pairs of the year."""
        year = self.session.year

        def question(store: Store) -> tuple[list[Pair], Scheme]:
            return ties.pairs(store, year), scheme_of(store, year)

        self.read(question, lambda found: self._show_pairs(*found))

    def _show_pairs(self, found: list[Pair], scheme: Scheme) -> None:
        counts = ties.pair_counts(found)
        others = f"、{counts.others} 个其他单位" if counts.others else ""
        said = f"共 {counts.pairs} 对：{counts.leading} 个党支部结对 {counts.branches} 个党支部{others}，活动 {counts.activities} 次"
        self.pairs.show_lines([_pair(one, scheme) for one in found], said)
        self._show_activities()

    def show_record(self, record: str) -> None:
        """Show a pair, or the pair of an activity."""
        table, record_id = split_record(record)
        row = self.session.reader.get(table, record_id)
        self.choose(row["pairing_id"] if row and table == "pairing_activity" else record_id)

    def bring(self, record_id: str) -> None:
        """Bring a pair into view."""
        self.pairs.table.choose(lambda key: key == record_id)

    def _show_activities(self) -> None:
        pair = self.pairs.current
        found = ties.activities(self.session.reader, pair) if pair else []
        self.activities.show_lines([_activity(one) for one in found], f"{len(found)} 次" if found else "")
        self.add_activity.setEnabled(bool(pair))

    def _add(self) -> None:
        values = {"year": str(self.session.year)}
        FormDialog(self.session, "pairing", values=values, hidden=["year"], parent=self).open()

    def _correct(self, record_id: str) -> None:
        FormDialog(self.session, "pairing", record_id=record_id, parent=self).open()

    def _add_activity(self) -> None:
        values = {"pairing_id": self.pairs.current}
        FormDialog(
            self.session,
            "pairing_activity",
            values=values,
            hidden=["pairing_id"],
            title="登记活动",
            parent=self,
        ).open()

    def _correct_activity(self, record_id: str) -> None:
        FormDialog(self.session, "pairing_activity", record_id=record_id, parent=self).open()

    def _copy(self) -> None:
        year, actor = self.session.year, self.session.actor
        self.change(
            lambda store: ties.copy_pairs(store, year, actor=actor),
            "延续上年结对",
            lambda number: self.pairs.note.setText(f"已从上年延续 {number} 对"),
        )

    def _pair_many(self) -> None:
        year = self.session.year
        self.look_up(lambda store: rounds.rating_round(store, year), self._ask_pairs)

    def _ask_pairs(self, held: Round) -> None:
        session, year = self.session, held.year
        branches = tuple((row.organization_id, row.organization) for row in held.rows)
        entries = [
            Entry("leading", "党支部（按空格勾选）", "checks", choices=branches),
            Entry("partners", "与哪些党支部结对", "checks", choices=branches),
            Entry("leader", "牵头人"),
            Entry("from_on", "开始日期", "date"),
            Entry("content", "共建内容", "note"),
        ]

        def save(store: Store, values: dict[str, str]) -> int:
            kept = {name: values[name] for name in ("leader", "from_on", "content") if values[name]}
            sides = [[one for one in values[name].split("；") if one] for name in ("leading", "partners")]
            return ties.add_pairs(store, year, sides[0], sides[1], kept, actor=session.actor)

        note = "上面勾选的每个党支部与下面勾选的每个党支部结成一对，已登记的不重复。"
        EntryDialog(session, f"{year}年批量结对", entries, save, note=note, parent=self).open()


def _pair(one: Pair, scheme: Scheme) -> Line:
    cells = (
        one.organization,
        scheme.label_of(one.grade),
        one.partner,
        scheme.label_of(one.partner_grade),
        one.leader,
        one.from_on,
        one.to_on,
        str(one.activities or ""),
        one.last_on,
        one.content,
        one.result,
    )
    sort = (*cells[:7], one.activities, *cells[8:])
    return Line(cells, one.id, sort=sort)


def _activity(one: Activity) -> Line:
    return Line((one.held_on, one.content, one.result), one.id)
