"""Editing a scheme: grades with cut-offs, dimensions with points, vetoes and share hints, for all or one 领域."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.errors import AppError, BadInput
from app.models.store import Store
from app.progress import Progress
from app.rules import codes
from app.rules.ratings import Dimension, FieldSheet, Scheme
from app.services.ratings.schemes import save_scheme
from app.ui import failures, theme
from app.ui.forms.entry import day_typed, hundredths_typed
from app.ui.forms.fields import DateField, TextField
from app.ui.pages.ratings_edit_table import EditTable
from app.ui.pages.ratings_scheme_shares import ShareTable, percent_typed
from app.ui.session import Session
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label
from app.ui.widgets.messages import MessageBar

GRADES = (("等次（由高到低）", 150), ("最低分", 80), ("比例不少于%", 104), ("比例不多于%", 104))
DIMENSIONS = (("分项", 320), ("分值", 90))
VETOES = (("一票否决情形", 420),)
COMMON = ""


class SchemeDialog(QDialog):
    """Saves through the lane; stays open, saying what keeps the scheme from being used."""

    def __init__(
        self,
        session: Session,
        scheme: Scheme,
        *,
        done: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent or session.window)
        self.setWindowTitle("分类定级方案")
        self._session, self._scheme, self._done = session, scheme, done
        self._sheets = {one.branch_field: one for one in scheme.sheets}
        self._sheets[COMMON] = FieldSheet(COMMON, scheme.dimensions, scheme.vetoes)
        self._field = COMMON
        box = QVBoxLayout(self)
        edge = theme.space("l")
        box.setContentsMargins(edge, edge, edge, edge)
        box.setSpacing(theme.space("s"))
        self.message = MessageBar()
        box.addWidget(self.message)
        box.addLayout(self._make_facts())
        self.tabs = QTabWidget()
        self.grades = EditTable(GRADES, "等次")
        self.tabs.addTab(self.grades, "等次和分数线")
        self.tabs.addTab(self._make_sheet(), "分项、分值和一票否决")
        self.tabs.addTab(self._make_shares(), "分领域比例")
        box.addWidget(self.tabs, 1)
        box.addLayout(self._make_foot())
        self._fill()
        screen = self.screen().availableSize()
        self.resize(min(theme.px(760), screen.width() - 60), min(theme.px(620), screen.height() - 60))

    def scheme(self) -> Scheme:
        """Return the scheme as typed. Raises BadInput for a number or a day that cannot be read."""
        self._keep_sheet()
        named = self._grades()
        common = self._sheets[COMMON]
        return replace(
            self._scheme,
            name=self.name.text_value(),
            source=self.source.text_value(),
            note=self.note.text_value(),
            valid_from=day_typed(self.valid_from.text_value(), "起用日期"),
            mass_weight=(hundredths_typed(self.mass_weight.text_value(), "评议所占比重") or 0) // 100,
            bonus=hundredths_typed(self.bonus.text_value(), "加分上限") or 0,
            dimensions=common.dimensions,
            vetoes=common.vetoes,
            sheets=self._own_sheets(named["grades"], named["labels"]),
            **named,
        )

    def save(self) -> None:
        """Check and save."""
        self.message.hide()
        try:
            scheme = self.scheme()
        except BadInput as error:
            self.message.show_message(str(error), "danger")
            return
        actor = self._session.actor
        self.save_button.setEnabled(False)

        def task(store: Store, _progress: Progress) -> str:
            save_scheme(store, scheme, actor=actor)
            return scheme.code

        self._session.run(task, done=self._on_saved, failed=self._on_failed, title="保存方案")

    def _make_facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("m"))
        self.name, self.source = TextField(), TextField("依据的文件")
        self.valid_from = DateField()
        self.mass_weight, self.bonus = TextField("0 至 100，0 为不计入"), TextField("没有加分填 0")
        self.note = TextField()
        placed = (
            ("方案名称", self.name), ("起用日期", self.valid_from), ("评议占比（%）", self.mass_weight),
            ("加分上限（分）", self.bonus), ("来源", self.source), ("说明", self.note),
        )  # fmt: skip
        for number, (words, field) in enumerate(placed):
            heading = label(words, "label")
            heading.setBuddy(field)
            field.setAccessibleName(words)
            row, side = divmod(number, 2)
            grid.addWidget(heading, row, 2 * side)
            grid.addWidget(field, row, 2 * side + 1)
        return grid

    def _make_sheet(self) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, theme.space("s"), 0, 0)
        row = QHBoxLayout()
        self.branch_field = QComboBox()
        self.branch_field.setAccessibleName("适用的领域")
        self.branch_field.addItem("通用（所有领域）", COMMON)
        for code, words in codes.choices("field").items():
            self.branch_field.addItem(f"只用于：{words}", code)
        self.branch_field.currentIndexChanged.connect(lambda _index: self._turn_sheet())
        row.addWidget(self.branch_field)
        row.addWidget(label("领域里空着的，按通用的办。", "faint"))
        row.addStretch(1)
        box.addLayout(row)
        self.dimensions = EditTable(DIMENSIONS, "分项", total=1)
        box.addWidget(self.dimensions, 3)
        self.vetoes = EditTable(VETOES, "一票否决")
        box.addWidget(self.vetoes, 2)
        return made

    def _make_shares(self) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, theme.space("s"), 0, 0)
        words = (
            "领域写了比例的，只按它自己的提示；没有写的，按“等次和分数线”里的比例。比例只作提示，不限制评定。"
        )
        box.addWidget(label(words, "faint", wrap=True))
        self.shares = ShareTable(lambda: [name for name, *_ in self.grades.lines()])
        box.addWidget(self.shares, 1)
        return made

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label("已经开始的年度保持原来的方案。", "faint"))
        row.addStretch(1)
        row.addWidget(button("取消", self.reject))
        self.save_button = button("保存", self.save, role="primary", tip="Ctrl+S")
        self.save_button.setShortcut("Ctrl+S")
        row.addWidget(self.save_button)
        return row

    def _fill(self) -> None:
        scheme = self._scheme
        self.name.put(scheme.name)
        self.source.put(scheme.source)
        self.note.put(scheme.note)
        self.valid_from.put(scheme.valid_from.isoformat())
        self.mass_weight.put(str(scheme.mass_weight))
        self.bonus.put(f"{scheme.bonus / 100:g}")
        rows = []
        for grade in scheme.grades:
            low, high = scheme.shares.get(grade, (None, None))
            cutoff = scheme.cutoffs.get(grade)
            numbers = (None if cutoff is None else cutoff / 100, low, high)
            rows.append([scheme.label_of(grade), *("" if n is None else f"{n:g}" for n in numbers)])
        self.grades.put(rows)
        self.shares.put_shares(scheme)
        self._show_sheet()

    def _turn_sheet(self) -> None:
        try:
            self._keep_sheet()
        except BadInput as error:
            self.message.show_message(str(error), "danger")
        self._field = str(self.branch_field.currentData())
        self._show_sheet()

    def _show_sheet(self) -> None:
        sheet = self._sheets.get(self._field, FieldSheet(self._field))
        self.dimensions.put([[one.name, f"{one.points / 100:g}"] for one in sheet.dimensions])
        self.vetoes.put([[text] for text in sheet.vetoes])

    def _keep_sheet(self) -> None:
        before = self._sheets.get(self._field, FieldSheet(self._field))
        dimensions = tuple(
            Dimension(name, hundredths_typed(points, f"“{name}”的分值") or 0)
            for name, points in self.dimensions.lines()
        )
        vetoes = tuple(text for (text,) in self.vetoes.lines())
        self._sheets[self._field] = replace(before, dimensions=dimensions, vetoes=vetoes)

    def _grades(self) -> dict[str, Any]:
        known = {self._scheme.label_of(grade): grade for grade in self._scheme.grades}
        lines = self.grades.lines()
        codes_of = [known.get(name, name) for name, *_ in lines]
        cutoffs: dict[str, int] = {}
        shares: dict[str, tuple[float | None, float | None]] = {}
        for code, (name, cutoff, low, high) in zip(codes_of, lines, strict=True):
            least = hundredths_typed(cutoff, f"“{name}”的最低分")
            if least is not None:
                cutoffs[code] = least
            limits = percent_typed(low, name), percent_typed(high, name)
            if limits != (None, None):
                shares[code] = limits
        labels = {code: words for code, words in self._scheme.labels.items() if code in codes_of}
        return {"grades": tuple(codes_of), "cutoffs": cutoffs, "shares": shares, "labels": labels}

    def _own_sheets(self, grades: Sequence[str], labels: Mapping[str, str]) -> tuple[FieldSheet, ...]:
        named = {labels.get(code, self._scheme.label_of(code)): code for code in grades}
        shares = self.shares.shares(named)
        fields = dict.fromkeys([*self._sheets, *shares])
        sheets = [
            replace(self._sheets.get(field, FieldSheet(field)), shares=shares.get(field, {}))
            for field in fields
            if field != COMMON
        ]
        return tuple(one for one in sheets if _says_something(one))

    def _on_saved(self, code: str) -> None:
        self.accept()
        self._done(code)

    def _on_failed(self, error: BaseException) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, AppError):
            self.message.show_message(str(error), "danger")
        else:
            failures.report(self, error)


def _says_something(sheet: FieldSheet) -> bool:
    return bool(sheet.dimensions or sheet.vetoes or sheet.shares)
