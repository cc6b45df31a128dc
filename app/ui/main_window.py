"""The window: navigation left, search and year on top, file, user, backup and undo at the bottom, pages between."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import PROGRAM_NAME
from app.ui import dialogs, failures, icons, theme
from app.ui.bars import BottomBar, TopBar
from app.ui.page import PAGE_OF_TABLE, Page, record_name
from app.ui.pages import PAGES, PageEntry
from app.ui.session import Session
from app.ui.widgets.empty import EmptyState

SMALL_SCREEN = 1440
UNSEEN_MS = 1000  # how long the first picture is waited for


class MainWindow(QMainWindow):
    """Knows pages by name only; builds each at its first visit."""

    closed = Signal()
    shown = Signal()
    """Once, when the first picture stands: the time for what can wait."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._first = QTimer(self, singleShot=True)
        self._first.timeout.connect(self._on_first)
        self._first.start(UNSEEN_MS)
        self.session = session
        session.window = self
        self.pages: dict[str, QWidget] = {}
        self.setWindowIcon(icons.icon("emblem", "accent"))
        self.setMinimumSize(theme.px(760), theme.px(440))
        self.top = TopBar(session)
        self.bottom = BottomBar(session)
        self.nav = self._make_nav()
        self.stack = QStackedWidget()
        self._assemble()
        self._wire()
        self._name_window()
        self._place_window()
        self.open_page("home")
        self.nav.setFocus()

    @property
    def page(self) -> QWidget:
        """The page shown."""
        return self.stack.currentWidget()

    def open_page(self, name: str, record: str = "", *, focus: bool = True) -> None:
        """Show a page, and on it a record when one is named; `focus` puts the cursor into it."""
        entry = next(entry for entry in PAGES if entry.name == name)
        if name not in self.pages:
            self.pages[name] = self._load(entry)
            self.stack.addWidget(self.pages[name])
        page = self.pages[name]
        with_blocked = self.nav.blockSignals(True)
        self.nav.setCurrentRow(PAGES.index(entry))
        self.nav.blockSignals(with_blocked)
        self.stack.setCurrentWidget(page)
        if isinstance(page, Page):
            page.enter()
            if focus:
                page.take_focus()
            if record:
                page.show_record(record)

    def open_record(self, table: str, record_id: str) -> None:
        """Show a record on the page it belongs to."""
        self.open_page(PAGE_OF_TABLE[table], record_name(table, record_id))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Refuse to close while work is under way, ask while something is unfinished; remember the window's place."""
        if self.session.busy:
            self.session.progress.insist("做完或者取消以后，才能关闭程序。")
            event.ignore()
            return
        unfinished = "\n".join(
            page.unfinished for page in self.pages.values() if isinstance(page, Page) and page.unfinished
        )
        if unfinished and not dialogs.ask(
            self, "关闭程序", unfinished, yes="关闭", no="不关闭", careful=True
        ):
            event.ignore()
            return
        self.session.preferences.keep_state("window", self.saveGeometry())
        event.accept()
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when the first picture stands."""
        super().paintEvent(event)
        if self._first.isActive():
            self._first.start(0)

    def _on_first(self) -> None:
        if not self.session.closed:
            self.shown.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button the focus is on with Enter too, as in dialogs."""
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QAbstractButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    def _place_window(self) -> None:
        """Come back where the window was, or fill a small screen."""
        geometry = self.session.preferences.state("window")
        room = self.screen().availableSize()
        self.resize(min(1366, room.width()), min(820, room.height()))
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        elif room.width() <= SMALL_SCREEN:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _load(self, entry: PageEntry) -> QWidget:
        try:
            page = entry.load()(self.session, self)
        except Exception as error:
            failures.report(self, error)
            return EmptyState(
                "danger", f"“{entry.title}”没能打开", "请把错误报告交给维护人员。其他页面可以照常使用。"
            )
        page.go_to.connect(self.open_page)
        return page

    def _make_nav(self) -> QListWidget:
        nav = QListWidget()
        nav.setObjectName("nav")
        nav.setAccessibleName("页面（F6 来回）")
        nav.setFixedWidth(theme.px(148))
        nav.setIconSize(QSize(theme.px(20), theme.px(20)))
        nav.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for number, entry in enumerate(PAGES, start=1):
            item = QListWidgetItem(icons.icon(entry.icon), entry.title, nav)
            item.setToolTip(f"{entry.title}（Alt+{number}）")
            item.setSizeHint(QSize(0, theme.px(42)))
        return nav

    def _assemble(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.nav)
        middle.addWidget(self.stack, 1)
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.top)
        box.addLayout(middle, 1)
        box.addWidget(self.bottom)
        self.setCentralWidget(whole)

    def _wire(self) -> None:
        self.nav.currentRowChanged.connect(self._on_nav)
        self.shown.connect(self.bottom.refresh)
        self.top.picked.connect(self.open_record)
        self.session.changed.connect(self._on_changed)
        for number, entry in enumerate(PAGES, start=1):
            self._shortcut(f"Alt+{number}", partial(self.open_page, entry.name))
        self._shortcut("Ctrl+K", self.top.focus_search)
        self._shortcut("Ctrl+F", self._find)
        self._shortcut("F6", self._switch_side)
        self._shortcut("Ctrl+Z", self.bottom.undo)
        self._shortcut("Ctrl+Y", self.bottom.redo)
        self._shortcut("F5", self._refresh)
        self._shortcut("Ctrl+Q", self.close)

    def _shortcut(self, keys: str, action: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self, action)

    def _on_nav(self, row: int) -> None:
        self.open_page(PAGES[row].name, focus=False)

    def _on_changed(self, tables: frozenset[str]) -> None:
        if "setting" in tables:
            self._name_window()

    def _name_window(self) -> None:
        name = self.session.township.name
        self.setWindowTitle(f"{name} — {PROGRAM_NAME}" if name else PROGRAM_NAME)

    def _find(self) -> None:
        """Go to the page's own search, else to the global one."""
        if not (isinstance(self.page, Page) and self.page.focus_search()):
            self.top.focus_search()

    def _switch_side(self) -> None:
        """Go from the page to the navigation and back."""
        if isinstance(self.page, Page) and self.nav.hasFocus():
            self.page.take_focus()
        else:
            self.nav.setFocus(Qt.FocusReason.TabFocusReason)

    def _refresh(self) -> None:
        if isinstance(self.page, Page):
            self.page.refresh()
