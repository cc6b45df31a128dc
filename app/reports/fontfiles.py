"""Find font files: walk the font folders, read what a file says of itself, choose one for every role."""

import os
import struct
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

from app import paths

SUFFIXES = (".ttf", ".ttc")
_NAME_IDS = (1, 4, 16)
_RESTRICTED, _NO_SUBSET = 0x0002, 0x0300


@dataclass(frozen=True, slots=True)
class FaceInfo:
    """One face inside a font file: its place in a collection, its names, whether reportlab can embed it."""

    index: int
    names: frozenset[str]
    usable: bool


@dataclass(frozen=True, slots=True)
class FontFile:
    """The face that plays a role; `standin` when it is not the one the standard names."""

    role: str
    role_name: str
    use: str
    name: str
    path: Path
    index: int
    bold: bool
    standin: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    name: str
    files: tuple[str, ...]
    families: tuple[str, ...]
    bold: bool
    standin: bool


def folders(own: Path | None = None) -> list[list[Path]]:
    """Return the groups of folders to look in, the user's own first; `own` replaces its usual place."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        local = Path(os.environ.get("LOCALAPPDATA", str(home))) / "Microsoft" / "Windows" / "Fonts"
        system = [windows, local]
    else:
        system = [home / ".local/share/fonts", home / ".fonts", Path("/usr/local/share/fonts")]
        system.append(Path("/usr/share/fonts"))
    return [[own or paths.default_data_dir() / "fonts"], [paths.resources() / "fonts"], system]


def scan(places: Sequence[Path]) -> dict[str, Path]:
    """Return every font file below the places, by its lower-case name; the first of a name wins."""
    found: dict[str, Path] = {}
    for place in places:
        for folder, _, names in sorted(os.walk(place)):
            for name in sorted(names):
                if name.lower().endswith(SUFFIXES):
                    found.setdefault(name.lower(), Path(folder) / name)
    return found


@cache
def read_faces(path: Path) -> tuple[FaceInfo, ...]:
    """Return the faces of a font file; nothing for a file that is no font."""
    try:
        with path.open("rb") as file:
            return tuple(_face(file, index, start) for index, start in enumerate(_starts(file)))
    except (OSError, struct.error, UnicodeDecodeError):
        return ()


def _starts(file: BinaryIO) -> list[int]:
    head = file.read(12)
    if head[:4] != b"ttcf":
        return [0]
    (count,) = struct.unpack(">L", head[8:12])
    return list(struct.unpack(f">{min(count, 64)}L", file.read(4 * min(count, 64))))


def _face(file: BinaryIO, index: int, start: int) -> FaceInfo:
    file.seek(start + 4)
    (count,) = struct.unpack(">H", file.read(2))
    file.seek(start + 12)
    records = [struct.unpack(">4sLLL", file.read(16)) for _ in range(count)]
    tables = {tag: (offset, length) for tag, _, offset, length in records}
    names = frozenset(_names(file, *tables[b"name"])) if b"name" in tables else frozenset()
    drawn = b"glyf" in tables and b"cmap" in tables
    return FaceInfo(index, names, drawn and _may_embed(file, tables.get(b"OS/2")))


def _may_embed(file: BinaryIO, table: tuple[int, int] | None) -> bool:
    """Say whether the font's maker lets a document carry the part of it that is used."""
    if table is None:
        return True
    file.seek(table[0] + 8)
    (rights,) = struct.unpack(">H", file.read(2))
    return rights != _RESTRICTED and not rights & _NO_SUBSET


def _names(file: BinaryIO, offset: int, length: int) -> Iterator[str]:
    file.seek(offset)
    table = file.read(length)
    _, count, strings = struct.unpack(">HHH", table[:6])
    for at in range(6, 6 + 12 * count, 12):
        platform, _, _, name, size, place = struct.unpack(">6H", table[at : at + 12])
        if platform in (0, 3) and name in _NAME_IDS:
            yield table[strings + place : strings + place + size].decode("utf-16-be")


def choose(groups: Sequence[Sequence[Path]] | None = None) -> dict[str, FontFile]:
    """Return the font of every role that has one on this computer."""
    scanned = [scan(group) for group in (groups if groups is not None else folders())]
    chosen: dict[str, FontFile] = {}
    for role in _roles():
        found = _find(role, scanned)
        if found:
            chosen[found.role] = found
    return chosen


def _roles() -> list[dict[str, object]]:
    text = (paths.resources() / "fonts" / "roles.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["role"])


def _find(role: dict[str, object], scanned: Sequence[dict[str, Path]]) -> FontFile | None:
    for files in scanned:
        for candidate in _candidates(role):
            hit = _by_file(candidate, files) or _by_family(candidate, files)
            if hit:
                path, index = hit
                parts = (str(role["code"]), str(role["name"]), str(role["use"]), candidate.name)
                return FontFile(*parts, path, index, candidate.bold, candidate.standin)
    return None


def _candidates(role: dict[str, object]) -> list[_Candidate]:
    raw = role["candidates"]
    assert isinstance(raw, list)
    return [
        _Candidate(
            item["name"],
            tuple(name.lower() for name in item["files"]),
            tuple(item["families"]),
            item.get("bold", False),
            item.get("standin", False),
        )
        for item in raw
    ]


def _by_file(candidate: _Candidate, files: dict[str, Path]) -> tuple[Path, int] | None:
    for name in candidate.files:
        if name in files:
            faces = [face for face in read_faces(files[name]) if face.usable]
            named = [face for face in faces if face.names & set(candidate.families)]
            if faces:
                return files[name], (named or faces)[0].index
    return None


def _by_family(candidate: _Candidate, files: dict[str, Path]) -> tuple[Path, int] | None:
    for path in files.values():
        for face in read_faces(path):
            if face.usable and face.names & set(candidate.families):
                return path, face.index
    return None
