"""The charts by their ids: figures from the ledger to the values each chart is drawn from."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from app.errors import BadInput
from app.models import queries_papers
from app.models.store import Store
from app.reports.annual import area_word
from app.reports.charts import values as of
from app.rules import codes, economy
from app.rules.calendar import Day
from app.rules.members import whole_years
from app.services import incomes, rounds
from app.services.economy import standings
from app.services.economy.calibers import caliber_names
from app.services.figures import stats
from app.services.ratings.years import Years
from app.services.reporting import gathering, yearly
from app.services.reporting.gathering import no_grades
from app.services.townships import township

ALL_INCOME = "total"
MOVES = "grade-moves"
BANDS = ((0, 30, "30岁以下"), (31, 40, "31–40岁"), (41, 50, "41–50岁"), (51, 60, "51–60岁"), (61, 70, "61–70岁"), (71, 200, "71岁以上"))  # fmt: skip
EDUCATION = (("10", "研究生"), ("20", "大学本科"), ("30", "大学专科"), ("40", "中专"), ("60", "高中"), ("70", "初中"), ("80", "小学"), ("90", "其他"))  # fmt: skip
STAGES = (("applicants", "入党申请人"), ("activists", "入党积极分子"), ("objects", "发展对象"))


def chart_values(
    store: Store, chart_id: str, *, year: int, as_of: date, caliber: str = "", before: int | None = None
) -> Any:
    """Return what a chart is drawn from; income is counted by `caliber`, all of it unless one is named.

    Moves between grades are drawn from the year `before`, the one before `year` unless told.
    """
    if chart_id == MOVES:
        return _moves(store, year, year - 1 if before is None else before)
    if chart_id in INCOME_CHARTS:
        return INCOME_CHARTS[chart_id](store, year, as_of, caliber or ALL_INCOME)
    return CHARTS[chart_id](store, year, as_of)


def caliber_name(store: Store, year: int, caliber: str) -> str:
    """Return the name of a caliber in force. Raises BadInput for one nobody knows."""
    names = caliber_names(store, year)
    if caliber not in names:
        raise BadInput("没有这个口径。", f"可以选：{'、'.join(names.values())}。")
    return names[caliber]


def _area(store: Store) -> str:
    return area_word(township(store).name)


def _grades(store: Store, year: int, as_of: date) -> of.GradeYears:
    rated, years = yearly.rated_years(store, year), []
    if year not in rated:
        raise no_grades(year)
    for one in rated:
        held = rounds.rating_round(store, one)
        counted = rounds.grade_counts(list(held.rows), held.scheme)
        years.append((one, tuple((held.scheme.label_of(grade), number) for grade, number in counted.items())))
    return of.GradeYears(_area(store), tuple(years))


def _moves(store: Store, year: int, before: int) -> of.GradeMoves:
    if before >= year:
        raise BadInput(f"{before}年不早于{year}年。", "请选更早的一年来比。")
    years = Years(store, (before, year))
    old, new = years.scheme(before), years.scheme(year)
    moves = years.matrix(year, before)
    flows = {
        (old.label_of(start), new.label_of(end)): moves.number(start, end)
        for start in moves.rows
        for end in moves.columns
        if start and end
    }
    names = [
        tuple(map(old.label_of, filter(None, moves.rows))),
        tuple(map(new.label_of, filter(None, moves.columns))),
    ]
    own = names[0] if old.grades != new.grades else ()
    return of.GradeMoves(_area(store), before, year, names[1], flows, own)


def _funnel(store: Store, year: int, as_of: date) -> of.Funnel:
    counted = stats(store, year=year, as_of=as_of)
    development, members = counted["development"], counted["members"]
    stages = [(name, development[key]) for key, name in STAGES]
    return of.Funnel(_area(store), as_of, (*stages, ("预备党员", members["probationary"])))


def _months(store: Store, year: int, as_of: date) -> of.MonthCounts:
    return of.MonthCounts(_area(store), year, (("发展党员", yearly.months(store, year)),))


def _members(store: Store, year: int, as_of: date) -> of.Members:
    men, women, education = Counter[str](), Counter[str](), Counter[str]()
    for row in queries_papers.members(store):
        education[(row["education"] or "90")[:1] + "0"] += 1
        if row["birth_on"]:
            years = whole_years(Day.parse(row["birth_on"]).first, as_of)
            band = next(label for low, high, label in BANDS if low <= years <= high)
            (women if row["sex"] == 2 else men)[band] += 1
    ages = tuple((label, men[label], women[label]) for _, _, label in BANDS)
    learned = tuple((codes.label("education", code) or name, education[code]) for code, name in EDUCATION)
    return of.Members(_area(store), as_of, ages, tuple(pair for pair in learned if pair[1]))


def _incomes(store: Store, year: int, as_of: date, caliber: str) -> of.Incomes:
    villages = gathering.village_incomes(store, year=year, as_of=as_of, caliber=caliber)
    return of.Incomes(_area(store), year, caliber_name(store, year, caliber), villages)


def _categories(store: Store, year: int, as_of: date, caliber: str) -> of.IncomeCategories:
    grid = incomes.income_grid(store, year=year, as_of=as_of, caliber=caliber)
    return of.IncomeCategories(_area(store), year, caliber_name(store, year, caliber), grid.categories)


def _income_months(store: Store, year: int, as_of: date, caliber: str) -> of.IncomeMonths:
    def sums(one: int) -> tuple[int, ...]:
        rows = incomes.income_grid(store, year=one, as_of=as_of, caliber=caliber).rows
        return tuple(sum(row.months[month] for row in rows) for month in range(12))

    before = sums(year - 1)
    name = caliber_name(store, year, caliber)
    return of.IncomeMonths(_area(store), year, name, sums(year), before if any(before) else ())


def _progress(store: Store, year: int, as_of: date, caliber: str) -> of.IncomeProgress:
    villages = gathering.village_incomes(store, year=year, as_of=as_of, caliber=caliber)
    share = float(economy.year_share(as_of, year))
    on, name = min(as_of, date(year, 12, 31)), caliber_name(store, year, caliber)
    return of.IncomeProgress(_area(store), year, name, on, share, villages)


def _years(store: Store, year: int, as_of: date, caliber: str) -> of.IncomeYears:
    found = standings.year_totals(store, year=year, caliber=caliber)
    years = tuple((one.year, one.total_fen, one.mean_fen) for one in found)
    return of.IncomeYears(_area(store), caliber_name(store, year, caliber), years)


def _tiers(store: Store, year: int, as_of: date, caliber: str) -> of.IncomeTiers:
    found = standings.standings(store, year=year, caliber=caliber)
    amounts = tuple(row.fen for row in found.rows)
    return of.IncomeTiers(_area(store), year, found.caliber_name, found.tiers, amounts)


INCOME_CHARTS: dict[str, Callable[[Store, int, date, str], Any]] = {
    "income-target": _incomes,
    "income-category": _categories,
    "income-months": _income_months,
    "income-progress": _progress,
    "income-years": _years,
    "income-tiers": _tiers,
}
CHARTS: dict[str, Callable[[Store, int, date], Any]] = {
    "grades": _grades,
    "funnel": _funnel,
    "development-months": _months,
    "members": _members,
}
