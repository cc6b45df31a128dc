"""党员: the roster with search, filters and columns as chosen, and the card of a person."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget

from app.models.labels import record_label
from app.services.lists import COLUMNS, STANDARD, RosterView, organization_outline
from app.ui import icons
from app.ui.forms.dialog import FormDialog
from app.ui.page import Page, split_record
from app.ui.pages.people_card import PersonCard
from app.ui.pages.people_export import fill_export_menu
from app.ui.pages.people_filters import EVERYONE, make_filters, organization_choices, read_filter
from app.ui.tables.roster import RosterModel
from app.ui.tables.view import TableView
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.messages import MessageBar

CHOSEN_COLUMNS = "people/columns"
SETTLE_MS = 250
OUTLINE_MS = 60


class PeoplePage(Page):
    """The roster of any size: only the rows in view are read."""

    name = "people"
    title = "党员"
    icon = "people"
    listens = frozenset({"person", "organization", "village", "village_group", "post"})

    def build(self) -> None:
        """Make the filters and the table."""
        header = self.add_header()
        header.addWidget(self._menu_button("导出", "export", partial(fill_export_menu, session=self.session)))
        header.addWidget(self._menu_button("显示的列", "columns", self._fill_columns))
        header.addWidget(button("新增人员", self._add, icon="person_add", role="primary"))
        self.filters = make_filters()
        self.filters.changed.connect(self._reload)
        self.body.addWidget(self.filters)
        self.message = MessageBar()
        self.body.addWidget(self.message)
        self._place: tuple[str, str] = ("", "")
        self.model = RosterModel(self._make_view, self._remembered(), self)
        self.table = TableView(self.model)
        self.table.setAccessibleName("花名册")
        self.table.opened.connect(self._open_card)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.empty = EmptyState("people", "", "", "去导入", lambda: self.go_to.emit("exchange", ""))
        self.stack.addWidget(self.empty)
        self.body.addWidget(self.stack, 1)
        self.setFocusProxy(self.table)
        # Only rows far down need the order of everyone: settled once the typing has stopped.
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.model.prepare)
        self._offered = False
        # Read once the roster is painted, so as not to hold that up.
        self._outline = QTimer(self, singleShot=True, interval=OUTLINE_MS)
        self._outline.timeout.connect(self._read_outline)

    def refresh(self) -> None:
        """Read the roster, and soon after it the choices of the filters."""
        self._outline.start()
        self._reload()

    def _read_outline(self) -> None:
        self.session.run(
            lambda store, _progress: organization_outline(store),
            done=self._offer,
            title="正在读取党组织",
            quiet=True,
        )

    def _offer(self, outline: tuple[tuple[str, str, int], ...]) -> None:
        """Offer the organizations in the filter; one chosen that is no more is given up."""
        before = self.filters.value("organization")
        self.filters.set_choices("organization", "党组织", organization_choices(outline))
        self._offered = True
        if self.filters.value("organization") != before:
            self._reload()

    def show_record(self, record: str) -> None:
        """Choose a person and open the card; an organization, village or group narrows the roster to its people."""
        table, record_id = split_record(record)
        if not self._offered:
            self._offer(organization_outline(self.session.reader))
        self.filters.clear()
        self._place = ("", "")
        if table == "organization":
            self.filters.choose("organization", record_id)
        elif table in ("village", "village_group"):
            self._place = (table, record_id)
            self._reload()
        elif table == "person":
            self._choose(record_id)
            self.open_card(record_id)

    def open_card(self, person_id: str) -> PersonCard:
        """Open the card of a person over the page."""
        card = PersonCard(self.session, person_id, self.window())
        card.record_asked.connect(self.open_record)
        card.open()
        return card

    def _make_view(self, codes: tuple[str, ...], order: str, descending: bool) -> RosterView:
        session = self.session
        asked = read_filter(self.filters, year=session.year, place=self._place)
        return RosterView(
            session.reader, asked, as_of=session.as_of, order=order, descending=descending, columns=codes
        )

    def _reload(self) -> None:
        self.model.reload()
        count = self.model.rowCount()
        self.header_note.setText(f"共 {count:,} 人")
        self.stack.setCurrentIndex(0 if count else 1)
        narrowed = self.filters.narrows or bool(self._place[1])
        if not count:
            words = (
                ("没有符合条件的人", "请放宽条件。")
                if narrowed
                else ("还没有党员", "可以导入花名册，也可以逐个新增。")
            )
            self.empty.show_words(*words)
            self.empty.button.setVisible(not narrowed)
        self._say_place()
        self._settle.start()

    def _say_place(self) -> None:
        table, record_id = self._place
        if not record_id:
            self.message.hide()
            return
        name = record_label(self.session.reader, table, record_id)
        self.message.show_message(f"只看{name}的党员。", "info", "看全部", self._forget_place)

    def _forget_place(self) -> None:
        self._place = ("", "")
        self._reload()

    def _choose(self, person_id: str) -> None:
        place = self.model.place_of(person_id)
        if place is None:
            self.filters.choose("status", EVERYONE)
            place = self.model.place_of(person_id)
        if place is not None:
            self.table.choose_row(place)
            self.table.setFocus()

    def _open_card(self, row: int) -> None:
        record = self.model.record(row)
        if record is not None:
            self.open_card(record.id)

    def _add(self) -> None:
        values = {"status": "full"}
        if self.filters.value("organization"):
            values["organization_id"] = self.filters.value("organization")
        FormDialog(self.session, "person", values=values, done=self._choose).open()

    def _remembered(self) -> list[str]:
        known = {column.code for column in COLUMNS}
        kept = [code for code in self.session.preferences.texts(CHOSEN_COLUMNS) if code in known]
        return kept or list(STANDARD)

    def _menu_button(self, words: str, icon: str, fill: Callable[[QMenu], None]) -> QPushButton:
        made = QPushButton(icons.icon(icon), words)
        menu = QMenu(made)
        menu.aboutToShow.connect(lambda: fill(menu))
        made.setMenu(menu)
        return made

    def _fill_columns(self, menu: QMenu) -> None:
        menu.clear()
        for column in COLUMNS:
            action = menu.addAction(column.heading)
            action.setCheckable(True)
            action.setChecked(column.code in self.model.codes)
            action.setEnabled(column.code != "name")
            action.triggered.connect(lambda on, code=column.code: self.show_column(code, on))
        menu.addSeparator()
        menu.addAction("恢复常用的列").triggered.connect(lambda: self.show_columns(list(STANDARD)))

    def show_column(self, code: str, on: bool) -> None:
        """Show a column or leave it out."""
        order = [column.code for column in COLUMNS]
        codes = {*self.model.codes, code} if on else set(self.model.codes) - {code}
        self.show_columns(sorted(codes, key=order.index))

    def show_columns(self, codes: list[str]) -> None:
        """Show exactly these columns, and remember them."""
        self.session.preferences.keep(CHOSEN_COLUMNS, codes)
        self.model.set_codes(codes)
        self.table.apply_widths()
