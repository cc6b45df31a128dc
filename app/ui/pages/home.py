"""工作台: what is due, this year's key figures, charts, findings, and the first steps while the ledger is empty."""

from app.ui.page import Page


class HomePage(Page):
    """The first page."""

    name = "home"
    title = "工作台"
    icon = "home"

    def build(self) -> None:
        """Make the page's parts."""
        self.add_header()
        self.body.addStretch(1)
