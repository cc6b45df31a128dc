"""A rating scheme as plain data, to be stored and read back, and what must hold before it is used."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.rules.ratings import Dimension, FieldSheet, Scheme, Shares

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
        {grade: hundredths(points) for grade, points in plain.get("cutoffs", {}).items()},
        _dimensions(plain),
        tuple(
            FieldSheet(one["field"], _dimensions(one), tuple(one.get("vetoes", ())), _shares(one))
            for one in plain.get("sheets", ())
        ),
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
        "cutoffs": {grade: points(value) for grade, value in scheme.cutoffs.items()},
        "mass_weight": scheme.mass_weight,
        "bonus": points(scheme.bonus),
        "vetoes": list(scheme.vetoes),
        "dimensions": _plain_dimensions(scheme.dimensions),
        "shares": _plain_shares(scheme.shares),
        "sheets": [
            {
                "field": one.branch_field,
                "dimensions": _plain_dimensions(one.dimensions),
                "vetoes": list(one.vetoes),
                "shares": _plain_shares(one.shares),
            }
            for one in scheme.sheets
        ],
        "status": scheme.status,
        "note": scheme.note,
    }


def complaints(scheme: Scheme) -> list[str]:
    """Return in words what keeps a scheme from being used."""
    found = []
    if not scheme.name.strip():
        found.append("请填写方案名称。")
    labels = [scheme.label_of(grade).strip() for grade in scheme.grades]
    if len(labels) < FEWEST_GRADES or not all(labels) or len(set(labels)) < len(labels):
        found.append("等次至少两个，名称不能空也不能重复。")
    limits = [scheme.cutoffs[grade] for grade in scheme.grades if grade in scheme.cutoffs]
    if limits != sorted(set(limits), reverse=True):
        found.append("分数线应当由高到低，不能相同。")
    if set(scheme.cutoffs) - set(scheme.grades[:-1]):
        found.append("最低等次不设分数线。")
    if not 0 <= scheme.mass_weight <= FULL:
        found.append("评议所占比重应当在0至100之间。")
    for dimensions in (scheme.dimensions, *(one.dimensions for one in scheme.sheets)):
        found += _dimension_complaints(dimensions)
    for shares in (scheme.shares, *(one.shares for one in scheme.sheets)):
        found += _share_complaints(shares, scheme.grades)
    return list(dict.fromkeys(found))


def hundredths(value: float) -> int:
    """Return points in hundredths."""
    return round(value * 100)


def points(value: int) -> float:
    """Return hundredths as points: 1500 → 15, 750 → 7.5."""
    return value // 100 if value % 100 == 0 else value / 100


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
    found = []
    if not all(names) or len(set(names)) < len(names):
        found.append("分项名称不能空，也不能重复。")
    if any("：" in name or "；" in name for name in names):
        found.append("分项名称里不要用冒号和分号。")
    if any(one.points <= 0 for one in dimensions):
        found.append("分项分值应当大于0。")
    return found


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
