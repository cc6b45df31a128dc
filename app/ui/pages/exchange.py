"""数据交换: bringing workbooks in, and the imports made so far with their undo."""

from contextlib import suppress
from pathlib import Path

from app.ui.page import PAGE_OF_TABLE, Page, split_record
from app.ui.pages.exchange_past import PastImports
from app.ui.wizard.wizard import CHOOSE, DONE, ImportWizard


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
        self.wizard.stack.currentChanged.connect(self._on_step)

    def refresh(self) -> None:
        """Read the imports made so far."""
        self.past.refresh()
        self._show_past()

    def show_record(self, record: str) -> None:
        """Read the table named `file:path`: one pasted on another page, and removed once it is imported or given up."""
        _, path = split_record(record)
        self._pasted = Path(path)
        self.wizard.read([self._pasted])

    def _on_step(self, step: int) -> None:
        if self._pasted is not None and step in (CHOOSE, DONE):
            with suppress(OSError):  # held by a virus scanner, it goes with its folder
                self._pasted.unlink()
            self._pasted = None
        self._show_past()

    def _show_past(self) -> None:
        self.past.setVisible(self.wizard.step == CHOOSE and self.past.has_any)
        self.wizard.choose.kinds.setVisible(not self.past.has_any)
