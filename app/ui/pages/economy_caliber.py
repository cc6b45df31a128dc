"""One caliber: its name, the categories it counts, what it leaves out, the costs it takes off."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QGroupBox, QHBoxLayout, QVBoxLayout

from app.rules import codes
from app.services.economy.calibers import FIELDS, CaliberDraft, save_caliber
from app.ui import theme
from app.ui.forms.fields import DateField, TextField
from app.ui.session import Session
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label

TITLES = {
    "categories": "计入的收入类别（都不选：全部收入）",
    "excluded": "不计入的款项",
    "costs": "减去的支出",
}
ACROSS = 3


class CaliberDialog(QDialog):
    """Ticks instead of a formula; a caliber that is changed counts anew from its day on."""

    def __init__(self, session: Session, draft: CaliberDraft | None, parent: QDialog) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("修改口径" if draft else "新增口径")
        self._session, self._draft = session, draft or CaliberDraft("")
        box = QVBoxLayout(self)
        edge = theme.space("l")
        box.setContentsMargins(edge, edge, edge, edge)
        box.setSpacing(theme.space("s"))
        self.name, self.valid_from = TextField("例如 县考核口径"), DateField()
        self.name.put(self._draft.name)
        self.valid_from.put(self._draft.valid_from)
        for text, part in (("名称", self.name), ("从哪一天起用", self.valid_from)):
            box.addWidget(label(text, "label"))
            box.addWidget(part)
        self.ticks: dict[str, dict[str, QCheckBox]] = {}
        for field, listed in FIELDS:
            box.addWidget(self._group(field, listed))
        self.follows = QCheckBox("单笔收入写明“是否计入经营性收入”的，按写明的计")
        self.follows.setChecked(self._draft.follows_mark)
        box.addWidget(self.follows)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(button("保存", self.save, role="primary"))
        box.addLayout(foot)

    def save(self) -> None:
        """Keep the caliber as ticked; the dialog closes when it was taken."""
        draft = CaliberDraft(
            self.name.text_value(),
            self._ticked("categories"),
            self._ticked("excluded"),
            self._ticked("costs"),
            self.follows.isChecked(),
            self.valid_from.text_value(),
            self._draft.note,
            self._draft.code,
        )
        actor = self._session.actor
        self._session.run(
            lambda store, _progress: save_caliber(store, draft, actor=actor),
            done=lambda _code: self.accept(),
            title="正在保存口径",
        )

    def _ticked(self, field: str) -> tuple[str, ...]:
        return tuple(code for code, tick in self.ticks[field].items() if tick.isChecked())

    def _group(self, field: str, listed: str) -> QGroupBox:
        group = QGroupBox(TITLES[field])
        grid = QGridLayout(group)
        taken = getattr(self._draft, field)
        self.ticks[field] = {}
        for place, (code, name) in enumerate(codes.choices(listed).items()):
            tick = QCheckBox(name)
            tick.setChecked(code in taken)
            self.ticks[field][code] = tick
            grid.addWidget(tick, place // ACROSS, place % ACROSS)
        return group
