"""The first command: set the program up in this folder, then open its window or run its tests.

Only the standard library is used, and this file keeps to words an old Python understands, so that it can say so.
"""

import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
NEWEST_PYTHON = (3, 13)
ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Check the Python that runs this file, then do what the arguments ask; return the exit code."""
    if not OLDEST_PYTHON <= sys.version_info[:2] <= NEWEST_PYTHON:
        oldest, newest, found = (
            ".".join(map(str, v)) for v in (OLDEST_PYTHON, NEWEST_PYTHON, sys.version_info[:2])
        )
        print(
            "需要 Python " + oldest + " 到 " + newest + "，现在用的是 " + found + "。请换用后再运行本命令。"
        )
        return 2
    sys.path.insert(0, str(ROOT))
    from installer.commands import run

    return run(ROOT, sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
