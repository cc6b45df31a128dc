"""A rating scheme as plain data, to be stored and read back, and what must hold before it is used."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from app.rules import codes
from app.rules.ratings import BONUS, Dimension, FieldSheet, Scheme, Shares
from app.rules.reference_codes import code_list
from app.rules.vocabulary import Grade

FEWEST_GRADES = 2
FULL = 100
STARTER, EXAMPLE, OWN = "starter", "example", "own"

Plain = Mapping[str, Any]


def scheme_of_plain(plain: Plain) -> Scheme:
    """Read a scheme; points are plain numbers there (15, 7.5)."""
    return Scheme(
        plain["code"],
        plain["name"],
        plain["source"],
        date.fromisoformat(plain["valid_from"]),
        tuple(plain["grades"]),
        _shares(plain),
        dict(plain.get("labels", {})),
        _cutoffs(plain),
        _dimensions(plain),
        tuple(map(_sheet, plain.get("sheets", ()))),
        tuple(plain.get("vetoes", ())),
        int(plain.get("mass_weight", 0)),
        hundredths(plain.get("bonus", 0)),
        plain.get("status", STARTER),
        plain.get("note", ""),
    )


def plain_scheme(scheme: Scheme) -> dict[str, Any]:
    """Return a scheme as plain data; `scheme_of_plain` gives the same scheme again."""
    return {
        "code": scheme.code,
        "name": scheme.name,
        "source": scheme.source,
        "valid_from": scheme.valid_from.isoformat(),
        "grades": list(scheme.grades),
        "labels": dict(scheme.labels),
        "cutoffs": _plain_cutoffs(scheme.cutoffs),
        "mass_weight": scheme.mass_weight,
        "bonus": points(scheme.bonus),
        "vetoes": list(scheme.vetoes),
        "dimensions": _plain_dimensions(scheme.dimensions),
        "shares": _plain_shares(scheme.shares),
        "sheets": list(map(_plain_sheet, scheme.sheets)),
        "status": scheme.status,
        "note": scheme.note,
    }


def complaints(scheme: Scheme) -> list[str]:
    """Return in words what keeps a scheme from being used; what is wrong in one 领域 names it."""
    found = [] if scheme.name.strip() else ["请填写方案名称。"]
    found += _grade_complaints(scheme)
    for name in ("", *(one.branch_field for one in scheme.sheets)):
        where = f"{codes.label('field', name)}的" if name else ""
        held = scheme.sheet_for(name)
        said = [
            *_cutoff_complaints(held),
            *_number_complaints(held),
            *_dimension_complaints(held.dimensions),
            *_share_complaints(held.shares, scheme.grades),
        ]
        found += [f"{where}{one}" for one in said if one not in found]
    return found


def unusual(scheme: Scheme) -> list[str]:
    """Return in words what may be meant but seldom is: dimensions whose points do not add up to a hundred."""
    said = []
    for name in ("", *(one.branch_field for one in scheme.sheets if one.dimensions)):
        whole = sum(one.points for one in scheme.sheet_for(name).dimensions)
        if whole and whole != hundredths(FULL):
            where = f"{codes.label('field', name)}的" if name else ""
            said.append(f"{where}分项分值合计{points(whole):g}分，不是{FULL}分。")
    return said


def grades_named(rows: Sequence[tuple[str, str]], scheme: Scheme) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the codes of grades and the labels that differ from the codes' own, from rows of (code before, name).

    A grade given another name keeps its code, so that years compare; a name of common use (五星, 较好) is its own grade.
    """
    common = {words: code for code, words in code_list("grade").labels.items()}
    found: list[str] = []
    for before, name in rows:
        unchanged = bool(before) and scheme.label_of(before) == name
        code = before if unchanged else common.get(name) or before or name
        found.append(name if code in found else code)
    names = [name for _, name in rows]
    labels = {code: name for code, name in zip(found, names, strict=True) if Grade.label_of(code) != name}
    return tuple(found), labels


def hundredths(value: float) -> int:
    """Return points in hundredths."""
    return round(value * 100)


def points(value: int) -> float:
    """Return hundredths as points: 1500 → 15, 750 → 7.5."""
    return value // 100 if value % 100 == 0 else value / 100


def _grade_complaints(scheme: Scheme) -> list[str]:
    labels = [scheme.label_of(grade).strip() for grade in scheme.grades]
    twice = list(dict.fromkeys(name for name in labels if labels.count(name) > 1))
    found = [f"等次“{name}”写了两次，名称不能重复。" for name in twice if name]
    if len(labels) < FEWEST_GRADES or not all(labels):
        found.append("等次至少两个，名称不能空。")
    return found


def _cutoff_complaints(scheme: Scheme) -> list[str]:
    named = [(scheme.label_of(one), scheme.cutoffs[one]) for one in scheme.grades if one in scheme.cutoffs]
    found = [
        f"“{lower}”的分数线{points(least):g}分不低于“{name}”的{points(line):g}分，分数线应当由高到低，不能相同。"
        for (name, line), (lower, least) in pairwise(named)
        if least >= line
    ]
    if set(scheme.cutoffs) - set(scheme.grades[:-1]):
        found.append("最低等次不设分数线。")
    full = sum(one.points for one in scheme.dimensions)
    most = (full * (FULL - scheme.mass_weight) + hundredths(FULL) * scheme.mass_weight) // FULL + scheme.bonus
    found += [
        f"“{name}”的分数线{points(line):g}分高于最多可得的{points(most):g}分。"
        for name, line in named
        if full and line > most
    ]
    return found


def _number_complaints(scheme: Scheme) -> list[str]:
    found = []
    if not 0 <= scheme.mass_weight <= FULL:
        found.append("评议所占比重应当在0至100之间。")
    if not 0 <= scheme.bonus <= hundredths(FULL):
        found.append("加分上限应当在0至100分之间。")
    return found


def _share_complaints(shares: Shares, grades: Sequence[str]) -> list[str]:
    found = []
    if set(shares) - set(grades):
        found.append("比例提示里的等次应当是本方案的等次。")
    limits = [limit for pair in shares.values() for limit in pair if limit is not None]
    if any(not 0 <= limit <= FULL for limit in limits):
        found.append("比例应当在0至100之间。")
    if any(low is not None and high is not None and low > high for low, high in shares.values()):
        found.append("比例的下限不能高于上限。")
    return found


def _dimension_complaints(dimensions: Sequence[Dimension]) -> list[str]:
    names = [one.name.strip() for one in dimensions]
    twice = list(dict.fromkeys(name for name in names if names.count(name) > 1))
    found = [f"分项“{name}”写了两次，名称不能重复。" for name in twice if name]
    if not all(names):
        found.append("分项名称不能空。")
    if BONUS in names:
        found.append(f"“{BONUS}”不要写成分项，请填在加分上限里。")
    if any("：" in name or "；" in name for name in names):
        found.append("分项名称里不要用冒号和分号。")
    found += [f"分项“{one.name}”的分值应当大于0。" for one in dimensions if one.points <= 0]
    return found


def _sheet(plain: Plain) -> FieldSheet:
    return FieldSheet(
        plain["field"],
        _dimensions(plain),
        tuple(plain.get("vetoes", ())),
        _shares(plain),
        _cutoffs(plain),
        plain.get("mass_weight"),
        hundredths(plain["bonus"]) if "bonus" in plain else None,
    )


def _plain_sheet(sheet: FieldSheet) -> dict[str, Any]:
    told = {
        "mass_weight": sheet.mass_weight,
        "bonus": None if sheet.bonus is None else points(sheet.bonus),
    }
    return {
        "field": sheet.branch_field,
        "dimensions": _plain_dimensions(sheet.dimensions),
        "vetoes": list(sheet.vetoes),
        "shares": _plain_shares(sheet.shares),
        "cutoffs": _plain_cutoffs(sheet.cutoffs),
        **{name: value for name, value in told.items() if value is not None},
    }


def _cutoffs(plain: Plain) -> dict[str, int]:
    return {grade: hundredths(least) for grade, least in plain.get("cutoffs", {}).items()}


def _plain_cutoffs(cutoffs: Mapping[str, int]) -> dict[str, float]:
    return {grade: points(value) for grade, value in cutoffs.items()}


def _dimensions(plain: Plain) -> tuple[Dimension, ...]:
    return tuple(Dimension(one["name"], hundredths(one["points"])) for one in plain.get("dimensions", ()))


def _plain_dimensions(dimensions: Sequence[Dimension]) -> list[dict[str, Any]]:
    return [{"name": one.name, "points": points(one.points)} for one in dimensions]


def _shares(plain: Plain) -> Shares:
    return {
        grade: (limits.get("min"), limits.get("max")) for grade, limits in plain.get("shares", {}).items()
    }


def _plain_shares(shares: Shares) -> dict[str, dict[str, float]]:
    return {
        grade: {name: limit for name, limit in zip(("min", "max"), limits, strict=True) if limit is not None}
        for grade, limits in shares.items()
    }
