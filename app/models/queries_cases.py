"""The open and closed cases of 发展党员 with everything they are judged by, a few statements for any number."""

from app.models.store import Row, Store


def _chosen(case_id: str) -> str:
    """Return the condition on cases: one of them, found by its key, or all that are open (`:closed`: all)."""
    return "c._del = 0 AND (:closed OR c.closed_on IS NULL)" + (" AND c.id = :case" if case_id else "")


def cases(store: Store, *, case_id: str = "", closed: bool = False) -> list[Row]:
    """Return cases with their people and branches; `imported` tells that the case came in with a workbook."""
    return store.rows(
        "SELECT c.id, c.person_id, c.stage, c.closed_on, c.outcome, c.volunteer_no, c.note, c.book, "
        "p.name, p.birth_on, p.is_migrant, p.joined_on, p.full_on, p.sex, p.education, "
        "o.id AS organization_id, coalesce(o.name, '') AS organization, coalesce(o.kind, '') AS organization_kind, "
        "coalesce(u.kind, '') AS parent_kind, u.parent_id IS NOT NULL AS parent_is_below, "
        "(SELECT max(m.from_on) FROM live_case_move AS m WHERE m.case_id = c.id AND m.organization_id IS NOT NULL "
        "AND m.reason IS NOT NULL) AS moved_on, "
        "EXISTS (SELECT 1 FROM op JOIN operation AS n ON n.id = op.operation "
        "WHERE op.row = c.id AND op.field = '*' AND n.kind LIKE 'import%') AS imported "
        "FROM development_case AS c JOIN live_person AS p ON p.id = c.person_id "
        "LEFT JOIN organization AS o ON o.id = coalesce(c.organization_id, p.organization_id) "
        f"LEFT JOIN organization AS u ON u.id = o.parent_id WHERE {_chosen(case_id)} "
        "ORDER BY coalesce(o.sort, 1000000), o.rowid, coalesce(c.sort, 1000000), c.rowid",
        {"case": case_id, "closed": closed},
    )


def steps(store: Store, *, case_id: str = "", closed: bool = False) -> list[Row]:
    """Return the recorded steps of the same cases, in order."""
    return store.rows(
        "SELECT s.id, s.case_id, s.step, s.seq, s.happened_on, s.until_on, s.result, s.who, s.payload, s.note, "
        "s.organization_id, o.kind AS organization_kind FROM live_step_record AS s "
        "JOIN development_case AS c ON c.id = s.case_id "
        f"LEFT JOIN organization AS o ON o.id = s.organization_id WHERE {_chosen(case_id)} "
        "ORDER BY s.case_id, s.step, s.seq",
        {"case": case_id, "closed": closed},
    )


def people(store: Store, *, case_id: str = "", closed: bool = False) -> list[Row]:
    """Return 培养联系人 and 入党介绍人 of the same cases; `is_full` is None for a name nobody on the roster bears."""
    return store.rows(
        "SELECT k.id, k.case_id, k.role, k.name, k.person_id, p.status = 'full' AS is_full, p.full_on "
        "FROM case_person AS k JOIN development_case AS c ON c.id = k.case_id "
        f"LEFT JOIN live_person AS p ON p.id = k.person_id WHERE {_chosen(case_id)} AND k._del = 0 AND k.to_on IS NULL "
        "ORDER BY k.case_id, k.role, k.rowid",
        {"case": case_id, "closed": closed},
    )


def documents(store: Store, *, case_id: str = "", closed: bool = False) -> list[Row]:
    """Return the papers of the same cases."""
    return store.rows(
        "SELECT d.id, d.case_id, d.kind, d.dated_on, d.number, d.received_on "
        f"FROM document AS d JOIN development_case AS c ON c.id = d.case_id WHERE {_chosen(case_id)} AND d._del = 0 "
        "ORDER BY d.case_id, d.kind, d.rowid",
        {"case": case_id, "closed": closed},
    )


def earlier_cases(store: Store, *, case_id: str = "", closed: bool = False) -> list[Row]:
    """Return, for the same cases, the other cases of the same people."""
    return store.rows(
        "SELECT c.id AS case_id, e.closed_on, e.outcome, "
        "(SELECT min(s.happened_on) FROM live_step_record AS s WHERE s.case_id = e.id AND s.step = '01') "
        "AS applied_on FROM development_case AS c "
        f"JOIN live_development_case AS e ON e.person_id = c.person_id AND e.id <> c.id WHERE {_chosen(case_id)}",
        {"case": case_id, "closed": closed},
    )
