"""Editing a scheme: grades with cut-offs, dimensions with points, vetoes and share hints, for all or one 领域."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.errors import AppError, BadInput
from app.models.store import Store
from app.progress import Progress
from app.rules.ratings import FieldSheet, Scheme
from app.rules.ratings_schemes import grades_named, unusual
from app.services.ratings.schemes import save_scheme
from app.ui import dialogs, failures, theme
from app.ui.forms.enter import let_enter_be
from app.ui.forms.entry import day_typed, hundredths_typed
from app.ui.forms.fields import DateField, TextField
from app.ui.forms.leaving import AsksBeforeLeaving
from app.ui.pages.ratings_edit_table import EditTable
from app.ui.pages.ratings_scheme_shares import ShareTable, percent_typed
from app.ui.pages.ratings_scheme_sheets import COMMON, SheetsPart
from app.ui.pages.ratings_scheme_sheets import percent_typed as weight_typed
from app.ui.session import Session
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label
from app.ui.widgets.messages import MessageBar

GRADES = (("等次（由高到低）", 150), ("最低分", 80), ("比例不少于%", 104), ("比例不多于%", 104))


class SchemeDialog(AsksBeforeLeaving):
    """Saves through the lane; stays open, saying what keeps the scheme from being used.

    `is_new`: nothing of the scheme is stored yet, so that leaving always asks.
    """

    def __init__(
        self,
        session: Session,
        scheme: Scheme,
        *,
        done: Callable[[str], object],
        is_new: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent or session.window)
        self.setWindowTitle("分类定级方案")
        self._session, self._scheme, self._done = session, scheme, done
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
        self.sheets = SheetsPart(lambda said: self.message.show_message(said, "danger"))
        self.tabs.addTab(self.sheets, "分项、分值和一票否决")
        self.tabs.addTab(self._make_limits(), "分领域分数线和比例")
        box.addWidget(self.tabs, 1)
        box.addLayout(self._make_foot())
        let_enter_be(self)
        self._fill()
        screen = self.screen().availableSize()
        self.resize(min(theme.px(760), screen.width() - 60), min(theme.px(690), screen.height() - 60))
        if not is_new:
            self.remember()

    def typed(self) -> object:
        """Return what is typed, to be compared."""
        facts = (self.name, self.source, self.note, self.valid_from, self.mass_weight, self.bonus)
        words = [field.text_value() for field in facts]
        return words, self.grades.lines(), self.limits.lines(), self.sheets.typed()

    def scheme(self) -> Scheme:
        """Return the scheme as typed. Raises BadInput for a number or a day that cannot be read."""
        sheets = self.sheets.sheets()
        common = sheets.pop(COMMON)
        named = self._grades()
        return replace(
            self._scheme,
            name=self.name.text_value(),
            source=self.source.text_value(),
            note=self.note.text_value(),
            valid_from=day_typed(self.valid_from.text_value(), "起用日期"),
            mass_weight=weight_typed(self.mass_weight.text_value()) or 0,
            bonus=hundredths_typed(self.bonus.text_value(), "加分上限") or 0,
            dimensions=common.dimensions,
            vetoes=common.vetoes,
            sheets=self._own_sheets(sheets, replace(self._scheme, **named)),
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
        odd = unusual(scheme)
        if odd and not dialogs.ask(
            self, "请核对分值", f"{''.join(odd)}仍然这样保存吗？", yes="照样保存", no="回去修改"
        ):
            return
        actor = self._session.actor
        self._saved_by_button = self.save_button.hasFocus()
        self.set_saving(True)

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

    def _make_limits(self) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, theme.space("s"), 0, 0)
        words = (
            "领域写了分数线、比例的，只按它自己的；没有写的，按“等次和分数线”里的。比例只作提示，不限制评定。"
        )
        box.addWidget(label(words, "faint", wrap=True))
        self.limits = ShareTable(lambda: [name for name, *_ in self.grades.lines()])
        box.addWidget(self.limits, 1)
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
        self.grades.put(rows, scheme.grades)
        self.limits.put_limits(scheme)
        self.sheets.put(scheme)

    def _grades(self) -> dict[str, Any]:
        rows = self.grades.keyed_lines()
        grades, labels = grades_named([(key, line[0]) for key, line in rows], self._scheme)
        cutoffs: dict[str, int] = {}
        shares: dict[str, tuple[float | None, float | None]] = {}
        for code, (_, (name, cutoff, low, high)) in zip(grades, rows, strict=True):
            least = hundredths_typed(cutoff, f"“{name}”的最低分")
            if least is not None:
                cutoffs[code] = least
            limits = percent_typed(low, name), percent_typed(high, name)
            if limits != (None, None):
                shares[code] = limits
        return {"grades": grades, "cutoffs": cutoffs, "shares": shares, "labels": labels}

    def _own_sheets(self, sheets: dict[str, FieldSheet], scheme: Scheme) -> tuple[FieldSheet, ...]:
        limits = self.limits.limits({scheme.label_of(code): code for code in scheme.grades})
        fields = dict.fromkeys([*sheets, *limits])
        own = [
            replace(
                sheets.get(field, FieldSheet(field)),
                cutoffs=limits[field].cutoffs if field in limits else {},
                shares=limits[field].shares if field in limits else {},
            )
            for field in fields
        ]
        return tuple(one for one in own if not one.is_empty)

    def _on_saved(self, code: str) -> None:
        self.accept()
        self._done(code)

    def _on_failed(self, error: BaseException) -> None:
        self.set_saving(False)
        if self._saved_by_button:
            self.save_button.setFocus()
        if isinstance(error, AppError):
            self.message.show_message(str(error), "danger")
        else:
            failures.report(self, error)
