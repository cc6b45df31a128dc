"""The yearly report: every figure computed, every name looked up, nothing typed."""

from datetime import date
from typing import Any

from app.models import queries_papers
from app.models.store import Store
from app.reports.facts import AnnualFacts, HalfYear
from app.services import incomes, rounds
from app.services.figures import stats, trace
from app.services.ratings.schemes import scheme_of
from app.services.reporting import gathering as facts
from app.services.townships import township

MONTHS = 12
HALF_YEAR_END = (6, 30)


def gather(store: Store, *, year: int, as_of: date) -> AnnualFacts:
    """Return everything the yearly report may speak of, as of the year's end or the day asked for."""
    found = stats(store, year=year, as_of=as_of)
    half = found["economy"]["half_year"]
    if as_of < date(half["year"], *HALF_YEAR_END):
        # A paper issued before the check cannot speak of its outcome, whatever has been entered ahead.
        half["behind"] = []
    on = min(as_of, date(year, 12, 31)) if as_of.year >= year else as_of
    office, scheme = township(store), scheme_of(store, year)
    return AnnualFacts(
        township=office.name,
        county=office.county,
        year=year,
        as_of=on,
        issued_on=as_of,
        stats={**found, **_terms(store, year=year, on=on)},
        names=_names(store, year=year, as_of=as_of, on=on),
        organizations=facts.units(store, as_of=on),
        scale=tuple((grade, scheme.label_of(grade)) for grade in scheme.grades),
        grades=facts.grade_counts(store, year=year),
        incomes=facts.village_incomes(store, year=year, as_of=on),
        categories=incomes.income_grid(store, year=year, as_of=on).categories,
        accepted_by_month=months(store, year),
        half_year=_half_year(store, found, as_of),
    )


def months(store: Store, year: int) -> tuple[int, ...]:
    """Return how many people were accepted in each month of a year."""
    counted = dict(queries_papers.accepted_by_month(store, year))
    return tuple(counted.get(month, 0) for month in range(1, MONTHS + 1))


def _terms(store: Store, *, year: int, on: date) -> dict[str, Any]:
    ending = facts.terms_ending(store, as_of=on)
    overdue = [row for row in ending if row.term_ends_on < on.isoformat()]
    next_year = [row for row in ending if row.term_ends_on[:4] == str(year + 1)]
    return {"terms": {"overdue": len(overdue), "due_next_year": len(next_year)}}


def _names(store: Store, *, year: int, as_of: date, on: date) -> dict[str, tuple[str, ...]]:
    worst = f"ratings.{year}.{scheme_of(store, year).grades[-1]}"
    graded = tuple(str(row.values[0]) for row in trace(store, worst, year=year, as_of=as_of).rows)
    overdue = [row for row in facts.terms_ending(store, as_of=on) if row.term_ends_on < on.isoformat()]
    return {worst: graded, "terms.overdue": tuple(row.name for row in overdue)}


def _half_year(store: Store, found: dict[str, Any], as_of: date) -> HalfYear | None:
    half = found["economy"]["half_year"]
    held = as_of >= date(half["year"], *HALF_YEAR_END)
    return facts.half_year(store, year=half["year"]) if held and half["target_yuan"] else None


def rated_years(store: Store, year: int) -> list[int]:
    """Return the year before and the year, as far as they have grades."""
    return [one for one in (year - 1, year) if any(row.final for row in rounds.rating_round(store, one).rows)]
