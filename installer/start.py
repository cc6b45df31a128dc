"""The first command: set the program up in this folder, then open its window or run its tests.

Only the standard library is used, and this file keeps to words an old Python understands, so that it can say so.
"""

import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Check the Python that runs this file, then do what the arguments ask; return the exit code."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:2])
        wanted = ".".join(str(part) for part in OLDEST_PYTHON)
        print("需要 Python " + wanted + " 或更新的版本，现在用的是 " + found + "。请安装后再运行本命令。")
        return 2
    sys.path.insert(0, str(ROOT))
    from installer.commands import run

    return run(ROOT, sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
