"""The sheets of a scheme: dimensions, vetoes, weight of the mass evaluation and bonus, for all branches or one 领域."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BadInput
from app.rules import codes
from app.rules.ratings import Dimension, FieldSheet, Scheme
from app.ui import theme
from app.ui.forms.entry import hundredths_typed
from app.ui.forms.fields import TextField
from app.ui.pages.ratings_edit_table import EditTable
from app.ui.widgets.labels import label

DIMENSIONS = (("分项", 320), ("分值", 90))
VETOES = (("一票否决情形", 420),)
COMMON = ""
FULL, HUNDREDTHS = 100, 100
NUMBER_WIDTH = 76


class SheetsPart(QWidget):
    """One sheet is shown at a time; `refuse` is told why another cannot be turned to yet."""

    def __init__(self, refuse: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refuse = refuse
        self._sheets: dict[str, FieldSheet] = {}
        self._shown = COMMON
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.space("s"), 0, 0)
        box.addLayout(self._make_choice())
        self.dimensions = EditTable(DIMENSIONS, "分项", total=(1, FULL))
        box.addWidget(self.dimensions, 3)
        self.vetoes = EditTable(VETOES, "一票否决")
        box.addWidget(self.vetoes, 2)

    def put(self, scheme: Scheme) -> None:
        """Show the sheets of a scheme, the one for all branches first."""
        self._sheets = {one.branch_field: one for one in scheme.sheets}
        self._sheets[COMMON] = FieldSheet(COMMON, scheme.dimensions, scheme.vetoes)
        self._show(COMMON)

    def sheets(self) -> dict[str, FieldSheet]:
        """Return the sheets by 领域, "" the one for all branches. Raises BadInput for a number that cannot be read."""
        self._sheets[self._shown] = self._read()
        return dict(self._sheets)

    def typed(self) -> object:
        """Return what is typed, to be compared."""
        try:
            return [one for one in self.sheets().values() if not one.is_empty]
        except BadInput:
            return self.dimensions.lines(), self._numbers()

    def _make_choice(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.branch_field = QComboBox()
        self.branch_field.setAccessibleName("适用的领域")
        self.branch_field.addItem("通用（所有领域）", COMMON)
        for code, words in codes.choices("field").items():
            self.branch_field.addItem(f"只用于：{words}", code)
        self.branch_field.currentIndexChanged.connect(lambda _index: self._turn())
        row.addWidget(self.branch_field)
        row.addWidget(label("领域里空着的，按通用的办。", "faint"))
        row.addStretch(1)
        self.own = QWidget()
        numbers = QHBoxLayout(self.own)
        numbers.setContentsMargins(0, 0, 0, 0)
        self.mass_weight, self.bonus = TextField("按通用"), TextField("按通用")
        for words, field in (("评议占比（%）", self.mass_weight), ("加分上限（分）", self.bonus)):
            heading = label(words, "label")
            heading.setBuddy(field)
            field.setAccessibleName(words)
            field.setFixedWidth(theme.px(NUMBER_WIDTH))
            numbers.addWidget(heading)
            numbers.addWidget(field)
        row.addWidget(self.own)
        return row

    def _turn(self) -> None:
        wanted = str(self.branch_field.currentData())
        if wanted == self._shown:
            return
        try:
            self._sheets[self._shown] = self._read()
        except BadInput as error:
            self.branch_field.setCurrentIndex(self.branch_field.findData(self._shown))
            self._refuse(str(error))
            return
        self._show(wanted)

    def _show(self, branch_field: str) -> None:
        self._shown = branch_field
        self.branch_field.setCurrentIndex(self.branch_field.findData(branch_field))
        sheet = self._sheets.get(branch_field, FieldSheet(branch_field))
        self._mark()
        self.own.setVisible(branch_field != COMMON)
        self.mass_weight.put("" if sheet.mass_weight is None else str(sheet.mass_weight))
        self.bonus.put("" if sheet.bonus is None else f"{sheet.bonus / HUNDREDTHS:g}")
        self.dimensions.put([[one.name, f"{one.points / HUNDREDTHS:g}"] for one in sheet.dimensions])
        self.vetoes.put([[text] for text in sheet.vetoes])

    def _mark(self) -> None:
        """Say in the list which 领域 have a sheet of their own."""
        for at in range(1, self.branch_field.count()):
            code = str(self.branch_field.itemData(at))
            held = self._sheets.get(code, FieldSheet(code))
            written = bool(held.dimensions or held.vetoes) or (held.mass_weight, held.bonus) != (None, None)
            self.branch_field.setItemText(
                at, f"只用于：{codes.label('field', code)}{'（另有规定）' if written else ''}"
            )

    def _read(self) -> FieldSheet:
        before = self._sheets.get(self._shown, FieldSheet(self._shown))
        dimensions = tuple(
            Dimension(name, hundredths_typed(points, f"分项“{name}”的分值") or 0)
            for name, points in self.dimensions.lines()
        )
        weight, bonus = self._numbers()
        return replace(
            before,
            dimensions=dimensions,
            vetoes=tuple(text for (text,) in self.vetoes.lines()),
            mass_weight=percent_typed(weight),
            bonus=hundredths_typed(bonus, "加分上限"),
        )

    def _numbers(self) -> tuple[str, str]:
        return self.mass_weight.text_value(), self.bonus.text_value()


def percent_typed(text: str) -> int | None:
    """Return the weight of the mass evaluation as a whole percentage, None for nothing. Raises BadInput."""
    found = hundredths_typed(text, "评议占比")
    if found is not None and found % HUNDREDTHS:
        raise BadInput(f"评议占比“{text}”不对。", "请填0至100的整数。")
    return None if found is None else found // HUNDREDTHS
