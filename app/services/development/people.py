"""The people a step names: who they are on the roll, whether they were 正式党员 that day, sanctions they were under."""

from collections.abc import Sequence
from typing import Any

from app.models import queries_development as queries
from app.models.store import Row, Store
from app.rules.development.checks.backers import SANCTION_WORDS
from app.rules.vocabulary import PersonStatus

SANCTIONS = {word: code for code, word in SANCTION_WORDS.items()}
ROLES = {"05": "contact", "09": "introducer"}


def identified(store: Store, named: Sequence[dict[str, Any]], branch_id: str | None) -> list[dict[str, Any]]:
    """Return the same people with `person_id` where the roll leaves no doubt: one such member of the branch, or of all."""
    names = [one["name"] for one in named if not one["person_id"]]
    on_roll = queries.members_named(store, names) if names else []
    found = []
    for one in named:
        same = [row for row in on_roll if row["name"] == one["name"] and row["status"] == PersonStatus.FULL]
        near = [row for row in same if row["organization_id"] == branch_id] or same
        person = one["person_id"] or (near[0]["id"] if len(near) == 1 else None)
        found.append({**one, "person_id": person})
    return found


def backers_on(store: Store, named: Sequence[dict[str, Any]], on: str) -> list[Row]:
    """Return people as the rules judge them on a day: 正式党员 or not (None for nobody on the roll), sanction in force."""
    ids = [one["person_id"] for one in named if one["person_id"]]
    sanctions = queries.disciplines(store, ids) if ids else []
    return [_backer(store, one, on, sanctions) for one in named]


def _backer(store: Store, one: dict[str, Any], on: str, sanctions: list[Row]) -> Row:
    person = store.get("person", one["person_id"]) if one["person_id"] else None
    backer: Row = {"name": one["name"]}
    if person is None:
        return backer
    since = person["full_on"] or person["joined_on"] or ""
    backer["is_full"] = person["status"] == PersonStatus.FULL and since[: len(on)] <= on
    own = [row for row in sanctions if row["person_id"] == person["id"] and (row["from_on"] or "") <= on]
    if own and not (own[-1]["until_on"] and own[-1]["until_on"] <= on):
        kind = own[-1]["kind"]
        backer["sanction"] = SANCTIONS.get(kind, kind)
        backer["sanction_until"] = own[-1]["until_on"]
    return backer


def name_people(
    store: Store, case_id: str, code: str, named: Sequence[dict[str, Any]], on: str | None
) -> None:
    """Write who the 培养联系人 or 入党介绍人 of a case are from a day on; to be called inside an operation."""
    role = ROLES[code]
    known = {row["name"]: row for row in queries.backers(store, case_id, role)}
    names = [one["name"] for one in named]
    for name, row in known.items():
        if name not in names:
            if row["from_on"] and on and row["from_on"] < on:
                store.update("case_person", row["id"], {"to_on": on})
            else:
                store.remove("case_person", row["id"])
    for one in named:
        row_before = known.get(one["name"])
        if row_before is None:
            store.insert("case_person", [{"case_id": case_id, "role": role, "from_on": on, **one}])
        else:
            person = one["person_id"] or row_before["person_id"]
            changes = {"person_id": person, "from_on": row_before["from_on"] or on}
            store.update("case_person", row_before["id"], changes)
