"""Booklets of 入党志愿书: the list, numbers already there, who holds one."""

from app.models.store import Row, Store


def booklets(store: Store) -> list[Row]:
    """Return all booklets with the person who has one, by number."""
    return store.rows(
        "SELECT b.*, p.name, o.name AS organization FROM live_volunteer_book b "
        "LEFT JOIN live_development_case c ON c.id = b.case_id LEFT JOIN live_person p ON p.id = c.person_id "
        "LEFT JOIN live_organization o ON o.id = c.organization_id ORDER BY length(b.number), b.number"
    )


def known(store: Store, numbers: list[str]) -> list[str]:
    """Return those of the numbers that are there already."""
    wanted = set(numbers)
    return sorted(n for (n,) in store.tuples("SELECT number FROM live_volunteer_book") if n in wanted)


def holder(store: Store, case_id: str) -> str:
    """Return the name of the person of a case."""
    return (
        store.scalar(
            "SELECT p.name FROM development_case c JOIN live_person p ON p.id = c.person_id WHERE c.id = ?",
            [case_id],
        )
        or "他人"
    )


def others_with(store: Store, number: str, case_id: str) -> str:
    """Return the name of someone else whose case bears the number, nothing when nobody's does."""
    return (
        store.scalar(
            "SELECT p.name FROM live_development_case c JOIN live_person p ON p.id = c.person_id "
            "WHERE c.volunteer_no = ? AND c.id <> ?",
            [number, case_id],
        )
        or ""
    )
