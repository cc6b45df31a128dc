"""From the words people write to the codes that are stored, and back to the labels that are shown.

The lists lie in resources/reference/codes, a file each.
"""

import re
from functools import lru_cache

from app.rules.problems import FieldProblem
from app.rules.reference_codes import code_list
from app.rules.texts import squeeze

_SEPARATORS = re.compile("[、，,；;/]")
_BRACKETED = re.compile(r"[(\[【〔].*?[)\]】〕]")


@lru_cache(maxsize=4096)
def look_up(name: str, text: str) -> str | None:
    """Return the code of a word in the list `name`, blanks, brackets and width aside; None when nobody knows it."""
    words = code_list(name).words
    plain = squeeze(text).strip("。.")
    for candidate in (plain, plain.upper(), _BRACKETED.sub("", plain), plain.strip("()")):
        if candidate in words:
            return words[candidate]
    return None


@lru_cache(maxsize=4096)
def recognise(name: str, text: str) -> str | None:
    """Return the code of a word, or the one that a part of a longer text tells: 门面租金收入, 林地发包."""
    code = look_up(name, text)
    if code is not None:
        return code
    plain = squeeze(text)
    if plain.startswith("非"):
        return None
    return next((c for c, parts in code_list(name).parts if any(part in plain for part in parts)), None)


def parse_code(name: str, value: object) -> str | FieldProblem:
    """Read a cell of a coded column; an unknown word is a problem that lists what is known."""
    text = squeeze(value)
    code = recognise(name, text)
    if code is not None:
        return code
    known = code_list(name)
    shown = list(known.offered.values())
    choice = "、".join(shown[:8]) + ("等" if len(shown) > 8 else "")
    return FieldProblem(f"{name}.unknown", f"{known.title}“{text}”认不出。", f"请改成：{choice}。")


def parse_duty(value: object) -> str:
    """Return the duties of a cell under their usual names, joined by 、; one that is not listed stays as written."""
    parts = [part for part in _SEPARATORS.split(squeeze(value)) if part]
    return "、".join(label("duty", code) if (code := look_up("duty", part)) else part for part in parts)


def label(name: str, code: str | None) -> str:
    """Return the label of a stored code; an unknown code is shown as it is, nothing as empty text."""
    return code_list(name).labels.get(code, code) if code else ""


def choices(name: str) -> dict[str, str]:
    """Return code → label of what a list offers to choose from, in its own order."""
    return code_list(name).offered


def with_wider(name: str, code: str | None) -> tuple[str, ...]:
    """Return a code and the wider ones it is a part of, the widest last; nothing for no code."""
    found: list[str] = []
    while code and code not in found:
        found.append(code)
        code = code_list(name).parents.get(code)
    return tuple(found)


def kind_of_name(organization: str) -> str | None:
    """Tell the kind of a Party organization from the ending of its name; the longest ending wins."""
    plain = squeeze(organization)
    words = code_list("organization_kind").words
    ending = max((w for w in words if w != "小组" and plain.endswith(w)), key=len, default=None)
    return words[ending] if ending else None
