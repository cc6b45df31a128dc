"""培养联系人 and 入党介绍人: how many people each one has, and replacing one who cannot go on (第九条)."""

from dataclasses import dataclass
from datetime import date

from app.errors import BadInput, NotFound
from app.models import queries_development, queries_plans
from app.models.store import Row, Store
from app.rules.vocabulary import PersonStatus
from app.services.development.people import identified
from app.services.development.reading import held_case

CONTACT, INTRODUCER = "contact", "introducer"
ROLE_WORDS = {CONTACT: "培养联系人", INTRODUCER: "入党介绍人"}


@dataclass(frozen=True, slots=True)
class Charge:
    """Somebody a contact or introducer looks after."""

    case_id: str
    name: str
    organization: str
    stage_label: str
    role: str
    since: str

    @property
    def role_label(self) -> str:
        """培养联系人 or 入党介绍人."""
        return ROLE_WORDS[self.role]


@dataclass(frozen=True, slots=True)
class ContactLoad:
    """One contact or introducer with the people he has. problem: why he should be replaced, "" for nothing."""

    person_id: str
    name: str
    organization: str
    charges: tuple[Charge, ...]
    problem: str = ""

    def number(self, role: str) -> int:
        """Return how many people he has in a role."""
        return sum(charge.role == role for charge in self.charges)


def contact_loads(store: Store) -> list[ContactLoad]:
    """Return everybody who is 培养联系人 or 入党介绍人 of an open case, those with most people first."""
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in queries_plans.contacts(store):
        grouped.setdefault((row["person_id"] or "", "" if row["person_id"] else row["name"]), []).append(row)
    loads = [_load(person_id, rows) for (person_id, _), rows in grouped.items()]
    return sorted(loads, key=lambda one: (-one.number(CONTACT), -one.number(INTRODUCER), one.name))


def _load(person_id: str, rows: list[Row]) -> ContactLoad:
    charges = tuple(
        Charge(
            row["case_id"],
            row["whom"],
            row["organization"],
            PersonStatus.label_of(row["stage"]),
            row["role"],
            row["from_on"] or "",
        )
        for row in rows
    )
    first = rows[0]
    return ContactLoad(person_id, first["name"], first["own_branch"], charges, _problem(person_id, first))


def _problem(person_id: str, row: Row) -> str:
    if not person_id:
        return "花名册里没有对应的党员"
    if row["ended_on"]:
        return "已经不在册"
    return "" if row["status"] == PersonStatus.FULL else "不是正式党员"


def replace_contact(
    store: Store,
    case_id: str,
    old_name: str,
    new: dict[str, str],
    *,
    role: str = CONTACT,
    on: date,
    actor: str,
) -> None:
    """Let someone else take over from a day on; who it was before stays in the case. `new`: {name, person_id}.

    Raises NotFound when nobody of that name has the role, BadInput for someone who is no 正式党员 or has it already.
    """
    held = held_case(store, case_id)
    rows = queries_development.backers(store, case_id, role)
    old = next((row for row in rows if row["name"] == old_name), None)
    if old is None:
        raise NotFound(f"{old_name}不是{held.row['name']}的{ROLE_WORDS[role]}。", "请刷新页面后再试。")
    [one] = identified(
        store,
        [{"name": new["name"].strip(), "person_id": new.get("person_id") or None}],
        held.row["organization_id"],
    )
    if not one["name"] or one["name"] in {row["name"] for row in rows} or one["name"] == held.row["name"]:
        raise BadInput(f"请另选一名{ROLE_WORDS[role]}。", "应当是本人以外的正式党员。")
    person = store.get("person", one["person_id"]) if one["person_id"] else None
    if person is not None and person["status"] != PersonStatus.FULL:
        raise BadInput(f"{one['name']}不是正式党员，不能作{ROLE_WORDS[role]}。", "请另选一名正式党员。")
    sentence = f"{held.row['name']}的{ROLE_WORDS[role]}由{old_name}改为{one['name']}"
    with store.operation("contact.replace", sentence, actor):
        store.update("case_person", old["id"], {"to_on": on.isoformat()})
        store.insert("case_person", [{"case_id": case_id, "role": role, "from_on": on.isoformat(), **one}])
