"""The fonts of a paper: a face for every role, and for every character the first face that has it.

Faces are opened when a character first needs them (up to a fifth of a second each).
"""

import struct
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from app.errors import NotFound
from app.reports import fontfiles
from app.reports.fontfiles import FontFile

CHAIN = ("song", "rare_a", "rare_b", "kai", "hei", "body")
NO_FONT = ("这台电脑上没有可以用来打印的中文字体。", "请把字体文件放进数据文件夹下的“fonts”文件夹。")
_BLOCK = 100


def _to_unicode(fontname: str, subset: list[int]) -> str:
    """Return the ToUnicode map of a subset, characters beyond U+FFFF as UTF-16BE pairs.

    reportlab's own writes five hexadecimal digits for them, and 𠮷 copied from the page is then garbage.
    """
    pairs = [
        f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>"
        for code, char in enumerate(subset)
        if char
    ]
    blocks = [pairs[at : at + _BLOCK] for at in range(0, len(pairs), _BLOCK)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({fontname}) /Ordering ({fontname}) /Supplement 0 >> def\n"
        f"/CMapName /{fontname} def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


ttfonts.makeToUnicodeCMap = _to_unicode


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """An opened font: reportlab's object, which characters it has, whether to draw it heavier."""

    font: TTFont
    glyphs: dict[int, int]
    widths: dict[int, float]
    default_width: float
    bold: bool
    file: FontFile

    def has(self, char: str) -> bool:
        """Say whether the face can draw the character."""
        return ord(char) in self.glyphs

    def width(self, char: str) -> float:
        """Return the character's advance in ems."""
        return self.widths.get(ord(char), self.default_width) / 1000


@lru_cache(maxsize=32)
def _open(path: Path, index: int) -> TTFont:
    name = f"{path.stem}-{index}"
    font = TTFont(name, str(path), subfontIndex=index, shapable=False)
    pdfmetrics.registerFont(font)
    return font


class FontSet:
    """The fonts chosen for one computer."""

    def __init__(self, files: dict[str, FontFile]) -> None:
        if not files:
            raise NotFound(*NO_FONT)
        self.files = dict(files)
        self._faces: dict[str, Face] = {}
        self._chosen: dict[tuple[str, str], Face | None] = {}

    def face(self, role: str) -> Face:
        """Return the face of a role, or of the nearest role that has one."""
        if role not in self._faces:
            self._faces[role] = self._load(role)
        return self._faces[role]

    def _load(self, role: str) -> Face:
        for code in dict.fromkeys((role, *CHAIN, *self.files)):
            file = self.files.get(code)
            if file is None:
                continue
            try:
                font = _open(file.path, file.index)
            except (TTFError, OSError, struct.error):
                del self.files[code]
                continue
            inside: Any = font.face
            return Face(font, inside.charToGlyph, inside.charWidths, inside.defaultWidth, file.bold, file)
        raise NotFound(*NO_FONT)

    def pick(self, role: str, char: str) -> Face | None:
        """Return the first face of the chain that has the character, None when no font has it."""
        key = (role, char)
        if key not in self._chosen:
            codes = (role, *(code for code in CHAIN if code != role and code in self.files))
            faces = (self.face(code) for code in codes)
            self._chosen[key] = next((face for face in faces if face.has(char)), None)
        return self._chosen[key]

    def runs(self, role: str, text: str) -> list[tuple[Face, str]]:
        """Cut a text into pieces of one face each; what no font has is drawn as a hollow box (□)."""
        main = self.face(role)
        if all(map(main.glyphs.__contains__, map(ord, text))):
            return [(main, text)] if text else []
        pieces: list[tuple[Face, str]] = []
        for char in text:
            face = self.pick(role, char)
            if face is None:
                face, char = self.pick(role, "□") or main, "□"
            if pieces and pieces[-1][0] is face:
                pieces[-1] = (face, pieces[-1][1] + char)
            else:
                pieces.append((face, char))
        return pieces

    def width(self, role: str, text: str) -> float:
        """Return the natural width of a text in ems."""
        return sum(face.width(char) for face, piece in self.runs(role, text) for char in piece)

    def missing(self, text: str) -> str:
        """Return the characters of the text that no font has, each once, in order."""
        seen = dict.fromkeys(char for char in text if not char.isspace())
        return "".join(char for char in seen if self.pick("song", char) is None)

    def report(self) -> list[FontFile]:
        """Return which font plays which role, for 体检 of the installation."""
        return list(self.files.values())


@cache
def default() -> FontSet:
    """Return the fonts of this computer (looked up once)."""
    return FontSet(fontfiles.choose())


def missing(text: str) -> str:
    """Return the characters of the text no font of this computer has; empty when all can be printed."""
    return default().missing(text)
