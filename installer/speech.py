"""How the set-up speaks: one Chinese line a step, and the commands it runs."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path


class SetupError(Exception):
    """The set-up cannot go on; the text is the whole sentence for the user."""


def prepare_output() -> None:
    """Let a terminal that lacks a character show a question mark instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(sentence: str) -> None:
    """Print one line at once, also when the output is a pipe."""
    print(sentence, flush=True)


def run(command: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str] | None = None) -> int:
    """Show a command, run it with its output passed through, and return its exit code."""
    words = [str(word) for word in command]
    say("$ " + " ".join(words))
    return subprocess.run(words, cwd=cwd, env=env, check=False).returncode


def answers(command: Sequence[str | Path]) -> str | None:
    """Run a command silently; return what it printed, or None when it fails or does not exist."""
    try:
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
