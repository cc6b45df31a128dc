"""What the ledgers of development, ratings and income know of branches, as a proposed grade takes it in."""

from app.models.populations import CASES, OPEN_CASE, STAGE
from app.models.queries_ratings import FIELD, IN_ROUND
from app.models.store import Row, Store

_PASSED = "coalesce(s.result, 'passed') NOT IN ('failed', 'deferred', 'cancelled', 'extended')"


def branches(store: Store, year: int) -> list[Row]:
    """Return everyone in the round of a year with village, 领域, founding day and what their ratings of the year state."""
    return store.rows(
        "SELECT o.id, o.village_id, coalesce(v.name, '') AS village, o.founded_on, r.score, r.satisfaction, "
        f"{FIELD} AS field, "
        "coalesce(r.self_grade, '') AS self_grade, coalesce(r.mass_grade, '') AS mass_grade, r.vetoes, "
        "r.dimension_scores FROM organization AS o LEFT JOIN village AS v ON v.id = o.village_id "
        "LEFT JOIN live_rating AS r ON r.organization_id = o.id AND r.year = :year "
        f"WHERE o._del = 0 AND {IN_ROUND}",
        {"year": year, "end": f"{year}-12-31"},
    )


def last_accepted(store: Store, on: str) -> dict[str, str]:
    """Return organization id → the latest day it accepted anyone, as steps or the roster state it."""
    return dict(
        store.tuples(
            "SELECT organization_id, max(day) FROM ("
            "SELECT coalesce(s.organization_id, c.organization_id, p.organization_id) AS organization_id, "
            "s.happened_on AS day FROM live_step_record AS s JOIN live_development_case AS c ON c.id = s.case_id "
            f"JOIN live_person AS p ON p.id = c.person_id WHERE s.step = '15' AND {_PASSED} "
            "UNION ALL SELECT organization_id, joined_on FROM live_person WHERE status IN ('full', 'probationary')) "
            "WHERE organization_id IS NOT NULL AND day <= :on GROUP BY organization_id",
            {"on": on},
        )
    )


def objects(store: Store, on: str) -> set[str]:
    """Return the organizations that had a 发展对象 on a day."""
    found = store.tuples(
        f"SELECT DISTINCT coalesce(c.organization_id, p.organization_id) FROM {CASES.source} "
        f"WHERE {CASES.base} AND {OPEN_CASE} AND {STAGE} = 'object'",
        {"on": on},
    )
    return {one for (one,) in found}


def keeps_development(store: Store) -> bool:
    """Tell whether the ledger of development or the roster has anything to go by."""
    return bool(
        store.scalar(
            "SELECT EXISTS (SELECT 1 FROM live_development_case) OR "
            "EXISTS (SELECT 1 FROM live_person WHERE joined_on IS NOT NULL)"
        )
    )


def activities(store: Store, year: int) -> dict[str, int]:
    """Return organization id → steps recorded, pair activities held and tasks done in a year."""
    return dict(
        store.tuples(
            "SELECT organization_id, count(*) FROM ("
            "SELECT coalesce(s.organization_id, c.organization_id, p.organization_id) AS organization_id "
            "FROM live_step_record AS s JOIN live_development_case AS c ON c.id = s.case_id "
            "JOIN live_person AS p ON p.id = c.person_id WHERE substr(s.happened_on, 1, 4) = :year "
            "UNION ALL SELECT organization_id FROM live_branch_task WHERE substr(done_on, 1, 4) = :year "
            "UNION ALL SELECT k.organization_id FROM live_pairing_activity AS a "
            "JOIN live_pairing AS k ON k.id = a.pairing_id WHERE substr(a.held_on, 1, 4) = :year "
            "UNION ALL SELECT k.partner_id FROM live_pairing_activity AS a "
            "JOIN live_pairing AS k ON k.id = a.pairing_id WHERE substr(a.held_on, 1, 4) = :year) "
            "WHERE organization_id IS NOT NULL GROUP BY organization_id",
            {"year": str(year)},
        )
    )


def listed(store: Store, year: int, on: str) -> list[Row]:
    """Return the files of 整顿 of a year or before, listed by a day and not closed then: organization_id, situations."""
    return store.rows(
        "SELECT organization_id, coalesce(situations, '') AS situations FROM live_rectification "
        "WHERE year <= :year AND (listed_on IS NULL OR listed_on <= :on) AND (closed_on IS NULL OR closed_on > :on)",
        {"year": year, "on": on},
    )
