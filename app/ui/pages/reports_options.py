"""What a paper is to be about: person, organization, village, kind, days, unit and caliber, as far as it can be chosen."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import BadInput
from app.rules.dates import parse_date
from app.rules.problems import FieldProblem
from app.services.reporting import Chosen, Offer, ReportInfo
from app.ui import theme
from app.ui.forms.fields import ChoiceField, DateField
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import clear

EVERYBODY = (("", "全部"),)
OF_TARGETS = (("", "各村目标口径"),)
UNITS = (("yuan", "元"), ("wan", "万元"))
WIDE, MIDDLE, NARROW, DAY = 250, 170, 90, 124


class OptionsBar(QWidget):
    """One field for everything that can be chosen of a paper; `changed` when something else is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._fields: dict[str, ChoiceField | DateField] = {}
        self._info: ReportInfo | None = None

    def put(self, info: ReportInfo | None, offer: Offer) -> None:
        """Show the fields of a paper; what was chosen of the same paper stays, as far as it is still there."""
        kept = self._values() if info == self._info else {}
        self._clear()
        self._info = info
        if info is not None:
            self._fill(info, offer)
        for name, text in kept.items():
            if name in self._fields:
                _put_back(self._fields[name], text)
        self.setVisible(bool(self._fields))

    @property
    def chosen(self) -> Chosen:
        """What is chosen."""
        values = self._values()
        case = values.get("person", "")
        return Chosen(
            (case,) if case else (),
            values.get("kind", ""),
            _day(values.get("from_on", "")),
            _day(values.get("to_on", "")),
            organization_id=values.get("organization", ""),
            village_id=values.get("village", ""),
            unit=values.get("unit", ""),
            caliber=values.get("caliber", ""),
        )

    @property
    def words(self) -> str:
        """Whom or what the paper is about, for the name of its file; nothing when about all."""
        named = [self._fields.get(name) for name in ("person", "organization", "village")]
        shown = [
            field.currentText()
            for field in named
            if isinstance(field, ChoiceField) and field.currentIndex() > 0
        ]
        return "".join(text.partition("　")[0] for text in shown)

    def _fill(self, info: ReportInfo, offer: Offer) -> None:
        if info.kinds:
            everything = EVERYBODY if info.id == "development-register" else ()
            self._add("kind", "种类", [*everything, *info.kinds], MIDDLE)
        if info.has_fields:
            self._add("kind", "类别", [*EVERYBODY, *offer.fields], MIDDLE)
        for name, words, is_about, options in (
            ("person", "人员", info.about_people, offer.people),
            ("organization", "党组织", info.about_organization, offer.organizations),
            ("village", "村", info.about_village, offer.villages),
        ):
            if is_about:
                self._add(name, words, [*EVERYBODY, *options], MIDDLE if name == "village" else WIDE)
        if info.has_days:
            self._add_day("from_on", "公示从")
            self._add_day("to_on", "到")
        if info.has_calibers:
            self._add("caliber", "口径", [*(OF_TARGETS if info.needs_half else ()), *offer.calibers], MIDDLE)
        if info.has_units:
            self._add("unit", "单位", sorted(UNITS, key=lambda unit: unit[0] != info.usual_unit), NARROW)

    def _values(self) -> dict[str, str]:
        return {name: field.text_value() for name, field in self._fields.items()}

    def _clear(self) -> None:
        clear(self._flow)
        self._fields = {}

    def _add(self, name: str, words: str, options: Sequence[tuple[str, str]], width: int) -> None:
        field = ChoiceField(list(options), required=False)
        if options and options[0][0]:
            field.removeItem(0)
        field.setCurrentIndex(0)
        field.currentIndexChanged.connect(lambda _place: self.changed.emit())
        typed = field.lineEdit()
        if typed is not None:
            typed.editingFinished.connect(lambda: _show_chosen(field))
            field.currentIndexChanged.connect(lambda _place: _show_chosen(field))
        self._place(name, words, field, width)

    def _add_day(self, name: str, words: str) -> None:
        field = DateField()
        field.setPlaceholderText("")
        field.editingFinished.connect(self.changed.emit)
        self._place(name, words, field, DAY)

    def _place(self, name: str, words: str, field: ChoiceField | DateField, width: int) -> None:
        field.setObjectName(name)
        field.setAccessibleName(words)
        field.setFixedWidth(theme.px(width))
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, theme.space("s"), 0)
        row.addWidget(label(words, "soft"))
        row.addWidget(field)
        self._flow.addWidget(pair)
        self._fields[name] = field


def _show_chosen(field: ChoiceField) -> None:
    """Show what is chosen, from its beginning: what was typed and is on no list goes."""
    field.setEditText(field.itemText(field.currentIndex()))
    typed = field.lineEdit()
    if typed is not None:
        typed.setCursorPosition(0)


def _put_back(field: ChoiceField | DateField, text: str) -> None:
    """Choose again what was chosen, where it is still offered, without telling of it."""
    field.blockSignals(True)
    if isinstance(field, DateField):
        field.put(text)
    elif (place := field.findData(text)) >= 0:
        field.setCurrentIndex(place)
    field.blockSignals(False)


def _day(text: str) -> date | None:
    if not text:
        return None
    found = parse_date(text)
    if isinstance(found, FieldProblem):
        raise BadInput(found.what, found.do)
    if found.day is None:
        raise BadInput(f"公示日期“{text}”没有写到日。", "请写完整的年月日。")
    return found.first
