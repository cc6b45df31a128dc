"""What a record is called in a sentence: a person by name, an entry by village, date and item."""

from app.models.store import Store
from app.rules.reference import table_label

_LABELS = {
    "village": "SELECT name FROM village WHERE id = ?",
    "village_group": "SELECT v.name || g.name FROM village_group g JOIN village v ON v.id = g.village_id WHERE g.id = ?",
    "organization": "SELECT name FROM organization WHERE id = ?",
    "person": "SELECT name FROM person WHERE id = ?",
    "post": "SELECT p.name || '（' || t.duty || '）' FROM post t JOIN person p ON p.id = t.person_id WHERE t.id = ?",
    "development_case": "SELECT p.name FROM development_case c JOIN person p ON p.id = c.person_id WHERE c.id = ?",
    "step_record": "SELECT p.name || '，第' || s.step || '步' FROM step_record s "
    "JOIN development_case c ON c.id = s.case_id JOIN person p ON p.id = c.person_id WHERE s.id = ?",
    "case_person": "SELECT p.name || '的' || k.name FROM case_person k "
    "JOIN development_case c ON c.id = k.case_id JOIN person p ON p.id = c.person_id WHERE k.id = ?",
    "document": "SELECT p.name || '，' || d.kind FROM document d "
    "JOIN development_case c ON c.id = d.case_id JOIN person p ON p.id = c.person_id WHERE d.id = ?",
    "quota": "SELECT q.year || '年' || coalesce(o.name, '') FROM quota q "
    "LEFT JOIN organization o ON o.id = q.organization_id WHERE q.id = ?",
    "rating_round": "SELECT year || '年' FROM rating_round WHERE id = ?",
    "rating_scheme": "SELECT name FROM rating_scheme WHERE id = ?",
    "rating_reopening": "SELECT year || '年' FROM rating_reopening WHERE id = ?",
    "rating": "SELECT o.name || r.year || '年' FROM rating r JOIN organization o ON o.id = r.organization_id "
    "WHERE r.id = ?",
    "pairing": "SELECT o.name || '与' || coalesce(q.name, p.partner_name) FROM pairing p "
    "JOIN organization o ON o.id = p.organization_id LEFT JOIN organization q ON q.id = p.partner_id WHERE p.id = ?",
    "income_entry": "SELECT v.name || e.received_on || coalesce(e.item, '') FROM income_entry e "
    "JOIN village v ON v.id = e.village_id WHERE e.id = ?",
    "cost_entry": "SELECT v.name || e.spent_on || coalesce(e.item, '') FROM cost_entry e "
    "JOIN village v ON v.id = e.village_id WHERE e.id = ?",
    "target": "SELECT v.name || t.year || '年' FROM target t JOIN village v ON v.id = t.village_id WHERE t.id = ?",
    "case_move": "SELECT p.name FROM case_move m JOIN development_case c ON c.id = m.case_id "
    "JOIN person p ON p.id = c.person_id WHERE m.id = ?",
    "volunteer_book": "SELECT number FROM volunteer_book WHERE id = ?",
    "discipline": "SELECT p.name || '，' || d.kind FROM discipline d JOIN person p ON p.id = d.person_id WHERE d.id = ?",
    "contact_point": "SELECT c.leader || '—' || o.name FROM contact_point c "
    "JOIN organization o ON o.id = c.organization_id WHERE c.id = ?",
    "pairing_activity": "SELECT o.name || coalesce(a.held_on, '') FROM pairing_activity a JOIN pairing p ON p.id = a.pairing_id JOIN organization o ON o.id = p.organization_id WHERE a.id = ?",
    "contact_visit": "SELECT c.leader || coalesce(s.visited_on, '') FROM contact_visit s JOIN contact_point c ON c.id = s.contact_point_id WHERE s.id = ?",
    "branch_task": "SELECT o.name || t.year || '年' FROM branch_task t "
    "JOIN organization o ON o.id = t.organization_id WHERE t.id = ?",
    "rectification": "SELECT o.name || r.year || '年' FROM rectification r "
    "JOIN organization o ON o.id = r.organization_id WHERE r.id = ?",
    "rectification_item": "SELECT content FROM rectification_item WHERE id = ?",
    "rectification_progress": "SELECT o.name || g.month FROM rectification_progress g "
    "JOIN rectification r ON r.id = g.rectification_id JOIN organization o ON o.id = r.organization_id WHERE g.id = ?",
    "project": "SELECT v.name || p.name FROM project p JOIN village v ON v.id = p.village_id WHERE p.id = ?",
    "contract": "SELECT v.name || c.name FROM contract c JOIN village v ON v.id = c.village_id WHERE c.id = ?",
    "asset": "SELECT v.name || a.name FROM asset a JOIN village v ON v.id = a.village_id WHERE a.id = ?",
    "caliber": "SELECT name FROM caliber WHERE id = ?",
    "platform_sum": "SELECT v.name || s.year || '年' FROM platform_sum s JOIN village v ON v.id = s.village_id WHERE s.id = ?",
    "setting": "SELECT name FROM setting WHERE id = ?",
    "explanation": "SELECT code FROM explanation WHERE id = ?",
}


def record_label(store: Store, table: str, row_id: str) -> str:
    """Return the name of a record, removed ones included; the table's own name when there is none."""
    found = store.scalar(_LABELS[table], [row_id]) if table in _LABELS else None
    return str(found) if found is not None else table_label(table)
