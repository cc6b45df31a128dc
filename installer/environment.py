"""The program's own Python environment `.venv`: made once, repeated safely after an interruption."""

import hashlib
import importlib.util
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer.speech import SetupError, answers, run, say
from installer.system import venv_package

WINDOWS = sys.platform == "win32"
LOCK_FILE = ".setup.lock"
STAMP_FILE = "ready.json"
UNFINISHED_FILE = "unfinished"


def program(root: Path, name: str) -> Path:
    """Return the path of a program inside `.venv`."""
    return root / ".venv" / ("Scripts" if WINDOWS else "bin") / (f"{name}.exe" if WINDOWS else name)


def prepare(root: Path) -> None:
    """Bring `.venv` to the state the lock asks for; do nothing when it is there already.

    Raises SetupError with the sentence for the user when Python's own parts or the installation fail.
    """
    wanted = stamp(root)
    if read_stamp(root) == wanted:
        say("运行环境：已就绪。")
        return
    make(root, wanted)
    unfinished = root / ".venv" / UNFINISHED_FILE
    unfinished.touch()
    install(root)
    unfinished.unlink()
    write_stamp(root, wanted)
    say("运行环境：已就绪。")


def stamp(root: Path) -> dict[str, str]:
    """Return what an environment depends on: the lock, the project file, the folder, the Python."""
    return {
        "lock": digest(root / "requirements.lock"),
        "project": digest(root / "pyproject.toml"),
        "folder": str(root),
        "python": sys.version.split()[0],
    }


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_stamp(root: Path) -> dict[str, str] | None:
    """Return what the finished environment was made from, or None when none was finished."""
    try:
        found: dict[str, str] = json.loads((root / ".venv" / STAMP_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if program(root, "dangjian").exists() else None


def write_stamp(root: Path, wanted: dict[str, str]) -> None:
    """Record that the environment is finished, in one step."""
    target = root / ".venv" / STAMP_FILE
    new = target.with_suffix(".new")
    new.write_text(json.dumps(wanted, indent=1), encoding="utf-8")
    new.replace(target)


def make(root: Path, wanted: dict[str, str]) -> None:
    """Create `.venv`; one that was left half made, moved or made for another Python is made anew."""
    home = root / ".venv"
    old = read_stamp(root)
    moved = old is not None and any(old.get(key) != wanted[key] for key in ("folder", "python"))
    if home.exists() and (moved or (home / UNFINISHED_FILE).exists() or not works(root)):
        say("运行环境：原有的不完整，或属于别的文件夹、别的 Python，重新建立。")
        shutil.rmtree(home)
    if home.exists():
        return
    if (
        importlib.util.find_spec("ensurepip") is None
        and answers([sys.executable, "-m", "ensurepip", "--version"]) is None
    ):
        raise SetupError(f"Python 缺少建立运行环境的组件。请安装 {venv_package()} 后再运行本命令。")
    say("运行环境：正在建立 .venv …")
    home.mkdir()
    (home / UNFINISHED_FILE).touch()
    if run([sys.executable, "-m", "venv", home], cwd=root) != 0:
        raise SetupError("运行环境没有建成，上面几行是原因。请处理后再运行本命令。")


def works(root: Path) -> bool:
    """Tell whether the environment's Python starts, is this Python's version, and has pip."""
    said = answers([program(root, "python"), "-c", "import sys, pip; print(sys.version.split()[0])"])
    return said is not None and said.strip() == sys.version.split()[0]


def install(root: Path) -> None:
    """Install the locked packages, each checked by its hash, and then the program itself."""
    pip: list[str | Path] = [
        program(root, "python"),
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
    ]
    env = {
        key: value for key, value in os.environ.items() if key not in {"PIP_USER", "PYTHONPATH", "PYTHONHOME"}
    }
    say("运行环境：正在安装所需的组件，第一次需要几分钟 …")
    locked = [*pip, "--require-hashes", "-r", root / "requirements.lock"]
    if run(locked, cwd=root, env=env) != 0:
        raise SetupError("组件没有装完，上面几行是原因（多半是网络）。可以再次运行本命令接着安装。")
    say("运行环境：正在安装本程序 …")
    env["PYTHONWARNINGS"] = "ignore"  # the build's advice to programmers is nothing for the user
    # A plain path entry: the other way of linking costs every start a few milliseconds.
    itself = [
        *pip,
        "--no-deps",
        "--no-build-isolation",
        "--config-settings",
        "editable_mode=compat",
        "-e",
        root,
    ]
    if run(itself, cwd=root, env=env) != 0:
        raise SetupError("本程序没有装上，上面几行是原因。可以再次运行本命令。")


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Let one set-up of this folder run at a time; a second one waits for the first."""
    with (root / LOCK_FILE).open("a+b") as handle:
        told = False
        while not take(handle.fileno()):
            if not told:
                say("另一个窗口正在安装，等它完成 …")
                told = True
            time.sleep(0.5)
        yield


def take(handle: int) -> bool:
    """Try to take the lock on an open file; the system gives it back when the process ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
