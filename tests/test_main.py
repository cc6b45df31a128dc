import os
import subprocess
import sys

import pytest

from app import __main__ as door


@pytest.mark.parametrize("arguments,options", [
    ([], {}),
    (["--data", "d"], {"data": "d"}),
    (["--data=d", "--password-file", "p", "--as-of=2023-12-31"], {"data": "d", "password_file": "p", "as_of": "2023-12-31"}),
    (["stats"], None),
    (["--data", "d", "stats"], None),
    (["--json"], None),
    (["--data"], None),
    (["--help"], None),
])  # fmt: skip
def test_the_window_opens_when_no_command_is_asked_for(arguments, options):
    assert door.window_options(arguments) == options


@pytest.mark.parametrize("environment,platform,seen", [
    ({}, "linux", False),
    ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
    ({"DISPLAY": "host:0"}, "linux", True),
    ({"DISPLAY": ":98765"}, "linux", False),
    ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
    ({}, "win32", True),
])  # fmt: skip
def test_a_screen_is_looked_for_before_the_window_is_loaded(environment, platform, seen):
    assert door.has_screen(environment, platform) is seen


def test_without_a_screen_the_way_round_is_named():
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        [sys.executable, "-m", "app"], env=bare, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0
    assert "dangjian demo --out DIR" in done.stdout.decode()
