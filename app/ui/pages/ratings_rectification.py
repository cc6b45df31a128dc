"""整顿: the board of files with what is late in red, and beside it the file chosen."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.models.store import Store
from app.rules.ratings_notes import split_items
from app.services.ratings import rectifications
from app.services.ratings.rectifications import FileCard
from app.ui import theme
from app.ui.forms.checks import ChecksField
from app.ui.forms.dialog import FormDialog
from app.ui.forms.entry import Entry, EntryDialog
from app.ui.page import split_record
from app.ui.pages.ratings_file import FilePanel
from app.ui.pane import Pane
from app.ui.session import Session
from app.ui.tables.list_part import ListPart
from app.ui.tables.plain import Heading, Line
from app.ui.widgets.chips import Chips
from app.ui.widgets.scroll import scrolling
from app.ui.widgets.split import TurningSplitter

BOARD = (
    Heading("党组织", 226),
    Heading("年度", 54),
    Heading("标识", 114),
    Heading("阶段", 72),
    Heading("任务", 58, right=True),
    Heading("逾期", 44, right=True),
    Heading("时限", 90),
)
OPEN, LATE, AGAIN, CLOSED, ALL = "open", "late", "again", "closed", "all"
CHOICES = ((OPEN, "未销号"), (LATE, "有逾期"), (AGAIN, "再次列入"), (CLOSED, "已销号"), (ALL, "全部"))
CHOSEN: dict[str, Callable[[FileCard], bool]] = {
    OPEN: lambda card: not card.closed_on,
    LATE: lambda card: bool(card.late),
    AGAIN: lambda card: bool(card.repeated),
    CLOSED: lambda card: bool(card.closed_on),
    ALL: lambda card: True,
}
TABLES = {"rectification_item", "rectification_progress"}
LEAST, NAMED = 680, 3


class RectificationPane(Pane):
    """Files of every year up to the one looked at; the file of the line under the cursor on the right."""

    words = "整顿"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._cards: list[FileCard] = []
        self._not_listed: dict[str, str] = {}
        self.board = ListPart(
            BOARD,
            "整顿台账",
            ("warning", "没有列入整顿的党组织", "评为后进或认定为软弱涣散的党组织，用“列入整顿”建立台账。"),
        )
        self.board.heading.hide()
        self.chips = Chips(CHOICES)
        self.chips.chosen.connect(lambda _code: self._show())
        self.board.box.insertWidget(0, self.chips)
        self.board.add_action("情形清单…", self._edit_situations)
        self.board.add_action("列入整顿…", self._list, icon="add")
        self.board.picked.connect(lambda _key: self._show_file())
        self.file: FilePanel = FilePanel(session)
        self.board.opened.connect(lambda _key: self.file.edit())
        self.file.branch_wanted.connect(self.branch_wanted)
        self.file.edit_wanted.connect(self._correct)
        split = TurningSplitter(LEAST)
        split.addWidget(self.board)
        split.addWidget(self.file)
        split.setSizes([theme.px(670), theme.px(498)])
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 3)
        self.body.addWidget(scrolling(split), 1)

    def refresh(self) -> None:
        """Read every file up to the year looked at."""
        year, as_of = self.session.year, self.session.as_of

        def question(store: Store) -> tuple[list[FileCard], dict[str, str]]:
            cards = [card for card in rectifications.board(store, as_of=as_of) if card.year <= year]
            return cards, rectifications.not_listed(store, year)

        self.read(question, lambda found: self._show_cards(*found))

    def _show_cards(self, cards: list[FileCard], not_listed: dict[str, str]) -> None:
        self._cards, self._not_listed = cards, not_listed
        self.chips.show_counts({code: sum(map(fits, self._cards)) for code, fits in CHOSEN.items()})
        self._show()

    def show_record(self, record: str) -> None:
        """Show a file, or the file of a row of its lists or months."""
        table, record_id = split_record(record)
        row = self.session.reader.get(table, record_id)
        self.choose(row["rectification_id"] if row and table in TABLES else record_id)

    def bring(self, record_id: str) -> None:
        """Bring a file into view."""
        self.chips.choose(ALL)
        self.board.table.choose(lambda key: key == record_id)

    def _show(self) -> None:
        shown = [card for card in self._cards if CHOSEN[self.chips.value](card)]
        said = _count_words(self._cards, self._not_listed)
        self.board.show_lines([_line(card) for card in shown], said)
        self._show_file()

    def _show_file(self) -> None:
        self.file.show_file(self.board.current)

    def _widgets(self) -> dict[str, QWidget]:
        offered = rectifications.situations(self.session.reader)
        return {"situations": ChecksField([(text, text) for text in offered])}

    def _list(self) -> None:
        year, today = self.session.year, self.session.as_of
        values = {
            "year": str(year),
            "is_lagging": "1",
            "listed_on": today.isoformat() if today.year in (year, year + 1) else "",
            "organization_id": next(iter(self._not_listed), ""),
        }
        hidden = {
            "applied_on",
            "accepted_on",
            "acceptance_score",
            "satisfaction",
            "accepted_by",
            "acceptance_result",
            "closed_on",
            "looked_back_on",
            "look_back",
        }
        FormDialog(
            self.session,
            "rectification",
            values=values,
            hidden=hidden,
            widgets=self._widgets(),
            title="列入整顿",
            done=self.choose,
            parent=self,
        ).open()

    def _correct(self, record_id: str) -> None:
        FormDialog(
            self.session, "rectification", record_id=record_id, widgets=self._widgets(), parent=self
        ).open()

    def _edit_situations(self) -> None:
        session = self.session
        now = "\n".join(rectifications.situations(session.reader))
        entries = [Entry("situations", "认定情形（一行一条，全部删去即恢复原来的清单）", "long", now)]
        EntryDialog(
            session,
            "整顿认定情形清单",
            entries,
            lambda store, values: rectifications.save_situations(
                store, split_items(values["situations"]), actor=session.actor
            ),
            parent=self,
        ).open()


def _count_words(cards: list[FileCard], not_listed: dict[str, str]) -> str:
    """Say how many organizations bear each of the two flags, and which of the lowest grade are not listed yet."""
    held = [card for card in cards if not card.closed_on]
    lagging, slack = sum(card.is_lagging for card in held), sum(card.is_slack for card in held)
    both = sum(card.is_lagging and card.is_slack for card in held)
    said = f"未销号的：后进 {lagging} 个，软弱涣散 {slack} 个" if held else ""
    if both:
        said += f"，其中 {both} 个两者都是"
    if not_listed:
        names = "、".join(list(not_listed.values())[:NAMED])
        more = f"等 {len(not_listed)} 个" if len(not_listed) > NAMED else ""
        said += f"{'；' if said else ''}评为末等而没有列入整顿的：{names}{more}"
    return said


def _line(card: FileCard) -> Line:
    marks = [word for word, on in (("后进", card.is_lagging), ("软弱涣散", card.is_slack)) if on]
    done = "" if card.done is None else f"{card.done}%"
    cells = (
        card.organization,
        str(card.year),
        "、".join(marks),
        card.stage_label,
        done,
        str(len(card.late) or ""),
        card.due_on,
    )
    sort = (*cells[:4], -1 if card.done is None else card.done, len(card.late), *cells[6:])
    tone = "danger" if card.late else "text_soft" if card.closed_on else ""
    return Line(cells, card.id, tone, sort)
