"""The program's door: the window when nothing is asked, else the command line."""

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

CHILD_SWITCH = "--read-old-workbook"
"""A frozen program starts itself with this to read a workbook that may end the reader (see app.excel.legacy)."""
WINDOW_OPTIONS = {"--data": "data", "--password-file": "password_file", "--as-of": "as_of"}
NO_SCREEN = """这台电脑没有图形界面，窗口打不开。
不用窗口也能看到同样的内容：
  dangjian demo --out DIR    生成一个示例乡镇，并把报告、图表和表格写到文件夹 DIR
  dangjian --help            看全部命令"""


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window, or do what the command line asks; return the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == [CHILD_SWITCH]:
        from app.excel.legacy_child import main as read_old_workbook

        return read_old_workbook(arguments[1:])
    options = window_options(arguments)
    if options is None:
        from app.cli import main as command_line

        return command_line(arguments)
    if not has_screen(os.environ, sys.platform):
        sys.stdout.write(NO_SCREEN + "\n")
        return 0
    # Nothing made while starting is garbage: looking for it costs a tenth of the start. The window turns it on again.
    gc.disable()
    from app.gui import run_window

    return run_window(**options)


def window_options(arguments: Sequence[str]) -> dict[str, str] | None:
    """Return the options of the window, or None when a command is asked for."""
    found: dict[str, str] = {}
    waiting = list(arguments)
    while waiting:
        name, equals, value = waiting.pop(0).partition("=")
        if name not in WINDOW_OPTIONS or not (equals or waiting):
            return None
        found[WINDOW_OPTIONS[name]] = value if equals else waiting.pop(0)
    return found


def has_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Tell whether a window can be shown; only Linux can be without a screen."""
    if not platform.startswith("linux"):
        return True
    if environment.get("QT_QPA_PLATFORM", "").split(":")[0] in (
        "offscreen",
        "minimal",
        "vnc",
        "linuxfb",
        "eglfs",
    ):
        return True
    display = environment.get("DISPLAY", "")
    if display.startswith(":"):
        number = display[1:].split(".")[0]
        return Path(f"/tmp/.X11-unix/X{number}").exists() or bool(environment.get("WAYLAND_DISPLAY"))
    return bool(display or environment.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
