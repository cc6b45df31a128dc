"""Quality of 整顿: listed again, days out of order, late files and tasks, months not reported."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from app.rules import ratings_files as rules
from app.rules.calendar import Day
from app.rules.quality.findings import Breach, out_of_order
from app.rules.ratings_files import FileFacts

STEPS = {
    "listed_on": "认定日期",
    "accepted_on": "验收日期",
    "closed_on": "销号日期",
    "looked_back_on": "回头看日期",
}
"""Days of a file in the order they follow each other."""
LIMIT = {"listed_on": "认定日期", "due_on": "整顿时限"}


def judge_files(files: Iterable[FileFacts], today: date) -> Iterator[Breach]:
    """Judge every file of 整顿 listed by today: its days; the newest of an organization listed before; what is late."""
    held = [(one, known) for one in files if (known := known_on(one, today))]
    years: dict[str, list[int]] = {}
    for one, _ in held:
        years.setdefault(one.organization_id, []).append(one.year)
    for one, known in held:
        again = rules.repeated(years[one.organization_id], one.year)
        if again and one.year == max(years[one.organization_id]):
            yield _breach(one, "RECTIFICATION_AGAIN", "year", years="、".join(f"{year}年" for year in again))
        for steps in (STEPS, LIMIT):
            for earlier, later, values in out_of_order(steps, {name: getattr(one, name) for name in steps}):
                yield _breach(one, "RECTIFICATION_DAYS", earlier, later, **values)
        if known.is_open:
            yield from _late(known, today)


def known_on(one: FileFacts, today: date) -> FileFacts | None:
    """Return a file as it stood on a day, what was done later not known yet; None before it was listed."""

    def past(stored: str) -> str:
        return stored if stored and Day.parse(stored).first <= today else ""

    is_listed = Day.parse(one.listed_on).first <= today if one.listed_on else one.year <= today.year
    if not is_listed:
        return None
    return replace(
        one,
        accepted_on=past(one.accepted_on),
        closed_on=past(one.closed_on),
        looked_back_on=past(one.looked_back_on),
        tasks=tuple(replace(task, done_on=past(task.done_on)) for task in one.tasks),
    )


def _late(one: FileFacts, today: date) -> Iterator[Breach]:
    if one.due_on and not one.accepted_on and Day.parse(one.due_on).last < today:
        yield _breach(one, "RECTIFICATION_LATE", "due_on", "accepted_on", date=Day.parse(one.due_on))
    missing = [
        month for month in rules.months_missing(one, today) if rules.report_day(Day.parse(month)) < today
    ]
    if missing:
        yield _breach(one, "RECTIFICATION_MONTH", "listed_on", months=rules.months_in_words(missing))
    for task in one.tasks:
        if task.due_on and not task.done_on and Day.parse(task.due_on).last < today:
            values = {
                "name": one.organization, "year": one.year,
                "date": Day.parse(task.due_on), "content": task.content.rstrip("。"),
            }  # fmt: skip
            fields = ("due_on", "done_on")
            yield Breach(
                "RECTIFICATION_TASK", "rectification_item", task.id, one.organization, fields, values
            )


def _breach(one: FileFacts, code: str, *fields: str, **values: object) -> Breach:
    shown = {"name": one.organization, "year": one.year, **values}
    return Breach(code, "rectification", one.id, one.organization, fields, shown)
