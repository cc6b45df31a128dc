"""A look through an .xlsx or .ods package in constant memory, before a reader may open it.

Stops bombs, document type declarations and far cells, and brings home what the streaming reader cannot
tell: merged ranges, formulas without a result, the number of cells.
"""

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from app.errors import BadInput
from app.excel.gate import SAVE_AS_XLSX, damaged, too_large
from app.excel.sheets import Merge
from app.progress import SILENT, Progress

MOST_ENTRIES = 5_000
MOST_SHEET_BYTES = 1_500_000_000
MOST_OTHER_BYTES = 250_000_000
MOST_CELLS = 20_000_000
MOST_ROWS = 1_048_576
MOST_COLUMNS = 2_000
MOST_AREA = 40_000_000
MOST_DEPTH = 64
BOMB_RATIO = 200
BOMB_BYTES = 20_000_000
BLOCK = 1 << 18
MARKUP_LOOK = 64

BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, expat.ExpatError, OSError, ValueError, EOFError,
    RuntimeError, NotImplementedError,
)  # fmt: skip
"""What reading a broken package raises."""

_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
_SHEET_PART = re.compile(r"(^|/)worksheets/[^/]+\.xml\Z")


class _TooLarge(Exception):
    """A limit of this module was passed."""


class _Forbidden(Exception):
    """The package holds what no workbook needs."""


@dataclass(slots=True)
class SheetLook:
    """What the look found in one sheet; `unsolved` are (row, column) of formulas without a result."""

    merges: list[Merge] = field(default_factory=list)
    unsolved: set[tuple[int, int]] = field(default_factory=set)
    cells: int = 0
    rows: int = 0
    columns: int = 0
    hidden_rows: int = 0


def look_through(path: Path, progress: Progress = SILENT) -> dict[str, SheetLook]:
    """Look through the package and return, by part name, what each sheet of an .xlsx holds.

    Raises:
        BadInput: the package is broken, forbidden or too large; one sentence.
        Cancelled: the user stopped it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            looks = {}
            for entry in entries:
                if _SHEET_PART.search(entry.filename):
                    progress.step(0, 0, f"正在检查“{path.name}”")
                    looks[entry.filename] = _SheetScan().run(archive, entry, progress)
                elif _is_markup(archive, entry):
                    _scan_plain(archive, entry)
            return looks
    except (_TooLarge, MemoryError) as error:
        raise too_large(path) from error
    except _Forbidden as error:
        raise BadInput(
            f"“{path.name}”里有表格不该有的内容，为安全起见没有打开。",
            SAVE_AS_XLSX,
        ) from error
    except BROKEN as error:
        raise damaged(path, repr(error)) from error


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise _TooLarge
    sheets = sum(entry.file_size for entry in entries if _SHEET_PART.search(entry.filename))
    others = sum(entry.file_size for entry in entries) - sheets
    if sheets > MOST_SHEET_BYTES or others > MOST_OTHER_BYTES:
        raise _TooLarge
    for entry in entries:
        if entry.file_size > BOMB_BYTES and entry.file_size > BOMB_RATIO * max(entry.compress_size, 1):
            raise _TooLarge
        if entry.flag_bits & 1:
            raise ValueError(entry.filename)


def _is_markup(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Tell whether a part holds XML, whatever it is called."""
    with archive.open(entry) as part:
        return part.read(MARKUP_LOOK).lstrip(_BEFORE_MARKUP).startswith(b"<")


def _scan_plain(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _forbid
    _feed(archive, entry, parser, lambda: None)


def _forbid(*_: object) -> None:
    raise _Forbidden


def _feed(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, parser: expat.XMLParserType, breathe: Callable[[], None]
) -> None:
    with archive.open(entry) as part:
        while block := part.read(BLOCK):
            parser.Parse(block, False)
            breathe()
        if entry.file_size:
            parser.Parse(b"", True)


class _SheetScan:
    """Reads one worksheet part event by event and keeps nothing but counts, merges and unsolved formulas."""

    def __init__(self) -> None:
        self.look = SheetLook()
        self.depth = 0
        self.row = 0
        self.column = 0
        self.reference = ""
        self.has_text = False
        self.in_value = False
        self.local: dict[str, str] = {}
        self.letters: dict[str, int] = {}
        self.parser = expat.ParserCreate()

    def run(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, progress: Progress) -> SheetLook:
        """Scan `entry` to its end and return what was found."""
        parser = self.parser
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _forbid
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        _feed(archive, entry, parser, lambda: progress.step(self.look.rows, 0, "正在检查表格"))
        return self.look

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if name == "v" or name == "is":
            self._seen()
        elif name == "c":
            self._cell(attributes)
        elif name == "row":
            self._row(attributes)
        elif name == "f":
            self._formula()
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif ":" in name:
            self.depth -= 1
            self._start(name.rpartition(":")[2], attributes)
        elif self.depth > MOST_DEPTH:
            raise _TooLarge

    def _end(self, name: str) -> None:
        self.depth -= 1

    def _row(self, attributes: dict[str, str]) -> None:
        self.row = int(attributes.get("r") or self.row + 1)
        self.column = 0
        if attributes.get("hidden") in ("1", "true"):
            self.look.hidden_rows += 1

    def _cell(self, attributes: dict[str, str]) -> None:
        self.look.cells += 1
        self.column += 1
        self.reference = attributes.get("r", "")
        self.has_text = attributes.get("t") == "str"
        if self.look.cells > MOST_CELLS:
            raise _TooLarge

    def _seen(self) -> None:
        """Take note of where a cell with content lies."""
        self._locate()
        look = self.look
        if self.row > look.rows:
            look.rows = self.row
        if self.column > look.columns:
            look.columns = self.column
        if self.row > MOST_ROWS or self.column > MOST_COLUMNS or look.rows * look.columns > MOST_AREA:
            raise _TooLarge

    def _locate(self) -> None:
        letters = self.reference.rstrip("0123456789")
        if letters:
            self.column = self.letters.get(letters) or self._column_of(letters)

    def _column_of(self, letters: str) -> int:
        found = _REFERENCE.match(letters + "1")
        if not found:
            raise ValueError(letters)
        index = 0
        for letter in letters:
            index = index * 26 + ord(letter) - ord("A") + 1
        self.letters[letters] = index
        return index

    def _formula(self) -> None:
        """Watch the rest of this cell: a formula whose value is missing or empty has no result."""
        if not self.has_text:
            self.parser.CharacterDataHandler = self._text
            self.parser.EndElementHandler = self._end_in_formula

    def _text(self, text: str) -> None:
        self.has_text = self.has_text or (self.in_value and bool(text.strip()))

    def _end_in_formula(self, name: str) -> None:
        self.depth -= 1
        local = name.rpartition(":")[2]
        if local == "f":
            self.in_value = True
        if local != "c":
            return
        if not self.has_text:
            self._seen()
            self.look.unsolved.add((self.row, self.column))
        self.in_value = False
        self.parser.CharacterDataHandler = None
        self.parser.EndElementHandler = self._end

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        corners = [_REFERENCE.match(corner.replace("$", "")) for corner in (first, last or first)]
        if corners[0] and corners[1] and len(self.look.merges) < MOST_CELLS // 100:
            top, bottom = (int(corner.group(2)) for corner in corners if corner)
            left, right = (self._column_of(corner.group(1)) for corner in corners if corner)
            self.look.merges.append(Merge(top, left, bottom, right))
