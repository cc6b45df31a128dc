"""What the checks of data quality read: the living records of each subject with what they are set against."""

from collections.abc import Iterator
from typing import Any

from app.models.populations import BRANCHES
from app.models.store import Row, Store

_GIVEN = ", ".join(
    f"CASE WHEN r.{by}_on IS NULL OR r.{by}_on <= :on THEN r.{by}_grade END AS {by}"
    for by in ("township", "county")
)
"""The grades of a rating r given by the day :on, those without a day too."""
_IN_ORDER = "coalesce(v.sort, 1000000), v.rowid"


_PERSON = (
    "SELECT p.id, p.name, p.id_number, p.sex, p.birth_on, p.status, p.joined_on, p.full_on, "
    "p.organization_id, o.name, o.kind, coalesce(o.ended_on IS NOT NULL OR o._del = 1, 0), "
    "(SELECT group_concat(stage) FROM development_case AS c "
    "WHERE c.person_id = p.id AND c._del = 0 AND c.closed_on IS NULL) "
    "FROM person AS p LEFT JOIN organization AS o ON o.id = p.organization_id WHERE p._del = 0 AND p.ended_on IS NULL "
)
_BY_BRANCH = " ORDER BY coalesce(o.sort, 1000000), o.rowid, coalesce(p.sort, 1000000), p.rowid"


def people(store: Store) -> Iterator[tuple[Any, ...]]:
    """Yield everyone on the roll by branch: the fields of PersonFacts, the stages of open cases joined by commas."""
    return store.stream(_PERSON + _BY_BRANCH)


def alike(store: Store) -> Iterator[tuple[Any, ...]]:
    """Yield, in the same form, those on the roll who share their ID number, or name and day of birth, with another."""
    living = "FROM person WHERE _del = 0 AND ended_on IS NULL"
    return store.stream(
        f"{_PERSON} AND (p.id_number IN (SELECT id_number {living} AND id_number <> '' "
        "GROUP BY id_number HAVING count(*) > 1) OR (p.name, p.birth_on) IN (SELECT name, birth_on "
        f"{living} AND length(birth_on) = 10 GROUP BY name, birth_on HAVING count(*) > 1)){_BY_BRANCH}"
    )


def organizations(store: Store) -> list[Row]:
    """Return the living organizations with the numbers on their own roll, in the order of papers."""
    return store.rows(
        "SELECT o.id, o.name, o.kind, u.id AS parent_id, u.name AS parent, "
        "coalesce(u.ended_on IS NOT NULL OR u._del = 1, 0) AS parent_ended, "
        "o.village_id IS NOT NULL AS has_village, o.field, o.elected_on, o.term_ends_on, "
        "coalesce(o.secretary, (SELECT q.name FROM post AS s JOIN person AS q ON q.id = s.person_id "
        "WHERE s._del = 0 AND s.organization_id = o.id AND s.to_on IS NULL AND s.duty LIKE '%书记' "
        "ORDER BY s.duty NOT IN ('书记', '党支部书记'), s.rowid LIMIT 1)) AS secretary, "
        "o.stated_members, coalesce(m.full, 0) AS full, coalesce(m.probationary, 0) AS probationary "
        "FROM organization AS o LEFT JOIN organization AS u ON u.id = o.parent_id "
        "LEFT JOIN (SELECT organization_id, sum(status = 'full') AS full, "
        "sum(status = 'probationary') AS probationary FROM person WHERE _del = 0 AND ended_on IS NULL "
        "GROUP BY organization_id) AS m ON m.organization_id = o.id "
        "WHERE o._del = 0 AND o.ended_on IS NULL ORDER BY coalesce(o.sort, 1000000), o.rowid"
    )


def groups(store: Store) -> list[Row]:
    """Return the living village groups; `reserve` counts open cases of people on the way in the group."""
    return store.rows(
        "SELECT g.id, g.name, g.village_id, v.name AS village, g.states_member, g.households, g.note, "
        "coalesce(r.reserve, 0) AS reserve FROM village_group AS g JOIN village AS v ON v.id = g.village_id "
        "LEFT JOIN (SELECT coalesce(c.village_group_id, p.village_group_id) AS group_id, count(*) AS reserve "
        "FROM development_case AS c JOIN person AS p ON p.id = c.person_id WHERE c._del = 0 AND p._del = 0 "
        "AND c.closed_on IS NULL AND c.stage IN ('applicant', 'activist', 'object') GROUP BY 1) AS r "
        "ON r.group_id = g.id WHERE g._del = 0 AND g.ended_on IS NULL AND v._del = 0 AND v.ended_on IS NULL "
        f"ORDER BY {_IN_ORDER}, coalesce(g.sort, 1000000), g.rowid"
    )


def group_members(store: Store) -> list[tuple[str, str]]:
    """Return (village group id, name) of every member placed in a village group."""
    return store.tuples(
        "SELECT village_group_id, name FROM person WHERE _del = 0 AND ended_on IS NULL "
        "AND status IN ('full', 'probationary') AND village_group_id IS NOT NULL ORDER BY rowid"
    )


def income(store: Store) -> list[tuple[Any, ...]]:
    """Return every entry of income, in the order of the facts judged."""
    return store.tuples(
        "SELECT e.id, e.village_id, v.name, e.received_on, e.category, e.item, e.amount_fen, e.booked_on, "
        "e.voucher, e.reverses_id, e.reversed_on, e.payer FROM income_entry AS e JOIN village AS v ON v.id = e.village_id "
        f"WHERE e._del = 0 ORDER BY {_IN_ORDER}, e.received_on, e.rowid"
    )


def costs(store: Store) -> list[tuple[Any, ...]]:
    """Return (village_id, village, year, category, number) of the costs that were not taken back."""
    return store.tuples(
        "SELECT e.village_id, v.name, CAST(substr(e.spent_on, 1, 4) AS INTEGER) AS year, e.category, count(*) "
        "FROM cost_entry AS e JOIN village AS v ON v.id = e.village_id "
        "WHERE e._del = 0 AND e.reversed_on IS NULL AND e.reverses_id IS NULL GROUP BY e.village_id, year, e.category"
    )


def villages_with_sources(store: Store) -> set[str]:
    """Return the ids of the villages that have a project or a contract."""
    found = store.tuples("SELECT village_id FROM live_project UNION SELECT village_id FROM live_contract")
    return {village_id for (village_id,) in found}


def branches(store: Store) -> list[Row]:
    """Return the living branches, and whoever else has been rated: id, name, founded_on, field."""
    return store.rows(
        "SELECT id, name, founded_on, "
        "coalesce(field, CASE WHEN village_id IS NOT NULL THEN 'village' ELSE '' END) AS field "
        "FROM organization WHERE _del = 0 AND ended_on IS NULL "
        f"AND (kind IN {BRANCHES} OR id IN (SELECT organization_id FROM live_rating)) "
        "ORDER BY coalesce(sort, 1000000), rowid"
    )


def grades(store: Store, on: str) -> list[Row]:
    """Return every grade given by a day: organization_id, year, township, county."""
    return store.rows(f"SELECT r.organization_id, r.year, {_GIVEN} FROM live_rating AS r", {"on": on})


def ratings_of_year(store: Store, year: int, on: str) -> list[Row]:
    """Return the ratings of a year of organizations that have not ended: id, branch, grades given by a day, vetoes, days."""
    return store.rows(
        f"SELECT r.id, r.organization_id, o.name, {_GIVEN}, r.vetoes, "
        "r.self_on, r.mass_on, r.member_on, r.township_on, r.county_on FROM live_rating AS r "
        "JOIN organization AS o ON o.id = r.organization_id "
        "WHERE r.year = :year AND o._del = 0 AND o.ended_on IS NULL ORDER BY coalesce(o.sort, 1000000), o.rowid",
        {"year": year, "on": on},
    )


def listed_organizations(store: Store, year: int, on: str) -> set[str]:
    """Return the ids of organizations listed by a day with a file of a year or the one after, or one still open then."""
    found = store.tuples(
        "SELECT organization_id FROM live_rectification WHERE (listed_on IS NULL OR listed_on <= :on) "
        "AND (year BETWEEN :year AND :year + 1 OR year < :year AND (closed_on IS NULL OR closed_on > :on))",
        {"year": year, "on": on},
    )
    return {organization_id for (organization_id,) in found}


def pairs(store: Store) -> list[Row]:
    """Return every pairing with the branch's name."""
    return store.rows(
        "SELECT a.id, a.year, a.organization_id, o.name AS organization, a.partner_id, "
        "coalesce(a.from_on, '') AS from_on, coalesce(a.to_on, '') AS to_on FROM live_pairing AS a "
        "JOIN organization AS o ON o.id = a.organization_id"
    )


def contact_points(store: Store) -> list[Row]:
    """Return every contact point that has an end, with the branch's name."""
    return store.rows(
        "SELECT c.id, c.leader, o.name AS organization, coalesce(c.from_on, '') AS from_on, c.to_on "
        "FROM live_contact_point AS c JOIN organization AS o ON o.id = c.organization_id WHERE c.to_on IS NOT NULL"
    )


def explanations(store: Store) -> list[Row]:
    """Return every explanation given, oldest first."""
    return store.rows("SELECT id, code, record, reason FROM explanation WHERE _del = 0 ORDER BY rowid")
