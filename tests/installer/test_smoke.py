"""The walk through the installed program: it passes on a sound one and fails on one that is not."""

import sys
from pathlib import Path

import pytest

from installer import smoke

LIAR = """#!/bin/sh
case "$*" in *stats*) echo '{"organizations": {"branches": 9}}';; esac
"""


def test_the_program_of_this_checkout_passes(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["smoke.py"])
    code = smoke.main()
    said = capsys.readouterr().out
    assert code == 0, said
    assert said.splitlines()[-1].startswith("通过：")


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_program_with_wrong_figures_does_not_pass(tmp_path: Path, monkeypatch, capsys):
    program = tmp_path / "liar"
    program.write_text(LIAR)
    program.chmod(0o755)
    monkeypatch.setattr("sys.argv", ["smoke.py", str(program)])
    assert smoke.main() == 1
    assert capsys.readouterr().out.splitlines()[-1] == "没有通过：党支部数应为 2，程序说是 9。"
