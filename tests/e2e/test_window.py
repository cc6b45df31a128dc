"""The program itself, started as a person starts it, on a screen of its own."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services import ledgers

WAIT = 60.0
needs_screen = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="Xvfb or xdotool is not installed here"
)


def until(happened, what: str):
    """Wait for something that another process does; give what it gave."""
    end = time.monotonic() + WAIT
    while not (found := happened()):
        assert time.monotonic() < end, f"never happened: {what}"
        time.sleep(0.05)
    return found


@pytest.fixture(scope="module")
def screen() -> Iterator[dict[str, str]]:
    """A screen of 1366×768 that nobody looks at."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    environment = {**os.environ, "DISPLAY": f":{number}"}
    environment.pop("QT_QPA_PLATFORM", None)
    yield environment
    server.terminate()
    server.wait()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ledgers.create(tmp_path / "ledger", name="青山镇", county="白水县").ledger.close()
    return tmp_path / "ledger"


def start(environment: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "app", *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def end(program: subprocess.Popen[bytes]) -> None:
    """See to it that nothing of the program is left."""
    program.kill()
    program.communicate()


def windows(environment: dict[str, str], title: str) -> list[str]:
    command = ["xdotool", "search", "--onlyvisible", "--name", title]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.stdout.split()


def press_until_it_ends(
    environment: dict[str, str], window: str, keys: str, program: subprocess.Popen[bytes]
) -> None:
    """Type into a window until the program ends; nobody manages the windows here, so focus given early may be lost."""

    def ended() -> bool:
        command = ["xdotool", "windowfocus", window, "sleep", "0.3", "key", keys, "sleep", "0.5"]
        subprocess.run(command, env=environment, capture_output=True, check=False)
        return program.poll() is not None

    until(ended, f"the program ends on {keys}")


@needs_screen
def test_the_program_starts_shows_refuses_a_second_start_and_ends(screen, folder):
    first = start(screen, "--data", str(folder), "--as-of", "2023-12-31")
    try:
        [window] = until(lambda: windows(screen, "青山镇"), "the window shows")
        second = start(screen, "--data", str(folder))
        out, err = second.communicate(timeout=WAIT)
        assert (second.returncode, err) == (0, b""), out + err
        assert first.poll() is None
        press_until_it_ends(screen, window, "ctrl+q", first)
        out, err = first.communicate(timeout=WAIT)
        assert (first.returncode, out, err) == (0, b"", b"")
    finally:
        end(first)
    assert sorted(path.name for path in folder.glob("ledger.db*")) == ["ledger.db"]


@needs_screen
def test_with_no_ledger_known_the_start_is_a_choice_that_can_be_left(screen, tmp_path):
    environment = {
        **screen,
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }
    program = start(environment)
    try:
        [window] = until(lambda: windows(environment, "党建台账"), "the choice shows")
        press_until_it_ends(environment, window, "Escape", program)
        out, err = program.communicate(timeout=WAIT)
        assert (program.returncode, out, err) == (0, b"", b"")
    finally:
        end(program)


@needs_screen
def test_work_done_is_backed_up_when_the_window_closes(screen, folder):
    with ledgers.open_ledger(folder) as ledger:
        store = ledger.connect()
        with store.operation("test", "登记新村", "测试员"):
            store.insert("village", [{"name": "新村"}])
        store.close()
    program = start(screen, "--data", str(folder), "--as-of", "2023-12-31")
    try:
        [window] = until(lambda: windows(screen, "青山镇"), "the window shows")
        press_until_it_ends(screen, window, "ctrl+q", program)
        assert program.wait(timeout=WAIT) == 0
    finally:
        end(program)
    assert list((folder / "backups").iterdir())
