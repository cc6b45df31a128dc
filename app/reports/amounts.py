"""Figures as papers write them: money, percentages, days."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from app.reports.facts import CellKind, Value
from app.rules.money import FEN_PER_WAN, yuan
from app.rules.shares import percent


def wan(fen: int, digits: int = 2) -> str:
    """Return 分 as 万元, halves rounded up: 11366426 → 11.37."""
    step = Decimal(1).scaleb(-digits)
    return str((Decimal(fen) / FEN_PER_WAN).quantize(step, ROUND_HALF_UP))


def wan_short(fen: int) -> str:
    """Return 分 as 万元 without trailing noughts: 5000000 → 5."""
    text = wan(fen)
    return text.rstrip("0").rstrip(".")


def short_percent(share: float) -> str:
    """Return a share as a percentage, without the decimal when it is nought: 0.5 → 50%."""
    return percent(share).replace(".0%", "%")


def day(value: date | str) -> str:
    """Return a day, or what is known of it, with dots: 2023-07-01 → 2023.07.01, 2023-07 → 2023.07."""
    text = value.isoformat() if isinstance(value, date) else value
    return text.replace("-", ".")


def long_day(value: date) -> str:
    """Return a day as papers are dated: 2024年1月5日."""
    return f"{value.year}年{value.month}月{value.day}日"


def show(value: Value, kind: CellKind) -> str:
    """Return a cell as it is printed; nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, date):
        return day(value)
    if isinstance(value, str):
        return day(value) if kind == "date" else value
    if kind == "yuan":
        return yuan(int(value))
    if kind == "wan":
        return wan(int(value))
    if kind == "percent":
        return percent(float(value))
    if kind == "score":
        return f"{value / 100:.2f}"
    return str(value)
