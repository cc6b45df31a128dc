"""定级方案: the schemes there are, what each asks, copied and edited without touching rounds already held."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.store import Store
from app.rules import codes
from app.rules.ratings import FieldSheet, Scheme, Shares
from app.rules.ratings_schemes import EXAMPLE, OWN, STARTER
from app.services.ratings.schemes import copy_scheme, examples, remove_scheme, scheme_of, schemes
from app.services.ratings.switching import use_scheme
from app.ui import dialogs, theme
from app.ui.forms.entry import Entry, EntryDialog, day_typed
from app.ui.pages.ratings_scheme_editor import SchemeDialog
from app.ui.pane import Pane
from app.ui.session import Session
from app.ui.tables.list_part import ListPart
from app.ui.tables.plain import Heading, Line, PlainTable
from app.ui.widgets.badge import Badge
from app.ui.widgets.buttons import button
from app.ui.widgets.cards import Card
from app.ui.widgets.facts import FactGrid
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import clear
from app.ui.widgets.scroll import scroll_area, scrolling
from app.ui.widgets.split import TurningSplitter

SCHEMES = (Heading("方案", 280), Heading("性质", 76), Heading("起用", 60))
GRADES = (
    Heading("等次", 100),
    Heading("最低分", 80, right=True),
    Heading("不少于", 80, right=True),
    Heading("不多于", 80, right=True),
    Heading("", 20),
)
DIMENSIONS = (Heading("分项", 320), Heading("分值", 80, right=True), Heading("", 20))
STATUS = {STARTER: ("非官方", "warning"), EXAMPLE: ("示例", "info"), OWN: ("本乡镇", "success")}
ROW, LEAST = 32, 760


class SchemesPane(Pane):
    """The list on the left, the chosen scheme on the right."""

    words = "定级方案"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._schemes: dict[str, Scheme] = {}
        split = TurningSplitter(LEAST)
        self.list = ListPart(SCHEMES, "方案", ("list", "没有方案", ""))
        self.list.picked.connect(lambda _key: self._show())
        self.list.opened.connect(lambda _key: self._edit())
        split.addWidget(self.list)
        split.addWidget(self._make_view())
        split.setSizes([theme.px(440), theme.px(720)])
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        self.body.addWidget(scrolling(split), 1)

    def refresh(self) -> None:
        """Read the schemes; the one the year's round stands under is marked."""
        reader, year = self.session.reader, self.session.year
        self._held = scheme_of(reader, year)
        found = [*schemes(reader)[::-1], *examples()]
        self._schemes = {one.code: one for one in found}
        self.list.show_lines([self._line(one) for one in self._schemes.values()])
        self.list.note.setText(f"{year}年用：{self._held.name}")
        self._show()

    def choose(self, record_id: str) -> None:
        """Show a scheme by its code."""
        self.list.table.choose(lambda key: key == record_id)

    def _make_view(self) -> QWidget:
        card = Card()
        head = QHBoxLayout()
        self.title = label("", "heading", wrap=True)
        head.addWidget(self.title, 1)
        self.status = Badge()
        head.addWidget(self.status)
        card.body.addLayout(head)
        area, box = scroll_area()
        self.facts = FactGrid()
        box.addWidget(self.facts)
        self.grades = PlainTable(GRADES, "等次", sortable=False)
        box.addWidget(self.grades)
        self._sheets = QVBoxLayout()
        box.addLayout(self._sheets)
        box.addStretch(1)
        card.body.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space("s"))
        self.remove_button = button("删除", self._remove, icon="delete")
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        self.copy_button = button("复制为本乡镇方案…", self._copy, icon="copy")
        self.edit_button = button("修改…", self._edit, icon="edit", role="primary")
        self.use_button = button("", self._use, icon="tick")
        foot.addWidget(self.use_button)
        foot.addWidget(self.copy_button)
        foot.addWidget(self.edit_button)
        card.body.addLayout(foot)
        return card

    @property
    def chosen(self) -> Scheme | None:
        """The scheme shown."""
        return self._schemes.get(self.list.current)

    def _show(self) -> None:
        scheme = self.chosen
        if scheme is None:
            return
        self.title.setText(scheme.name)
        self.status.show_word(*STATUS[scheme.status])
        self.remove_button.setVisible(scheme.status == OWN)
        self.edit_button.setVisible(scheme.status == OWN)
        self.use_button.setText(f"用于{self.session.year}年")
        self.use_button.setVisible(scheme.status != EXAMPLE and scheme != self._held)
        self.facts.show_pairs(_facts(scheme))
        lines = [Line(_grade(scheme, one, scheme.shares)) for one in scheme.grades]
        _show_whole(self.grades, lines)
        clear(self._sheets)
        self._add_sheet("分项和分值", scheme, FieldSheet("", scheme.dimensions, scheme.vetoes))
        for one in scheme.sheets:
            self._add_sheet(codes.label("field", one.branch_field), scheme, one)

    def _add_sheet(self, title: str, scheme: Scheme, sheet: FieldSheet) -> None:
        self._sheets.addWidget(label(title, "label"))
        if sheet.dimensions:
            table = PlainTable(DIMENSIONS, title, sortable=False)
            whole = sum(one.points for one in sheet.dimensions)
            lines = [Line((one.name, f"{one.points / 100:g}", "")) for one in sheet.dimensions]
            _show_whole(table, [*lines, Line(("合计", f"{whole / 100:g}", ""), tone="text_soft")])
            self._sheets.addWidget(table)
        elif not sheet.branch_field:
            self._sheets.addWidget(label("没有分项，直接评定等次。", "soft"))
        own = _own_words(scheme, sheet)
        if own:
            self._sheets.addWidget(label(own, "soft", wrap=True))
        if sheet.vetoes:
            vetoes = "\n".join(f"{n}. {text}" for n, text in enumerate(sheet.vetoes, start=1))
            self._sheets.addWidget(label(f"一票否决：\n{vetoes}", wrap=True))

    def _copy(self) -> None:
        scheme, session = self.chosen, self.session
        if scheme is None:
            return
        entries = [
            Entry("name", "新方案名称", value=f"{session.township.name}{session.year}年分类定级方案"),
            Entry("valid_from", "起用日期", "date", f"{session.year}-01-01"),
        ]

        def save(_store: Store, values: dict[str, str]) -> Scheme:
            begins = day_typed(values["valid_from"], "起用日期")
            return copy_scheme(
                scheme, code=self._new_code(begins.year), name=values["name"], valid_from=begins
            )

        note = (
            "复制后可以修改等次、分项、分值、分数线和一票否决。已经开始的年度不受影响；"
            f"{session.year}年已经开始而要改用新方案的，保存后再点“用于{session.year}年”。"
        )
        EntryDialog(
            session, "复制方案", entries, save, note=note, yes="下一步", done=self._open_new, parent=self
        ).open()

    def _new_code(self, year: int) -> str:
        taken, number = set(self._schemes), 1
        while f"own-{year}-{number}" in taken:
            number += 1
        return f"own-{year}-{number}"

    def _edit(self) -> None:
        scheme = self.chosen
        if scheme is not None and scheme.status == OWN:
            self._open(scheme)
        elif scheme is not None:
            self._copy()

    def _open(self, scheme: Scheme) -> None:
        SchemeDialog(self.session, scheme, done=self.choose, parent=self).open()

    def _open_new(self, scheme: Scheme) -> None:
        SchemeDialog(self.session, scheme, done=self.choose, is_new=True, parent=self).open()

    def _use(self) -> None:
        """Put the year looked at, which is not filed yet, under the scheme shown."""
        scheme, year, actor = self.chosen, self.session.year, self.session.actor
        if scheme is None:
            return
        question = f"{year}年的分类定级改用“{scheme.name}”？已经登记的等次、得分保持不变。"
        if dialogs.ask(self.window(), "改用方案", question, yes="改用"):
            self.change(lambda store: use_scheme(store, year, scheme, actor=actor), "改用方案")

    def _remove(self) -> None:
        scheme, actor = self.chosen, self.session.actor
        if scheme is None:
            return
        question = f"删除“{scheme.name}”？已经用它评定的年度保持原样。"
        if dialogs.ask(self.window(), "删除方案", question, yes="删除"):
            self.change(lambda store: remove_scheme(store, scheme.code, actor=actor), "删除方案")

    def _line(self, scheme: Scheme) -> Line:
        used = "★ " if scheme.code == self._held.code else ""
        words = (f"{used}{scheme.name}", STATUS[scheme.status][0], str(scheme.valid_from.year))
        return Line(words, scheme.code)


def _facts(scheme: Scheme) -> list[tuple[str, str]]:
    weight = f"评议占 {scheme.mass_weight}%" if scheme.mass_weight else "不计入总分"
    pairs = [
        ("起用日期", scheme.valid_from.isoformat()),
        ("来源", scheme.source),
        ("群众评议", weight),
        ("加分上限", f"{scheme.bonus / 100:g} 分" if scheme.bonus else ""),
        ("说明", scheme.note),
    ]
    return [(name, value) for name, value in pairs if value]


def _grade(scheme: Scheme, grade: str, shares: Shares) -> tuple[str, ...]:
    low, high = shares.get(grade, (None, None))
    cutoff = scheme.cutoffs.get(grade)
    return (
        scheme.label_of(grade),
        "" if cutoff is None else f"{cutoff / 100:g}",
        "" if low is None else f"{low:g}%",
        "" if high is None else f"{high:g}%",
        "",
    )


def _own_words(scheme: Scheme, sheet: FieldSheet) -> str:
    """Say which lines, weights and hints a 领域 has of its own."""
    lines = "、".join(
        f"{scheme.label_of(grade)} {sheet.cutoffs[grade] / 100:g}分"
        for grade in scheme.grades
        if grade in sheet.cutoffs
    )
    hints = "；".join(_share_words(scheme, grade, sheet.shares) for grade in sheet.shares)
    told = (
        f"分数线：{lines}" if lines else "",
        "" if sheet.mass_weight is None else f"评议占 {sheet.mass_weight}%",
        "" if sheet.bonus is None else f"加分上限 {sheet.bonus / 100:g} 分",
        f"比例提示：{hints}" if hints else "",
    )
    return "\n".join(one for one in told if one)


def _share_words(scheme: Scheme, grade: str, shares: Shares) -> str:
    low, high = shares[grade]
    words = [f"不少于{low:g}%" if low is not None else "", f"不多于{high:g}%" if high is not None else ""]
    return scheme.label_of(grade) + "、".join(word for word in words if word)


def _show_whole(table: PlainTable, lines: list[Line]) -> None:
    table.show_lines(lines)
    table.setFixedHeight(theme.px(ROW) * (len(lines) + 1) + 12)
