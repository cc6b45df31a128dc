import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.errors import BadInput, Damaged, Locked, NewerFile, NotFound, StorageError
from app.models import keyring
from app.models.connection import connect
from app.models.ledger import Ledger
from app.paths import profile_dir
from app.services import ledgers
from app.services.townships import township
from tests.builders import make_village


def test_a_ledger_without_password_opens_from_the_account_and_not_without_it(tmp_path: Path) -> None:
    created = ledgers.create(tmp_path / "a", name="青山镇", county="白水县")
    created.ledger.close()
    with Ledger.open(tmp_path / "a") as ledger:
        store = ledger.connect()
        assert township(store).name == "青山镇"
        store.close()
    [key] = [p for p in (profile_dir() / "keys").iterdir() if p.read_text() == created.ledger.key.hex()]
    if os.name == "posix":
        assert key.stat().st_mode & 0o077 == 0
    key.unlink()
    with pytest.raises(StorageError, match="恢复码"):
        Ledger.open(tmp_path / "a")
    Ledger.open(tmp_path / "a", recovery_code=created.recovery_code).close()


def test_a_password_opens_the_ledger_and_a_wrong_one_does_not(tmp_path: Path) -> None:
    created = ledgers.create(tmp_path / "a", name="青山镇", password="山高水长2026")
    created.ledger.close()
    with pytest.raises(BadInput, match="口令"):
        Ledger.open(tmp_path / "a")
    with pytest.raises(BadInput, match="口令不对"):
        Ledger.open(tmp_path / "a", password="山高水长2025")
    Ledger.open(tmp_path / "a", password="山高水长2026").close()
    typed = created.recovery_code.lower().replace("-", " ").replace("0", "o")
    Ledger.open(tmp_path / "a", recovery_code=typed).close()


def test_changing_the_password_keeps_the_ledger_and_the_recovery_code(tmp_path: Path) -> None:
    created = ledgers.create(tmp_path / "a", name="青山镇", password="山高水长2026")
    keyring.change_password(tmp_path / "a" / "ledger.key", created.ledger.key, "另一句更长的口令")
    created.ledger.close()
    with pytest.raises(BadInput):
        Ledger.open(tmp_path / "a", password="山高水长2026")
    Ledger.open(tmp_path / "a", password="另一句更长的口令").close()
    Ledger.open(tmp_path / "a", recovery_code=created.recovery_code).close()


def test_a_short_password_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="太短"):
        ledgers.create(tmp_path / "a", name="青山镇", password="123456")
    assert not Ledger.exists(tmp_path / "a")


def test_the_file_holds_nothing_readable(tmp_path: Path) -> None:
    created = ledgers.create(tmp_path / "a", name="青山镇", county="白水县")
    created.ledger.close()
    for path in (tmp_path / "a").iterdir():
        raw = path.read_bytes()
        assert "青山镇".encode() not in raw
        assert b"SQLite format" not in raw


def test_a_second_opening_is_refused_while_the_first_lasts(tmp_path: Path) -> None:
    created = ledgers.create(tmp_path / "a", name="青山镇")
    code = f"from app.models.ledger import Ledger; from pathlib import Path; Ledger.open(Path({str(tmp_path / 'a')!r}))"
    with pytest.raises(Locked):
        Ledger.open(tmp_path / "a")
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "Locked" in other.stderr
    created.ledger.close()
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert other.returncode == 0, other.stderr


def test_a_closed_ledger_is_one_whole_file(tmp_path: Path) -> None:
    created = ledgers.create(tmp_path / "a", name="青山镇")
    created.ledger.close()
    copied = tmp_path / "copy.db"
    copied.write_bytes((tmp_path / "a" / "ledger.db").read_bytes())
    connection = connect(copied, created.ledger.key)
    assert connection.execute("SELECT value FROM setting WHERE name = 'township'").fetchone() == ("青山镇",)
    connection.close()


def test_a_file_of_a_later_program_is_refused_and_left_alone(ledger: Ledger) -> None:
    connection = connect(ledger.path, ledger.key)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('dangjian', 'm9999_later', '')"
    )
    connection.close()
    ledger.close()
    with pytest.raises(NewerFile, match="更新版本"):
        Ledger.open(ledger.folder)


def test_opening_where_there_is_no_ledger_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="没有台账"):
        Ledger.open(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_a_second_ledger_never_overwrites_the_first(tmp_path: Path) -> None:
    ledgers.create(tmp_path / "a", name="青山镇").ledger.close()
    before = (tmp_path / "a" / "ledger.db").read_bytes()
    with pytest.raises(StorageError, match="已经有"):
        ledgers.create(tmp_path / "a", name="白水镇")
    assert (tmp_path / "a" / "ledger.db").read_bytes() == before


def test_a_flipped_byte_is_noticed(tmp_path: Path) -> None:
    created = ledgers.create(tmp_path / "a", name="青山镇")
    created.ledger.close()
    path = tmp_path / "a" / "ledger.db"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    with pytest.raises(StorageError), Ledger.open(tmp_path / "a") as ledger:
        store = ledger.connect()
        try:
            store.scalar("PRAGMA integrity_check")
            store.rows("SELECT * FROM op")
            store.rows("SELECT * FROM sqlite_master")
        finally:
            store.close()


def test_every_thread_has_a_connection_of_its_own(tmp_path: Path) -> None:
    ledgers.create(tmp_path / "a", name="青山镇").ledger.close()
    with Ledger.open(tmp_path / "a") as ledger:
        names = []

        def read() -> None:
            store = ledger.connect()
            names.append(township(store).name)
            store.close()

        elsewhere = threading.Thread(target=read)
        elsewhere.start()
        elsewhere.join()
        first, second = ledger.connect(readonly=True), ledger.connect()
        names += [township(first).name, township(second).name]
        assert names == ["青山镇"] * 3
        with pytest.raises(StorageError), first.operation("test", "试写", "某人"):
            first.insert("village", [{"name": "不该有"}])
        first.close()
        second.close()


def test_a_folder_that_cannot_be_written_to_is_told_in_a_sentence(tmp_path: Path) -> None:
    ledgers.create(tmp_path / "a", name="青山镇").ledger.close()
    lock = tmp_path / "a" / "ledger.lock"
    lock.unlink()
    lock.mkdir()
    with pytest.raises(StorageError, match="写不进去"):
        Ledger.open(tmp_path / "a")


def test_a_file_not_closed_is_looked_over_when_it_is_opened(tmp_path: Path) -> None:
    created = ledgers.create(tmp_path / "a", name="青山镇")
    store = created.ledger.connect()
    make_village(store, "石桥村")
    crashed = shutil.copytree(tmp_path / "a", tmp_path / "crashed")
    store.close()
    created.ledger.close()
    Ledger.open(shutil.copytree(crashed, tmp_path / "again")).close()
    path = crashed / "ledger.db"
    raw = bytearray(path.read_bytes())
    # The last page: nothing is read from it unless everything is.
    raw[-4096:] = bytes(4096)
    path.write_bytes(raw)
    with pytest.raises(Damaged):
        Ledger.open(crashed)
