"""A backup, a restore, an undo or an upgrade interrupted at any moment leaves the ledger whole, before or after."""

import shutil
import sys
from pathlib import Path

import pytest

from app.cli import main
from app.models.backups import all_backups, verify
from app.models.connection import connect
from app.models.history import record_ops
from app.models.ledger import Ledger
from tests.builders import make_village
from tests.contents import living_content
from tests.faults import shim

PARTS = (0.0, 0.2, 0.5, 0.8, 0.97)


def command(folder: Path, *words: str) -> list[str | Path]:
    run = "import sys; from app.cli import main; sys.exit(main(sys.argv[1:]))"
    return [sys.executable, "-c", run, "--data", folder, *words]


def content(folder: Path) -> object:
    """Open the ledger as the next start would, check it and every backup whole, and read it."""
    with Ledger.open(folder) as ledger:
        store = ledger.connect()
        assert store.scalar("PRAGMA integrity_check") == "ok"
        assert store.scalar("SELECT operation FROM local") is None
        found = living_content(store)
        store.close()
        for backup in all_backups(ledger):
            verify(backup.path, ledger.key)
    return found


@pytest.fixture(scope="module")
def worked_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a backup and work done since."""
    folder = tmp_path_factory.mktemp("backups") / "ledger"
    assert main(["--data", str(folder), "init", "--name", "长城彝族乡"]) == 0
    for name in ("石桥村", "高坡村"):
        with Ledger.open(folder) as ledger:
            store = ledger.connect()
            for number in range(50):
                make_village(store, f"{name}{number}")
            store.close()
        if name == "石桥村":
            assert main(["--data", str(folder), "backup", "make"]) == 0
    return folder


@pytest.fixture
def folder(worked_in: Path, tmp_path: Path) -> Path:
    return shutil.copytree(worked_in, tmp_path / "ledger")


VERBS = (("backup", "make"), ("backup", "restore"), ("undo",))


@pytest.fixture(scope="module", params=VERBS, ids=" ".join)
def job(request, worked_in: Path, tmp_path_factory: pytest.TempPathFactory):
    """The words of a command, how often it writes, and the contents before and after it."""
    copied = shutil.copytree(worked_in, tmp_path_factory.mktemp("counted") / "ledger")
    before = content(copied)
    writes = shim.count_writes(command(copied, *request.param), str(copied))
    return request.param, writes, (before, content(copied))


@pytest.mark.parametrize("part", PARTS)
def test_a_process_killed_meanwhile_leaves_before_or_after(folder: Path, job, part: float) -> None:
    words, writes, states = job
    shim.run_and_kill_at_write(command(folder, *words), str(folder), max(1, round(part * writes)))
    assert content(folder) in states
    again = shim.run_with_full_disk(command(folder, "backup", "make"), "nowhere", 0)
    assert again.returncode == 0, again.stderr
    assert [path for path in (folder / "backups").iterdir() if ".part" in path.name] == []


@pytest.mark.parametrize("part", PARTS)
def test_a_disk_that_fills_up_meanwhile_leaves_before_or_after_and_says_so(
    folder: Path, job, part: float
) -> None:
    words, writes, states = job
    full = shim.run_with_full_disk(command(folder, *words), str(folder), round(part * writes))
    assert "Traceback" not in full.stderr + full.stdout
    assert full.returncode in (0, 2), full.stderr
    if full.returncode == 2:
        assert "磁盘" in full.stderr
    assert content(folder) in states


def test_a_damaged_ledger_says_what_to_do_and_doing_so_helps(folder: Path, capsys) -> None:
    path = folder / "ledger.db"
    path.write_bytes(bytes(8192) + path.read_bytes()[8192:])
    assert main(["--data", str(folder), "stats"]) == 2
    assert "备份恢复" in capsys.readouterr().err
    assert main(["--data", str(folder), "backup", "verify"]) == 0
    assert main(["--data", str(folder), "backup", "restore"]) == 0
    assert "石桥村0" in str(content(folder))
    assert main(["--data", str(folder), "stats"]) in (0, 1)


def make_older(folder: Path) -> None:
    """Let a ledger forget that it was brought up to date: its last migration can be applied again."""
    with Ledger.open(folder) as ledger:
        connection = connect(ledger.path, ledger.key)
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm0012_quick'")
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'village%'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')
        connection.close()


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("fault", [shim.run_and_kill_at_write, shim.run_with_full_disk])
def test_an_interrupted_upgrade_is_done_again_and_no_history_is_lost(
    folder: Path, tmp_path: Path, fault, part: float
) -> None:
    before = content(folder)
    make_older(folder)
    counted = shutil.copytree(folder, tmp_path / "counted")
    writes = shim.count_writes(command(counted, "history"), str(counted))
    ended = fault(command(folder, "history"), str(folder), max(1, round(part * writes)))
    assert ended.returncode in (0, 2) or ended.returncode < 0, ended.stderr
    assert content(folder) == before
    with Ledger.open(folder) as ledger:
        store = ledger.connect()
        village = make_village(store, "柳树村")
        assert [op["tbl"] for op in record_ops(store, village)] == ["village"]
        store.close()
