"""Who keeps the ledger, who works with it, and the password."""

from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import AppError
from app.models.store import Store
from app.progress import Progress
from app.services import passwords, townships
from app.ui import dialogs, theme
from app.ui.session import Session
from app.ui.widgets.buttons import button
from app.ui.widgets.cards import Card
from app.ui.widgets.labels import label

FIELD_WIDTH, LABEL_WIDTH = 320, 170
CODE_HINT = (
    "忘记口令时，用新建台账时打印的恢复码打开。恢复码只在新建时显示一次，改口令后仍然有效，请和台账分开保管。"
)
NO_PASSWORD = "现在没有口令：能用本机这个账户的人就能打开台账。"
WITH_PASSWORD = "现在设有口令：打开台账要输入口令。"


class OfficePane(QWidget):
    """Three cards: office, user, password."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space("m"))
        box.addWidget(self._build_office())
        box.addWidget(self._build_user())
        box.addWidget(self._build_password())
        box.addStretch(1)

    def refresh(self) -> None:
        """Read what is stored."""
        office = self._session.township
        self.name.setText(office.name)
        self.county.setText(office.county)
        self.level.setCurrentIndex(max(0, self.level.findData(office.level)))
        self.phone.setText(office.phone)
        self.actor.setText(self._session.actor)
        held = passwords.has_password(self._session.ledger)
        self.state.setText(WITH_PASSWORD if held else NO_PASSWORD)
        self.form.setRowVisible(self.old, held)
        self.remove.setVisible(held)
        self.change.setText("修改口令" if held else "设置口令")

    def _build_office(self) -> Card:
        card = Card("单位")
        self.name, self.county, self.level = _line(), _line(), QComboBox()
        for code, words in townships.LEVELS.items():
            self.level.addItem(words, code)
        self.level.setFixedWidth(theme.px(FIELD_WIDTH))
        self.phone = _line()
        self.phone.setPlaceholderText("印在公示上，供群众反映情况")
        rows = (
            ("单位名称", self.name),
            ("所属县（市、区）", self.county),
            ("级别", self.level),
            ("联系电话", self.phone),
        )
        form = _form(card, rows)
        form.addRow("", _buttons(button("保存单位", self._save_office, role="primary")))
        return card

    def _build_user(self) -> Card:
        card = Card("使用人", "每一步操作都会记下使用人的姓名")
        self.actor = _line()
        form = _form(card, (("姓名", self.actor),))
        form.addRow("", _buttons(button("保存姓名", self._save_actor)))
        return card

    def _build_password(self) -> Card:
        card = Card("口令")
        self.state = label("", wrap=True)
        card.body.addWidget(self.state)
        self.old, self.new, self.again = _secret(), _secret(), _secret()
        fields = (("现在的口令", self.old), ("新口令（至少 8 个字符）", self.new), ("再输一次", self.again))
        self.form = _form(card, fields)
        self.change = button("", self._change_password)
        self.remove = button("取消口令", self._remove_password, role="link")
        self.form.addRow("", _buttons(self.change, self.remove))
        card.body.addWidget(label(CODE_HINT, "soft", wrap=True))
        return card

    def _save_office(self) -> None:
        name, county, phone = self.name.text(), self.county.text(), self.phone.text()
        level, actor = str(self.level.currentData()), self._session.actor

        def task(store: Store, _progress: Progress) -> None:
            townships.rename(store, name=name, county=county, level=level, phone=phone, actor=actor)

        self._session.run(task, done=lambda _none: self._say("单位已保存。"), title="正在保存")

    def _save_actor(self) -> None:
        name = self.actor.text()

        def task(store: Store, _progress: Progress) -> None:
            townships.set_actor(store, name=name)

        self._session.run(task, done=lambda _none: self._on_actor(name.strip()), title="正在保存")

    def _on_actor(self, name: str) -> None:
        self._session.actor = name
        self._session.changed.emit(frozenset({"setting"}))
        self._say("使用人已保存。")

    def _change_password(self) -> None:
        if not self.new.text():
            dialogs.say(self, "口令", "请先输入新口令。", tone="warning")
            return
        self._set_password(self.new.text(), self.again.text(), "口令已保存，下次打开台账时使用。")

    def _remove_password(self) -> None:
        question = "取消口令后，能用本机这个账户的人就能打开台账。确定取消吗？"
        if dialogs.ask(self, "取消口令", question, yes="取消口令", no="保留口令", tone="danger"):
            self._set_password("", "", "口令已取消。")

    def _set_password(self, new: str, again: str, words: str) -> None:
        try:
            passwords.change_password(self._session.ledger, old=self.old.text(), new=new, again=again)
        except AppError as error:
            dialogs.show_error(self, error)
            return
        for line in (self.old, self.new, self.again):
            line.clear()
        self.refresh()
        self._say(words)

    def _say(self, words: str) -> None:
        dialogs.say(self, "设置", words, tone="success")


def _line() -> QLineEdit:
    made = QLineEdit()
    made.setFixedWidth(theme.px(FIELD_WIDTH))
    return made


def _secret() -> QLineEdit:
    made = _line()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def _form(card: Card, rows: tuple[tuple[str, QWidget], ...]) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(theme.space("m"))
    form.setVerticalSpacing(theme.space("s"))
    for words, widget in rows:
        heading = label(words, "label")
        heading.setMinimumWidth(theme.px(LABEL_WIDTH))
        heading.setBuddy(widget)
        form.addRow(heading, widget)
        widget.setAccessibleName(words)
    card.body.addLayout(form)
    return form


def _buttons(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
