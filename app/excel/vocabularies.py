"""The words townships use in headings, as data: `resources/reference/import/*.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.excel.headings import Heading, take_apart
from app.paths import resources
from app.rules.codes import look_up

KINDS = (
    "organizations", "groups", "members", "development", "ratings", "pairs", "rectification", "contacts", "tasks",
    "income", "targets", "costs", "projects", "contracts", "assets",
)  # fmt: skip
EXACT = 1.0
EXACT_LEAF = 0.85
PARTLY = 0.4


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words that must all stand in a heading, each with its alternatives: 积极分子+时间|日期."""

    groups: tuple[tuple[str, ...], ...]

    def coverage(self, text: str) -> float:
        """Return how much of `text` the words take, 0 when one is missing."""
        taken = 0
        for alternatives in self.groups:
            found = [word for word in alternatives if word in text]
            if not found:
                return 0.0
            taken += max(map(len, found))
        return min(1.0, taken / max(len(text), 1))


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind: the headings it goes by, and how it stands in a template."""

    name: str
    label: str
    weight: float
    exact: frozenset[str]
    has: tuple[Pattern, ...]
    excluded: tuple[str, ...]
    money: bool
    by_year: bool
    by_month: bool
    by_category: bool
    values: str
    fill_down: bool
    lends: bool
    several: bool
    template: dict[str, Any]

    def score(self, text: str, leaf: str) -> float:
        """Return 0 … 1: how surely a heading with these words, `leaf` its lowest storey, means this field."""
        if text in self.exact:
            return EXACT
        if not text or any(word in text for word in self.excluded):
            return 0.0
        best = EXACT_LEAF if leaf in self.exact else 0.0
        for pattern in self.has:
            coverage = pattern.coverage(text)
            if coverage:
                best = max(best, PARTLY + 0.4 * coverage)
        return best


@dataclass(frozen=True, slots=True)
class Told:
    """What a title with `word` says for every row, unless one of the fields `unless` has a column."""

    word: str
    field: str
    value: str
    unless: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One kind of sheet: its fields, what it cannot do without, and the words of its titles.

    `stand_in` are words of a title under which a column of villages stands for one of their Party organizations,
    `ours` words that make it a table of this kind whatever else its title speaks of.
    """

    kind: str
    label: str
    fields: tuple[Field, ...]
    needs: tuple[frozenset[str], ...]
    title_words: tuple[str, ...]
    title_not: tuple[str, ...]
    evidence: frozenset[str]
    least_evidence: int
    told: tuple[Told, ...]
    stand_in: tuple[str, ...]
    ours: tuple[str, ...]
    template: dict[str, Any]

    def field(self, name: str) -> Field | None:
        """Return the field of that name."""
        return next((found for found in self.fields if found.name == name), None)


@dataclass(frozen=True, slots=True)
class Common:
    """What holds for every kind: headings without use, income categories, words of rows that are no data.

    `other_titles` are words of titles of tables about other matters, `other_headings` columns that name persons or
    families: each row is about one of those.
    """

    ignored: Field
    totals: Field
    categories: tuple[tuple[str, Field], ...]
    total_words: tuple[str, ...]
    total_endings: tuple[str, ...]
    total_last_signs: frozenset[str]
    signature_words: tuple[str, ...]
    note_words: tuple[str, ...]
    sample_words: tuple[str, ...]
    notes_sheets: tuple[str, ...]
    other_titles: tuple[str, ...]
    other_headings: frozenset[str]


@cache
def vocabulary(kind: str) -> Vocabulary:
    """Return the words of one kind of sheet."""
    data = _load(f"{kind}.toml")
    macros = _load("common.toml")["macros"]
    return Vocabulary(
        kind=kind,
        label=data["label"],
        fields=tuple(_field(entry, macros) for entry in data["field"]),
        needs=tuple(frozenset(names) for names in data["needs"]),
        title_words=tuple(data["title_words"]),
        title_not=tuple(data.get("title_not", [])),
        evidence=frozenset(data.get("evidence", [])),
        least_evidence=int(data.get("least_evidence", 0)),
        told=tuple(
            Told(t["word"], t["field"], t["value"], frozenset(t["unless"])) for t in data.get("told", [])
        ),
        stand_in=tuple(data.get("stand_in", [])),
        ours=tuple(data.get("ours", [])),
        template=data.get("template", {}),
    )


@cache
def common() -> Common:
    """Return what holds for every kind of sheet."""
    data = _load("common.toml")
    macros = data["macros"]
    rows = data["rows"]
    return Common(
        ignored=_field({"name": "ignored", **data["ignored"]}, macros),
        totals=_field({"name": "total", **data["totals"]}, macros),
        categories=tuple((entry["name"], _field(entry, macros)) for entry in data["category"]),
        total_words=tuple(rows["total_words"]),
        total_endings=tuple(rows["total_endings"]),
        total_last_signs=frozenset(
            word[-1] for word in [*rows["total_words"], *rows["total_endings"], ":", "："]
        ),
        signature_words=tuple(rows["signature_words"]),
        note_words=tuple(rows["note_words"]),
        sample_words=tuple(rows["sample_words"]),
        notes_sheets=tuple(rows["notes_sheets"]),
        other_titles=tuple(data["others"]["titles"]),
        other_headings=frozenset(data["others"]["headings"]),
    )


@cache
def field_scores(kind: str, text: str, leaf: str) -> tuple[tuple[Field, float], ...]:
    """Return the fields of `kind` a heading with these words may mean, each with its score."""
    scored = ((field, field.score(text, leaf)) for field in vocabulary(kind).fields)
    return tuple((field, score) for field, score in scored if score)


@cache
def known_headings() -> frozenset[str]:
    """Return every heading that is known word for word, of any kind."""
    return frozenset(word for kind in KINDS for field in vocabulary(kind).fields for word in field.exact)


def category_of(heading: Heading) -> str | None:
    """Return the income category a heading names, if it names one."""
    if not heading.joined:
        return None
    for words in (heading.joined, heading.leaf):
        if code := look_up("income_category", words):
            return code
    scored = [(field.score(heading.joined, heading.leaf), code) for code, field in common().categories]
    best, code = max(scored, key=lambda pair: pair[0])
    return code if best else None


def _load(name: str) -> dict[str, Any]:
    path: Path = resources() / "reference" / "import" / name
    with path.open("rb") as file:
        return tomllib.load(file)


def _field(entry: dict[str, Any], macros: dict[str, str]) -> Field:
    by = entry.get("by", [])
    return Field(
        name=entry["name"],
        label=entry.get("label", ""),
        weight=float(entry.get("weight", 1.0)),
        exact=frozenset(
            take_apart(word).core for word in [*entry.get("exact", []), entry.get("label", "")] if word
        ),
        has=tuple(_pattern(text, macros) for text in entry.get("has", [])),
        excluded=tuple(entry.get("not", [])),
        money=bool(entry.get("money", False)),
        by_year="year" in by,
        by_month="month" in by,
        by_category="category" in by,
        values=entry.get("values", ""),
        fill_down=bool(entry.get("fill_down", False)),
        lends=bool(entry.get("lends", False)),
        several=bool(entry.get("several", False)),
        template=entry.get("template", {}),
    )


def _pattern(text: str, macros: dict[str, str]) -> Pattern:
    for name, words in macros.items():
        text = text.replace(f"${name}", words)
    return Pattern(tuple(tuple(group.split("|")) for group in text.split("+")))
