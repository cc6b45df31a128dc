import os
from pathlib import Path

import pytest

from app.errors import StorageError
from app.models import places
from app.models.ledger import Ledger

DEVICE = os.makedev(8, 17)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """What the kernel shows of a stick with one part: the mark stands at the disk, not at the part."""
    part = tmp_path / "devices" / "sdb" / "sdb1"
    part.mkdir(parents=True)
    (part.parent / "removable").write_text("1\n")
    numbers = tmp_path / "block"
    numbers.mkdir()
    (numbers / "8:17").symlink_to(part)
    return numbers


def test_a_part_of_a_stick_is_removable(stick: Path) -> None:
    assert places.removable(DEVICE, stick)


def test_a_built_in_disk_and_an_unknown_device_are_not(stick: Path) -> None:
    (stick.parent / "devices" / "sdb" / "removable").write_text("0\n")
    assert not places.removable(DEVICE, stick)
    assert not places.removable(os.makedev(0, 42), stick)


def test_a_folder_still_to_be_made_is_judged_by_where_it_will_be(tmp_path: Path) -> None:
    assert not places.on_stick(tmp_path / "a" / "b")


@pytest.mark.skipif(os.name != "posix", reason="device numbers are POSIX's")
def test_a_ledger_is_not_made_on_a_stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / "removable").write_text("1\n")
    device = os.stat(tmp_path).st_dev
    numbers = tmp_path / "block"
    numbers.mkdir()
    (numbers / f"{os.major(device)}:{os.minor(device)}").symlink_to(disk)
    monkeypatch.setattr(places.on_stick, "__defaults__", (numbers,))
    with pytest.raises(StorageError, match="U盘"):
        Ledger.create(tmp_path / "ledger")
    assert not (tmp_path / "ledger").exists()
