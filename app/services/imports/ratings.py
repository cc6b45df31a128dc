"""党支部分类定级汇总表: grades of one or several years side by side, and the pairs named in one cell."""

from dataclasses import dataclass

from app.excel.readings import ColumnKey
from app.models import matching
from app.models.store import Row
from app.rules import codes
from app.rules.problems import FieldProblem
from app.rules.ratings import Scheme
from app.rules.texts import split_names
from app.rules.vocabulary import Level, SheetKind
from app.services.imports.context import Context
from app.services.imports.known import Named
from app.services.imports.sheets import Draft, SheetWork, differences
from app.services.ratings.entering import GRADES
from app.services.ratings.schemes import scheme_of, scheme_values

_COLUMNS = {
    "grade": "township_grade",
    "self_grade": "self_grade",
    "mass_grade": "mass_grade",
    "county_grade": "county_grade",
    "score": "score",
}


@dataclass(slots=True)
class _Row:
    """One row whose branch is known: what it states for each year, and the year its other cells belong to."""

    work: SheetWork
    draft: Draft
    organization: Named
    years: dict[int, Row]
    main: int


def plan(context: Context) -> None:
    """Judge all tables of ratings."""
    drafts = [(work, draft) for work in context.of_kind(SheetKind.RATINGS) for draft in work.drafts()]
    told = max((year for one in drafts if (year := _by_year(*one)[1]) is not None), default=None)
    if told is None:
        told = max((held["year"] for held in context.store.find("rating_round")), default=None)
    rows = [row for one in drafts if (row := _judged(context, *one, told)) is not None]
    years = sorted({year for row in rows for year in (*row.years, row.main)})
    ratings = _Ratings(context, years)
    pairs = _Pairs(context, years)
    for row in rows:
        outcome = ratings.take(row)
        if outcome != "bad" and pairs.take(row) and outcome == "same":
            outcome = "changed"
        row.work.count(outcome)
    ratings.write()


def _judged(context: Context, work: SheetWork, draft: Draft, told: int | None) -> _Row | None:
    """Return a row that is good; a table of pairs without a year belongs to `told`, the latest year there is."""
    village = context.village(work, draft, level=Level.WARNING)
    organization = context.organization(work, draft, village_id=village.id if village else None)
    years, main = _by_year(work, draft)
    graded = any(work.heading(name) for name in _COLUMNS)
    if main is None and not graded and told is not None:
        main = told
        if not work.warned("pairing.year"):
            work.sheet_problem("pairing.year", f"表里没有写年份，按{told}年的结对导入。", level=Level.HINT)
    if not draft.bad and main is None:
        work.refuse(
            draft, "year", "rating.no_year", "看不出是哪一年的等次。", "请在标题、表头或“年度”列里写上年份。"
        )
    if draft.bad or organization is None or main is None:
        work.count("bad")
        return None
    if graded and not any(set(stated) & set(_COLUMNS.values()) for stated in years.values()):
        work.doubt(draft, "grade", "rating.no_grade", f"{organization.name}没有填等次。", "请补上等次。")
    return _Row(work, draft, organization, years, main)


def _by_year(work: SheetWork, draft: Draft) -> tuple[dict[int, Row], int | None]:
    own = draft.value("year")
    default = int(own) if own is not None else max(work.reading.years, default=None)
    years: dict[int, Row] = {}
    for key, value in draft.cells.items():
        year = key.year or default
        if key.field in _COLUMNS and year is not None:
            share = key.field == "mass_grade" and isinstance(value, int)
            years.setdefault(year, {})["satisfaction" if share else _COLUMNS[key.field]] = value
    main = max(years, default=default)
    rest: Row = draft.states("reason", "note")
    if main is not None and rest:
        years.setdefault(main, {}).update(rest)
    return years, main


class _Ratings:
    """The ratings of these years, recorded and planned."""

    def __init__(self, context: Context, years: list[int]) -> None:
        self._context = context
        self._recorded = {
            (row["organization_id"], row["year"]): row
            for row in matching.of_years(context.store, "rating", years)
        }
        held = matching.of_years(context.store, "rating_round", years)
        self._rounds = {row["year"] for row in held}
        self._schemes: dict[int, Scheme] = {}
        self._locked = {row["year"] for row in held if row["locked_on"]}
        self._planned: dict[tuple[str, int], tuple[SheetWork, Row]] = {}
        self._seen: dict[tuple[str, int], tuple[Row, str]] = {}

    def take(self, row: _Row) -> str:
        """Plan the ratings of one row and return its outcome."""
        for year, stated in row.years.items():
            if any(
                refuses(row, year, stated)
                for refuses in (self._contradicts, self._is_locked, self._is_outside)
            ):
                return "bad"
        outcomes = {self._one(row, year, stated) for year, stated in row.years.items()}
        return next((found for found in ("new", "changed") if found in outcomes), "same")

    def write(self) -> None:
        """Plan the new ratings and the rounds they belong to."""
        for (_, year), (work, rating) in self._planned.items():
            if year not in self._rounds:
                self._rounds.add(year)
                kept = scheme_values(scheme_of(self._context.store, year))
                self._context.insert(work, "rating_round", {"year": year, **kept})
            self._context.insert(work, "rating", rating)

    def _contradicts(self, row: _Row, year: int, stated: Row) -> bool:
        before = self._seen.get((row.organization.id, year))
        if before is None:
            here = f"{self._context.claims(row.work)}第{row.draft.number}行"
            self._seen[(row.organization.id, year)] = (dict(stated), here)
            return False
        if any(before[0].get(name, value) != value for name, value in stated.items()):
            what = f"{row.organization.name}{year}年的等次与{before[1]}写的不同。"
            row.work.refuse(row.draft, "organization", "rating.duplicate", what, "请只保留对的一行。")
            return True
        return False

    def _is_outside(self, row: _Row, year: int, stated: Row) -> bool:
        if year not in self._schemes:
            self._schemes[year] = scheme_of(self._context.store, year)
        scheme = self._schemes[year]
        odd = [stated[name] for name in GRADES if stated.get(name) and stated[name] not in scheme.grades]
        if not odd:
            return False
        names = "、".join(scheme.label_of(grade) for grade in scheme.grades)
        what = f"{row.organization.name}{year}年的等次“{codes.label('grade', odd[0])}”不在该年度的方案“{scheme.name}”里。"
        row.work.refuse(
            row.draft, "grade", "rating.outside_scheme", what, f"请改成：{names}；或先设置该年度的方案。"
        )
        return True

    def _is_locked(self, row: _Row, year: int, stated: Row) -> bool:
        if year not in self._locked or not differences(
            self._recorded.get((row.organization.id, year), {}), stated
        ):
            return False
        what = f"{year}年分类定级已备案锁定，{row.organization.name}的等次没有改动。"
        row.work.refuse(
            row.draft, "organization", "rating.locked", what, "要修改请先“重新开放”该年度并写明原因。"
        )
        return True

    def _one(self, row: _Row, year: int, stated: Row) -> str:
        key = (row.organization.id, year)
        before = self._recorded.get(key)
        if before is None and key in self._planned:
            self._planned[key][1].update(stated)
            return "same"
        if before is None:
            rating = {
                "organization_id": key[0],
                "year": year,
                "sort": self._context.next_sort("rating"),
                **stated,
            }
            self._planned[key] = (row.work, rating)
            return "new"
        changes = differences(before, stated)
        if not changes:
            return "same"
        row.work.changes(row.draft, f"{row.organization.name}{year}年", "rating", before, changes)
        self._context.writes.update("rating", before["id"], changes)
        return "changed"


class _Pairs:
    """结对共建 of these years; two branches are one pair a year, whoever names whom."""

    def __init__(self, context: Context, years: list[int]) -> None:
        self._context = context
        self._known = {
            (row["year"], frozenset({row["organization_id"], row["partner_id"] or row["partner_name"]}))
            for row in matching.of_years(context.store, "pairing", years)
        }

    def take(self, row: _Row) -> bool:
        """Plan the pairs of one row; tell whether any is new."""
        key = next((key for key in row.draft.cells if key.field == "paired_with"), None)
        if key is None:
            return False
        year, added = key.year or row.main, False
        for name in split_names(row.draft.cells[key]):
            added = self._pair(row, key, name, year) or added
        return added

    def _pair(self, row: _Row, key: ColumnKey, name: str, year: int) -> bool:
        partner = self._context.known.organizations.find(name)
        own = row.organization
        if isinstance(partner, FieldProblem):
            said = f"结对支部“{name}”不在党组织表里，先按名称记下。"
            row.work.problem(row.draft, key, _as_doubt(partner, said))
            other, told, fields = name, name, {"partner_name": name}
        elif partner.id == own.id:
            row.work.doubt(row.draft, key.field, "pairing.self", "结对支部写成了它自己，没有导入。")
            return False
        else:
            other, told, fields = partner.id, partner.name, {"partner_id": partner.id}
        pair = (year, frozenset({own.id, other}))
        if pair in self._known:
            return False
        self._known.add(pair)
        self._context.insert(row.work, "pairing", {"year": year, "organization_id": own.id, **fields})
        if not own.planned:
            row.work.change(row.draft, f"{own.name}{year}年", "结对支部", "", told)
        return True


def _as_doubt(problem: FieldProblem, said: str) -> FieldProblem:
    return FieldProblem("pairing.partner", said, problem.do, Level.WARNING)
