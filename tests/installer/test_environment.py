"""The environment `.venv`: when it is made anew, and that two set-ups do not meet in it."""

import sys
from pathlib import Path

import pytest

from installer import environment


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "requirements.lock").write_text("a==1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    return tmp_path


@pytest.fixture
def finished(root: Path) -> Path:
    for name in ("python", "dangjian"):
        path = environment.program(root, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\necho {sys.version.split()[0]}\n")
        path.chmod(0o755)
    environment.write_stamp(root, environment.stamp(root))
    return root


def test_a_finished_environment_is_left_as_it_is(finished, capsys):
    environment.prepare(finished)
    assert capsys.readouterr().out == "运行环境：已就绪。\n"


def test_a_changed_lock_is_noticed(finished):
    (finished / "requirements.lock").write_text("a==2\n")
    assert environment.read_stamp(finished) != environment.stamp(finished)


def test_an_environment_without_the_program_is_not_finished(finished):
    environment.program(finished, "dangjian").unlink()
    assert environment.read_stamp(finished) is None


def test_a_stamp_cut_short_counts_as_none(finished):
    (finished / ".venv" / environment.STAMP_FILE).write_text('{"lock": ')
    assert environment.read_stamp(finished) is None


def test_an_environment_for_the_same_python_is_kept(finished):
    environment.make(finished, environment.stamp(finished))
    assert environment.program(finished, "python").read_text().startswith("#!/bin/sh")


def test_an_interrupted_installation_is_begun_anew(finished):
    (finished / ".venv" / environment.UNFINISHED_FILE).touch()
    environment.make(finished, environment.stamp(finished))
    assert environment.works(finished)
    assert not environment.program(finished, "dangjian").exists()


def test_an_environment_moved_from_another_folder_is_begun_anew(finished):
    environment.write_stamp(finished, environment.stamp(finished) | {"folder": "elsewhere"})
    environment.make(finished, environment.stamp(finished))
    assert not environment.program(finished, "dangjian").exists()


def test_a_second_setup_waits_until_the_first_is_done(root):
    with (
        (root / environment.LOCK_FILE).open("a+b") as first,
        (root / environment.LOCK_FILE).open("a+b") as second,
    ):
        assert environment.take(first.fileno())
        assert not environment.take(second.fileno())
        first.close()
        assert environment.take(second.fileno())
