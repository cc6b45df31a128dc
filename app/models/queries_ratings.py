"""The year's round branch by branch, the grades of all years, and the pairs of 结对共建."""

import json
from collections.abc import Collection
from typing import Any

from app.models.populations import BRANCHES
from app.models.store import Row, Store

ORDER = "coalesce(v.sort, 1000000), v.rowid, coalesce(o.sort, 1000000), o.rowid"
FIELD = "coalesce(o.field, CASE WHEN o.village_id IS NOT NULL THEN 'village' ELSE '' END)"

_BEFORE = "SELECT 1 FROM live_rating AS b WHERE b.organization_id = o.id AND b.year = :year - 1"
IN_ROUND = (
    f"((o.kind IN {BRANCHES} OR EXISTS ({_BEFORE})) AND (o.ended_on IS NULL OR o.ended_on > :end) "
    "AND (o.founded_on IS NULL OR o.founded_on <= :end) OR r.id IS NOT NULL)"
)
"""Who is in the round of :year, which ends on :end, r being the rating of the year: everyone rated in it, and of those
living at its end every branch and whoever was rated the year before (a 党总支 where villages are rated)."""


def round_rows(store: Store, year: int) -> list[tuple[Any, ...]]:
    """Return everyone in the round of a year, graded or not, with the rating, last year's final grade, the size.

    In this order: the codes and numbers kind, score and satisfaction; then id, name, village and members of the branch,
    id of the rating, last year's grade, the five grades, note, 领域, days and all else, "" where nothing is stored.
    """
    return store.tuples(
        "SELECT o.kind, r.score, r.satisfaction, o.id, o.name, coalesce(v.name, ''), coalesce(m.members, 0), "
        "coalesce(r.id, ''), coalesce(b.county_grade, b.township_grade, ''), coalesce(r.self_grade, ''), "
        "coalesce(r.mass_grade, ''), coalesce(r.member_grade, ''), coalesce(r.township_grade, ''), "
        "coalesce(r.county_grade, ''), "
        f"coalesce(r.note, ''), {FIELD}, coalesce(r.self_on, ''), coalesce(r.mass_on, ''), coalesce(r.member_on, ''), "
        "coalesce(r.mass_votes, ''), coalesce(r.vetoes, ''), coalesce(r.dimension_scores, ''), "
        "coalesce(r.handed_in_on, ''), coalesce(r.township_on, ''), coalesce(r.county_on, ''), "
        "coalesce(r.goal, ''), coalesce(r.reason, '') "
        "FROM organization AS o LEFT JOIN village AS v ON v.id = o.village_id "
        "LEFT JOIN (SELECT organization_id, count(*) AS members FROM person WHERE _del = 0 AND ended_on IS NULL "
        "AND status IN ('full', 'probationary') GROUP BY organization_id) AS m ON m.organization_id = o.id "
        "LEFT JOIN rating AS r ON r.organization_id = o.id AND r.year = :year AND r._del = 0 "
        "LEFT JOIN rating AS b ON b.organization_id = o.id AND b.year = :year - 1 AND b._del = 0 "
        f"WHERE o._del = 0 AND {IN_ROUND} "
        f"ORDER BY {ORDER}",
        {"year": year, "end": f"{year}-12-31"},
    )


def names_in_round(store: Store, year: int, organization_ids: Collection[str]) -> dict[str, str]:
    """Return id → name of those of these organizations that belong to the round of `year`."""
    return dict(
        store.tuples(
            "SELECT o.id, o.name FROM json_each(:asked) AS a JOIN organization AS o ON o.id = a.value "
            "LEFT JOIN live_rating AS r ON r.organization_id = o.id AND r.year = :year "
            f"WHERE o._del = 0 AND {IN_ROUND}",
            {"asked": json.dumps(list(organization_ids)), "year": year, "end": f"{year}-12-31"},
        )
    )


def ratings_of(store: Store, year: int, organization_ids: Collection[str]) -> dict[str, Row]:
    """Return organization id → rating of a year, for those of these organizations that have one."""
    found = store.rows(
        "SELECT r.* FROM json_each(?) AS a JOIN live_rating AS r ON r.year = ? AND r.organization_id = a.value",
        [json.dumps(list(organization_ids)), year],
    )
    return {row["organization_id"]: row for row in found}


def pairs(store: Store, year: int) -> list[Row]:
    """Return the pairs of a year."""
    return store.rows(
        "SELECT p.id, o.name AS organization, coalesce(q.name, p.partner_name, '') AS partner, "
        "coalesce(p.from_on, '') AS from_on, coalesce(p.to_on, '') AS to_on, "
        "coalesce(p.content, '') AS content, coalesce(p.result, '') AS result "
        "FROM pairing AS p JOIN organization AS o ON o.id = p.organization_id "
        "LEFT JOIN organization AS q ON q.id = p.partner_id WHERE p._del = 0 AND p.year = ? "
        "ORDER BY coalesce(o.sort, 1000000), o.rowid, p.rowid",
        [year],
    )


def rated_years(store: Store) -> list[int]:
    """Return the years that have ratings, newest first."""
    return [year for (year,) in store.tuples("SELECT DISTINCT year FROM live_rating ORDER BY year DESC")]


def grades(
    store: Store, years: Collection[int] | None = None
) -> list[tuple[str, int, str | None, str | None]]:
    """Return (organization id, year, township's grade, county's grade) of every rating of these years or all, by year."""
    asked = "" if years is None else "AND year IN (SELECT value FROM json_each(:years))"
    return store.tuples(
        f"SELECT organization_id, year, township_grade, county_grade FROM rating WHERE _del = 0 {asked} ORDER BY year",
        {"years": json.dumps(list(years or ()))},
    )


def grades_of(store: Store, organization_id: str) -> list[Row]:
    """Return every rating of one organization, the newest first."""
    return store.rows(
        "SELECT * FROM live_rating WHERE organization_id = ? ORDER BY year DESC", [organization_id]
    )


def organizations(store: Store) -> list[tuple[str, str, str, str, str]]:
    """Return (id, name, village, 领域, kind) of every organization, ended ones too, in the order of papers."""
    return store.tuples(
        f"SELECT o.id, o.name, coalesce(v.name, ''), {FIELD}, o.kind "
        "FROM organization AS o LEFT JOIN village AS v ON v.id = o.village_id WHERE o._del = 0 "
        f"ORDER BY {ORDER}"
    )


def years_without_content(store: Store) -> list[tuple[int, str | None]]:
    """Return (year, round id or None) of years with ratings whose scheme has not been kept with them."""
    return store.tuples(
        "SELECT r.year, n.id FROM (SELECT DISTINCT year FROM live_rating UNION SELECT year FROM live_rating_round) AS r "
        "LEFT JOIN live_rating_round AS n ON n.year = r.year WHERE n.scheme_content IS NULL ORDER BY r.year"
    )


def locked_on(store: Store, year: int) -> str | None:
    """Return since when the round of a year is locked; None when it is open."""
    found: str | None = store.scalar("SELECT locked_on FROM live_rating_round WHERE year = ?", [year])
    return found
