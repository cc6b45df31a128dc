"""The roster: who is on it under a filter, in an order, a page anywhere in no more time than the first."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from app.models.store import Store
from app.rules.vocabulary import PersonStatus

ON_ROLL = "p._del = 0 AND p.ended_on IS NULL"
NO_ORDER = ("p.rowid",)
_FROM = (
    "person AS p LEFT JOIN organization AS o ON o.id = p.organization_id "
    "LEFT JOIN village AS v ON v.id = coalesce(p.village_id, o.village_id) "
    "LEFT JOIN village_group AS g ON g.id = p.village_group_id"
)
_NEEDS_JOIN = ("o.", "v.", "g.")
_numbers = itertools.count(1)

# Code of a column → SQL; age and 党龄 are computed from the days they rest on.
COLUMNS: Mapping[str, str] = {
    "name": "p.name",
    "sex": "p.sex",
    "ethnicity": "p.ethnicity",
    "id_number": "p.id_number",
    "birth_on": "p.birth_on",
    "age": "p.birth_on",
    "education": "p.education",
    "status": "p.status",
    "organization": "o.name",
    "duty": "(SELECT group_concat(DISTINCT s.duty) FROM post AS s WHERE s._del = 0 AND s.person_id = p.id AND s.to_on IS NULL)",
    "village": "v.name",
    "village_group": "g.name",
    "joined_on": "p.joined_on",
    "full_on": "p.full_on",
    "party_age": "coalesce(p.full_on, '') || '|' || coalesce(p.joined_on, '') || '|' || coalesce(p.correction_months, 0)",
    "phone": "p.phone",
    "native_place": "p.native_place",
    "address": "p.address",
    "work_unit": "p.work_unit",
    "occupation": "p.occupation",
    "is_migrant": "p.is_migrant",
    "is_hardship": "p.is_hardship",
    "is_lost": "p.is_lost",
    "note": "p.note",
    "ended_on": "p.ended_on",
    "end_reason": "p.end_reason",
}

# Columns people are put in order by → SQL.
ORDERS: Mapping[str, tuple[str, ...]] = {
    **{code: (COLUMNS[code], *NO_ORDER) for code in COLUMNS if code not in {"age", "party_age", "duty"}},
    "name": ("p.name", "p.status", *NO_ORDER),
    "organization": ("coalesce(o.sort, 1000000)", "o.rowid", *NO_ORDER),
    "age": ("p.birth_on", *NO_ORDER),
    "party_age": ("coalesce(p.full_on, p.joined_on)", *NO_ORDER),
}

_STATUS_ORDER = " ".join(
    f"WHEN '{status}' THEN {place}" for place, status in enumerate(reversed(PersonStatus))
)

# Code of what people are put into groups by → what a group is called, and the order groups come in: unstated last.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "organization": ("o.name", "coalesce(o.sort, 1000000)", "o.rowid IS NULL", "o.rowid"),
    "village": ("v.name", "coalesce(v.sort, 1000000)", "v.rowid IS NULL", "v.rowid"),
    "status": ("p.status", f"CASE p.status {_STATUS_ORDER} END"),
    "sex": ("p.sex", "p.sex IS NULL", "p.sex"),
    "ethnicity": ("p.ethnicity", "p.ethnicity IS NULL", "p.ethnicity"),
    "education": ("p.education", "p.education IS NULL", "p.education"),
    "joined_year": (
        "substr(p.joined_on, 1, 4)",
        "p.joined_on IS NULL",
        "substr(p.joined_on, 1, 4)",
    ),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """A condition with its values and an order, forwards or backwards; `group` is a code of GROUPS or empty."""

    condition: str
    values: tuple[Any, ...]
    order: tuple[str, ...] = NO_ORDER
    descending: bool = False
    group: str = ""

    @property
    def ordered(self) -> str:
        """The order as SQL: groups first, which are never turned round."""
        parts = (f"{part} DESC" if self.descending else part for part in self.order)
        return ", ".join([*GROUPS[self.group][1:], *parts] if self.group else parts)

    @property
    def source(self) -> str:
        """The FROM clause of the people in order: people alone where nothing needs more."""
        return _source(f"{self.condition} {self.ordered}")


def count(store: Store, chosen: Selection) -> int:
    """Return how many people are selected."""
    source = _source(chosen.condition)
    return int(store.scalar(f"SELECT count(*) FROM {source} WHERE {chosen.condition}", chosen.values))


def count_members(store: Store, statuses: Sequence[str]) -> int:
    """Return how many people of these statuses (full, probationary) are on the roll, from the sums kept."""
    marks = ", ".join("?" * len(statuses)) or "'full', 'probationary'"
    return int(
        store.scalar(
            f"SELECT coalesce(sum(n), 0) FROM summary_member WHERE ended_on IS NULL AND status IN ({marks})",
            list(statuses),
        )
    )


def groups(store: Store, chosen: Selection) -> list[tuple[Any, int]]:
    """Return (what the group is called, how many people are in it) of the groups that are not empty, in order."""
    called, *order = GROUPS[chosen.group]
    source = _source(f"{chosen.condition} {' '.join(GROUPS[chosen.group])}")
    return store.tuples(
        f"SELECT {called}, count(*) FROM {source} WHERE {chosen.condition} "
        f"GROUP BY {', '.join(order)} ORDER BY {', '.join(order)}",
        chosen.values,
    )


def first(store: Store, chosen: Selection, columns: Sequence[str], limit: int) -> list[tuple[Any, ...]]:
    """Return (id, the columns …) of the first people selected."""
    numbers = (
        f"SELECT p.rowid AS number FROM {chosen.source} WHERE {chosen.condition} "
        f"ORDER BY {chosen.ordered} LIMIT ?"
    )
    return _rows(store, f"({numbers}) AS k", columns, "TRUE", [*chosen.values, limit], chosen.ordered)


def make_vector(store: Store, chosen: Selection) -> str:
    """Lay the selected people down in order in a temporary table of this connection; return its name."""
    name = f"roster_{next(_numbers)}"
    with _temporary(store):
        store.connection.execute(
            f"CREATE TEMP TABLE {name} AS SELECT p.rowid AS number FROM {chosen.source} "
            f"WHERE {chosen.condition} ORDER BY {chosen.ordered}",
            chosen.values,
        )
    return name


def drop_vector(store: Store, name: str) -> None:
    """Take a temporary table away."""
    with _temporary(store):
        store.connection.execute(f"DROP TABLE IF EXISTS temp.{name}")


def page(store: Store, vector: str, columns: Sequence[str], start: int, size: int) -> list[tuple[Any, ...]]:
    """Return (id, the columns …) of the people at places start … start + size - 1, places counted from 0."""
    return _rows(
        store, f"temp.{vector} AS k", columns, "k.rowid BETWEEN ? AND ?", [start + 1, start + size], "k.rowid"
    )


def place_of(store: Store, vector: str, person_id: str) -> int | None:
    """Return the place of a person, counted from 0; None when not selected."""
    found = store.scalar(
        f"SELECT rowid FROM temp.{vector} WHERE number = (SELECT rowid FROM person WHERE id = ?)", [person_id]
    )
    return None if found is None else int(found) - 1


def ids(store: Store, chosen: Selection) -> list[str]:
    """Return the ids of everyone selected, in order."""
    return [
        row[0]
        for row in store.tuples(
            f"SELECT p.id FROM {chosen.source} WHERE {chosen.condition} ORDER BY {chosen.ordered}",
            chosen.values,
        )
    ]


def below(store: Store, organization_id: str) -> list[str]:
    """Return an organization's id and those of everything under it."""
    return [
        row[0]
        for row in store.tuples(
            "WITH RECURSIVE under (id) AS (SELECT ? UNION SELECT o.id FROM live_organization AS o "
            "JOIN under ON o.parent_id = under.id) SELECT id FROM under",
            [organization_id],
        )
    ]


def _source(wanted: str) -> str:
    return _FROM if any(table in wanted for table in _NEEDS_JOIN) else "person AS p"


def _rows(
    store: Store, source: str, columns: Iterable[str], condition: str, values: Sequence[Any], order: str
) -> list[tuple[Any, ...]]:
    chosen = ", ".join(COLUMNS[column] for column in columns)
    joined = _FROM.removeprefix("person AS p ")
    return store.tuples(
        f"SELECT p.id, {chosen} FROM {source} JOIN person AS p ON p.rowid = k.number {joined} "
        f"WHERE {condition} ORDER BY {order}",
        values,
    )


@contextmanager
def _temporary(store: Store) -> Iterator[None]:
    # query_only guards the ledger but forbids temporary tables too.
    if store.readonly:
        store.connection.execute("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        if store.readonly:
            store.connection.execute("PRAGMA query_only = ON")
