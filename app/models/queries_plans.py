"""The year's plan of 发展党员 by branch, branches that have long developed nobody, contacts and what each one has."""

from app.models.populations import (
    ACCEPTED,
    BLANK_GROUP,
    BRANCHES,
    CONVERTED,
    OPEN_CASE,
    RESERVE_STAGES,
    STAGE,
    STEPS_TAKEN,
)
from app.models.store import Row, Store


def branches(store: Store) -> list[Row]:
    """Return the living branches in the order of the office's lists, with their village's and parent's names."""
    return store.rows(
        "SELECT o.id, o.name, o.kind, o.founded_on, coalesce(v.name, '') AS village, coalesce(u.name, '') AS parent, "
        "(SELECT count(*) FROM live_person p WHERE p.organization_id = o.id AND p.ended_on IS NULL "
        "AND p.status = 'full') AS full FROM organization o "
        "LEFT JOIN live_village v ON v.id = o.village_id LEFT JOIN live_organization u ON u.id = o.parent_id "
        f"WHERE o._del = 0 AND o.ended_on IS NULL AND o.kind IN {BRANCHES} "
        "ORDER BY coalesce(o.sort, 1000000), o.rowid"
    )


def quotas(store: Store, year: int) -> list[Row]:
    """Return the places given for a year: one row a branch, and one without a branch for the township's own plan."""
    return store.rows("SELECT id, organization_id, places, note FROM live_quota WHERE year = ?", [year])


def received(store: Store, year: int) -> dict[str, int]:
    """Return how many people each branch received in a year: the meeting passed in it, whether or not approved yet."""
    found = store.tuples(
        "SELECT coalesce(s.organization_id, c.organization_id, ''), count(DISTINCT s.case_id) FROM live_step_record s "
        "JOIN live_development_case c ON c.id = s.case_id WHERE s.step = '15' "
        "AND coalesce(s.result, 'passed') = 'passed' AND substr(s.happened_on, 1, 4) = ? GROUP BY 1",
        [str(year)],
    )
    return dict(found)


def accepted(store: Store, year: int) -> dict[str, int]:
    """Return how many people of each branch the yearly figure counts as developed: passed in the year and approved."""
    found = store.tuples(
        "SELECT coalesce(c.organization_id, p.organization_id, ''), count(*) FROM live_development_case c "
        f"JOIN live_person p ON p.id = c.person_id JOIN {STEPS_TAKEN} AS k ON k.case_id = c.id "
        f"WHERE {ACCEPTED} GROUP BY 1",
        {"year": str(year)},
    )
    return dict(found)


def last_received(store: Store, on: str) -> dict[str, str]:
    """Return, branch by branch, the latest day by `on` anybody was received: by the cases, else by the roster."""
    found = store.tuples(
        "SELECT organization, max(received_on) FROM ("
        "SELECT coalesce(s.organization_id, c.organization_id) AS organization, s.happened_on AS received_on "
        "FROM live_step_record s JOIN live_development_case c ON c.id = s.case_id WHERE s.step = '15' "
        "AND coalesce(s.result, 'passed') = 'passed' AND s.happened_on <= :on "
        "UNION ALL SELECT organization_id, joined_on FROM live_person WHERE status IN ('full', 'probationary') "
        "AND joined_on <= :on AND ended_on IS NULL) WHERE organization IS NOT NULL AND received_on IS NOT NULL GROUP BY 1",
        {"on": on},
    )
    return dict(found)


def waiting(store: Store, on: str) -> list[Row]:
    """Return, branch by branch and stage by stage, how many people are on the way and since when the latest of them."""
    return store.rows(
        f"SELECT coalesce(c.organization_id, p.organization_id) AS organization_id, {STAGE} AS stage, count(*) AS people, "
        "max(k.on_03) AS latest_activist FROM live_development_case c JOIN live_person p ON p.id = c.person_id "
        f"LEFT JOIN {STEPS_TAKEN} AS k ON k.case_id = c.id WHERE {OPEN_CASE} GROUP BY 1, 2",
        {"on": on},
    )


def blank_groups(store: Store, on: str) -> list[Row]:
    """Return the 党员空白村小组 of a day, each with the people it has in reserve."""
    return store.rows(
        "SELECT g.id, g.name, v.name AS village, g.households, g.note, "
        "(SELECT group_concat(p.name, '、') FROM live_development_case c JOIN live_person p ON p.id = c.person_id "
        f"LEFT JOIN {STEPS_TAKEN} AS k ON k.case_id = c.id WHERE {OPEN_CASE} AND {STAGE} IN {RESERVE_STAGES} "
        "AND coalesce(c.village_group_id, p.village_group_id) = g.id) AS reserve "
        "FROM village_group g JOIN village v ON v.id = g.village_id "
        f"WHERE g._del = 0 AND v._del = 0 AND (g.ended_on IS NULL OR g.ended_on > :on) AND {BLANK_GROUP} "
        "ORDER BY coalesce(v.sort, 1000000), v.rowid, coalesce(g.sort, 1000000), g.rowid",
        {"on": on},
    )


def contacts(store: Store) -> list[Row]:
    """Return every 培养联系人 and 入党介绍人 of an open case who is so now."""
    return store.rows(
        "SELECT k.id, k.case_id, k.role, k.name, k.person_id, k.from_on, p.name AS whom, c.stage, "
        "coalesce(o.name, '') AS organization, b.status, coalesce(bo.name, '') AS own_branch, b.ended_on "
        "FROM case_person k JOIN live_development_case c ON c.id = k.case_id AND c.closed_on IS NULL "
        "JOIN live_person p ON p.id = c.person_id LEFT JOIN live_organization o ON o.id = c.organization_id "
        "LEFT JOIN live_person b ON b.id = k.person_id LEFT JOIN live_organization bo ON bo.id = b.organization_id "
        "WHERE k._del = 0 AND k.to_on IS NULL AND c.stage IN ('applicant', 'activist', 'object', 'probationary') "
        "ORDER BY k.name, k.rowid"
    )


def converted(store: Store, year: int) -> dict[str, int]:
    """Return how many people of each branch the yearly figure counts as made full members in a year."""
    found = store.tuples(
        "SELECT coalesce(c.organization_id, p.organization_id, ''), count(*) FROM live_development_case c "
        f"JOIN live_person p ON p.id = c.person_id JOIN {STEPS_TAKEN} AS k ON k.case_id = c.id "
        f"WHERE {CONVERTED} GROUP BY 1",
        {"year": str(year)},
    )
    return dict(found)


def accepted_cases(store: Store, year: int) -> set[str]:
    """Return the cases the yearly figure counts as developed in a year."""
    found = store.tuples(
        f"SELECT c.id FROM live_development_case c JOIN live_person p ON p.id = c.person_id "
        f"JOIN {STEPS_TAKEN} AS k ON k.case_id = c.id WHERE {ACCEPTED}",
        {"year": str(year)},
    )
    return {case for (case,) in found}


def overridden(store: Store, year: int) -> int:
    """Return how many times in a year a 阻断 of 发展党员 was passed over with a reason."""
    return int(
        store.scalar(
            "SELECT count(*) FROM live_explanation e JOIN live_development_case c ON c.id = e.record "
            "WHERE substr(e.given_on, 1, 4) = ?",
            [str(year)],
        )
    )
