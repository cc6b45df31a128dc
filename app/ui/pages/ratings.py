"""分类定级: the year's round, how branches moved against last year, and the pairs."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QTabWidget

from app.models.store import Store
from app.services import rounds
from app.services.ratings.rounds import file_round, reopen_round
from app.services.rounds import RatingRow, Round
from app.ui import dialogs, theme
from app.ui.forms.dialog import FormDialog
from app.ui.page import Page, split_record
from app.ui.pages.ratings_moves import MovesPane
from app.ui.pages.ratings_pairs import PairsPane
from app.ui.pages.ratings_round import RoundPane
from app.ui.trace import open_trace
from app.ui.widgets.buttons import button
from app.ui.widgets.cards import FigureTile
from app.ui.widgets.messages import MessageBar

PERCENT = 100
ALWAYS = ("open", "rose", "fell")


class RatingsPage(Page):
    """Tiles on top; round, moves and pairs as tabs."""

    name = "ratings"
    title = "分类定级"
    icon = "ratings"
    listens = frozenset({"rating", "rating_round", "pairing", "organization", "village", "person"})

    def build(self) -> None:
        """Make tiles and tabs."""
        self._rows: list[RatingRow] = []
        row = self.add_header()
        row.addWidget(button("登记等次", self._enter, icon="add"))
        self.lock_button = button("备案锁定", self._lock, icon="lock")
        row.addWidget(self.lock_button)
        row.addWidget(
            button("打印汇总表", lambda: self.go_to.emit("reports", "report:rating-summary"), icon="print")
        )
        self._tiles: dict[str, FigureTile] = {}
        self._tile_row = QHBoxLayout()
        self._tile_row.setSpacing(theme.space("s"))
        self.body.addLayout(self._tile_row)
        self.hint = MessageBar()
        self.body.addWidget(self.hint)
        self.tabs = QTabWidget()
        self.round = RoundPane(self.session)
        self.moves = MovesPane()
        self.pairs = PairsPane(self.session)
        for pane, words in ((self.round, "年度定级"), (self.moves, "升降情况"), (self.pairs, "结对共建")):
            self.tabs.addTab(pane, words)
        self.round.counted.connect(self._count)
        self.tabs.currentChanged.connect(lambda _tab: self._show_moves())
        self.moves.opened.connect(self._show_branch)
        self.body.addWidget(self.tabs, 1)

    def refresh(self) -> None:
        """Read the round of the year looked at, unless all that changed was typed into its grid."""
        if self.round.take_echo():
            return
        reader, year = self.session.reader, self.session.year
        self._held: Round = rounds.rating_round(reader, year)
        locked = self._held.is_locked
        self.header_note.setText(f"{year}年度　{self._held.scheme.name}{'　已备案锁定' if locked else ''}")
        self.lock_button.setText("重新开放" if locked else "备案锁定")
        self.lock_button.setVisible(bool(self._held.rows))
        self.pairs.show_pairs(rounds.pairs(reader, year))
        self.round.show_round(self._held)

    def show_record(self, record: str) -> None:
        """Show the branch of a rating, or the pairs."""
        table, record_id = split_record(record)
        if table == "pairing":
            self.tabs.setCurrentWidget(self.pairs)
            self.pairs.table.choose(lambda key: key == record_id)
            return
        row = self.session.reader.get(table, record_id) if table == "rating" else None
        self._show_branch(row["organization_id"] if row else record_id)

    def _show_branch(self, organization_id: str) -> None:
        self.tabs.setCurrentWidget(self.round)
        self.round.show_branch(organization_id)

    def _enter(self) -> None:
        values = {"year": str(self.session.year)}
        FormDialog(self.session, "rating", values=values, title="登记等次", parent=self).open()

    def _lock(self) -> None:
        """File the round with the county, or open a filed one again with a reason."""
        year, on, actor = self.session.year, self.session.as_of, self.session.actor
        if not self._held.is_locked:
            question = f"{year}年分类定级结果报县委组织部备案后就锁定，不再改动。确定备案吗？"
            if dialogs.ask(self, "备案锁定", question, yes="备案锁定"):
                self._run(lambda store: file_round(store, year, on=on, actor=actor), "备案锁定")
            return
        reason = dialogs.ask_text(self, "重新开放", "请写明重新开放的原因，原因会留在历史里：")
        if reason is not None:
            self._run(lambda store: reopen_round(store, year, reason=reason, on=on, actor=actor), "重新开放")

    def _run(self, change: Callable[[Store], None], title: str) -> None:
        self.session.run(lambda store, _progress: change(store), done=lambda _none: None, title=title)

    def _count(self, rows: list[RatingRow]) -> None:
        """Follow every change with counts, shares, moves and hints."""
        held = self._held
        counts = rounds.grade_counts(rows, held.scheme)
        graded = sum(counts.values())
        if set(self._tiles) != {*counts, *ALWAYS}:
            self._clear_tiles()
        for grade, number in counts.items():
            share = f"占 {number / graded * PERCENT:.1f}%" if graded else ""
            self._tile(grade, held.scheme.label_of(grade), f"ratings.{held.year}.{grade}").show_value(
                str(number), share
            )
        steps = [step for row in rows if (step := rounds.grade_change(row, held.scheme)) is not None]
        rose, fell = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
        self._tile("open", "未评定").show_value(str(len(rows) - graded), f"共 {len(rows)} 个党支部")
        self._tile("rose", "等次上升").show_value(str(rose), f"与{held.year - 1}年比")
        self._tile("fell", "等次下降").show_value(str(fell), f"与{held.year - 1}年比")
        self._rows = rows
        self._show_moves()
        hints = rounds.hints(counts, held.scheme)
        if hints:
            said = "；".join(
                _hint_words(held.scheme.label_of(h.grade), h.percent, h.minimum, h.maximum) for h in hints
            )
            self.hint.show_message(f"比例提示：{said}。", "info")
        else:
            self.hint.hide()

    def _show_moves(self) -> None:
        if self.tabs.currentWidget() is self.moves:
            self.moves.show_rows(self._held, self._rows)

    def _clear_tiles(self) -> None:
        """Another scheme has other grades: make the tiles anew."""
        for tile in self._tiles.values():
            self._tile_row.removeWidget(tile)
            tile.deleteLater()
        self._tiles.clear()

    def _tile(self, name: str, title: str, key: str = "") -> FigureTile:
        if name not in self._tiles:
            tile = FigureTile(key, title, "个")
            tile.clicked.connect(lambda pressed: open_trace(self, pressed))
            self._tiles[name] = tile
            self._tile_row.addWidget(tile)
        self._tiles[name].key = key
        return self._tiles[name]


def _hint_words(grade: str, percent: float, minimum: float | None, maximum: float | None) -> str:
    words = f"{grade}占 {percent:.1f}%"
    if maximum is not None and percent > maximum:
        return f"{words}，高于 {maximum:g}%"
    return f"{words}，低于 {minimum:g}%"
