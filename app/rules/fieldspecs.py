"""What a field of a record is: its code, its label, the kind of value it holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field: its code, its Chinese label, what kind of value it holds, whether a record must have it.

    `kind` is one of text, name, date, choice, number, money, flag, id_number, phone, organization, village, group,
    people, note, year, month, duty, score, booked, mass_grade, share, period, quarter, report_month,
    span, training; `codes` names the code list of a choice.
    """

    name: str
    label: str
    kind: str = "text"
    required: bool = False
    codes: str = ""


def specs(*found: FieldSpec) -> dict[str, FieldSpec]:
    """Return fields by their code, in order."""
    return {spec.name: spec for spec in found}
