"""One record's facts in words, as the panels and cards of the window show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.errors import NotFound
from app.models.store import Row, Store
from app.rules import codes, members
from app.rules.calendar import Day
from app.rules.reference import column_label, labelled_columns, table_label
from app.rules.vocabulary import Grade, OrganizationKind, PersonStatus
from app.services.showing import shown

HIDDEN = {"name", "kind", "sort", "initials", "status"}
FLAGS = {"is_migrant": "流动党员", "is_hardship": "生活困难党员", "is_lost": "失联党员"}


@dataclass(frozen=True, slots=True)
class Facts:
    """One record: its name, what it is, (label, value) pairs, and marks worth a badge."""

    id: str
    title: str
    kind: str
    pairs: tuple[tuple[str, str], ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A post held: the duty, the one at the other end, and the time."""

    table: str
    id: str
    duty: str
    name: str
    time: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A development case of a person in one line."""

    id: str
    stage: str
    state: str
    steps: int


def organization_facts(store: Store, organization_id: str) -> Facts:
    """Return what is known of one organization."""
    row = _row(store, "organization", organization_id)
    return Facts(
        row["id"], row["name"], OrganizationKind.label_of(row["kind"]), _pairs(store, "organization", row)
    )


def place_facts(store: Store, table: str, record_id: str) -> Facts:
    """Return what is known of one village or village group."""
    row = _row(store, table, record_id)
    return Facts(row["id"], row["name"], table_label(table), _pairs(store, table, row))


def person_facts(store: Store, person_id: str, *, as_of: date) -> Facts:
    """Return what is known of one person, age and 党龄 computed for the day."""
    row = _row(store, "person", person_id)
    pairs = [pair for pair in _pairs(store, "person", row) if pair[0] not in FLAGS.values()]
    age = members.age(row["birth_on"], as_of)
    if age is not None:
        pairs.append(("年龄", f"{age} 岁"))
    if PersonStatus(row["status"]).is_member:
        pairs += _party_age(row, as_of)
    marks = tuple(words for column, words in FLAGS.items() if row[column])
    kind = PersonStatus.label_of(row["status"])
    return Facts(
        row["id"], row["name"], kind, tuple(pairs), (*marks, "已不在册") if row["ended_on"] else marks
    )


def posts_of_organization(store: Store, organization_id: str) -> list[Held]:
    """Return who holds which duty in an organization now."""
    return [
        Held("person", post["person_id"], codes.label("duty", post["duty"]), _name(store, "person", post["person_id"]),
             _time(post))
        for post in store.find("post", organization_id=organization_id, to_on=None)
    ]  # fmt: skip


def posts_of_person(store: Store, person_id: str) -> list[Held]:
    """Return every duty of a person, those of the past too."""
    return [
        Held("organization", post["organization_id"], codes.label("duty", post["duty"]),
             _name(store, "organization", post["organization_id"]), _time(post))
        for post in store.find("post", person_id=person_id)
    ]  # fmt: skip


def cases_of_person(store: Store, person_id: str) -> list[CaseLine]:
    """Return the development cases of a person, the newest last."""
    return [
        CaseLine(
            case["id"],
            PersonStatus.label_of(case["stage"]),
            f"已结案（{case['closed_on']}）" if case["closed_on"] else "进行中",
            len(store.find("step_record", case_id=case["id"])),
        )
        for case in store.find("development_case", person_id=person_id)
    ]


def grades_of_organization(store: Store, organization_id: str) -> list[tuple[int, str]]:
    """Return (year, grade in words) of a branch, the newest first."""
    found = store.find("rating", organization_id=organization_id)
    graded = [(row["year"], Grade.label_of(row["county_grade"] or row["township_grade"])) for row in found]
    return sorted((pair for pair in graded if pair[1]), reverse=True)


def _row(store: Store, table: str, record_id: str) -> Row:
    row = store.get(table, record_id)
    if row is None:
        raise NotFound("这条记录已经不在了。", "请刷新页面后再试。")
    return row


def _name(store: Store, table: str, record_id: str) -> str:
    row = store.get(table, record_id)
    return str(row["name"]) if row else ""


def _pairs(store: Store, table: str, row: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (column_label(table, column), shown(store, table, column, row[column]))
        for column in labelled_columns(table)
        if column in row and column not in HIDDEN and row[column] not in (None, "")
    )


def _party_age(row: Row, as_of: date) -> list[tuple[str, str]]:
    start: Day | None = members.party_age_start(row["full_on"], row["joined_on"], row["correction_months"])
    years = members.party_age(start, as_of)
    return [] if years is None else [("党龄", f"{years} 年")]


def _time(post: Row) -> str:
    if not post["from_on"] and not post["to_on"]:
        return ""
    return f"{post['from_on'] or ''} 至 {post['to_on'] or '今'}".strip()
