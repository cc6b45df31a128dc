"""分档、预警线和口径: the office's own lines, and the calibers it counts by."""

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.reports.amounts import wan_short
from app.rules.money import FEN_PER_WAN
from app.services.economy.calibers import caliber_items, end_caliber
from app.services.economy.lines import Lines, lines, save_lines
from app.ui import dialogs, theme
from app.ui.forms.fields import TextField
from app.ui.pages.economy_caliber import CaliberDialog
from app.ui.session import Session
from app.ui.tables.list_part import ListPart
from app.ui.tables.plain import Heading, Line
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label
from app.ui.widgets.messages import MessageBar

BETWEEN = "、"
FIELDS = (
    ("bounds", "收入分档的界限（万元）", "从低到高，用顿号隔开；界限本身归上一档，例如“5万元以上”含5万元"),
    ("reach", "达标线（万元）", "统计达到各条线的村数和占比，例如 5、10、15、30"),
    ("shell", "空壳村：收入低于（万元）", ""),
    ("weak", "薄弱村：收入低于（万元）", ""),
    ("jump_percent", "同比变化超过（%）要说明原因", ""),
    ("jump_least", "并且变化金额不少于（万元）", ""),
    ("contract_days", "合同到期前多少天提醒", ""),
)
CALIBERS = (Heading("口径", 130), Heading("怎样计算", 430), Heading("依据", 160))


class LinesDialog(QDialog):
    """Two tabs: lines, and calibers with their formulas in words."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("收入分档和口径")
        self._session = session
        box = QVBoxLayout(self)
        edge = theme.space("l")
        box.setContentsMargins(edge, edge, edge, edge)
        box.setSpacing(theme.space("s"))
        self.message = MessageBar()
        box.addWidget(self.message)
        tabs = QTabWidget()
        tabs.addTab(self._build_lines(), "分档和预警线")
        tabs.addTab(self._build_calibers(), "收入口径")
        box.addWidget(tabs, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.accept))
        box.addLayout(foot)
        session.changed.connect(self._show)
        self._show()
        self.resize(theme.px(820), theme.px(520))

    def save(self) -> None:
        """Keep the lines as typed."""
        wanted = self._typed()
        if wanted is None:
            return
        session = self._session
        session.run(
            lambda store, _progress: save_lines(store, wanted, actor=session.actor),
            done=lambda _made: self.message.show_message("分档和预警线已保存。", "success"),
            title="正在保存分档",
        )

    def _build_lines(self) -> QWidget:
        pane = QWidget()
        form = QFormLayout(pane)
        form.setSpacing(theme.space("s"))
        self.fields: dict[str, TextField] = {}
        for name, text, hint in FIELDS:
            self.fields[name] = TextField(hint)
            self.fields[name].setToolTip(hint)
            form.addRow(label(text, "label"), self.fields[name])
        self.asks_source = QCheckBox("体检时查看有经营、投资收入而没有登记项目或合同的村")
        form.addRow("", self.asks_source)
        row = QHBoxLayout()
        row.addWidget(button("保存", self.save, role="primary"))
        row.addStretch(1)
        form.addRow("", row)
        return pane

    def _build_calibers(self) -> QWidget:
        self.calibers = ListPart(CALIBERS, "收入口径", ("list", "没有口径", ""))
        self.calibers.add_action("新增口径", lambda: self._edit(""), icon="add")
        self.calibers.add_action("停用", self._end, needs_line=True)
        self.calibers.opened.connect(lambda key: self._edit(str(key)))
        return self.calibers

    def _show(self, _tables: object = None) -> None:
        held = lines(self._session.reader)
        shown = {
            "bounds": BETWEEN.join(map(wan_short, held.bounds)), "reach": BETWEEN.join(map(wan_short, held.reach)),
            "shell": wan_short(held.shell), "weak": wan_short(held.weak), "jump_percent": str(held.jump_percent),
            "jump_least": wan_short(held.jump_least), "contract_days": str(held.contract_days),
        }  # fmt: skip
        for name, text in shown.items():
            self.fields[name].put(text)
        self.asks_source.setChecked(held.asks_source)
        items = caliber_items(self._session.reader, self._session.year)
        self.calibers.show_lines([Line((i.draft.name, i.formula, i.source), i.code) for i in items])

    def _typed(self) -> Lines | None:
        """Return the lines as typed; None after saying what cannot be read."""
        try:
            amounts = {
                name: tuple(_fen(part) for part in self.fields[name].text_value().split(BETWEEN))
                for name in ("bounds", "reach", "shell", "weak", "jump_least")
            }
            numbers = {
                name: int(self.fields[name].text_value()) for name in ("jump_percent", "contract_days")
            }
        except (InvalidOperation, ValueError):
            self.message.show_message("有的格里不是数字。请只填数字，几个数之间用顿号“、”隔开。", "danger")
            return None
        single = {name: amounts[name][0] for name in ("shell", "weak", "jump_least")}
        return Lines(
            amounts["bounds"], reach=amounts["reach"], **single, **numbers, asks_source=self.asks_source.isChecked()
        )  # fmt: skip

    def _edit(self, code: str) -> None:
        items = caliber_items(self._session.reader, self._session.year)
        item = next((one for one in items if one.code == code), None)
        CaliberDialog(self._session, item.draft if item else None, self).open()

    def _end(self) -> None:
        code, session = self.calibers.current, self._session
        reason = dialogs.ask_text(self, "停用口径", "请写明停用这个口径的原因：")
        if reason is None:
            return
        session.run(
            lambda store, _progress: end_caliber(
                store, code, reason=reason, on=session.as_of, actor=session.actor
            ),
            done=lambda _made: None,
            title="正在停用口径",
        )


def _fen(text: str) -> int:
    return int(Decimal(text.strip()) * FEN_PER_WAN)
