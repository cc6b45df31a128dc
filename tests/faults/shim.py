"""Run a command while its disk fills up or its process is killed, at a moment the test chooses."""

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("full_disk.c")
LONGEST_SECONDS = 150


@cache
def library() -> Path:
    """Compile the shim once and return its path."""
    if sys.platform != "linux":
        pytest.skip("a library can be loaded before libc on Linux only")
    folder = Path(tempfile.mkdtemp(prefix="dangjian-faults-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    built = folder / "full_disk.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", built, SOURCE, "-ldl"], check=True)
    return built


def run_with_full_disk(
    cmd: Sequence[str | Path], match: str, after_n: int, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command; after `after_n` writes to files whose path contains `match`, the disk is full for them."""
    return _run(cmd, {"FAULT_MATCH": match, "FAULT_AFTER": str(after_n)}, env)


def run_and_kill_at_write(
    cmd: Sequence[str | Path], match: str, at_n: int, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command and kill -9 it when it begins its `at_n`-th write (from 1) to a file matching `match`."""
    return _run(cmd, {"FAULT_MATCH": match, "FAULT_KILL": str(at_n)}, env)


def count_writes(cmd: Sequence[str | Path], match: str, env: Mapping[str, str] | None = None) -> int:
    """Run a command undisturbed and return how often it wrote to files whose path contains `match`."""
    log = library().with_name("writes.log")
    log.unlink(missing_ok=True)
    done = _run(cmd, {"FAULT_MATCH": match, "FAULT_LOG": str(log)}, env)
    assert done.returncode in {0, 1}, done.stderr
    return log.stat().st_size if log.exists() else 0


def run_and_kill(
    cmd: Sequence[str | Path], after_seconds: float, env: Mapping[str, str] | None = None
) -> None:
    """Start a command and kill -9 it with all its children after a while; one that ended sooner is left as it is."""
    process = subprocess.Popen(
        [str(word) for word in cmd],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_environment({}, env),
        start_new_session=True,
    )
    try:
        process.wait(timeout=after_seconds)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _run(
    cmd: Sequence[str | Path], fault: Mapping[str, str], env: Mapping[str, str] | None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in cmd],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=_environment({**fault, "LD_PRELOAD": str(library())}, env),
        timeout=LONGEST_SECONDS,
        check=False,
    )


def _environment(fault: Mapping[str, str], env: Mapping[str, str] | None) -> dict[str, str]:
    return {**os.environ, **(env or {}), **fault}
