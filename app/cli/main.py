"""Parse, run one command, print, answer with the exit code: 0 done, 1 with findings, 2 refused, 3 a bug."""

import argparse
import contextlib
import json
import sys
from collections.abc import Sequence
from typing import IO, Any

from app import PROGRAM_NAME, __version__
from app.cli import charts, development, economy, figures, imports, papers, safety, setup
from app.cli.parsing import REFUSED, Parser, common_options
from app.cli.session import BUG, Outcome, Session
from app.errors import AppError
from app.log import write_bug_report

COMMANDS = (setup, imports, figures, development, economy, papers, charts, safety)


class _Speaking:
    """Progress on standard error: a line whenever the work turns to something else."""

    def __init__(self) -> None:
        self._note = ""

    def step(self, done: int, total: int, note: str = "") -> None:
        """Print the note when it is a new one."""
        if note and note != self._note:
            self._note = note
            print(note, file=sys.stderr, flush=True)  # noqa: T201 - the command line speaks by printing


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (without the program's name) and return the exit code."""
    _speak_utf8()
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    session = Session(arguments, _Speaking())
    try:
        outcome = arguments.run(session, arguments)
        _print(outcome, as_json=arguments.json)
        return int(outcome.code)
    except AppError as error:
        return _refuse(error, as_json=arguments.json)
    except KeyboardInterrupt:
        return _refuse(AppError("已中断，没有写入任何改动。"), as_json=arguments.json)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:
        path = write_bug_report(error)
        print(f"程序出错了，您的数据没有改动。详情在：{path}", file=sys.stderr)  # noqa: T201 - see above
        return BUG
    finally:
        with contextlib.suppress(AppError):
            session.close()


def parser() -> Parser:
    """Return the parser of the whole command line; common options may stand before or after the command."""
    description = f"{PROGRAM_NAME}（不带命令时打开窗口）"
    top = Parser(prog="dangjian", description=description, parents=[common_options(default=None)])
    top.add_argument("--version", action="version", version=f"{PROGRAM_NAME} {__version__}", help="版本")
    commands = top.add_subparsers(title="命令", metavar="命令", required=True, parser_class=Parser)
    # After the command an option not given must not wipe out the one given before it.
    common = common_options(default=argparse.SUPPRESS)
    for module in COMMANDS:
        module.add(commands, common)
    return top


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _print(outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        _write(sys.stdout, json.dumps(outcome.data, ensure_ascii=False, indent=1, default=_plain))
    else:
        _write(sys.stdout, "\n".join(outcome.lines))


def _write(stream: IO[str], text: str) -> None:
    if text:
        stream.write(text + "\n")
        stream.flush()


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset | set):
        return sorted(value)
    return str(value)


def _refuse(error: AppError, *, as_json: bool) -> int:
    if as_json:
        refusal = {"error": error.what, "do": error.do, **({"detail": error.detail} if error.detail else {})}
        _write(sys.stdout, json.dumps(refusal, ensure_ascii=False))
    _write(sys.stderr, str(error))
    return REFUSED
