"""A page of the window. Pages know the session, never each other and never the window.

A record is named `table:id`, for instance `person:0f3c…`; `record_name` and `split_record` make and take it apart.
"""

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.session import Session
from app.ui.widgets.labels import ShortenedLabel, label
from app.ui.widgets.search import SearchBox

PAGE_OF_TABLE = {
    "organization": "organizations",
    "village": "organizations",
    "village_group": "organizations",
    "person": "people",
    "post": "people",
    "development_case": "development",
    "step_record": "development",
    "case_person": "development",
    "document": "development",
    "quota": "development",
    "rating": "ratings",
    "rating_round": "ratings",
    "pairing": "ratings",
    "pairing_activity": "ratings",
    "rectification": "ratings",
    "rectification_item": "ratings",
    "rectification_progress": "ratings",
    "branch_task": "ratings",
    "contact_point": "ratings",
    "contact_visit": "ratings",
    "income_entry": "economy",
    "cost_entry": "economy",
    "target": "economy",
    "project": "economy",
    "contract": "economy",
    "asset": "economy",
    "platform_sum": "economy",
    "setting": "settings",
}
"""Which page shows the records of a table."""


def record_name(table: str, record_id: str) -> str:
    """Return the name under which a record is shown: `table:id`."""
    return f"{table}:{record_id}"


def split_record(record: str) -> tuple[str, str]:
    """Return table and id of a record's name."""
    table, _, record_id = record.partition(":")
    return table, record_id


class Page(QWidget):
    """One page: built when first entered, refreshed when shown or when what it listens to has changed.

    Subclasses set the four class attributes, make their widgets in `build` (adding them to `body`), fill them in
    `refresh`, and show one record in `show_record`. `first_part` is what the keyboard works on first; a focus proxy
    would keep Tab from all the rest. To go elsewhere they emit `go_to(page, record)`.
    """

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    listens: ClassVar[frozenset[str]] = frozenset()
    go_to = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.session = session
        self.first_part: QWidget | None = None
        self.built = False
        self.stale = True
        self.body = QVBoxLayout(self)
        edge = theme.space("l")
        self.body.setContentsMargins(edge + 4, edge, edge + 4, edge)
        self.body.setSpacing(theme.space("m"))
        session.changed.connect(self._on_changed)
        session.year_changed.connect(self._on_year_changed)

    def build(self) -> None:
        """Make the widgets; called once, before the first refresh."""

    def refresh(self) -> None:
        """Read what is shown and show it."""

    @property
    def unfinished(self) -> str:
        """What would be lost when the program is closed now, and whether to close all the same; "" for nothing."""
        return ""

    def show_record(self, record: str) -> None:
        """Bring the record `table:id` into view; called after `enter`."""

    def enter(self) -> None:
        """Build at the first visit and refresh when something has changed since the last."""
        if not self.built:
            self.built = True
            self.build()
        if self.stale:
            self.stale = False
            self.refresh()

    def take_focus(self) -> None:
        """Put the cursor into the page: where it says it belongs, else into the first part that takes it."""
        parts = (part for part in self.findChildren(QWidget) if _takes_keys(part, self))
        target = self.first_part or next(parts, self)
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_search(self) -> bool:
        """Put the cursor into the page's own search; False when it has none in view."""
        box = next((box for box in self.findChildren(SearchBox) if box.isVisible()), None)
        if box is None:
            return False
        box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        box.selectAll()
        return True

    def open_record(self, table: str, record_id: str) -> None:
        """Ask the window for the page that shows a record."""
        self.go_to.emit(PAGE_OF_TABLE[table], record_name(table, record_id))

    def add_header(self, note: str = "") -> QHBoxLayout:
        """Put the page's title on top and return the row, to which actions are added on the right."""
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        row.addWidget(label(self.title, "title"))
        self.header_note: QLabel = ShortenedLabel(note)
        self.header_note.setProperty("role", "soft")
        row.addSpacing(theme.space("s"))
        row.addWidget(self.header_note)
        row.addStretch(1)
        self.body.addLayout(row)
        return row

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & self.listens:
            self._turn_stale()

    def _on_year_changed(self, _year: int) -> None:
        self._turn_stale()

    def _turn_stale(self) -> None:
        self.stale = True
        if self.built and self.isVisible():
            self.enter()


def _takes_keys(part: QWidget, page: QWidget) -> bool:
    """Tell whether Tab would stop here once everything that is not hidden on purpose is shown."""
    if not part.isEnabled() or not part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    above: QWidget | None = part
    while above is not None and above is not page:
        if above.isHidden() and above.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            return False
        above = above.parentWidget()
    return True
