"""What the set-up does about missing Debian packages, with stand-ins for Debian's own tools."""

import sys
from pathlib import Path

import pytest

from installer import system

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Debian's tools exist on Linux only")

DPKG = """#!/bin/sh
printf 'installed\\tlibegl1\\t\\n'
printf 'config-files\\tgcc\\t\\n'
printf 'installed\\tlibcups2t64\\tlibcups2 (= 2.4), cups-client\\n'
[ -f "$INSTALLED" ] && sed 's/^\\(.*\\)$/installed\\t\\1\\t/' "$INSTALLED"
exit 0
"""
APT = """#!/bin/sh
echo "$@" >> "$INSTALLED.calls"
[ "$1" = update ] && exit 0
case "$*" in *no-such*) exit 100;; esac
while [ "$1" != --no-install-recommends ]; do shift; done
shift
for name; do echo "$name" >> "$INSTALLED"; done
"""


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put stand-ins for dpkg-query and apt-get before the real ones; return the file of installed names."""
    for name, text in {"dpkg-query": DPKG, "apt-get": APT}.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("INSTALLED", str(tmp_path / "installed"))
    monkeypatch.setattr("os.geteuid", lambda: 0)
    return tmp_path / "installed"


def test_a_package_counts_when_another_one_provides_it(tools):
    assert system.installed_packages() == {"libegl1", "libcups2t64", "libcups2", "cups-client"}


def test_a_system_without_dpkg_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert system.installed_packages() is None


def test_what_is_missing_is_installed_at_once(tools, tmp_path):
    assert system.install(tmp_path, ["gcc", "xvfb"]) == []
    assert tools.read_text().split() == ["gcc", "xvfb"]


def test_one_unknown_package_does_not_keep_the_others_out(tools, tmp_path):
    assert system.install(tmp_path, ["gcc", "no-such", "xvfb"]) == ["no-such"]
    assert tools.read_text().split() == ["gcc", "xvfb"]


def test_nothing_is_fetched_when_nothing_is_missing(tools, tmp_path):
    names = [*system.WINDOW_PACKAGES, *system.FONT_PACKAGES, *system.TEST_PACKAGES, system.venv_package()]
    tools.write_text("\n".join(names) + "\n")
    system.prepare(tmp_path, with_tests=True)
    assert not Path(f"{tools}.calls").exists()


def test_without_the_right_to_install_the_packages_are_named(tools, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setenv("PATH", f"{tmp_path}:{tmp_path}")
    system.prepare(tmp_path, with_tests=False)
    said = capsys.readouterr().out
    assert "libxcb-cursor0" in said
    assert "apt-get install" in said
    assert "xvfb" not in said
    assert not Path(f"{tools}.calls").exists()
