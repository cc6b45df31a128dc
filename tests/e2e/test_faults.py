"""An import interrupted at any moment leaves the ledger as it was before or as it is after, never between."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import main
from app.models.ledger import Ledger
from tests.cli.conftest import SAMPLES
from tests.contents import living_content
from tests.faults import shim

FILES = [
    SAMPLES / "1-党组织基本情况表.xlsx",
    SAMPLES / "3-村民小组情况表.xlsx",
    SAMPLES / "4-发展党员工作台账.xlsx",
    SAMPLES / "5-党支部分类定级汇总表.xlsx",
    SAMPLES / "8-村集体经济目标.xlsx",
]


def command(folder: Path) -> list[str | Path]:
    run = "import sys; from app.cli import main; sys.exit(main(sys.argv[1:]))"
    return [sys.executable, "-c", run, "--data", folder, "import", *FILES]


def content(folder: Path) -> object:
    """Open the ledger as the next start would, check it whole and read it."""
    with Ledger.open(folder) as ledger:
        store = ledger.connect()
        assert store.scalar("PRAGMA integrity_check") == "ok"
        assert store.scalar("SELECT operation FROM local") is None
        found = living_content(store)
        store.close()
    return found


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faults") / "empty"
    assert main(["--data", str(folder), "init", "--name", "长城彝族乡"]) == 0
    return folder


@pytest.fixture(scope="module")
def states(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[object, object]:
    after = tmp_path_factory.mktemp("faults") / "after"
    shutil.copytree(empty, after)
    assert subprocess.run(command(after), capture_output=True, check=False).returncode in (0, 1)
    return content(empty), content(after)


@pytest.fixture
def folder(empty: Path, tmp_path: Path) -> Path:
    copied = tmp_path / "ledger"
    shutil.copytree(empty, copied)
    return copied


@pytest.fixture(scope="module")
def writes(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> int:
    copied = tmp_path_factory.mktemp("faults") / "counted"
    shutil.copytree(empty, copied)
    counted = shim.count_writes(command(copied), "ledger.db")
    assert counted > 20
    return counted


PARTS = [0.0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 1.0]


@pytest.mark.parametrize("part", PARTS)
def test_a_process_killed_during_an_import_leaves_before_or_after(
    folder: Path, states: tuple[object, object], writes: int, part: float
) -> None:
    at = max(1, round(part * writes))
    killed = shim.run_and_kill_at_write(command(folder), "ledger.db", at)
    found = content(folder)
    assert found in states
    # The last write of one run may be one too many in the next: then the import was done.
    assert killed.returncode < 0 or (part == 1.0 and found == states[1]), killed.stderr


@pytest.mark.parametrize("part", PARTS[:-1])
def test_a_disk_that_fills_up_during_an_import_leaves_before_or_after_and_says_so(
    folder: Path, states: tuple[object, object], writes: int, part: float
) -> None:
    full = shim.run_with_full_disk(command(folder), "ledger.db", round(part * writes))
    assert "Traceback" not in full.stderr + full.stdout
    found = content(folder)
    assert found in states
    if found == states[0]:
        assert full.returncode == 2, full.stderr
        assert "磁盘" in full.stderr


def test_an_import_killed_at_a_random_moment_can_be_done_again(
    folder: Path, states: tuple[object, object]
) -> None:
    shim.run_and_kill(command(folder), 1.2)
    assert content(folder) in states
    assert subprocess.run(command(folder), capture_output=True, check=False).returncode in (0, 1)
    assert content(folder) == states[1]
