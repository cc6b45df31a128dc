"""The entry forms of the 25 steps under resources/reference/forms/steps.toml: which fields each step is entered with."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.paths import resources

COLUMNS = frozenset({"happened_on", "until_on", "result", "who", "organization_id", "note"})
BRANCH, COMMITTEE = "branch", "committee"


@dataclass(frozen=True, slots=True)
class StepField:
    """One field of a step's form.

    kinds: date, text, note, number, decimal, flag, choice, organization, people (at most `most`), texts (several,
    separated by 、), left_out, booklet. `name` is a column of the record or a dotted place inside its particulars.
    each: in a bulk step the field is each person's own. when: asked only where the result is this one, "" for always.
    `choices` is code → label.
    """

    name: str
    label: str
    kind: str
    required: bool = False
    each: bool = False
    when: str = ""
    choices: Mapping[str, str] | None = None
    most: int = 0
    hint: str = ""

    @property
    def is_column(self) -> bool:
        """Tell whether the value is a column of the record itself."""
        return self.name in COLUMNS


@dataclass(frozen=True, slots=True)
class StepForm:
    """How a step is entered: whose step it is (`branch` or `committee`), its fields, the papers it brings forth."""

    code: str
    acts: str
    fields: tuple[StepField, ...]
    papers: tuple[str, ...]


@cache
def _raw() -> dict[str, Any]:
    file = resources() / "reference" / "forms" / "steps.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def step_forms() -> dict[str, StepForm]:
    """Return the form of every step by its code, in order."""
    return {entry["code"]: _form(entry) for entry in _raw()["step"]}


def _form(entry: Mapping[str, Any]) -> StepForm:
    groups = _raw()["groups"]
    parts = (groups[one["use"]] if "use" in one else [one] for one in (*entry["fields"], {"use": "note"}))
    fields = tuple(_field(one) for part in parts for one in part)
    return StepForm(entry["code"], entry["acts"], fields, tuple(entry.get("papers", ())))


def _field(entry: Mapping[str, Any]) -> StepField:
    pairs = entry.get("choices") or (_raw()["choices"][entry["of"]] if "of" in entry else None)
    return StepField(
        name=entry["name"],
        label=entry["label"],
        kind=entry["kind"],
        required=entry.get("required", False),
        each=entry.get("each", False),
        when=entry.get("when", ""),
        choices=dict(pairs) if pairs else None,
        most=entry.get("most", 0),
        hint=entry.get("hint", ""),
    )
