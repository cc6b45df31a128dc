"""Organizations and villages with the numbers that belong to each of them."""

from app.models.populations import BRANCHES
from app.models.store import Row, Store

MEMBER = "p._del = 0 AND p.ended_on IS NULL AND p.status IN ('full', 'probationary')"


def organizations(store: Store, year: int) -> list[Row]:
    """Return the living organizations with their own members and their newest grade up to `year`."""
    return store.rows(
        "SELECT o.id, o.name, o.kind, o.parent_id, coalesce(v.name, '') AS village, o.village_id, o.field, "
        "coalesce(o.secretary, '') AS secretary, coalesce(o.phone, '') AS phone, o.elected_on, o.term_ends_on, "
        "coalesce(m.full, 0) AS full, coalesce(m.probationary, 0) AS probationary, "
        "coalesce(c.on_the_way, 0) AS on_the_way, "
        "(SELECT coalesce(r.county_grade, r.township_grade) FROM rating AS r WHERE r._del = 0 "
        "AND r.organization_id = o.id AND r.year <= ? ORDER BY r.year DESC LIMIT 1) AS grade "
        "FROM organization AS o LEFT JOIN village AS v ON v.id = o.village_id "
        "LEFT JOIN (SELECT p.organization_id, sum(p.status = 'full') AS full, "
        f"sum(p.status = 'probationary') AS probationary FROM person AS p WHERE {MEMBER} "
        "GROUP BY p.organization_id) AS m ON m.organization_id = o.id "
        "LEFT JOIN (SELECT coalesce(c.organization_id, p.organization_id) AS organization_id, "
        "count(*) AS on_the_way FROM development_case AS c JOIN person AS p ON p.id = c.person_id "
        "WHERE c._del = 0 AND p._del = 0 AND c.closed_on IS NULL "
        "AND c.stage IN ('applicant', 'activist', 'object') GROUP BY 1) AS c "
        "ON c.organization_id = o.id WHERE o._del = 0 AND o.ended_on IS NULL "
        "ORDER BY coalesce(o.sort, 1000000), o.rowid",
        [year],
    )


def names(store: Store) -> list[tuple[str, str, str | None]]:
    """Return (id, name, parent's id) of the living organizations, in the order of papers."""
    return store.tuples(
        "SELECT id, name, parent_id FROM organization WHERE _del = 0 AND ended_on IS NULL "
        "ORDER BY coalesce(sort, 1000000), rowid"
    )


def villages(store: Store) -> list[Row]:
    """Return the living villages with the numbers of their branches and of the members in their organizations."""
    return store.rows(
        "SELECT v.id, v.name, coalesce(v.note, '') AS note, "
        "(SELECT count(*) FROM organization AS o WHERE o._del = 0 AND o.ended_on IS NULL AND o.village_id = v.id "
        f"AND o.kind IN {BRANCHES}) AS branches, "
        "(SELECT count(*) FROM organization AS o JOIN person AS p ON p.organization_id = o.id "
        f"WHERE o._del = 0 AND o.village_id = v.id AND {MEMBER}) AS members "
        "FROM village AS v WHERE v._del = 0 AND v.ended_on IS NULL "
        "ORDER BY coalesce(v.sort, 1000000), v.rowid"
    )


def group_members(store: Store) -> dict[str, int]:
    """Return village group id → number of members placed in it."""
    return dict(
        store.tuples(
            f"SELECT p.village_group_id, count(*) FROM person AS p WHERE {MEMBER} "
            "AND p.village_group_id IS NOT NULL GROUP BY p.village_group_id"
        )
    )
