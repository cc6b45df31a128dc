"""A wizard over an empty ledger, and the workbooks of the example township."""

from pathlib import Path

import pytest

from app.ui.wizard.wizard import ImportWizard
from tests.sources import ROOT

SAMPLE = ROOT / "tests" / "data" / "changcheng-2023"


@pytest.fixture
def sample() -> Path:
    return SAMPLE


@pytest.fixture
def wizard(session, qtbot):
    made = ImportWizard(session)
    qtbot.addWidget(made)
    made.resize(1180, 620)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def csv(tmp_path):
    """Return a function that writes a small workbook as text and returns its path."""

    def write(name, *lines):
        path = tmp_path / name
        path.write_text("\n".join(lines), encoding="utf-8-sig")
        return path

    return write
