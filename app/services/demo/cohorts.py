"""Who is on the way into the Party and how far: lives chosen so that the year's end shows 6, 9 and 2, and 6 accepted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.services.demo.material import Plan
from app.services.demo.timetables import Timetable, activist_life, applicant_life, full_life

TRIES = 2000
ACCEPTED = (5, 4, 6)  # in each of the full years
STALLED_ACTIVISTS, STALLED_APPLICANTS = 5, 2
# Days before the day judged on which the newest applied; the last two have not been talked with.
NEWEST = (170, 95, 41, 20)
NO_TALK = 42
BECOMING_ACTIVISTS = 4
Fits = Callable[[Timetable], bool]


@dataclass(frozen=True, slots=True)
class Life:
    """A timetable and what is special about it."""

    timetable: Timetable
    fills_blank_group: bool = False
    talk_late: bool = False
    approval_late: bool = False
    inspection_missed: bool = False


def lives(plan: Plan) -> Iterator[Life]:
    """Yield the lives of everybody on the way in these years."""
    yield from _accepted(plan)
    yield from _under_way(plan)
    yield from _stalled(plan)
    yield from _beginning(plan)


def _accepted(plan: Plan) -> Iterator[Life]:
    for year, count in zip(plan.times.years, ACCEPTED, strict=True):
        for number in range(count):
            late = year == plan.times.last and number == 0
            for one in _accepted_in(plan, year):
                yield Life(one, approval_late=late)


def _accepted_in(plan: Plan, year: int) -> Iterator[Timetable]:
    def fits(life: Timetable) -> bool:
        return life.on("15").year == year and life.on("17") <= plan.times.as_of

    return _full(plan, date(year, 2, 20), date(year, 11, 10), fits)


def _under_way(plan: Plan) -> Iterator[Life]:
    """Those who were objects or activists when the last full year ended and go on in the year under way."""
    times, end = plan.times, plan.times.last_day
    next_year = times.last + 1
    soon = max(times.as_of + timedelta(days=12), date(next_year, 3, 25))

    def was_object(life: Timetable) -> bool:
        return life.on("07") <= end < life.on("15")

    def was_activist(life: Timetable) -> bool:
        return life.on("03") <= end < life.on("07")

    def is_object_now(life: Timetable) -> bool:
        return was_activist(life) and life.on("15") > times.as_of

    for _ in range(2):
        for one in (
            *_full(plan, date(next_year, 1, 2), date(next_year, 2, 15), was_object),
            *_full(plan, date(next_year, 5, 20), date(next_year, 9, 30), was_activist),
            *_full(plan, soon, soon + timedelta(days=45), is_object_now),
        ):
            yield Life(one)


def _stalled(plan: Plan) -> Iterator[Life]:
    times, end = plan.times, plan.times.last_day

    def is_activist(life: Timetable) -> bool:
        return life.on("03") <= end

    for number in range(STALLED_ACTIVISTS):
        for one in _activist(plan, date(times.years[0], 6, 1), date(times.last, 4, 20), is_activist):
            yield Life(
                one, fills_blank_group=number > 0, talk_late=number == 0, inspection_missed=number == 1
            )
    for _ in range(STALLED_APPLICANTS):
        applied = plan.day_in(date(times.last, 2, 10), date(times.last, 10, 20))
        yield Life(applicant_life(applied, plan.dice), fills_blank_group=True)


def _beginning(plan: Plan) -> Iterator[Life]:
    """Those who applied in the last full year and become activists in the next, and those who apply then."""
    times, end = plan.times, plan.times.last_day

    def was_applicant(life: Timetable) -> bool:
        return life.on("01") <= end < life.on("03")

    for _ in range(BECOMING_ACTIVISTS):
        for one in _activist(plan, date(times.last, 7, 1), date(times.last, 12, 10), was_applicant):
            yield Life(one)
    for days in NEWEST:
        applied = times.as_of - timedelta(days=days)
        if applied > end:
            life = applicant_life(applied, plan.dice)
            yield Life(Timetable(life.stops[:1]) if days < NO_TALK else life)


def _full(plan: Plan, first: date, last: date, fits: Fits) -> Iterator[Timetable]:
    """Yield a whole life with its branch meeting about a span that fits; none when the calendar has no room."""
    for _ in range(TRIES):
        if fits(life := full_life(plan.day_in(first, last), plan.dice)):
            yield life
            return


def _activist(plan: Plan, first: date, last: date, fits: Fits) -> Iterator[Timetable]:
    """Yield an activist's life with its application in a span that fits; none when the calendar has no room."""
    for _ in range(TRIES):
        if fits(life := activist_life(plan.day_in(first, last), plan.times.as_of, plan.dice)):
            yield life
            return
