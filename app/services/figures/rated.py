"""Figures of 分类定级: how many branches have each grade in two years, and how they moved between them."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import product
from typing import Any

from app.models.store import Row
from app.rules import ratings
from app.rules.ratings import Scheme
from app.rules.vocabulary import Grade
from app.services.figures.figure import Figure, Records, TraceRow
from app.services.figures.view import YearView

TABLE = "rating"
OPEN = "未定级"
MOVES = {"up": "等次上升", "down": "等次下降", "same": "等次不变"}

Pair = tuple[str | None, str | None]
"""The grade of the year before and that of the year; None without one."""


def grade_now(row: Row) -> str | None:
    """Return the grade of the year that counts."""
    return ratings.final_grade(row["township"], row["county"])


def grade_before(row: Row) -> str | None:
    """Return the grade of the year before that counts."""
    return ratings.final_grade(row["township_before"], row["county_before"])


def rating_figures(view: YearView) -> list[Figure]:
    """Return the numbers of each grade under the scheme of its own year, the year before first, then the moves."""
    before = _grades(view.scheme_before, (one for one, _, _ in view.graded))
    now = _grades(view.scheme, (other for _, other, _ in view.graded))
    return [
        *(_count(view, view.year - 1, grade, before=True) for grade in before),
        *(_count(view, view.year, grade, before=False) for grade in now),
        *(_move(view, pair) for pair in product(before, now)),
    ]


def traced_figures(view: YearView) -> list[Figure]:
    """Return figures of the papers that the key figures do not have: who has a grade in one of the two years only,
    and, where both years have one scale, how many rose, fell and stayed."""
    before = _grades(view.scheme_before, (one for one, _, _ in view.graded))
    now = _grades(view.scheme, (other for _, other, _ in view.graded))
    figures = [
        *(_move(view, (None, grade)) for grade in now),
        *(_move(view, (grade, None)) for grade in before),
    ]
    if view.scheme_before.grades == view.scheme.grades:
        for name, title in MOVES.items():
            figures.append(
                _figure(view, ("rating_moves", name), f"{title}的党支部", partial(_went, view, name))
            )
    return figures


def _grades(scheme: Scheme, found: Iterable[str | None]) -> list[str]:
    """Return the grades of a scheme, then those found that it does not have: no branch is left uncounted."""
    return list(dict.fromkeys([*scheme.grades, *sorted({one for one in found if one})]))


def _count(view: YearView, year: int, grade: str, *, before: bool) -> Figure:
    scheme = view.scheme_before if before else view.scheme
    title = f"{year}年{scheme.label_of(grade)}党支部"
    side = 0 if before else 1
    return _figure(
        view, ("ratings", str(year), grade), title, lambda pair: pair[side] == grade, before=before
    )


def _move(view: YearView, pair: Pair) -> Figure:
    one, other = pair
    key = f"{Grade.label_of(one) or OPEN}->{Grade.label_of(other) or OPEN}"
    title = f"由{view.scheme_before.label_of(one) or OPEN}到{view.scheme.label_of(other) or OPEN}的党支部"
    return _figure(view, ("rating_moves", key), title, lambda found: found == pair, before=other is None)


def _went(view: YearView, name: str, pair: Pair) -> bool:
    steps = ratings.change(*pair, view.scheme)
    return steps is not None and name == ("up" if steps > 0 else "down" if steps < 0 else "same")


def _figure(
    view: YearView, path: tuple[str, ...], title: str, holds: Callable[[Pair], bool], *, before: bool = False
) -> Figure:
    """Return the figure of the branches whose two grades are so; `before`: its records are the earlier ratings."""

    def value() -> int:
        return sum(number for one, other, number in view.graded if holds((one, other)))

    def records() -> Records:
        found = [row for row in view.ratings if holds((grade_before(row), grade_now(row)))]
        rows = tuple(
            TraceRow(TABLE, row["id_before" if before else "id"], _shown(view, row)) for row in found
        )
        columns = (
            "党支部", f"{view.year - 1}年等次", "自评", "乡镇评定", "县级评定", f"{view.year}年等次",
        )  # fmt: skip
        return Records(columns, rows, len(rows))

    return Figure(path, title, "个", value, records)


def _shown(view: YearView, row: Row) -> tuple[Any, ...]:
    grades = (row["self_grade"], row["township"], row["county"], grade_now(row))
    last = view.scheme_before.label_of(grade_before(row))
    return (row["name"], last, *(view.scheme.label_of(grade) for grade in grades))
