"""党员: ages, 党龄 and 光荣在党50年, computed on a day and never stored."""

from datetime import date

from app.rules.calendar import MONTHS_A_YEAR, Day, add_months, add_years

FIFTY = 50
MEDAL_DAY = (7, 1)


def whole_years(since: date, on: date) -> int:
    """Return the full years passed on a day; 0 before the start."""
    years = on.year - since.year
    while years > 0 and add_years(since, years) > on:
        years -= 1
    return max(years, 0)


def age(birth_on: str | None, on: date) -> int | None:
    """Return the age in full years, by the earliest day a partly given birth can mean; None when unknown."""
    return whole_years(Day.parse(birth_on).first, on) if birth_on else None


def party_age_start(full_on: str | None, joined_on: str | None, correction_months: int | None) -> Day | None:
    """Return the day 党龄 counts from: the day of becoming full, moved by the correction (党龄校正值, months).

    Where the roster has no such day, one year of 预备期 after joining is taken. None when neither is known.
    """
    if full_on:
        start = Day.parse(full_on)
    elif joined_on:
        start = Day.parse(joined_on).months_later(MONTHS_A_YEAR)
    else:
        return None
    return start.months_later(correction_months or 0)


def party_age(start: Day | None, on: date) -> int | None:
    """Return the full years of 党龄 on a day; None when unknown."""
    return whole_years(start.first, on) if start else None


def medal_day(year: int) -> date:
    """Return the day on which 光荣在党50年 is judged: 1 July."""
    return date(year, *MEDAL_DAY)


def latest_start_for_medal(year: int) -> date:
    """Return the latest day of becoming full that gives the medal on 1 July of the year; the day itself counts."""
    return add_months(medal_day(year), -FIFTY * MONTHS_A_YEAR)
