"""数据交换: bringing workbooks in, and the imports made so far with their undo."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtGui import QResizeEvent

from app.ui import theme
from app.ui.page import PAGE_OF_TABLE, Page, split_record
from app.ui.pages.exchange_past import PastImports
from app.ui.wizard.wizard import CHOOSE, ImportWizard

LOW = 560
UNFINISHED = "“数据交换”里读好的表格还没有确认导入，关闭以后要重新选择文件。现在关闭吗？"


class ExchangePage(Page):
    """The import wizard; past imports stand below while nothing is being imported."""

    name = "exchange"
    title = "数据交换"
    icon = "exchange"
    listens = frozenset(PAGE_OF_TABLE)

    def build(self) -> None:
        """Make wizard and list."""
        self._pasted: Path | None = None
        self.add_header("把手头的表格导入台账")
        self.wizard = ImportWizard(self.session)
        self.body.addWidget(self.wizard, 1)
        self.past = PastImports(self.session)
        self.body.addWidget(self.past)
        self.wizard.page_wanted.connect(lambda page: self.go_to.emit(page, ""))
        self.wizard.stepped.connect(self._on_step)
        self.past.give_room(is_low=self.height() < theme.px(LOW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the imports so far make room for the choice of files."""
        super().resizeEvent(event)
        if self.built:
            self.past.give_room(is_low=self.height() < theme.px(LOW))

    def refresh(self) -> None:
        """Read the imports made so far."""
        self.past.refresh()
        self._show_past()

    @property
    def unfinished(self) -> str:
        """An import that was read and not yet confirmed."""
        return UNFINISHED if self.built and self.wizard.is_under_way else ""

    def show_record(self, record: str) -> None:
        """Read the table named `file:path`: one pasted on another page, and removed once it is imported or given up."""
        _, path = split_record(record)
        self._pasted = Path(path)
        self.wizard.read([self._pasted])

    def _on_step(self) -> None:
        if self._pasted is not None and not self.wizard.is_under_way:
            with suppress(OSError):  # held by a virus scanner, it goes with its folder
                self._pasted.unlink()
            self._pasted = None
        self._show_past()

    def _show_past(self) -> None:
        self.past.setVisible(self.wizard.step == CHOOSE and self.past.has_any)
        self.wizard.choose.kinds.setVisible(not self.past.has_any)
