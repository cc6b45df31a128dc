"""Where an old workbook (.xls, .et) has error cells: the reader gives them back as empty, so they are looked up here.

Runs in the child process only. Formats: compound file (MS-CFB) and BIFF8 records (MS-XLS).
"""

import struct
from collections.abc import Iterator

END_OF_CHAIN = 0xFFFFFFFA
MINI_LIMIT = 4_096
MOST_ERRORS = 200_000
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_FILEPASS, _BIFF8 = 0x2F, 0x600
_BOUNDSHEET, _BOOLERR, _FORMULA, _EOF = 0x85, 0x205, 0x06, 0x0A


def error_cells(data: bytes) -> dict[str, list[tuple[int, int, str]]]:
    """Return, by sheet name, (row, column, error text) with both counted from 0; nothing for what cannot be followed."""
    try:
        stream = _workbook_stream(data)
        return {name: list(_errors_of(stream, start)) for name, start in _sheets(stream)}
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}


def refusal(data: bytes) -> str:
    """Return why a compound file cannot be read: password, old (Excel 95 and before); empty text when it can."""
    try:
        stream = _workbook_stream(data)
        if any(kind == _FILEPASS for kind, _, _ in _records(stream, 0)):
            return "password"
        return "old" if stream and struct.unpack_from("<H", stream, 4)[0] < _BIFF8 else ""
    except (struct.error, IndexError):
        return ""


def _workbook_stream(data: bytes) -> bytes:
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or mini_shift != 6:
        return b""
    size, mini_size = 1 << shift, 1 << mini_shift
    directory_start, mini_fat_start = (
        struct.unpack_from("<I", data, 48)[0],
        struct.unpack_from("<I", data, 60)[0],
    )
    fat = _fat(data, size)
    directory = _chain(data, fat, directory_start, size, header=1)
    root, book = (0, 0), (0, 0)
    for entry in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, entry + 64)[0]
        name = directory[entry : entry + max(length - 2, 0)].decode("utf-16-le", "replace")
        place = struct.unpack_from("<II", directory, entry + 116)
        if directory[entry + 66] == 5:
            root = place
        elif name == "Workbook" or (name == "Book" and not book[1]):
            book = place
    start, length = book
    if length >= MINI_LIMIT:
        return _chain(data, fat, start, size, header=1)[:length]
    mini_fat_bytes = _chain(data, fat, mini_fat_start, size, header=1)
    mini_fat = struct.unpack(f"<{len(mini_fat_bytes) // 4}I", mini_fat_bytes[: len(mini_fat_bytes) // 4 * 4])
    return _chain(_chain(data, fat, root[0], size, header=1), mini_fat, start, mini_size, header=0)[:length]


def _fat(data: bytes, size: int) -> tuple[int, ...]:
    places = list(struct.unpack_from("<109I", data, 76))
    next_list = struct.unpack_from("<I", data, 68)[0]
    for _ in range(len(data) // size):
        if next_list >= END_OF_CHAIN:
            break
        *more, next_list = struct.unpack_from(f"<{size // 4}I", data, (next_list + 1) * size)
        places += more
    fat: list[int] = []
    for place in places:
        if place < END_OF_CHAIN:
            fat += struct.unpack_from(f"<{size // 4}I", data, (place + 1) * size)
    return tuple(fat)


def _chain(data: bytes, fat: tuple[int, ...], start: int, size: int, *, header: int) -> bytes:
    parts = []
    for _ in range(len(data) // size + 1):
        if start >= END_OF_CHAIN:
            break
        parts.append(data[(start + header) * size : (start + header + 1) * size])
        start = fat[start]
    return b"".join(parts)


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, offset and length of the records from `start` to the end of that part."""
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        if kind == _EOF:
            return
        yield kind, start + 4, length
        start += 4 + length


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    for kind, at, _ in _records(stream, 0):
        if kind == _BOUNDSHEET:
            start, _, _, length, wide = struct.unpack_from("<IBBBB", stream, at)
            text = stream[at + 8 : at + 8 + length * (2 if wide else 1)]
            yield text.decode("utf-16-le" if wide else "latin-1"), start


def _errors_of(stream: bytes, start: int) -> Iterator[tuple[int, int, str]]:
    count = 0
    for kind, at, length in _records(stream, start):
        code = None
        if kind == _BOOLERR and length >= 8 and stream[at + 7] == 1:
            code = stream[at + 6]
        elif (
            kind == _FORMULA
            and length >= 14
            and stream[at + 12 : at + 14] == b"\xff\xff"
            and stream[at + 6] == 2
        ):
            code = stream[at + 8]
        if code in ERRORS and count < MOST_ERRORS:
            count += 1
            row, column = struct.unpack_from("<HH", stream, at)
            yield row, column, ERRORS[code]
