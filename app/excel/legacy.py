"""Reading of .xls, .et, .ods and .xlsb through a child process that may die without harm."""

import json
import queue
import subprocess
import sys
import threading
import time as clock
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from app.errors import BadInput
from app.excel.gate import SAVE_AS_XLSX, damaged, encrypted, outdated, too_large
from app.excel.readings import ErrorCell, RawRow
from app.excel.sheets import Merge, RawSheet, without_empty
from app.progress import SILENT, Progress

SECONDS = 20.0
MOST_CELLS = 3_000_000
CHILD_SWITCH = "--read-old-workbook"
_DONE = b""
_START = "import sys; sys.path.insert(0, sys.argv[1]); from app.excel.legacy_child import main; sys.exit(main(sys.argv[2:]))"


def legacy_sheets(path: Path, progress: Progress = SILENT, *, seconds: float = SECONDS) -> list[RawSheet]:
    """Return the worksheets of an .xls, .et, .ods or .xlsb.

    Raises:
        BadInput: broken, too large, with a password, or not read within `seconds`; one sentence.
        Cancelled: the user stopped it; the child is ended.
    """
    sheets: list[dict[str, Any]] = []
    for answer in _answers(path, progress, seconds):
        if isinstance(answer, list):
            sheets[-1]["rows"].append(tuple(_value(cell) for cell in answer))
        elif "sheet" in answer:
            sheets.append({**answer, "rows": []})
        elif "error" in answer:
            raise _refusal(path, answer)
        else:
            return [_sheet(found) for found in sheets]
    raise damaged(path, "the reader ended early")


def child_command(path: Path) -> list[str]:
    """Return the command that reads `path`; a frozen program starts itself with `CHILD_SWITCH`."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_SWITCH, str(path), str(MOST_CELLS)]
    root = str(Path(__file__).resolve().parents[2])
    return [sys.executable, "-I", "-c", _START, root, str(path), str(MOST_CELLS)]


def _answers(path: Path, progress: Progress, seconds: float) -> Iterator[Any]:
    child = subprocess.Popen(
        child_command(path),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert child.stdout is not None
    lines: queue.Queue[bytes] = queue.Queue(10_000)
    stop = threading.Event()
    reader = threading.Thread(target=_pump, args=(child.stdout, lines, stop), daemon=True)
    reader.start()
    try:
        yield from _drawn(path, lines, progress, seconds)
    finally:
        stop.set()
        child.kill()
        child.wait()
        reader.join()
        child.stdout.close()


def _drawn(path: Path, lines: "queue.Queue[bytes]", progress: Progress, seconds: float) -> Iterator[Any]:
    end = clock.monotonic() + seconds
    count = 0
    while True:
        if count % 500 == 0:
            progress.step(count, 0, f"正在读“{path.name}”")
        try:
            line = lines.get(timeout=0.2)
        except queue.Empty:
            progress.step(count, 0, f"正在读“{path.name}”")
            line = None
        if clock.monotonic() > end:
            raise BadInput(f"“{path.name}”读了很久也没有读完，已停止。", SAVE_AS_XLSX)
        if line is None:
            continue
        if line == _DONE:
            return
        count += 1
        yield _decoded(path, line)


def _decoded(path: Path, line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise damaged(path, repr(error)) from error


def _pump(source: IO[bytes], lines: "queue.Queue[bytes]", stop: threading.Event) -> None:
    """Carry lines from the child to the queue until it ends or nobody listens any more."""
    for line in source:
        if not _put(lines, line, stop):
            return
    _put(lines, _DONE, stop)


def _put(lines: "queue.Queue[bytes]", line: bytes, stop: threading.Event) -> bool:
    while not stop.is_set():
        try:
            lines.put(line, timeout=0.1)
        except queue.Full:
            continue
        return True
    return False


def _refusal(path: Path, answer: dict[str, Any]) -> BadInput:
    if answer["error"] == "password":
        return encrypted(path)
    if answer["error"] == "old":
        return outdated(path)
    if answer["error"] == "large":
        return too_large(path)
    return damaged(path, str(answer.get("detail", "")))


def _sheet(found: dict[str, Any]) -> RawSheet:
    rows: list[tuple[int, RawRow]] = list(without_empty(iter(_with_errors(found))))
    merged = found["merged"]
    merges = None if merged is None else tuple(Merge(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in merged)
    return RawSheet(
        str(found["sheet"]),
        lambda: iter(rows),
        merges,
        bool(found["hidden"]),
        sum(len(row) for _, row in rows),
    )


def _with_errors(found: dict[str, Any]) -> list[RawRow]:
    """Put the error cells back where the reader left nothing."""
    rows: list[RawRow] = found["rows"]
    for row, column, text in found["errors"]:
        if row < len(rows):
            cells = [*rows[row], *[None] * (column + 1 - len(rows[row]))]
            cells[column] = ErrorCell(text) if cells[column] is None else cells[column]
            rows[row] = cells
    return rows


def _value(cell: Any) -> Any:
    if not isinstance(cell, dict):
        return cell
    ((kind, said),) = cell.items()
    if kind == "date":
        return date.fromisoformat(said)
    if kind == "moment":
        return datetime.fromisoformat(said)
    return said
