"""Finding people, organizations and villages by a few characters, through the search indexes."""

from typing import Any

from app.models.store import Store

_PERSON = (
    "p.id, p.name, p.status, coalesce(o.name, ''), p.birth_on, p.ended_on IS NOT NULL "
    "FROM {source} JOIN person AS p ON p.rowid = f.number LEFT JOIN organization AS o ON o.id = p.organization_id"
)
LAST = "\U0010ffff"
# Conditions on a person p, for lists that are narrowed by what is typed.
NAMED = "p.rowid IN (SELECT rowid FROM search_person WHERE search_person MATCH ?)"
NUMBERED = (
    "p.rowid IN (SELECT rowid FROM person WHERE id_number >= ? AND id_number < ? "
    "UNION SELECT number FROM search_number WHERE text >= ? AND text < ? "
    "UNION SELECT number FROM search_number WHERE text >= ? AND text < ?)"
)
Hits = list[tuple[Any, ...]]


def people_named(store: Store, name: str, limit: int) -> Hits:
    """Return (id, name, status, organization, birth_on, ended) of people with exactly this name."""
    source = "(SELECT rowid AS number FROM person WHERE name = ? AND _del = 0 LIMIT ?) AS f"
    return store.tuples(f"SELECT {_PERSON.format(source=source)}", [name, limit])


def person(store: Store, person_id: str) -> Hits:
    """Return the same of one person."""
    source = "(SELECT rowid AS number FROM person WHERE id = ? AND _del = 0) AS f"
    return store.tuples(f"SELECT {_PERSON.format(source=source)}", [person_id])


def people_matching(store: Store, column: str, characters: str, limit: int) -> Hits:
    """Return people whose name or initials (`column`) contain these characters side by side."""
    phrase = " ".join(characters)
    return _matching(store, "search_person", f'{column} : "{phrase}"', limit)


def people_numbered(store: Store, digits: str, limit: int) -> Hits:
    """Return people whose ID number begins with these digits."""
    return _in_range(
        store,
        "SELECT rowid AS number FROM person WHERE _del = 0 AND id_number >= ? AND id_number < ?",
        digits,
        limit,
    )


def people_by_part(store: Store, digits: str, limit: int) -> Hits:
    """Return people whose phone or ID number from the birth on begins with these digits, then whose end with them."""
    source = "SELECT number FROM search_number WHERE text >= ? AND text < ?"
    forward = _in_range(store, source, f"f{digits}", limit)
    return (
        forward if len(forward) >= limit else [*forward, *_in_range(store, source, f"r{digits[::-1]}", limit)]
    )


def organizations(store: Store, characters: str, limit: int) -> Hits:
    """Return (id, name, kind, ended) of organizations whose name contains these characters side by side."""
    return store.tuples(
        "SELECT o.id, o.name, o.kind, o.ended_on IS NOT NULL FROM "
        "(SELECT rowid AS number FROM search_organization WHERE search_organization MATCH ? LIMIT ?) AS f "
        "JOIN organization AS o ON o.rowid = f.number",
        [f'"{" ".join(characters)}"', limit],
    )


def villages(store: Store, text: str, limit: int) -> Hits:
    """Return (id, name, ended) of villages whose name contains the text."""
    return store.tuples(
        "SELECT id, name, ended_on IS NOT NULL FROM village WHERE _del = 0 AND instr(name, ?) LIMIT ?",
        [text, limit],
    )


def _matching(store: Store, index: str, query: str, limit: int) -> Hits:
    source = f"(SELECT rowid AS number FROM {index} WHERE {index} MATCH ? LIMIT ?) AS f"
    return store.tuples(f"SELECT {_PERSON.format(source=source)}", [query, limit])


def _in_range(store: Store, numbers: str, start: str, limit: int) -> Hits:
    source = f"({numbers} LIMIT ?) AS f"
    return store.tuples(f"SELECT {_PERSON.format(source=source)}", [start, f"{start}{LAST}", limit])
