"""Amounts of money: read exactly, kept as whole 分."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from app.rules.problems import FieldProblem
from app.rules.texts import squeeze, tidy

FEN_PER_YUAN = 100
FEN_PER_WAN = 1_000_000
_UNITS = (("万元", FEN_PER_WAN), ("万", FEN_PER_WAN), ("元整", FEN_PER_YUAN), ("元", FEN_PER_YUAN))
_NOISE = Decimal("0.000001")
_LIMIT_FEN = 10**14  # one trillion yuan: nothing a village earns
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)


def parse_amount(value: object, factor: int = FEN_PER_YUAN) -> int | FieldProblem:
    """Return the amount in 分; `factor` is 分 per unit of the column (100 for 元, 1,000,000 for 万元).

    A unit in the cell itself (1.2万元) wins over the column's. Half a 分 is refused, noise of a
    computed cell (1e-6 分) is not.
    """
    if isinstance(value, bool) or value is None:
        return _unreadable(value)
    if isinstance(value, int | float):
        number = _decimal(repr(value))
    else:
        number, factor = _from_text(str(value), factor)
    if number is None:
        return _unreadable(value)
    return _in_fen(number * factor, value)


def yuan(fen: int) -> str:
    """Return 分 as 元 with two decimals and thousands separators: 795,649.84."""
    sign, cents = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{cents // 100:,}.{cents % 100:02d}"


def _from_text(text: str, factor: int) -> tuple[Decimal | None, int]:
    plain = squeeze(text).replace("，", ",").replace("人民币", "").strip("¥￥")
    negative = re.fullmatch(r"\((.+)\)", plain)
    if negative:
        plain = negative[1].strip("¥￥")
    for unit, fen in _UNITS:
        if plain.endswith(unit):
            plain, factor = plain.removesuffix(unit), fen
            break
    plain = re.sub(r"^([+-]?)[¥￥]", r"\1", plain.replace("−", "-").replace("－", "-"))
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    number = _decimal(plain) if _PLAIN.fullmatch(plain) else None
    return (-number if negative and number is not None else number), factor


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _in_fen(exact: Decimal, value: object) -> int | FieldProblem:
    if abs(exact) >= _LIMIT_FEN:
        return FieldProblem("amount.too_large", f"金额“{tidy(value)}”大得不合常理。", "请核对金额和单位。")
    fen = exact.to_integral_value(ROUND_HALF_UP)
    if abs(exact - fen) >= _NOISE:
        return FieldProblem(
            "amount.precision", f"金额“{tidy(value)}”不足一分的部分不能入账。", "请四舍五入到分（两位小数）。"
        )
    return int(fen)


def _unreadable(value: object) -> FieldProblem:
    return FieldProblem(
        "amount.unreadable", f"“{tidy(value)}”不是金额。", "请只填数字，单位写在表头或数字后面（元、万元）。"
    )
