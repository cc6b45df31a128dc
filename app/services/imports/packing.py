"""Planned rows held small: a city's roster must fit into memory between preview and import."""

import marshal
import zlib
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import Any

from app.models.store import Row

_CHUNK = 512


class Packed:
    """A list of rows of plain values with the same columns, kept compressed; append and read, never change."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        self.columns = columns
        self._known = frozenset(columns)
        self._chunks: list[bytes] = []
        self._open: list[tuple[Any, ...]] = []
        self._unpack = lru_cache(maxsize=8)(self._unpacked)

    def __len__(self) -> int:
        return len(self._chunks) * _CHUNK + len(self._open)

    def append(self, row: Row) -> int:
        """Add a row and return its place; a column that is not given is None. An unknown column is a KeyError."""
        if not row.keys() <= self._known:
            raise KeyError(sorted(row.keys() - self._known))
        self._open.append(tuple(row.get(name) for name in self.columns))
        if len(self._open) == _CHUNK:
            plain = [tuple(map(_plain, values)) for values in self._open]
            self._chunks.append(zlib.compress(marshal.dumps(plain), 1))
            self._open = []
        return len(self) - 1

    def __getitem__(self, place: int) -> Row:
        chunk, rest = divmod(place, _CHUNK)
        rows = self._open if chunk == len(self._chunks) else self._unpack(chunk)
        return dict(zip(self.columns, rows[rest], strict=True))

    def __iter__(self) -> Iterator[Row]:
        for chunk in range(len(self._chunks) + 1):
            rows = self._open if chunk == len(self._chunks) else self._unpacked(chunk)
            for row in rows:
                yield dict(zip(self.columns, row, strict=True))

    def _unpacked(self, chunk: int) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = marshal.loads(zlib.decompress(self._chunks[chunk]))
        return rows


def _plain(value: object) -> object:
    """Return a word of the vocabulary as its text: only plain values can be packed."""
    return value.value if isinstance(value, Enum) else value


COLUMNS: dict[str, tuple[str, ...]] = {
    "village": ("id", "name", "sort"),
    "organization": (
        "id", "name", "short_name", "code", "kind", "parent_id", "village_id", "field", "founded_on", "elected_on",
        "term_ends_on", "secretary", "phone", "stated_members", "sort", "note",
    ),
    "village_group": ("id", "village_id", "name", "states_member", "households", "sort", "note"),
    "person": (
        "id", "name", "initials", "id_number", "sex", "ethnicity", "birth_on", "education", "native_place", "phone",
        "address", "work_unit", "occupation", "organization_id", "village_id", "village_group_id", "status",
        "joined_on", "full_on", "correction_months", "is_migrant", "is_hardship", "is_lost", "sort", "note",
    ),
    "post": ("id", "person_id", "organization_id", "duty"),
    "development_case": (
        "id", "person_id", "organization_id", "village_group_id", "stage", "volunteer_no", "book", "sort", "note",
    ),
    "step_record": ("id", "case_id", "step", "seq", "happened_on", "until_on", "organization_id", "payload"),
    "case_person": ("id", "case_id", "role", "person_id", "name"),
    "rating_round": ("id", "year", "scheme", "scheme_content"),
    "rating": (
        "id", "organization_id", "year", "self_grade", "mass_grade", "member_grade", "satisfaction", "township_grade", "county_grade", "score",
        "self_on", "mass_on", "member_on", "township_on", "county_on", "dimension_scores", "vetoes", "goal", "reason", "note", "sort",
    ),
    "pairing": (
        "id", "year", "organization_id", "partner_id", "partner_name", "leader", "from_on", "to_on", "content", "result",
        "note",
    ),
    "pairing_activity": ("id", "pairing_id", "held_on", "content", "result", "note"),
    "rectification": (
        "id", "organization_id", "year", "is_lagging", "is_slack", "listed_on", "situations", "problems", "county_leader",
        "township_leader", "first_secretary", "helping_unit", "service_project", "plan", "due_on", "applied_on", "accepted_on", "acceptance_score",
        "acceptance_scores", "satisfaction", "accepted_by", "acceptance_result", "closed_on", "looked_back_on", "look_back", "note",
    ),
    "rectification_item": (
        "id", "rectification_id", "list", "content", "requirement", "responsible", "due_on", "done_on", "progress", "note",
    ),
    "rectification_progress": ("id", "rectification_id", "month", "content", "result", "reported_on", "note"),
    "contact_point": ("id", "organization_id", "leader", "duty", "from_on", "to_on", "note"),
    "contact_visit": ("id", "contact_point_id", "visited_on", "content", "solved", "note"),
    "branch_task": (
        "id", "organization_id", "year", "quarter", "content", "requirement", "responsible", "due_on", "done_on",
        "progress", "note",
    ),
    "project": (
        "id", "village_id", "name", "kind", "mode", "central_fen", "province_fen", "county_fen", "own_fen", "other_fen",
        "started_on", "finished_on", "expected_fen", "jobs", "households", "progress", "trouble", "sort", "note",
    ),
    "contract": (
        "id", "village_id", "project_id", "number", "name", "kind", "party", "object", "area", "from_on", "to_on",
        "yearly_fen", "due_dates", "paid_fen", "deposit_fen", "sort", "note",
    ),
    "asset": (
        "id", "village_id", "contract_id", "name", "kind", "cost_fen", "net_fen", "area", "acquired_on", "place", "usage",
        "sort", "note",
    ),
    "cost_entry": (
        "id", "village_id", "spent_on", "category", "item", "payee", "amount_fen", "booked_on", "voucher", "project_id",
        "sort", "note", "reverses_id", "reversed_on",
    ),
    "income_entry": (
        "id", "village_id", "received_on", "category", "item", "payer", "amount_fen", "booked_on", "voucher",
        "counts_as_operating", "nature", "project", "project_id", "contract_id", "sort", "note", "reverses_id",
        "reversed_on",
    ),
    "target": ("id", "village_id", "year", "caliber", "amount_fen", "note"),
}  # fmt: skip
"""The tables an import writes, in the order in which they refer to each other, with the columns it fills."""


class Writes:
    """Everything an import would write: new rows by table, and changes of rows that are there."""

    def __init__(self) -> None:
        self.inserts = {table: Packed(columns) for table, columns in COLUMNS.items()}
        self.updates = Packed(("table", "id", "changes"))

    def insert(self, table: str, row: Row) -> int:
        """Plan a new row and return its place among the new rows of its table."""
        return self.inserts[table].append(row)

    def update(self, table: str, row_id: str, changes: Row) -> None:
        """Plan a change of one row."""
        if changes:
            self.updates.append({"table": table, "id": row_id, "changes": changes})

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to write."""
        return not len(self.updates) and not any(len(rows) for rows in self.inserts.values())
