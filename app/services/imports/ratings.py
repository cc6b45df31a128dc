"""党支部分类定级汇总表: grades of one or several years side by side, and the pairs named in one cell."""

from dataclasses import dataclass, field, replace

from app.excel.readings import ColumnKey
from app.models import matching
from app.models.store import Row
from app.rules import codes
from app.rules import reference_ratings as reference
from app.rules.fields import Stored
from app.rules.problems import FieldProblem
from app.rules.ratings_notes import join_items, join_numbers, split_items, split_numbers
from app.rules.texts import split_names, squeeze
from app.rules.vocabulary import Level, SheetKind
from app.services.imports.branches import branch_of
from app.services.imports.context import Context
from app.services.imports.known import Named
from app.services.imports.pairs import Pairings, note_year, told_round
from app.services.imports.records import BAD, CHANGED, NEW, SAME
from app.services.imports.scoreparts import HELD, scores_of, with_former
from app.services.imports.sheets import Draft, SheetWork, differences
from app.services.imports.yearschemes import YearSchemes
from app.services.ratings.entering import GRADES
from app.services.ratings.schemes import scheme_values

_COLUMNS = {
    "grade": "township_grade",
    "self_grade": "self_grade",
    "mass_grade": "mass_grade",
    "member_grade": "member_grade",
    "county_grade": "county_grade",
    "score": "score",
    "satisfaction": "satisfaction",
}
_GRADE_WORDS = ("等次", "等级", "定级", "评定", "审定", "初评", "考评", "自评")
_POINT_WORDS = ("得分", "分数", "评分", "总分", "分值")
LISTED = 2
MASS, MEMBERS, SATISFACTION = "mass_grade", "member_grade", "satisfaction"
_OF_THE_YEAR = (
    "self_on", "mass_on", "member_on", "township_on", "county_on", HELD, "vetoes", "goal", "reason", "note",
)  # fmt: skip


@dataclass(slots=True)
class _Row:
    """One row whose branch is known: what it states for each year, and the year its other cells belong to.

    `said` holds the grades as written, by year and column: the scheme of the year tells what they mean; `keys` holds
    the cells they stand in.
    """

    work: SheetWork
    draft: Draft
    organization: Named
    years: dict[int, Row]
    main: int
    said: dict[tuple[int, str], str] = field(default_factory=dict)
    keys: dict[tuple[int, str], ColumnKey] = field(default_factory=dict)


def plan(context: Context) -> None:
    """Judge all tables of ratings."""
    drafts = [(work, one) for work in context.of_kind(SheetKind.RATINGS) for one in _drafts(context, work)]
    context.rated_year = max(
        (year for one in drafts if (year := _by_year(context, *one)[1]) is not None), default=None
    )
    for work in context.of_kind(SheetKind.RATINGS):
        _tell_unread(work)
    told = told_round(context) if drafts else None
    rows = [row for one in drafts if (row := _judged(context, *one, told)) is not None]
    years = sorted({year for row in rows for year in (*row.years, row.main)})
    schemes = YearSchemes(context, [(row.work, row.said) for row in rows])
    schemes.tell_doubles()
    ratings = _Ratings(context, years, schemes)
    context.pairings = Pairings(context) if rows else None
    for row in rows:
        outcome = ratings.take(row)
        if (
            outcome != BAD
            and context.pairings is not None
            and _pairs(context.pairings, row)
            and outcome == SAME
        ):
            outcome = CHANGED
        row.work.count(outcome)
    ratings.write()


def _drafts(context: Context, work: SheetWork) -> list[Draft]:
    """Return the rows of a sheet, a row for each branch; where cells list several, one that lists none is told."""
    found = [_single(context, draft) for draft in work.drafts()]
    if all(len(rows) < LISTED for rows in found):
        return [row for rows in found for row in rows]
    empty = [rows[0] for rows in found if rows[0].value("organization") is None]
    for row in empty:
        work.sheet_problem(
            "rating.empty_list", "这一行没有写党支部，没有导入。", row=row.number, level=Level.HINT
        )
    return [row for rows in found for row in rows if row.value("organization") is not None]


def _single(context: Context, draft: Draft) -> list[Draft]:
    """Return a row for each branch of a cell that names several: 先进 | 东山党支部、西河党支部."""
    text = draft.text("organization") or ""
    names = split_names(text)
    if len(names) < LISTED or not isinstance(context.known.organizations.find(text), FieldProblem):
        return [draft]
    own = ColumnKey("organization")
    rows = [replace(draft, cells=dict(draft.cells), plain=dict(draft.plain)) for _ in names]
    for row, name in zip(rows, names, strict=True):
        row.put(own, name)
    return rows


def _tell_unread(work: SheetWork) -> None:
    """Point out columns that look like grades and are none of those read: a second word of one year."""
    for heading in work.reading.unread:
        if any(word in heading for word in _GRADE_WORDS):
            said = f"“{heading}”一列没有导入，这一年的等次按别的列记。"
            work.sheet_problem("rating.unread", said)
    for column in work.reading.columns:
        if column.key.field in GRADES and any(word in column.heading for word in _POINT_WORDS):
            said = f"“{column.heading}”一列里的等次已导入；分数没有导入，台账只记党委评定的得分。"
            work.sheet_problem("rating.points", said, level=Level.HINT)


def _pairs(pairings: Pairings, row: _Row) -> bool:
    """Take the pairs of one row; tell whether any is new."""
    key = next((key for key in row.draft.cells if key.field == "paired_with"), None)
    if key is None:
        return False
    found = pairings.take_names(row.work, row.draft, key, row.organization, key.year or row.main)
    return any(outcome == NEW for _, outcome in found)


def _judged(context: Context, work: SheetWork, draft: Draft, told: int | None) -> _Row | None:
    """Return a row that is good; a table of pairs without a year belongs to `told`, the latest year there is."""
    organization = branch_of(context, work, draft)
    years, main = _by_year(context, work, draft)
    graded = any(work.heading(name) for name in _COLUMNS)
    if main is None and not graded and told is not None:
        main = told
        note_year(work, told)
    if not draft.bad and main is None:
        work.refuse(
            draft, "year", "rating.no_year", "看不出是哪一年的等次。", "请在标题、表头或“年度”列里写上年份。"
        )
    if draft.bad or organization is None or main is None:
        work.count("bad")
        return None
    if draft.text(HELD) and not split_numbers(draft.text(HELD)):
        what = "分项得分看不懂，这一格没有导入。"
        work.doubt(draft, HELD, "rating.points_unreadable", what, "请写成“名称：数字；名称：数字”。")
    row = _Row(work, draft, organization, years, main)
    ungraded = _said(row)
    if graded and not ungraded and not any(set(one) & set(_COLUMNS.values()) for one in years.values()):
        work.doubt(draft, "grade", "rating.no_grade", f"{organization.name}没有填等次。", "请补上等次。")
    return row


def _said(row: _Row) -> bool:
    """Keep the grades of a row as they are written; tell whether words stand in their place (未定级, 新成立)."""
    ungraded = False
    for key, value in row.draft.cells.items():
        name, year = _column(key, value), key.year or row.main
        if name not in GRADES or not isinstance(value, str):
            continue
        text = str(row.draft.raw.get(key) or codes.label("grade", value))
        if codes.look_up("grade", text) is None and any(
            word in squeeze(text) for word in reference.ungraded()
        ):
            del row.years[year][name]
            if not row.years[year]:
                del row.years[year]
            ungraded = True
            said = f"{row.organization.name}{year}年写的是“{text}”，按没有定级导入。"
            row.work.problem(row.draft, key, FieldProblem("rating.ungraded", said, "", Level.HINT))
        elif (year, name) not in row.said:
            row.said[year, name] = text
            row.keys[year, name] = key
    return ungraded


def _column(key: ColumnKey, value: Stored) -> str:
    """Return where a value is kept: what the masses said is a grade or a share, whatever the heading calls it."""
    if key.field in (MASS, SATISFACTION):
        return SATISFACTION if isinstance(value, int) else MASS
    return _COLUMNS.get(key.field, "")


def _by_year(context: Context, work: SheetWork, draft: Draft) -> tuple[dict[int, Row], int | None]:
    own = draft.value("year")
    default = int(own) if own is not None else max(work.reading.years, default=None)
    years: dict[int, Row] = {}
    for key, value in draft.cells.items():
        year = key.year or default
        if key.field in _COLUMNS and year is not None:
            years.setdefault(year, {}).setdefault(_column(key, value), value)
    for year, points in scores_of(draft, context.score_parts, default).items():
        years.setdefault(year, {})[HELD] = points
    main = max(years, default=default)
    rest: Row = draft.states(*_OF_THE_YEAR)
    if "vetoes" in rest:
        rest["vetoes"] = join_items(split_items(rest["vetoes"]))
    if HELD in rest:
        rest[HELD] = join_numbers(split_numbers(rest[HELD])) or None
    if main is not None and rest:
        years.setdefault(main, {}).update(rest)
    return years, main


class _Ratings:
    """The ratings of these years, recorded and planned."""

    def __init__(self, context: Context, years: list[int], schemes: YearSchemes) -> None:
        self._context, self._schemes = context, schemes
        self._recorded = {
            (row["organization_id"], row["year"]): row
            for row in matching.of_years(context.store, "rating", years)
        }
        held = matching.of_years(context.store, "rating_round", years)
        self._rounds = {row["year"]: row for row in held}
        self._locked = {row["year"] for row in held if row["locked_on"]}
        self._planned: dict[tuple[str, int], tuple[SheetWork, Row]] = {}
        self._seen: dict[tuple[str, int], tuple[Row, str]] = {}

    def take(self, row: _Row) -> str:
        """Plan the ratings of one row and return its outcome."""
        for year, stated in row.years.items():
            if any(
                refuses(row, year, stated)
                for refuses in (self._is_outside, self._contradicts, self._is_locked)
            ):
                return "bad"
        outcomes = {self._one(row, year, stated) for year, stated in row.years.items()}
        return next((found for found in ("new", "changed") if found in outcomes), "same")

    def write(self) -> None:
        """Plan the new ratings and the rounds they belong to."""
        for (_, year), (work, rating) in self._planned.items():
            self._begin(work, year)
            self._context.insert(work, "rating", rating)

    def _begin(self, work: SheetWork, year: int) -> None:
        """Plan the round of a year under its scheme, which a round without one keeps from now on."""
        held = self._rounds.get(year)
        if held is None:
            kept = scheme_values(self._schemes.of(year))
            self._rounds[year] = {"year": year, **kept}
            self._context.insert(work, "rating_round", dict(self._rounds[year]))
        elif not held["scheme_content"] and self._schemes.is_chosen(year):
            kept = scheme_values(self._schemes.of(year))
            self._rounds[year] = {**held, **kept}
            self._context.writes.update("rating_round", held["id"], kept)

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
        scheme = self._schemes.of(year)
        for name in [name for name in GRADES if stated.get(name) is not None and (year, name) in row.said]:
            text, key = row.said[year, name], row.keys[year, name]
            grade = self._schemes.read(year, name, text)
            if not isinstance(grade, FieldProblem):
                stated[name] = grade
            elif name in (MASS, MEMBERS):
                del stated[name]
                said = f"“{text}”不是等次，也不是满意率，这一格没有导入。"
                row.work.problem(row.draft, key, FieldProblem("rating.opinion", said, "", Level.WARNING))
            else:
                names = "、".join(scheme.label_of(one) for one in scheme.grades)
                what = f"{row.organization.name}{year}年的等次“{text}”不在该年度的方案“{scheme.name}”里。"
                do = f"请改成：{names}；或先设置该年度的方案。"
                row.work.problem(row.draft, key, FieldProblem("rating.outside_scheme", what, do))
        return row.draft.bad

    def _is_locked(self, row: _Row, year: int, stated: Row) -> bool:
        before = self._recorded.get((row.organization.id, year), {})
        if year not in self._locked or not differences(before, with_former(before, stated)):
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
            planned = self._planned[key][1]
            planned.update(with_former(planned, stated))
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
        changes = differences(before, with_former(before, stated))
        if not changes:
            return "same"
        row.work.changes(row.draft, f"{row.organization.name}{year}年", "rating", before, changes)
        self._context.writes.update("rating", before["id"], changes)
        return "changed"
