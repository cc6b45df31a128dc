"""What the first command does with its arguments, without a screen, and when a check fails."""

from pathlib import Path

import pytest

from installer import commands, environment

PYTHON = """#!/bin/sh
echo "$2" >> "$(dirname "$0")/calls"
case "$2" in mypy) exit 3;; pytest) exit 1;; esac
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    python = environment.program(tmp_path, "python")
    python.parent.mkdir(parents=True)
    python.write_text(PYTHON)
    python.chmod(0o755)
    return tmp_path


def test_without_arguments_the_window_is_asked_for():
    assert commands.read_arguments([]) == ("window", [])


def test_what_follows_test_is_handed_on():
    assert commands.read_arguments(["test", "-k", "rules", "-x"]) == ("test", ["-k", "rules", "-x"])


def test_words_nobody_knows_are_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        commands.read_arguments(["setup", "more"])
    assert ended.value.code == 2
    assert "多余的参数：more" in capsys.readouterr().err


def test_without_a_screen_the_command_that_needs_none_is_named(root, monkeypatch, capsys):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert commands.open_window(root) == 0
    assert ".venv/bin/dangjian demo --out DIR" in capsys.readouterr().out


def test_all_checks_run_and_the_first_failure_is_the_answer(root, capfd):
    assert commands.run_tests(root, []) == 3
    calls = environment.program(root, "calls").read_text().split()
    assert calls == ["ruff", "ruff", "mypy", "pytest"]
    said = capfd.readouterr().out
    assert "没有通过：-m mypy（返回 3）" in said
    assert "没有通过：-m pytest -n 2 --dist loadfile --max-worker-restart 0（返回 1）" in said
