"""What an official paper is made of, in reading order; how it looks is the frame's business."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.reports.facts import TableFacts


@dataclass(frozen=True, slots=True)
class Title:
    """The title; line feeds break it where the words want it."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、 黑体) or 2 （（一） 楷体）, numbered by the writer; level 0 is 附件 above what is attached."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Body text; `lead` is set before it in 楷体, for instance （一）加强基础。."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line by itself, flush left: 主送机关; or in the middle: 发文字号."""

    text: str
    centred: bool = False


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page; where it is a paper of its own, its pages are counted from 1 again."""

    new_paper: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table in the text with its caption above; a short one stays in one piece unless it may be split."""

    caption: str
    table: TableFacts
    splits: bool = False


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A chart: `make` returns a matplotlib Figure of the given size in inches, its title as first text.

    The title becomes the caption below, after the label (图1).
    """

    label: str
    make: Callable[[float, float], Any]
    lines: int = 8


@dataclass(frozen=True, slots=True)
class Signature:
    """落款: who issues the paper, and when."""

    issuer: str
    day: date


@dataclass(frozen=True, slots=True)
class Attachments:
    """附件 named below the text, in order."""

    names: tuple[str, ...]


Block = Title | Heading | Paragraph | Line | PageBreak | TableBlock | FigureBlock | Signature | Attachments
