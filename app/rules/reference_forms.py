"""The forms under resources/reference/forms/: which fields each shows and how each is read."""

import tomllib
from dataclasses import dataclass
from functools import cache

from app.paths import resources
from app.rules import codes
from app.rules.reference import column_label


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form: `kind` says how it is read and which widget shows it.

    kinds: text, note, name, id_number, phone, date, number, year, score, money, flag, choice, ref.
    `choices` is code → label for a choice; `table` the ledger table a ref points at.
    """

    name: str
    label: str
    kind: str
    required: bool
    choices: dict[str, str]
    table: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form: what it is about, the ledger table it writes, its fields in order."""

    kind: str
    title: str
    table: str
    fields: tuple[FormField, ...]


@cache
def forms() -> dict[str, Form]:
    """Return all forms by kind, as resources/reference/forms/forms.toml has them."""
    file = resources() / "reference" / "forms" / "forms.toml"
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    return {kind: _form(kind, entry) for kind, entry in raw.items()}


def _form(kind: str, entry: dict[str, object]) -> Form:
    table = str(entry["table"])
    listed = entry["fields"]
    assert isinstance(listed, list)
    return Form(kind, str(entry["title"]), table, tuple(_spec(table, *field) for field in listed))


def _spec(table: str, name: str, kind: str, required: str) -> FormField:
    base, _, of = kind.partition(":")
    return FormField(
        name=name,
        label=column_label(table, name),
        kind=base,
        required=required == "required",
        choices=codes.choices(of) if base == "choice" else {},
        table=of if base == "ref" else "",
    )
