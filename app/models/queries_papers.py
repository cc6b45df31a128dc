"""What the printed papers need beyond the figures: members, organizations and counts by unit and by month."""

from app.models.populations import BRANCHES, FULL, MEMBER
from app.models.store import Row, Store

_MEMBER = "p.ended_on IS NULL AND p.status IN ('full', 'probationary')"


def members(store: Store) -> list[Row]:
    """Return the members on the roll with branch and duties, in the order of the office's lists."""
    return store.rows(
        "SELECT p.id, p.name, p.sex, p.ethnicity, p.birth_on, p.education, p.status, p.joined_on, p.full_on, "
        "p.correction_months, p.note, coalesce(o.name, '') AS organization, coalesce(d.duties, '') AS duties "
        "FROM live_person p LEFT JOIN live_organization o ON o.id = p.organization_id "
        "LEFT JOIN (SELECT person_id, group_concat(duty, '、') AS duties FROM live_post WHERE to_on IS NULL "
        f"GROUP BY person_id) d ON d.person_id = p.id WHERE {_MEMBER} ORDER BY o.sort, o.name, p.sort, p.name"
    )


def organizations(store: Store) -> list[Row]:
    """Return the living organizations with their parents' and villages' names and their own members counted."""
    return store.rows(
        "SELECT o.*, coalesce(u.name, '') AS parent, coalesce(v.name, '') AS village, "
        "coalesce(m.full, 0) AS full, coalesce(m.probationary, 0) AS probationary "
        "FROM live_organization o LEFT JOIN live_organization u ON u.id = o.parent_id "
        "LEFT JOIN live_village v ON v.id = o.village_id "
        "LEFT JOIN (SELECT organization_id, sum(status = 'full') AS full, sum(status = 'probationary') AS probationary "
        f"FROM live_person p WHERE {_MEMBER} GROUP BY organization_id) m ON m.organization_id = o.id "
        "WHERE o.ended_on IS NULL ORDER BY o.sort, o.name"
    )


def units(store: Store, on: str) -> list[Row]:
    """Return villages, and one row for everything outside villages, with branches and the members there were on a day."""
    return store.rows(
        "SELECT coalesce(v.name, '') AS name, count(DISTINCT o.id) AS branches, "
        f"coalesce(sum({FULL}), 0) AS full, coalesce(sum(NOT ({FULL})), 0) AS probationary, "
        "coalesce(sum(p.sex = 2), 0) AS women, coalesce(sum(p.ethnicity BETWEEN '02' AND '56'), 0) AS minority "
        "FROM live_organization o LEFT JOIN live_village v ON v.id = o.village_id "
        f"LEFT JOIN live_person p ON p.organization_id = o.id AND {MEMBER} "
        "WHERE (o.ended_on IS NULL OR o.ended_on > :on) AND (o.founded_on IS NULL OR o.founded_on <= :on) "
        f"AND o.kind IN {BRANCHES} "
        "GROUP BY v.id ORDER BY v.id IS NULL, v.sort, v.name",
        {"on": on},
    )


def accepted_by_month(store: Store, year: int) -> list[tuple[int, int]]:
    """Return (month, people) whose branch meeting in `year` accepted them as probationary members."""
    return store.tuples(
        "SELECT CAST(substr(s.happened_on, 6, 2) AS INTEGER), count(DISTINCT s.case_id) FROM live_step_record s "
        "JOIN live_development_case c ON c.id = s.case_id "
        "WHERE s.step = '15' AND length(s.happened_on) >= 7 AND substr(s.happened_on, 1, 4) = ? "
        "AND coalesce(s.result, 'passed') = 'passed' GROUP BY 1",
        [str(year)],
    )
