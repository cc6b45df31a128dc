"""A township under every page, and a way to open one page by itself."""

import pytest
from PySide6.QtWidgets import QDialog

from app.ui.pages import PAGES
from tests.ui.page_ledger import fill


@pytest.fixture
def ids(store):
    """The example township is in the ledger; ids by table."""
    return fill(store)


@pytest.fixture
def opened(session, qtbot):
    """Return a function that shows one page as the window would."""

    def show(name):
        entry = next(entry for entry in PAGES if entry.name == name)
        page = entry.load()(session)
        qtbot.addWidget(page)
        page.resize(1180, 620)
        page.show()
        qtbot.waitExposed(page)
        page.enter()
        return page

    return show


@pytest.fixture
def form(session, qtbot):
    """Return a function that gives the form dialog now open over a page."""
    from app.ui.forms.dialog import FormDialog
    from app.ui.pages.development_step import StepDialog

    def newest(page):
        found = [
            d for d in page.findChildren(QDialog) if isinstance(d, FormDialog | StepDialog) and d.isVisible()
        ]
        assert found, "no form is open"
        return found[-1]

    return newest
