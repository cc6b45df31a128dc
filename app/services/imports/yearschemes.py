"""Under which scheme the years of an import are read: the year's own, or the scale of grades the sheets are written in."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from app.rules.codes import look_up
from app.rules.problems import FieldProblem
from app.rules.ratings import Scheme
from app.rules.reference_ratings import scales
from app.rules.vocabulary import Level
from app.services.imports.context import Context
from app.services.imports.sheets import SheetWork
from app.services.ratings.entering import parse_grade, ways_to_write
from app.services.ratings.schemes import scheme_of, schemes

Said = Mapping[tuple[int, str], str]
"""(year, column) → a grade as it is written."""

_DECIDING = ("township_grade", "county_grade")
_Words = dict[str, None]


class YearSchemes:
    """The scheme of each year. A year that has no grades yet, written in grades its scheme does not know (五星,
    较好), is held under the township's scheme that knows them all, else under the shortest scale that does. The
    grades given decide; a branch may assess itself in other words.
    """

    def __init__(self, context: Context, rows: Sequence[tuple[SheetWork, Said]]) -> None:
        self._context = context
        self._written: dict[tuple[int, str], _Words] = {}
        self._works: dict[tuple[int, str], SheetWork] = {}
        for work, said in rows:
            for place, text in said.items():
                self._written.setdefault(place, {})[text] = None
                self._works.setdefault(place, work)
        store = context.store
        rounds = {row["year"] for row in store.find("rating_round") if row["scheme_content"]}
        rated = {row["year"] for row in store.find("rating")}
        self._open = {year for year, _ in self._written} - rounds - rated
        self._words = {year: self._deciding(year) for year in sorted(self._open)}
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

    def read(self, year: int, column: str, text: str) -> str | FieldProblem:
        """Return the code of a grade as written; a column may be written in another scale of the same grades."""
        scheme = self.of(year)
        found = parse_grade(text, scheme)
        if not isinstance(found, FieldProblem):
            return found
        words = self._known(self._written[year, column])
        same = [scale for scale in scales() if scale.grades == scheme.grades and _names(scale, words)]
        return parse_grade(text, same[0]) if same else found

    def tell_doubles(self) -> None:
        """Point out columns in which two words stand for one grade: they may be two grades of another scheme."""
        for (year, column), words in self._written.items():
            names: dict[str, _Words] = {}
            for word in words:
                grade = self.read(year, column, word)
                if not isinstance(grade, FieldProblem):
                    names.setdefault(grade, {})[ways_to_write(word)[-1]] = None
            for grade, different in names.items():
                if len(different) > 1:
                    label = self.of(year).label_of(grade)
                    said = f"{year}年同一列里“{'”“'.join(different)}”都按“{label}”导入；如果是不同的等次，请先设置该年度的方案。"
                    self._works[year, column].sheet_problem("rating.two_words", said)

    def _find(self, year: int) -> Scheme:
        own = scheme_of(self._context.store, year)
        if year not in self._open:
            return own
        everything = [word for words in self._words.values() for word in words]
        for wanted in (everything, self._words[year]):
            if _fits(own, wanted):
                return own
            township = (one for one in self._schemes if _fits(one, wanted))
            found = next(township, None) or _scale_of(wanted)
            if found is not None:
                self._chosen.add(year)
                self._tell(year, found)
                return found
        return own

    @cached_property
    def _schemes(self) -> list[Scheme]:
        return schemes(self._context.store)[::-1]

    def _deciding(self, year: int) -> _Words:
        """Return the words of the grades given in a year, or of all columns where none is; strange ones left out."""
        columns = [column for held, column in self._written if held == year]
        deciding = [column for column in columns if column in _DECIDING] or columns
        return self._known(word for column in deciding for word in self._written[year, column])

    def _known(self, words: Iterable[str]) -> _Words:
        return dict.fromkeys(
            word
            for word in words
            if any(_fits(one, [word]) for one in self._schemes)
            or any(_names(one, [word]) for one in scales())
        )

    def _tell(self, year: int, scheme: Scheme) -> None:
        grades = "、".join(scheme.label_of(grade) for grade in scheme.grades)
        said = f"{year}年的等次按“{grades}”导入；分数线、分项等可在分类定级的“方案”里补充。"
        work = next(work for (held, _), work in self._works.items() if held == year)
        work.sheet_problem("rating.scheme", said, level=Level.HINT)


def _scale_of(words: Iterable[str]) -> Scheme | None:
    """Return the shortest scale that knows all words and tells them apart, the one with most of them for names."""
    wanted = list(words)
    written = {way for word in wanted for way in ways_to_write(word)}
    plain = {ways_to_write(word)[-1] for word in wanted}

    def rank(scale: Scheme) -> tuple[int, int, int]:
        told_apart = len({parse_grade(word, scale) for word in wanted})
        names = sum(scale.label_of(grade) in written for grade in scale.grades)
        return len(plain) - told_apart, len(scale.grades), -names

    return min((scale for scale in scales() if _names(scale, wanted)), key=rank, default=None)


def _fits(scheme: Scheme, words: Iterable[str]) -> bool:
    return not any(isinstance(parse_grade(word, scheme), FieldProblem) for word in words)


def _names(scale: Scheme, words: Iterable[str]) -> bool:
    """Tell whether all words are names of the scale, or usual words for a grade it calls by a usual word: 先进 is no
    合格 of another scale.
    """
    labels = {scale.label_of(grade) for grade in scale.grades}
    usual = {code for code in scale.grades if look_up("grade", scale.label_of(code)) == code}
    return all(
        any(way in labels or look_up("grade", way) in usual for way in ways_to_write(word)) for word in words
    )
