"""Under which scheme the years of an import are read: the year's own, or the scale of grades the sheets are written in."""

from collections.abc import Iterable, Mapping, Sequence

from app.rules.problems import FieldProblem
from app.rules.ratings import Scheme
from app.rules.reference_ratings import scales
from app.rules.vocabulary import Level
from app.services.imports.context import Context
from app.services.imports.sheets import SheetWork
from app.services.ratings.entering import parse_grade
from app.services.ratings.schemes import scheme_of, schemes

Said = Mapping[tuple[int, str], str]
"""(year, column) → a grade as it is written."""


class YearSchemes:
    """The scheme of each year. A year that has no grades yet, written in grades its scheme does not know (五星,
    较好), is held under the township's scheme that knows them all, else under the shortest scale that does.
    """

    def __init__(self, context: Context, rows: Sequence[tuple[SheetWork, Said]]) -> None:
        self._context = context
        self._words: dict[int, dict[str, None]] = {}
        self._works: dict[int, SheetWork] = {}
        for work, said in rows:
            for (year, _), text in said.items():
                self._words.setdefault(year, {})[text] = None
                self._works.setdefault(year, work)
        store = context.store
        rounds = {row["year"] for row in store.find("rating_round") if row["scheme_content"]}
        rated = {row["year"] for row in store.find("rating")}
        self._open = set(self._words) - rounds - rated
        self._all = dict.fromkeys(word for year in self._open for word in self._words[year])
        self._found: dict[int, Scheme] = {}
        self._chosen: set[int] = set()

    def of(self, year: int) -> Scheme:
        """Return the scheme the grades of a year are read under."""
        if year not in self._found:
            self._found[year] = self._find(year)
        return self._found[year]

    def is_chosen(self, year: int) -> bool:
        """Tell whether the scheme of a year was chosen for the grades its sheets are written in."""
        self.of(year)
        return year in self._chosen

    def _find(self, year: int) -> Scheme:
        own = scheme_of(self._context.store, year)
        words = self._words.get(year, {})
        if year not in self._open or _fits(own, words):
            return own
        others = [*schemes(self._context.store)[::-1], *sorted(scales(), key=lambda one: len(one.grades))]
        for wanted in (self._all, words):
            found = next((scheme for scheme in others if _fits(scheme, wanted)), None)
            if found is not None:
                self._chosen.add(year)
                self._tell(year, found)
                return found
        return own

    def _tell(self, year: int, scheme: Scheme) -> None:
        grades = "、".join(scheme.label_of(grade) for grade in scheme.grades)
        said = f"{year}年的等次按“{grades}”导入；分数线、分项等可在分类定级的“方案”里补充。"
        self._works[year].sheet_problem("rating.scheme", said, level=Level.HINT)


def _fits(scheme: Scheme, words: Iterable[str]) -> bool:
    return not any(isinstance(parse_grade(word, scheme), FieldProblem) for word in words)
