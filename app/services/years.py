"""Where the records of a subject are when the year looked at has none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.models import queries_years as queries
from app.models.store import Store


@dataclass(frozen=True, slots=True)
class Subject:
    """Something registered year by year: its name, and how its records are counted in words."""

    name: str
    counted: str
    read: Callable[[Store], Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The year to look at instead, and the sentence that says so."""

    year: int
    sentence: str


SUBJECTS = {
    "ratings": Subject("分类定级", "{}个党支部的等次", queries.rated),
    "economy": Subject("村集体经济收入", "{}笔收入", queries.received),
}


def elsewhere(store: Store, subjects: Sequence[str], *, year: int) -> Elsewhere | None:
    """Return where those of these subjects have records that have none in `year`; None when nothing is to be said.

    The year with most of them is named, of several the one nearest to `year`, of two the later.
    """
    counts = {name: SUBJECTS[name].read(store) for name in subjects}
    missing = {name: counted for name, counted in counts.items() if counted and year not in counted}
    years = {other for counted in missing.values() for other in counted}
    if not years:
        return None
    best = max(
        years, key=lambda other: (sum(other in c for c in missing.values()), -abs(other - year), other)
    )
    lacking = "和".join(SUBJECTS[name].name for name in missing)
    held = "、".join(SUBJECTS[n].counted.format(c[best]) for n, c in missing.items() if best in c)
    return Elsewhere(best, f"{year}年没有登记{lacking}；{best}年有{held}。")
