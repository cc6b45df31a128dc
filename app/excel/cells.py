"""Cleaning of single cells: what a clerk cannot see is removed, what was written is kept."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from app.excel.readings import CellValue, ErrorCell

LONGEST_TEXT = 2_000
PRECISE_DIGITS = 10**15
ERROR_TEXTS = frozenset({
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA",
})  # fmt: skip

_IDEOGRAPHS = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00016fe0-\U00018cff\U00020000-\U000323af"
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufe00-\ufe0f\ud800-\udfff]"
)
_BLANKS = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNUSUAL = re.compile("[^!-~ \u4e00-\u9fff]")
_WIDE = re.compile(
    "[\uff01-\uff5e\u2460-\u2473\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089\uff0d\uffe0-\uffe6]"
)
_ESCAPED_CONTROL = re.compile("_x00(0[0-9A-Fa-f]|1[0-9A-Fa-f])_")
_ANY_IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")
_WIDE_SIGN_BETWEEN = re.compile("(?<=[0-9A-Za-z])[\uff01-\uff0f\uff1a-\uff20](?=[0-9A-Za-z])")
_WIDE_LETTERS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
_WIDE_SIGNS = re.compile("[\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff5e]+")


def clean_text(text: str) -> str:
    """Return `text` without invisible characters and outer blanks, with ordinary digits and Latin letters.

    Full-width signs become ordinary ones where they stand among digits and letters (２０２３．７．１), and stay
    where they are punctuation of a Chinese text. Ideographs are never touched.
    """
    if not _UNUSUAL.search(text):
        return text.strip()
    text = _ESCAPED_CONTROL.sub(" ", text) if "_x0" in text else text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _BLANKS.sub(" ", _INVISIBLE.sub("", text))
    if _WIDE.search(text):
        text = _narrow(text)
    return text.strip()


def _narrow(text: str) -> str:
    text = _WIDE_LETTERS.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    signs = _WIDE_SIGN_BETWEEN if _ANY_IDEOGRAPH.search(text) else _WIDE_SIGNS
    return signs.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)


def folded(text: str) -> str:
    """Return `text` for comparing: every sign narrow, no blanks, no letter case; ideographs untouched."""
    text = _WIDE_SIGNS.sub(lambda found: unicodedata.normalize("NFKC", found.group()), clean_text(text))
    return "".join(text.split()).casefold()


def clean_value(value: object) -> CellValue:
    """Return a cell as this program takes it: clean text, plain numbers, dates without an empty time.

    Whole numbers become `int` as long as Excel keeps them exact (15 digits); longer ones stay or become
    `float`, so that nobody takes a damaged ID number for a right one. Empty text becomes None.
    """
    if isinstance(value, str):
        return _clean_cell_text(value)
    if value is None or isinstance(value, bool | ErrorCell):
        return value
    if isinstance(value, int):
        return value if abs(value) < PRECISE_DIGITS else float(value)
    if isinstance(value, float):
        return _clean_number(value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time() and value.tzinfo is None else value
    if isinstance(value, date):
        return value
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        return value.total_seconds() / 86_400
    return clean_text(str(value)) or None


def _clean_cell_text(value: str) -> CellValue:
    if len(value) > LONGEST_TEXT:
        return ErrorCell(f"文字超过{LONGEST_TEXT}字")
    text = clean_text(value)
    if text[:1] == "#" and text.upper() in ERROR_TEXTS:
        return ErrorCell(text)
    return text or None


def _clean_number(value: float) -> CellValue:
    if value != value or value in (float("inf"), float("-inf")):
        return ErrorCell("不是数字")
    if abs(value) < PRECISE_DIGITS and value.is_integer():
        return int(value)
    return value


def shown(value: CellValue) -> str:
    """Return a cell as a clerk would read it aloud; an empty cell is empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
