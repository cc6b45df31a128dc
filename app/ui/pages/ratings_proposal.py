"""The panel beside the round: what the ledgers say about the branch under the cursor. It proposes and never decides."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.models.store import Store
from app.rules.ratings import Scheme
from app.rules.ratings_notes import split_items, split_numbers
from app.rules.ratings_proposals import Effect, Proposal, Reason
from app.services.ratings.proposing import proposals
from app.services.rounds import RatingRow, Round
from app.ui import theme
from app.ui.forms.dialog import FormDialog
from app.ui.latest import Latest
from app.ui.pages import ratings_dialogs as ask
from app.ui.pages.ratings_entering import LOCKED
from app.ui.session import Session
from app.ui.tables.rating_grid import grade_tone
from app.ui.widgets.badge import Badge
from app.ui.widgets.buttons import button
from app.ui.widgets.cards import Card
from app.ui.widgets.facts import FactGrid
from app.ui.widgets.labels import label, rule
from app.ui.widgets.layouts import clear
from app.ui.widgets.scroll import scroll_area

EFFECTS = {
    Effect.BASE: ("依据", "info"),
    Effect.NOT_BEST: ("不宜评最高等次", "warning"),
    Effect.LOWEST: ("列末等考虑", "danger"),
    Effect.HINT: ("提示", "neutral"),
}
WIDTH = 268


class ProposalPanel(Card):
    """Shows one branch: the grade proposed, each reason with where its rule comes from, and what was typed."""

    branch_wanted = Signal(str)
    entered = Signal()
    """Points or votes of the branch have been taken: on to the next one."""
    told = Signal(str)
    """Why nothing can be entered."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("参考等次", parent=parent)
        self.setFixedWidth(theme.px(WIDTH))
        self._session = session
        self._latest = Latest(session, self)
        self._held: Round | None = None
        self._row: RatingRow | None = None
        self._proposals: dict[str, Proposal] | None = None
        self.name = label("", "label", wrap=True)
        self.body.addWidget(self.name)
        head = QHBoxLayout()
        self.grade = Badge()
        head.addWidget(self.grade)
        head.addWidget(label("仅供参考，由党委评定", "faint"))
        head.addStretch(1)
        self.body.addLayout(head)
        area, box = scroll_area()
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(theme.space("xs"))
        box.addLayout(self._reasons)
        box.addWidget(rule())
        self.facts = FactGrid()
        box.addWidget(self.facts)
        box.addStretch(1)
        self.body.addWidget(area, 1)
        self._add_buttons()

    def show_round(self, held: Round) -> None:
        """Work out the proposals of a round in the lane; branches are shown without them until they are there."""
        if self._held is None or self._held.year != held.year:
            self._proposals = None
        self._held = held
        year, as_of = held.year, self._session.as_of

        def question(store: Store) -> dict[str, Proposal]:
            return proposals(store, year, as_of=as_of)

        if held.rows:
            self._latest.ask(question, self._take, title="比对三本台账")

    def show_branch(self, row: RatingRow | None) -> None:
        """Show what is known of one branch."""
        self._row, held = row, self._held
        self.setEnabled(row is not None)
        clear(self._reasons)
        if row is None or held is None:
            self.name.setText("")
            self.grade.show_word("—", "neutral")
            self.facts.show_pairs([])
            return
        scheme, proposal = held.scheme, self._proposal(row.organization_id)
        self.name.setText(row.organization)
        grade = proposal.grade if proposal else ""
        tone = grade_tone(scheme.grades, grade) if grade in scheme.grades else "neutral"
        self.grade.show_word(scheme.label_of(grade) or ("提不出" if proposal else "计算中"), tone)
        for reason in proposal.reasons if proposal else ():
            self._reasons.addWidget(_reason(reason))
        self.facts.show_pairs(_facts(row, scheme))
        sheet = scheme.sheet_for(row.field)
        self.points_button.setVisible(bool(sheet.dimensions))
        self.vetoes_button.setVisible(bool(sheet.vetoes or row.vetoes))
        for made in (self.points_button, self.votes_button, self.vetoes_button, self.form_button):
            made.setEnabled(not held.is_locked)

    def _take(self, found: dict[str, Proposal]) -> None:
        self._proposals = found
        self.show_branch(self._row)

    def _proposal(self, branch: str) -> Proposal | None:
        return None if self._proposals is None else self._proposals.get(branch, Proposal(branch, "", ()))

    def open_form(self) -> None:
        """Show everything kept of the branch's rating."""
        if self._held is None or self._row is None or not self._is_open(self._held):
            return
        key = {"organization_id": self._row.organization_id, "year": str(self._held.year)}
        record_id = self._row.rating_id or None
        FormDialog(
            self._session,
            "rating",
            record_id=record_id,
            values={} if record_id else key,
            hidden=() if record_id else tuple(key),
            title=self._row.organization,
            parent=self,
        ).open()

    def enter_points(self) -> None:
        """Ask for the points of the branch shown."""
        held, row = self._held, self._row
        if held is None or row is None or not self._is_open(held):
            return
        if held.scheme.sheet_for(row.field).dimensions:
            ask.enter_points(self._session, held.year, held.scheme, row, self, self._on_entered)
        else:
            self.told.emit(f"“{held.scheme.name}”没有分项，请直接填得分；分项可以在“定级方案”里加。")

    def enter_votes(self) -> None:
        """Ask for the votes of the branch shown."""
        if self._held is not None and self._row is not None and self._is_open(self._held):
            ask.enter_votes(self._session, self._held.year, self._row, self, self._on_entered)

    def enter_vetoes(self) -> None:
        """Ask for the vetoes the branch shown has met."""
        held, row = self._held, self._row
        if held is None or row is None or not self._is_open(held):
            return
        if held.scheme.sheet_for(row.field).vetoes or row.vetoes:
            ask.enter_vetoes(self._session, held.year, held.scheme, row, self)
        else:
            self.told.emit(f"“{held.scheme.name}”没有一票否决情形；可以在“定级方案”里加。")

    def _is_open(self, held: Round) -> bool:
        """Tell whether the round can be entered; say it when it cannot."""
        if held.is_locked:
            self.told.emit(LOCKED)
        return not held.is_locked

    def _on_entered(self, _none: None) -> None:
        self.entered.emit()

    def want_branch(self) -> None:
        """Ask for the file of the branch shown."""
        if self._row is not None:
            self.branch_wanted.emit(self._row.organization_id)

    def _add_buttons(self) -> None:
        self.points_button = button("分项打分…", self.enter_points, tip="分项打分（F7）")
        self.votes_button = button("群众测评…", self.enter_votes, tip="群众测评的票数（F8）")
        self.vetoes_button = button("一票否决…", self.enter_vetoes, tip="一票否决情形（F9）")
        self.form_button = button("全部内容…", self.open_form)
        made = (self.points_button, self.votes_button, self.vetoes_button, self.form_button)
        grid = QGridLayout()
        grid.setSpacing(theme.space("s"))
        for number, one in enumerate(made):
            grid.addWidget(one, *divmod(number, 2))
        self.body.addLayout(grid)
        self.header.row.addWidget(
            button("支部档案", self.want_branch, role="link", tip="支部档案（Ctrl+回车）")
        )


def _reason(reason: Reason) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, theme.space("xs"))
    box.setSpacing(2)
    word, tone = EFFECTS[reason.effect]
    box.addWidget(Badge(word, tone))
    box.addWidget(label(reason.sentence, wrap=True))
    if reason.source:
        box.addWidget(label(reason.source, "faint", wrap=True))
    return made


def _facts(row: RatingRow, scheme: Scheme) -> list[tuple[str, str]]:
    points = split_numbers(row.dimension_scores)
    pairs = [
        ("上年等次", scheme.label_of(row.last)),
        ("一票否决", "、".join(split_items(row.vetoes))),
        *((name, f"{value / 100:g}分") for name, value in points.items()),
        ("测评票数", row.mass_votes),
        ("自评日期", row.self_on),
        ("上报日期", row.handed_in_on),
        ("测评日期", row.mass_on),
        ("党员评议", scheme.label_of(row.member_grade)),
        ("党员评议日期", row.member_on),
        ("评定日期", row.township_on),
        ("争创目标", row.goal),
        ("评定理由", row.reason),
    ]
    return [(name, value) for name, value in pairs if value]
