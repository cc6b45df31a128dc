"""How one typed value of a form is read: the same checks the import uses."""

from decimal import Decimal

from app.rules import fields, money, texts
from app.rules.problems import FieldProblem
from app.rules.reference_forms import FormField
from app.rules.vocabulary import Level

LARGEST_NUMBER = 1_000_000


def read_value(spec: FormField, typed: str) -> object | FieldProblem | None:
    """Return the value to store for what was typed, None for nothing, or what is wrong with it."""
    text = texts.tidy(typed)
    if not text:
        return None
    if spec.kind == "choice":
        return _choice(spec, text)
    if spec.kind in ("text", "note", "ref"):
        return text
    found = _READERS[spec.kind](text)
    return found.kept if isinstance(found, FieldProblem) and found.level is not Level.BLOCK else found


def shown_value(spec: FormField, stored: object) -> str:
    """Return a stored value the way its field is typed; nothing gives empty text."""
    if stored is None:
        return ""
    if spec.kind == "money":
        return money.yuan(int(str(stored)))
    if spec.kind == "score":
        return f"{Decimal(str(stored)) / 100:f}"
    return str(stored)


def _choice(spec: FormField, text: str) -> object:
    code = (
        text
        if text in spec.choices
        else next((c for c, label in spec.choices.items() if label == text), None)
    )
    if code is None:
        shown = "、".join(list(spec.choices.values())[:8])
        return FieldProblem("choice.unknown", f"{spec.label}“{text}”认不出。", f"请从中选一个：{shown}。")
    return int(code) if spec.name == "sex" else code


def _flag(text: str) -> object:
    found = texts.parse_flag(text)
    return found if isinstance(found, FieldProblem) else int(found)


def _number(text: str) -> object:
    plain = texts.squeeze(text)
    if not plain.lstrip("-").isdecimal() or abs(int(plain)) > LARGEST_NUMBER:
        return FieldProblem("number.unreadable", f"“{text}”不是整数。", "请只填数字。")
    return int(plain)


_READERS = {
    "name": texts.parse_name,
    "phone": texts.parse_phone,
    "date": fields.read_date,
    "id_number": fields.read_id_number,
    "flag": _flag,
    "number": _number,
    "year": fields.read_year,
    "score": fields.read_score,
    "money": money.parse_amount,
}
