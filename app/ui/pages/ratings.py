"""分类定级: the year's round, years side by side, branches' files, 整顿, pairs, contact points, tasks, schemes."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QTabWidget, QWidget

from app.rules import codes
from app.rules.ratings import ShareHint
from app.rules.shares import percent, share
from app.services import reporting, rounds
from app.services.ratings.schemes import scheme_of
from app.services.rounds import Round
from app.ui import icons, theme
from app.ui.forms.dialog import FormDialog
from app.ui.page import Page, split_record
from app.ui.pages import ratings_dialogs
from app.ui.pages.ratings_branch import BranchPane
from app.ui.pages.ratings_contacts import ContactsPane
from app.ui.pages.ratings_moves import MovesPane
from app.ui.pages.ratings_pairs import PairsPane
from app.ui.pages.ratings_rectification import RectificationPane
from app.ui.pages.ratings_round import RoundPane
from app.ui.pages.ratings_schemes import SchemesPane
from app.ui.pages.ratings_tasks import TasksPane
from app.ui.pane import Pane
from app.ui.trace import open_trace
from app.ui.widgets.buttons import button
from app.ui.widgets.cards import FigureTile
from app.ui.widgets.messages import MessageBar

LOW, VERY_LOW = 560, 500
ALWAYS = {"open": "未评定", "rose": "等次上升", "fell": "等次下降"}
PAPERS = ("rating", "rectification", "pairs", "contact", "reminder")
PANES = {
    "pairing": "pairs",
    "pairing_activity": "pairs",
    "contact_point": "contacts",
    "contact_visit": "contacts",
    "branch_task": "tasks",
    "rectification": "files",
    "rectification_item": "files",
    "rectification_progress": "files",
}
"""Which tab shows the records of a table; all others are shown in the round."""
OF_A_YEAR = {"rating", "rating_round", "pairing", "branch_task"}
"""Tables whose records are seen in their own year only."""


class RatingsPage(Page):
    """Tiles over the round; everything else of the subject as tabs, each read when it is looked at."""

    name = "ratings"
    title = "分类定级"
    icon = "ratings"
    listens = frozenset(
        {
            "rating", "rating_round", "rating_reopening", "rating_scheme", "pairing", "pairing_activity",
            "rectification", "rectification_item", "rectification_progress", "branch_task", "contact_point",
            "contact_visit", "organization", "village", "person", "setting", "income_entry",
        }
    )  # fmt: skip

    def build(self) -> None:
        """Make tiles and tabs."""
        year = self.session.year
        self._held = Round(year, scheme_of(self.session.reader, year), ())
        self._counts = rounds.tally((), self._held.scheme)
        self._is_low = False
        self._build_actions()
        self._tiles: dict[str, FigureTile] = {}
        self._tile_bar = QWidget()
        self._tile_row = QHBoxLayout(self._tile_bar)
        self._tile_row.setContentsMargins(0, 0, 0, 0)
        self._tile_row.setSpacing(theme.space("s"))
        self._lay_tiles()
        self.body.addWidget(self._tile_bar)
        self.hint = MessageBar()
        self.body.addWidget(self.hint)
        self.tabs = QTabWidget()
        self.round, self.moves, self.branch = (
            RoundPane(self.session),
            MovesPane(self.session),
            BranchPane(self.session),
        )
        self.files, self.pairs = RectificationPane(self.session), PairsPane(self.session)
        self.contacts, self.tasks = ContactsPane(self.session), TasksPane(self.session)
        self.schemes = SchemesPane(self.session)
        self.panes: tuple[Pane, ...] = (
            self.round, self.moves, self.branch, self.files, self.pairs, self.contacts, self.tasks, self.schemes,
        )  # fmt: skip
        for pane in self.panes:
            self.tabs.addTab(pane, pane.words)
            pane.branch_wanted.connect(self._show_file)
        self.round.counted.connect(self._count)
        self.round.import_wanted.connect(lambda: self.go_to.emit("exchange", ""))
        self.tabs.currentChanged.connect(lambda _tab: self._enter_tab())
        self.body.addWidget(self.tabs, 1)
        self.first_part = self.round.table
        self._show_heading()

    def refresh(self) -> None:
        """Read the tab looked at, and the round unless all that changed was typed into its grid."""
        is_shown = self.round.saver.take_echo()
        for pane in self.panes:
            pane.stale |= pane is not self.round or not is_shown
        self.round.enter()  # the heading over every tab tells of it
        self._fit()
        self._enter_tab()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is low the tiles make room for the grid; their counts go into the heading."""
        super().resizeEvent(event)
        if self.built:
            self._fit()

    def show_record(self, record: str) -> None:
        """Show the branch of a rating, or a record on its own tab, in the year the record is of."""
        table, record_id = split_record(record)
        row = self.session.reader.get(table, record_id) if table in OF_A_YEAR else None
        if row:
            self.session.set_year(row["year"])
        if table in PANES:
            pane: Pane = getattr(self, PANES[table])
            self.tabs.setCurrentWidget(pane)
            pane.show_record(record)
            return
        self.tabs.setCurrentWidget(self.round)
        self.round.choose(row["organization_id"] if row and table == "rating" else record_id)

    def _fit(self) -> None:
        self.round.fold(self.height() < theme.px(VERY_LOW))
        is_low = self.height() < theme.px(LOW)
        if is_low != self._is_low:
            self._is_low = is_low
            self._enter_tab()
            self._show_heading()

    def _build_actions(self) -> None:
        row = self.add_header()
        self.enter_button = button("登记等次", self._enter, icon="add")
        row.addWidget(self.enter_button)
        self.lock_button = button("备案锁定…", self._lock, icon="lock")
        self.lock_button.hide()
        row.addWidget(self.lock_button)
        self.papers_button = QPushButton(icons.icon("print"), "打印报表")
        self.papers = QMenu(self.papers_button)
        for info in reporting.reports():
            if info.id.startswith(PAPERS):
                self.papers.addAction(
                    info.title, lambda name=info.id: self.go_to.emit("reports", f"report:{name}")
                )
        self.papers_button.setMenu(self.papers)
        row.addWidget(self.papers_button)

    def _enter_tab(self) -> None:
        """Read the tab looked at where it is stale; the tiles belong to the round."""
        pane = self.tabs.currentWidget()
        self._tile_bar.setVisible(pane is self.round and not self._is_low)
        self.hint.setVisible(pane is self.round and bool(self._hint_words()))
        if isinstance(pane, Pane):
            pane.enter()

    def _show_file(self, organization_id: str) -> None:
        self.tabs.setCurrentWidget(self.branch)
        self.branch.choose(organization_id)

    def _enter(self) -> None:
        values = {"year": str(self.session.year)}
        FormDialog(self.session, "rating", values=values, title="登记等次", parent=self).open()

    def _lock(self) -> None:
        """File the round with the county, or open a filed one again with a reason."""
        ask = ratings_dialogs.reopen if self._held.is_locked else ratings_dialogs.file
        ask(self.session, self.round.state, self)

    def _count(self, held: Round) -> None:
        """Follow every change with counts, shares, moves and hints."""
        self._held = held
        self._lay_tiles()
        self._counts = rounds.tally(held.rows, held.scheme)
        graded, whole = self._counts.graded, len(held.rows)
        for grade, number in self._counts.counts.items():
            below = f"占 {percent(share(number, graded))}" if graded else ""
            self._tiles[grade].show_value(str(number), below)
            self._tiles[grade].key = f"ratings.{held.year}.{grade}"
        self._tiles["open"].show_value(str(whole - graded), f"共 {whole} 个党支部")
        self._tiles["rose"].show_value(str(self._counts.rose), f"与{held.year - 1}年比")
        self._tiles["fell"].show_value(str(self._counts.fell), f"与{held.year - 1}年比")
        self.lock_button.setText("重新开放…" if held.is_locked else "备案锁定…")
        self.lock_button.setVisible(bool(held.rows))
        self.enter_button.setEnabled(not held.is_locked)
        self.round.stages.show_rows(held.rows)
        self._show_heading()
        said = self._hint_words()
        if said and self.tabs.currentWidget() is self.round:
            self.hint.show_message(f"比例提示：{said}。", "info")
        else:
            self.hint.hide()

    def _show_heading(self) -> None:
        held = self._held
        words = [f"{held.year}年度", held.scheme.name, "已备案锁定" if held.is_locked else ""]
        if self._is_low:
            counts = {held.scheme.label_of(grade): n for grade, n in self._counts.counts.items()}
            counts["未评定"] = len(held.rows) - self._counts.graded
            words[1] = " ".join(f"{name}{number}" for name, number in counts.items())
        self.header_note.setText("　".join(word for word in words if word))

    def _hint_words(self) -> str:
        scheme = self._held.scheme
        found = rounds.hints(self._held.rows, scheme)
        return "；".join(
            _hint_words(f"{codes.label('field', name)}{scheme.label_of(hint.grade)}", hint)
            for name, hint in found
        )

    def _lay_tiles(self) -> None:
        """Make the tiles, anew where another scheme has other grades."""
        year, scheme = self._held.year, self._held.scheme
        titles = {grade: scheme.label_of(grade) for grade in scheme.grades} | ALWAYS
        if [(name, tile.title.text()) for name, tile in self._tiles.items()] == list(titles.items()):
            return
        for tile in self._tiles.values():
            self._tile_row.removeWidget(tile)
            tile.deleteLater()
        self._tiles.clear()
        for name, title in titles.items():
            tile = FigureTile("" if name in ALWAYS else f"ratings.{year}.{name}", title, "个")
            tile.clicked.connect(lambda pressed: open_trace(self, pressed))
            self._tiles[name] = tile
            self._tile_row.addWidget(tile)


def _hint_words(grade: str, hint: ShareHint) -> str:
    words = f"{grade}占 {hint.shown}"
    if hint.maximum is not None and hint.percent > hint.maximum:
        return f"{words}，高于 {hint.maximum:g}%"
    return f"{words}，低于 {hint.minimum:g}%"
