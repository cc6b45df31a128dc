"""A whole life of 发展党员 on the calendar: every step on a day that the rules of its time allow."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.rules.calendar import add_months

PUBLICITY_SINCE = date(2026, 5, 11)
MONTHS_TO_MEETING = 22
INSPECTION_MONTHS = 5


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of a timetable; `until` where it lasts."""

    step: str
    on: date
    seq: int = 1
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Timetable:
    """The steps of one life, in order, whether they have come yet or not."""

    stops: tuple[Stop, ...]

    def on(self, step: str) -> date:
        """Return the day of a step. Raises KeyError for a step the life never reaches."""
        for stop in self.stops:
            if stop.step == step:
                return stop.on
        raise KeyError(step)

    def has(self, step: str) -> bool:
        """Tell whether the life ever reaches a step."""
        return any(stop.step == step for stop in self.stops)

    def until(self, day: date) -> list[Stop]:
        """Return what has happened by the end of a day."""
        return [stop for stop in self.stops if stop.on <= day]


def applicant_life(applied: date, dice: random.Random) -> Timetable:
    """Return a life that stays at the application."""
    return Timetable((Stop("01", applied), Stop("02", _later(applied, dice, 8, 25))))


def activist_life(applied: date, end: date, dice: random.Random) -> Timetable:
    """Return a life that stays an activist, inspected every half-year until `end`."""
    begun = _beginning(applied, dice)
    return Timetable((*begun, *_inspections("06", begun[2].on, end, dice)))


def full_life(meeting: date, dice: random.Random) -> Timetable:
    """Return a life through all steps; its branch meeting lies near `meeting`."""
    applied = add_months(meeting, -MONTHS_TO_MEETING) - timedelta(days=dice.randint(-10, 25))
    begun = _beginning(applied, dice)
    listed = add_months(begun[2].on, 12) + timedelta(days=dice.randint(3, 40))
    consented = _later(listed, dice, 5, 12)
    stops = [
        *begun,
        *_inspections("06", begun[2].on, listed, dice),
        Stop("07", listed),
        Stop("08", consented),
    ]
    agreed = consented
    if consented >= PUBLICITY_SINCE:
        # Twelve days hold five working days in any week of the year.
        hung = Stop("08a", consented + timedelta(days=1), until=consented + timedelta(days=12))
        stops.append(hung)
        agreed = consented + timedelta(days=12)
    stops += _reception(agreed, dice)
    return Timetable(tuple(stops + _conversion(stops[-1].on, stops[-6].on, dice)))


def _beginning(applied: date, dice: random.Random) -> list[Stop]:
    activist = add_months(applied, 6) + timedelta(days=dice.randint(2, 45))
    return [
        Stop("01", applied),
        Stop("02", _later(applied, dice, 8, 25)),
        Stop("03", activist),
        Stop("04", _later(activist, dice, 4, 9)),
        Stop("05", _later(activist, dice, 1, 6)),
    ]


def _reception(agreed: date, dice: random.Random) -> list[Stop]:
    """Return steps 09 … 20 after the listing was agreed; the branch meeting is the sixth from the end."""
    review = _later(agreed, dice, 9, 14)
    training = _later(review, dice, 4, 8)
    preview = _later(training, dice, 9, 13)
    meeting = _later(preview, dice, 7, 16)
    approved = _later(meeting, dice, 20, 38)
    return [
        Stop("09", _later(agreed, dice, 1, 3)),
        Stop("10", review),
        Stop("11", training, until=training + timedelta(days=2)),
        Stop("12", _later(training, dice, 4, 7)),
        Stop("13", preview),
        Stop("14", _later(preview, dice, 2, 4)),
        Stop("15", meeting),
        Stop("16", _later(meeting, dice, 6, 10)),
        Stop("17", approved),
        Stop("18", _later(approved, dice, 4, 8)),
        Stop("19", _later(approved, dice, 2, 4)),
        Stop("20", _later(approved, dice, 9, 20)),
    ]


def _conversion(oath: date, meeting: date, dice: random.Random) -> list[Stop]:
    full = add_months(meeting, 12)
    discussed = _later(full, dice, 3, 12)
    approved = _later(discussed, dice, 12, 24)
    return [
        *_inspections("21", oath, full, dice),
        Stop("22", full - timedelta(days=dice.randint(8, 13))),
        Stop("23", discussed),
        Stop("24", approved),
        Stop("25", _later(approved, dice, 10, 25)),
    ]


def _inspections(step: str, first: date, end: date, dice: random.Random) -> Iterator[Stop]:
    seq, on = 1, first
    while (on := add_months(on, INSPECTION_MONTHS) + timedelta(days=dice.randint(0, 12))) < end:
        yield Stop(step, on, seq)
        seq += 1


def _later(day: date, dice: random.Random, least: int, most: int) -> date:
    return day + timedelta(days=dice.randint(least, most))
