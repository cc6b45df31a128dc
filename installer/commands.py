"""What the first command can do: set up, open the window, run the tests."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from installer import environment, system
from installer.speech import SetupError, prepare_output, say
from installer.speech import run as run_command


def run(root: Path, arguments: list[str]) -> int:
    """Set up and do what the arguments ask; return the exit code."""
    prepare_output()
    asked, rest = read_arguments(arguments)
    say("党建台账：检查和准备运行环境。")
    try:
        with environment.alone(root):
            system.prepare(root, with_tests=asked == "test")
            environment.prepare(root)
    except SetupError as error:
        say(str(error))
        return 2
    except KeyboardInterrupt:
        say("已停下。再次运行本命令会接着做。")
        return 2
    if asked == "test":
        return run_tests(root, rest)
    if asked == "window":
        return open_window(root)
    say(f"完成。命令是 {shown(environment.program(root, 'dangjian'), root)}。")
    return 0


def read_arguments(arguments: list[str]) -> tuple[str, list[str]]:
    """Return what is asked (window, setup or test) and what is handed on to the tests."""
    parser = argparse.ArgumentParser(
        prog="python3 installer/start.py",
        description="准备好运行环境，然后打开窗口；test 运行全部检查和测试，setup 只做准备。",
    )
    parser.add_argument(
        "what", nargs="?", choices=["window", "setup", "test"], default="window", help="要做的事"
    )
    what: str = parser.parse_args(arguments[:1]).what
    rest = arguments[1:]
    if rest and what != "test":
        parser.error("多余的参数：" + " ".join(rest))
    return what, rest


def open_window(root: Path) -> int:
    """Open the window; where there is no screen, name the command that shows the same without one."""
    dangjian = environment.program(root, "dangjian")
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        say("这台电脑没有屏幕可用，窗口打不开。不用屏幕也能看到示例乡镇的数据、报告和图表：")
        say(f"    {shown(dangjian, root)} demo --out DIR")
        return 0
    say("正在打开窗口 …")
    return subprocess.run([str(dangjian)], check=False).returncode


def run_tests(root: Path, extra: list[str]) -> int:
    """Run every check and then the tests; return the exit code of the first that failed, 0 when none did."""
    python = environment.program(root, "python")
    steps: list[list[str | Path]] = [
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "ruff", "format", "--check", "."],
        [python, "-m", "mypy"],
        [python, "-m", "pytest", "-n", "2", "--dist", "loadfile", "--max-worker-restart", "0", *extra],
    ]
    results = [(step, run_command(step, cwd=root)) for step in steps]
    failed = [(step, code) for step, code in results if code != 0]
    for step, code in failed:
        say(f"没有通过：{' '.join(str(word) for word in step[1:])}（返回 {code}）")
    return failed[0][1] if failed else 0


def shown(path: Path, root: Path) -> str:
    """Return a path as the user would type it from the program's folder."""
    return str(path.relative_to(root))
