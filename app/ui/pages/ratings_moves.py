"""历年升降: the matrix of moves between two years, who rose and fell, twice lagging, tracks, distribution, flows."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.rules import codes
from app.rules.ratings import Matrix
from app.rules.shares import percent, share
from app.rules.vocabulary import OrganizationKind
from app.services.ratings.years import BY_FIELD, BY_KIND, BY_VILLAGE, Move, Years
from app.ui import theme
from app.ui.pane import Pane
from app.ui.session import Session
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.cards import Card
from app.ui.widgets.charts import ChartView
from app.ui.widgets.chips import Chips
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import clear
from app.ui.widgets.scroll import scrolling

ALL = "all"
OPEN = ""
LISTS = (
    ("rises", "上升"),
    ("falls", "下降"),
    ("again", "连续末等"),
    ("tracks", "历年轨迹"),
    ("village", "按村"),
    ("field", "按领域"),
    ("kind", "按类型"),
    ("flows", "流向图"),
)


class MovesPane(Pane):
    """The matrix on the left, on the right the branches behind the chosen number or one of the lists."""

    words = "历年升降"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        parts = QWidget()
        row = QHBoxLayout(parts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("m"))
        left = QVBoxLayout()
        self.before = QComboBox()
        self.before.setAccessibleName("与哪一年比")
        self.before.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.before.activated.connect(lambda _index: self._show_matrix())
        self.card = Card("等次变动", " ")
        self.card.header.row.addWidget(self.before)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.space("xs"))
        self.card.body.addLayout(self._grid)
        self.card.body.addWidget(label("点一个数字，右边列出这些党支部。", "faint"))
        left.addWidget(self.card)
        left.addStretch(1)
        row.addLayout(left)
        row.addLayout(self._make_right(), 1)
        self.body.addWidget(scrolling(parts), 1)

    def refresh(self) -> None:
        """Read the grades of all years."""
        year = self.session.year
        self.read(Years, lambda years: self._show_years(years, year))

    def _show_years(self, years: Years, year: int) -> None:
        self.years, self._year = years, year
        self.chips.setEnabled(True)
        earlier = [one for one in years.years if one < year] or [year - 1]
        kept = self.before.currentData()
        self.before.clear()
        for one in reversed(earlier):
            self.before.addItem(f"与{one}年比", one)
        self.before.setCurrentIndex(max(0, self.before.findData(kept)))
        self._show_matrix()

    def bring(self, record_id: str) -> None:
        """Show a branch among the tracks."""
        self.chips.choose("tracks")
        self.table.choose(lambda key: key == record_id)

    def behind(self, before: str, now: str) -> list[str]:
        """Return the branches behind a number of the matrix; ALL stands for the sums."""
        return [
            branch
            for (was, is_now), found in self.matrix.cells.items()
            for branch in found
            if before in (ALL, was) and now in (ALL, is_now)
        ]

    def show_behind(self, before: str, now: str, _checked: bool = False) -> None:
        """List the branches behind a number of the matrix."""
        earlier, year = self._earlier, self._year
        branches = self.behind(before, now)
        words = f"{self._name(before, earlier)} → {self._name(now, year)}：{len(branches)} 个党支部"
        old, new = self.years.grades_in(earlier), self.years.grades_in(year)
        lines = [
            Line(
                (
                    self.years.branches[branch].name,
                    self.years.branches[branch].village,
                    self.years.scheme(earlier).label_of(old.get(branch)),
                    self.years.scheme(year).label_of(new.get(branch)),
                ),
                branch,
            )
            for branch in branches
        ]
        self._show(words, self._compared(), lines)

    def _make_right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        self.chips = Chips(LISTS)
        self.chips.setEnabled(False)  # until there is something to list
        self.chips.chosen.connect(self._show_list)
        right.addWidget(self.chips)
        self.heading = label("", "label")
        right.addWidget(self.heading)
        self.stack = QStackedWidget()
        self.table = PlainTable(_headings(("党支部", 220)), "党支部")
        self._listen()
        self.stack.addWidget(self.table)
        self.chart = ChartView(self.session, "grade-moves", "分类定级升降")
        self.stack.addWidget(self.chart)
        self.empty = EmptyState("ratings", "没有这样的党支部", "")
        self.stack.addWidget(self.empty)
        right.addWidget(self.stack, 1)
        return right

    def _show_matrix(self) -> None:
        self._earlier = int(self.before.currentData())
        year = self._year
        self.matrix = self.years.matrix(year, self._earlier)
        self.card.header.show_note("")
        clear(self._grid)
        rows, columns = _used_rows(self.matrix), _used_columns(self.matrix)
        self._grid.addWidget(label(f"{self._earlier}年＼{year}年", "faint"), 0, 0)
        for to, now in enumerate((*columns, ALL), start=1):
            self._grid.addWidget(self._head(now, year), 0, to)
        for at, before in enumerate((*rows, ALL), start=1):
            self._grid.addWidget(self._head(before, self._earlier), at, 0)
            for to, now in enumerate((*columns, ALL), start=1):
                self._grid.addWidget(self._number(before, now), at, to)
        counts = {"rises": len(self._moves(1)), "falls": len(self._moves(-1))}
        counts["again"] = len(self.years.lowest_again(year))
        for code, title in LISTS:
            self.chips.buttons[code].setText(f"{title} {counts[code]}" if code in counts else title)
        self._show_list(self.chips.value)

    def _number(self, before: str, now: str) -> QPushButton:
        number = len(self.behind(before, now))
        made = QPushButton(str(number))
        made.setProperty("role", "link")
        made.setEnabled(bool(number))
        size = theme.px(16)
        made.setStyleSheet(f"text-align: center; font-size: {size}px;")
        words = f"{self._name(before, self._earlier)}转为{self._name(now, self._year)}：{number}个"
        made.setAccessibleName(words)
        made.setToolTip(words)
        made.clicked.connect(partial(self.show_behind, before, now))
        return made

    def _head(self, grade: str, year: int) -> QWidget:
        made = label(self._name(grade, year), "soft")
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return made

    def _name(self, grade: str, year: int) -> str:
        if grade == ALL:
            return "合计"
        return self.years.scheme(year).label_of(grade) or "未评"

    def _show_list(self, code: str) -> None:
        if code == "flows":
            self.heading.setText(f"{self._earlier}年到{self._year}年")
            self.chart.before = self._earlier
            self.stack.setCurrentWidget(self.chart)
            self.chart.redraw()
        elif code in ("rises", "falls"):
            lines = [self._moved(one) for one in self._moves(1 if code == "rises" else -1)]
            self._show(f"与{self._earlier}年比：{len(lines)} 个党支部", self._compared(), lines)
        elif code == "again":
            self._show_again()
        elif code == "tracks":
            self._show_tracks()
        else:
            self._show_distribution({"village": BY_VILLAGE, "field": BY_FIELD, "kind": BY_KIND}[code])

    def _moves(self, way: int) -> list[Move]:
        found = [one for one in self.years.moves(self._year, self._earlier) if one.steps * way > 0]
        return found[::way]

    def _moved(self, one: Move) -> Line:
        before, now = self.years.scheme(self._earlier), self.years.scheme(self._year)
        tone = "success" if one.steps > 0 else "danger"
        words = (one.branch.name, one.branch.village, before.label_of(one.before), now.label_of(one.now))
        return Line(words, one.branch.id, tone)

    def _show_again(self) -> None:
        found = self.years.lowest_again(self._year)
        lines = [
            Line((one.branch.name, one.branch.village, f"{one.years} 年"), one.branch.id, "danger")
            for one in found
        ]
        words = f"连续两年以上评为最低等次的 {len(found)} 个党支部，应重点整顿"
        self._show(words, _headings(("党支部", 240), ("村", 120), ("连续", 80)), lines)

    def _show_tracks(self) -> None:
        shown = self.years.years
        labels = {year: self.years.scheme(year) for year in shown}
        lines = [
            Line(
                (
                    info.name,
                    info.village,
                    *(labels[year].label_of(grade) for year, grade in self.years.track(branch)),
                ),
                branch,
            )
            for branch, info in self.years.branches.items()
            if any(branch in self.years.grades_in(year) for year in shown)
        ]
        heads = _headings(("党支部", 220), ("村", 100), *((f"{year}年", 80) for year in shown))
        self._show(f"{len(lines)} 个党支部，双击看支部档案", heads, lines)

    def _show_distribution(self, by: str) -> None:
        year = self._year
        scheme, found = self.years.scheme(year), self.years.distribution(year, by)
        lines = []
        for group, counted in found.items():
            whole = sum(counted.values())
            numbers = tuple(counted[grade] for grade in scheme.grades)
            best_share = share(numbers[0], whole)
            cells = (_group(group, by), *map(str, numbers), str(whole), percent(best_share), "")
            lines.append(Line(cells, "", sort=(cells[0], *numbers, whole, best_share, "")))
        best = scheme.label_of(scheme.grades[0])
        numeric = [(scheme.label_of(grade), 80) for grade in scheme.grades]
        first = {BY_VILLAGE: "村", BY_FIELD: "领域", BY_KIND: "类型"}[by]
        heads = [Heading(first, 200)]
        heads += [Heading(*one, right=True) for one in (*numeric, ("合计", 80), (f"{best}占比", 96))]
        heads.append(Heading("", 20))
        self._show(f"{year}年各等次的党支部个数", heads, lines)

    def _compared(self) -> list[Heading]:
        return _headings(("党支部", 240), ("村", 120), (f"{self._earlier}年", 90), (f"{self._year}年", 90))

    def _show(self, words: str, headings: Sequence[Heading], lines: Sequence[Line]) -> None:
        self.heading.setText(words)
        if not lines:
            self.stack.setCurrentWidget(self.empty)
            return
        old = self.table
        self.table = PlainTable(headings, words)
        self._listen()
        self.table.show_lines(lines)
        self.stack.insertWidget(0, self.table)
        self.stack.setCurrentWidget(self.table)
        self.stack.removeWidget(old)
        old.deleteLater()

    def _listen(self) -> None:
        self.table.line_opened.connect(lambda key: self.branch_wanted.emit(str(key)) if key else None)


def _headings(*found: tuple[str, int]) -> list[Heading]:
    return [Heading(*one) for one in found]


def _used_rows(matrix: Matrix) -> list[str]:
    return [one for one in matrix.rows if one or matrix.row_total(one)]


def _used_columns(matrix: Matrix) -> list[str]:
    return [one for one in matrix.columns if one or matrix.column_total(one)]


def _group(code: str, by: str) -> str:
    if not code:
        return {BY_VILLAGE: "不在村", BY_FIELD: "领域未登记"}.get(by, "未登记")
    return {
        BY_FIELD: lambda: codes.label("field", code),
        BY_KIND: lambda: OrganizationKind.label_of(code),
    }.get(by, lambda: code)()
