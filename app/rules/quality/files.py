"""Quality of 整顿 and of a year's shares: late files, months not reported, listed again, shares outside the hints."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.rules import codes
from app.rules import ratings_files as rules
from app.rules.calendar import Day
from app.rules.quality.findings import Breach
from app.rules.ratings import Scheme, hints_by_field
from app.rules.ratings_files import FileFacts


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A year's round: the grades that count by 领域 (code, "" for none)."""

    id: str
    year: int
    grades: Mapping[str, Sequence[str]]


def judge_files(files: Iterable[FileFacts], today: date) -> Iterator[Breach]:
    """Judge every open file of 整顿, and whether its organization has been listed before."""
    held = list(files)
    years: dict[str, list[int]] = {}
    for one in held:
        years.setdefault(one.organization_id, []).append(one.year)
    for one in held:
        again = rules.repeated(years[one.organization_id], one.year)
        if again and one.is_open:
            yield _breach(one, "RECTIFICATION_AGAIN", "year", years="、".join(f"{year}年" for year in again))
        if not one.is_open:
            continue
        if one.due_on and not one.accepted_on and Day.parse(one.due_on).last < today:
            yield _breach(one, "RECTIFICATION_LATE", "due_on", "accepted_on", date=Day.parse(one.due_on))
        missing = rules.months_missing(one, today)
        if missing:
            shown = "、".join(Day.parse(month).chinese() for month in missing)
            yield _breach(one, "RECTIFICATION_MONTH", months=shown)


def judge_shares(held: RoundFacts, scheme: Scheme) -> Iterator[Breach]:
    """Compare a year's shares with the hints of its scheme: of each 领域 with hints of its own, and of all others."""
    for name, hint in hints_by_field(held.grades, scheme):
        limit = (
            f"高于{hint.maximum:g}%"
            if hint.maximum is not None and hint.percent > hint.maximum
            else f"低于{hint.minimum:g}%"
        )
        values = {
            "year": held.year,
            "field": codes.label("field", name),
            "grade": scheme.label_of(hint.grade),
            "percent": f"{hint.percent:.1f}",
            "limit": limit,
        }
        yield Breach("RATING_SHARE", "rating_round", held.id, f"{held.year}年", (), values)


def _breach(one: FileFacts, code: str, *fields: str, **values: object) -> Breach:
    shown = {"name": one.organization, "year": one.year, **values}
    return Breach(code, "rectification", one.id, one.organization, fields, shown)
