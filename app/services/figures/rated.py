"""Figures of 分类定级: how many branches have each grade in two years, and how they moved between them."""

from functools import partial
from typing import Any

from app.models.store import Row
from app.rules import ratings
from app.rules.vocabulary import Grade
from app.services.figures.figure import Figure, Records, TraceRow
from app.services.figures.view import YearView

TABLE = "rating"
COLUMNS = ("党支部", "上年等次", "自评", "乡镇评定", "县级评定", "本年等次")


def grade_now(row: Row) -> str | None:
    """Return the grade of the year that counts."""
    return ratings.final_grade(row["township"], row["county"])


def grade_before(row: Row) -> str | None:
    """Return the grade of the year before that counts."""
    return ratings.final_grade(row["township_before"], row["county_before"])


def rating_figures(view: YearView) -> list[Figure]:
    """Return the numbers of each grade, the year before first, then the moves."""
    figures = []
    for year, before in ((view.year - 1, True), (view.year, False)):
        for grade in view.scheme.grades:
            label = Grade.label_of(grade)
            figures.append(
                Figure(
                    ("ratings", str(year), grade),
                    f"{year}年{label}党支部",
                    "个",
                    partial(_count, view, grade, before),
                    partial(_graded, view, grade, before),
                )
            )
    for one in view.scheme.grades:
        for other in view.scheme.grades:
            labels = f"{Grade.label_of(one)}->{Grade.label_of(other)}"
            figures.append(
                Figure(
                    ("rating_moves", labels),
                    f"由{Grade.label_of(one)}到{Grade.label_of(other)}的党支部",
                    "个",
                    partial(_move_count, view, one, other),
                    partial(_moved, view, one, other),
                )
            )
    return figures


def _count(view: YearView, grade: str, before: bool) -> int:
    return sum(number for one, other, number in view.graded if (one if before else other) == grade)


def _graded(view: YearView, grade: str, before: bool) -> Records:
    grade_of = grade_before if before else grade_now
    return _records([row for row in view.ratings if grade_of(row) == grade], before=before)


def _move_count(view: YearView, one: str, other: str) -> int:
    return sum(number for before, now, number in view.graded if (before, now) == (one, other))


def _moved(view: YearView, one: str, other: str) -> Records:
    found = [row for row in view.ratings if (grade_before(row), grade_now(row)) == (one, other)]
    return _records(found, before=False)


def _records(found: list[Row], *, before: bool) -> Records:
    rows = tuple(TraceRow(TABLE, row["id_before" if before else "id"], _shown(row)) for row in found)
    return Records(COLUMNS, rows, len(rows))


def _shown(row: Row) -> tuple[Any, ...]:
    grades = (grade_before(row), row["self_grade"], row["township"], row["county"], grade_now(row))
    return (row["name"], *(Grade.label_of(grade) for grade in grades))
