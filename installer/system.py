"""The parts of a Debian system that the window, the papers and the tests need beside Python."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

from installer.speech import answers, run, say

WINDOW_PACKAGES = (
    "libegl1",
    "libgl1",
    "libfontconfig1",
    "libfreetype6",
    "libglib2.0-0",
    "libxkbcommon0",
    "libxkbcommon-x11-0",
    "libdbus-1-3",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-sync1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libcups2",
)
FONT_PACKAGES = ("fonts-lxgw-wenkai", "fonts-wqy-zenhei", "fonts-arphic-uming", "fonts-hanazono")
TEST_PACKAGES = (
    "xvfb",
    "xauth",
    "x11-utils",
    "xdotool",
    "poppler-utils",
    "strace",
    "gcc",
    "libc6-dev",
)
APT_OPTIONS = (
    "-o",
    "DPkg::Lock::Timeout=300",
    "-o",
    "Dpkg::Use-Pty=0",
    "-qq",
    "-y",
    "--no-install-recommends",
)


def prepare(root: Path, *, with_tests: bool) -> None:
    """Install the Debian packages that are missing, or name them in one sentence and go on."""
    if sys.platform != "linux":
        return
    wanted = [*WINDOW_PACKAGES, *FONT_PACKAGES, *(TEST_PACKAGES if with_tests else ())]
    if importlib.util.find_spec("ensurepip") is None:
        wanted.append(venv_package())
    present = installed_packages()
    if present is None:
        say("系统组件：这不是 Debian 一类的系统，窗口和字体所需的组件没有检查。")
        return
    missing = [name for name in wanted if name not in present]
    if not missing:
        say("系统组件：齐全。")
        return
    still = install(root, missing)
    if still:
        say("系统组件：缺少 " + " ".join(still) + "，请管理员用 apt-get install 安装；现在继续。")


def venv_package() -> str:
    """Name the Debian package that holds the venv module of the running Python."""
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def installed_packages() -> set[str] | None:
    """Return the names of the installed packages and of what they provide; None where dpkg is absent."""
    text = answers(["dpkg-query", "-W", "-f", "${db:Status-Status}\t${Package}\t${Provides}\n"])
    if text is None:
        return None
    names: set[str] = set()
    for line in text.splitlines():
        status, package, provides = line.split("\t")
        if status == "installed":
            names.add(package)
            names.update(part.split()[0] for part in provides.split(",") if part.strip())
    return names


def install(root: Path, missing: list[str]) -> list[str]:
    """Install packages through apt-get where that is allowed; return those that are still missing."""
    apt = administrator_prefix()
    if apt is None:
        return missing
    say("系统组件：正在安装 " + " ".join(missing) + " …")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run([*apt, "update", "-qq"], cwd=root, env=env)
    if run([*apt, "install", *APT_OPTIONS, *missing], cwd=root, env=env) != 0:
        for name in missing:  # one name this system does not know must not keep the others out
            run([*apt, "install", *APT_OPTIONS, name], cwd=root, env=env)
    present = installed_packages() or set()
    return [name for name in missing if name not in present]


def administrator_prefix() -> list[str] | None:
    """Return how to call apt-get with the right to install, or None where that would need a password."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if answers(["sudo", "-n", "true"]) is not None:
        return ["sudo", "-n", "--preserve-env=DEBIAN_FRONTEND", "apt-get"]
    return None
