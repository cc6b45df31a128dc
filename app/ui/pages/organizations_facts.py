"""The panel beside the trees: one record's facts, posts and grades, and the way to its people."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.rules.vocabulary import Grade
from app.services.places import OVERDUE, SOON, Facts, OrganizationNode, PlaceNode
from app.ui import theme
from app.ui.widgets.badge import Badge
from app.ui.widgets.buttons import button
from app.ui.widgets.cards import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.facts import FactGrid
from app.ui.widgets.labels import label, rule
from app.ui.widgets.layouts import clear
from app.ui.widgets.scroll import scroll_area

GRADE_TONES = {Grade.ADVANCED.label: "success", Grade.LAGGING.label: "danger"}
TERM_WORDS = {OVERDUE: ("任期已届满", "danger"), SOON: ("任期将届满", "warning")}


class FactsPanel(QStackedWidget):
    """Shows one organization, village or group."""

    edit_asked = Signal()
    people_asked = Signal(str)
    record_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(theme.px(360))
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
        self.people = button("看党员", self._ask_people, icon="people")
        foot.addWidget(self.people)
        foot.addStretch(1)
        foot.addWidget(button("修改…", self.edit_asked.emit, icon="edit", tip="回车或双击也可以"))
        card.body.addLayout(foot)
        self._record = ""

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self.setCurrentIndex(0)

    def show_organization(self, node: OrganizationNode, facts: Facts) -> None:
        """Show an organization with its counts, posts and grades."""
        badges = [(facts.kind, "neutral"), (f"党员 {node.below:,} 人", "info")]
        if node.term_state:
            badges.append(TERM_WORDS[node.term_state])
        badges += [
            (f"{year} 年{grade}", GRADE_TONES.get(grade, "neutral"))
            for year, grade in facts.grades[:2]
            if grade
        ]
        counted = []
        if node.below != node.own:
            counted = [("党员", f"本级 {node.own:,} 人，含下级共 {node.below:,} 人")]
        ends = [("届满", node.term_ends_on)] if node.term_ends_on else []
        self._show(f"organization:{node.id}", facts, badges, [*facts.pairs, *ends, *counted])
        self.people.setVisible(node.below > 0)

    def show_place(self, table: str, node: PlaceNode, facts: Facts) -> None:
        """Show a village or a village group."""
        badges = [(facts.kind, "neutral"), (f"党员 {node.members:,} 人", "info")]
        if node.blank:
            badges.append((f"空白村小组 {node.blank} 个" if node.groups else "空白村小组", "danger"))
            if node.reserve:
                badges.append(("有储备", "success"))
        self._show(f"{table}:{node.id}", facts, badges, list(facts.pairs))
        self.people.setVisible(node.members > 0)

    def _show(
        self, record: str, facts: Facts, badges: list[tuple[str, str]], pairs: list[tuple[str, str]]
    ) -> None:
        self._record = record
        self.title.setText(facts.title)
        clear(self._badges)
        for text, tone in badges:
            self._badges.addWidget(Badge(text, tone))
        self._badges.addStretch(1)
        self.facts.show_pairs(pairs)
        self._show_posts(facts)
        self.setCurrentIndex(1)

    def _show_posts(self, facts: Facts) -> None:
        clear(self._more)
        self.more_title.setVisible(bool(facts.posts))
        self.more_title.setText(f"班子成员 {len(facts.posts)} 人")
        for duty, name, person_id in facts.posts:
            self._more.addWidget(
                button(
                    f"{name}　{duty}",
                    lambda person_id=person_id: self.record_asked.emit("person", person_id),
                    role="link",
                )
            )

    def _ask_people(self) -> None:
        self.people_asked.emit(self._record)
