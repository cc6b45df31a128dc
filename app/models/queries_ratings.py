"""The year's round branch by branch, and the pairs of 结对共建, as the window shows them."""

from app.models.store import Row, Store


def round_rows(store: Store, year: int) -> list[Row]:
    """Return every branch living in `year` with its grades of the year, last year's final one, and its size."""
    return store.rows(
        "SELECT o.id AS organization_id, o.name AS organization, o.kind, coalesce(v.name, '') AS village, "
        "(SELECT count(*) FROM person AS p WHERE p._del = 0 AND p.organization_id = o.id AND p.ended_on IS NULL "
        "AND p.status IN ('full', 'probationary')) AS members, "
        "r.id AS rating_id, coalesce(b.county_grade, b.township_grade, '') AS last, "
        "coalesce(r.self_grade, '') AS self_grade, coalesce(r.mass_grade, '') AS mass_grade, "
        "coalesce(r.township_grade, '') AS township_grade, coalesce(r.county_grade, '') AS county_grade, "
        "r.score, coalesce(r.note, '') AS note "
        "FROM organization AS o LEFT JOIN village AS v ON v.id = o.village_id "
        "LEFT JOIN live_rating AS r ON r.organization_id = o.id AND r.year = :year "
        "LEFT JOIN live_rating AS b ON b.organization_id = o.id AND b.year = :year - 1 "
        "WHERE o._del = 0 AND o.kind IN ('branch', 'joint_branch', 'temporary_branch') "
        "AND (o.ended_on IS NULL OR o.ended_on > :end OR r.id IS NOT NULL) "
        "ORDER BY coalesce(v.sort, 1000000), v.rowid, coalesce(o.sort, 1000000), o.rowid",
        {"year": year, "end": f"{year}-12-31"},
    )


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
