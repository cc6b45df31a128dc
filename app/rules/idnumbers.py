"""The citizen identification number (GB 11643-1999): checked, never repaired by guessing."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import mul

from app.rules.problems import FieldProblem
from app.rules.texts import squeeze

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_AS_STORED = re.compile(r"[0-9]{17}[0-9X]")
_HYPHENS = re.compile(r"[-‐-―－_.]")
_SCIENTIFIC = re.compile(r"[\d.]+E\+?\d+", re.IGNORECASE)
_EXACT_LIMIT = 2**53  # a spreadsheet keeps numbers as doubles: beyond this the last digits are lost


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A valid 18-digit number and what it says about its bearer."""

    number: str
    birth: date
    sex: int
    region: str


def check_digit(first17: str) -> str:
    """Return the 18th digit that belongs to the first 17."""
    return _CHECK_DIGITS[sum(map(mul, map(int, first17), _WEIGHTS)) % 11]


def parse_id_number(value: object) -> IdNumber | FieldProblem:
    """Read an ID number; 15 digits become 18. A number cell that cannot hold all digits is refused."""
    if isinstance(value, float) or (isinstance(value, int) and value >= _EXACT_LIMIT):
        return _lost_digits(value)
    if isinstance(value, str) and _AS_STORED.fullmatch(value):
        return _judged(value)
    text = squeeze(value)
    if _SCIENTIFIC.fullmatch(text):
        return _lost_digits(text)
    text = _HYPHENS.sub("", text).upper()
    if re.fullmatch(r"\d{15}", text):
        text = text[:6] + "19" + text[6:]
        text += check_digit(text)
    elif not re.fullmatch(r"\d{17}[\dX]", text):
        return _wrong_shape(text)
    return _judged(text)


def birth_of(number: str) -> str:
    """Return the birth a stored (valid, 18-digit) number tells, as ISO text."""
    return f"{number[6:10]}-{number[10:12]}-{number[12:14]}"


def sex_of(number: str) -> int:
    """Return the sex a stored (valid, 18-digit) number tells: 1 male, 2 female."""
    return 1 if int(number[16]) % 2 else 2


def mask(number: str) -> str:
    """Return the number with birth and most of the order hidden: 532699********0878."""
    return number[:6] + "*" * (len(number) - 10) + number[-4:] if len(number) > 10 else number


@lru_cache(maxsize=1024)
def mask_phone(number: str) -> str:
    """Return the telephone number with its middle hidden: 138****1027."""
    return number[:3] + "*" * (len(number) - 7) + number[-4:] if len(number) > 7 else number


def _judged(text: str) -> IdNumber | FieldProblem:
    birth = _birth(text[6:14])
    if birth is None:
        return FieldProblem(
            "id.birth",
            f"身份证号第7至14位“{text[6:14]}”不是真实的出生日期。",
            "请对照身份证原件核对。",
        )
    if check_digit(text[:17]) != text[17]:
        return FieldProblem(
            "id.check_digit",
            f"身份证号“{text}”的末位校验码不对，号码里至少错了一位。",
            "请对照身份证原件核对。",
        )
    return IdNumber(text, birth, sex_of(text), text[:6])


def _birth(digits: str) -> date | None:
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return birth if 1900 <= birth.year <= 2100 else None


def _wrong_shape(text: str) -> FieldProblem:
    if "*" in text:
        return FieldProblem("id.masked", f"身份证号“{text}”被星号遮住了。", "请换用有完整号码的表。")
    if re.fullmatch(r"[\dX]+", text):
        return FieldProblem(
            "id.length", f"身份证号“{text}”是{len(text)}位，应为18位。", "请对照身份证原件补全或改正。"
        )
    return FieldProblem(
        "id.letters",
        f"身份证号“{text}”里有不该有的字。",
        "只能是数字，最后一位可以是X。请对照身份证原件核对。",
    )


def _lost_digits(value: object) -> FieldProblem:
    return FieldProblem(
        "id.number_cell",
        f"身份证号在表里存成了数字（{value}），后几位已经丢失。",
        "请先把这一列设为“文本”格式，再重新录入完整的18位号码。",
    )
