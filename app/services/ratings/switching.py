"""A year that is still open put under another scheme, as long as every grade given in it is one of that scheme's."""

from collections import Counter

from app.errors import BadInput
from app.models.store import Store
from app.rules.ratings import Scheme
from app.services.ratings.entering import GRADES
from app.services.ratings.rounds import require_open
from app.services.ratings.schemes import scheme_of, scheme_values


def use_scheme(store: Store, year: int, scheme: Scheme, *, actor: str) -> None:
    """Put the round of a year under a scheme as it stands now; grades, scores and vetoes entered stay as they are.

    Raises Locked after filing, BadInput when a branch has a grade the scheme does not know.
    """
    require_open(store, year)
    before = scheme_of(store, year)
    given = Counter(
        grade
        for row in store.find("rating", year=year)
        for grade in {row[name] for name in GRADES if row[name]} - set(scheme.grades)
    )
    if given:
        said = "、".join(f"{number}个党支部的“{before.label_of(grade)}”" for grade, number in given.items())
        raise BadInput(
            f"{year}年已经登记了{said}，“{scheme.name}”没有这个等次。",
            "请先改这些党支部的等次，或在方案里保留这个等次。",
        )
    with store.operation("rating.scheme", f"{year}年分类定级改用方案：{scheme.name}", actor):
        held = store.find("rating_round", year=year)
        if held:
            store.update("rating_round", held[0]["id"], scheme_values(scheme))
        else:
            store.insert("rating_round", [{"year": year, **scheme_values(scheme)}])
