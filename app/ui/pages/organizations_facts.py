"""The panel beside the trees: one record's facts, posts and grades, and the way to its people."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.rules.vocabulary import Grade
from app.services.facts import Facts, Held
from app.services.lists import OrganizationNode
from app.ui import theme
from app.ui.pages.organizations_trees import TERM_TONES, TERM_WORDS, PlaceNode
from app.ui.widgets.badge import Badge
from app.ui.widgets.buttons import button
from app.ui.widgets.cards import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.facts import FactGrid
from app.ui.widgets.labels import label, rule
from app.ui.widgets.layouts import clear
from app.ui.widgets.scroll import scroll_area

GRADE_TONES = {Grade.ADVANCED.label: "success", Grade.LAGGING.label: "danger"}


class FactsPanel(QStackedWidget):
    """Shows one organization, village or group."""

    edit_asked = Signal()
    people_asked = Signal(str)
    record_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(theme.px(330))
        self.addWidget(EmptyState("organizations", "在左边选一个", "这里会显示它的情况。"))
        card = Card()
        self.addWidget(card)
        head = QHBoxLayout()
        self.title = label("", "heading", wrap=True)
        head.addWidget(self.title, 1)
        card.body.addLayout(head)
        self._badges = QHBoxLayout()
        self._badges.setSpacing(theme.space("s"))
        card.body.addLayout(self._badges)
        card.body.addWidget(rule())
        area, box = scroll_area()
        self.facts = FactGrid()
        box.addWidget(self.facts)
        self.more_title = label("", "label")
        box.addWidget(self.more_title)
        self._more = QVBoxLayout()
        self._more.setSpacing(2)
        box.addLayout(self._more)
        box.addStretch(1)
        card.body.addWidget(area, 1)
        foot = QHBoxLayout()
        self.people = button("看党员", self._ask_people, icon="people", keys="Ctrl+P")
        foot.addWidget(self.people)
        foot.addStretch(1)
        foot.addWidget(button("修改…", self.edit_asked.emit, icon="edit", tip="回车或双击也可以", keys="F2"))
        card.body.addLayout(foot)
        self._record = ""
        self.badges: list[str] = []

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self.setCurrentIndex(0)

    def show_organization(
        self, node: OrganizationNode, facts: Facts, posts: Sequence[Held], grades: Sequence[tuple[int, str]]
    ) -> None:
        """Show an organization with its counts, posts and grades."""
        badges = [(facts.kind, "neutral"), (f"党员 {node.all_members:,} 人", "info")]
        if node.term_level:
            badges.append((f"任期{TERM_WORDS[node.term_level]}", TERM_TONES[node.term_level]))
        badges += [(f"{year} 年{grade}", GRADE_TONES.get(grade, "neutral")) for year, grade in grades[:2]]
        pairs = list(facts.pairs)
        if node.term_end and all(value != node.term_end for _, value in pairs):
            pairs.append(("任期届满", node.term_end))
        if node.all_members != node.members:
            pairs.append(("党员", f"本级 {node.members:,} 人，含下级共 {node.all_members:,} 人"))
        if node.all_on_the_way:
            pairs.append(("在培养", f"{node.all_on_the_way:,} 人（申请人、积极分子、发展对象）"))
        self._show(f"organization:{node.id}", facts, badges, pairs)
        self._show_posts(posts)
        self.people.setVisible(node.all_members > 0)

    def show_place(self, node: PlaceNode, facts: Facts) -> None:
        """Show a village or a village group."""
        badges = [(facts.kind, "neutral"), (f"党员 {node.members:,} 人", "info")]
        if node.blank:
            badges.append(("空白村小组" if node.parent_id else f"空白村小组 {node.blank} 个", "danger"))
        if node.reserve:
            badges.append(("有储备", "success"))
        self._show(f"{node.table}:{node.id}", facts, badges, list(facts.pairs))
        self._show_posts(())
        self.people.setVisible(node.members > 0)

    def _show(
        self, record: str, facts: Facts, badges: list[tuple[str, str]], pairs: list[tuple[str, str]]
    ) -> None:
        self._record = record
        self.title.setText(facts.title)
        clear(self._badges)
        self.badges = [text for text, _ in badges]
        for text, tone in badges:
            self._badges.addWidget(Badge(text, tone))
        self._badges.addStretch(1)
        self.facts.show_pairs(pairs)
        self.setCurrentIndex(1)

    def _show_posts(self, posts: Sequence[Held]) -> None:
        clear(self._more)
        self.more_title.setVisible(bool(posts))
        self.more_title.setText(f"班子成员 {len(posts)} 人")
        for held in posts:
            ask = partial(self.record_asked.emit, held.table, held.id)
            self._more.addWidget(button(f"{held.name}　{held.duty}", ask, role="link"))

    def _ask_people(self) -> None:
        self.people_asked.emit(self._record)
