"""Lookups the forms need before they write: who already has an ID number, whether a key is taken."""

from app.models.store import Row, Store


def person_with_id_number(store: Store, id_number: str, *, besides: str | None) -> Row | None:
    """Return a person on the roll with this ID number, other than `besides`."""
    found = store.rows(
        "SELECT p.id, p.name, o.name AS organization FROM live_person p "
        "LEFT JOIN live_organization o ON o.id = p.organization_id "
        "WHERE p.id_number = ? AND p.id IS NOT ? AND p.ended_on IS NULL",
        [id_number, besides],
    )
    return found[0] if found else None


def others(store: Store, table: str, key: Row, *, besides: str | None) -> list[Row]:
    """Return living rows of `table` with the same key values, other than `besides`."""
    return [row for row in store.find(table, **key) if row["id"] != besides]


def ancestors(store: Store, organization: str) -> list[str]:
    """Return the ids of the organizations above this one, nearest first; stops at a circle."""
    found: list[str] = []
    row = store.get("organization", organization)
    while row and row["parent_id"] and row["parent_id"] not in found:
        found.append(row["parent_id"])
        row = store.get("organization", row["parent_id"])
    return found


def options(store: Store, table: str) -> list[tuple[str, str]]:
    """Return (id, label) of everything a reference to `table` may point at, in the order of the office's lists.

    People are too many for a list: they are searched for.
    """
    statements = {
        "village": "SELECT id, name FROM live_village WHERE ended_on IS NULL ORDER BY sort, name",
        "organization": "SELECT id, name FROM live_organization WHERE ended_on IS NULL ORDER BY sort, name",
        "village_group": "SELECT g.id, v.name || g.name FROM live_village_group g JOIN live_village v "
        "ON v.id = g.village_id WHERE g.ended_on IS NULL ORDER BY v.sort, g.sort, g.name",
        "project": "SELECT p.id, v.name || '　' || p.name FROM live_project p JOIN live_village v "
        "ON v.id = p.village_id WHERE p.ended_on IS NULL ORDER BY v.sort, v.name, p.sort, p.name",
        "contract": "SELECT c.id, v.name || '　' || c.name || coalesce('（' || c.number || '）', '') "
        "FROM live_contract c JOIN live_village v ON v.id = c.village_id WHERE c.ended_on IS NULL "
        "ORDER BY v.sort, v.name, c.sort, c.name",
        "pairing": "SELECT p.id, p.year || '年' || o.name || '与' || coalesce(q.name, p.partner_name) FROM live_pairing p "
        "JOIN organization o ON o.id = p.organization_id LEFT JOIN organization q ON q.id = p.partner_id "
        "ORDER BY p.year DESC, o.sort, o.name",
        "contact_point": "SELECT c.id, c.leader || '—' || o.name FROM live_contact_point c "
        "JOIN organization o ON o.id = c.organization_id ORDER BY c.leader, o.sort",
        "rectification": "SELECT r.id, r.year || '年' || o.name FROM live_rectification r "
        "JOIN organization o ON o.id = r.organization_id ORDER BY r.year DESC, o.sort",
        "development_case": "SELECT c.id, p.name FROM live_development_case c JOIN live_person p "
        "ON p.id = c.person_id ORDER BY p.name",
    }
    return store.tuples(statements[table])
