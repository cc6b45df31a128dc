import shutil
from pathlib import Path

import pytest

from app.cli import main
from tests.cli.commands import Desk

SAMPLES = Path(__file__).parent.parent / "data" / "changcheng-2023"


@pytest.fixture(scope="session")
def imported_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("imported") / "ledger"
    assert main(["--data", str(folder), "init", "--name", "长城彝族乡", "--county", "丘北县"]) == 0
    assert main(["--data", str(folder), "import", str(SAMPLES)]) == 0
    return folder


@pytest.fixture
def township(imported_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A desk over a copy of the sample township."""
    folder = tmp_path / "ledger"
    shutil.copytree(imported_folder, folder)
    return Desk(folder, capsys)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A desk over a folder with nothing in it yet."""
    return Desk(tmp_path / "new", capsys)
