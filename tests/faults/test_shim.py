"""The faults themselves: a test that injects nothing would prove nothing."""

import os
import select
import signal
import sys
from pathlib import Path

import pytest

from tests.faults import shim

WRITER = """
import os, sys
ledger = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT)
other = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT)
for number in range(10):
    os.write(other, b"x")
    os.pwrite(ledger, b"x", number)
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "the-ledger", tmp_path / "beside"


@pytest.fixture
def writer(files: tuple[Path, Path]) -> list[str]:
    return [sys.executable, "-c", WRITER, *map(str, files)]


def test_an_undisturbed_run_tells_its_writes(writer, files):
    assert shim.count_writes(writer, "the-ledger") == 10
    assert files[0].read_bytes() == b"x" * 10


def test_a_full_disk_takes_what_fits_and_refuses_the_rest(writer, files):
    done = shim.run_with_full_disk(writer, "the-ledger", 4)
    assert done.returncode == 1
    assert "No space left" in done.stderr
    assert [len(path.read_bytes()) for path in files] == [4, 5]


def test_a_full_disk_does_not_touch_other_files(writer, files):
    done = shim.run_with_full_disk(writer, "another-name", 0)
    assert done.returncode == 0
    assert [len(path.read_bytes()) for path in files] == [10, 10]


def test_a_kill_at_a_write_comes_before_that_write(writer, files):
    done = shim.run_and_kill_at_write(writer, "the-ledger", 7)
    assert done.returncode == -signal.SIGKILL
    assert [len(path.read_bytes()) for path in files] == [6, 7]


def test_a_kill_after_a_while_ends_the_children_too(tmp_path):
    held = tmp_path / "held"
    os.mkfifo(held)
    reader = os.open(held, os.O_RDONLY | os.O_NONBLOCK)
    shim.run_and_kill(["sh", "-c", f"exec 3> {held}; echo up >&3; sleep 600 & wait"], 1.0)
    assert os.read(reader, 10) == b"up\n"
    waiting = select.poll()  # unlike select() it takes a descriptor of any number
    waiting.register(reader)
    ended = waiting.poll(60_000)
    assert ended, "a child still holds the pipe open"
    assert os.read(reader, 10) == b""
    os.close(reader)


def test_a_command_that_ends_sooner_is_left_as_it_is(tmp_path):
    done = tmp_path / "done"
    shim.run_and_kill(["sh", "-c", f"echo yes > {done}"], 60)
    assert done.read_text() == "yes\n"
