"""Counting and listing the records of a population under conditions: the two faces of a figure."""

from collections.abc import Mapping
from typing import Any

from app.models.populations import INCOME, Population
from app.models.store import Row, Store

Values = Mapping[str, Any]


def count(
    store: Store, population: Population, conditions: Mapping[str, str], values: Values
) -> dict[str, int]:
    """Return how many records fulfil each condition, all of them in one pass."""
    sums = ", ".join(f"coalesce(sum({condition}), 0)" for condition in conditions.values())
    found = store.tuples(f"SELECT {sums} FROM {population.source} WHERE {population.base}", values)[0]
    return dict(zip(conditions, found, strict=True))


def listed(store: Store, population: Population, condition: str, values: Values) -> list[tuple[Any, ...]]:
    """Return (id, the population's columns …) of the records that fulfil a condition, in the order of papers."""
    columns = ", ".join(column.sql for column in population.columns)
    return store.tuples(
        f"SELECT {population.alias}.id, {columns} FROM {population.source} "
        f"WHERE {population.base} AND ({condition}) ORDER BY {population.order}",
        values,
    )


def villages(store: Store, year: str) -> list[tuple[Any, ...]]:
    """Return (id, name) of the villages there were in a year or later, in the order of papers."""
    return store.tuples(
        "SELECT id, name FROM village WHERE _del = 0 AND (ended_on IS NULL OR ended_on >= ?) "
        "ORDER BY coalesce(sort, 1000000), rowid",
        [year],
    )


def income_entries(store: Store, year: int) -> list[tuple[Any, ...]]:
    """Return (village id, entry id, the income population's columns …) of a year."""
    columns = ", ".join(column.sql for column in INCOME.columns)
    return store.tuples(
        f"SELECT e.village_id, e.id, {columns} FROM {INCOME.source} WHERE {INCOME.base} "
        f"ORDER BY {INCOME.order}",
        {"year": str(year)},
    )


def targets(store: Store, year: int) -> list[Row]:
    """Return the targets of a year with their villages, in the order of papers."""
    return store.rows(
        "SELECT t.id, t.village_id, v.name AS village, t.caliber, t.amount_fen FROM target AS t "
        "JOIN village AS v ON v.id = t.village_id WHERE t._del = 0 AND t.year = ? "
        "ORDER BY coalesce(v.sort, 1000000), v.rowid, t.caliber",
        [year],
    )


def rated(store: Store, year: int) -> list[Row]:
    """Return every rating of a year and the year before side by side, one row an organization."""
    return store.rows(
        "SELECT o.id AS organization_id, o.name, "
        "max(CASE WHEN r.year = :year THEN r.id END) AS id, "
        "max(CASE WHEN r.year = :before THEN r.id END) AS id_before, "
        "max(CASE WHEN r.year = :year THEN r.self_grade END) AS self_grade, "
        "max(CASE WHEN r.year = :year THEN r.township_grade END) AS township, "
        "max(CASE WHEN r.year = :year THEN r.county_grade END) AS county, "
        "max(CASE WHEN r.year = :before THEN r.township_grade END) AS township_before, "
        "max(CASE WHEN r.year = :before THEN r.county_grade END) AS county_before "
        "FROM rating AS r JOIN organization AS o ON o.id = r.organization_id "
        "WHERE r._del = 0 AND o._del = 0 AND r.year IN (:year, :before) GROUP BY o.id ORDER BY coalesce(o.sort, 1000000), o.rowid",
        {"year": year, "before": year - 1},
    )


def rated_counts(store: Store, year: int) -> list[tuple[Any, ...]]:
    """Return (township, county, township before, county before, number) of a year and the year before, grouped."""
    return store.tuples(
        "SELECT r.township_grade, r.county_grade, b.township_grade, b.county_grade, count(*) FROM rating AS r "
        "JOIN organization AS o ON o.id = r.organization_id LEFT JOIN rating AS b ON b._del = 0 "
        "AND b.organization_id = r.organization_id AND b.year = :before "
        "WHERE r._del = 0 AND o._del = 0 AND r.year = :year GROUP BY 1, 2, 3, 4 "
        "UNION ALL SELECT NULL, NULL, b.township_grade, b.county_grade, count(*) FROM rating AS b "
        "JOIN organization AS o ON o.id = b.organization_id WHERE b._del = 0 AND o._del = 0 "
        "AND b.year = :before AND NOT EXISTS (SELECT 1 FROM rating AS r WHERE r._del = 0 "
        "AND r.organization_id = b.organization_id AND r.year = :year) GROUP BY 3, 4",
        {"year": year, "before": year - 1},
    )
