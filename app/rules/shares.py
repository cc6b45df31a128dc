"""Shares as they are printed everywhere: in percent with one decimal, halves up, as a calculator gives them."""

from decimal import ROUND_HALF_UP, Decimal

WHOLE = 1000
"""All there is, in tenths of a percent."""
_TENTH = Decimal("0.1")


def share(part: int, whole: int) -> float:
    """Return a share to a tenth of a percent: 2 of 6 is 0.333; nothing of nothing is 0."""
    return (2 * WHOLE * part + whole) // (2 * whole) / WHOLE if whole else 0.0


def percent(part: float) -> str:
    """Return a share as a percentage: 0.264 → 26.4%.

    A quotient is rounded by the shortest decimal that stands for it, so that an exact half goes up.
    """
    return f"{(Decimal(str(part)) * 100).quantize(_TENTH, ROUND_HALF_UP)}%"
