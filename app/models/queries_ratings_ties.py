"""结对共建 with its activities, and 联系点 with its visits."""

from app.models.store import Row, Store


def pairs(store: Store, year: int, organization_id: str = "") -> list[Row]:
    """Return the pairs of a year, or those of one organization, with both names and ids and the number of activities."""
    return store.rows(
        "SELECT k.id, k.year, k.organization_id, o.name AS organization, coalesce(k.partner_id, '') AS partner_id, "
        "coalesce(q.name, k.partner_name, '') AS partner, coalesce(k.leader, '') AS leader, "
        "coalesce(k.from_on, '') AS from_on, coalesce(k.to_on, '') AS to_on, coalesce(k.content, '') AS content, "
        "coalesce(k.result, '') AS result, coalesce(k.note, '') AS note, coalesce(a.number, 0) AS activities, "
        "coalesce(a.last, '') AS last_on FROM pairing AS k "
        "JOIN organization AS o ON o.id = k.organization_id LEFT JOIN organization AS q ON q.id = k.partner_id "
        "LEFT JOIN (SELECT pairing_id, count(*) AS number, max(held_on) AS last FROM live_pairing_activity "
        "GROUP BY pairing_id) AS a ON a.pairing_id = k.id WHERE k._del = 0 AND k.year = :year "
        "AND (:asked = '' OR :asked IN (k.organization_id, k.partner_id)) "
        "ORDER BY coalesce(o.sort, 1000000), o.rowid, k.rowid",
        {"year": year, "asked": organization_id},
    )


def activities(store: Store, pairing_id: str) -> list[Row]:
    """Return the activities of a pair, by day."""
    return store.rows(
        "SELECT id, coalesce(held_on, '') AS held_on, coalesce(content, '') AS content, "
        "coalesce(result, '') AS result FROM pairing_activity WHERE _del = 0 AND pairing_id = ? ORDER BY held_on, rowid",
        [pairing_id],
    )


def contact_points(store: Store, year: int, organization_id: str = "") -> list[Row]:
    """Return the contact points that held in a year, or those of one organization, with the year's visits."""
    return store.rows(
        "SELECT c.id, c.organization_id, o.name AS organization, coalesce(v.name, '') AS village, c.leader, "
        "coalesce(c.duty, '') AS duty, coalesce(c.from_on, '') AS from_on, coalesce(c.to_on, '') AS to_on, "
        "coalesce(c.note, '') AS note, coalesce(s.number, 0) AS visits, coalesce(s.solved, 0) AS solved, "
        "coalesce(s.last, '') AS last_on FROM live_contact_point AS c "
        "JOIN organization AS o ON o.id = c.organization_id LEFT JOIN village AS v ON v.id = o.village_id "
        "LEFT JOIN (SELECT contact_point_id, count(*) AS number, sum(coalesce(solved, '') <> '') AS solved, "
        "max(visited_on) AS last FROM live_contact_visit WHERE substr(visited_on, 1, 4) = :year "
        "GROUP BY contact_point_id) AS s ON s.contact_point_id = c.id "
        "WHERE (c.from_on IS NULL OR substr(c.from_on, 1, 4) <= :year) "
        "AND (c.to_on IS NULL OR substr(c.to_on, 1, 4) >= :year) AND :asked IN ('', c.organization_id) "
        "ORDER BY c.leader, coalesce(o.sort, 1000000), o.rowid",
        {"year": str(year), "asked": organization_id},
    )


def visits(store: Store, contact_point_id: str) -> list[Row]:
    """Return the visits of a contact point, by day."""
    return store.rows(
        "SELECT id, coalesce(visited_on, '') AS visited_on, coalesce(content, '') AS content, "
        "coalesce(solved, '') AS solved FROM contact_visit WHERE _del = 0 AND contact_point_id = ? "
        "ORDER BY visited_on, rowid",
        [contact_point_id],
    )
