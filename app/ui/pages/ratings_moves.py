"""How branches moved between two years: a matrix whose every number leads to its branches."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.rules.vocabulary import Grade
from app.services.rounds import RatingRow, Round, grade_moves
from app.ui import theme
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.cards import Card
from app.ui.widgets.labels import label

HEADINGS = (
    Heading("党支部", 240),
    Heading("村", 100),
    Heading("上年", 80),
    Heading("本年", 80),
    Heading("备注"),
)
ALL = ""


class MovesPane(QWidget):
    """The matrix on the left, the branches behind the chosen number on the right."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, RatingRow] = {}
        self._moves: dict[tuple[str, str], list[str]] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.space("s"), 0, 0)
        row.setSpacing(theme.space("m"))
        left = QVBoxLayout()
        self.card = Card("等次变动", " ")
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.space("xs"))
        self.card.body.addLayout(self._grid)
        left.addWidget(self.card)
        left.addStretch(1)
        row.addLayout(left)
        right = QVBoxLayout()
        self.heading = label("", "heading")
        right.addWidget(self.heading)
        self.table = PlainTable(HEADINGS, "等次变动的党支部")
        self.table.line_opened.connect(self.opened)
        right.addWidget(self.table, 1)
        row.addLayout(right, 1)

    def show_rows(self, held: Round, rows: list[RatingRow]) -> None:
        """Show the moves of these rows."""
        self._rows = {r.organization_id: r for r in rows}
        self._moves = grade_moves(rows, held.scheme)
        self.card.header.show_note(f"{held.year - 1}年 → {held.year}年")
        while self._grid.count():
            self._grid.takeAt(0).widget().deleteLater()
        grades = [*held.scheme.grades, ALL]
        self._grid.addWidget(label(f"{held.year - 1}年＼{held.year}年", "faint"), 0, 0)
        for at, grade in enumerate(grades, start=1):
            self._grid.addWidget(_head(Grade.label_of(grade) or "合计"), 0, at)
            self._grid.addWidget(_head(Grade.label_of(grade) or "合计"), at, 0)
            for to, other in enumerate(grades, start=1):
                self._grid.addWidget(self._number(grade, other), at, to)
        self._show_changed()

    def _number(self, before: str, now: str) -> QPushButton:
        found = self._behind(before, now)
        made = QPushButton(str(len(found)))
        made.setProperty("role", "link")
        made.setEnabled(bool(found))
        made.setStyleSheet("text-align: center; font-size: 16px;")
        made.setAccessibleName(f"{_words(before)}转为{_words(now)}：{len(found)}个")
        made.clicked.connect(partial(self._show, f"{_words(before)} → {_words(now)}", found))
        return made

    def _behind(self, before: str, now: str) -> list[str]:
        return [
            branch
            for (was, is_now), branches in self._moves.items()
            for branch in branches
            if before in (ALL, was) and now in (ALL, is_now)
        ]

    def _show_changed(self) -> None:
        changed = [b for (was, now), found in self._moves.items() for b in found if was != now]
        self._show("等次有变动", changed)

    def _show(self, words: str, branches: list[str], _checked: bool = False) -> None:
        self.heading.setText(f"{words}：{len(branches)} 个党支部")
        rows = [self._rows[branch] for branch in branches]
        self.table.show_lines(
            [
                Line(
                    (r.organization, r.village, Grade.label_of(r.last), Grade.label_of(r.final), r.note),
                    r.organization_id,
                )
                for r in rows
            ]
        )


def _head(text: str) -> QWidget:
    made = label(text, "soft")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def _words(grade: str) -> str:
    return Grade.label_of(grade) or "全部"
