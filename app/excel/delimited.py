"""Reading of text tables: GB 18030, UTF-8, UTF-16; comma, tab, semicolon."""

import csv
from collections.abc import Iterator
from pathlib import Path

from app.errors import BadInput
from app.excel.gate import SAVE_AS_XLSX, damaged
from app.excel.readings import RawRow
from app.excel.sheets import RawSheet, without_empty

DELIMITERS = "\t,;|，"
SAMPLE_LINES = 30
BYTES_A_CELL = 8
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def delimited_sheets(path: Path) -> list[RawSheet]:
    """Return the one sheet of a text table.

    Raises:
        BadInput: the text is in no known encoding or is no table.
    """
    encoding = _encoding(path)
    delimiter = _delimiter(path, encoding)
    return [
        RawSheet(
            path.stem,
            lambda: _rows(path, encoding, delimiter),
            None,
            size=path.stat().st_size // BYTES_A_CELL,
        )
    ]


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4_096)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    for encoding in _guesses(start):
        if _decodes(path, encoding):
            return encoding
    raise BadInput(f"“{path.name}”不是表格，或者文字编码认不出来。", SAVE_AS_XLSX)


def _guesses(start: bytes) -> tuple[str, ...]:
    if b"\0" not in start:
        return ("utf-8", "gb18030")
    odd, even = start[1::2].count(0), start[0::2].count(0)
    return ("utf-16-le",) if odd > even else ("utf-16-be",)


def _decodes(path: Path, encoding: str) -> bool:
    """Tell whether the whole file is text in this encoding, without control characters."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            while block := file.read(1 << 16):
                if any(ord(sign) < 32 and sign not in "\t\r\n\f\x1a" for sign in set(block)):
                    return False
    except UnicodeError:
        return False
    return True


def _delimiter(path: Path, encoding: str) -> str:
    """Return the sign that parts most lines alike; a file without any is one column."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = [line for line, _ in zip(file, range(SAMPLE_LINES), strict=False)]
    if lines and lines[0].strip().lower().startswith("sep=") and len(lines[0].strip()) == 5:
        return lines[0].strip()[4]
    counts = {sign: sorted(line.count(sign) for line in lines) for sign in DELIMITERS}
    return max(DELIMITERS, key=lambda sign: counts[sign][len(lines) // 2] if lines else 0)


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, RawRow]]:
    try:
        with path.open(encoding=encoding, newline="") as file:
            for number, row in without_empty(csv.reader(file, delimiter=delimiter)):
                if number == 1 and row and str(row[0]).lower().startswith("sep="):
                    continue
                yield number, [_unwrapped(str(cell)) for cell in row]
    except (csv.Error, UnicodeError) as error:
        raise damaged(path, repr(error)) from error


def _unwrapped(cell: str) -> str:
    """Take off what programs put around digits to keep them text: ="1", '1, a tab."""
    cell = cell.strip("\t")
    if cell.startswith('="') and cell.endswith('"'):
        return cell[2:-1]
    return cell[1:] if cell.startswith("'") else cell
