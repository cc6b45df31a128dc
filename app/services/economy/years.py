"""Days that bound a year of income."""

from datetime import date


def end_of(year: int) -> date:
    """Return the last day of a year."""
    return date(year, 12, 31)


def half_of(year: int) -> date:
    """Return the day half of a year is over."""
    return date(year, 6, 30)
