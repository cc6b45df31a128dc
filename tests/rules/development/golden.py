"""Read the golden cases: short timelines and the findings they must give."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from app.rules.development.facts import Branch, Case, Document, PastCase, Person, Step
from app.rules.development.payloads import day_of, step_of
from app.rules.development.rulebook import Rulebook
from app.rules.reference_development import development_rules

FOLDER = Path(__file__).parents[2] / "golden" / "development"
TODAY = date(2030, 1, 1)
SHOWN = ("on", "until", "result", "organization")


@dataclass(frozen=True)
class Golden:
    """One case of the tables."""

    name: str
    case: Case
    today: date
    book: Rulebook
    expect: tuple[str, ...]


def _one(code, value, seq=1):
    if isinstance(value, str):
        on, _, until = value.partition("..")
        return step_of(code, on, seq=seq, until=until or None)
    payload = {key: rest for key, rest in value.items() if key not in SHOWN}
    return step_of(
        code,
        value.get("on"),
        seq=seq,
        until=value.get("until"),
        result=value.get("result"),
        organization=value.get("organization"),
        payload=payload,
    )


def steps_of(table) -> tuple[Step, ...]:
    found = []
    for code, value in table.items():
        values = value if isinstance(value, list) else [value]
        found += [_one(code, one, number) for number, one in enumerate(values, 1)]
    return tuple(found)


def _days(values, *keys):
    return {key: day_of(value) if key in keys else value for key, value in values.items()}


def _documents(values):
    plain = [{"kind": value} if isinstance(value, str) else value for value in values]
    return tuple(Document(**_days(value, "on", "received_on")) for value in plain)


def _golden(table, bases) -> Golden:
    base = {
        code: step
        for code, step in bases.get(table.get("base"), {}).items()
        if code not in table.get("without", ())
    }
    options = {key: table[key] for key in ("local", "off", "gaps", "approval_from") if key in table}
    case = Case(
        key=table["name"],
        person=Person(**_days(table.get("person", {}), "birth", "leaves_on", "joined_on", "full_on")),
        steps=steps_of({**base, **table.get("steps", {})}),
        documents=_documents(table.get("documents", ())),
        branch=Branch(**_days(table.get("branch", {}), "transferred_in_on")),
        stage=table.get("stage", ""),
        imported=not table.get("live", False),
        book=frozenset(table.get("book", ())),
        ended_on=day_of(table.get("ended_on")),
        previous=tuple(
            PastCase(**({"ended_on": None} | _days(one, "applied_on", "ended_on")))
            for one in table.get("previous", ())
        ),
    )
    book = development_rules().switched(**options) if options else development_rules()
    return Golden(table["name"], case, table.get("today", TODAY), book, tuple(table["expect"]))


@cache
def load() -> tuple[Golden, ...]:
    found = []
    for file in sorted(FOLDER.glob("*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        found += [_golden(table, data.get("base", {})) for table in data["case"]]
    return tuple(found)


def clean_case(base: str) -> Case:
    """Return one of the whole cases with nothing wrong, kept here."""
    return next(
        one.case
        for one in load()
        if one.name == {"old": "2014年规则下的完整案卷", "new": "2026年规则下的完整案卷"}[base]
    )
