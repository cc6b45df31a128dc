"""What entering the steps of 发展党员 looks up: people of a branch on a day, sanctions, records of a case."""

from app.models.store import Row, Store


def members_on(store: Store, organization_id: str, on: str) -> list[Row]:
    """Return the 正式党员 of a branch on a day (ISO; partly known dates count as their earliest day)."""
    return store.rows(
        "SELECT id, name, full_on, is_lost, is_migrant FROM live_person WHERE organization_id = :organization "
        "AND status = 'full' AND (ended_on IS NULL OR ended_on > :on) AND coalesce(full_on, joined_on, '') <= :on "
        "ORDER BY sort, name",
        {"organization": organization_id, "on": on},
    )


def members_named(store: Store, names: list[str]) -> list[Row]:
    """Return the people on the roll with one of these names: id, name, status, full_on, branch."""
    marks = ", ".join("?" for _ in names)
    return store.rows(
        "SELECT id, name, status, full_on, organization_id FROM live_person "
        f"WHERE name IN ({marks}) AND ended_on IS NULL",
        names,
    )


def disciplines(store: Store, people: list[str]) -> list[Row]:
    """Return the sanctions of these people, the latest last."""
    marks = ", ".join("?" for _ in people)
    return store.rows(
        f"SELECT person_id, kind, from_on, until_on FROM live_discipline WHERE person_id IN ({marks}) "
        "ORDER BY coalesce(from_on, '')",
        people,
    )


def records(store: Store, case_id: str, step: str) -> list[Row]:
    """Return the records of one step of a case, in order."""
    return store.rows(
        "SELECT * FROM live_step_record WHERE case_id = ? AND step = ? ORDER BY seq", [case_id, step]
    )


def backers(store: Store, case_id: str, role: str) -> list[Row]:
    """Return the 培养联系人 or 入党介绍人 of a case who are so now."""
    return store.rows(
        "SELECT * FROM case_person WHERE _del = 0 AND case_id = ? AND role = ? AND to_on IS NULL ORDER BY rowid",
        [case_id, role],
    )


def open_cases_of(store: Store, person_id: str) -> list[Row]:
    """Return the cases of a person that are not closed."""
    return store.rows(
        "SELECT * FROM live_development_case WHERE person_id = ? AND closed_on IS NULL", [person_id]
    )


def moves(store: Store, case_id: str) -> list[Row]:
    """Return which organization a case belonged to and since when, the earliest first."""
    return store.rows(
        "SELECT m.*, coalesce(o.name, m.organization_name, '') AS organization FROM case_move m "
        "LEFT JOIN organization o ON o.id = m.organization_id WHERE m._del = 0 AND m.case_id = ? "
        "ORDER BY coalesce(m.from_on, ''), m.rowid",
        [case_id],
    )


def explanations(store: Store, case_id: str) -> list[Row]:
    """Return the reasons given for a case, the earliest first."""
    return store.rows("SELECT * FROM live_explanation WHERE record = ? ORDER BY given_on, code", [case_id])


def last_sort(store: Store, table: str) -> int:
    """Return the highest place in the office's order of a table of people or cases."""
    statement = {
        "person": "SELECT coalesce(max(sort), 0) FROM live_person",
        "development_case": "SELECT coalesce(max(sort), 0) FROM live_development_case",
    }[table]
    return int(store.scalar(statement))


def parent_kind(store: Store, organization_id: str) -> str:
    """Return the kind of the organization above one; nothing at the top."""
    return (
        store.scalar(
            "SELECT u.kind FROM organization o JOIN live_organization u ON u.id = o.parent_id WHERE o.id = ?",
            [organization_id],
        )
        or ""
    )


def papers(store: Store, case_id: str) -> list[Row]:
    """Return the papers of a case with all they say."""
    return store.rows(
        "SELECT * FROM document WHERE _del = 0 AND case_id = ? ORDER BY kind, coalesce(dated_on, received_on, ''), rowid",
        [case_id],
    )


def particulars(store: Store) -> dict[str, Row]:
    """Return, case by case, what papers say of the person beyond what the rules judge."""
    found = store.rows(
        "SELECT c.id, p.ethnicity, p.occupation, p.native_place, p.work_unit, p.address, c.note, c.outcome "
        "FROM live_development_case c JOIN live_person p ON p.id = c.person_id"
    )
    return {row["id"]: row for row in found}


def organization_names(store: Store) -> dict[str, str]:
    """Return the name of every organization there is or was."""
    return dict(store.tuples("SELECT id, name FROM live_organization"))


def cases_of(store: Store, person: str) -> list[tuple[str, str]]:
    """Return (person, case) of everybody with this id or name, open cases first."""
    found: list[tuple[str, str]] = store.tuples(
        "SELECT p.id, c.id FROM live_development_case c JOIN live_person p ON p.id = c.person_id "
        "WHERE p.id = :person OR p.name = :person ORDER BY c.closed_on IS NOT NULL, c.closed_on DESC",
        {"person": person},
    )
    return found
