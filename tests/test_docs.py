"""The README is true: its commands work, its paths exist, its glossary is the one of the code."""

import re
import subprocess
import sys

import pytest

from app.rules import vocabulary
from tests.sources import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = [block.strip().splitlines() for block in re.findall(r"```\n(.*?)```", README, re.DOTALL)]
COMMANDS = [line for block in BLOCKS for line in block if line.startswith((".venv/", "python3 "))]
CONTRACT = (
    "init demo import template stats trace check due timetable report chart export history undo backup doctor"
)
FIRST, TEST = "python3 installer/start.py", "python3 installer/start.py test"


@pytest.fixture(scope="module")
def help_text() -> str:
    done = subprocess.run(
        [sys.executable, "-m", "app", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def table_rows(heading: str) -> list[tuple[str, str]]:
    """Return the cells of the two-column table that begins with a heading row."""
    lines = README.split(heading, 1)[1].splitlines()[2:]
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        left, right = (cell.strip() for cell in line.strip("|").split("|"))
        rows.append((left, right))
    return rows


def test_the_two_commands_stand_in_the_readme():
    assert FIRST in COMMANDS
    assert TEST in COMMANDS


def test_ci_calls_the_test_command_of_the_readme():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert script[-1] == f"exec {TEST}"


def test_every_command_of_the_readme_is_one_the_program_has(help_text):
    used = {line.split()[1] for line in COMMANDS if line.startswith(".venv/bin/dangjian ")}
    assert used
    missing = {word for word in used if not re.search(rf"\b{word}\b", help_text)}
    assert not missing


def test_every_command_scripts_rely_on_is_in_the_help(help_text):
    offered = set(re.findall(r"^ {4}(\w+) ", help_text, re.MULTILINE))
    assert not set(CONTRACT.split()) - offered


def test_every_path_of_the_readme_exists():
    paths = {path for path in re.findall(r"`([\w.]+/[\w./]*)`", README) if not path.startswith(".venv")}
    assert paths
    assert not {path for path in paths if not (ROOT / path).exists()}


def test_every_picture_of_the_readme_exists():
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert not [picture for picture in pictures if not (ROOT / picture).is_file()]


def test_the_glossary_of_the_readme_is_the_vocabulary_of_the_code():
    rows = table_rows("| 窗口和公文 | 代码 |")
    assert {code.strip("`"): term for term, code in rows} == vocabulary.TERMS


def test_the_stored_codes_of_the_readme_are_those_of_the_code():
    rows = table_rows("| 类别 | 代码 = 名称 |")
    shown = {
        re.search(r"`(\w+)`", left)[1]: dict(re.findall(r"`(\w+)` ([^，]+)", right)) for left, right in rows
    }
    words = {one.__name__: one.labels() for one in vocabulary.Word.__subclasses__()}
    words["Sex"] = {str(code): label for code, label in vocabulary.SEX_LABELS.items()}
    assert shown == words


def test_every_word_of_the_glossary_is_used_by_the_code():
    sources = [path for pattern in ("*.py", "*.sql") for path in (ROOT / "app").rglob(pattern)]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources if path.name != "vocabulary.py")
    unused = [word for word in vocabulary.TERMS if not re.search(rf"(?<![a-z]){word}s?(?![a-z])", text)]
    assert not unused


def test_no_term_has_two_code_words():
    terms = list(vocabulary.TERMS.values())
    assert len(terms) == len(set(terms))
