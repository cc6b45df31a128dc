"""党员: the roster with search, filters and columns as chosen, and the card of a person."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from app.models.labels import record_label
from app.services.lists import RosterView, organization_outline
from app.ui.forms.dialog import FormDialog
from app.ui.page import Page, record_name, split_record
from app.ui.pages.people_card import PersonCard
from app.ui.pages.people_columns import fill_columns_menu, remember_columns, remembered_columns
from app.ui.pages.people_export import MakeView, fill_export_menu
from app.ui.pages.people_filters import EVERYONE, make_filters, organization_choices, read_filter
from app.ui.pages.people_many import ManyPeople
from app.ui.pages.people_saved import fill_saved_menu
from app.ui.tables.roster import RosterModel
from app.ui.tables.roster_view import RosterTable
from app.ui.widgets.buttons import button, menu_button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.messages import MessageBar

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
        self._place: tuple[str, str] = ("", "")
        reader, kept = self.session.reader, remembered_columns(self.session.preferences)
        self.model = RosterModel(lambda *asked: self._view_maker(*asked)(reader), kept, self)
        self.table = RosterTable(self.model)
        self.table.setAccessibleName("花名册")
        self.table.opened.connect(self._open_card)
        self.filters = make_filters()
        self.many = ManyPeople(
            self.session,
            self.table,
            changed=lambda done: self.message.show_message(f"已{done}。按 Ctrl+Z 可以撤销。", "success"),
            pasted=lambda table: self.go_to.emit("exchange", record_name("file", str(table))),
        )
        self._add_actions(self.add_header())
        self.filters.changed.connect(self._reload)
        self.body.addWidget(self.filters)
        self.message = MessageBar()
        self.session.taken_back.connect(self.message.forget_success)
        self.body.addWidget(self.message)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.empty = EmptyState("people", "", "", "去导入", lambda: self.go_to.emit("exchange", ""))
        self.stack.addWidget(self.empty)
        self.body.addWidget(self.stack, 1)
        # Only rows far down need the order of everyone: settled once the typing has stopped.
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._prepare)
        self._offered = False
        # Read once the roster is painted, so as not to hold that up.
        self._outline = QTimer(self, singleShot=True, interval=OUTLINE_MS)
        self._outline.timeout.connect(self._read_outline)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._say_count())

    def refresh(self) -> None:
        """Read the roster, and soon after it the choices of the filters."""
        self._outline.start()
        self._reload()

    def _prepare(self) -> None:
        if not self.session.closed:
            self.model.prepare()

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

    def _add_actions(self, header: QHBoxLayout) -> None:
        saved = partial(
            fill_saved_menu, session=self.session, asked=lambda: self.filters.asked, ask=self.filters.ask
        )
        columns = partial(fill_columns_menu, shown=lambda: self.model.codes, show=self.show_columns)
        export = partial(
            fill_export_menu,
            session=self.session,
            shown=lambda: self._view_maker(self.model.codes, *self.model.order),
        )
        for words, icon, fill, keys in (
            ("常用条件", "filter", saved, "Ctrl+Shift+F"),
            ("显示的列", "columns", columns, "Ctrl+L"),
            ("导出", "export", export, "Ctrl+E"),
        ):
            header.addWidget(menu_button(words, icon, fill, keys))
        self.bulk_button = button("批量修改…", self.many.change, icon="edit", keys="Ctrl+B")
        header.addWidget(self.bulk_button)
        header.addWidget(button("新增人员", self._add, icon="person_add", role="primary", keys="Ctrl+N"))
        self.table.add_action("粘贴", QKeySequence.StandardKey.Paste, self.many.paste)

    def _view_maker(self, codes: tuple[str, ...], order: str, descending: bool) -> MakeView:
        """Return what makes the view of these columns and this order, under the filters as they are now."""
        return partial(
            RosterView,
            filters=read_filter(self.filters, year=self.session.year, place=self._place),
            as_of=self.session.as_of,
            order=order,
            descending=descending,
            columns=codes,
            group=self.filters.value("group"),
        )

    def _say_count(self) -> None:
        chosen = len(self.model.places(self.table.chosen_rows()))
        note = f"共 {self.model.count:,} 人"
        self.header_note.setText(f"{note}，选中 {chosen:,} 人" if chosen > 1 else note)

    def _reload(self) -> None:
        self.model.reload()
        count = self.model.count
        self._say_count()
        self.stack.setCurrentIndex(0 if count else 1)
        self.first_part = self.table if count else self.filters.search
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
        row = self.model.row_of(person_id)
        if row is None:
            self.filters.choose("status", EVERYONE)
            row = self.model.row_of(person_id)
        if row is not None:
            self.table.choose_row(row)
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

    def show_columns(self, codes: Sequence[str]) -> None:
        """Show exactly these columns, and remember them."""
        remember_columns(self.session.preferences, codes)
        self.model.set_codes(codes)
        self.table.apply_widths()
