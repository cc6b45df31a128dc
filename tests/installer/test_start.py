"""The first command on a Python it cannot use, and the files it installs from."""

import ast
import re
import tomllib

from tests.sources import ROOT

START = (ROOT / "installer" / "start.py").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def bare(name: str) -> str:
    return re.split(r"[\s<>=;\[]", name, maxsplit=1)[0].lower().replace("_", "-")


def test_an_old_python_can_read_the_first_file_and_say_that_it_is_too_old():
    tree = ast.parse(START, feature_version=(3, 4))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]


def test_the_pythons_named_are_those_the_project_takes():
    bounds = dict(re.findall(r"(OLDEST|NEWEST)_PYTHON = \(3, (\d+)\)", START))
    assert PROJECT["requires-python"] == f">=3.{bounds['OLDEST']},<3.{int(bounds['NEWEST']) + 1}"


def test_the_lock_holds_everything_the_project_asks_for():
    asked = {bare(one) for one in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]}
    locked = {bare(line) for line in re.findall(r"^[\w.-]+==\S+", LOCK, re.MULTILINE)}
    assert not asked - locked


def test_every_locked_package_has_a_hash():
    entries = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert not [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]
