"""The lists as they leave the ledger: one row a record, columns named as the workbooks' fields are."""

from collections.abc import Iterator

from app.models.queries_exports_economy import ECONOMY
from app.models.store import Row, Store

_ORGANIZATIONS = (
    "SELECT o.*, p.name AS parent, v.name AS village FROM live_organization o "
    "LEFT JOIN live_organization p ON p.id = o.parent_id LEFT JOIN live_village v ON v.id = o.village_id "
    "WHERE o.ended_on IS NULL ORDER BY o.sort, o.name"
)
_GROUPS = (
    "SELECT v.name AS village, g.name, g.states_member AS has_member, g.households, g.note FROM live_village_group g "
    "JOIN live_village v ON v.id = g.village_id WHERE g.ended_on IS NULL ORDER BY g.sort, v.sort, g.name"
)
_MEMBERS = (
    "SELECT p.*, p.status AS member_kind, p.correction_months AS party_age_correction, o.name AS organization, "
    "v.name AS village, g.name AS village_group, d.duties AS duty FROM live_person p "
    "LEFT JOIN live_organization o ON o.id = p.organization_id LEFT JOIN live_village_group g ON g.id = p.village_group_id "
    "LEFT JOIN live_village v ON v.id = p.village_id "
    "LEFT JOIN (SELECT person_id, group_concat(duty, '、') AS duties FROM live_post WHERE to_on IS NULL "
    "GROUP BY person_id) d ON d.person_id = p.id "
    "WHERE p.ended_on IS NULL AND p.status IN ('full', 'probationary') ORDER BY o.sort, p.sort, p.name"
)
_CASES = (
    "SELECT c.id, c.stage, c.volunteer_no, c.note, p.name, p.sex, p.ethnicity, p.id_number, p.birth_on, p.education, "
    "p.phone, p.occupation, o.name AS organization, v.name AS village, g.name AS village_group "
    "FROM live_development_case c JOIN live_person p ON p.id = c.person_id "
    "LEFT JOIN live_organization o ON o.id = c.organization_id "
    "LEFT JOIN live_village_group g ON g.id = c.village_group_id "
    "LEFT JOIN live_village v ON v.id = p.village_id ORDER BY c.sort, p.name"
)
_RATINGS = (
    "SELECT r.*, r.township_grade AS grade, o.name AS organization FROM live_rating r "
    "JOIN live_organization o ON o.id = r.organization_id ORDER BY r.year, r.sort, o.sort, o.name"
)
_PAIRS = (
    "SELECT p.id, p.year, o.name AS organization, coalesce(q.name, p.partner_name) AS paired_with, p.leader, p.from_on, "
    "p.to_on, p.content, p.result, p.note, a.held_on, a.content AS activity, a.result AS activity_result, "
    "a.note AS activity_note FROM pairing p JOIN organization o ON o.id = p.organization_id "
    "LEFT JOIN organization q ON q.id = p.partner_id "
    "LEFT JOIN pairing_activity a ON a.pairing_id = p.id AND a._del = 0 WHERE p._del = 0 "
    "ORDER BY p.year, coalesce(o.sort, 1000000), o.rowid, p.rowid, a.held_on, a.rowid"
)
_RECTIFICATIONS = (
    "SELECT f.*, o.name AS organization FROM rectification f JOIN organization o ON o.id = f.organization_id "
    "WHERE f._del = 0 ORDER BY f.year, coalesce(o.sort, 1000000), o.rowid, f.rowid"
)
_CONTACTS = (
    "SELECT c.id, c.leader, c.duty, o.name AS organization, c.from_on, c.to_on, c.note, s.visited_on, s.content, s.solved, "
    "s.note AS visit_note FROM contact_point c JOIN organization o ON o.id = c.organization_id "
    "LEFT JOIN contact_visit s ON s.contact_point_id = c.id AND s._del = 0 WHERE c._del = 0 "
    "ORDER BY c.leader, coalesce(o.sort, 1000000), o.rowid, c.rowid, s.visited_on, s.rowid"
)
_TASKS = (
    "SELECT t.*, o.name AS organization, r.goal FROM branch_task t JOIN organization o ON o.id = t.organization_id "
    "LEFT JOIN live_rating r ON r.organization_id = t.organization_id AND r.year = t.year WHERE t._del = 0 "
    "ORDER BY t.year, coalesce(o.sort, 1000000), o.rowid, t.quarter, t.rowid"
)
_INCOME = (
    "SELECT e.*, v.name AS village, e.amount_fen AS amount, e.counts_as_operating AS operating_flag, "
    "coalesce(p.name, e.project) AS project_name, c.name AS contract_name FROM live_income_entry e "
    "JOIN live_village v ON v.id = e.village_id LEFT JOIN live_project p ON p.id = e.project_id "
    "LEFT JOIN live_contract c ON c.id = e.contract_id "
    "ORDER BY substr(e.received_on, 1, 4), v.sort, e.sort, e.received_on"
)
_TARGETS = (
    "SELECT t.*, v.name AS village, t.amount_fen AS amount FROM live_target t "
    "JOIN live_village v ON v.id = t.village_id ORDER BY t.year, v.sort, v.name"
)
_LISTS = {
    "organizations": _ORGANIZATIONS,
    "groups": _GROUPS,
    "members": _MEMBERS,
    "development": _CASES,
    "ratings": _RATINGS,
    "pairs": _PAIRS,
    "rectification": _RECTIFICATIONS,
    "contacts": _CONTACTS,
    "tasks": _TASKS,
    "income": _INCOME,
    "targets": _TARGETS,
    **ECONOMY,
}


def listed(store: Store, kind: str) -> Iterator[Row]:
    """Yield every record of a kind of list, values as stored, one at a time: a city's roster is long."""
    found = store.connection.execute(_LISTS[kind])
    names = [column[0] for column in found.description]
    for row in found:
        yield dict(zip(names, row, strict=True))


def steps(store: Store) -> list[Row]:
    """Return every record of a step, those of one case and step from the last to the first."""
    return store.rows(
        "SELECT case_id, step, happened_on, until_on, payload FROM live_step_record ORDER BY case_id, step, seq DESC"
    )


def backers(store: Store) -> list[Row]:
    """Return the contacts and introducers of every case."""
    return store.rows(
        "SELECT case_id, role, name FROM case_person WHERE _del = 0 AND to_on IS NULL ORDER BY rowid"
    )


def partners(store: Store) -> list[Row]:
    """Return year, organization and partner of every pair."""
    return store.rows(
        "SELECT p.year, p.organization_id, coalesce(q.name, p.partner_name) AS partner FROM pairing p "
        "LEFT JOIN live_organization q ON q.id = p.partner_id WHERE p._del = 0 ORDER BY p.rowid"
    )
